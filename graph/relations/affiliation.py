"""
For whom an actor acts, and when: a minister for a state, a delegation for its government.

Two things say so: `part_of`, which holds always, and claims of a kind that is a membership (`holds-role`),
which hold for as long as they say and are known as claims are. Chains are followed to their end.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

ALWAYS = (date.min, date.max)
Days = tuple[date, date]
"""The first and the last day, both included."""


@dataclass(frozen=True, slots=True)
class Membership:
    """*actor* acts for *principal* on these days, as known from one day and until another."""

    actor: str
    principal: str
    days: Days = ALWAYS
    known_from: date = date.min
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    """On these days, as known from one day and until another, an actor's acts count for *principal*."""

    principal: str
    days: Days
    known_from: date = date.min
    withdrawn_on: date | None = None


def affiliations(actor: str, days: Days, memberships: Mapping[str, Iterable[Membership]]) -> list[Affiliation]:
    """
    For whom *actor* acts within *days*; when it acts for nobody else, or nobody knows yet, it stands for itself.

    Several principals at one time give several standings: that is shown, not settled.
    """
    return list(_climb(Affiliation(actor, days), memberships))


def _climb(actor: Affiliation, memberships: Mapping[str, Iterable[Membership]]) -> Iterator[Affiliation]:
    """Depth first, and by a list of what is open, for chains may be deeper than calls."""
    below: Counter[str] = Counter()
    walk = [_entered(actor, memberships, below)]
    while walk:
        standing, above, steps = walk[-1]
        step = next(steps, None)
        if step is not None:
            below[standing.principal] += 1
            walk.append(_entered(step, memberships, below))
            continue
        walk.pop()
        if walk:
            below[walk[-1][0].principal] -= 1
        yield from _remainder(standing, above)


def _entered(
    standing: Affiliation, memberships: Mapping[str, Iterable[Membership]], below: Counter[str]
) -> tuple[Affiliation, list[Affiliation], Iterator[Affiliation]]:
    """The standing, those above it that are not *below* it too, and these once more, to be entered in turn."""
    steps = (_step_above(standing, membership) for membership in memberships.get(standing.principal, ()))
    above = [step for step in steps if step and not below[step.principal] and _ever_known(step)]
    return standing, above, iter(above)


def _remainder(standing: Affiliation, above: list[Affiliation]) -> Iterator[Affiliation]:
    """What remains the actor's own: on both clocks, everything that no step above covers."""
    ends = [standing.known_from, *(step.known_from for step in above), *(step.withdrawn_on for step in above)]
    until = standing.withdrawn_on
    borders = sorted({day for day in ends if day is not None and (until is None or day < until)})
    for start, end in pairwise([*borders, until]):
        assert start is not None
        covered = [
            step.days
            for step in above
            if step.known_from <= start and (step.withdrawn_on is None or start < step.withdrawn_on)
        ]
        for days in subtract_days(standing.days, covered):
            yield Affiliation(standing.principal, days, start, end)


def _ever_known(step: Affiliation) -> bool:
    """Whether it was known at all, and not taken back before the rest of its chain was known."""
    return step.withdrawn_on is None or step.known_from < step.withdrawn_on


def _step_above(standing: Affiliation, membership: Membership) -> Affiliation | None:
    start = max(standing.days[0], membership.days[0])
    end = min(standing.days[1], membership.days[1])
    if start > end:
        return None
    ends = [day for day in (standing.withdrawn_on, membership.withdrawn_on) if day]
    return Affiliation(
        membership.principal,
        (start, end),
        max(standing.known_from, membership.known_from),
        min(ends, default=None),
    )


def subtract_days(days: Days, covered: Iterable[Days]) -> list[Days]:
    """What is left of *days* when the covered ones are taken away, in order."""
    left, start = [], days[0]
    for covered_from, covered_to in sorted(covered):
        if covered_from > days[1] or covered_to < start:
            continue
        if covered_from > start:
            left.append((start, covered_from - timedelta(days=1)))
        if covered_to >= days[1]:
            return left
        start = max(start, covered_to + timedelta(days=1))
    left.append((start, days[1]))
    return left


def principals_on(
    actors: Iterable[str], memberships: Mapping[str, Iterable[Membership]], day: date | None, known_by: date | None
) -> dict[str, tuple[str, ...]]:
    """
    For whom these actors act on a day, as known by another, sorted; who acts for nobody else is left out.

    Without a day that is what holds always, without the other one all that is still believed.
    """
    days = (day, day) if day else ALWAYS
    in_force = {
        key: [Membership(each.actor, each.principal) for each in several if _counts(each, days, known_by)]
        for key, several in memberships.items()
    }
    standings = {actor: {step.principal for step in affiliations(actor, ALWAYS, in_force)} for actor in actors}
    return {actor: tuple(sorted(several)) for actor, several in standings.items() if several != {actor}}


def _counts(membership: Membership, days: Days, known_by: date | None) -> bool:
    """Whether it covers the days, and is known and not taken back."""
    withdrawn = membership.withdrawn_on is not None and (known_by is None or membership.withdrawn_on <= known_by)
    known = not withdrawn and (known_by is None or membership.known_from <= known_by)
    return known and membership.days[0] <= days[0] and days[1] <= membership.days[1]

"""
How a tie stands between two reports: attested, bridged, carried, and what ends it.

A report says that a tie held on some days. Between two such days it is *bridged*, after the last one *carried*, until
something ends it, cuts it, or it has not been heard of for too long. What was initiated holds by default until
something terminates it, on what is known at the time (event calculus: Kowalski & Sergot 1986; with two clocks:
Sripada 1988); how sure it is fades with a half-life after the last report (tie decay: Ahmad, Porter & Beguerisse-Díaz
2018); the days on which it stands without a gap are a spell. The rule is written out in `docs/model.md`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from math import floor

from linkage.graph.records import Course
from linkage.graph.relations.derivation import (
    AFTER_ALL,
    BEFORE_ALL,
    Evidence,
    Finding,
    RelationStatus,
    Span,
    attested,
    combine,
    judge,
    within,
)

HALF_LIVES = 3
"""A tie is carried, and a gap is bridged, over at most so many half-lives."""


class StandingBasis(StrEnum):
    """On what a tie stands on a day, the strongest first."""

    ATTESTED = "attested"
    """A claim covers the day."""
    BRIDGED = "bridged"
    """Claims cover a day before and a day after, and nothing came between."""
    CARRIED = "carried"
    """A claim covers a day before, and nothing has ended it since."""


class Ending(StrEnum):
    """What ends a spell."""

    ENDED = "ended"
    """A claim says that the tie ended."""
    CUT = "cut"
    """A claim says that the opposite held as a state of affairs, or that the tie began later."""
    FADED = "faded"
    """Nobody has spoken of it for longer than three half-lives."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    Days, the second one not included, on which a tie stands on one basis by one finding.

    Where it is not attested itself, `last` is the day before on which it was affirmed, `following` the day after where
    it is bridged, both as ordinals; the certainty of the finding is that of `last`, `following_certainty` that of
    `following`. It halves every `half_life` days away from them. `contested` are claims of single acts of the
    opposite sign. `ending` is what ends the tie after these days, None where it goes on, and `ended_by` the claim that
    does so.
    """

    days: Span
    basis: StandingBasis
    finding: Finding
    last: int | None = None
    following: int | None = None
    following_certainty: float = 0.0
    half_life: float = 0.0
    contested: tuple[str, ...] = ()
    ending: Ending | None = None
    ended_by: str | None = None

    def certainty(self, day: int) -> float:
        """The certainty on one of its days: c · 2^(−age / half-life), the better of both sides."""
        if self.last is None:
            return self.finding.certainty
        fading = self.finding.certainty * 2 ** (-(day - self.last) / self.half_life)
        if self.following is None:
            return fading
        return max(fading, self.following_certainty * 2 ** (-(self.following - day) / self.half_life))


def usual_course(state: bool) -> Course:
    """How a claim stands to the life of a tie where it does not say so, by whether it tells of a state of affairs."""
    return Course.GOES_ON if state else Course.WHOLE


def reach(half_life: float) -> int:
    """Over how many days a tie of this half-life is carried or bridged."""
    return floor(HALF_LIVES * half_life)


def stand(evidence: Sequence[Evidence], opposing: Sequence[Evidence], known: int) -> list[Stretch]:
    """
    How a tie stands along all days, by claims that count on the day with ordinal *known*.

    *evidence* are claims about the tie itself, those that end it among them; *opposing* are claims about ties of the
    opposite sign between the two in the same theatre, in either direction. Days on which it is only denied come as
    attested stretches of status DENIED. All others, up to one with an ending, are a spell: days without a gap.
    """
    telling = [claim for claim in evidence if not claim.ends]
    affirming = [claim for claim in telling if not claim.denies]
    covered = list(attested([claim for claim in telling if claim.dated], known))
    line = _Line(
        cuts=list(_cuts(evidence, opposing)),
        acts=[claim for claim in opposing if claim.dated and not claim.denies and not claim.state],
        denials=[claim for claim in telling if claim.denies and claim.dated],
    )
    line.walk(sorted(_anchors(affirming, covered, known), key=lambda anchor: anchor.days))
    denied = [(days, finding) for days, finding in covered if finding.status is RelationStatus.DENIED]
    stretches = [*line.stretches, *_outside(denied, line.stretches)]
    return sorted(stretches, key=lambda stretch: stretch.days)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Days on which a tie is affirmed, and how long that testifies."""

    days: Span
    basis: StandingBasis
    finding: Finding
    half_life: float

    @property
    def last(self) -> int:
        return self.days[1] - 1


@dataclass(frozen=True, slots=True)
class _Cut:
    """
    Days to which a claim lets no tie be carried or bridged from before.

    An `edge` says that the tie began or had ended on its day, so it also parts the day from a later attestation of
    that very day.
    """

    days: Span
    ending: Ending
    claim: str
    edge: bool

    def stop(self, last: int, following: int) -> int | None:
        """The first day after *last* that it keeps the tie from; None where there is none before *following*."""
        first = max(self.days[0], last + 1)
        end = min(self.days[1], following + 1 if self.edge else following)
        return first if first < end else None


def _anchors(affirming: Iterable[Evidence], covered: Iterable[tuple[Span, Finding]], known: int) -> Iterator[_Anchor]:
    half_lives = {claim.id: claim.half_life for claim in affirming}
    affirmed = [(days, finding) for days, finding in covered if finding.status is not RelationStatus.DENIED]
    for days, finding in affirmed:
        longest = max(half_lives.get(claim, 0.0) for claim in finding.claims)
        yield _Anchor(days, StandingBasis.ATTESTED, finding, longest)
    lasting = [claim for claim in affirming if claim.lasting and not claim.dated]
    for day in sorted({claim.known[0] for claim in lasting}):
        spoken = judge([claim for claim in lasting if claim.known[0] == day], known)
        if spoken and not any(within(day, days) for days, _ in affirmed):
            longest = max(half_lives[claim] for claim in spoken.claims)
            yield _Anchor((day, day + 1), StandingBasis.CARRIED, spoken, longest)


def _cuts(evidence: Iterable[Evidence], opposing: Iterable[Evidence]) -> Iterator[_Cut]:
    for claim in evidence:
        if claim.denies or not claim.dated:
            continue
        first, until = claim.valid
        entire = claim.course is Course.WHOLE and claim.state
        if (claim.course is Course.ENDS or entire) and until < AFTER_ALL and not claim.ends:
            yield _Cut((until, until + 1), Ending.ENDED, claim.id, edge=True)
        if claim.ends and first > BEFORE_ALL:
            yield _Cut((first, first + 1), Ending.ENDED, claim.id, edge=True)
        elif (claim.course is Course.BEGINS or entire) and first > BEFORE_ALL:
            yield _Cut((first, first + 1), Ending.CUT, claim.id, edge=True)
    for claim in opposing:
        if claim.dated and claim.state and not claim.denies:
            yield _Cut(claim.valid, Ending.CUT, claim.id, edge=False)


@dataclass(slots=True)
class _Line:
    """Walks along the days on which a tie is affirmed and settles what is between and after them."""

    cuts: list[_Cut]
    acts: list[Evidence]
    denials: list[Evidence]
    stretches: list[Stretch] = field(default_factory=list)

    def walk(self, anchors: Sequence[_Anchor]) -> None:
        half_life = 0.0
        for anchor, following in pairwise([*anchors, None]):
            assert anchor is not None
            half_life = max(half_life, anchor.half_life)
            self.stretches.append(self._affirmed(anchor))
            if following and following.days[0] == anchor.days[1]:
                continue
            ending, claim = self._between(anchor, following, half_life)
            if ending:
                self.stretches[-1] = replace(self.stretches[-1], ending=ending, ended_by=claim)
                half_life = 0.0

    def _affirmed(self, anchor: _Anchor) -> Stretch:
        if anchor.basis is StandingBasis.ATTESTED:
            return Stretch(anchor.days, anchor.basis, anchor.finding)
        denials = [denial for denial in self.denials if within(anchor.last, denial.valid)]
        finding = _doubted(anchor.finding, denials, ())
        return Stretch(anchor.days, anchor.basis, finding, last=anchor.last, half_life=anchor.half_life)

    def _between(
        self, anchor: _Anchor, following: _Anchor | None, half_life: float
    ) -> tuple[Ending | None, str | None]:
        """Settle the days after *anchor*: what ends the tie before *following*, None where it goes on."""
        if anchor.days[1] == AFTER_ALL:
            return None, None
        nearest = following.days[0] if following else AFTER_ALL
        stops = ((cut.stop(anchor.last, nearest), cut.claim, cut.ending) for cut in self.cuts)
        stop, claim, ending = min(
            ((day, claim, ending) for day, claim, ending in stops if day is not None),
            default=(AFTER_ALL, None, Ending.FADED),
        )
        if following and stop == AFTER_ALL:
            longer = max(half_life, following.half_life)
            if nearest - anchor.last <= reach(longer):
                self._bridge(anchor, following, longer)
                return None, None
        faded = min(anchor.days[1] + reach(half_life), nearest)
        until = min(stop, faded)
        gap = Stretch(
            (anchor.days[1], until), StandingBasis.CARRIED, anchor.finding, last=anchor.last, half_life=half_life
        )
        self.stretches += self._pieces(gap)
        return (ending, claim) if stop <= faded else (Ending.FADED, None)

    def _bridge(self, anchor: _Anchor, following: _Anchor, half_life: float) -> None:
        gap = Stretch(
            (anchor.days[1], following.days[0]),
            StandingBasis.BRIDGED,
            _joined(anchor.finding, following.finding),
            last=anchor.last,
            following=following.days[0],
            following_certainty=following.finding.certainty,
            half_life=half_life,
        )
        self.stretches += self._pieces(gap)

    def _pieces(self, gap: Stretch) -> Iterator[Stretch]:
        """The gap, parted where denials begin and end and where acts of the opposite sign begin to contest it."""
        first, until = gap.days
        if not (self.acts or self.denials):
            yield from [gap] if first < until else []
            return
        acts = {act.id: max(act.valid[0], first) for act in self.acts if act.valid[1] > first}
        borders = {
            first,
            until,
            *acts.values(),
            *(border for denial in self.denials for border in denial.valid),
        }
        for start, end in pairwise(sorted(border for border in borders if first <= border <= until)):
            denials = [denial for denial in self.denials if within(start, denial.valid)]
            contested = tuple(sorted(claim for claim, day in acts.items() if day <= start))
            yield replace(
                gap,
                days=(start, end),
                finding=_doubted(gap.finding, denials, contested),
                following_certainty=gap.following_certainty * (1 - combine(denials)),
                contested=contested,
            )


def _joined(earlier: Finding, later: Finding) -> Finding:
    """What the findings on both sides of a gap say of it: no more than the weaker of them."""
    statuses = {earlier.status, later.status}
    status = next(
        status
        for status in (RelationStatus.DISPUTED, RelationStatus.SINGLE_SOURCE, RelationStatus.AGREED)
        if status in statuses
    )
    return replace(
        earlier,
        status=status,
        origins=min(earlier.origins, later.origins),
        claims=tuple(dict.fromkeys([*earlier.claims, *later.claims])),
        issues=tuple(sorted({*earlier.issues, *later.issues})),
    )


def _doubted(finding: Finding, denials: Sequence[Evidence], contested: Sequence[str]) -> Finding:
    """A finding that is carried into days on which somebody denies it or acts against it."""
    if not denials and not contested:
        return finding
    return replace(
        finding,
        status=RelationStatus.DISPUTED,
        certainty=round(finding.certainty * (1 - combine(denials)), 6),
        claims=tuple(dict.fromkeys([*finding.claims, *sorted(denial.id for denial in denials)])),
    )


def _outside(denied: Iterable[tuple[Span, Finding]], stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is only denied, on days on which the tie does not stand."""
    taken = sorted(stretch.days for stretch in stretches)
    for (start, end), finding in denied:
        for first, until in taken:
            if until <= start or first >= end:
                continue
            if start < first:
                yield Stretch((start, first), StandingBasis.ATTESTED, finding)
            start = until
        if start < end:
            yield Stretch((start, end), StandingBasis.ATTESTED, finding)

"""
Bitemporal versions: how a tie stood along all days, along all that was known of it.

A version is a rectangle, the days on which a tie stood by one finding by the days on which that was known. All
rectangles of one tie are disjoint, so whatever the lens, reading is two range filters.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from linkage.graph.relations.derivation import (
    AFTER_ALL,
    BEFORE_ALL,
    Evidence,
    Finding,
    Span,
    judge,
    slabs,
    span_of,
    within,
)
from linkage.graph.relations.standing import StandingBasis, Stretch, stand

State = tuple[bool, Stretch]
"""Whether it has days, and how it stands on them."""


@dataclass(frozen=True, slots=True)
class Version:
    """A stretch with the days on which it was known; one that is not `dated` has no days on which it held."""

    stretch: Stretch
    dated: bool
    known: Span

    @property
    def finding(self) -> Finding:
        return self.stretch.finding

    @property
    def basis(self) -> StandingBasis:
        return self.stretch.basis

    @property
    def valid_from(self) -> date | None:
        return _first_day(self.stretch.days)

    @property
    def valid_to(self) -> date | None:
        return _last_day(self.stretch.days)

    @property
    def known_from(self) -> date:
        return date.fromordinal(self.known[0])

    @property
    def known_to(self) -> date | None:
        return _last_day(self.known)


def derive(evidence: Iterable[Evidence], opposing: Iterable[Evidence] = ()) -> list[Version]:
    """
    Everything that claims about one tie add up to, by what was known and then by what held.

    *opposing* are the claims about ties of the opposite sign between the same two in the same theatre.
    """
    evidence = sorted(evidence, key=lambda claim: claim.id)
    opposing = sorted(opposing, key=lambda claim: claim.id)
    slabs_ = list(slabs(_known_borders([*evidence, *opposing])))
    findings = []
    for known in slabs_:
        counted, against = (
            [claim for claim in claims if within(known[0], claim.known)] for claims in (evidence, opposing)
        )
        stretches = stand(counted, against, known[0])
        findings.append([*((True, stretch) for stretch in stretches), *_undated(counted, known[0])])
    versions = [Version(stretch, dated, known) for (dated, stretch), known in _lasting(findings, slabs_)]
    return sorted(versions, key=_order)


def _undated(counted: Sequence[Evidence], known: int) -> Iterator[State]:
    undated = judge([claim for claim in counted if not claim.dated and not claim.ends], known)
    if undated:
        yield False, Stretch((BEFORE_ALL, AFTER_ALL), StandingBasis.ATTESTED, undated)


def _lasting(states: Sequence[list[State]], slabs_: Sequence[Span]) -> Iterator[tuple[State, Span]]:
    """Each state with the days on which it was known without a break."""
    if len(slabs_) == 1:
        yield from ((state, slabs_[0]) for state in states[0])
        return
    running: dict[State, int] = {}
    for present, (start, _) in zip(map(set, states), slabs_, strict=True):
        for state in [state for state in running if state not in present]:
            yield state, (running.pop(state), start)
        for state in present:
            running.setdefault(state, start)
    yield from ((state, (start, AFTER_ALL)) for state, start in running.items())


def _order(version: Version) -> tuple[object, ...]:
    return version.known, not version.dated, version.stretch.days, version.finding.claims


def _known_borders(evidence: Iterable[Evidence]) -> set[int]:
    claims = list(evidence)
    borders = {border for claim in claims for border in claim.known}
    return borders | {border for claim in claims for days in claim.disputed for border in span_of(*days)}


def _first_day(days: Span) -> date | None:
    return None if days[0] == BEFORE_ALL else date.fromordinal(days[0])


def _last_day(days: Span) -> date | None:
    return None if days[1] == AFTER_ALL else date.fromordinal(days[1] - 1)

"""
From claims about a pair to bitemporal relation versions: the one rule of the project.

A version is a rectangle: the days on which a relation held by the days on which that was known. All
rectangles of one relation are disjoint, so whatever the lens, reading is two range filters. The rule is
written out in `docs/model.md`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import prod
from typing import Protocol

_BEFORE_ALL = date.min.toordinal() - 1
_AFTER_ALL = date.max.toordinal() + 1

Span = tuple[int, int]
"""Ordinals of days, the second one not included."""


class RelationStatus(StrEnum):
    """How the claims behind a relation stand to each other."""

    AGREED = "agreed"
    """Two origins or more support it undisputed, and nobody denies it."""
    SINGLE_SOURCE = "single_source"
    """One origin alone supports it undisputed, and nobody denies it."""
    DISPUTED = "disputed"
    """Somebody denies it, or whatever supports it is disputed."""
    DENIED = "denied"
    """Nobody supports it: whoever speaks of it denies it."""


class Witness(Protocol):
    """Whatever is right by some chance and goes back to somebody."""

    @property
    def certainty(self) -> float: ...

    @property
    def origin(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What one claim contributes to a relation.

    `valid_from` and `valid_to` are the days it covers, None where open; `dated` is False where the source
    gives no time at all. It counts from `known_from` until the day before `withdrawn_on`. `origin` is who
    it goes back to. `disputed` lists, for each claim that disputes it, when that claim counts.
    """

    id: str
    origin: str
    certainty: float
    known_from: date
    withdrawn_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    dated: bool = True
    denies: bool = False
    issue: str | None = None
    disputed: tuple[tuple[date, date | None], ...] = ()

    @property
    def known(self) -> Span:
        return _span(self.known_from, self.withdrawn_on)

    @property
    def valid(self) -> Span:
        first = self.valid_from.toordinal() if self.valid_from else _BEFORE_ALL
        return first, self.valid_to.toordinal() + 1 if self.valid_to else _AFTER_ALL


@dataclass(frozen=True, slots=True)
class Finding:
    """What the claims that count at one point add up to."""

    status: RelationStatus
    certainty: float
    origins: int
    claims: tuple[str, ...]
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A finding with the days on which it held and on which it was known; both ends included, None is open."""

    finding: Finding
    dated: bool
    valid_from: date | None
    valid_to: date | None
    known_from: date
    known_to: date | None


def combine(evidence: Iterable[Witness]) -> float:
    """
    Chance that at least one independent origin is right.

    Each origin counts once, through its strongest claim: ten reprints of one report are one witness.
    """
    strongest: dict[str, float] = {}
    for claim in evidence:
        strongest[claim.origin] = max(claim.certainty, strongest.get(claim.origin, 0.0))
    return 1 - prod(1 - certainty for _, certainty in sorted(strongest.items()))


def judge(evidence: Iterable[Evidence], known: int) -> Finding | None:
    """
    Add up the claims that hold at one point, as known on the day with ordinal *known*; None where there are none.

    Denied: nobody supports it. Disputed: somebody denies it, or every support is disputed by a claim that
    counts. Otherwise agreed from two independent origins on, and single-source below. Certainty is the
    chance that a support is right and no denial is.
    """
    evidence = sorted(evidence, key=lambda claim: claim.id)
    if not evidence:
        return None
    supports = [claim for claim in evidence if not claim.denies]
    denials = [claim for claim in evidence if claim.denies]
    undisputed = {
        claim.origin for claim in supports if not any(_within(known, _span(*days)) for days in claim.disputed)
    }
    if not supports:
        status = RelationStatus.DENIED
    elif denials or not undisputed:
        status = RelationStatus.DISPUTED
    else:
        status = RelationStatus.AGREED if len(undisputed) > 1 else RelationStatus.SINGLE_SOURCE
    return Finding(
        status=status,
        certainty=round(combine(supports) * (1 - combine(denials)), 6),
        origins=len({claim.origin for claim in supports}),
        claims=tuple(dict.fromkeys(claim.id for claim in evidence)),
        issues=tuple(sorted({claim.issue for claim in evidence if claim.issue})),
    )


def derive(evidence: Iterable[Evidence]) -> list[Version]:
    """All versions that the claims about one relation add up to, by what was known and then by what held."""
    evidence = list(evidence)
    versions: list[Version] = []
    running: dict[tuple[bool, Span, Finding], int] = {}
    for known in _slabs(_known_borders(evidence)):
        counted = [claim for claim in evidence if _within(known[0], claim.known)]
        states = {(dated, span, finding) for dated, span, finding in _findings(counted, known[0])}
        for state in [state for state in running if state not in states]:
            versions.append(_version(state, (running.pop(state), known[0])))
        for state in states:
            running.setdefault(state, known[0])
    versions += [_version(state, (start, _AFTER_ALL)) for state, start in running.items()]
    return sorted(versions, key=lambda v: (v.known_from, not v.dated, v.valid_from or date.min, v.finding.claims))


def _findings(evidence: list[Evidence], known: int) -> Iterator[tuple[bool, Span, Finding]]:
    """Findings along the days on which things held, neighbours of equal finding joined."""
    undated = judge([claim for claim in evidence if not claim.dated], known)
    if undated:
        yield False, (_BEFORE_ALL, _AFTER_ALL), undated
    dated = [claim for claim in evidence if claim.dated]
    current: Finding | None = None
    start = _BEFORE_ALL
    for day, after in _slabs({border for claim in dated for border in claim.valid}):
        finding = judge([claim for claim in dated if _within(day, claim.valid)], known)
        if finding != current:
            if current:
                yield True, (start, day), current
            current, start = finding, day
        if current and after == _AFTER_ALL:
            yield True, (start, after), current


def _known_borders(evidence: list[Evidence]) -> set[int]:
    borders = {border for claim in evidence for border in claim.known}
    return borders | {border for claim in evidence for days in claim.disputed for border in _span(*days)}


def _slabs(borders: set[int]) -> Iterator[Span]:
    """Neighbouring borders as spans, the last one open to the end of time."""
    ordered = sorted(borders | {_AFTER_ALL})
    return pairwise(ordered)


def _span(first: date, until: date | None) -> Span:
    return first.toordinal(), until.toordinal() if until else _AFTER_ALL


def _within(day: int, span: Span) -> bool:
    return span[0] <= day < span[1]


def _version(state: tuple[bool, Span, Finding], known: Span) -> Version:
    dated, (valid_from, valid_until), finding = state
    return Version(
        finding=finding,
        dated=dated,
        valid_from=None if valid_from == _BEFORE_ALL else date.fromordinal(valid_from),
        valid_to=_last_day(valid_until),
        known_from=date.fromordinal(known[0]),
        known_to=_last_day(known[1]),
    )


def _last_day(until: int) -> date | None:
    return None if until == _AFTER_ALL else date.fromordinal(until) - timedelta(days=1)

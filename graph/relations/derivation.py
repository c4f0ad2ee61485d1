"""
From claims about a pair to bitemporal relation versions: the one rule of the project.

A version is a rectangle: the days on which a relation held by the days on which that was known. All
rectangles of one relation are disjoint, so whatever the lens, reading is two range filters. The rule is
written out in `docs/model.md`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import prod
from typing import Protocol

from linkage.graph.records import Course

BEFORE_ALL = date.min.toordinal() - 1
AFTER_ALL = date.max.toordinal() + 1

Span = tuple[int, int]
"""Ordinals of days, the second one not included."""


class RelationStatus(StrEnum):
    """How the claims behind a relation stand to each other."""

    AGREED = "agreed"
    """Two independent origins or more support it undisputed, and nobody denies it."""
    SINGLE_SOURCE = "single_source"
    """Whoever supports it undisputed goes back to one origin, one principal or one document, and nobody denies it."""
    DISPUTED = "disputed"
    """Somebody denies it, or whatever supports it is disputed."""
    DENIED = "denied"
    """Nobody supports it: whoever speaks of it denies it."""


class Witness(Protocol):
    """Whatever is right by some chance and goes back to somebody."""

    @property
    def certainty(self) -> float: ...

    @property
    def roots(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What one claim contributes to a relation.

    `valid_from` and `valid_to` are the days it covers, None where open; `dated` is False where the source
    gives no time at all. It counts from `known_from` until the day before `withdrawn_on`. `roots` is what it goes
    back to: its origin, those on whose behalf that speaks, its document. `disputed` lists, for each claim that
    disputes it, when that claim counts. `course` and `state` say how it stands to the life of the tie, `half_life`
    for how many days it testifies; one that `ends` the tie tells of nothing else. A `lasting` one without a time
    speaks of a stand that goes on.
    """

    id: str
    roots: frozenset[str]
    certainty: float
    known_from: date
    withdrawn_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    dated: bool = True
    denies: bool = False
    issue: str | None = None
    disputed: tuple[tuple[date, date | None], ...] = ()
    course: Course = Course.GOES_ON
    state: bool = True
    half_life: float = 0.0
    ends: bool = False
    lasting: bool = False

    @property
    def known(self) -> Span:
        return span_of(self.known_from, self.withdrawn_on)

    @property
    def valid(self) -> Span:
        first = self.valid_from.toordinal() if self.valid_from else BEFORE_ALL
        return first, self.valid_to.toordinal() + 1 if self.valid_to else AFTER_ALL


@dataclass(frozen=True, slots=True)
class Finding:
    """What the claims that count at one point add up to."""

    status: RelationStatus
    certainty: float
    origins: int
    claims: tuple[str, ...]
    issues: tuple[str, ...]


def combine(evidence: Iterable[Witness]) -> float:
    """
    Chance that at least one independent witness is right.

    From the most certain claim down, one that shares an origin, a principal or a document with one already counted
    adds nothing: ten reprints of one report are one witness, and so are two members of one delegation.
    """
    strongest = _apart(sorted(evidence, key=lambda claim: -claim.certainty))
    return 1 - prod(1 - claim.certainty for claim in strongest)


def independent(evidence: Iterable[Witness]) -> int:
    """
    How many claims there are of which no two share an origin, a principal or a document.

    Two or more wherever two such claims exist; beyond that as many as are found by taking whoever shares with the
    fewest others first, which need not be the most (Halldórsson & Radhakrishnan 1997).
    """
    claims = list(evidence)
    if len(claims) < 2:
        return len(claims)
    return len(
        _apart(sorted(claims, key=lambda claim: sum(not claim.roots.isdisjoint(other.roots) for other in claims)))
    )


def _apart(ordered: Iterable[Witness]) -> list[Witness]:
    """Those that share nothing with an earlier one."""
    roots: set[str] = set()
    apart = []
    for claim in ordered:
        if roots.isdisjoint(claim.roots):
            roots |= claim.roots
            apart.append(claim)
    return apart


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
    undisputed = [claim for claim in supports if not any(within(known, span_of(*days)) for days in claim.disputed)]
    if not supports:
        status = RelationStatus.DENIED
    elif denials or not undisputed:
        status = RelationStatus.DISPUTED
    else:
        status = RelationStatus.AGREED if independent(undisputed) > 1 else RelationStatus.SINGLE_SOURCE
    return Finding(
        status=status,
        certainty=round(combine(supports) * (1 - combine(denials)), 6),
        origins=independent(supports),
        claims=tuple(dict.fromkeys(claim.id for claim in evidence)),
        issues=tuple(sorted({claim.issue for claim in evidence if claim.issue})),
    )


def attested(dated: list[Evidence], known: int) -> Iterator[tuple[Span, Finding]]:
    """Findings along the days that dated claims cover, neighbours of equal finding joined."""
    current: Finding | None = None
    start = BEFORE_ALL
    for day, after in slabs({border for claim in dated for border in claim.valid}):
        finding = judge([claim for claim in dated if within(day, claim.valid)], known)
        if finding != current:
            if current:
                yield (start, day), current
            current, start = finding, day
        if current and after == AFTER_ALL:
            yield (start, after), current


def slabs(borders: set[int]) -> Iterator[Span]:
    """Neighbouring borders as spans, the last one open to the end of time."""
    ordered = sorted(borders | {AFTER_ALL})
    return pairwise(ordered)


def span_of(first: date, until: date | None) -> Span:
    return first.toordinal(), until.toordinal() if until else AFTER_ALL


def within(day: int, span: Span) -> bool:
    return span[0] <= day < span[1]

"""
How long a report goes on testifying, estimated from the reports themselves.

Each report of a tie is hidden in turn, and what was known of the tie before is asked whether it still held: the next
report of the same tie says yes, a report that it ended, or that the opposite held as a state of affairs, says no. That
the share which still held halves every half-life is then fitted by the greatest likelihood, for deeds and words, states
and events apart, and held against two rules that need no figure: nothing is carried, and everything for ever
(Brier 1950). What nobody reported on is not among the cases, so a half-life tells of ties that somebody went on
watching; where hardly any case says no, no figure can be told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from scipy.optimize import minimize_scalar

from linkage.graph.records import Aspect, Force, HalfLives

FEWEST = 5
"""Cases of either outcome below which no half-life is told."""
AGES = (7, 30, 90, 180, 365, 730, 100_000)
"""Upper ends, in days, of the rows of a calibration table."""
_LONGEST = 36_500.0

Kind = tuple[Aspect, Force]
Tie = tuple[str, str, str, str]
"""Family, subject, object, theatre."""


@dataclass(frozen=True, slots=True)
class Report:
    """
    One claim about a tie: the ordinals of its first and last day, its sign (1, -1, 0), the kind of testimony.

    `ends` says that the tie was over by its first day.
    """

    tie: Tie
    first: int
    last: int
    sign: int
    kind: Kind
    ends: bool = False

    @property
    def pair(self) -> tuple[frozenset[str], str]:
        return frozenset(self.tie[1:3]), self.tie[3]


@dataclass(frozen=True, slots=True)
class Case:
    """Whether a tie still held, `age` days after it was last reported by a claim of this kind."""

    kind: Kind
    age: int
    held: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Cases up to an age: how many, how many still held, and the share that the half-life used, or else found, foretells."""

    age: int
    cases: int
    held: int
    expected: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    The half-life of one kind of testimony, in days, None where the cases are too few to tell; `used` is the one that
    its data set gives, None where it gives none.

    The Brier scores (0 is best, 1 worst) are those of either half-life, of carrying nothing, and of carrying for ever.
    """

    kind: Kind
    half_life: float | None
    used: float | None
    cases: int
    broken: int
    score: float | None
    score_of_used: float | None
    score_of_never: float
    score_of_ever: float
    bands: tuple[Band, ...]


def hidden_cases(reports: Iterable[Report]) -> list[Case]:
    """What the next report says of each tie that was alive, in the order of days."""
    by_pair: dict[tuple[frozenset[str], str], list[Report]] = defaultdict(list)
    for report in reports:
        by_pair[report.pair].append(report)
    return [case for group in by_pair.values() for case in _cases(sorted(group, key=_order))]


def _order(report: Report) -> tuple[int, int, Tie]:
    return report.first, report.last, report.tie


def _cases(reports: Sequence[Report]) -> Iterator[Case]:
    alive: dict[Tie, Report] = {}
    for report in reports:
        earlier = alive.get(report.tie)
        if earlier and report.first > earlier.last:
            yield Case(earlier.kind, report.first - earlier.last, held=not report.ends)
        for tie, other in list(alive.items()):
            opposite = report.sign * other.sign == -1 and report.kind[0] is Aspect.STATE and not report.ends
            if opposite and report.first > other.last:
                yield Case(other.kind, report.first - other.last, held=False)
                del alive[tie]
        if report.ends:
            alive.pop(report.tie, None)
        elif earlier is None or report.last > earlier.last:
            alive[report.tie] = report


def estimate(cases: Iterable[Case], used: HalfLives | None = None) -> list[Estimate]:
    """One estimate for each kind of testimony that has a case, beside the half-life that is *used*."""
    by_kind: dict[Kind, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    return [_estimate(kind, by_kind[kind], used.after(*kind) if used else None) for kind in sorted(by_kind)]


def _estimate(kind: Kind, cases: Sequence[Case], used: float | None) -> Estimate:
    held = sum(case.held for case in cases)
    enough = min(held, len(cases) - held) >= FEWEST
    half_life = fitted(cases) if enough else None
    return Estimate(
        kind=kind,
        half_life=half_life,
        used=used,
        cases=len(cases),
        broken=len(cases) - held,
        score=None if half_life is None else _brier(cases, half_life),
        score_of_used=None if used is None else _brier(cases, used),
        score_of_never=held / len(cases),
        score_of_ever=1 - held / len(cases),
        bands=tuple(_bands(cases, used or half_life)),
    )


def fitted(cases: Sequence[Case]) -> float:
    """The half-life in days, from 1 to 36,500, under which the outcomes are likeliest."""

    def unlikelihood(logarithm: float) -> float:
        rate = log(2) / exp(logarithm)
        return sum(rate * case.age if case.held else -log(max(1 - exp(-rate * case.age), 1e-12)) for case in cases)

    found = minimize_scalar(unlikelihood, bounds=(0.0, log(_LONGEST)), method="bounded")
    return float(exp(found.x))


def _brier(cases: Sequence[Case], half_life: float) -> float:
    return sum((2 ** (-case.age / half_life) - case.held) ** 2 for case in cases) / len(cases)


def _bands(cases: Sequence[Case], half_life: float | None) -> Iterator[Band]:
    least = 0
    for age in AGES:
        group = [case for case in cases if least < case.age <= age]
        least = age
        if group:
            expected = half_life and sum(2 ** (-case.age / half_life) for case in group) / len(group)
            yield Band(age, len(group), sum(case.held for case in group), expected)

"""
How fast stances move: by how much bounds have to widen in a month, estimated from cells that were coded twice.

For each figure, and for every two codings of one cell that follow each other, the need is what the bounds of the earlier
one would have had to be wider by, on either side, to hold those of the later one. The rate is the sum of all needs by the
sum of all months between (a ratio estimate; Cochran 1977, chapter 6), and 0 where nothing ever moved.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from linkage.graph.leverage.stance_matrix import Cell
from linkage.graph.records import Range

FEWEST = 5
"""Cases of a figure below which no rate is told by the codings themselves."""
LONGEST = 12
"""Months for which a coding counts at most, where none follows."""
SCALES: Mapping[str, float] = {"position": 100.0, "salience": 1.0, "capability": 1.0}
"""The figures of a stance with the upper ends of their scales, which all begin at 0."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One reading of a cell, and the days that it was coded for; None is an open end, or a figure that is unknown."""

    key: str
    cell: Cell
    first: date | None
    last: date | None
    position: Range | None = None
    salience: Range | None = None
    capability: Range | None = None

    @property
    def empty(self) -> bool:
        """Whether somebody looked and found nothing at all."""
        return self.position is None and self.salience is None and self.capability is None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or self.last >= day)


@dataclass(frozen=True, slots=True)
class Drift:
    """
    How far the bounds of one figure widen to either side in a month, on the scale of the figure.

    `cases` are the codings that were followed by another. Where they are too few the rate is a convention: after LONGEST
    months a figure from the middle of its scale may be anything.
    """

    figure: str
    rate: float
    cases: int

    @property
    def estimated(self) -> bool:
        return self.cases >= FEWEST


def estimate_drifts(codings: Iterable[Coding]) -> tuple[Drift, ...]:
    """The drift of each figure; rival readings of one time count as one coding, from the least bound to the greatest."""
    rounds = _rounds(codings)
    return tuple(_drift(figure, rounds) for figure in SCALES)


def months_between(earlier: date, later: date) -> int:
    """How many months have begun since that of *earlier*."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _rounds(codings: Iterable[Coding]) -> list[list[tuple[date, list[Coding]]]]:
    """For each cell its codings by the last day of each, in the order of days."""
    cells: dict[Cell, list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.last is not None:
            cells[coding.cell].append(coding)
    return [
        [(day, list(group)) for day, group in groupby(sorted(codings, key=_last), key=_last)]
        for codings in cells.values()
    ]


def _last(coding: Coding) -> date:
    assert coding.last is not None
    return coding.last


def _drift(figure: str, rounds: Iterable[Sequence[tuple[date, list[Coding]]]]) -> Drift:
    cases = [case for cell in rounds for case in _needs(figure, cell)]
    if len(cases) < FEWEST:
        return Drift(figure, SCALES[figure] / 2 / LONGEST, len(cases))
    rate = sum(need for need, _ in cases) / sum(months for _, months in cases)
    return Drift(figure, round(rate, 4), len(cases))


def _needs(figure: str, rounds: Iterable[tuple[date, list[Coding]]]) -> Iterator[tuple[float, int]]:
    """By how much each coding had to be wider to hold the next, and the months between them."""
    known = [(day, hull) for day, group in rounds if (hull := _hull(figure, group))]
    for (day, (low, high)), (next_day, (next_low, next_high)) in pairwise(known):
        months = months_between(day, next_day)
        if months > 0:
            yield max(0.0, low - next_low, next_high - high), months


def _hull(figure: str, group: Iterable[Coding]) -> tuple[float, float] | None:
    bounds = [value for coding in group if (value := getattr(coding, figure)) is not None]
    return (min(value.low for value in bounds), max(value.high for value in bounds)) if bounds else None

"""
The Pareto frontier of any number of actors, from inside, with a bound that proves how near it comes.

What is best by given weights of the actors is a corner of the frontier, and is found issue by issue. The largest
weighted sum of gains is a convex function of the weights: inside a cell of weights it is at most what lies straight
between the corners of the cell. So a mix of the outcomes that are known falls short of any outcome whatever by the gap
of the worst cell at most, which is halved next (sandwich approximation; Rennen, van Dam and den Hertog 2011).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush
from itertools import combinations, count

import numpy as np

from linkage.graph.leverage.exchange import Floats
from linkage.graph.leverage.packages import IssueReach, Outcome, PackageProblem

MOST_CELLS = 6_000
CLOSE_ENOUGH = 0.005
"""A gap is small enough at this share of the most that anybody could gain from the no-agreement point."""
_SPECK = 1e-9
"""Of each weight, so that who has none is not worse off for nothing."""


@dataclass(frozen=True, slots=True)
class GroupCorner:
    """An outcome that is best by some weights, and what each member gains by it over no agreement."""

    outcome: Outcome
    gains: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class GroupFrontier:
    """
    Corners of the frontier, and the *gap*: for every outcome whatever there is a mix of corners by which no member has
    less by more than the gap, in its own salience times scale points. The mix of outcomes is itself an outcome.
    """

    corners: tuple[GroupCorner, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class _Cell:
    """A simplex of weights: per corner the weights, what they are worth at most, and the gains that are worth it."""

    weights: Floats
    values: Floats
    gains: Floats

    @property
    def gap(self) -> float:
        """How far the best single outcome of the cell falls short of any other, by weights in the cell."""
        short = self.values[:, None] - self.weights @ self.gains.T
        return float(short.max(axis=0).min())

    @property
    def longest(self) -> tuple[int, int]:
        edges = combinations(range(len(self.weights)), 2)
        return max(edges, key=lambda edge: float(np.abs(self.weights[edge[0]] - self.weights[edge[1]]).sum()))

    def with_corner(self, place: int, weights: Floats, value: float, gains: Floats) -> "_Cell":
        changed = _Cell(self.weights.copy(), self.values.copy(), self.gains.copy())
        changed.weights[place], changed.values[place], changed.gains[place] = weights, value, gains
        return changed


@dataclass(frozen=True)
class _WeightedBest:
    """What is best by weights; `ends` are the outcomes of each issue that can be, with what they are worth to each."""

    problem: PackageProblem

    @cached_property
    def ends(self) -> tuple[tuple[list[Fraction], Floats], ...]:
        tables = []
        for reach in self.problem.reaches:
            stands = [self.problem.stand(actor, reach.issue) for actor in self.problem.actors]
            outcomes = sorted({reach.low, reach.high, *(reach.nearest(stand.position) for stand in stands)})
            worth = [[float(reach.gain(stand, outcome)) for stand in stands] for outcome in outcomes]
            tables.append((outcomes, np.array(worth)))
        return tuple(tables)

    def chosen(self, weights: Floats) -> tuple[int, ...]:
        return tuple(int(np.argmax(worth @ (weights + _SPECK))) for _, worth in self.ends)

    def gains(self, chosen: tuple[int, ...]) -> Floats:
        gains: Floats = np.sum([worth[end] for end, (_, worth) in zip(chosen, self.ends, strict=True)], axis=0)
        return gains

    def value(self, weights: Floats) -> float:
        return float(sum((worth @ weights).max() for _, worth in self.ends))

    def outcome(self, chosen: tuple[int, ...]) -> dict[str, Fraction]:
        reaches: tuple[IssueReach, ...] = self.problem.reaches
        return {
            reach.issue: outcomes[end] for reach, end, (outcomes, _) in zip(reaches, chosen, self.ends, strict=True)
        }


def group_frontier(problem: PackageProblem, most_cells: int = MOST_CELLS) -> GroupFrontier:
    """The frontier of a package; side conditions are not heeded, nor whether somebody loses over no agreement."""
    best, numbers = _WeightedBest(problem), count()
    units = np.eye(len(problem.actors))
    corners = [best.chosen(unit) for unit in units]
    known = dict.fromkeys(corners)
    gains = np.array([best.gains(chosen) for chosen in corners])
    enough = CLOSE_ENOUGH * float(max(gains.diagonal().max(), 0.0))
    worst = _Cell(units, np.array([best.value(unit) for unit in units]), gains)
    cells = [(-worst.gap, next(numbers), worst)]
    while -cells[0][0] > enough and len(cells) < most_cells:
        cell = heappop(cells)[-1]
        start, end = cell.longest
        weights = (cell.weights[start] + cell.weights[end]) / 2
        chosen = best.chosen(weights)
        known[chosen] = None
        for place in (start, end):
            half = cell.with_corner(place, weights, best.value(weights), best.gains(chosen))
            heappush(cells, (-half.gap, next(numbers), half))
    outcomes = [best.outcome(chosen) for chosen in known]
    exact = (GroupCorner(outcome, problem.gains(outcome)) for outcome in outcomes)
    return GroupFrontier(tuple(exact), max(0.0, -cells[0][0]))

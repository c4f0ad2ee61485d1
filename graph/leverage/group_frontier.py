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
from typing import Self

import numpy as np

from linkage.graph.leverage.exchange import Bools, Floats, Rows
from linkage.graph.leverage.packages import Outcome, PackageProblem

MOST_CELLS, AT_ONCE = 30_000, 400
CLOSE_ENOUGH = 0.005
"""A gap is small enough at this share of the most that anybody could gain from the no-agreement point."""
_SPECK = 1e-9
"""Added to each weight, so that who has none is not worse off for nothing."""


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


def group_frontier(problem: PackageProblem, most_cells: int = MOST_CELLS) -> GroupFrontier:
    """The frontier of a package; side conditions are not heeded, nor whether somebody loses over no agreement."""
    best = WeightedBest(problem)
    units = np.eye(len(problem.actors))
    known = dict.fromkeys(best.corners(units))
    cells = WeightCells.of(units[None], best)
    enough = CLOSE_ENOUGH * float(max(cells.gains[0].diagonal().max(), 0.0))
    while cells.gap.max() > enough and len(cells.gap) < most_cells:
        worst = np.argsort(-cells.gap, kind="stable")[:AT_ONCE]
        worst = worst[cells.gap[worst] > enough]
        middles, halves = cells.halved(worst, best)
        known |= dict.fromkeys(best.corners(middles))
        rest = np.ones(len(cells.gap), dtype=bool)
        rest[worst] = False
        cells = cells.joined(rest, halves)
    outcomes = map(best.outcome, known)
    corners = (GroupCorner(outcome, problem.gains(outcome)) for outcome in outcomes)
    return GroupFrontier(tuple(corners), max(0.0, float(cells.gap.max())))


@dataclass(frozen=True)
class WeightedBest:
    """What is best by weights of the actors, many weights at once: arrays of one row for each."""

    problem: PackageProblem

    @cached_property
    def ends(self) -> tuple[tuple[list[Fraction], Floats], ...]:
        """Per issue the outcomes that can be best, and what each of them is worth to each actor."""
        tables = []
        for reach in self.problem.reaches:
            stands = [self.problem.stand(actor, reach.issue) for actor in self.problem.actors]
            outcomes = sorted({reach.low, reach.high, *(reach.nearest(stand.position) for stand in stands)})
            worth = [[float(reach.gain(stand, outcome)) for stand in stands] for outcome in outcomes]
            tables.append((outcomes, np.array(worth)))
        return tuple(tables)

    def corners(self, weights: Floats) -> list[tuple[int, ...]]:
        """For each row of weights the place of the best outcome of each issue."""
        chosen = [((weights + _SPECK) @ worth.T).argmax(axis=1).tolist() for _, worth in self.ends]
        return list(zip(*chosen, strict=True))

    def gains(self, weights: Floats) -> Floats:
        gains = np.zeros_like(weights)
        for _, worth in self.ends:
            gains += worth[((weights + _SPECK) @ worth.T).argmax(axis=1)]
        return gains

    def values(self, weights: Floats) -> Floats:
        """The largest weighted sums of gains."""
        values: Floats = np.sum([(weights @ worth.T).max(axis=1) for _, worth in self.ends], axis=0)
        return values

    def outcome(self, corner: tuple[int, ...]) -> dict[str, Fraction]:
        ends = zip(self.problem.issues, corner, self.ends, strict=True)
        return {issue: outcomes[place] for issue, place, (outcomes, _) in ends}


@dataclass(frozen=True, slots=True)
class WeightCells:
    """Simplices of weights: per cell and corner the weights, what they are worth at most, and the gains worth that."""

    weights: Floats
    values: Floats
    gains: Floats
    gap: Floats
    """How far the best of the cell's own outcomes, or all of them mixed evenly, falls short of any other there."""

    @classmethod
    def of(cls, weights: Floats, best: WeightedBest) -> Self:
        cells, corners, actors = weights.shape
        rows = weights.reshape(-1, actors)
        return cls._measured(
            weights, best.values(rows).reshape(cells, corners), best.gains(rows).reshape(cells, corners, actors)
        )

    @classmethod
    def _measured(cls, weights: Floats, values: Floats, gains: Floats) -> Self:
        short = values[:, :, None] - weights @ gains.transpose(0, 2, 1)
        single, mixed = short.max(axis=1).min(axis=1), short.mean(axis=2).max(axis=1)
        return cls(weights, values, gains, np.minimum(single, mixed))

    def halved(self, chosen: Rows, best: WeightedBest) -> tuple[Floats, Self]:
        """The middles of the longest edges of these cells, and the cells cut in two there."""
        weights, values, gains = self.weights[chosen], self.values[chosen], self.gains[chosen]
        rows = np.arange(len(chosen))
        lengths = np.abs(weights[:, :, None] - weights[:, None]).sum(axis=-1).reshape(len(chosen), -1)
        ends = np.divmod(lengths.argmax(axis=1), weights.shape[1])
        middles = (weights[rows, ends[0]] + weights[rows, ends[1]]) / 2
        halves = [np.concatenate([figures, figures]) for figures in (weights, values, gains)]
        places = np.arange(2 * len(chosen)), np.concatenate(ends)
        for figures, new in zip(halves, (middles, best.values(middles), best.gains(middles)), strict=True):
            figures[places] = np.concatenate([new, new])
        return middles, self._measured(*halves)

    def joined(self, rest: Bools, more: "WeightCells") -> Self:
        """These of the cells, and more."""
        remaining = (self.weights[rest], self.values[rest], self.gains[rest], self.gap[rest])
        added = (more.weights, more.values, more.gains, more.gap)
        return type(self)(*(np.concatenate(pair) for pair in zip(remaining, added, strict=True)))

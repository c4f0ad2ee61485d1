"""
The point that each rule chooses among several actors, or with side conditions, and a bound that proves how good it is.

The product of gains is approached from outside, by tangents of its logarithm (Kelley 1960). For any weights of the
actors no outcome is worth more than the best of each issue apart, which bounds a search without conditions; with
conditions the solver's branch and bound does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

import numpy as np
from scipy.optimize import linprog

from linkage.graph.balance.integer_program import stack_rows
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.exchange import Floats
from linkage.graph.leverage.group_frontier import WeightedBest
from linkage.graph.leverage.package_program import ProgramLayout, Row
from linkage.graph.leverage.packages import Outcome, PackageProblem
from linkage.graph.leverage.stance_matrix import exact_fraction

SECONDS = 2.0
"""One search with side conditions is broken off then, and its gap told."""
TANGENTS = 40
NEAR_ENOUGH, CLOSE = 1e-7, 1e-3
"""Figures that differ by no more are equal; a gap that is small enough where each step is a search of its own."""
PLACES = 9
"""Decimals of an outcome that the solver is trusted with."""


@dataclass(frozen=True, slots=True)
class ProgramPoint:
    """An outcome, and how much better by its rule another could be at most: a share of the measure, 0 to 1."""

    outcome: Outcome
    gap: float


@dataclass(frozen=True, slots=True)
class ProgramOptimum:
    """The columns, what they are worth, the bound, and the prices of nobody losing and of the rows that came with it."""

    columns: Floats
    value: float
    bound: float
    prices: Floats
    more_prices: Floats


@dataclass(frozen=True)
class PackageSearch:
    """What can be found out of a package by linear programmes."""

    problem: PackageProblem
    seconds: float = SECONDS

    @cached_property
    def layout(self) -> ProgramLayout:
        return ProgramLayout(self.problem)

    def point(self, rule: BargainingRule) -> ProgramPoint:
        """What the rule chooses; no agreement where nobody can gain."""
        able = [place for place, most in enumerate(self.most) if most > NEAR_ENOUGH]
        if not able:
            return ProgramPoint(self.problem.no_agreement, 0.0)
        match rule:
            case BargainingRule.EQUAL_GAIN:
                return self._least_share([1.0] * len(self.most))
            case BargainingRule.KALAI_SMORODINSKY:
                return self._least_share([most if most > NEAR_ENOUGH else 0.0 for most in self.most])
            case BargainingRule.NASH:
                return self._largest_product(able)
            case BargainingRule.WELFARE:
                return self._largest_sum()

    @cached_property
    def most(self) -> tuple[float, ...]:
        """The most that each actor could gain while nobody loses."""
        return tuple(float(self._gains_at(self.best_for(place))[place]) for place in range(len(self.problem.actors)))

    def best_for(self, place: int) -> Outcome:
        """An outcome by which the actor at a place gains most while nobody loses."""
        return self._outcome(self._solve(self.layout.gain_cost({place: 1.0})).columns)

    def _largest_sum(self) -> ProgramPoint:
        everybody = range(len(self.layout.offsets))
        optimum = self._solve(self.layout.gain_cost(dict.fromkeys(everybody, 1.0)))
        total = float(self._gains(optimum.columns).sum())
        offset = float(self.layout.offsets.sum())
        bound = optimum.bound + offset if self.layout.wanted else self._best_apart(1.0 + optimum.prices)
        return ProgramPoint(self._outcome(optimum.columns), _relative(total, bound))

    def _least_share(self, measures: Sequence[float]) -> ProgramPoint:
        """The largest share of its measure that each gains at least, then the largest sum of gains by them."""
        shares = [self.layout.gain_row(place, {self.layout.share: most}) for place, most in enumerate(measures) if most]
        optimum = self._solve({self.layout.share: -1.0}, shares)
        least = [
            self.layout.gain_row(place, {}, optimum.value * most - NEAR_ENOUGH) for place, most in enumerate(measures)
        ]
        final = self._solve(self.layout.gain_cost(dict.fromkeys(range(len(measures)), 1.0)), least)
        gains = self._gains(final.columns)
        value = min(gain / most for gain, most in zip(gains, measures, strict=True) if most)
        bound = optimum.bound if self.layout.wanted else self._share_bound(optimum, measures)
        return ProgramPoint(self._outcome(final.columns), _relative(value, bound))

    def _share_bound(self, optimum: ProgramOptimum, measures: Sequence[float]) -> float:
        weights = np.zeros(len(measures))
        weights[[place for place, most in enumerate(measures) if most]] = optimum.more_prices
        scale = float(weights @ np.array(measures))
        return self._best_apart((weights + optimum.prices) / scale) if scale > 0 else np.inf

    def _largest_product(self, able: Sequence[int]) -> ProgramPoint:
        start = self._least_share([self.most[place] if place in able else 0.0 for place in range(len(self.most))])
        best, gains = start.outcome, self._gains_at(start.outcome)
        rows = [self.layout.tangent(place, self.most[place] * 2.0**-step) for place in able for step in range(8)]
        gap = 1.0
        for _ in range(TANGENTS):
            rows += [self.layout.tangent(place, max(gains[place], self.most[place] * 2.0**-10)) for place in able]
            optimum = self._solve({self.layout.logarithm(place): -1.0 for place in able}, rows)
            gains = self._gains(optimum.columns)
            if _log_product(gains, able) > _log_product(self._gains_at(best), able):
                best = self._outcome(optimum.columns)
            gap = self._product_gap(best, optimum.bound, able)
            if gap <= (CLOSE if self.layout.wanted else NEAR_ENOUGH):
                break
        return ProgramPoint(best, gap)

    def _product_gap(self, outcome: Outcome, bound: float, able: Sequence[int]) -> float:
        """By the tangents, or where nothing waits by the mean of gains over these, which no product exceeds."""
        gains = self._gains_at(outcome)
        value = _log_product(gains, able)
        if not self.layout.wanted and min(gains[able]) > 0:
            weights = np.zeros(len(gains))
            weights[able] = 1 / gains[able]
            bound = min(bound, value + len(able) * log(max(self._best_apart(weights) / len(able), 1.0)))
        return max(0.0, 1 - exp(min(value - bound, 0.0)))

    @cached_property
    def _weighted(self) -> WeightedBest:
        return WeightedBest(self.problem)

    def _best_apart(self, weights: Floats) -> float:
        """The largest weighted sum of gains, each issue settled for itself: no outcome within reach has more."""
        return float(self._weighted.values(weights[None])[0])

    def _solve(self, cost: dict[int, float], more: Sequence[Row] = ()) -> ProgramOptimum:
        fixed = list(self.layout.fixed_rows)
        rows = [(list(row), list(row.values()), limit) for row, limit in (*fixed, *more)]
        matrix, limits = stack_rows(rows, self.layout.width)
        costs = np.zeros(self.layout.width)
        costs[list(cost)] = list(cost.values())
        answer = linprog(
            costs,
            A_ub=matrix,
            b_ub=limits,
            bounds=self.layout.bounds,
            method="highs",
            integrality=self.layout.integrality if self.layout.wanted else None,
            options={"time_limit": self.seconds} if self.layout.wanted else {},
        )
        columns = self.layout.at_rest if answer.x is None else np.asarray(answer.x)
        value = -float(costs @ columns)
        if self.layout.wanted or answer.x is None:
            bound = np.inf if answer.get("mip_dual_bound") is None else -float(answer.mip_dual_bound)
            return ProgramOptimum(columns, value, bound, np.zeros(len(self.problem.actors)), np.zeros(len(more)))
        prices = -np.asarray(answer.ineqlin.marginals)
        members = len(self.problem.actors)
        return ProgramOptimum(columns, value, value, prices[:members], prices[len(fixed) :])

    def _gains(self, columns: Floats) -> Floats:
        return self._gains_at(self._outcome(columns))

    def _gains_at(self, outcome: Outcome) -> Floats:
        return np.array([float(gain) for gain in self.problem.gains(outcome).values()])

    def _outcome(self, columns: Floats) -> Outcome:
        return {
            reach.issue: reach.nearest(exact_fraction(round(float(columns[column]), PLACES)))
            for column, reach in enumerate(self.problem.reaches)
        }


def _log_product(gains: Floats, able: Iterable[int]) -> float:
    return sum(log(gains[place]) if gains[place] > 0 else -np.inf for place in able)


def _relative(value: float, bound: float) -> float:
    return max(0.0, 1 - value / bound) if bound > NEAR_ENOUGH else 0.0

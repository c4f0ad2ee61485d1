"""What each rule makes of one trade: how far both centres shift, where the givers go, and what each of them gains."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.exchange import Exchange
from linkage.graph.leverage.package_points import package_point
from linkage.graph.leverage.packages import package_problem
from linkage.graph.leverage.stance_matrix import StanceMatrix

MOST_COMPARED = 2_000
"""Trades that all rules are held beside one another over: some three seconds."""


@dataclass(frozen=True, slots=True)
class TradeSolution:
    """
    A trade by one rule: shifts and positions in scale points, gains in each giver's own salience times scale points.

    By equal gain it is the `Exchange`, exactly.
    """

    rule: BargainingRule
    shift1: Fraction
    shift2: Fraction
    to1: Fraction
    to2: Fraction
    gain1: Fraction
    gain2: Fraction

    @property
    def measure(self) -> Fraction:
        """
        By what trades of one rule are put in order: what both have by equal gain, the product by Nash, the sum by welfare.

        By Kalai and Smorodinsky, whose shares are of what each trade holds at most and compare no two trades, it is the
        smaller of the two gains.
        """
        match self.rule:
            case BargainingRule.EQUAL_GAIN | BargainingRule.KALAI_SMORODINSKY:
                return min(self.gain1, self.gain2)
            case BargainingRule.NASH:
                return self.gain1 * self.gain2
            case BargainingRule.WELFARE:
                return self.gain1 + self.gain2


@dataclass(frozen=True, slots=True)
class RuleLeader:
    """The trade that a rule puts first, by who gives on what; of equals the first by name."""

    key: tuple[str, str, str, str]
    solution: TradeSolution

    @property
    def rule(self) -> BargainingRule:
        return self.solution.rule


def trade_solution(table: StanceMatrix, trade: Exchange, rule: BargainingRule) -> TradeSolution:
    """What the rule chooses for the two givers on the two issues, by which neither loses over the centres as they are."""
    problem = package_problem(table, (trade.giver1, trade.giver2), (trade.issue1, trade.issue2))
    point = package_point(problem, rule)
    ends = problem.concessions(point.outcome)
    shift1, shift2 = (abs(point.outcome[reach.issue] - reach.centre) for reach in problem.reaches)
    to1, to2 = (
        ends.get(cell, table.stands[cell].position)
        for cell in ((trade.giver1, trade.issue1), (trade.giver2, trade.issue2))
    )
    return TradeSolution(rule, shift1, shift2, to1, to2, *point.gains.values())


def trade_solutions(table: StanceMatrix, trade: Exchange) -> tuple[TradeSolution, ...]:
    """The trade by each of the rules."""
    return tuple(trade_solution(table, trade, rule) for rule in BargainingRule)


def rule_leaders(table: StanceMatrix, trades: Iterable[Exchange]) -> tuple[RuleLeader, ...]:
    """What each rule puts first among trades that pay; nothing where there are none, or more than MOST_COMPARED."""
    candidates = sorted(trades, key=attrgetter("key"))
    if not 0 < len(candidates) <= MOST_COMPARED:
        return ()
    return tuple(_leader(table, candidates, rule) for rule in BargainingRule)


def _leader(table: StanceMatrix, candidates: Iterable[Exchange], rule: BargainingRule) -> RuleLeader:
    leaders = (RuleLeader(trade.key, trade_solution(table, trade, rule)) for trade in candidates)
    return max(leaders, key=lambda leader: leader.solution.measure)

"""Packages over several issues: two issues are a trade, exactly; by hand; and against a search over a grid."""

from fractions import Fraction
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.errors import LeverageError
from linkage.graph.leverage.exchange import exchanges
from linkage.graph.leverage.package_frontier import BargainingRule, pair_frontier, pair_solution, without_loss
from linkage.graph.leverage.packages import PackageProblem, RedLine, SideCondition, issue_reach, package_problem
from linkage.graph.leverage.sequence import end_positions
from linkage.graph.leverage.stance_matrix import StanceMatrix
from tests.tables import WORKED, drawn, table, trades

seeds = st.integers(0, 10**6)
few = settings(max_examples=60, deadline=None)
PAIR = ("A1", "A2")


def test_two_issues_at_equal_gain_are_the_trade_on_them_in_fractions() -> None:
    checked = 0
    for seed in range(400):
        drawn_ = drawn(seed, actors=3 + seed % 4, issues=2 + seed % 3)
        for key, trade in trades(drawn_).items():
            giver1, issue1, giver2, issue2 = key
            point = pair_solution(_problem(drawn_, (giver1, giver2), (issue1, issue2)), BargainingRule.EQUAL_GAIN)

            assert point.gains == (trade.gain, trade.gain), (seed, key)
            if trade.gain:
                shifts = {issue: abs(point.outcome[issue] - drawn_.centres[issue]) for issue in (issue1, issue2)}
                assert shifts == trade.shifts, (seed, key)
                problem = _problem(drawn_, (giver1, giver2), (issue1, issue2))
                moved = {
                    **{cell: drawn_.stands[cell].position for cell in trade.ends},
                    **problem.concessions(point.outcome),
                }
                assert moved == trade.ends, (seed, key)
                checked += 1

    assert checked > 300


def _problem(stances: StanceMatrix, actors: tuple[str, ...], issues: tuple[str, ...]) -> PackageProblem:
    return package_problem(stances, actors, issues)

"""Packages of two actors: two issues are a trade, exactly; by hand; and against a search over a grid."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.errors import LeverageError
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.package_frontier import FrontierCorner, pair_frontier, pair_solution, without_loss
from linkage.graph.leverage.packages import PackageProblem, RedLine, SideCondition, issue_reach, package_problem
from linkage.graph.leverage.stance_matrix import StanceMatrix
from tests.bargains import FIRM, FIVE, HALFWAY, full
from tests.tables import WORKED, drawn, table, trades

seeds = st.integers(0, 10**6)
few = settings(max_examples=60, deadline=None)


def test_two_issues_at_equal_gain_are_the_trade_on_them_in_fractions() -> None:
    checked = 0
    for seed in range(400):
        drawn_ = drawn(seed, actors=3 + seed % 4, issues=2 + seed % 3)
        for key, trade in trades(drawn_).items():
            giver1, issue1, giver2, issue2 = key
            problem = package_problem(drawn_, (giver1, giver2), (issue1, issue2))
            point = pair_solution(problem, BargainingRule.EQUAL_GAIN)

            assert point.gains == (trade.gain, trade.gain), (seed, key)
            if trade.gain:
                shifts = {issue: abs(point.outcome[issue] - problem.no_agreement[issue]) for issue in problem.issues}
                start = {cell: drawn_.stands[cell].position for cell in trade.ends}
                assert shifts == trade.shifts, (seed, key)
                assert {**start, **problem.concessions(point.outcome)} == trade.ends, (seed, key)
                checked += 1

    assert checked > 300


def test_two_actors_at_opposite_ends_of_two_issues_settle_where_a_pencil_says() -> None:
    problem = package_problem(table(WORKED), ("A1", "A2"), ("I1", "I2"))

    assert _sevenths(pair_frontier(problem)) == [(285, -485), (215, -65), (-415, 285)]
    assert [corner.outcome["I2"] for corner in pair_frontier(problem)] == [0, 0, 100]
    assert _gains(problem) == {
        "equal-gain": (5, 5),
        "nash": (7, Fraction(35, 9)),
        "ks": (7, Fraction(35, 9)),
        "welfare": (14, 0),
    }
    assert pair_solution(problem, BargainingRule.EQUAL_GAIN).outcome == {"I1": 100, "I2": Fraction(200, 7)}


def test_four_rules_choose_four_points_of_a_package_of_three_issues() -> None:
    problem = _bargain(FIRM)

    frontier = pair_frontier(problem)
    assert [corner.gains for corner in frontier] == [(50, -60), (40, -10), (10, 30), (-50, 60)]
    assert [corner.gains for corner in without_loss(frontier)] == [(Fraction(65, 2), 0), (10, 30), (0, 35)]
    assert _gains(problem) == {
        "equal-gain": (Fraction(130, 7), Fraction(130, 7)),
        "nash": (Fraction(65, 4), Fraction(65, 3)),
        "ks": (Fraction(845, 47), Fraction(910, 47)),
        "welfare": (10, 30),
    }
    points = {rule.value: pair_solution(problem, rule).outcome for rule in BargainingRule}
    assert {outcome["pay"] for outcome in points.values()} == {0}
    assert {outcome["start"] for outcome in points.values()} == {100}
    assert {name: outcome["hours"] for name, outcome in points.items()} == {
        "equal-gain": Fraction(500, 7),
        "nash": Fraction(475, 6),
        "ks": Fraction(3450, 47),
        "welfare": 100,
    }


def test_mirrored_scores_of_five_issues_meet_halfway_by_every_rule() -> None:
    problem = _bargain(FIVE)

    # Each takes the two issues that it scores highest; the one that both score alike stays where it was.
    expected = {"price": 0, "volume": 0, "term": 50, "training": 100, "delivery": 100}
    assert len(pair_frontier(problem)) == 6
    for rule in BargainingRule:
        point = pair_solution(problem, rule)
        assert (point.outcome, point.gains) == (expected, (Fraction(55, 2), Fraction(55, 2))), rule


@few
@given(seeds)
def test_no_outcome_on_a_grid_is_better_than_the_frontier_or_by_a_rule(seed: int) -> None:
    problem = package_problem(full(seed, 4, 3), ("a0", "a1"), ("p0", "p1", "p2"))
    frontier = pair_frontier(problem)
    path = without_loss(frontier)
    most = path[0].gains[0], path[-1].gains[1]
    points = {rule: pair_solution(problem, rule).gains for rule in BargainingRule}

    for outcome in _grid(problem):
        one, other = problem.gains(outcome).values()
        assert other <= _height(frontier, one)
        if one >= 0 and other >= 0:
            assert min(one, other) <= min(points[BargainingRule.EQUAL_GAIN])
            assert one * other <= points[BargainingRule.NASH][0] * points[BargainingRule.NASH][1]
            assert one + other <= sum(points[BargainingRule.WELFARE])
            assert _least_share((one, other), most) <= _least_share(points[BargainingRule.KALAI_SMORODINSKY], most)


@few
@given(seeds)
def test_every_point_is_within_reach_is_worth_what_it_says_and_makes_nobody_lose(seed: int) -> None:
    problem = package_problem(full(seed, 5, 4), ("a0", "a1"), ("p0", "p1", "p2", "p3"))
    for rule in BargainingRule:
        point = pair_solution(problem, rule)

        assert tuple(problem.gains(point.outcome).values()) == point.gains
        assert min(point.gains) >= 0
        assert all(reach.low <= point.outcome[reach.issue] <= reach.high for reach in problem.reaches)


@few
@given(seeds)
def test_moved_positions_bring_the_centres_to_the_outcome(seed: int) -> None:
    stances = full(seed, 5, 4)
    problem = package_problem(stances, ("a0", "a1", "a2"), stances.issues)
    outcome = {reach.issue: (reach.low + 2 * reach.high) / 3 for reach in problem.reaches}

    assert stances.moved(problem.concessions(outcome)).centres == outcome


def test_nobody_moves_an_issue_on_which_all_members_stand_on_one_side() -> None:
    stances = table({("a", "p"): (80, 1, 1), ("b", "p"): (90, 1, 1), ("c", "p"): (10, 1, 1)})

    reach = issue_reach(stances, ("a", "b"), "p")

    assert (reach.low, reach.centre, reach.high) == (60, 60, 60)


def test_what_lies_between_no_agreement_and_the_centre_costs_nobody_a_move() -> None:
    stances = table({("a", "p"): (20, 1, 1), ("b", "p"): (80, 1, 1), ("a", "q"): (0, 1, 1), ("b", "q"): (100, 1, 1)})
    problem = package_problem(stances, ("a", "b"), ("p", "q"), no_agreement={"p": Fraction(0)})

    assert (problem.reaches[0].low, problem.reaches[0].high) == (0, 80)
    assert problem.concessions({"p": Fraction(30), "q": Fraction(50)}) == {}
    assert problem.gains({"p": Fraction(30), "q": Fraction(50)}) == {"a": 10, "b": 30}
    assert problem.concessions({"p": Fraction(65), "q": Fraction(50)}) == {("a", "p"): 50}


def test_a_red_line_bounds_an_issue_and_moves_the_point() -> None:
    line = RedLine("union", "hours", Fraction(60), ceiling=True)
    problem = _bargain(FIRM, red_lines=[line])

    point = pair_solution(problem, BargainingRule.EQUAL_GAIN)

    # With 60 hours at most the union has 14 and the firm 22; it takes pay for the rest: 22 − 0.6 p = 14 + 0.3 p.
    assert point.outcome == {"pay": Fraction(80, 9), "hours": 60, "start": 100}
    assert point.gains == (Fraction(50, 3), Fraction(50, 3))


def test_a_red_line_at_the_no_agreement_point_as_it_is_told_stops_the_issue_there() -> None:
    problem = package_problem(
        table({**FIRM, ("state", "pay"): (31, 1, 1)}),
        ("firm", "union"),
        ("pay", "hours"),
        no_agreement={"pay": Fraction(200, 3)},
        red_lines=[RedLine("union", "pay", Fraction("66.67"), ceiling=False)],
    )

    assert problem.reaches[0].low == Fraction(200, 3)


def test_a_veto_keeps_an_issue_from_getting_worse_for_who_has_it() -> None:
    stances = table({**FIRM, ("state", "hours"): (40, 1, 1)})
    problem = package_problem(
        stances, ("firm", "union"), ("pay", "hours", "start"), no_agreement=HALFWAY, vetoes=[("state", "hours")]
    )

    assert [(reach.low, reach.high) for reach in problem.reaches] == [(0, 100), (30, 50), (0, 100)]


@pytest.mark.parametrize(
    ("actors", "issues", "more", "sentence"),
    [
        pytest.param(("firm",), ("pay", "hours"), {}, "needs two actors", id="one actor"),
        pytest.param(("firm", "union"), ("pay", "pay"), {}, "needs two issues", id="one issue"),
        pytest.param(
            ("firm", "union"), tuple(map(str, range(61))), {}, "at most 12 actors and 60 issues", id="too many"
        ),
        pytest.param(
            ("firm", "state"), ("pay", "hours"), {}, "no full stance of 'state' on 'pay'", id="unknown stance"
        ),
        pytest.param(("firm", "idle"), ("pay", "hours"), {}, "'idle' has no weight on any issue", id="no weight"),
        pytest.param(("firm", "union"), ("pay", "void"), {}, "nobody has weight on 'void'", id="no centre"),
        pytest.param(
            ("firm", "union"),
            ("pay", "hours"),
            {"no_agreement": {"pay": Fraction(101)}},
            "no-agreement point of 'pay' lies from 0 to 100, not at 101",
            id="off the scale",
        ),
        pytest.param(
            ("firm", "union"),
            ("pay", "hours"),
            {
                "no_agreement": {"pay": Fraction(50)},
                "red_lines": [RedLine("union", "pay", Fraction(60), ceiling=False)],
            },
            "'union' on 'pay', nothing below 60, excludes the no-agreement point 50",
            id="red line",
        ),
        pytest.param(
            ("firm", "union"),
            ("pay", "hours"),
            {"red_lines": [RedLine("union", "pay", Fraction(140), ceiling=True)]},
            "the red line of 'union' on 'pay' lies from 0 to 100, not at 140",
            id="red line off the scale",
        ),
        pytest.param(
            ("firm", "union"),
            ("pay", "hours"),
            {"red_lines": [RedLine("ghost", "pay", Fraction(0), ceiling=False)]},
            "'ghost' has no full stance on any issue",
            id="red line of nobody",
        ),
        pytest.param(
            ("firm", "union"),
            ("pay", "hours"),
            {"conditions": [SideCondition("pay", "weather")]},
            "'weather' is no issue of the package",
            id="unknown condition",
        ),
        pytest.param(
            ("firm", "union"),
            ("pay", "hours"),
            {"conditions": [SideCondition("pay", "pay")]},
            "'pay' cannot wait for itself",
            id="waits for itself",
        ),
        pytest.param(
            ("firm", "union"),
            ("pay", "hours"),
            {"vetoes": [("state", "pay")]},
            "no full stance of 'state' on 'pay'",
            id="veto without a stance",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    actors: tuple[str, ...], issues: tuple[str, ...], more: dict[str, object], sentence: str
) -> None:
    stances = table(
        {
            **FIRM,
            **{("idle", issue): (50, 1, 0) for issue in ("pay", "hours")},
            **{(actor, "void"): (50, 1, 0) for actor in ("firm", "union")},
        }
    )

    with pytest.raises(LeverageError) as raised:
        package_problem(stances, actors, issues, **more)  # type: ignore[arg-type]

    assert sentence in str(raised.value) and "\n" not in str(raised.value)


def _bargain(cells: dict[tuple[str, str], tuple[object, object, object]], **more: object) -> PackageProblem:
    stances: StanceMatrix = table(cells)
    issues = tuple(dict.fromkeys(issue for _, issue in cells))
    halfway = {issue: Fraction(50) for issue in issues}
    return package_problem(stances, stances.actors, issues, no_agreement=halfway, **more)  # type: ignore[arg-type]


def _gains(problem: PackageProblem) -> dict[str, tuple[Fraction, Fraction]]:
    return {rule.value: pair_solution(problem, rule).gains for rule in BargainingRule}


def _sevenths(frontier: tuple[FrontierCorner, ...]) -> list[tuple[Fraction, ...]]:
    return [tuple(7 * gain for gain in corner.gains) for corner in frontier]


def _grid(problem: PackageProblem) -> Iterator[dict[str, Fraction]]:
    """Seven outcomes of each issue, in every combination."""
    ends = [
        [reach.low + Fraction(step, 6) * (reach.high - reach.low) for step in range(7)] for reach in problem.reaches
    ]
    for chosen in product(*ends):
        yield dict(zip(problem.issues, chosen, strict=True))


def _height(frontier: tuple[FrontierCorner, ...], one: Fraction) -> Fraction:
    """The most that the second can gain where the first gains so much."""
    if one <= frontier[-1].gains[0]:
        return frontier[-1].gains[1]
    for start, end in pairwise(frontier):
        if start.gains[0] >= one >= end.gains[0]:
            return start.towards(end, (start.gains[0] - one) / (start.gains[0] - end.gains[0])).gains[1]
    raise AssertionError(f"the first cannot gain {one}")


def _least_share(gains: tuple[Fraction, Fraction], most: tuple[Fraction, Fraction]) -> Fraction:
    return min((gain / ideal for gain, ideal in zip(gains, most, strict=True) if ideal), default=Fraction())

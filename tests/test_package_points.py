"""Packages of several actors and with side conditions: as for two, never beaten on a grid, with a bound that holds."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.group_frontier import group_frontier
from linkage.graph.leverage.package_frontier import pair_frontier, pair_solution, without_loss
from linkage.graph.leverage.package_points import linkage_worth, package_point, package_points
from linkage.graph.leverage.package_search import PackageSearch
from linkage.graph.leverage.packages import LEAST_MOVE, PackageProblem, SideCondition, package_problem
from tests.bargains import FIRM, HALFWAY, full
from tests.tables import table

seeds = st.integers(0, 10**6)
few = settings(max_examples=15, deadline=None)
rules = pytest.mark.parametrize("rule", BargainingRule)
NOISE = 1e-5


@rules
def test_the_search_for_many_finds_what_is_exact_for_two(rule: BargainingRule) -> None:
    for seed in range(25):
        stances = full(seed, 4, 5)
        problem = package_problem(stances, ("a0", "a1"), stances.issues)

        exact = _measure(rule, pair_solution(problem, rule).gains, _most_of(problem))
        point = PackageSearch(problem).point(rule)

        near = pytest.approx(float(exact), rel=1e-4, abs=NOISE)
        assert float(_measure(rule, problem.gains(point.outcome).values(), _most_of(problem))) == near
        assert point.gap < 1e-3


@rules
@few
@given(seed=seeds)
def test_no_outcome_on_a_grid_is_better_for_three_by_more_than_the_gap(rule: BargainingRule, seed: int) -> None:
    stances = full(seed, 5, 3)
    problem = package_problem(stances, ("a0", "a1", "a2"), stances.issues)
    most = PackageSearch(problem).most
    point = package_point(problem, rule)

    value = float(_measure(rule, point.gains.values(), most))
    assert min(point.gains.values()) >= -NOISE
    for outcome in _grid(problem):
        gains = problem.gains(outcome).values()
        if min(gains) >= 0:
            assert float(_measure(rule, gains, most)) * (1 - point.gap) <= value + NOISE


def test_three_who_want_one_thing_each_share_alike() -> None:
    stances = table(
        {(actor, issue): (100 * (actor == issue), "0.2", 1) for actor in "abc" for issue in "abc"}
        | {(actor, actor): (100, "0.8", 1) for actor in "abc"}
    )
    problem = package_problem(stances, tuple("abc"), tuple("abc"), no_agreement=dict.fromkeys("abc", Fraction(50)))

    for rule in BargainingRule:
        point = package_point(problem, rule)

        # Each gives up 0.2 twice for 0.8 once, over the fifty points to the end of each scale.
        assert {actor: float(gain) for actor, gain in point.gains.items()} == pytest.approx(dict.fromkeys("abc", 20.0))


def test_an_issue_moves_only_with_the_one_that_it_waits_for() -> None:
    waiting = SideCondition("start", "hours")
    problem = _firm([waiting])
    free, bound = package_point(_firm([]), BargainingRule.WELFARE), package_point(problem, BargainingRule.WELFARE)
    still = replace(problem, reaches=tuple(_held(problem, "hours")))

    assert bound.outcome == free.outcome
    for rule in BargainingRule:
        held = package_point(still, rule)
        assert held.outcome["start"] == held.outcome["hours"] == 50


@rules
def test_side_conditions_leave_the_best_of_all_their_branches(rule: BargainingRule) -> None:
    conditions = [SideCondition("p0", "p1"), SideCondition("p2", "p3")]
    for seed in range(12):
        stances = full(seed, 4, 4)
        problem = package_problem(stances, ("a0", "a1"), stances.issues, conditions=conditions)
        branches = [branch for branch in _branches(problem) if _can_pay(branch)]
        most = tuple(max(_most_of(branch)[place] for branch in branches) for place in range(2))
        expected = max(_measure(rule, pair_solution(branch, rule, most).gains, most) for branch in branches)

        point = package_point(problem, rule)

        assert float(_measure(rule, point.gains.values(), most)) == pytest.approx(float(expected), rel=point.gap + 1e-9)
        assert _keeps(problem, point.outcome)


@few
@given(seeds)
def test_side_conditions_hold_for_three_too(seed: int) -> None:
    stances = full(seed, 4, 4)
    conditions = [SideCondition("p0", "p1"), SideCondition("p1", "p2"), SideCondition("p3", "p2")]
    problem = package_problem(stances, ("a0", "a1", "a2"), stances.issues, conditions=conditions)
    for rule in (BargainingRule.EQUAL_GAIN, BargainingRule.WELFARE):
        point = package_point(problem, rule)

        assert _keeps(problem, point.outcome)
        assert min(point.gains.values()) >= -NOISE


def test_twenty_conditions_are_searched_within_bounds_and_the_gap_is_told() -> None:
    stances = full(5, 6, 21)
    chain = [SideCondition(f"p{place}", f"p{place + 1}") for place in range(20)]
    problem = package_problem(stances, ("a0", "a1", "a2"), stances.issues, conditions=chain)

    point = package_point(problem, BargainingRule.EQUAL_GAIN)

    assert _keeps(problem, point.outcome)
    assert 0 <= point.gap < 0.01


def test_where_nobody_can_gain_no_agreement_is_the_point() -> None:
    stances = table({(actor, issue): (end, 1, 1) for actor, end in (("a", 0), ("b", 100)) for issue in "pq"})
    problem = package_problem(stances, ("a", "b"), ("p", "q"))

    for rule, point in package_points(problem).items():
        assert (point.outcome, set(point.gains.values())) == ({"p": 50, "q": 50}, {0}), rule


def test_the_worth_of_linkage_is_what_the_package_adds_over_deals_inside_each_file() -> None:
    problem = _firm([])
    point = package_point(problem, BargainingRule.EQUAL_GAIN)

    apart = linkage_worth(problem, point, {"pay": "money", "hours": "time", "start": "time"})
    together = linkage_worth(problem, point, dict.fromkeys(problem.issues, "all"))

    # Pay alone is worth nothing. Of the other two the union takes start and the firm hours, where both gain alike:
    # 0.3 h − 5 = 25 − 0.4 h, h points to the firm.
    inside = Fraction(3, 10) * Fraction(300, 7) - 5
    assert {actor: worth.apart for actor, worth in apart.items()} == {"firm": inside, "union": inside}
    assert {worth.worth for worth in apart.values()} == {Fraction(130, 7) - inside}
    assert {worth.worth for worth in together.values()} == {0}


@few
@given(seeds)
def test_by_equal_gain_linking_files_never_makes_the_smallest_gain_smaller(seed: int) -> None:
    stances = full(seed, 5, 5)
    files = dict.fromkeys(stances.issues, "north") | {"p0": "south", "p1": "south"}
    problem = package_problem(stances, ("a0", "a1"), stances.issues)

    worth = linkage_worth(problem, package_point(problem, BargainingRule.EQUAL_GAIN), files).values()

    assert min(part.linked for part in worth) >= min(part.apart for part in worth)


def test_what_waits_for_another_file_does_not_move_inside_its_own() -> None:
    problem = _firm([SideCondition("start", "pay")])
    point = package_point(problem, BargainingRule.EQUAL_GAIN)

    worth = linkage_worth(problem, point, {"pay": "money", "hours": "time", "start": "time"})

    assert {actor: part.apart for actor, part in worth.items()} == {"firm": 0, "union": 0}


def test_the_frontier_of_two_as_a_group_is_their_frontier() -> None:
    problem = _firm([])

    frontier = group_frontier(problem)

    exact = {corner.gains for corner in pair_frontier(problem)}
    assert {(corner.gains["firm"], corner.gains["union"]) for corner in frontier.corners} == exact
    assert frontier.gap < 0.5


@pytest.mark.parametrize("actors", [3, 5])
def test_no_outcome_is_further_from_a_mix_of_corners_than_the_gap(actors: int) -> None:
    stances = full(actors, 7, 4)
    problem = package_problem(stances, tuple(f"a{place}" for place in range(actors)), stances.issues)
    frontier = group_frontier(problem, most_cells=2_000)
    dice = random.Random(1)

    for _ in range(200):
        weights = {actor: dice.expovariate(1) for actor in problem.actors}
        total = sum(weights.values())
        best = max(
            sum(weights[actor] * float(gain) for actor, gain in corner.gains.items()) for corner in frontier.corners
        )
        for outcome in _random_outcomes(problem, dice):
            worth = sum(weights[actor] * float(gain) for actor, gain in problem.gains(outcome).items())
            assert worth <= best + total * frontier.gap + NOISE


def _firm(conditions: Iterable[SideCondition]) -> PackageProblem:
    return package_problem(
        table(FIRM), ("firm", "union"), ("pay", "hours", "start"), no_agreement=HALFWAY, conditions=conditions
    )


def _held(problem: PackageProblem, issue: str) -> Iterator[object]:
    for reach in problem.reaches:
        point = reach.no_agreement
        yield replace(reach, low=point, high=point) if reach.issue == issue else reach


def _most_of(problem: PackageProblem) -> tuple[Fraction, Fraction]:
    path = without_loss(pair_frontier(problem))
    return path[0].gains[0], path[-1].gains[1]


def _can_pay(problem: PackageProblem) -> bool:
    return any(min(corner.gains) >= 0 for corner in without_loss(pair_frontier(problem)))


def _measure(rule: BargainingRule, gains: Iterable[Fraction], most: Iterable[Fraction | float]) -> Fraction | float:
    amounts = list(gains)
    match rule:
        case BargainingRule.EQUAL_GAIN:
            return min(amounts)
        case BargainingRule.NASH:
            return prod(amounts)
        case BargainingRule.WELFARE:
            return sum(amounts)
        case BargainingRule.KALAI_SMORODINSKY:
            shares = (float(gain) / float(ideal) for gain, ideal in zip(amounts, most, strict=True) if ideal > 1e-6)
            return min(shares, default=0.0)


def _grid(problem: PackageProblem) -> Iterator[dict[str, Fraction]]:
    ends = [
        [reach.low + Fraction(step, 6) * (reach.high - reach.low) for step in range(7)] for reach in problem.reaches
    ]
    for chosen in product(*ends):
        yield dict(zip(problem.issues, chosen, strict=True))


def _random_outcomes(problem: PackageProblem, dice: random.Random) -> Iterator[dict[str, Fraction]]:
    for _ in range(5):
        yield {
            reach.issue: reach.nearest(dice.choice([reach.low, reach.high, *_positions(problem, reach.issue)]))
            for reach in problem.reaches
        }


def _positions(problem: PackageProblem, issue: str) -> list[Fraction]:
    return [problem.stand(actor, issue).position for actor in problem.actors]


def _keeps(problem: PackageProblem, outcome: object) -> bool:
    """Whether every side condition holds; what moves by less than the solver can tell does not move."""
    assert isinstance(outcome, dict)
    moves = {issue: abs(outcome[issue] - point) for issue, point in problem.no_agreement.items()}
    return all(moves[rule.issue] < NOISE or moves[rule.needs] > LEAST_MOVE - NOISE for rule in problem.conditions)


def _branches(problem: PackageProblem) -> Iterator[PackageProblem]:
    """Every way in which the issues that others wait for can go up, stay, or go down."""
    for ways in product((-1, 0, 1), repeat=len(problem.conditions)):
        reaches = {reach.issue: reach for reach in problem.reaches}
        for rule, way in zip(problem.conditions, ways, strict=True):
            name = rule.needs if way else rule.issue
            point = reaches[name].no_agreement
            low = point + LEAST_MOVE if way > 0 else reaches[name].low if way else point
            high = point - LEAST_MOVE if way < 0 else reaches[name].high if way else point
            reaches[name] = replace(reaches[name], low=low, high=high)
        if all(reach.low <= reach.high for reach in reaches.values()):
            yield replace(problem, reaches=tuple(reaches.values()), conditions=())

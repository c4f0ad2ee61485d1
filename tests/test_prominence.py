"""Who carries a picture, among invented people for whom the answer can be known."""

import random
from itertools import combinations

import pytest

from linkage.visualizations.network.prominence import Tie, rank_actors, tie_weight


def tie(one: str, other: str, weight: float = 1.0, theatre: str | None = "orchard") -> Tie:
    return Tie((one, other), theatre, weight)


def test_a_tie_of_one_origin_on_the_day_weighs_one() -> None:
    assert tie_weight(age=0, origins=1) == 1


def test_a_report_weighs_half_as_much_after_ninety_days() -> None:
    assert tie_weight(age=90, origins=3) == pytest.approx(tie_weight(age=0, origins=3) / 2)


def test_the_second_origin_adds_more_than_the_tenth() -> None:
    gains = [tie_weight(0, origins) - tie_weight(0, origins - 1) for origins in (2, 10)]

    assert gains[0] > gains[1] > 0


def test_whoever_is_bound_by_weightier_ties_stands_first() -> None:
    ranking = rank_actors([tie("ann", "bob", 3), tie("cem", "dan", 1)])

    assert ranking == ["ann", "bob", "cem", "dan"]


def test_the_same_weight_in_two_theatres_counts_more_than_in_one() -> None:
    ranking = rank_actors([tie("ann", "bob", 2), tie("cem", "dan", 1), tie("cem", "dan", 1, "harbour")])

    assert ranking == ["cem", "dan", "ann", "bob"]


def test_who_stands_between_two_circles_goes_before_one_with_as_many_ties_in_one_circle() -> None:
    circles = [tie(*pair) for circle in ("abcd", "wxyz") for pair in combinations(circle, 2)]
    ranking = rank_actors([*circles, tie("broker", "a"), tie("broker", "w"), tie("aunt", "b"), tie("aunt", "c")])

    assert ranking.index("broker") < ranking.index("aunt")


def test_saying_one_thing_in_three_ways_adds_nothing() -> None:
    ties = [tie("cem", "dan", 1)] * 3

    assert rank_actors([*ties, tie("ann", "bob", 1.5)])[:2] == ["ann", "bob"]


def test_many_weak_ties_to_people_without_others_do_not_make_a_core() -> None:
    crowd = [tie("hub", f"guest-{n}", 0.2) for n in range(9)]
    core = [tie(one, other) for one, other in ("ab", "bc", "ac")]

    assert set(rank_actors([*crowd, *core])[:3]) == {"a", "b", "c"}


def test_of_two_that_are_alike_the_first_by_key_stands_first() -> None:
    assert rank_actors([tie("bob", "ann"), tie("dan", "cem")]) == ["ann", "bob", "cem", "dan"]


def test_the_order_in_which_ties_come_changes_nothing() -> None:
    dice = random.Random(4)
    names = [f"n{n:02}" for n in range(30)]
    ties = [tie(*dice.sample(names, 2), dice.random(), dice.choice(["orchard", "harbour", None])) for _ in range(90)]

    assert all(rank_actors(dice.sample(ties, len(ties))) == rank_actors(ties) for _ in range(5))


def test_a_tie_with_oneself_ranks_nobody() -> None:
    assert rank_actors([tie("ann", "ann")]) == []


def test_without_ties_nobody_is_ranked() -> None:
    assert rank_actors([]) == []

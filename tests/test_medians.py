"""The weighted median beside the weighted centre."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.leverage.stance_matrix import Stand, weighted_median
from tests.tables import drawn, table

WEIGHED = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=7)


@pytest.mark.parametrize(
    ("weighed", "median"),
    [
        pytest.param([(0, 1), (10, 1), (100, 1)], 10, id="the middle one of three"),
        pytest.param([(0, 3), (10, 1), (100, 1)], 0, id="who has more than half"),
        pytest.param([(0, 1), (100, 1)], 50, id="halfway where both ends and all between are one"),
        pytest.param([(0, 1), (30, 1), (60, 1), (100, 1)], 45, id="halfway between the middle two"),
        pytest.param([(0, 1), (30, 0), (60, 1)], 30, id="weightless ones do not count"),
        pytest.param([(0, 1), (50, 0), (60, 2)], 60, id="the heavier one"),
        pytest.param([(40, 1), (40, 1)], 40, id="two at one place"),
        pytest.param([(40, 0)], None, id="nobody has weight"),
        pytest.param([], None, id="nobody"),
    ],
)
def test_the_median_has_at_most_half_of_the_weight_on_either_side(
    weighed: list[tuple[int, int]], median: int | None
) -> None:
    assert weighted_median(_stands(weighed)) == median


@given(WEIGHED)
def test_no_position_is_nearer_to_all_by_weight_than_the_median(weighed: list[tuple[int, int]]) -> None:
    median = weighted_median(_stands(weighed))
    if median is None:
        assert not any(weight for _, weight in weighed)
        return

    distances = [sum(weight * abs(position - at) for position, weight in weighed) for at in range(21)]
    assert sum(weight * abs(position - median) for position, weight in weighed) == min(distances)


@given(WEIGHED)
def test_a_scale_that_is_turned_round_has_its_median_turned_round(weighed: list[tuple[int, int]]) -> None:
    median = weighted_median(_stands(weighed))

    turned = weighted_median(_stands([(100 - position, weight) for position, weight in weighed]))
    assert turned == (None if median is None else 100 - median)


def test_each_issue_has_its_median_and_how_far_it_lies_from_the_centre() -> None:
    matrix = table({("a", "p"): (0, 1, 1), ("b", "p"): (30, 1, 1), ("c", "p"): (90, 1, 1), ("a", "q"): (5, 0, 1)})

    assert matrix.medians == {"p": 30, "q": None}
    assert matrix.centres == {"p": 40, "q": None}
    assert matrix.spreads == {"p": Fraction(10)}


def test_a_median_lies_where_somebody_with_weight_stands_or_halfway_between_two() -> None:
    for seed in range(40):
        matrix = drawn(seed)
        for issue, median in matrix.medians.items():
            places = [stand.position for stand in matrix.on[issue].values() if stand.weight]
            halves = {(one + other) / 2 for one in places for other in places}
            assert (median in halves) if places else median is None


def _stands(weighed: list[tuple[int, int]]) -> list[Stand]:
    return [Stand(Fraction(position), Fraction(1), Fraction(weight)) for position, weight in weighed]

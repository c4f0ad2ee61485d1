"""Which codings of an invented cell count on a day, and how wide they have become."""

from datetime import date

import pytest

from linkage.graph.leverage.carried_stances import carried_reading, standing_codings, widened
from linkage.graph.leverage.drift import Coding, Drift
from linkage.graph.leverage.stance_matrix import best_value
from linkage.graph.records import Range
from tests.dossiers import reading

JANUARY, MARCH = date(2020, 1, 31), date(2020, 3, 31)
DRIFTS = (Drift("position", 2, 9), Drift("salience", 0.01, 9), Drift("capability", 0.0, 9))


def coded(key: str, last: date, actor: str = "ann") -> Coding:
    return Coding(key, (actor, "toll"), last.replace(day=1), last, Range(low=10, high=20))


CODINGS = [coded("a", JANUARY), coded("b", JANUARY), coded("c", MARCH), coded("d", JANUARY, "bob")]


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        pytest.param(date(2019, 12, 31), {}, id="nothing is carried backwards"),
        pytest.param(JANUARY, {"a": None, "b": None, "d": None}, id="in the month that it was coded for"),
        pytest.param(date(2020, 2, 1), {"a": JANUARY, "b": JANUARY, "d": JANUARY}, id="rivals stay rivals"),
        pytest.param(date(2020, 3, 1), {"c": None, "d": JANUARY}, id="until the next coding of the same cell"),
        pytest.param(date(2021, 1, 31), {"c": MARCH, "d": JANUARY}, id="twelve months later"),
        pytest.param(date(2021, 2, 1), {"c": MARCH}, id="in the thirteenth month no more"),
    ],
)
def test_a_coding_counts(day: date, counted: dict[str, date | None]) -> None:
    assert standing_codings(CODINGS, day) == counted


def test_a_later_look_that_found_nothing_at_all_ends_nothing() -> None:
    nothing = Coding("nothing", ("ann", "toll"), date(2020, 2, 1), date(2020, 2, 29))

    for day in (date(2020, 2, 15), date(2020, 3, 5)):
        assert standing_codings([coded("a", JANUARY), nothing], day) == {"a": JANUARY}
    assert standing_codings([nothing], date(2020, 3, 5)) == {"nothing": date(2020, 2, 29)}


def test_a_later_look_that_found_a_part_counts_as_it_is() -> None:
    part = Coding("part", ("ann", "toll"), date(2020, 2, 1), date(2020, 2, 29), None, Range(low=0, high=1))

    assert standing_codings([coded("a", JANUARY), part], date(2020, 3, 5)) == {"part": date(2020, 2, 29)}


def test_a_coding_with_an_open_end_is_never_carried() -> None:
    since = Coding("since", ("ann", "toll"), date(2020, 2, 1), None)

    assert standing_codings([coded("a", JANUARY), since], date(2022, 1, 1)) == {"since": None}


def test_bounds_widen_by_the_months_since_and_the_best_figure_stays() -> None:
    coded_reading = reading("ann", "toll", Range(low=3, high=20, value=12), Range(low=0.5, high=0.98), 0.5)

    carried = carried_reading(coded_reading, JANUARY, date(2020, 4, 2), DRIFTS)

    # Three months: six points of position, 0.03 of salience.
    assert carried.position == Range(low=0, high=26, value=12)
    assert carried.salience == Range(low=0.47, high=1, value=0.74)
    assert carried.capability == Range(low=0.5, high=0.5, value=0.5)
    assert carried.carried_from == JANUARY


def test_what_is_unknown_stays_unknown() -> None:
    carried = carried_reading(reading("ann", "toll", None), JANUARY, MARCH, DRIFTS)

    assert carried.lacking == ("position",)


def test_bounds_never_leave_their_scale() -> None:
    bounds = Range(low=0.9, high=0.96)

    assert widened(bounds, 5, 1) == Range(low=0, high=1, value=0.93)
    assert best_value(widened(bounds, 5, 1)) == best_value(bounds)

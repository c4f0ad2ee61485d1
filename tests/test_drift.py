"""How fast stances move, on invented cells that were coded twice, against figures worked out by hand."""

from datetime import date

import pytest

from linkage.graph.leverage.drift import Coding, Drift, estimate_drifts, months_between
from linkage.graph.records import Range

JANUARY, MARCH, JUNE = date(2020, 1, 31), date(2020, 3, 31), date(2020, 6, 30)


def coded(actor: str, last: date, low: float, high: float, key: str = "") -> Coding:
    position = Range(low=low, high=high)
    return Coding(key or f"{actor} {last}", (actor, "toll"), last.replace(day=1), last, position)


def drift_of(figure: str, *codings: Coding) -> Drift:
    return next(drift for drift in estimate_drifts(codings) if drift.figure == figure)


def test_months_are_counted_by_how_many_have_begun() -> None:
    assert months_between(JANUARY, date(2020, 1, 31)) == 0
    assert months_between(JANUARY, date(2020, 2, 1)) == 1
    assert months_between(date(2019, 12, 31), date(2020, 12, 1)) == 12


def test_the_rate_is_the_sum_of_what_was_missing_by_the_sum_of_the_months() -> None:
    # Missing at an end: 10 above, 20 below, nothing, nothing, 6 above; months between: 2, 2, 3, 5 and 3.
    codings = [
        coded("ann", JANUARY, 40, 50), coded("ann", MARCH, 45, 60), coded("ann", JUNE, 50, 55),
        coded("bob", JANUARY, 40, 50), coded("bob", MARCH, 20, 30),
        coded("cem", JANUARY, 0, 100), coded("cem", JUNE, 30, 40),
        coded("dan", MARCH, 10, 20), coded("dan", JUNE, 10, 26),
    ]  # fmt: skip

    drift = drift_of("position", *codings)

    assert drift == Drift("position", round(36 / 15, 4), 5)
    assert drift.estimated


def test_rival_readings_of_one_month_are_one_coding_from_the_least_bound_to_the_greatest() -> None:
    pairs = [coded(name, month, 10, 20) for name in ("bob", "cem", "dan", "eve") for month in (JANUARY, MARCH)]
    rivals = [coded("ann", JANUARY, 10, 20, "a"), coded("ann", JANUARY, 60, 70, "b"), coded("ann", MARCH, 30, 75)]

    # Only the 75 of March lies outside 10 to 70: 5 in five cases of two months each.
    assert drift_of("position", *pairs, *rivals) == Drift("position", 0.5, 5)


def test_too_few_cells_that_were_coded_twice_make_the_rate_a_convention() -> None:
    drift = drift_of("position", coded("ann", JANUARY, 40, 50), coded("ann", MARCH, 45, 60))

    # Twelve months take half the scale to either side.
    assert drift.rate * 12 == pytest.approx(50)
    assert (drift.cases, drift.estimated) == (1, False)
    assert drift_of("salience").rate * 12 == pytest.approx(0.5)


def test_a_look_that_found_nothing_is_no_case() -> None:
    nothing = Coding("nothing", ("ann", "toll"), date(2020, 3, 1), MARCH)

    drift = drift_of("position", coded("ann", JANUARY, 40, 50), nothing, coded("ann", JUNE, 40, 50))

    assert drift.cases == 1

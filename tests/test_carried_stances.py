"""Which codings of an invented cell count on a day, and how wide they have become."""

from collections.abc import Iterable
from datetime import date

import pytest

from linkage.graph.leverage.carried_stances import carried_figure, span, standing_codings, widened
from linkage.graph.leverage.drift import Coding, Drift
from linkage.graph.leverage.stance_matrix import best_value
from linkage.graph.records import Range

JANUARY, MARCH = date(2020, 1, 31), date(2020, 3, 31)
DRIFTS = (Drift("position", 2, 9), Drift("salience", 0.01, 9), Drift("capability", 0.0, 9))


def coded(key: str, last: date, actor: str = "ann") -> Coding:
    return Coding(key, (actor, "toll"), last.replace(day=1), last, Range(low=10, high=20))


CODINGS = [coded("a", JANUARY), coded("b", JANUARY), coded("c", MARCH), coded("d", JANUARY, "bob")]


def last_days(codings: Iterable[Coding], day: date) -> dict[str, date | None]:
    return {key: standing.last for key, standing in standing_codings(codings, day).items()}


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
    assert last_days(CODINGS, day) == counted


def test_a_later_look_that_found_nothing_at_all_ends_nothing() -> None:
    nothing = Coding("nothing", ("ann", "toll"), date(2020, 2, 1), date(2020, 2, 29))

    for day in (date(2020, 2, 15), date(2020, 3, 5)):
        assert last_days([coded("a", JANUARY), nothing], day) == {"a": JANUARY}
    assert last_days([nothing], date(2020, 3, 5)) == {"nothing": date(2020, 2, 29)}


def test_a_later_look_that_found_a_part_leaves_the_other_figures_as_they_were() -> None:
    first, rival = coded("a", JANUARY), coded("b", JANUARY)
    part = Coding("part", ("ann", "toll"), date(2020, 2, 1), date(2020, 2, 29), None, Range(low=0, high=1))

    [(key, standing)] = standing_codings([first, rival, part], date(2020, 3, 5)).items()

    assert (key, standing.last) == ("part", date(2020, 2, 29))
    assert standing.filled == {"position": (first, rival)}
    # Thirteen months later nothing is left of January, and none of them comes before what comes later.
    assert standing_codings([first, part], date(2021, 2, 1))["part"].filled == {}
    assert standing_codings([part, coded("c", MARCH)], date(2020, 2, 10))["part"].filled == {}


def test_rivals_that_fill_a_gap_do_so_from_the_least_bound_to_the_greatest() -> None:
    assert span([Range(low=10, high=20, value=12)]) == Range(low=10, high=20, value=12)
    assert span([Range(low=10, high=20, value=12), Range(low=5, high=11)]) == Range(low=5, high=20)


def test_a_coding_with_an_open_end_is_never_carried() -> None:
    since = Coding("since", ("ann", "toll"), date(2020, 2, 1), None)

    assert last_days([coded("a", JANUARY), since], date(2022, 1, 1)) == {"since": None}


def test_bounds_widen_by_the_months_since_and_the_best_figure_stays() -> None:
    def carried(figure: str, low: float, high: float, value: float | None = None) -> Range:
        return carried_figure(figure, Range(low=low, high=high, value=value), JANUARY, date(2020, 4, 2), DRIFTS)

    # Three months: six points of position, 0.03 of salience.
    assert carried("position", 3, 20, 12) == Range(low=0, high=26, value=12)
    assert carried("salience", 0.5, 0.98) == Range(low=0.47, high=1, value=0.74)
    assert carried("capability", 0.5, 0.5) == Range(low=0.5, high=0.5, value=0.5)


def test_bounds_never_leave_their_scale() -> None:
    bounds = Range(low=0.9, high=0.96)

    assert widened(bounds, 5, 1) == Range(low=0, high=1, value=0.93)
    assert best_value(widened(bounds, 5, 1)) == best_value(bounds)

"""What becomes of trades from month to month, and to whose readings it is laid."""

from datetime import date

import pytest

from linkage.graph.errors import LeverageError
from linkage.graph.leverage.analysis import LeverageAnalysis, analyse
from linkage.graph.leverage.months import TradeTurn, last_days, trade_turns
from tests.dossiers import dossier, reading, witness

TRADE = ("ann", "toll", "bob", "port")
WITNESSES = [witness(f"claim of {name}", 0.9) for name in ("ann", "bob", "cem")]
ANN = [
    reading("ann", "toll", 40, 0.2, 0.5, ["claim of ann"]),
    reading("ann", "port", 40, 0.8, 0.5, ["claim of ann"]),
]
BOB = [
    reading("bob", "toll", 60, 0.8, 0.5, ["claim of bob"]),
    reading("bob", "port", 60, 0.2, 0.5, ["claim of bob"]),
]
CEM = reading("cem", "toll", 100, 1, 1, ["claim of cem"])
ELSEWHERE = reading("cem", "light", 10, 1, 1, ["claim of cem"])


def at_best(*readings: object) -> LeverageAnalysis:
    return analyse(dossier(readings, WITNESSES))  # type: ignore[arg-type]


def test_the_last_days_run_over_short_and_long_months_and_the_end_of_a_year() -> None:
    assert last_days("2019-11", "2020-02") == [
        date(2019, 11, 30),
        date(2019, 12, 31),
        date(2020, 1, 31),
        date(2020, 2, 29),
    ]
    assert last_days("2020-09", "2020-09") == [date(2020, 9, 30)]
    assert last_days("9999-12", "9999-12") == [date(9999, 12, 31)]


def test_as_many_months_as_are_allowed_can_be_asked_for_and_not_one_more() -> None:
    assert len(last_days("2018-01", "2019-12")) == 24
    with pytest.raises(LeverageError, match="more than 24 months"):
        last_days("2018-01", "2020-01")


@pytest.mark.parametrize(
    "text", ["2020", "2020-13", "2020-00", "2020-01-01", "2020-01~", "20-01", "0000-01", "may", ""]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(LeverageError, match="is no month: write YYYY-MM"):
        last_days(text, "2020-02")


def test_months_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(LeverageError, match="2020-02 comes after 2020-01"):
        last_days("2020-02", "2020-01")


def test_what_entered_is_laid_to_the_readings_of_the_two_who_trade() -> None:
    before, after = at_best(*ANN, BOB[0], CEM), at_best(*ANN, *BOB, ELSEWHERE)

    assert (before.points, after.points) == (frozenset(), frozenset({TRADE}))
    assert trade_turns(before, after) == ((TradeTurn(TRADE, ("bob-port",), ("claim of bob",)),), ())
    assert trade_turns(after, before) == ((), (TradeTurn(TRADE, ("bob-port",), ("claim of bob",)),))


def test_where_neither_of_the_two_changed_it_is_laid_to_others_on_their_issues() -> None:
    before, after = at_best(*ANN, *BOB), at_best(*ANN, *BOB, CEM, ELSEWHERE)

    assert trade_turns(before, after) == ((), (TradeTurn(TRADE, ("cem-toll",), ("claim of cem",)),))


def test_a_trade_that_lasts_neither_enters_nor_leaves() -> None:
    assert trade_turns(at_best(*ANN, *BOB), at_best(*ANN, *BOB, ELSEWHERE)) == ((), ())

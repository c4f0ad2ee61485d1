"""Partial dates and intervals, and what happens at their borders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.dates import Interval, PartialDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2020-09-16", date(2020, 9, 16), date(2020, 9, 16), id="a day"),
        pytest.param("2020-02", date(2020, 2, 1), date(2020, 2, 29), id="a month of a leap year"),
        pytest.param("2019", date(2019, 1, 1), date(2019, 12, 31), id="a year"),
        pytest.param("2020-09~", date(2020, 9, 1), date(2020, 9, 30), id="about widens nothing"),
    ],
)
def test_a_partial_date_covers_every_day_it_may_mean(text: str, first: date, last: date) -> None:
    read = PartialDate.parse(text)

    assert (read.first, read.last, str(read)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["2020-02-31", "2020-13", "0000", "20-09-16", "2020-9", "2020-09-16T00", "", "~", "2020/09", "٢٠٢٠"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="calendar|not YYYY"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2020-09-16", date(2020, 9, 16), date(2020, 9, 16), id="a day"),
        pytest.param("2019-11/2020", date(2019, 11, 1), date(2020, 12, 31), id="month to year"),
        pytest.param("2019-11-27/..", date(2019, 11, 27), None, id="open end"),
        pytest.param("../2020-06", None, date(2020, 6, 30), id="open start"),
    ],
)
def test_an_interval_runs_from_the_first_to_the_last_day(text: str, first: date | None, last: date | None) -> None:
    read = Interval.parse(text)

    assert (read.first, read.last, str(read)) == (first, last, text)


@pytest.mark.parametrize("text", ["2020-09/2020-08", "2020-09-16/2020-09-15", "../..", "..", "2020/", "/2020"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="before it starts|one end|not YYYY"):
        Interval.parse(text)


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]), st.booleans())
def test_a_date_is_written_as_it_was_read_and_holds_its_day(day: date, form: str, about: bool) -> None:
    text = day.strftime(form) + "~" * about

    read = PartialDate.parse(text)

    assert str(read) == text and read.first <= day <= read.last

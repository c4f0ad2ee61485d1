"""Which invented issues are closed on a day, and by which claims."""

from dataclasses import replace
from datetime import date

import pytest

from linkage.graph.dates import PartialDate
from linkage.graph.leverage.closed_issues import IssueLife, closed_on

MILL = IssueLife(
    question="Who holds the mill?",
    theatre="valley",
    opens=PartialDate.parse("2020-02"),
    closes=PartialDate.parse("2020-06"),
    outcome=85.0,
)


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        pytest.param(date(2020, 1, 31), True, id="before it opens"),
        pytest.param(date(2020, 2, 1), False, id="on the first day that its opening may mean"),
        pytest.param(date(2020, 6, 30), False, id="on its last day"),
        pytest.param(date(2020, 7, 1), True, id="after its last day"),
        pytest.param(None, False, id="where no day is looked at"),
    ],
)
def test_an_issue_is_closed(day: date | None, closed: bool) -> None:
    assert (closed_on(MILL, day) is not None) is closed


def test_a_closed_issue_says_how_it_was_settled_and_by_which_claims() -> None:
    settled = closed_on(replace(MILL, outcome_claims=True, claims=("c1", "c2")), date(2020, 9, 16))

    assert settled
    assert settled.reason == (
        "“Who holds the mill?” was settled by June 2020, at 85 of 100 (claims c1 and c2), and is not traded."
    )
    assert settled.claims == ("c1", "c2")


def test_an_issue_that_is_not_open_yet_says_from_when_it_is() -> None:
    unopened = closed_on(MILL, date(2020, 1, 1))

    assert unopened
    assert unopened.reason == "“Who holds the mill?” is open only from February 2020, and is not traded."


def test_an_issue_whose_outcome_nobody_had_told_yet_is_open() -> None:
    assert closed_on(replace(MILL, outcome_claims=True), date(2020, 9, 16)) is None

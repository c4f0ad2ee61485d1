"""Predictions held against invented agreements, worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest

from linkage.graph.leverage.backtest import (
    BacktestIssue,
    DatedAgreement,
    Prediction,
    PredictionMethod,
    backtest,
)
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.issue_points import AgreedPoint, GroundPoint, ground_on
from linkage.graph.leverage.stance_matrix import Stand, weighted_median
from linkage.graph.records import Range
from tests.dossiers import ISSUES, reading

EVE = date(2020, 3, 4)


def ground(issue: str, position: float) -> GroundPoint:
    return GroundPoint(f"ground-{issue}", issue, Range(low=position, high=position), None, ("seen",))


def village(*stood: GroundPoint) -> Dossier:
    """Ann wants little toll and cares for the port, Bob the reverse; both are as strong."""
    readings = (
        reading("ann", "toll", 0, 0.25, 1),
        reading("bob", "toll", 100, 0.75, 1),
        reading("ann", "port", 0, 0.75, 1),
        reading("bob", "port", 100, 0.25, 1),
    )
    return Dossier(("valley", "coast"), ISSUES, readings, ground={point.issue: point for point in stood})


def pact(issue: str, low: float, high: float, parties: tuple[str, ...] = ("ann", "bob")) -> DatedAgreement:
    return DatedAgreement(
        "pact", "Pact", parties, EVE, (AgreedPoint("p", issue, Range(low=low, high=high), ("told",)),)
    )


def case(agreement: DatedAgreement, dossier: Dossier) -> BacktestIssue:
    (issue,) = backtest([(agreement, dossier)]).issues
    return issue


def predicted(issue: BacktestIssue) -> dict[PredictionMethod, Prediction]:
    return {prediction.method: prediction for prediction in issue.predictions}


def test_each_method_says_what_it_says_by_hand() -> None:
    """The toll goes wholly to Bob and the port wholly to Ann, who each care three times as much; the mean is 75."""
    issue = case(pact("toll", 80, 100), village(ground("toll", 50), ground("port", 50)))
    methods = predicted(issue)

    assert (issue.status_quo, issue.moved, issue.point.middle) == (50, 1, 90)
    assert methods[PredictionMethod.EQUAL_GAIN] == Prediction(
        PredictionMethod.EQUAL_GAIN, Fraction(100), Fraction(10), within=True, hit=True
    )
    assert methods[PredictionMethod.NASH].position == 100
    assert methods[PredictionMethod.MEAN].position == 75
    assert methods[PredictionMethod.MEDIAN].position == 100
    assert (methods[PredictionMethod.STATUS_QUO].error, methods[PredictionMethod.STATUS_QUO].hit) == (40, False)
    assert methods[PredictionMethod.WEAKER_CONCEDES].hit is True


def test_where_the_status_quo_lies_within_the_text_nothing_has_moved() -> None:
    issue = case(pact("toll", 40, 60), village(ground("toll", 50), ground("port", 50)))

    assert issue.moved == 0
    assert {method: row.hit for method, row in predicted(issue).items()} == {
        method: method is PredictionMethod.STATUS_QUO for method in PredictionMethod
    }


def test_no_status_quo_is_unknown_and_no_miss() -> None:
    issue = case(pact("toll", 80, 100), village())

    assert not issue.comparable
    assert issue.moved is None
    assert all(row.hit is None for row in issue.predictions)
    assert issue.reasons == ("nobody has coded where toll stood on the ground by then",)


def test_a_party_whose_stance_nobody_coded_is_named() -> None:
    issue = case(pact("toll", 80, 100, ("ann", "cem")), village(ground("toll", 50)))

    assert predicted(issue)[PredictionMethod.NASH].position is None
    assert issue.reasons == ("stances of cem on toll were not known in full",)


def test_means_are_over_the_same_cases_alone() -> None:
    known = village(ground("toll", 50), ground("port", 50))
    answer = backtest([(pact("toll", 80, 100), known), (pact("toll", 0, 0), village())])
    scores = {score.method: score for score in answer.scores}

    assert (answer.compared, answer.unknown) == (1, 1)
    assert scores[PredictionMethod.MEAN].mean_error == 15
    assert scores[PredictionMethod.MEAN].known == 2
    assert scores[PredictionMethod.STATUS_QUO].mean_error == 40
    assert (
        answer.notes[0]
        == "equal gain, nash, weighted mean and weighted median came nearer to what was agreed than “nothing changes” did."
    )


def test_a_method_that_does_not_beat_the_status_quo_is_named() -> None:
    answer = backtest([(pact("toll", 45, 60), village(ground("toll", 50), ground("port", 50)))])

    assert answer.notes[0] == "equal gain, nash, weighted mean and weighted median did not beat “nothing changes”."


@pytest.mark.parametrize(
    ("stands", "median"),
    [
        pytest.param([(10, 1), (20, 1), (90, 1)], 20, id="of three alike the middle one"),
        pytest.param([(10, 1), (20, 1)], 15, id="between two alike"),
        pytest.param([(10, 5), (20, 1), (90, 1)], 10, id="whoever has more than half"),
        pytest.param([(10, 0)], None, id="no weight, no median"),
    ],
)
def test_the_weighted_median(stands: list[tuple[int, int]], median: int | None) -> None:
    assert weighted_median(Stand(Fraction(at), Fraction(weight), Fraction(1)) for at, weight in stands) == median


def test_what_stood_on_the_ground_counts_until_the_next_point_and_not_before_its_own() -> None:
    points = [
        GroundPoint(key, "toll", Range(low=1, high=3), start, ("c",))
        for key, start in (("later", date(2020, 6, 1)), ("early", date(2020, 1, 1)))
    ]
    days = (date(2019, 12, 31), date(2020, 5, 31), date(2020, 12, 1))
    keys = [point and point.key for point in (ground_on(points, day) for day in days)]

    assert keys == [None, "early", "later"]


def test_the_finding_tells_hits_and_distance_beside_what_has_to_be_beaten() -> None:
    known = village(ground("toll", 50), ground("port", 50))
    answer = backtest([(pact("toll", 80, 100), known), (pact("toll", 0, 0), village())])

    assert answer.finding == (
        "Worked out from what was known on the day before, equal gain had the direction right in 1 of 1 case and was 10.0 "
        "points of 100 off; 1 case of 2 is unknown."
    )
    assert answer.base_rates == (
        "Base rates: “nothing changes” 0 of 1, 40.0 off; “the weaker side concedes” 1 of 1; the plain weighted mean 1 of 1, "
        "15.0 off."
    )


def test_where_nothing_is_compared_the_finding_says_so() -> None:
    answer = backtest([(pact("toll", 0, 0), village())])

    assert answer.finding == (
        "In none of 1 case of 1 signed agreement was enough known on the day before to compare the methods."
    )
    assert answer.base_rates == ""

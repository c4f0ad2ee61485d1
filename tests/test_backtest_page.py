"""The pages on the back-test: on invented answers, over the shipped data set, and in a real Chromium."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from graphql import build_schema, parse, validate

from linkage.graph.answers import AnswerData
from linkage.graph.errors import QueryError
from linkage.graph.leverage.backtest import PredictionMethod
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.wording import backtest as wording
from linkage.visualizations import javascript
from linkage.visualizations.assets import Assets
from linkage.visualizations.client.queries import query
from linkage.visualizations.pages.backtest.lesson import BacktestLesson
from linkage.visualizations.pages.backtest.page import render_backtest, render_backtest_lesson
from linkage.visualizations.pages.backtest.result import BacktestResult, LatestBacktest, fetch_backtest
from linkage.visualizations.pages.leverage.page import render_leverage
from tests.leverage_answers import found
from tests.orchard import Json, claim
from tests.serving import ask, served

if TYPE_CHECKING:
    from tests.browser import Looking

pytest_plugins = ["tests.browser"]

ASSETS = Assets(library="", style="", script="")
METHODS = ("EQUAL_GAIN", "NASH", "MEAN", "MEDIAN", "STATUS_QUO", "WEAKER_CONCEDES")
QUAY = {"key": "quay", "question": "Who lands at the <quay>?", "low": "nobody", "high": "everybody"}


def prediction(method: str, position: float | None, hit: bool | None) -> Json:
    error = None if position is None else abs(position - 75)
    return {"method": method, "position": position, "error": error, "within": None, "hit": hit, "reason": None}


def case(agreement: str, *, known: bool) -> Json:
    """The quay goes from 20 to 60–90; equal gain says 30, the mean 70."""
    positions = (30, 40, 70, 60, 20, None) if known else (None,) * 6
    hits = (True, True, True, True, False, True) if known else (None,) * 6
    return {
        "agreement": {"key": agreement}, "eve": "2020-03-04", "issue": QUAY, "low": 60, "middle": 75, "high": 90,
        "statusQuo": 20 if known else None, "moved": 1 if known else None, "comparable": known,
        "predictions": list(map(prediction, METHODS, positions, hits)),
        "reasons": [] if known else ["nobody’s stance on quay was known in full"],
        "agreedClaims": [{"key": "one"}], "statusQuoClaims": [{"key": "two"}] if known else [],
    }  # fmt: skip


def score(method: str, mean_error: float | None, hits: int) -> Json:
    return {"method": method, "known": 1, "meanError": mean_error, "within": 0, "directions": 1, "hits": hits}


def backtest(**changes: Any) -> Json:
    errors = (45.0, 35.0, 5.0, 15.0, 55.0, None)
    return {
        "agreements": [
            {"key": "pact", "name": "Pact of the quay", "signed": "2020-03-05"},
            {"key": "truce", "name": "Truce", "signed": "2020-03-05"},
        ],
        "issues": [case("pact", known=True), case("truce", known=False)], "compared": 1,
        "scores": [score(*row) for row in zip(METHODS, errors, (1, 1, 1, 1, 0, 1), strict=True)],
        "finding": "One of one.", "baseRates": "Base rates: none.", "notes": ["So few cases prove nothing."],
    } | changes  # fmt: skip


class BacktestAnswers:
    """An executor that answers from values, of a generation that can be changed, and counts what it was asked."""

    def __init__(self, generation: str = "first") -> None:
        self.generation = generation
        self.backtests = 0

    def __call__(self, document: str, variables: Mapping[str, Any]) -> dict[str, object]:
        if "keys" in variables:
            data: Json = {"claims": {"nodes": [claim(f"{key}, it was said.", key=key) for key in variables["keys"]]}}
        else:
            self.backtests += 1
            data = {"backtest": backtest()}
        named = {"generation": 1, "id": self.generation, "since": None, "building": None}
        return AnswerData({"data": data, "extensions": {"dataSet": named}})


def words(markup: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup)))


@pytest.fixture
def result() -> BacktestResult:
    return fetch_backtest(BacktestAnswers())


def test_the_query_asks_for_what_the_schema_has() -> None:
    schema = (Path(__file__).parent.parent / "api" / "schema.graphql").read_text(encoding="utf-8")

    assert validate(build_schema(schema), parse(query("backtest"))) == []


def test_pages_name_every_method_in_the_order_in_which_cases_have_them() -> None:
    assert [*wording.METHODS] == [*wording.SAYS] == [method.name.lower() for method in PredictionMethod]


def test_every_case_has_what_each_method_said_and_whether_it_was_right(result: BacktestResult) -> None:
    page = words(render_backtest(result, ASSETS))

    assert "Pact of the quay signed 5 March 2020; worked out from what was known by 4 March 2020" in page
    assert "60 to 90 20 up 30 hit 45 off 40 hit 35 off 70 hit 5 off 60 hit 15 off 20 miss 55 off hit" in page
    assert "60 to 90" + " unknown" * 8 in page
    assert "truce, quay: nobody’s stance on quay was known in full" in page
    for sentence in (*backtest()["notes"], wording.NOT_SHOWN, "One of one. Base rates: none."):
        assert sentence in page


def test_what_comes_from_data_is_escaped(result: BacktestResult) -> None:
    assert "<quay>" not in render_backtest(result, ASSETS) + render_backtest_lesson(result, ASSETS)


def test_the_lesson_works_the_first_case_out_and_answers_its_questions_from_the_figures(result: BacktestResult) -> None:
    lesson = BacktestLesson(result)

    assert lesson.setting[-1] == (
        "On the ground it stood at 20. The text puts it between 60 and 90, the middle is 75: it went up."
    )
    assert dict(lesson.steps)["Equal gain"] == "said 30: from 20 that is up, a hit. From 75 it is 45 points off."
    assert (
        dict(lesson.steps)["Nothing changes"]
        == "said 20: from 20 that is nowhere, a miss. From 75 it is 55 points off."
    )
    assert "The weaker side concedes" not in dict(lesson.steps)
    assert lesson.beaten[-1].startswith("In 1 of 1 case that is compared all methods")
    assert [question.answer.partition(".")[0] for question in lesson.questions] == [
        "In 1 of 2",
        "Points off on average: Weighted mean 5",
        "It does not: 45",
        "On “Who lands at the <quay>?” on 4 March 2020, by 45 points",
    ]


def test_without_a_case_to_compare_the_lesson_says_so_and_tells_no_example() -> None:
    def execute(document: str, variables: Mapping[str, Any]) -> dict[str, object]:
        if "keys" in variables:
            return {"claims": {"nodes": [claim("It was said.", key=key) for key in variables["keys"]]}}
        return {"backtest": backtest(issues=[case("truce", known=False)], compared=0)}

    page = words(render_backtest_lesson(fetch_backtest(execute), ASSETS))

    assert "One of one." in page and "1. One agreement" not in page


def test_a_back_test_is_asked_for_once_in_each_generation() -> None:
    latest, execute = LatestBacktest(), BacktestAnswers()
    first = latest.fetch(execute, None)

    assert latest.fetch(execute, first.state) is first and execute.backtests == 1
    execute.generation = "second"
    second = latest.fetch(execute, fetch_backtest(execute).state)
    assert second.state and second.state.id == "second"


def test_a_page_on_something_else_does_without_a_back_test_that_cannot_be_had() -> None:
    def refuse(document: str, variables: Mapping[str, Any]) -> dict[str, object]:
        raise QueryError([{"message": "the database does not answer"}])

    assert LatestBacktest().attempt(refuse, None) is None
    assert f"How good it was before. {wording.ABSENT}" in words(render_leverage(found(), ASSETS))


# Over the shipped data


@pytest.fixture(scope="module")
def address(shipped: Connection, settings: Settings) -> Iterator[str]:
    with served(shipped, settings) as running:
        yield running


@pytest.fixture(scope="module")
def told(address: str) -> Any:
    return ask(address, query("backtest"))["backtest"]


def test_the_page_has_every_case_and_every_score_of_the_api(address: str, told: Any) -> None:
    page = words(httpx.get(f"{address}/backtest", timeout=120).text)

    assert told["finding"] in page and told["baseRates"] in page
    for case in told["issues"]:
        assert case["issue"]["question"] in page
    for score in told["scores"]:
        assert f"{score['hits']} of {score['directions']}" in page


def test_the_lesson_has_the_figures_of_the_api_and_foretells_nothing(address: str, told: Any) -> None:
    markup = httpx.get(f"{address}/backtest/lesson", timeout=120).text
    page, first = words(markup), next(case for case in told["issues"] if case["comparable"])
    compared = [case for case in told["issues"] if case["comparable"]]

    assert first["issue"]["question"] in page
    assert f"In {len(told['issues']) - len(compared)} of {len(told['issues'])}." in page
    for score in told["scores"]:
        if score["meanError"] is not None:
            assert f"{score['meanError']:.1f}" in page
    for case in told["issues"]:
        page = page.replace(case["issue"]["question"], "")
    for note in told["notes"]:
        page = page.replace(note, "")
    assert re.findall(r"\b(will|should|must|better|worse|wins?|forecasts?|predicts?)\b", page) == []


def test_the_first_screen_of_trades_tells_how_good_it_was_before(address: str, told: Any) -> None:
    page = words(httpx.get(f"{address}/leverage", timeout=120).text)

    assert f"How good it was before. {told['finding']} {told['baseRates']} {wording.NOT_SHOWN}" in page


def test_an_address_that_asks_for_more_is_refused_in_one_sentence(address: str) -> None:
    refused = httpx.get(f"{address}/backtest?agreement=pact", timeout=120)

    assert refused.status_code == 400 and "takes nothing after the question mark" in refused.text


@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/backtest", "/backtest/lesson"])
def test_the_pages_show_without_complaint_and_axe_finds_nothing(
    path: str, width: int, dark: bool, address: str, settings: Settings, look: Looking
) -> None:
    seen = look(f"{address}{path}", width=width, dark=dark)
    axe = (javascript.folder(settings.cache) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.trouble == []
    assert seen.axe(axe) == []

"""The lesson on why the answer changes: over the shipped data set, against the API, and in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from graphql import build_schema, parse, validate

from linkage.graph.errors import LensError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.visualizations import javascript
from linkage.visualizations.assets import Assets
from linkage.visualizations.client.queries import query
from linkage.visualizations.pages.lesson import calculation, comparison
from linkage.visualizations.pages.lesson.lesson import Lesson, fetch_lesson, render_lesson
from linkage.visualizations.pages.lesson.request import DAYS, LessonRequest
from tests.serving import ask, served
from tests.test_leverage_page import unfold

if TYPE_CHECKING:
    from tests.browser import Looking

pytest_plugins = ["tests.browser"]

LEVERAGE = """query ($day: Date!, $draws: Int! = 4000, $issues: [String!]) {
  leverage(
    theatres: ["libya", "syria"], lens: {asOf: $day, issues: $issues}, actors: ["turkey", "russia"], draws: $draws
  ) {
    traders { none directions { giver1 { key } theatre1 { key } share { share } } }
    trades {
      giver1 { key } issue1 { key } giver2 { key } issue2 { key }
      point { from1 to1 centre1 shift1 from2 to2 centre2 shift2 gain limit }
    }
    table { issue { key } cells { actor { key } salience capability position } }
  }
}"""
UNCODED = "2022-05-16"  # more than a year after the last month that anything is coded for
TRADED = ("2020-03-16", "2020-06-16", "2020-09-16")
"""Days with a trade of the two at the best figures."""
HOSTILE = "</script><script>hurt(1)</script><img src=x onerror=hurt(2)>"


@pytest.fixture(scope="module")
def address(shipped: Connection, settings: Settings) -> Iterator[str]:
    with served(shipped, settings) as running:
        yield running


@pytest.fixture(scope="module")
def taught(address: str) -> Any:
    """A way from an address to its lesson, each fetched once."""
    found: dict[str, Lesson] = {}

    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        return ask(address, document, **variables)

    def teach(query: str = "") -> Lesson:
        if query not in found:
            found[query] = fetch_lesson(execute, LessonRequest.from_address(query))
        return found[query]

    return teach


def days(*given: str) -> str:
    return "&".join(f"day={day}" for day in given)


def said(markup: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", markup)))


def test_an_address_says_all_that_is_asked_and_is_read_back() -> None:
    plan = LessonRequest.from_address(
        f"theatre=a&theatre=b&actor=c&actor=d&known-by=2020-10-01&draws=9&{days('2020-02-01', '2020-01-01')}"
    )

    assert LessonRequest.from_address(plan.address()) == plan
    assert [str(day) for day in plan.day] == ["2020-01-01", "2020-02-01"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("day=2020-01-16", "compares 2 to 6 different days, not 1"),
        ("day=2020-01-16&day=2020-01-16", "not 1"),
        (days(*(f"2020-0{month}-16" for month in range(1, 8))), "not 7"),
        ("day=2020-13-01&day=2020-01-01", "day cannot be"),
        ("day=soon&day=later", "YYYY-MM-DD"),
        ("theatre=libya", "two theatres"),
        ("actor=turkey&actor=russia&actor=iran", "two actors"),
        ("draws=0", "draws cannot be '0'"),
        ("seed=1&seed=2", "seed is given twice"),
        ("suppose=turkey:m4", "has no 'suppose'"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_what_to_write(query: str, words: str) -> None:
    with pytest.raises(LensError, match=re.escape(words)):
        LessonRequest.from_address(query)


@pytest.mark.parametrize("name", ["theatres", "alike"])
def test_the_queries_ask_for_what_the_schema_has(name: str) -> None:
    schema = (Path(__file__).parent.parent / "api" / "schema.graphql").read_text(encoding="utf-8")

    assert validate(build_schema(schema), parse(query(name))) == []


@pytest.mark.parametrize("day", [str(day) for day in DAYS])
def test_the_shares_of_each_day_are_those_of_the_api(day: str, address: str, taught: Any) -> None:
    [pair] = ask(address, LEVERAGE, day=day)["leverage"]["traders"]  # type: ignore[index]
    shares = next(it for it in taught().days if str(it.day) == day).shares
    expected = {(way["giver1"]["key"], way["theatre1"]["key"]): way["share"]["share"] for way in pair["directions"]}

    assert shares.forth == expected["turkey", "libya"]
    assert shares.back == expected["russia", "libya"]
    assert shares.none == pair["none"]
    assert shares.forth + shares.back + shares.even + shares.none == pytest.approx(1)


@pytest.mark.parametrize("day", TRADED)
def test_every_trade_worked_through_has_the_figures_of_the_api(day: str, address: str, taught: Any) -> None:
    answer: Any = ask(address, LEVERAGE, day=day, draws=0)["leverage"]
    analysis = next(it for it in taught(days(*TRADED)).days if str(it.day) == day).analysis
    points = {
        tuple(it[name]["key"] for name in ("giver1", "issue1", "giver2", "issue2")): it["point"]
        for it in answer["trades"]
        if it["point"]
    }

    assert points
    for key, point in points.items():
        it = calculation.Calculation.of(analysis, analysis.find(key))
        assert (it.half1.centre, it.half2.centre) == pytest.approx((point["centre1"], point["centre2"]), abs=1e-9)
        assert it.half1.pulled / it.half1.weight == pytest.approx(point["centre1"], abs=1e-9)
        assert (it.sizes.shift1, it.sizes.shift2) == pytest.approx((point["shift1"], point["shift2"]), abs=1e-9)
        assert it.bounds[point["limit"].lower()] == pytest.approx(it.sizes.shift2, abs=1e-9)


@pytest.mark.parametrize("day", TRADED)
def test_every_sum_that_is_told_comes_out_as_told(day: str, taught: Any) -> None:
    analysis = next(it for it in taught(days(*TRADED)).days if str(it.day) == day).analysis
    trades = [trade for trade in analysis.trades if trade.point]

    assert trades
    for it in (calculation.Calculation.of(analysis, trade) for trade in trades):
        sums = [calculation.rate(it), *(text for _, text, _ in calculation.bounds(it))]
        sums += [
            text.partition(": ")[2]
            for tell in (calculation.ratios, calculation.moves, calculation.gains)
            for text in tell(it)
        ]
        for text in sums:
            told, result = text.translate(str.maketrans("×÷−", "*/-")).split(" = ")
            # The operands are rounded to two places or more.
            assert eval(told) == pytest.approx(float(result), rel=0.005, abs=0.05), text


def test_the_worked_example_has_the_figures_that_were_worked_out_by_hand(taught: Any) -> None:
    # Turkey 80 at salience 0.65 and capability 0.65 on Sirte, 0.8 on the posts; Russia 35, 0.5 and 0.5 there, 0.625 on
    # Sirte; the weights of all add up to 3.775 and 1.2175.
    it = taught().calculation

    assert it.trade.key == ("turkey", "sirte-jufra", "russia", "idlib-posts")
    assert calculation.rate(it) == "(0.8 + 0.5) ÷ (0.65 + 0.625) = 1.0196"
    assert calculation.ratios(it) == ["Turkey: 0.65 ÷ 0.8 = 0.8125", "Russia: 0.625 ÷ 0.5 = 1.25"]
    assert calculation.moves(it) == [
        "Turkey: 80 − 6.72 × 3.775 ÷ 0.4225 = 20",
        "Russia: 35 + 6.59 × 1.2175 ÷ 0.25 = 67.07",
    ]
    assert calculation.gains(it) == [
        "Turkey: 0.8 × 6.59 − 0.65 × 6.72 = 0.90",
        "Russia: 0.625 × 6.72 − 0.5 × 6.59 = 0.90",
    ]


def test_it_is_told_where_the_direction_stayed_and_where_it_turned(taught: Any) -> None:
    first, second = taught().steps

    assert (first.turned, second.turned) == (False, True)
    assert comparison.turn(first) == (
        "The likelier direction stayed: on 16 January 2020: Russia gives in Libya, Turkey in Syria (0.33); "
        "on 16 March 2020: Russia gives in Libya, Turkey in Syria (0.71)."
    )
    assert comparison.turn(second) == (
        "The likelier direction turned: on 16 March 2020: Russia gives in Libya, Turkey in Syria (0.71); "
        "on 16 September 2020: Turkey gives in Libya, Russia in Syria (0.31)."
    )


def test_issues_known_in_full_are_told_by_the_days_on_which_they_are(taught: Any) -> None:
    step = taught().steps[0]

    assert [issue.key for issue in step.both] == [
        "foreign-fighters-gna", "maritime-memorandum", "tripoli", "idlib-force", "ne-belt-30km",
    ]  # fmt: skip
    assert step.only_before == []
    assert [issue.key for issue in step.only_after] == ["idlib-posts", "m4"]
    assert "does not say that it was over" in comparison.coded(step)[-1]


def test_a_change_that_is_all_coding_is_said_to_be_so(taught: Any) -> None:
    step = taught(days("2020-03-16", UNCODED)).steps[0]

    assert step.alike is None
    assert "in Libya and Syria no issue is known in full for both" in comparison.parts(step)
    assert "the whole difference goes with what is coded" in comparison.parts(step)


def test_shares_over_the_issues_of_both_days_are_those_of_the_api(address: str, taught: Any) -> None:
    step = taught().steps[1]
    issues = [issue.key for issue in step.both]

    for day, shares in zip(("2020-03-16", "2020-09-16"), step.alike, strict=True):
        [pair] = ask(address, LEVERAGE, day=day, issues=issues)["leverage"]["traders"]  # type: ignore[index]
        assert shares.none == pair["none"]
    assert step.alike[1] != step.after.shares


def test_a_stance_that_is_carried_is_said_to_be_so_and_an_issue_that_closed_to_be_closed(taught: Any) -> None:
    first, second = taught().steps

    def told(step: comparison.DayComparison, actor: str, issue: str) -> str:
        change = next(it for it in step.changes if (it.actor.key, it.issue.key) == (actor, issue))
        return comparison.standing(change, step)

    assert told(first, "russia", "tripoli") == "carried from January 2020, and not coded anew"
    assert told(second, "russia", "tripoli") == "known for 16 March 2020; closed for 16 September 2020"
    assert "“How does the offensive on Tripoli end?” was settled by June 2020" in " ".join(comparison.coded(second))


def test_a_stance_that_changed_has_its_figures_and_claims_before_and_after(taught: Any) -> None:
    step = taught().steps[0]
    change = next(it for it in step.central if (it.actor.key, it.issue.key) == ("turkey", "idlib-force"))
    before, after = change.claims

    assert change.figure_text("position") == "95 (90 to 100) → 85 (75 to 95)"
    assert change.figure_text("salience") == "0.825 (0.7 to 0.95) → 0.925 (0.85 to 1)"
    assert "s20-036" in after - before and "s20-036" in step.entered
    assert "sy-539" in before - after and "sy-539" in step.left
    assert not set(step.entered) & set(step.left)


def test_the_counts_of_changed_stances_add_up(taught: Any) -> None:
    first, second = taught().steps

    assert comparison.kinds(first) == (
        "Of 22 stances of the two known in full on either day: 7 known on both with other figures, 10 with the same (9 of them "
        "carried from an earlier month), 1 known for 16 January 2020 only, 4 for 16 March 2020 only."
    )
    assert len(second.changes) == 27 and sum(it.before is None for it in second.changes) == 6


def test_ratios_of_salience_are_there_on_both_days_and_unknown_where_a_stance_is(taught: Any) -> None:
    told = {
        (trade.issue1.key, trade.issue2.key): [(ratio.before, ratio.after) for ratio in step.ratios(trade)]
        for step in taught().steps
        for trade in step.trades
    }

    assert told["sirte-jufra", "idlib-posts"] == [
        (None, pytest.approx(0.65 / 0.8)),
        (None, pytest.approx(0.625 / 0.5)),
    ]
    assert told["foreign-fighters-gna", "idlib-force"] == [
        (pytest.approx(0.65 / 0.825), pytest.approx(0.7 / 0.925)),
        (pytest.approx(1), pytest.approx(0.55 / 0.7)),
    ]


def test_a_day_without_stances_is_unknown_and_not_over(taught: Any, assets: Assets) -> None:
    found = taught(days("2020-03-16", UNCODED))
    text = said(render_lesson(found, assets))

    assert found.days[1].shares is None and found.steps[0].turned is None
    assert "For 16 May 2022 the answer is unknown" in comparison.turn(found.steps[0])
    assert "no sign that a trade was off" in text
    assert "Unknown is not zero and not over" in text
    assert "No trade between the two 1.00" not in text


def test_what_had_not_been_said_yet_is_told_apart_from_what_nobody_has_coded(taught: Any) -> None:
    step = taught("known-by=2020-04-01").steps[0]

    assert "had not been said by 1 April 2020" in comparison.coded(step)[-1]
    assert "had not been said" not in " ".join(comparison.coded(taught().steps[0]))


def test_a_lens_before_all_claims_is_unknown_on_every_day(taught: Any, assets: Assets) -> None:
    found = taught("known-by=2011-01-01")
    text = said(render_lesson(found, assets))

    assert all(day.shares is None for day in found.days)
    assert text.count("Unknown. At this lens no stance is known in full") == 3
    assert "there is none to work through" in text and found.claims == {}


def test_the_words_are_neutral_and_foretell_nothing(taught: Any, assets: Assets) -> None:
    found = taught()
    page = render_lesson(found, assets).split('<section id="sources"')[0]
    for claim in found.claims.values():
        for words in (claim.summary, claim.document.title, *(other.summary for other in claim.disputed_by)):
            page = page.replace(words, "").replace(words.replace("&", "&amp;"), "")

    assert re.findall(r"\b(will|should|must|better|worse|wins?|traitor|regime)\b", said(page)) == []


def test_every_question_has_an_answer_and_every_claim_that_it_names_a_source(taught: Any, assets: Assets) -> None:
    found = taught()
    markup = render_lesson(found, assets)
    linked = set(re.findall(r'href="#claim-([^"]+)"', markup))

    assert len(found.exercises) >= 10 and all(one.answers for one in found.exercises)
    assert linked == set(re.findall(r'id="claim-([^"]+)"', markup)) == set(found.claims)


def test_the_question_on_the_weightiest_claim_names_it_and_whoever_says_so(taught: Any) -> None:
    day = taught().days[1]
    question = next(it for it in taught().exercises if day.words in it.question and "single claim" in it.question)
    heaviest = day.trade.carrying[0]
    claim = taught().claims[heaviest.claim]

    assert heaviest.swing == max(it.swing for it in day.trade.carrying)
    assert heaviest.claim in question.claims
    assert any(claim.summary in answer and claim.speakers[0].name in answer for answer in question.answers)


def test_names_and_quotations_are_escaped(taught: Any, assets: Assets) -> None:
    found = taught()
    hurt = {key: replace(claim, summary=HOSTILE) for key, claim in found.claims.items()}
    markup = render_lesson(replace(found, claims=hurt), assets)

    assert "<script>hurt" not in markup and "<img" not in markup and "&lt;img" in markup


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("day=2020-01-16", 400, "compares 2 to 6 different days"),
        ("theatre=libya&theatre=atlantis", 404, "atlantis"),
        ("actor=turkey&actor=nobody", 404, "nobody"),
        ("theatre=syria&theatre=idlib", 404, "lies within"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(address: str, query: str, status: int, words: str) -> None:
    refused = httpx.get(f"{address}/leverage/lesson?{query}", timeout=120)

    assert refused.status_code == status and words in refused.text and refused.text.count("\n") == 1


@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_shows_without_complaint_and_axe_finds_nothing(
    width: int, dark: bool, address: str, settings: Settings, look: Looking
) -> None:
    seen = look(f"{address}/leverage/lesson", width=width, dark=dark)
    axe = (javascript.folder(settings.cache) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    assert seen.page.locator(".day").count() == 3 and seen.page.locator(".step").count() == 2
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.trouble == []
    assert seen.axe(axe) == []


def test_a_claim_opens_its_source_by_mouse_and_by_keyboard(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage/lesson")
    dialog, link = seen.page.locator("#source"), seen.page.locator("#why a[href^='#claim-']").first
    link.click()
    assert "certainty" in dialog.locator(".said").inner_text()
    seen.page.keyboard.press("Escape")
    link.focus()
    seen.page.keyboard.press("Enter")

    assert dialog.is_visible() and dialog.locator(".source").inner_text()
    assert seen.trouble == []


def test_without_script_answers_unfold_and_claims_lead_down(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage/lesson", scripts=False)
    first = seen.page.locator(".asked details").first
    assert not first.locator("p").first.is_visible()
    first.locator("summary").click()
    assert first.locator("p").first.is_visible()
    seen.page.locator("#why a[href^='#claim-']").first.click()

    assert "#claim-" in seen.page.url


def test_days_can_be_added_with_the_form(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage/lesson", scripts=False)
    seen.page.locator("#plan [name=day]").last.fill("2020-06-16")
    with seen.page.expect_navigation():
        seen.page.locator("#plan button").click()

    assert seen.page.locator(".day h3").all_inner_texts() == [
        "16 January 2020", "16 March 2020", "16 June 2020", "16 September 2020",
    ]  # fmt: skip


def test_the_page_of_trades_leads_to_the_lesson_and_back(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage")
    unfold(seen.page)
    seen.page.get_by_role("link", name="Why it changes: a lesson").click()
    seen.page.wait_for_selector(".day")
    assert seen.page.locator(".day").count() == 3
    seen.page.locator(".day a").first.click()
    seen.page.wait_for_selector("#trade")

    assert "as-of=2020-01-16" in seen.page.url and seen.trouble == []

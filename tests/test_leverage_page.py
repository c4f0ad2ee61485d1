"""The page of trades over the shipped data set: text, Neo4j, GraphQL, and what a reader sees in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.wording.robustness import omissions_in, turning
from linkage.visualizations import javascript
from tests.serving import ask, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Looking

pytest_plugins = ["tests.browser"]

LENS = "theatre=syria&theatre=libya&as-of=2020-09-16&known-by=2020-09-30&roll-up=yes&actor=turkey&actor=russia"
SIRTE = "trade=turkey:m4:russia:sirte-jufra"
PATIENCE = 30_000  # milliseconds: the first answer also starts the worker


@pytest.fixture(scope="module")
def address(shipped: Connection, settings: Settings) -> Iterator[str]:
    with served(shipped, settings) as running:
        yield running


@pytest.fixture(scope="module")
def axe(settings: Settings) -> str:
    javascript.install(settings.cache)
    folder: Path = javascript.folder(settings.cache)
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def answer(address: str) -> Any:
    """What GraphQL says of the two."""
    query = """query ($lens: LensInput!) {
      leverage(theatres: ["syria", "libya"], lens: $lens, actors: ["turkey", "russia"]) {
        traders { none directions { giver1 { name } share { needed given share } } }
        trades {
          giver1 { key } issue1 { key } giver2 { key } issue2 { key }
          point { gain } share { share } carrying { claim { key } }
        }
      }
    }"""
    return ask(address, query, lens={"asOf": "2020-09-16", "knownBy": "2020-09-30", "rollUp": True})["leverage"]


def settled(page: Page, text: str) -> None:
    """Wait until the answer holds *text*."""
    page.wait_for_function(
        "text => document.querySelector('#answer').innerText.includes(text)", arg=text, timeout=PATIENCE
    )


def unfold(page: Page) -> None:
    """Open every part of the page."""
    page.locator("details").evaluate_all("folds => folds.forEach((fold) => { fold.open = true; })")


def test_the_first_screen_holds_finding_picture_and_reasons(address: str, look: Looking) -> None:
    page = look(f"{address}/leverage", height=800).page
    boxes = [page.locator(part).bounding_box() for part in ("#title", "#gains-picture", "#why .reasons >> nth=1")]

    assert all(box and box["y"] >= 0 and box["y"] + box["height"] <= 800 for box in boxes), boxes
    assert page.locator("#why .reasons > li").count() == 6
    assert page.evaluate("document.documentElement.scrollHeight") < 3_200


def test_the_headline_says_what_turns_it_and_leads_to_the_list(address: str, look: Looking) -> None:
    query = """query ($lens: LensInput!) {
      leverage(theatres: ["syria", "libya"], lens: $lens, actors: ["turkey", "russia"]) {
        robustness { leftOut {
          kind change shares { share opposite none }
          issue { key question } article { key title } speaker { key name } claim { key summary }
        } }
      }
    }"""
    told: Any = ask(address, query, lens={"asOf": "2020-09-16", "knownBy": "2020-09-30", "rollUp": True})["leverage"]
    omissions = omissions_in(told["robustness"]["leftOut"])
    page = look(f"{address}/leverage?{LENS}").page

    assert page.locator("#title .turning").inner_text() == turning(omissions)
    page.locator("#title .turning").click()
    page.wait_for_selector("#turns[open] .omissions")
    changing = sum(omission.change != "stays" for omission in omissions)
    assert page.locator("#turns .omissions tbody tr").count() == 1 + max(changing, 8)


def test_the_first_screen_says_how_good_it_was_before_and_leads_to_every_case(address: str, look: Looking) -> None:
    page = look(f"{address}/leverage").page
    assert "equal gain had the direction right in" in page.locator("#past").inner_text()
    page.locator("#past a").click()
    page.wait_for_selector(".cases")


def test_a_fragment_opens_what_it_is_folded_in(address: str, look: Looking) -> None:
    page = look(f"{address}/leverage").page
    assert not page.locator("#unknown .links").is_visible()
    page.locator("#missing a").click()
    page.wait_for_selector("#unknown[open] .links")

    page.goto(f"{address}/leverage?{LENS}#shares")
    assert page.locator("#shares table").is_visible()


def test_no_fragment_leads_nowhere(address: str, look: Looking) -> None:
    dead = (
        look(f"{address}/leverage")
        .page.locator("a[href^='#']")
        .evaluate_all("all => all.map((one) => one.hash).filter((hash) => !document.getElementById(hash.slice(1)))")
    )

    assert dead == []


def test_the_answer_is_there_without_script(address: str, answer: Any, look: Looking) -> None:
    seen = look(f"{address}/leverage?{LENS}", scripts=False)
    unfold(seen.page)
    text = seen.page.locator("main").inner_text()
    [pair] = answer["traders"]

    assert "Turkey would give in Syria, Russia in Libya" in text
    assert seen.page.locator(".side").count() == 2
    for way in pair["directions"]:
        for figure in way["share"].values():
            assert f"{figure:.2f}" in text
    assert f"{pair['none']:.2f}" in text
    assert "no forecast" in text.lower() and "4,000 draws, seed 1" in text
    assert seen.page.locator("#carrying .carrying > li").count() >= 5
    assert seen.outside == []


def test_the_trade_shown_has_the_figures_of_the_api(address: str, answer: Any, look: Looking) -> None:
    seen = look(f"{address}/leverage?{LENS}&{SIRTE}", scripts=False)
    unfold(seen.page)
    [trade] = [t for t in answer["trades"] if (t["issue1"]["key"], t["issue2"]["key"]) == ("m4", "sirte-jufra")]

    assert seen.page.locator("#gain").inner_text() == f"{trade['point']['gain']:.2f}"
    assert seen.page.locator("#share").inner_text() == f"{trade['share']['share']:.2f}"
    assert "client of Russia" in seen.page.locator("tr[data-actor=lna]").inner_text()


def test_every_carrying_claim_opens_its_source(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage?{LENS}")
    dialog = seen.page.locator("#source")
    unfold(seen.page)

    for link in seen.page.locator("#carrying .carrying > li > div > .source a").all():
        link.click()
        for part in (".said .chain", ".source", ".summary", ".note"):
            assert dialog.locator(part).first.inner_text()
        assert "certainty" in dialog.locator(".said").inner_text()
        seen.page.keyboard.press("Escape")
        assert not dialog.is_visible()
    assert seen.trouble == []


def test_without_script_a_claim_leads_down_to_its_source(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage?{LENS}", scripts=False)
    links = seen.page.locator("a[href^='#claim-'], a[href^='#stance-']").evaluate_all(
        "all => all.map((one) => [one.hash, document.getElementById(one.hash.slice(1)) !== null])"
    )

    assert len(links) > 50 and all(there for _, there in links)


def test_the_what_if_slider_changes_the_figures_at_once_and_resets(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage?{LENS}")
    page = seen.page
    unfold(page)
    before = page.locator("#trade").inner_text()
    page.locator("#suppose").select_option("russia:sirte-jufra")
    settled(page, "Supposed: salience 0.62 of Russia")
    page.locator("#salience").focus()
    page.keyboard.press("Home")

    settled(page, "Supposed: salience 0.00 of Russia")
    assert page.evaluate("document.activeElement.id") == "salience"
    assert "changed" in page.locator("#change").inner_text()
    assert "salience=0" in page.url
    page.locator("#reset").click()
    page.wait_for_selector("#change", state="detached", timeout=PATIENCE)
    assert page.locator("#trade").inner_text() == before
    assert seen.trouble == []


def test_what_is_supposed_can_be_asked_without_script(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage?{LENS}", scripts=False)
    unfold(seen.page)
    seen.page.locator("#suppose").select_option("russia:sirte-jufra")
    seen.page.locator("#salience").fill("0.1")
    seen.page.locator("#inquiry button[type=submit]").click()

    assert "Supposed: salience 0.10 of Russia" in seen.page.locator("#change").inner_text()


def test_the_month_slider_changes_the_answer_by_keyboard(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage?{LENS}")
    page = seen.page
    unfold(page)
    page.locator("#month").focus()
    page.keyboard.press("ArrowLeft")

    settled(page, "Who")
    page.wait_for_function(
        "() => document.querySelector('#caption').innerText.includes('31 August 2020')", timeout=PATIENCE
    )
    assert page.locator("#as-of").input_value() == "2020-08-31"
    assert page.evaluate("document.activeElement.id") == "month"
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('#caption').innerText.includes('16 September 2020')", timeout=PATIENCE
    )
    assert seen.trouble == []


def test_a_day_before_everything_has_an_empty_answer_with_its_reason(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage?theatre=syria&theatre=libya&as-of=2011-01-01")

    assert "At this lens no stance is known in full" in seen.page.locator("#title").inner_text()
    assert seen.trouble == []


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("theatre=syria&as-of=2020-09-16", 400, "two theatres"),
        ("theatre=syria&theatre=atlantis&as-of=2020-09-16", 404, "atlantis"),
        (f"{LENS}&salience=7", 400, "salience"),
        (f"{LENS}&suppose=nobody:m4&salience=0.5", 404, "nobody"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(address: str, query: str, status: int, words: str) -> None:
    refused = httpx.get(f"{address}/leverage?{query}", timeout=120)

    assert refused.status_code == status and words in refused.text and refused.text.count("\n") == 1


def test_the_picture_has_both_arrows_and_opens_them(address: str, look: Looking) -> None:
    seen = look(f"{address}/leverage/picture?{LENS}&{SIRTE}")
    seen.page.goto(f"{seen.page.url}#line-gift-1")

    assert "Turkey would give to Russia in Syria" in seen.page.locator(".evidence:visible").inner_text()
    assert seen.page.locator("#sheet [data-line^=gift-]").count() == 2
    # Russia goes the 60 from 20 to 80 with 0.421875 of a weight of 3.775, so the centre of Sirte and Jufra goes 6.705 up, away
    # from 7.5 with a salience of 0.925.
    assert "Libyan National Army\t−6.99" in seen.page.locator("#worth").inner_text()
    assert seen.trouble == []


def test_the_front_page_leads_to_the_trades_and_back(address: str, look: Looking) -> None:
    seen = look(f"{address}/")
    seen.page.locator("#elsewhere a").click()
    seen.page.wait_for_selector("#trade", timeout=PATIENCE)
    unfold(seen.page)
    seen.page.locator(".elsewhere a").first.click()
    seen.page.wait_for_selector("#diagram[data-drawn]", timeout=PATIENCE)

    assert seen.trouble == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "narrow"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    dark: bool, width: int, address: str, axe: str, look: Looking
) -> None:
    seen = look(f"{address}/leverage?{LENS}&{SIRTE}&suppose=turkey:m4&salience=0.6", width=width, dark=dark)

    assert seen.axe(axe) == []
    unfold(seen.page)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.axe(axe) == []


def test_axe_finds_nothing_in_the_picture_with_a_trade(address: str, axe: str, look: Looking) -> None:
    seen = look(f"{address}/leverage/picture?{LENS}&{SIRTE}")

    assert seen.axe(axe) == []

"""The whole way: text, Neo4j, GraphQL, the page in a real Chromium, and what a reader sees there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from linkage.api.cookbook import questions
from linkage.graph.lens import Lens
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.visualizations import javascript
from linkage.visualizations.assets import Assets
from linkage.visualizations.client.remote import executor
from linkage.visualizations.network.canvas import render_network
from linkage.visualizations.network.focus import FIRST
from linkage.visualizations.network.view import fetch_network
from tests.serving import ask, served

if TYPE_CHECKING:
    from tests.browser import Looking

pytest_plugins = ["tests.browser"]

DAY = "2020-09-16"


@pytest.fixture(scope="module")
def address(shipped: Connection, settings: Settings) -> Iterator[str]:
    with served(shipped, settings) as running:
        yield running


def lines(address: str, **lens: object) -> set[tuple[str, str, str, str]]:
    """Family, subject, object and theatre of every relation that the lens keeps."""
    query = """query ($lens: LensInput) { subgraph(lens: $lens) {
        relations { family subject { key } object { key } theatre { key } } } }"""
    found = ask(address, query, lens=lens)["subgraph"]["relations"]  # type: ignore[index]
    return {(r["family"], r["subject"]["key"], r["object"]["key"], (r["theatre"] or {}).get("key")) for r in found}


def test_turkey_and_russia_stand_apart_in_both_theatres_and_talk_in_both(address: str) -> None:
    found = lines(address, theatres=["syria", "libya"], asOf=DAY)

    assert {
        ("OPPOSES", "turkey", "russia", "syria"),
        ("OPPOSES", "turkey", "russia", "libya"),
        ("NEGOTIATES_WITH", "russia", "turkey", "syria"),
        ("NEGOTIATES_WITH", "russia", "turkey", "libya"),
        ("BACKS", "turkey", "gna", "libya"),
        ("BACKS", "russia", "lna", "libya"),
        ("BACKS", "russia", "syrian-government", "syria"),
    } <= found


def test_the_two_clocks_part_what_held_from_what_had_been_said(address: str) -> None:
    by_then = lines(address, theatres=["libya"], asOf=DAY, knownBy=DAY, standing="ATTESTED")
    by_now = lines(address, theatres=["libya"], asOf=DAY, standing="ATTESTED")

    # The minister had spoken of talks and of Russia behind the other side; the rest was printed later.
    assert by_then == {
        ("NEGOTIATES_WITH", "russia", "turkey", "libya"),
        ("BACKS", "russia", "haftar", "libya"),
    }
    assert {("BACKS", "turkey", "gna", "libya"), ("BACKS", "russia", "lna", "libya")} <= by_now


def test_a_click_on_a_line_opens_who_said_so(address: str, look: Looking) -> None:
    seen = look(f"{address}/?theatre=libya&as-of={DAY}&standing=attested")
    query = """query ($day: Date) { relations(
        filter: {subject: {eq: "turkey"}, object: {eq: "gna"}, family: {eq: BACKS}}, lens: {theatres: ["libya"], asOf: $day}) { nodes { id } } }"""
    [line] = ask(address, query, day=DAY)["relations"]["nodes"]  # type: ignore[index]

    seen.click("line", line["id"])

    panel = seen.page.locator("#panel")
    for said in (
        "Turkey",
        "Government of National Accord",
        "Enab Baladi",
        "supported by Ankara",
        "paragraph 21",
    ):
        assert said.lower() in panel.inner_text().lower()
    assert seen.trouble == []


def test_one_day_of_two_theatres_is_no_more_than_900_kilobytes(address: str, settings: Settings) -> None:
    library = javascript.folder(settings.cache) / "node_modules" / "vis-network" / "dist" / "vis-network.min.js"
    lens = Lens.from_address(f"theatre=syria&theatre=libya&as-of={DAY}")
    page = render_network(fetch_network(executor(f"{address}/graphql"), lens), lens, Assets.load(library), focus=FIRST)

    assert len(page.encode()) <= 900_000


def test_the_lens_is_in_the_address_and_the_back_button_returns_to_it(address: str, look: Looking) -> None:
    seen = look(f"{address}/?theatre=syria&theatre=libya&as-of={DAY}")
    before = seen.page.locator("#counts").inner_text()

    seen.page.locator("input[name=theatre][value=syria]").uncheck()
    seen.page.locator("#lens button[type=submit]").click()
    seen.page.wait_for_function("before => document.querySelector('#counts').innerText !== before", arg=before)

    assert "theatre=libya" in seen.page.url and "theatre=syria" not in seen.page.url
    seen.page.go_back()
    seen.page.wait_for_function("before => document.querySelector('#counts').innerText === before", arg=before)
    assert "theatre=syria" in seen.page.url and seen.trouble == []


def test_graphiql_works_without_any_other_host(address: str, look: Looking) -> None:
    seen = look(f"{address}/graphql")
    seen.page.wait_for_selector(".graphiql-execute-button")
    seen.page.locator(".graphiql-execute-button").click()
    seen.page.wait_for_selector(".result-window >> text=totalCount")

    assert seen.outside == []


def test_graphiql_opens_with_the_questions_of_the_cookbook(address: str, look: Looking) -> None:
    seen = look(f"{address}/graphql")
    seen.page.wait_for_selector(".graphiql-execute-button")
    listed = seen.page.locator("#questions button")

    assert listed.all_inner_texts() == [question.words for question in questions()]
    listed.nth(5).click()
    seen.page.wait_for_selector(f".graphiql-query-editor >> text={questions()[5].words[:40]}")
    assert seen.trouble == []

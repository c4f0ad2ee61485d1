"""What a lens lets into leverage, on two invented actors who could trade a toll for a mill."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from linkage.api.http.service import Service
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.reader import Reader
from tests.test_loading import loaded
from tests.village import LASTING, VILLAGE, claim, write

TRADES = """query Trades($lens: LensInput!) {
  leverage(theatres: ["valley", "coast"], lens: $lens, draws: 400) {
    reason claimCount tradeCount notes standing
    trades { claims { key } carrying { claim { key } } giver1 { key } issue1 { key } point { gain } share { needed share } outcomes { actor { key } backedBy { id } } }
    traders { channel { direct relations { family basis lastAttested certainty } } }
    table {
      issue { key } closed settledBy { key }
      cells { actor { key } carriedFrom bounds { position { low high } } }
      unknown { actor { key } carriedFrom }
    }
    drifts { figure rate cases estimated }
  }
}"""
ISSUES = [
    {"key": "toll", "theatre": "mill", "question": "The toll", "low": "none", "high": "double"},
    {"key": "quay", "theatre": "coast", "question": "The quay", "low": "shut", "high": "open"},
]
SAID = {"kind": "says", "object": "place/bridge"}
HALF_LIVES = "half_lives: {state_deeds: 40, state_words: 40, event_deeds: 40, event_words: 40, source: Invented.}\n"
STANDS = {("ann", "toll"): (0, 0.1), ("ann", "quay"): (0, 0.9), ("bob", "toll"): (100, 0.6), ("bob", "quay"): (100, 0.5)}  # fmt: skip


def stances(held: str = "2020-09", **leaning: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "key": f"{actor}-{issue}-{held}", "actor": actor, "issue": issue, "held": held,
            "position": {"low": position, "high": position}, "salience": {"low": salience, "high": salience},
            "capability": {"low": 1, "high": 1}, "claims": leaning.get(actor, []),
            "reasoning": "Said so.", "coder": "eve",
        }
        for (actor, issue), (position, salience) in STANDS.items()
    ]  # fmt: skip


@pytest.fixture
def village(store: Store, tmp_path: Path) -> Any:
    def load(**records: list[dict[str, Any]]) -> None:
        theatres = [{"key": "valley", "name": "Valley"}, {"key": "mill", "name": "Mill", "within": "valley"},
                    {"key": "coast", "name": "Coast"}]  # fmt: skip
        folder = write(tmp_path, {"theatres": theatres, "issues": ISSUES, **records})
        with (folder / "dataset.yaml").open("a", encoding="utf-8") as head:
            head.write(HALF_LIVES)
        loaded(store, folder)

    return load


def answered(database: Connection, document: str, lens: dict[str, Any]) -> Any:
    async def ask() -> dict[str, Any]:
        async with Reader(database, timeout=120) as reader:
            return await Service(reader.record).answer(document, {"lens": lens})

    answer = asyncio.run(ask())
    assert "errors" not in answer, answer
    return answer["data"]


def trades(database: Connection, **lens: Any) -> Any:
    return answered(database, TRADES, {"asOf": "2020-09-16", "knownBy": "2021-12-31", **lens})["leverage"]


def test_two_who_care_differently_trade_as_worked_out_by_hand(database: Connection, village: Any) -> None:
    village(stances=stances())

    [trade] = trades(database)["trades"]

    # Ann gives the whole way on the toll, 100·0.1/0.7; Bob gains 0.6 of that less 0.5 of half as much.
    assert (trade["giver1"]["key"], trade["issue1"]["key"]) == ("ann", "toll")
    assert trade["point"]["gain"] == pytest.approx(5)
    assert trade["share"] == {"needed": 1, "share": 1}


def test_a_stance_falls_with_the_claims_it_leans_on(database: Connection, village: Any) -> None:
    village(claims=[claim(certainty=0.5)], stances=stances(ann=["one"]))

    [trade] = trades(database)["trades"]

    assert trade["share"]["needed"] == trade["share"]["share"] == pytest.approx(0.5, abs=0.08)


def test_a_claim_that_was_taken_back_carries_nothing_from_that_day_on(database: Connection, village: Any) -> None:
    back = claim(withdrawn={"on": "2020-10-01", "reason": "An error."})
    village(claims=[back], stances=stances(ann=["one"]))

    assert trades(database, knownBy="2020-09-30")["tradeCount"] == 1
    assert trades(database, knownBy="2020-10-01")["tradeCount"] == 0
    assert trades(database)["tradeCount"] == 0


def test_a_stance_is_unknown_before_its_claims_were_said(database: Connection, village: Any) -> None:
    village(claims=[claim()], stances=stances(bob=["one"]))

    assert trades(database, knownBy="2020-09-19")["reason"]
    assert trades(database, knownBy="2020-09-20")["tradeCount"] == 1


def test_a_lens_on_issues_leaves_the_channel_of_the_two_open(database: Connection, village: Any) -> None:
    meets = claim(kind="meets", theatres=["valley"])
    village(claims=[meets], stances=stances())

    found = trades(database, issues=["toll", "quay"])

    assert found["traders"][0]["channel"]["direct"]
    assert trades(database, issues=["toll"])["reason"]


def row(answer: Any, issue: str) -> Any:
    return next(row for row in answer["table"] if row["issue"]["key"] == issue)


def test_a_stance_counts_in_later_months_with_wider_bounds_and_says_since_when(
    database: Connection, village: Any
) -> None:
    village(claims=[], stances=stances())

    later = trades(database, asOf="2020-11-16")

    # Two months by convention, as no cell was coded twice: 100 / 24 a month.
    assert row(later, "toll")["cells"][0] == {
        "actor": {"key": "ann"},
        "carriedFrom": "2020-09-30",
        "bounds": {"position": {"low": 0, "high": pytest.approx(2 * 100 / 24)}},
    }
    assert later["trades"][0]["point"]["gain"] == pytest.approx(5)
    assert later["standing"] == [note for note in later["notes"] if "carried from an earlier month" in note]
    assert "4 of 4 stances are carried from an earlier month, the oldest from September 2020" in later["standing"][0]
    assert later["drifts"][0]["estimated"] is False


def test_a_stance_is_never_carried_backwards_nor_for_more_than_a_year(database: Connection, village: Any) -> None:
    village(stances=stances())

    assert trades(database, asOf="2020-08-31")["reason"]
    a_year_later = trades(database, asOf="2021-09-30")
    assert row(a_year_later, "toll")["cells"][0]["carriedFrom"] == "2020-09-30"
    assert a_year_later["trades"][0]["share"]["share"] < trades(database)["trades"][0]["share"]["share"]
    assert trades(database, asOf="2021-10-01")["reason"]


def test_a_lens_of_what_is_attested_carries_no_stance(database: Connection, village: Any) -> None:
    village(stances=stances())

    assert trades(database, asOf="2020-11-16", standing="ATTESTED")["reason"]
    assert trades(database, standing="ATTESTED")["tradeCount"] == 1


def test_a_later_look_ends_what_was_known_even_where_the_lens_leaves_its_readings_out(
    database: Connection, village: Any
) -> None:
    rivals = [{**stance, "key": f"{stance['key']}-b", "alternative": "b"} for stance in stances("2020-10")]
    village(stances=[*stances(), *rivals])

    assert trades(database, asOf="2020-11-16", disputed="EXCLUDE")["reason"]
    assert row(trades(database, asOf="2020-11-16"), "quay")["cells"][0]["carriedFrom"] == "2020-10-31"


def test_without_another_day_leverage_goes_by_what_was_known_on_its_own(database: Connection, village: Any) -> None:
    village(claims=[claim()], stances=stances(bob=["one"]))
    document = """query Known($lens: LensInput!) {
      leverage(theatres: ["mill", "coast"], lens: $lens, draws: 0) { knownBy hindsight notes reason }
      package(theatres: ["mill", "coast"], lens: $lens, actors: ["ann", "bob"]) { knownBy hindsight reason }
    }"""

    then = answered(database, document, {"asOf": "2020-09-16"})
    later = answered(database, document, {"asOf": "2020-09-16", "knownBy": "2020-09-20"})

    for field in ("leverage", "package"):
        assert (then[field]["knownBy"], then[field]["hindsight"]) == ("2020-09-16", None)
        assert then[field]["reason"] and not later[field]["reason"]
        assert later[field]["hindsight"] == (
            "Hindsight: it goes by what had been said by 20 September 2020, 4 days after the day looked at."
        )
    assert later["leverage"]["notes"][0] == later["leverage"]["hindsight"]


@pytest.mark.parametrize("figure", ["salience", "capability"])
def test_a_figure_stands_and_falls_with_its_own_claims(database: Connection, village: Any, figure: str) -> None:
    first, *others = stances()
    village(claims=[claim(certainty=0.5, **SAID)], stances=[{**first, f"{figure}_claims": ["one"]}, *others])

    [trade] = trades(database)["trades"]

    assert trade["share"]["needed"] == trade["share"]["share"] == pytest.approx(0.5, abs=0.08)
    assert [cell["actor"]["key"] for cell in row(trades(database, knownBy="2020-09-19"), "toll")["unknown"]] == ["ann"]


def test_a_later_coding_with_gaps_leaves_the_other_figures_as_they_were(database: Connection, village: Any) -> None:
    part = {name: value for name, value in stances("2020-08")[0].items() if name != "salience"}
    village(stances=[*stances("2020-07"), part])

    found = trades(database)

    assert found["trades"][0]["point"]["gain"] == pytest.approx(5)
    assert row(found, "toll")["cells"][0]["carriedFrom"] == "2020-07-31"


@pytest.mark.parametrize("day", ["2020-08-16", "2020-09-16"])
def test_a_figure_counts_as_it_was_coded_before_until_its_later_claims_were_said(
    database: Connection, village: Any, day: str
) -> None:
    later = {**stances("2020-08")[0], "salience": {"low": 0.2, "high": 0.2}, "salience_claims": ["one"]}
    village(claims=[claim(**SAID)], stances=[*stances("2020-07"), later])

    then = trades(database, asOf=day, knownBy="2020-09-19")

    assert then["trades"][0]["point"]["gain"] == pytest.approx(5)
    assert row(then, "toll")["cells"][0]["carriedFrom"] == "2020-07-31"
    assert row(then, "toll")["unknown"] == []
    assert trades(database, asOf=day, knownBy="2020-09-20")["trades"][0]["point"]["gain"] != pytest.approx(5)


def test_issues_that_ask_the_same_in_part_are_not_traded_for_each_other(database: Connection, village: Any) -> None:
    village(issues=[ISSUES[0], {**ISSUES[1], "overlaps": ["toll"]}], stances=stances())

    assert trades(database)["tradeCount"] == 0


def test_a_stance_that_was_coded_again_later_is_carried_until_that_was_known(
    database: Connection, village: Any
) -> None:
    village(claims=[claim()], stances=[*stances("2020-07"), *stances("2020-08", ann=["one"], bob=["one"])])

    assert row(trades(database, knownBy="2020-09-19"), "toll")["cells"][0]["carriedFrom"] == "2020-07-31"
    assert row(trades(database, knownBy="2020-09-20"), "toll")["cells"][0]["carriedFrom"] == "2020-08-31"


def test_a_cell_that_nobody_could_fill_stays_unknown_and_says_since_when(database: Connection, village: Any) -> None:
    unknown = {**stances()[0], "position": None}
    village(stances=[{name: value for name, value in unknown.items() if value is not None}, *stances()[1:]])

    assert row(trades(database, asOf="2020-10-05"), "toll")["unknown"] == [
        {"actor": {"key": "ann"}, "carriedFrom": "2020-09-30"}
    ]


SETTLED = {**ISSUES[0], "opens": "2020-02", "closes": "2020-06", "outcome": 85}


def test_a_closed_issue_is_not_traded_and_is_told_with_its_outcome_and_claims(
    database: Connection, village: Any
) -> None:
    settled = {**SETTLED, "outcome_claims": ["one"]}
    village(issues=[settled, ISSUES[1]], claims=[claim()], stances=stances())

    closed = trades(database)

    assert closed["tradeCount"] == 0
    assert row(closed, "toll") == {
        "issue": {"key": "toll"},
        "closed": "“The toll” was settled by June 2020, at 85 of 100 (claim one), and is not traded.",
        "settledBy": [{"key": "one"}],
        "cells": [],
        "unknown": [],
    }
    assert row(closed, "toll")["closed"] in closed["notes"]


def test_an_issue_closes_only_once_somebody_had_said_how(database: Connection, village: Any) -> None:
    settled = {**SETTLED, "outcome_claims": ["one"]}
    village(issues=[settled, ISSUES[1]], claims=[claim()], stances=stances())

    assert trades(database, knownBy="2020-09-19")["tradeCount"] == 1
    assert trades(database, knownBy="2020-09-20")["tradeCount"] == 0


def test_an_issue_that_closes_without_claims_closes_as_the_text_says(database: Connection, village: Any) -> None:
    village(issues=[SETTLED, ISSUES[1]], stances=[*stances(), *stances("2020-06")])

    assert trades(database, asOf="2020-06-30", knownBy="2020-09-19")["tradeCount"] == 1
    assert trades(database, asOf="2020-07-01", knownBy="2020-09-19")["tradeCount"] == 0


def test_an_issue_is_not_traded_before_it_opens(database: Connection, village: Any) -> None:
    village(issues=[{**ISSUES[0], "opens": "2020-09-17"}, ISSUES[1]], stances=stances())

    assert row(trades(database), "toll")["closed"] == (
        "“The toll” is open only from 17 September 2020, and is not traded."
    )
    assert trades(database, asOf="2020-09-17")["tradeCount"] == 1


def test_the_relation_of_a_channel_says_that_it_is_carried_and_has_faded(database: Connection, village: Any) -> None:
    meets = claim(kind="meets", theatres=["valley"], held="2020-08-07", certainty=0.8)
    village(claims=[meets], stances=stances())

    [relation] = trades(database)["traders"][0]["channel"]["relations"]

    # One half-life of forty days after the last report.
    assert relation == {
        "family": "NEGOTIATES_WITH", "basis": "CARRIED", "lastAttested": "2020-08-07", "certainty": 0.4
    }  # fmt: skip
    assert not trades(database, standing="ATTESTED")["traders"][0]["channel"]["relations"]
    assert not trades(database, minCertainty=0.5)["traders"][0]["channel"]["relations"]


def test_the_notes_count_the_relations_that_nobody_reports_for_the_day(database: Connection, village: Any) -> None:
    meets = claim(kind="meets", theatres=["valley"], held="2020-08-07")
    backs = claim(key="two", locator={"paragraph": 4}, held="2020-09")
    village(claims=[meets, backs], stances=stances())

    assert trades(database)["standing"] == [
        (
            "Of 2 relations 1 is attested on the day, 1 is carried from its last report; the oldest of these reports is of "
            "7 August 2020."
        )
    ]


def test_a_trade_hangs_only_on_claims_that_bear_on_the_stances_of_the_two(database: Connection, village: Any) -> None:
    bystander = {**stances(cem=["two"])[0], "key": "cem-toll", "actor": "cem", "claims": ["two"]}
    claims = [claim(certainty=0.5), claim(key="two", locator={"paragraph": 4}, certainty=0.5)]
    village(claims=claims, stances=[*stances(ann=["one"]), bystander])

    [trade] = trades(database)["trades"]

    assert [carrying["claim"]["key"] for carrying in trade["carrying"]] == ["one"]
    assert [witness["key"] for witness in trade["claims"]] == ["one"]


UNDATED = """query Undated($lens: LensInput!) {
  subgraph(lens: $lens, first: 9) { undated relations { subject { key } basis lastAttested } }
}"""


def shown(database: Connection, **lens: Any) -> Any:
    return answered(database, UNDATED, lens)["subgraph"]


def test_undated_support_that_lasts_is_carried_from_the_day_it_was_known_and_not_counted_as_kept_out(
    database: Connection, village: Any
) -> None:
    lasting = claim(held=None, course="goes-on")
    silent = claim(key="two", locator={"paragraph": 4}, subject="cem", held=None)
    village(claims=[lasting, silent])

    assert shown(database, asOf="2020-10-05") == {
        "undated": 1,
        "relations": [{"subject": {"key": "ann"}, "basis": "CARRIED", "lastAttested": "2020-09-20"}],
    }
    assert shown(database, asOf="2020-09-19") == {"undated": 2, "relations": []}
    assert shown(database, asOf="2020-10-05", standing="ATTESTED") == {"undated": 2, "relations": []}


def test_what_is_kept_out_for_want_of_a_date_counts_though_other_claims_show_the_tie(
    database: Connection, village: Any
) -> None:
    village(claims=[claim(), claim(key="two", locator={"paragraph": 4}, held=None)])

    assert shown(database, asOf="2020-10-05")["undated"] == 1


def test_a_stance_counts_where_the_claims_that_bear_it_are_certain_enough(database: Connection, village: Any) -> None:
    """Two origins of 0.6 and 0.5 make a chance of 0.8 that one of them is right; a reprint of the one adds nothing."""
    said = [
        claim(key="ann-says", speakers=["ann", "gazette"], certainty=0.6),
        claim(key="again", speakers=["ann", "gazette"], certainty=0.5, locator={"paragraph": 4}),
        claim(key="bob-says", speakers=["bob", "gazette"], certainty=0.5, locator={"paragraph": 5}),
    ]
    village(claims=said, stances=stances(ann=["ann-says", "again", "bob-says"]))

    assert [trades(database, minCertainty=least)["tradeCount"] for least in (0.6, 0.8, 0.81, 1)] == [1, 1, 0, 0]
    assert [actors(database, least) for least in (0.8, 0.81)] == [["ann", "ann", "bob", "bob"], ["bob", "bob"]]


def test_a_claim_that_was_taken_back_bears_no_stance_from_then_on(database: Connection, village: Any) -> None:
    taken_back = claim(
        key="ann-says", speakers=["ann", "gazette"], certainty=0.9, withdrawn={"on": "2020-11-01", "reason": "Wrong."}
    )
    village(claims=[taken_back], stances=stances(ann=["ann-says"]))

    assert actors(database, 0.5, knownBy="2020-10-31") == ["ann", "ann", "bob", "bob"]
    assert actors(database, 0.5, knownBy="2020-11-01") == actors(database, 0.5) == ["bob", "bob"]


def actors(database: Connection, least: float, **lens: str) -> list[str]:
    """Whose stances count at a certainty, those on one issue after those on another."""
    document = "query Stances($lens: LensInput!) { issues { stances(lens: $lens) { actor { key } } } }"
    data = answered(database, document, {"minCertainty": least, **lens})
    return sorted(stance["actor"]["key"] for issue in data["issues"] for stance in issue["stances"])


# Whose a stance is once acts count for those on whose behalf they are done


OFFICE = {
    "key": "holds-office",
    "verb": "holds an office of",
    "inverse": "has in office",
    "membership": True,
    **LASTING,
}
GUILD = {"key": "guild", "kind": "organisation", "name": "The Guild"}
MARKS = """query Marks($lens: LensInput!) {
  leverage(theatres: ["valley", "coast"], lens: $lens, draws: 0) {
    trades { outcomes { actor { key } backedBy { subject { key } } vetoes { key } } }
  }
  package(theatres: ["valley", "coast"], lens: $lens, actors: ["ann", "bob"]) {
    others { actor { key } backedBy { subject { key } } vetoes { key } }
  }
}"""


@pytest.fixture
def guild(village: Any) -> Any:
    """Somebody has held an office of the guild since September, as was known from the 20th on."""

    def load(member: str, claims: list[dict[str, Any]] | None = None, **records: list[dict[str, Any]]) -> None:
        office = claim(key="office", kind="holds-office", subject=member, object="guild")
        kinds = [*VILLAGE["kinds"], OFFICE, *records.pop("kinds", [])]
        village(kinds=kinds, actors=[*VILLAGE["actors"], GUILD], claims=[office, *(claims or [])], **records)

    return load


def stance_on(issue: str, actor: str) -> dict[str, Any]:
    """As that of Ann on the issue, by somebody else."""
    ann = next(stance for stance in stances() if (stance["actor"], stance["issue"]) == ("ann", issue))
    return {**ann, "key": f"{actor}-{issue}", "actor": actor}


@pytest.mark.parametrize(
    ("lens", "actor"),
    [
        pytest.param({"rollUp": True}, "guild", id="while the office is held"),
        pytest.param({}, "ann", id="not without roll-up"),
        pytest.param({"rollUp": True, "knownBy": "2020-09-19"}, "ann", id="not before it was known"),
        pytest.param({"rollUp": True, "asOf": "2021-01-28"}, "guild", id="carried for three half-lives, as ties are"),
        pytest.param({"rollUp": True, "asOf": "2021-01-29"}, "ann", id="no longer than that"),
    ],
)
def test_a_stance_counts_for_whom_its_actor_acts_on_the_day(
    database: Connection, guild: Any, lens: dict[str, Any], actor: str
) -> None:
    guild("ann", stances=stances())

    found = trades(database, **lens)

    assert [trade["giver1"]["key"] for trade in found["trades"]] == [actor]
    assert ("Rolled up: 2 stances count for whoever their actors act for: Ann for The Guild on quay and toll." in found["notes"]) is (actor == "guild")  # fmt: skip


def test_who_is_part_of_another_always_acts_for_it(database: Connection, village: Any) -> None:
    actors = [
        GUILD,
        *({**actor, "part_of": "guild"} if actor["key"] == "ann" else actor for actor in VILLAGE["actors"]),
    ]
    village(actors=actors, stances=stances())

    assert [trade["giver1"]["key"] for trade in trades(database, rollUp=True)["trades"]] == ["guild"]


def test_the_umbrellas_own_stance_holds_and_its_members_is_told_as_set_aside(database: Connection, guild: Any) -> None:
    own = {**stance_on("toll", "guild"), "position": {"low": 40, "high": 40}}
    guild("ann", stances=[*stances(), own])

    found = trades(database, rollUp=True)

    assert [cell["actor"]["key"] for cell in row(found, "toll")["cells"]] == ["bob", "guild"]
    [note] = [note for note in found["notes"] if "set aside" in note]
    assert note.endswith("Ann for The Guild on toll.")
    assert found["trades"][0]["point"]["gain"] != pytest.approx(5)
    assert trades(database)["trades"][0]["point"]["gain"] != found["trades"][0]["point"]["gain"]


def test_whoever_is_asked_for_trades_as_whom_it_acts_for(database: Connection, guild: Any) -> None:
    guild("ann", stances=stances())
    document = """query Asked($lens: LensInput!) {
      leverage(theatres: ["valley", "coast"], lens: $lens, actors: ["ann", "bob"], draws: 50) {
        notes traders { one { key } two { key } }
      }
      package(theatres: ["valley", "coast"], lens: $lens, actors: ["ann", "bob"]) { notes points { gains { actor { key } } } }
    }"""

    found = answered(database, document, {"asOf": "2020-09-16", "knownBy": "2020-09-20", "rollUp": True})

    note = "Rolled up: The Guild in place of Ann, for that is whom it acts for."
    assert note in found["leverage"]["notes"] and note in found["package"]["notes"]
    assert [{trader["one"]["key"], trader["two"]["key"]} for trader in found["leverage"]["traders"]] == [
        {"bob", "guild"}
    ]
    assert {gain["actor"]["key"] for gain in found["package"]["points"][0]["gains"]} == {"bob", "guild"}


@pytest.mark.parametrize("held", ["2020-06", "2020-09"])
@pytest.mark.parametrize("client", ["cem", "guild"])
def test_a_client_and_who_blocks_are_marked_alike_with_and_without_roll_up(
    database: Connection, guild: Any, held: str, client: str
) -> None:
    blocks = {
        "key": "blocks",
        "verb": "blocks",
        "inverse": "is blocked by",
        "veto": True,
        "objects": ["issue"],
        **LASTING,
    }
    claims = [
        claim(subject="bob", object=client, held=held),
        claim(key="two", kind="blocks", subject="cem", object="issue/toll"),
    ]
    guild("cem", claims, kinds=[blocks], stances=[*stances(), stance_on("toll", "cem")])

    def marks(roll_up: bool) -> list[tuple[str, set[str], list[str]]]:
        found = answered(database, MARKS, {"asOf": "2020-09-16", "knownBy": "2020-09-20", "rollUp": roll_up})
        rows = [*found["leverage"]["trades"][0]["outcomes"], *found["package"]["others"]]
        return [
            (
                one["actor"]["key"],
                {link["subject"]["key"] for link in one["backedBy"]},
                [key["key"] for key in one["vetoes"]],
            )
            for one in rows
            if one["actor"]["key"] in ("cem", "guild")
        ]

    assert marks(roll_up=False) == 2 * [("cem", {"bob"}, ["two"])]
    assert marks(roll_up=True) == 2 * [("guild", {"bob"}, ["two"])]

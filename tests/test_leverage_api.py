"""Leverage over the shipped data set: by GraphQL and by the commands, with figures that were worked out by hand."""

import asyncio
import csv
import io
import json
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from benchmarks.environment import server_variables

from linkage.api.http.service import Service
from linkage.api.http.workers import Workers
from linkage.graph.errors import LeverageError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from tests.test_cli import linkage

DAY = {"asOf": "2020-09-16", "rollUp": True}
LATER = {"knownBy": "2026-11-01"}
"""By all that is known, which is hindsight."""
BOTH = ["libya", "syria"]
TRADES = """query Trades($theatres: [String!]!, $lens: LensInput!, $actors: [String!], $within: Boolean! = false,
                         $draws: Int! = 0, $seed: Int! = 1, $first: Int! = 40, $suppose: [SupposedSalience!]) {
  leverage(theatres: $theatres, lens: $lens, actors: $actors, within: $within, draws: $draws, seed: $seed,
           first: $first, suppose: $suppose) {
    theatres { key } asOf knownBy draws seed notes reason claimCount originCount tradeCount
    traders { one { key } two { key } even none
      directions { giver1 { key } theatre1 { key } giver2 { key } theatre2 { key } share { needed given share opposite } }
      channel { direct actors { key } relations { family subject { key } object { key } } } }
    trades {
      giver1 { key } issue1 { key } giver2 { key } issue2 { key } ratio1 ratio2
      point { giver1 { key } from1 to1 centre1 shift1 from2 to2 centre2 shift2 gain limit tie }
      share { needed given share opposite gainLow gainMedian gainHigh }
      carrying { swing held claim { key document { title } locator { paragraph words } speakers { name } } against { key } }
      outcomes { actor { key } amount trades backedBy { family subject { key } object { key } } vetoes { key } }
      thresholds { actor { key } issue { key } figure value at until effect share }
      claims { key }
    }
    round { exchange { giver1 { key } issue1 { key } giver2 { key } issue2 { key } gain } instead { gain } }
    reported { key }
    table { issue { key theatre { key } } centre closed settledBy { key } cells { actor { key } position salience capability weight pull stance { key } rivals { key } }
            unknown { actor { key } lacking } }
  }
}"""
POSTS = ("turkey", "sirte-jufra", "russia", "idlib-posts")


def answer(
    database: Connection, document: str = TRADES, *, workers: Workers | None = None, **variables: Any
) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        async with Reader(database, timeout=120) as reader:
            return await Service(reader.record, workers).answer(document, variables)

    return asyncio.run(ask())


def told(database: Connection, **variables: Any) -> Any:
    answered = answer(database, **{"theatres": BOTH, "lens": DAY, **variables})
    assert "errors" not in answered, answered
    return answered["data"]["leverage"]


def ways(found: Any) -> dict[tuple[str, ...], Any]:
    return {
        tuple(trade[name]["key"] for name in ("giver1", "issue1", "giver2", "issue2")): trade
        for trade in found["trades"]
    }


# Figures


SIRTE = {
    "egypt": (20, 0.85, 0.625), "france": (45, 0.525, 0.3), "germany": (50, 0.5, 0.225), "gna": (60, 0.75, 0.5),
    "italy": (50, 0.475, 0.3), "libyan-hor": (42.5, 0.7, 0.25), "lna": (7.5, 0.925, 0.5),
    "russia": (20, 0.625, 0.675), "saudi-arabia": (20, 0.525, 0.25), "turkey": (80, 0.65, 0.65),
    "uae": (20, 0.575, 0.375), "usa": (50, 0.5, 0.4),
}  # fmt: skip
IDLIB = {
    "russia": (35, 0.5, 0.5), "syrian-government": (5, 0.8, 0.4), "turkey": (85, 0.8, 0.65), "usa": (72.5, 0.425, 0.3),
}  # fmt: skip
"""Position, salience and capability, as they were known on 16 September 2020; Saleh acts for the House, Haftar for the army."""


def middle(stands: dict[str, tuple[float, float, float]]) -> tuple[Fraction, Fraction]:
    """The weighted mean of the positions, and the sum of the weights."""
    rows = [[Fraction(str(figure)) for figure in stand] for stand in stands.values()]
    weight = sum((salience * power for _, salience, power in rows), Fraction())
    return sum((position * salience * power for position, salience, power in rows), Fraction()) / weight, weight


def test_libya_for_idlib_has_the_size_that_the_stances_give_by_hand(shipped: Connection) -> None:
    trade = ways(told(shipped))[POSTS]["point"]

    # Turkey goes all the way from 80 to 20 in Libya; the shifts are as (0.8 + 0.5) to (0.65 + 0.625).
    (centre1, weight1), (centre2, weight2) = middle(SIRTE), middle(IDLIB)
    shift1 = 60 * Fraction("0.65") * Fraction("0.65") / weight1
    shift2 = shift1 * Fraction("1.275") / Fraction("1.3")
    assert (trade["centre1"], trade["centre2"]) == pytest.approx((float(centre1), float(centre2)))
    assert (trade["from1"], trade["to1"], trade["from2"]) == pytest.approx((80, 20, 35))
    assert trade["to2"] == pytest.approx(float(35 + shift2 * weight2 / Fraction("0.25")), abs=1e-6)
    assert trade["gain"] == pytest.approx(float(Fraction("0.8") * shift2 - Fraction("0.65") * shift1), abs=1e-8)
    assert trade["limit"] == "MOVE1"


def test_who_cares_relatively_less_gives_there(shipped: Connection) -> None:
    trade = ways(told(shipped))[POSTS]

    assert (trade["ratio1"], trade["ratio2"]) == pytest.approx((0.65 / 0.8, 0.625 / 0.5))


def test_both_directions_of_two_actors_are_told_and_their_shares_add_up(shipped: Connection) -> None:
    pair = told(shipped, draws=2_000, actors=["turkey", "russia"])["traders"][0]

    assert {pair["one"]["key"], pair["two"]["key"]} == {"russia", "turkey"}
    assert {way["giver1"]["key"] for way in pair["directions"]} == {"russia", "turkey"}
    shares = [way["share"]["share"] for way in pair["directions"]]
    assert min(shares) > 0.1
    assert sum(shares) + pair["even"] + pair["none"] == pytest.approx(1)
    for way in pair["directions"]:
        assert way["share"]["needed"] * way["share"]["given"] == pytest.approx(way["share"]["share"])


def test_the_two_can_talk_by_the_ankara_talks(shipped: Connection) -> None:
    channel = told(shipped, draws=100)["traders"][0]["channel"]

    assert channel["direct"]
    assert {one["family"] for one in channel["relations"]} == {"NEGOTIATES_WITH"}


def test_a_loser_that_a_trader_backs_is_told_with_the_relation(shipped: Connection) -> None:
    trade = ways(told(shipped))["turkey", "sirte-jufra", "russia", "idlib-posts"]

    losers = {one["actor"]["key"]: one for one in trade["outcomes"] if one["amount"] < 0}
    assert {one["subject"]["key"] for one in losers["gna"]["backedBy"]} == {"turkey"}
    assert {one["subject"]["key"] for one in losers["libyan-hor"]["backedBy"]} == {"russia"}
    assert losers["france"]["backedBy"] == []


@pytest.mark.parametrize("day", ["2020-01-12", "2020-03-04", "2020-09-16", "2021-03-01"])
def test_who_is_whose_client_does_not_hang_on_roll_up(shipped: Connection, day: str) -> None:
    def marks(roll_up: bool) -> dict[tuple[str, str], set[str]]:
        """By issue and patron, who is backed by it whenever it loses, as whom it acts for."""
        found = told(shipped, lens={"asOf": day, "rollUp": roll_up}, first=100)
        return {
            (trade["giver1"]["key"], trade["giver2"]["key"], acts_for.get(one["actor"]["key"], one["actor"]["key"])): {
                link["subject"]["key"] for link in one["backedBy"]
            }
            for trade in found["trades"]
            for one in trade["outcomes"]
            if one["amount"] < 0
        }

    acts_for = {"aguila-saleh": "libyan-hor", "haftar": "lna"}
    plain, rolled = marks(roll_up=False), marks(roll_up=True)
    common = plain.keys() & rolled.keys()

    assert common and any(plain[mark] for mark in common)
    assert {mark: plain[mark] for mark in common} == {mark: rolled[mark] for mark in common}


def test_an_actor_that_is_said_to_block_an_issue_is_told_with_the_claims(shipped: Connection) -> None:
    found = told(shipped, lens={**DAY, **LATER, "asOf": "2020-09-10"}, first=100)

    vetoes = {
        (issue, one["actor"]["key"], key["key"])
        for trade in found["trades"]
        for issue in ("libya-oil",)
        if issue in (trade["issue1"]["key"], trade["issue2"]["key"])
        for one in trade["outcomes"]
        for key in one["vetoes"]
    }
    # The blockade of the ports is told until 12 September; that the tribes took part, until July.
    assert vetoes == {("libya-oil", "lna", "ly-077")}


def test_every_trade_leads_to_claims_with_speaker_document_and_locator(shipped: Connection) -> None:
    found = told(shipped, draws=500)

    for trade in found["trades"]:
        assert trade["claims"]
        for one in trade["carrying"]:
            assert one["claim"]["speakers"] and one["claim"]["document"]["title"] and one["claim"]["locator"]


def test_sources_for_either_direction_are_told(shipped: Connection) -> None:
    lens = {**DAY, **LATER}
    reported = {claim["key"] for claim in told(shipped, lens=lens, actors=["turkey", "russia"])["reported"]}

    # The first has Turkey give way in Libya, the second Russia, the third doubts that there is any such trade.
    assert reported >= {"f113-s100", "f118-s104", "f114-s100"}


def test_what_was_not_yet_said_counts_for_nothing(shipped: Connection) -> None:
    early = told(shipped, lens={**DAY, "knownBy": "2020-08-31"})
    late = told(shipped)

    assert early["claimCount"] < late["claimCount"]
    assert POSTS not in ways(early)


def test_a_supposed_salience_beyond_its_threshold_turns_the_trade_round(shipped: Connection) -> None:
    trade = ways(told(shipped))[POSTS]
    # Nearer still: where Russia would stand at the centre of the others in Libya.
    closest = trade["thresholds"][0]
    assert (closest["actor"]["key"], closest["figure"], closest["effect"]) == ("russia", "POSITION", "VOID")
    others = middle({actor: stand for actor, stand in SIRTE.items() if actor != "russia"})
    assert closest["at"] == pytest.approx(float(others[0]))
    nearest = next(threshold for threshold in trade["thresholds"] if threshold["effect"] == "REVERSE")
    assert (nearest["actor"]["key"], nearest["issue"]["key"], nearest["figure"], nearest["effect"]) == (
        "russia", "sirte-jufra", "SALIENCE", "REVERSE",
    )  # fmt: skip
    assert nearest["at"] == pytest.approx(0.65 * 0.5 / 0.8)

    def supposing(salience: float) -> set[tuple[str, ...]]:
        suppose = [{"actor": "russia", "issue": "sirte-jufra", "salience": salience}]
        return set(ways(told(shipped, actors=["turkey", "russia"], first=100, suppose=suppose)))

    back = ("russia", "sirte-jufra", "turkey", "idlib-posts")
    assert POSTS in supposing(nearest["at"] + 0.001) and back not in supposing(nearest["at"] + 0.001)
    assert back in supposing(nearest["at"] - 0.001) and POSTS not in supposing(nearest["at"] - 0.001)


def test_the_first_step_of_the_round_is_the_largest_gain(shipped: Connection) -> None:
    found = told(shipped)

    best = max(trade["point"]["gain"] for trade in found["trades"])
    assert found["round"][0]["exchange"]["gain"] == pytest.approx(best)


def test_only_named_actors_trade_but_all_have_their_weight(shipped: Connection) -> None:
    every, named = told(shipped), told(shipped, actors=["turkey", "russia"])

    assert {key for way in ways(named) for key in (way[0], way[2])} == {"turkey", "russia"}
    assert ways(named)[POSTS]["point"] == ways(every)[POSTS]["point"]


def test_trades_inside_a_theatre_are_there_only_when_asked_for(shipped: Connection) -> None:
    def inside(found: Any) -> set[tuple[str, ...]]:
        home = {
            row["issue"]["key"]: row["issue"]["theatre"]["key"] in ("libya", "sirte-jufra") for row in found["table"]
        }
        return {way for way in ways(found) if home[way[1]] == home[way[3]]}

    assert inside(told(shipped)) == set()
    assert inside(told(shipped, within=True, first=100))


def test_the_same_seed_gives_the_same_answer_in_another_process(shipped: Connection) -> None:
    here = told(shipped, draws=1_000, seed=7)
    with Workers() as workers:
        there = told(shipped, draws=1_000, seed=7, workers=workers)

    assert there == here
    assert told(shipped, draws=1_000, seed=8) != here


def test_a_worker_that_dies_is_replaced(shipped: Connection) -> None:
    async def ask() -> dict[str, Any]:
        async with Reader(shipped, timeout=120) as reader:
            with Workers() as workers:
                with pytest.raises(LeverageError, match="ask again"):
                    await workers.work(os._exit, 1)
                return await Service(reader.record, workers).answer(TRADES, {"theatres": BOTH, "lens": DAY})

    answered = asyncio.run(ask())

    assert answered["data"]["leverage"]["trades"]


def test_notes_say_what_a_reader_has_to_know(shipped: Connection) -> None:
    found = told(shipped, draws=300, seed=5)
    notes = " ".join(found["notes"])

    assert "No forecast" in notes and "300 draws with seed 5" in notes
    assert f"{found['claimCount']} claims of {found['originCount']} independent origins" in notes
    unknown = sum(len(row["unknown"]) for row in found["table"])
    assert f"{unknown} stances are unknown" in notes
    assert not re.search(r"\b(will|should)\b", notes)


def test_the_stance_table_shows_rivals_beside_and_leaves_the_unknown_unknown(shipped: Connection) -> None:
    rows = {row["issue"]["key"]: row for row in told(shipped, lens={**DAY, **LATER})["table"]}

    russia = next(cell for cell in rows["idlib-posts"]["cells"] if cell["actor"]["key"] == "russia")
    assert {russia["stance"]["key"], *(one["key"] for one in russia["rivals"])} == {
        "eb-s02",
        "st-idlib-posts-russia-2020-09",
        "st-idlib-posts-russia-2020-09-c",
    }
    unknown = {one["actor"]["key"]: one["lacking"] for one in rows["libya-process"]["unknown"]}
    words = ("france", "greece", "jordan", "saudi-arabia", "tunisia")
    # Of the House of Representatives Saleh's stance is full.
    assert unknown == {key: ["salience", "capability"] for key in words}
    assert sum(
        cell["weight"] * (cell["position"] - rows["idlib-posts"]["centre"]) for cell in rows["idlib-posts"]["cells"]
    ) == pytest.approx(0)


# Relations


RELATIONS = """query Relations($theatres: [String!]!, $lens: LensInput) {
  camps(theatres: $theatres, lens: $lens) {
    splits { theatre { key } k index bound unique bonds camps { actors { key } } eitherWay { key } frustrated { id } notes }
    movers { actor { key } theatres { key } }
  }
  pairs(theatres: $theatres, lens: $lens) {
    divided { one { key } two { key } together { theatre { key } sign relations { id claims { totalCount } } } apart { theatre { key } sign } }
    mirrors { one { key } two { key } sides { theatre { key } backed1 { key } backed2 { key } relations { family claims { totalCount } } } }
  }
  tensions(theatres: $theatres, lens: $lens) { actors { key } balanced bonds { theatre { key } sign relations { claims { totalCount } } } }
}"""


@pytest.fixture(scope="module")
def related(shipped: Connection) -> Any:
    answered = answer(shipped, RELATIONS, theatres=BOTH, lens=DAY)
    assert "errors" not in answered, answered
    return answered["data"]


def test_russia_and_turkey_back_opponents_of_each_other_in_both_theatres(related: Any) -> None:
    [mirror] = [
        one for one in related["pairs"]["mirrors"] if (one["one"]["key"], one["two"]["key"]) == ("russia", "turkey")
    ]

    sides = {(side["theatre"]["key"], side["backed1"]["key"], side["backed2"]["key"]) for side in mirror["sides"]}
    assert ("libya", "lna", "gna") in sides
    assert {backed for theatre, backed, _ in sides if theatre == "syria"} == {"syrian-government"}


def test_pairs_together_here_and_apart_there_lead_to_their_claims(related: Any) -> None:
    assert related["pairs"]["divided"]
    for pair in related["pairs"]["divided"]:
        together = {bond["theatre"]["key"] for bond in pair["together"]}
        apart = {bond["theatre"]["key"] for bond in pair["apart"]}
        assert len(together | apart) > 1
        assert all(one["claims"]["totalCount"] for bond in pair["together"] for one in bond["relations"])


def test_triads_take_in_more_than_one_theatre_and_tell_their_balance(related: Any) -> None:
    assert related["tensions"]
    for triad in related["tensions"]:
        signs = [bond["sign"] for bond in triad["bonds"]]
        assert len({bond["theatre"]["key"] for bond in triad["bonds"]}) > 1
        assert triad["balanced"] is (signs[0] * signs[1] * signs[2] == 1)


def test_camps_are_told_per_theatre_and_together_for_two_and_for_three(related: Any) -> None:
    splits = [(one["theatre"] and one["theatre"]["key"], one["k"]) for one in related["camps"]["splits"]]

    assert splits == [("libya", 2), ("syria", 2), (None, 2), ("libya", 3), ("syria", 3), (None, 3)]
    for split in related["camps"]["splits"]:
        assert split["index"] == split["bound"]
        assert any("says little" in note for note in split["notes"])
        assert {actor["key"] for actor in split["eitherWay"]} <= {
            actor["key"] for camp in split["camps"] for actor in camp["actors"]
        }
        assert not (split["unique"] and split["eitherWay"])
    libya = related["camps"]["splits"][0]["camps"]
    [camp] = [camp for camp in libya if {"key": "turkey"} in camp["actors"]]
    assert {"key": "gna"} in camp["actors"] and {"key": "lna"} not in camp["actors"]


# Months


MONTHS = """query Months($from: String!, $to: String!, $standing: StandingBasis! = CARRIED, $issues: [String!]) {
  leverageByMonth(
    theatres: ["libya", "syria"], lens: {asOf: "2020-01-01", knownBy: "2026-11-01", rollUp: true, standing: $standing, issues: $issues},
    from: $from, to: $to, draws: 0
  ) {
    asOf leverage { asOf tradeCount reason standing }
    entered { giver1 { key } issue1 { key } giver2 { key } issue2 { key } stances { key } claims { key } }
    left { giver1 { key } issue1 { key } giver2 { key } issue2 { key } stances { key } }
    camps { k theatre { key } } divided { one { key } } mirrors { one { key } } tensions { balanced }
  }
}"""


WATCHED = ["foreign-fighters-lna", "cross-border", "idlib-force", "libya-process"]


def turns(month: Any, name: str) -> set[tuple[str, ...]]:
    return set(ways({"trades": month[name]}))


def test_months_tell_what_entered_and_left_and_through_which_claims(shipped: Connection) -> None:
    variables = {"from": "2020-02", "to": "2020-05", "issues": WATCHED}
    months = answer(shipped, MONTHS, **variables)["data"]["leverageByMonth"]
    lenses = [{**DAY, **LATER, "asOf": month["asOf"], "issues": WATCHED} for month in months]
    trades = [set(ways(told(shipped, lens=lens, first=100))) for lens in lenses]

    assert [len(each) for each in trades] == [month["leverage"]["tradeCount"] for month in months]
    assert ("uae", "foreign-fighters-lna", "france", "idlib-force") in turns(months[1], "entered")
    assert turns(months[2], "left") == {("russia", "libya-process", "usa", "cross-border")}
    for month, earlier, later in zip(months[1:], trades, trades[1:], strict=False):
        assert (turns(month, "entered"), turns(month, "left")) == (later - earlier, earlier - later)
        assert all(one["claims"] and one["stances"] for one in month["entered"])


def test_a_month_that_nobody_coded_is_unknown_in_a_lens_of_what_is_attested(shipped: Connection) -> None:
    variables = {"from": "2020-03", "to": "2020-08", "standing": "ATTESTED", "issues": WATCHED[:2]}
    months = answer(shipped, MONTHS, **variables)["data"]["leverageByMonth"]

    # Both issues were coded for July alone; that nobody did for August does not end what was there.
    assert [month["leverage"]["tradeCount"] for month in months] == [*[0] * 4, 2, 0]
    assert all("no stance is known in full" in months[place]["leverage"]["reason"] for place in (0, 1, 5))
    assert turns(months[4], "entered") == {
        ("russia", "foreign-fighters-lna", actor, "cross-border") for actor in ("germany", "usa")
    }
    assert [turns(month, "left") for month in months] == [set()] * 6


def test_the_offensive_on_tripoli_is_traded_in_no_month_after_it_ended(shipped: Connection) -> None:
    months = answer(shipped, MONTHS, **{"from": "2020-06", "to": "2020-07"})["data"]["leverageByMonth"]
    table = {row["issue"]["key"]: row for row in told(shipped)["table"]}

    assert ["“How does the offensive" in " ".join(month["leverage"]["standing"]) for month in months] == [False, True]
    assert table["tripoli"]["cells"] == []
    assert "at 85 of 100" in table["tripoli"]["closed"]
    assert {claim["key"] for claim in table["tripoli"]["settledBy"]} == {"f044-s85", "f073-s84-sirte", "f090-s15-gna"}
    assert not any("tripoli" in way for way in ways(told(shipped, draws=300, first=100)))


# Bad input


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"lens": {}}, "needs a day, asOf"),
        ({"lens": {**DAY, "minCertainty": 2}}, "minCertainty cannot be"),
        ({"lens": {**DAY, "issues": ["ghost"]}}, "no issue ghost"),
        ({"theatres": ["libya"]}, "theatres names 2 to 8"),
        ({"theatres": ["libya", "libya"]}, "theatres names 2 to 8"),
        ({"theatres": [f"t{n}" for n in range(900)]}, "theatres names 2 to 8"),
        ({"actors": ["turkey"] * 900}, "actors takes at most 200, not 900"),
        ({"theatres": ["libya", "mars"]}, "no theatre 'mars'"),
        ({"theatres": ["syria", "idlib"]}, "idlib lies within syria"),
        ({"draws": 1_000_000}, "draws run from 0 to 100,000"),
        ({"draws": -1}, "draws run from 0 to 100,000"),
        ({"seed": -1}, "seed is a whole number from 0 on"),
        ({"first": 101}, "first runs from 0 to 100"),
        ({"suppose": [{"actor": "turkey", "issue": "m4", "salience": 1.5}]}, "a salience runs from 0 to 1"),
        ({"suppose": [{"actor": "ghost", "issue": "m4", "salience": 0.5}]}, "no full stance of 'ghost' on 'm4'"),
        ({"actors": ["ghost"]}, "no actor 'ghost'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    shipped: Connection, variables: dict[str, Any], words: str
) -> None:
    answered = answer(shipped, **{"theatres": BOTH, "lens": DAY, **variables})

    assert words in answered["errors"][0]["message"]
    assert answered["errors"][0]["extensions"]["code"] in ("BAD_USER_INPUT", "NOT_FOUND")


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"lens": {"asOf": "2010-01-01"}}, "no stance is known in full on any issue of Libya and Syria"),
        (
            {"lens": {"asOf": "2020-06-20", "standing": "ATTESTED", "issues": ["sirte-jufra", "idlib-posts"]}},
            "no stance is known in full on any issue of Syria",
        ),
        ({"actors": ["turkey"]}, "Only Turkey is named, and a trade takes two actors."),
        ({"lens": {**DAY, "knownBy": "2010-01-01"}}, "no stance is known"),
    ],
)
def test_an_empty_answer_tells_its_reason(shipped: Connection, variables: dict[str, Any], words: str) -> None:
    found = told(shipped, draws=50, **variables)

    assert found["trades"] == [] and found["tradeCount"] == 0
    assert words in found["reason"]


@pytest.mark.parametrize(("start", "end", "words"), [
    ("2020-13", "2020-14", "'2020-13' is no month"),
    ("2020-05", "2020-01", "comes after"),
    ("2010-01", "2020-01", "more than 24 months"),
])  # fmt: skip
def test_months_that_are_none_are_refused(shipped: Connection, start: str, end: str, words: str) -> None:
    answered = answer(shipped, MONTHS, **{"from": start, "to": end})

    assert words in answered["errors"][0]["message"]


# Commands


@pytest.fixture(scope="module")
def running(shipped: Connection, settings: Settings) -> dict[str, str]:
    return {
        **server_variables(shipped),
        "LINKAGE_CACHE": str(settings.cache),
    }


def test_the_command_answers_libya_for_idlib_in_both_directions(running: dict[str, str]) -> None:
    named = ("--actor", "turkey", "--actor", "russia", "--known-by", "2020-09-30")
    text = linkage("leverage", "libya", "syria", *named, **running).stdout

    assert "which is hindsight by 14 days" in text.splitlines()[0]
    assert text.splitlines()[1].startswith(
        "Libya and Syria as of 2020-09-16, known by 2020-09-30 (hindsight) · 4,000 draws"
    )
    for line in (
        "Trade A    Russia gives in Libya, Turkey gives in Syria",
        "Trade B    Turkey gives in Libya, Russia gives in Syria",
        "No trade   between the two",
        "Best point (A)",
        "Best point (B)",
        "Channel    Russia and Turkey negotiate in Libya",
        "Reported   eb-038",
        "           eb-042",
        "Turns without: ",
        "France on arms-to-gna (2020-06-30)",
        "“How does the offensive on Tripoli end?” was settled by June 2020",
        "Unknown    ",
        "No forecast",
    ):
        assert line in text, line
    ours = [line for line in text.splitlines() if not re.match(r"\s+(f\d|eb-)|  Rests|Disputed|Reported", line)]
    assert not re.search(r"\b(will|should)\b", "\n".join(ours))


def test_the_command_gives_the_same_as_json_and_csv(running: dict[str, str]) -> None:
    as_json = json.loads(linkage("leverage", "libya", "syria", "--draws", "200", "--json", **running).stdout)
    done = linkage("leverage", "libya", "syria", "--draws", "200", "--csv", **running)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))

    assert [row["giver1"] for row in rows] == [trade["giver1"]["key"] for trade in as_json["trades"]]
    assert [row["share"] for row in rows] == [str(trade["share"]["share"]) for trade in as_json["trades"]]
    assert "No forecast" in done.stderr


def test_the_command_tells_and_orders_trades_by_the_rule_asked_for(running: dict[str, str]) -> None:
    words = ("leverage", "libya", "syria", "--draws", "0", "--solution", "nash", "--round-rule", "published")
    text = linkage(*words, **running).stdout
    answered = json.loads(linkage(*words, "--json", **running).stdout)

    nash = [
        next(each for each in trade["solutions"] if each["rule"] == "NASH")
        for trade in answered["trades"]
        if trade["point"]
    ]
    products = [each["gain1"] * each["gain2"] for each in nash]
    assert len(products) > 3 and products == sorted(products, reverse=True)
    assert (answered["rule"], answered["roundRule"]) == ("NASH", "PUBLISHED")
    assert [leader["rule"] for leader in answered["leaders"]] == ["EQUAL_GAIN", "NASH", "KALAI_SMORODINSKY", "WELFARE"]
    assert answered["leaders"][1]["solution"] == {key: value for key, value in nash[0].items() if key != "rule"}
    for trade in answered["trades"]:
        for equal in trade["solutions"][:1]:
            assert [equal["gain1"], equal["to1"], equal["to2"]] == pytest.approx(
                [trade["point"][name] for name in ("gain", "to1", "to2")]
            )
    for line in (" by nash (salience × scale points)", "  Rules    equal-gain ", "Best by    ", "in the order of nash"):
        assert line in text, line
    assert "The round: As published, only trades of one of the two" in text


def test_the_median_of_each_issue_stands_beside_its_centre(running: dict[str, str]) -> None:
    words = ("leverage", "libya", "syria", "--draws", "0")
    rows = json.loads(linkage(*words, "--json", **running).stdout)["table"]

    apart = [abs(row["median"] - row["centre"]) for row in rows if row["centre"] is not None]
    told_ = f"is {sum(apart) / len(apart):.1f} points from the centre on average over {len(apart)} issues"
    assert told_ in linkage(*words, **running).stdout
    assert all((row["median"] is None) == (row["centre"] is None) for row in rows)


def test_a_rule_that_there_is_not_and_months_by_another_rule_are_refused(running: dict[str, str]) -> None:
    for words, sentence in (
        (("--solution", "fair"), "'fair' is not one of 'equal-gain', 'nash', 'ks', 'welfare'"),
        (("--round-rule", "fair"), "'fair' is not one of 'centres', 'published'"),
        (("--from", "2020-01", "--to", "2020-02", "--solution", "ks"), "months are told by equal gain"),
    ):
        done = linkage("leverage", "libya", "syria", *words, **running)
        assert done.returncode == 2 and sentence in " ".join(done.stderr.replace("│", " ").split())


def test_the_command_tells_months(running: dict[str, str]) -> None:
    text = linkage(
        "leverage", "libya", "syria", "--from", "2020-01", "--to", "2020-03", "--draws", "0", **running
    ).stdout

    assert re.findall(r"^2020-\d\d-\d\d", text, re.MULTILINE) == ["2020-01-31", "2020-02-29", "2020-03-31"]
    assert "entered: Russia foreign-fighters-lna, United States cross-border" in text


def test_the_command_draws_the_trade_over_the_network(running: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "trade.html"
    named = ("--actor", "turkey", "--actor", "russia")
    told = linkage("leverage", "libya", "syria", *named, "--draws", "100", "-o", str(page), **running).stdout

    likelier = re.search(r"Trade A +(\w+) gives in Libya, (\w+) gives in Syria", told)
    assert likelier and f"{likelier[1]} would give to {likelier[2]} in Libya" in page.read_text("utf-8")


def test_a_claim_opens_with_its_source_and_what_is_against_it(running: dict[str, str]) -> None:
    text = linkage("claim", "f113-s100", **running).stdout

    for words in (
        "Kirill Semenov → Crescent",
        "it cannot be ruled out that Russia and",
        "against it f114-s100",
        "certainty 0.25",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["leverage", "libya", "mars"], 1, "there is no theatre 'mars'"),
        (["leverage", "libya", "syria", "--from", "2020-01"], 2, "give both --from and --to"),
        (["leverage", "libya", "syria", "--suppose", "turkey=1"], 2, "ACTOR/ISSUE=NUMBER"),
        (["leverage", "libya", "syria", "--suppose", "turkey/m4=nan"], 2, "ACTOR/ISSUE=NUMBER"),
        (["claim", "ghost"], 1, "there is no claim 'ghost'"),
    ],
)
def test_a_wrong_call_gets_one_sentence(running: dict[str, str], words: list[str], code: int, message: str) -> None:
    done = linkage(*words, **running)

    assert done.returncode == code
    assert message in done.stderr


# How far the headline carries


def test_the_headline_is_told_with_what_turns_it_and_why_its_draws_differ(shipped: Connection) -> None:
    document = """query Carries($theatres: [String!]!, $lens: LensInput!) {
      leverage(theatres: $theatres, lens: $lens, draws: 400) {
        traders { directions { giver1 { key } share { share error } } }
        robustness {
          giver1 { key } draws error shares { share opposite none }
          leftOut { kind issue { key } article { key } speaker { key } claim { key } change shares { share } }
          spread { group share error } levers { swing } nextReadings { worth actor { key } claim { key } }
        }
      }
    }"""
    found = answer(shipped, document, theatres=BOTH, lens=DAY)["data"]["leverage"]
    carries, headline = found["robustness"], found["traders"][0]["directions"][0]

    assert carries["giver1"] == headline["giver1"]
    assert carries["shares"]["share"] == headline["share"]["share"]
    assert carries["error"] == headline["share"]["error"] > 0
    assert {row["kind"] for row in carries["leftOut"]} == {"ISSUE", "ARTICLE", "SPEAKER", "CLAIM"}
    for row in carries["leftOut"]:
        assert [kind for kind in ("issue", "article", "speaker", "claim") if row[kind]] == [row["kind"].lower()]
    assert sum(part["share"] for part in carries["spread"]) == pytest.approx(1)
    assert len(carries["nextReadings"]) <= 6

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
from tests.village import claim, write

TRADES = """query Trades($lens: LensInput!) {
  leverage(theatres: ["valley", "coast"], lens: $lens, draws: 400) {
    reason claimCount tradeCount
    trades { giver1 { key } issue1 { key } point { gain } share { needed share } outcomes { actor { key } backedBy { id } } }
    traders { channel { direct relations { family } } }
  }
}"""
ISSUES = [
    {"key": "toll", "theatre": "mill", "question": "The toll", "low": "none", "high": "double"},
    {"key": "quay", "theatre": "coast", "question": "The quay", "low": "shut", "high": "open"},
]
STANDS = {("ann", "toll"): (0, 0.1), ("ann", "quay"): (0, 0.9), ("bob", "toll"): (100, 0.6), ("bob", "quay"): (100, 0.5)}  # fmt: skip


def stances(**leaning: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "key": f"{actor}-{issue}", "actor": actor, "issue": issue, "held": "2020-09",
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
        loaded(store, write(tmp_path, {"theatres": theatres, "issues": ISSUES, **records}))

    return load


def trades(database: Connection, **lens: Any) -> Any:
    async def ask() -> dict[str, Any]:
        async with Reader(database) as reader:
            return await Service(reader.record).answer(TRADES, {"lens": {"asOf": "2020-09-16", **lens}})

    answered = asyncio.run(ask())
    assert "errors" not in answered, answered
    return answered["data"]["leverage"]


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

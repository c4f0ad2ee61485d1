"""Invented answers to the queries of the page of trades: Northmark and Southmark over an orchard and a harbour."""

from collections.abc import Mapping
from typing import Any

from linkage.graph.lens import Lens
from linkage.visualizations.pages.leverage.request import Inquiry
from linkage.visualizations.pages.leverage.result import LeverageResult, fetch_leverage
from tests.orchard import ARABIC, Json, claim

OPENING = Lens.from_address("theatre=orchard&theatre=harbour&as-of=2020-09-16")
NORTH = {"key": "north", "name": "Northmark", "names": [ARABIC]}
SOUTH = {"key": "south", "name": "Southmark", "names": []}
GUILD = {"key": "guild", "name": "Orchard Guild"}
ORCHARD, HARBOUR = {"key": "orchard", "name": "Orchard"}, {"key": "harbour", "name": "Harbour"}
APPLES = {
    "key": "apples", "question": "Who picks the apples?", "theatre": ORCHARD,
    "low": "Northmark picks all", "high": "Southmark picks all",
}  # fmt: skip
QUAY = {
    "key": "quay", "question": "Who lands at the quay?", "theatre": HARBOUR,
    "low": "Northmark alone", "high": "everybody",
}  # fmt: skip


FIGURES = ("position", "salience", "capability")


def shares(share: float, **changes: Any) -> Json:
    return {
        "needed": 0.8, "given": share / 0.8, "share": share, "opposite": 0.1,
        "gainLow": 0.5, "gainMedian": 1.5, "gainHigh": 2.5,
    } | changes  # fmt: skip


def relation(**changes: Any) -> Json:
    return {
        "id": "north-backs-guild", "family": "BACKS", "status": "AGREED", "origins": 2, "basis": "ATTESTED", "lastAttested": None,
        "subject": NORTH, "object": GUILD, "theatre": ORCHARD,
    } | changes  # fmt: skip


def trade(**changes: Any) -> Json:
    """Northmark would give apples from 10 to 40, and Southmark the quay from 90 to 30."""
    return {
        "giver1": NORTH, "issue1": APPLES, "giver2": SOUTH, "issue2": QUAY,
        "point": {
            "from1": 10.0, "to1": 40.0, "centre1": 35.0, "shift1": 8.25,
            "from2": 90.0, "to2": 30.0, "centre2": 60.0, "shift2": 20.0,
            "gain": 1.875, "limit": "MOVE2", "tie": False,
        },
        "share": shares(0.32),
        "ratio1": 0.5, "ratio2": 2.0,
        "carrying": [{"claim": {"key": "one"}, "swing": 0.59, "held": 0.55, "against": [{"key": "two"}]}],
        "outcomes": [
            {"actor": GUILD, "amount": -4.2, "trades": False, "backedBy": [relation()], "vetoes": [{"key": "three"}]},
            {"actor": NORTH, "amount": 1.875, "trades": True, "backedBy": [], "vetoes": []},
            {"actor": SOUTH, "amount": 1.875, "trades": True, "backedBy": [], "vetoes": []},
        ],
        "thresholds": [
            {"actor": SOUTH, "issue": APPLES, "figure": "SALIENCE", "value": 0.8, "at": 0.2, "until": 0.0, "effect": "REVERSE", "share": 0.6},
            {"actor": NORTH, "issue": QUAY, "figure": "POSITION", "value": 20.0, "at": 60.0, "until": 75.0, "effect": "VOID", "share": 0.4},
        ],
        "claims": [{"key": "one"}],
    } | changes  # fmt: skip


def backwards() -> Json:
    """The other way round, at the best figures no trade."""
    return trade(giver1=SOUTH, giver2=NORTH, point=None, share=shares(0.4), outcomes=[], thresholds=[])


def direction(one: Json, two: Json, share: float) -> Json:
    return {
        "giver1": one, "theatre1": ORCHARD, "giver2": two, "theatre2": HARBOUR,
        "share": shares(share), "carrying": [],
    }  # fmt: skip


def pair(**changes: Any) -> Json:
    return {
        "one": NORTH, "two": SOUTH, "even": 0.0, "none": 0.58,
        "directions": [direction(NORTH, SOUTH, 0.32), direction(SOUTH, NORTH, 0.1)],
        "channel": {"direct": True, "actors": [NORTH, SOUTH], "relations": [relation()]},
    } | changes  # fmt: skip


def cell(actor: Json, position: float, salience: float, **changes: Any) -> Json:
    def bounds(low: float, high: float, value: float) -> Json:
        return {"low": low, "high": high, "value": value}

    reading = {
        "key": f"{actor['key']}-{position:g}", "reasoning": "A gardener said so.", "coder": "eve", "confirmed": True,
        "position": bounds(position - 5, position + 5, position), "salience": bounds(0, 1, salience),
        "capability": bounds(0.2, 0.8, 0.5), "claims": [{"key": "one"}],
    }  # fmt: skip
    bounded = {name: {"low": reading[name]["low"], "high": reading[name]["high"]} for name in FIGURES}
    return {
        "actor": actor, "bounds": bounded, "position": position, "salience": salience, "capability": 0.5, "pull": 1.0,
        "certainty": 0.7, "carriedFrom": None, "undecided": False, "stance": reading, "rivals": [],
    } | changes  # fmt: skip


def leverage(**changes: Any) -> Json:
    return {
        "asOf": "2020-09-16", "knownBy": "2020-09-16", "draws": 4000, "seed": 11, "notes": ["No forecast."], "reason": None,
        "claimCount": 9, "originCount": 4, "tradeCount": 2,
        "theatres": [ORCHARD, HARBOUR], "traders": [pair()], "trades": [backwards(), trade()],
        "reported": [{"key": "two"}],
        "table": [
            {"issue": APPLES, "centre": 35.0, "closed": None, "settledBy": [],
             "unknown": [{"actor": SOUTH, "lacking": ["capability"], "carriedFrom": None}],
             "cells": [cell(NORTH, 10, 0.4), cell(GUILD, 30, 0.9), cell(SOUTH, 70, 0.8)]},
            {"issue": QUAY, "centre": 60.0, "closed": None, "settledBy": [], "unknown": [],
             "cells": [cell(NORTH, 20, 0.8), cell(SOUTH, 90, 0.4)]},
        ],
    } | changes  # fmt: skip


def left_out(kind: str, change: str, share: float, **named: str) -> Json:
    """The headline without one thing, of which *named* tells the key and what it is called."""
    things = {"issue": None, "article": None, "speaker": None, "claim": None, kind: named}
    shares_ = {"share": share, "opposite": 0.3, "none": 0.7 - share}
    return {"kind": kind.upper(), "claims": 1, "change": change, "shares": shares_, **things}


def robustness(**changes: Any) -> Json:
    """Without the quay the headline turns round; so it does without one claim, whose article alone it is in."""
    return {
        "draws": 2000, "error": 0.011, "shares": {"share": 0.6, "opposite": 0.3, "none": 0.1},
        "leftOut": [
            left_out("issue", "TURNS", 0.1, key="quay", question="Who lands at the quay?"),
            left_out("article", "TURNS", 0.2, key="gazette", title="A quay <is> let"),
            left_out("claim", "TURNS", 0.2, key="one", summary="one, it was said."),
            left_out("speaker", "STAYS", 0.5, key="miller", name="A miller"),
        ],
        "spread": [
            {"group": group, "share": 0.2, "error": 0.01} for group in ("FIGURES", "CLAIMS", "SOURCES", "GAPS", "MODEL")
        ],
        "levers": [{"actor": NORTH, "issue": APPLES, "figure": "salience", "claim": None, "swing": -0.2, "error": 0.02}],
        "nextReadings": [
            {"actor": None, "issue": None, "lacking": [], "claim": {"key": "three", "summary": "three, it was said."}, "worth": 0.1}
        ],
    } | changes  # fmt: skip


def nothing() -> Json:
    return leverage(reason="Nobody cares unlike for them.", trades=[], traders=[], reported=[], tradeCount=0)


def theatres() -> list[Json]:
    held = [{"validFrom": "2020-01", "validTo": "2020-02"}, {"validFrom": "2020-09-16", "validTo": None}]
    return [
        {**ORCHARD, "within": None, "issues": [{"stances": held}]},
        {**HARBOUR, "within": None, "issues": [{"stances": []}]},
        {"key": "well", "name": "Well", "within": {"key": "orchard"}, "issues": []},
    ]


class Answers:
    """An executor that answers from values, and keeps what it was asked."""

    def __init__(self, coded: Json | None = None, supposed: Json | None = None, **claims: Json) -> None:
        self.coded = coded or leverage()
        self.supposed = supposed or self.coded
        self.claims = {key: claim(f"{key}, it was said.", key=key) for key in ("one", "two", "three")} | claims
        self.asked: list[Mapping[str, Any]] = []

    def __call__(self, document: str, variables: Mapping[str, Any]) -> dict[str, object]:
        self.asked.append(variables)
        if "keys" in variables:
            return {"claims": {"nodes": [self.claims[key] for key in variables["keys"]]}}
        if "query Pairs" in document:
            return {"theatres": theatres(), "leverage": {"traders": self.coded["traders"]}}
        return {"leverage": self.supposed if variables["suppose"] else self.coded}


def found(address: str = "", answers: Answers | None = None) -> LeverageResult:
    return fetch_leverage(answers or Answers(), Inquiry.from_address(address, OPENING))

"""A village in which ties begin, end, are cut, fade and are acted against, and in which reports testify for a while."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.feud import RECORDS as FEUD
from tests.feud import may_dispute, say

HALF_LIVES: Mapping[str, float] = {"state_deeds": 20, "state_words": 10, "event_deeds": 5, "event_words": 3}
"""In days; so a state of affairs that shows in deeds is carried for sixty."""

KINDS: list[dict[str, Any]] = [
    *FEUD["kinds"],
    {"key": "strikes", "verb": "strikes", "inverse": "is struck by", "family": "opposes", "aspect": "event", "force": "deeds"},
    {"key": "praises", "verb": "praises", "inverse": "is praised by", "family": "backs", "aspect": "state", "force": "words"},
    {"key": "leaves", "verb": "stops backing", "inverse": "is left by", "ends": "backs", "aspect": "event", "force": "deeds"},
    {"key": "settles", "verb": "makes peace with", "inverse": "makes peace with", "ends": "opposes", "symmetric": True,
     "aspect": "event", "force": "words"},
]  # fmt: skip

RECORDS: dict[str, list[dict[str, Any]]] = {
    **FEUD,
    "kinds": KINDS,
    "claims": [
        say("pact", "backs", "ann", "bob", "2020-06-01/2020-06-05", course="begins"),
        say("term", "backs", "cem", "ann", "2020-05-01/2020-06-30", course="whole"),
        say("sighted", "backs", "bob", "cem", "2020-06-01"),
        say("aid", "backs", "cem", "dan", "2020-01"),
        say("last-aid", "backs", "cem", "dan", "2020-02-01/2020-02-10", course="ends"),
        say("help", "backs", "dan", "eli", "2020-01"),
        say("farewell", "leaves", "dan", "eli", "2020-02-15"),
        say("office", "backs", "eli", "cem", "2020-01-01/2020-03-01", course="whole"),
        say("favour", "backs", "eli", "ann", "2020-01"),
        say("siege", "opposes", "ann", "eli", "2020-02-10/2020-02-20"),
        say("quiet", "backs", "ann", "cem", "2020-01"),
        say("gift", "backs", "bob", "dan", "2020-01"),
        say("goodbye", "leaves", "bob", "dan", "2020-02-05"),
        say("new-gift", "backs", "bob", "dan", "2020-03-01"),
        say("friend", "backs", "ann", "dan", "2020-01"),
        say("foe", "opposes", "ann", "dan", "2020-06-01"),
        say("loyal", "backs", "bob", "eli", "2020-01/2020-06-01"),
        say("raid", "strikes", "eli", "bob", "2020-06-05"),
        say("rift", "opposes", "cem", "bob", "2020-01-05/2020-01-08"),
        say("rift-still", "opposes", "cem", "bob", "2020-01-20"),
    ],
}


def drawn(seed: int) -> dict[str, list[dict[str, Any]]]:
    """A village of four whose claims are drawn by chance: of all courses, ending, denied, disputed, withdrawn."""
    chance = random.Random(seed)
    return {**RECORDS, "claims": _claims(chance)}


def _claims(chance: random.Random) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = []
    for number in range(150):
        start = date(2020, 1, 1) + timedelta(days=chance.randrange(110))
        said = start + timedelta(days=chance.randrange(-5, 30))
        held = chance.choice([f"{start}/{start + timedelta(days=chance.choice([0, 0, 3, 12]))}"] * 7 + [None])
        kind = chance.choice([kind["key"] for kind in KINDS if "family" in kind or "ends" in kind])
        more: dict[str, Any] = {}
        if chance.random() < 0.15:
            more["withdrawn"] = {"on": str(said + timedelta(days=chance.randrange(1, 30))), "reason": "Wrong."}
        rivals = [rival["key"] for rival in claims if may_dispute(held, rival.get("held"))]
        if rivals and chance.random() < 0.15:
            more["disputes"] = [chance.choice(rivals)]
        if chance.random() < 0.5:
            more["course"] = chance.choice(["begins", "goes-on", "ends", "whole"]) if held else "goes-on"
        subject, object_ = chance.sample(["ann", "bob", "cem", "dan"], 2)
        hedge = chance.choice(["asserted", "asserted", "reported", "denied"])
        speakers = [*([chance.choice(["ann", "bob", "eli"])] if chance.random() < 0.7 else []), "gazette"]
        if hedge == "reported" and len(speakers) == 1:
            hedge = "asserted"  # what nobody but the publisher says is its own word
        claims.append(
            say(
                f"c{number}", kind, subject, object_, held,
                said=str(said), theatres=[chance.choice(["valley", "valley", "mill"])], hedge=hedge, speakers=speakers, **more,
            )
        )  # fmt: skip
    return claims

"""A village in which it changes who stands with whom."""

import random
from datetime import date, timedelta
from typing import Any

from linkage.graph.dates import Interval
from linkage.ingest.rules import overlap
from tests.village import LASTING, VILLAGE, claim


def say(key: str, kind: str, subject: str, object_: str | None, held: str | None, **fields: Any) -> dict[str, Any]:
    """A claim that was made on the first day of 2020 unless *fields* say otherwise."""
    return claim(
        **{"key": key, "kind": kind, "subject": subject, "object": object_, "held": held, "said": "2020-01-01",
           "locator": {"words": key}, "speakers": ["gazette"], "summary": f"{key}.", **fields}
    )  # fmt: skip


RECORDS: dict[str, list[dict[str, Any]]] = {
    **VILLAGE,
    "kinds": [*VILLAGE["kinds"], {"key": "opposes", "verb": "opposes", "inverse": "is opposed by", "family": "opposes", **LASTING}],
    "actors": [
        *VILLAGE["actors"],
        {"key": "dan", "kind": "person", "name": "Dan"},
        {"key": "eli", "kind": "person", "name": "Eli"},
    ],
    "claims": [
        say("winter", "backs", "ann", "bob", "2020-01/2020-02"),
        say("spring", "backs", "cem", "bob", "2020-03/.."),
        say("friend", "backs", "ann", "dan", "2020-01/2020-02"),
        say("foe", "opposes", "ann", "dan", "2020-03"),
        say("loyal", "backs", "bob", "cem", "2020-01/2020-06"),
        say("no-longer", "backs", "bob", "cem", "2020-03", hedge="denied", speakers=["ann", "gazette"]),
        say("talks", "meets", "dan", "bob", "2020-01/2020-06"),
        say("rumour", "backs", "dan", "ann", "2020-01/2020-06"),
        say("rebuttal", "says", "cem", None, None, matter="Dan", disputes=["rumour"], said="2020-03-05"),
        say("denial", "opposes", "cem", "dan", "2020-03", hedge="denied"),
        say("valley", "opposes", "bob", "ann", "2020-01"),
        say("mill", "backs", "bob", "ann", "2020-03", theatres=["mill"]),
        say("both", "backs", "eli", "ann", "2020-01/2020-03"),
        say("too", "opposes", "eli", "ann", "2020-03"),
        say("taken-back", "backs", "eli", "cem", "2020-01", withdrawn={"on": "2020-02-01", "reason": "Wrong."}),
        say("undated", "backs", "eli", "dan", None),
    ],
}  # fmt: skip


def may_dispute(held: str | None, other: str | None) -> bool:
    """Whether a claim of some days, or of none, may dispute another."""
    return held is None or other is None or overlap(Interval.parse(held), Interval.parse(other))


def invented(seed: int) -> dict[str, list[dict[str, Any]]]:
    """A village of five whose claims are drawn by chance: denied, disputed, withdrawn, of any length."""
    chance = random.Random(seed)
    people = ["ann", "bob", "cem", "dan", "eli"]
    claims: list[dict[str, Any]] = []
    for number in range(140):
        subject, object_ = chance.sample(people, 2)
        start = date(2020, 1, 1) + timedelta(days=chance.randrange(60))
        said = start + timedelta(days=chance.randrange(40))
        more: dict[str, Any] = {}
        if chance.random() < 0.2:
            gone = said + timedelta(days=chance.randrange(1, 30))
            more["withdrawn"] = {"on": str(gone), "reason": "Wrong."}
        held = chance.choice([f"{start}/{start + timedelta(days=chance.randrange(40))}", None])
        rivals = [rival["key"] for rival in claims if may_dispute(held, rival.get("held"))]
        if rivals and chance.random() < 0.3:
            more["disputes"] = [chance.choice(rivals)]
        claims.append(
            say(
                f"c{number}", chance.choice(["backs", "opposes", "meets"]), subject, object_, held,
                said=str(said), theatres=[chance.choice(["valley", "mill"])],
                hedge=chance.choice(["asserted", "speculated", "denied"]),
                speakers=[*([chance.choice(people)] if chance.random() < 0.7 else []), "gazette"], **more,
            )
        )  # fmt: skip
    return {**RECORDS, "claims": claims}

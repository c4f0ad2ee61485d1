"""An invented answer to the picture's query: two powers, an orchard and a harbour."""

import re
from typing import Any

Json = dict[str, Any]

ARABIC = {"text": "نورثمارك", "language": "ar", "script": "Arab", "kind": "COMMON"}


def actor(key: str, name: str, kind: str = "STATE", names: tuple[Json, ...] = (), note: str | None = None) -> Json:
    return {"key": key, "name": name, "kind": kind, "note": note, "names": list(names)}


def claim(summary: str, **changes: Any) -> Json:
    return {
        "key": "-".join(re.findall(r"\w+", summary.lower())),
        "kind": {"verb": "backs", "symmetric": False},
        "summary": summary,
        "hedge": "ASSERTED",
        "certainty": 0.7,
        "validFrom": "2020-09-16",
        "validTo": "2020-09-16",
        "basis": "STATED",
        "saidOn": "2020-09-17",
        "coder": "eve",
        "note": None,
        "speakers": [{"name": "A gardener", "side": None}, {"name": "The Gazette", "side": None}],
        "issue": None,
        "locator": {"paragraph": 3, "words": "in the orchard"},
        "document": document(),
        "disputedBy": [],
        "withdrawn": None,
    } | changes


def document(title: str = "A day in the orchard", address: str | None = "https://gazette.example/day") -> Json:
    return {
        "title": title,
        "publisher": {"name": "The Gazette", "side": None},
        "published": "2020-09-18",
        "language": "en",
        "address": address,
        "origin": None,
    }


def relation(subject: str, family: str, object_: str, theatre: str | None, **changes: Any) -> Json:
    claims = changes.pop("claims", [claim(f"{subject} and {object_}, it was said.")])
    return {
        "id": f"{subject}-{family.lower()}-{object_}-{theatre}",
        "family": family,
        "status": "SINGLE_SOURCE",
        "certainty": 0.7,
        "origins": 1,
        "validFrom": "2020-09-16",
        "validTo": None,
        "basis": "ATTESTED",
        "lastAttested": None,
        "nextAttested": None,
        "contested": [],
        "spell": lasting(),
        "subject": {"key": subject},
        "object": {"key": object_},
        "theatre": theatre and {"key": theatre},
        "claims": {"totalCount": len(claims), "nodes": claims},
    } | changes


def lasting(**changes: Any) -> Json:
    """Days without a gap on which a relation stands."""
    return {
        "validFrom": "2020-09-16",
        "validTo": None,
        "lastAttested": None,
        "ending": None,
        "endedBy": None,
        "claims": 1,
        "origins": 1,
    } | changes


def theatre(key: str, name: str, within: str | None = None) -> Json:
    return {"key": key, "name": name, "within": within and {"key": within}}


def answer(actors: list[Json], relations: list[Json], theatres: list[Json], undated: int = 0) -> Json:
    found = {"totalCount": len(relations), "undated": undated, "actors": actors, "relations": relations}
    return {"theatres": theatres, "subgraph": found}


ACTORS = [
    actor("north", "Northmark", names=(ARABIC,), note="A realm of hills."),
    actor("south", "Southmark"),
    actor("guild", "Orchard Guild", "COALITION"),
    actor("watch", "Orchard Watch", "ARMED_GROUP"),
    actor("board", "Harbour Board", "GOVERNMENT"),
    actor("crew", "Harbour Crew", "ARMED_GROUP"),
    actor("ann", "Ann", "PERSON"),
]
THEATRES = [theatre("orchard", "Orchard"), theatre("harbour", "Harbour"), theatre("well", "Well", "orchard")]
RELATIONS = [
    relation("north", "BACKS", "guild", "orchard"),
    relation("south", "BACKS", "watch", "well", status="AGREED", origins=3, certainty=0.95),
    relation(
        "watch",
        "OPPOSES",
        "guild",
        "orchard",
        claims=[claim("They fight.", kind={"verb": "fights", "symmetric": True})],
    ),
    relation("north", "BACKS", "board", "harbour"),
    relation("south", "BACKS", "crew", "harbour"),
    relation("crew", "OPPOSES", "board", "harbour", validTo="2020-09-30"),
    relation(
        "north",
        "OPPOSES",
        "south",
        "orchard",
        status="DISPUTED",
        origins=2,
        claims=[
            claim(
                "The North rejects the South's plan.",
                disputedBy=[
                    {
                        "summary": "The North accepted it.",
                        "speakers": [{"name": "A clerk", "side": None}],
                        "document": {"title": "Letters"},
                    }
                ],
            ),
            claim("The North rejects nothing.", hedge="DENIED", certainty=0.4),
        ],
    ),
    relation("north", "NEGOTIATES_WITH", "south", "orchard"),
    relation("north", "NEGOTIATES_WITH", "south", "harbour"),
    relation("ann", "BACKS", "south", "orchard", status="DENIED", claims=[claim("She does not.", hedge="DENIED")]),
]


def carried(subject: str, object_: str, last: str, **changes: Any) -> Json:
    """A relation that nobody reports on the day, only on the day *last* before."""
    days = lasting(validFrom="2019-05-01", validTo="2021-05-01", lastAttested=last, ending="FADED", claims=3, origins=2)
    return relation(
        subject, "BACKS", object_, "orchard",
        **{"basis": "CARRIED", "lastAttested": last, "validFrom": last, "certainty": 0.4, "spell": days} | changes,
    )  # fmt: skip


def lapse() -> Json:
    """On one day a tie is reported, one lies between two reports, one is carried and contested, and one denied."""
    relations = [
        relation("north", "BACKS", "guild", "orchard"),
        carried("south", "watch", "2020-07-04", basis="BRIDGED", nextAttested="2020-10-09"),
        carried("south", "guild", "2019-05-24", contested=[claim("South and guild came to blows.")]),
        relation("ann", "BACKS", "south", "orchard", status="DENIED", spell=None),
    ]
    return answer(ACTORS, relations, THEATRES)


def quarrel() -> Json:
    """Northmark and Southmark stand on opposite sides twice, and talk."""
    return answer(ACTORS, RELATIONS, THEATRES, undated=3)

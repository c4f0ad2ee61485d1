"""Data sets of any size about invented actors, written as text like any other data set."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import orjson

from linkage.graph.store.changes import advance
from linkage.graph.store.database import Store

LINKS = "MATCH ()-[link]->() CALL (link) { DELETE link } IN TRANSACTIONS OF 20000 ROWS"
NODES = "MATCH (n) WHERE NOT n:Migration|Lease|Generation CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS"
KINDS = {
    "backs": ("backs", "state"),
    "opposes": ("opposes", "state"),
    "negotiates-with": ("negotiates_with", "event"),
}
HALF_LIVES = "half_lives: {state_deeds: 365, state_words: 240, event_deeds: 120, event_words: 90, source: Invented.}\n"
THEATRES = ("north", "south", "east")
HEDGES = ("asserted", "reported", "speculated", "denied")


def empty(store: Store) -> None:
    """Delete everything but the schema."""
    with store.writing("the emptying of the database"):
        store.rows(LINKS)
        store.rows(NODES)
        store.write(advance())


def write(folder: Path, *, actors: int, claims: int, seed: int = 7) -> Path:
    """
    A data set of this many actors and claims, the same for the same seed.

    Pairs follow a long tail (few actors are in many claims); the first fifty actors publish. Each claim has two
    speakers, a document of a hundred claims, an interval of one to sixty days and a certainty.
    """
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims").mkdir(exist_ok=True)
    head = "name: invented\ntitle: Invented actors\ncoders: [generator]\n" + HALF_LIVES
    (folder / "dataset.yaml").write_text(head, encoding="utf-8")
    kinds = [
        {"key": key, "verb": key, "inverse": f"{key} (inverse)", "family": family, "aspect": aspect, "force": "deeds"}
        for key, (family, aspect) in KINDS.items()
    ]
    _lines(folder / "kinds.jsonl", kinds)
    _lines(folder / "theatres.jsonl", ({"key": key, "name": key.title()} for key in THEATRES))
    _lines(folder / "actors.jsonl", (_actor(number) for number in range(actors)))
    _lines(folder / "documents.jsonl", (_document(number) for number in range(claims // 100 + 1)))
    _lines(folder / "claims" / "all.jsonl", (_claim(number, actors, chance) for number in range(claims)))
    return folder


def _lines(path: Path, records: Iterable[dict[str, object]]) -> None:
    with path.open("wb") as file:
        file.writelines(orjson.dumps(record) + b"\n" for record in records)


def _actor(number: int) -> dict[str, object]:
    return {"key": f"actor-{number}", "kind": "organisation", "name": f"Actor {number}"}


def _document(number: int) -> dict[str, object]:
    published = date(2019, 1, 1) + timedelta(days=number % 700)
    return {
        "key": f"document-{number}",
        "title": f"Document {number}",
        "publisher": f"actor-{number % 50}",
        "published": published.isoformat(),
        "language": "en",
    }


def _claim(number: int, actors: int, chance: random.Random) -> dict[str, object]:
    subject = int(actors * chance.random() ** 2)
    other = (subject + 1 + int((actors - 1) * chance.random())) % actors
    start = date(2019, 1, 1) + timedelta(days=chance.randrange(700))
    end = start + timedelta(days=chance.randrange(60))
    document = number // 100
    return {
        "key": f"claim-{number}",
        "kind": chance.choice(list(KINDS)),
        "subject": f"actor-{subject}",
        "object": f"actor-{other}",
        "theatres": [chance.choice(THEATRES)],
        "held": f"{start}/{end}",
        "document": f"document-{document}",
        "locator": {"paragraph": number % 100},
        "speakers": [f"actor-{chance.randrange(50, actors)}", f"actor-{document % 50}"],
        "hedge": chance.choice(HEDGES),
        "certainty": round(0.05 + 0.9 * chance.random(), 2),
        "summary": f"Invented statement number {number}.",
        "coder": "generator",
    }

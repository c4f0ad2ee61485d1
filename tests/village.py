"""A small valid data set about invented people, to be bent by tests."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

CLAIM: dict[str, Any] = {
    "key": "one",
    "kind": "backs",
    "subject": "ann",
    "object": "bob",
    "theatres": ["valley"],
    "held": "2020-09",
    "document": "gazette-1",
    "locator": {"paragraph": 3, "words": "Ann stands by"},
    "speakers": ["gazette"],
    "hedge": "asserted",
    "certainty": 0.7,
    "summary": "Ann backs Bob.",
    "coder": "eve",
}

LASTING = {"aspect": "state", "force": "deeds"}
SPOKEN = {"aspect": "event", "force": "words"}

VILLAGE: dict[str, list[dict[str, Any]]] = {
    "kinds": [
        {"key": "backs", "verb": "backs", "inverse": "is backed by", "family": "backs", **LASTING},
        {"key": "meets", "verb": "meets", "inverse": "meets", "family": "negotiates_with", "symmetric": True, **SPOKEN},
        {"key": "says", "verb": "says", "inverse": "is said by", "objects": ["none", "place"], **SPOKEN},
    ],
    "theatres": [{"key": "valley", "name": "Valley"}, {"key": "mill", "name": "Mill", "within": "valley"}],
    "places": [{"key": "bridge", "name": "Bridge"}],
    "actors": [
        {"key": "ann", "kind": "person", "name": "Ann"},
        {"key": "bob", "kind": "person", "name": "Bob"},
        {"key": "cem", "kind": "person", "name": "Cem"},
        {"key": "gazette", "kind": "medium", "name": "Gazette"},
    ],
    "issues": [{"key": "toll", "theatre": "mill", "question": "The toll", "low": "none", "high": "double"}],
    "documents": [
        {
            "key": "gazette-1",
            "title": "On Ann",
            "publisher": "gazette",
            "published": "2020-09-20",
            "language": "en",
        }
    ],
    "claims": [CLAIM],
    "stances": [],
}


def write(
    folder: Path,
    records: dict[str, list[dict[str, Any]]] | None = None,
    name: str = "village",
    half_lives: Mapping[str, float] | None = None,
) -> Path:
    """The data set with the records of some kinds replaced, as JSON Lines in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    head = f"name: {name}\ntitle: Village\ncoders: [eve]\n"
    if half_lives:
        head += f"half_lives: {orjson.dumps({**half_lives, 'source': 'Invented.'}).decode()}\n"
    (folder / "dataset.yaml").write_text(head, "utf-8")
    for kind, items in {**VILLAGE, **(records or {})}.items():
        (folder / f"{kind}.jsonl").write_bytes(b"".join(orjson.dumps(item) + b"\n" for item in items))
    return folder


def claim(**fields: Any) -> dict[str, Any]:
    """The village's claim with some fields changed; None takes one away."""
    return {name: value for name, value in {**CLAIM, **fields}.items() if value is not None}

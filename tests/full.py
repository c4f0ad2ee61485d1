"""A valid data set about invented people in which every field of every kind of record is used."""

from pathlib import Path
from typing import Any

from linkage.graph.records import Head
from linkage.ingest.text.dataset import HEAD, kind_of, parse_record
from linkage.ingest.text.writer import format_map, format_records, write_text
from tests.village import LASTING

HEAD_FIELDS: dict[str, Any] = {
    "name": "full",
    "title": "Everything: that can be said",
    "description": "A text that is so long that it has to be folded, " * 4 + "and ends here.",
    "licence": "CC-BY-4.0",
    "coders": ["eve", "ida"],
    "partisan_words": ["tyrant", "so-called: king"],
    "half_lives": {
        "state_deeds": 400,
        "state_words": 200.5,
        "event_deeds": 90,
        "event_words": 30,
        "source": "A guess: of ours.",
    },
    "assertions": [
        {"family": "backs", "theatre": "f-valley", "minimum": 1, "maximum": 9},
        {"kind": "f-says", "maximum": 5},
        {"records": "actors", "minimum": 3},
    ],
}
NAMES = [
    {"text": "Анна", "language": "ru", "script": "Cyrl", "kind": "common", "used": "2001/2010-05~"},
    {"text": "آنا", "language": "ar", "script": "Arab", "kind": "official"},
    {
        "text": 'The "Boss", so called: #1',
        "language": "en",
        "script": "Latn",
        "kind": "partisan",
        "used": "../2020",
    },
]
LONG = "It is said that this goes on, and on, and on -- as notes do: " * 3 + "until it ends."
RANGE = {"low": 0.25, "high": 1, "value": 0.5}
CLAIM = {
    "kind": "f-backs", "subject": "f-ann", "object": "f-bob", "document": "f-gazette-1",
    "locator": {"paragraph": 3}, "speakers": ["f-cem", "f-gazette"], "hedge": "asserted", "certainty": 1,
    "summary": "Ann backs Bob.", "coder": "eve",
}  # fmt: skip

FILES: dict[str, list[dict[str, Any]]] = {
    "kinds.yaml": [
        {"key": "f-backs", "verb": "backs", "inverse": "is backed by", "family": "backs", **LASTING},
        {"key": "f-meets", "verb": "meets", "inverse": "meets", "family": "negotiates_with", "symmetric": True,
         "aspect": "event", "force": "words"},
        {"key": "f-serves", "verb": "serves", "inverse": "is served by", "membership": True, "veto": True, **LASTING},
        {"key": "f-says", "verb": "says", "inverse": "is said by", "aspect": "state", "force": "words",
         "objects": ["none", "place", "agreement", "issue", "event", "actor"]},
        {"key": "f-mute", "verb": "is", "inverse": "is", "objects": [], **LASTING},
        {"key": "f-leaves", "verb": "leaves", "inverse": "is left by", "aspect": "event", "force": "deeds", "ends": "backs"},
    ],
    "theatres.jsonl": [
        {"key": "f-valley", "name": "Valley"},
        {"key": "f-mill", "name": "Mill", "within": "f-valley"},
    ],
    "places.yaml": [
        {"key": "f-bridge", "name": "Bridge", "names": NAMES, "within": "f-land", "theatre": "f-mill", "note": LONG},
        {"key": "f-land", "name": "no"},
    ],
    "actors/people.yaml": [
        {"key": "f-ann", "kind": "person", "name": "Ann", "names": NAMES[::-1], "part_of": "f-bob", "note": "2019"},
        {"key": "f-bob", "kind": "armed_group", "name": "Bob & Co."},
    ],
    "actors/others.jsonl": [
        {"key": "f-cem", "kind": "unnamed_source", "name": "Cem"},
        {"key": "f-gazette", "kind": "medium", "name": "Gazette", "names": NAMES[:1], "side": "state_run",
         "side_source": "f-wire", "ended": "2021-03~"},
    ],
    "judgements.yaml": [
        {"key": "f-j", "left": "f-bob", "right": "f-cem", "verdict": "not_same", "reason": LONG, "coder": "ida",
         "on": "2021-05"},
    ],
    "issues.yaml": [
        {"key": "f-toll", "theatre": "f-mill", "question": "The toll: how much?", "low": "none", "high": "double",
         "opens": "2019-01", "closes": "2020-10~", "outcome": 62.5, "outcome_claims": ["f-three", "f-one"]},
        {"key": "f-ford", "theatre": "f-mill", "question": "The ford", "low": "shut", "high": "open",
         "part_of": "f-toll", "overlaps": ["f-ferry", "f-toll"]},
        {"key": "f-ferry", "theatre": "f-mill", "question": "The ferry", "low": "shut", "high": "open"},
    ],
    "agreements.yaml": [
        {"key": "f-pact", "name": "Pact", "theatre": "f-mill", "signed": "2019-02~", "basis": "year_inferred",
         "parties": ["f-bob", "f-ann"], "note": "x"},
        {"key": "f-draft", "name": "Draft"},
    ],
    "events.yaml": [
        {"key": "f-fair", "name": "Fair", "theatre": "f-valley", "held": "2019/..", "basis": "inferred",
         "places": ["f-land", "f-bridge"], "parties": ["f-cem", "f-ann"], "hypothetical": True, "note": "y"},
        {"key": "f-fall", "name": "Fall"},
    ],
    "documents.yaml": [
        {"key": "f-gazette-1", "title": "On: Ann", "publisher": "f-gazette", "published": "2020-09-01/2020-10",
         "basis": "inferred", "language": "en", "address": "https://example.org/a?b=c#d", "origin": "f-wire",
         "note": "z"},
        {"key": "f-wire", "title": "Wire", "publisher": "f-gazette", "published": "2020", "language": "ar"},
    ],
    "claims/empty.yaml": [],
    "claims/one.yaml": [
        CLAIM | {
            "key": "f-one", "matter": "a: b", "role": "Mayor", "theatres": ["f-valley", "f-mill"], "issue": "f-toll",
            "place": "f-bridge", "event": "f-fair", "held": "2019~/2020-02-29", "basis": "stated", "course": "begins", "said": "2020-09",
            "locator": {"paragraph": 0, "words": "Ann, they say: 'stands'"},
            "figures": {"dead": 12, "share": -0.125, "2019": 1e-7, "null": 1e21}, "disputes": ["f-two", "f-three"],
            "supports": ["f-four"], "note": LONG, "withdrawn": {"on": "2021", "reason": "An error."},
        },
        CLAIM | {"key": "f-two", "kind": "f-says", "object": "place/f-bridge", "hedge": "denied", "certainty": 0.05},
        CLAIM | {"key": "f-three", "kind": "f-says", "object": "agreement/f-pact", "hedge": "speculated"},
    ],
    "claims/two.jsonl": [
        CLAIM | {"key": "f-four", "kind": "f-says", "object": "issue/f-toll", "hedge": "reported", "held": "../2020"},
        CLAIM | {"key": "f-five", "kind": "f-says", "object": "event/f-fall", "locator": {"words": "null"}},
        {name: value for name, value in CLAIM.items() if name != "object"} | {"key": "f-six", "kind": "f-says"},
        CLAIM | {"key": "f-seven", "kind": "f-serves", "held": "2020", "course": "ends"},
    ],
    "stances/a.yaml": [
        {"key": "f-s1", "issue": "f-toll", "actor": "f-ann", "alternative": "a", "held": "2020", "basis": "stated",
         "position": {"low": 0, "high": 100}, "salience": RANGE, "capability": RANGE, "claims": ["f-two", "f-five"],
         "needs": "all", "against": ["f-three"], "salience_claims": ["f-two", "f-four"], "salience_needs": "all",
         "salience_against": ["f-five"], "capability_claims": ["f-five", "f-four"], "capability_needs": "all",
         "capability_against": ["f-two"], "hedge": "asserted", "reasoning": LONG, "coder": "ida", "confirmed": True},
        {"key": "f-s2", "issue": "f-toll", "actor": "f-ann", "alternative": "b", "held": "2020", "reasoning": "r",
         "coder": "ida"},
    ],
    "points.yaml": [
        {"key": "f-p1", "issue": "f-toll", "position": RANGE, "footing": "agreed", "agreement": "f-pact", "held": "2019-02~/..",
         "basis": "stated", "claims": ["f-two", "f-five"], "reasoning": LONG, "coder": "ida", "confirmed": True},
        {"key": "f-p2", "issue": "f-toll", "position": RANGE, "footing": "on_the_ground", "held": "2020", "claims": ["f-two"],
         "reasoning": "r", "coder": "ida"},
    ],
}  # fmt: skip


def head() -> Head:
    head: Head = parse_record(Head, HEAD_FIELDS)
    return head


def records() -> dict[str, list[Any]]:
    """The records of each file."""
    return {file: [parse_record(kind_of(file), item) for item in items] for file, items in FILES.items()}  # type: ignore[arg-type]


def write_full(folder: Path) -> Path:
    """The data set in canonical form in *folder*."""
    write_text(folder / HEAD, [format_map(head())])
    for file, items in records().items():
        write_text(folder / file, format_records(file, items))
    return folder

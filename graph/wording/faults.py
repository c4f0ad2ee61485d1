"""What is wrong with a stored graph, what a repair does about it, and what only a load can put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linkage.graph.families import Family
from linkage.graph.ids import split_id
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.wording.lists import constant, opening
from linkage.graph.wording.numbers import count, number
from linkage.graph.wording.relations import pair, placed


@dataclass(frozen=True, slots=True)
class FaultWords:
    """
    How a kind of fault is told: what is wrong, what `--repair` does, what it did, and whether a load has to follow.

    Where nothing is done, the load alone puts it right.
    """

    wrong: str
    repair: str | None = None
    repaired: str = ""
    load: bool = False


_ANEW = "writes it anew from what the text of its data set, as it is stored, comes to"
_ANEW_DONE = "it is written anew from the stored text"
_DERIVES = "derives it anew from the claims"
_DERIVED = "it is derived anew from the claims"
_DELETES = "deletes it"
_DELETED = "it is deleted"

FAULTS: Mapping[FaultKind, FaultWords] = {
    FaultKind.MIGRATION_LACKING: FaultWords("migration {} was never applied", "applies it", "it is applied"),
    FaultKind.SCHEMA_LACKING: FaultWords("{} is lacking", "creates it", "it is created"),
    FaultKind.INDEX_FAILED: FaultWords("{} has failed", "creates it anew", "it is created anew"),
    FaultKind.ID_LACKING: FaultWords("{} without an id", "deletes what has none", "what had none is deleted"),
    FaultKind.ID_WRONG: FaultWords("{} has an id that Linkage does not give", _DELETES, _DELETED),
    FaultKind.RECORD_DOUBLED: FaultWords(
        "{} is stored {detail} times", "keeps the copy that fits its digest", "the copy that fits its digest is kept"
    ),
    FaultKind.KEY_DOUBLED: FaultWords(
        "{} is the key of {detail} records",
        "takes it from all but the rightful one",
        "all but the rightful one have lost it",
        load=True,
    ),
    FaultKind.LABEL_WRONG: FaultWords(
        "{} is labelled {detail}", "labels it as what it is", "it is labelled as what it is"
    ),
    FaultKind.DATASET_LACKING: FaultWords(
        "{} is of no data set",
        "puts it into that of the records that it is linked with",
        "it is put into that of the records that it is linked with",
    ),
    FaultKind.DATASET_UNKNOWN: FaultWords(
        "{} is of no data set, and nothing tells of which it was",
        "takes its content away, so that it can be loaded again",
        "its content is taken away",
        load=True,
    ),
    FaultKind.DIGEST_LACKING: FaultWords(
        "{} has no digest", "makes one of what is stored", "one is made of what is stored"
    ),
    FaultKind.RELEASED: FaultWords("{} waits to be written anew, for what is stored of it did not fit its digest"),
    FaultKind.COMPUTED_DAMAGED: FaultWords(
        "{} has properties or links that do not follow from its fields", _ANEW, _ANEW_DONE
    ),
    FaultKind.CONTENT_DAMAGED: FaultWords(
        "{} is damaged: what is stored of it does not fit its digest",
        "has the next load write it anew",
        "the next load writes it anew",
        load=True,
    ),
    FaultKind.FORMS_LACKING: FaultWords(
        "{} has not the forms by which a search finds it", "makes them anew", "they are made anew"
    ),
    FaultKind.TARGET_LACKING: FaultWords("{} is not there, though {detail} links to it"),
    FaultKind.ORPHAN: FaultWords("{} is a mere id that nothing links to", _DELETES, _DELETED),
    FaultKind.LINK_DOUBLED: FaultWords(
        "{} has the same link twice ({detail})", "leaves one of them", "one of them is left"
    ),
    FaultKind.LINK_UNKNOWN: FaultWords(
        "{} has links that there are not, or to what is no record ({detail})", "deletes them", "they are deleted"
    ),
    FaultKind.OWNER_LACKING: FaultWords("{} belongs to a record that is gone", _DELETES, _DELETED),
    FaultKind.HEAD_LACKING: FaultWords("{} has records, but not what it says of itself"),
    FaultKind.RECORDS_LACKING: FaultWords("{} has not all of its records in their places ({detail})"),
    FaultKind.TEXT_REFUSED: FaultWords("the text of {}, as it is stored, is refused ({detail})"),
    FaultKind.ROW_LACKING: FaultWords(
        "{} is lacking, though it follows from the stored text", "writes it", "it is written"
    ),
    FaultKind.ROW_DIFFERS: FaultWords("{} is not what follows from the stored text now", _ANEW, _ANEW_DONE),
    FaultKind.ROW_SURPLUS: FaultWords("{} does not follow from the stored text", _DELETES, _DELETED),
    FaultKind.RELATION_DOUBLED: FaultWords("the relation {} is stored {detail} times", _DERIVES, _DERIVED),
    FaultKind.RELATION_STRAY: FaultWords("the relation {} is stored, but no claim speaks of it", _DELETES, _DELETED),
    FaultKind.RELATION_LACKING: FaultWords(
        "the relation {} is not stored, though claims add up to it", _DERIVES, _DERIVED
    ),
    FaultKind.RELATION_WRONG: FaultWords(
        "the relation {} is not stored as claims add up ({detail})", _DERIVES, _DERIVED
    ),
    FaultKind.DYAD_UNREADABLE: FaultWords("what is between {} cannot be derived, for a claim about it is damaged"),
    FaultKind.ACTOR_LACKING: FaultWords(
        "what is between {} cannot be derived, for they are not both there",
        "has the next load write anew what counts for it",
        "the next load writes anew what counts for it",
        load=True,
    ),
    FaultKind.MARK_LEFT: FaultWords(
        "what is between {} is marked to be derived anew", "does so", "it is derived anew from the claims"
    ),
    FaultKind.MARK_LOST: FaultWords("{} for derivation of no two actors that are there", _DELETES, _DELETED),
    FaultKind.LEASE_LEFT: FaultWords(
        "{} did not give its turn to write back, and is gone", "takes it over", "its turn is taken over"
    ),
    FaultKind.CHANGE_LEFT: FaultWords(
        "{} is said to change right now, but nobody changes it", "takes that back", "that is taken back"
    ),
    FaultKind.GENERATION_LACKING: FaultWords("{} has no generation", "gives it one", "it has one"),
    FaultKind.GENERATION_WRONG: FaultWords(
        "{} tells readers that {detail}", "tells them what is true", "they are told what is true"
    ),
    FaultKind.RUN_UNCLOSED: FaultWords(
        "the load of {} of {detail} wrote everything, but its record is open", "closes it", "it is closed"
    ),
    FaultKind.RUN_OPEN: FaultWords("the load of {} did not end ({detail})"),
}


def record_title(identifier: str, key: str | None = None) -> str:
    """`claim one`, `actor ann`, `name Анна of actor ann`, `share 1 of claim a1b2…`."""
    try:
        label, *keys = split_id(identifier)
    except ValueError:
        return f"record {identifier}"
    match label, keys:
        case "Name", [owner, owner_key, _, *text]:
            return f"name {':'.join(text)} of {owner.lower()} {owner_key}"
        case (("Share" | "Assertion"), [owner_key, place]):
            owner = "claim" if label == "Share" else "data set"
            return f"{label.lower()} {int(place) + 1} of {owner} {owner_key}"
        case "DataSet", _:
            return f"data set {keys[0]}"
    return f"{label.lower()} {key or ':'.join(keys)}"


def relation_title(subject: str, family: str, object_: str, properties: Mapping[str, Any]) -> str:
    """`In valley: ann backs bob (held from 2020-09-01, known from 2020-09-20)`, by keys."""
    title = placed(properties.get("theatre"), pair(subject, Family[family], object_))
    days = [
        f"{label} {properties[name]}"
        for name, label in (("validFrom", "held from"), ("knownFrom", "known from"))
        if properties.get(name)
    ]
    return f"{title} ({', '.join(days)})" if days else title


def wrong(fault: Fault) -> str:
    """What is wrong, where, and what a repair does or what to load."""
    words = FAULTS[fault.kind]
    if words.repair is None:
        return f"{_told(fault)}; {_load(fault)}."
    then = f"; then {_load(fault)}" if words.load else ""
    return f"{_told(fault)}; --repair {words.repair}{then}."


def repaired(fault: Fault) -> str:
    """What was wrong, and what was done about it."""
    return f"{_told(fault)}: {FAULTS[fault.kind].repaired}."


def _told(fault: Fault) -> str:
    return opening(FAULTS[fault.kind].wrong.format(fault.subject, detail=fault.detail))


def _load(fault: Fault) -> str:
    return f"load data set {fault.dataset!r} again" if fault.dataset else "load the data sets again"


def more(kind: FaultKind, rest: int) -> str:
    """How many faults of a kind there are beyond those that are listed."""
    return f"… and {count(rest)} more of this kind ({constant(kind.replace('-', ' '))})."


def sound(records: int, dyads: int, relations: int) -> str:
    """That nothing is wrong with what was looked at."""
    looked = f"{number(records, 'record')}, {number(relations, 'relation')} of {number(dyads, 'dyad')}"
    return f"Nothing is wrong: {looked}."


def remaining(faults: int, mendable: int) -> str:
    """How much is wrong, and how much of it a repair does something about."""
    if not mendable:
        return f"{number(faults, 'fault')} that only a load puts right."
    them = ("it" if faults == 1 else "them") if mendable == faults else f"{count(mendable)} of them"
    return f"{number(faults, 'fault')}; `linkage db check --repair` sees to {them}."

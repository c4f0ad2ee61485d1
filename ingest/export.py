"""
From the store back to the text, byte for byte the canonical form of what was loaded.

Each record is put together from its properties, links and names, not from a copy of its text: what the store
does not hold, the export cannot invent, and a test over every field would tell.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from rich.progress import Progress

from linkage.graph.errors import LinkageError
from linkage.graph.records import (
    REFERENCE_KINDS,
    Actor,
    Agreement,
    Claim,
    Document,
    Event,
    Head,
    Issue,
    Judgement,
    Place,
    Record,
    RelationKind,
    Stance,
    Theatre,
)
from linkage.graph.store.database import Store
from linkage.ingest.rows import OWNED
from linkage.ingest.text.dataset import ENDINGS, HEAD, find, head, kind_of, record
from linkage.ingest.text.writer import text, write, yaml_map

PAGE = 2_000
Properties = dict[str, Any]

# The fields that are links, by kind; those that name many records, of whichever kind.
_LINKS: dict[type[Record], dict[str, str]] = {
    RelationKind: {},
    Theatre: {"within": "WITHIN"},
    Place: {"within": "WITHIN", "theatre": "IN_THEATRE"},
    Actor: {"part_of": "PART_OF"},
    Judgement: {"left": "LEFT", "right": "RIGHT"},
    Issue: {"theatre": "IN_THEATRE"},
    Agreement: {"theatre": "IN_THEATRE", "parties": "PARTY"},
    Event: {"theatre": "IN_THEATRE", "places": "AT", "parties": "PARTY"},
    Document: {"publisher": "PUBLISHER", "origin": "ORIGIN"},
    Claim: {"subject": "SUBJECT", "object": "OBJECT", "speakers": "SPEAKER", "document": "DOCUMENT",
            "disputes": "DISPUTES", "supports": "SUPPORTS"},
    Stance: {"actor": "HELD_BY", "issue": "ON", "claims": "LEANS_ON"},
}  # fmt: skip
_MANY = {"parties", "places", "speakers", "disputes", "supports", "claims"}
_NAMES_OF_MEMBERS = {"basis", "family", "hedge", "kind", "verdict"}
_REFERENCES = {kind.__name__: name for name, kind in REFERENCE_KINDS.items()}


def datasets(store: Store) -> list[str]:
    """The names of the data sets in the store."""
    names: list[str] = store.read("export.datasets")
    return names


def export(store: Store, name: str, folder: Path, progress: Progress) -> int:
    """Write the text of a data set into *folder*; return the number of records."""
    run = _last_run(store, name)
    own, files = _head(store, name)
    _refuse_others(folder, name, files)
    task = progress.add_task("export", total=sum(files.values()))
    for file, size in files.items():
        found = records(store, name, file, size, lambda: progress.advance(task))
        write(folder / file, text(file, found))
    write(folder / HEAD, [yaml_map(own)])
    if _last_run(store, name) != run:
        raise LinkageError(f"data set {name!r} was loaded while it was written: export it again")
    return sum(files.values())


def records(
    store: Store, name: str, file: str, size: int, step: Callable[[], None] = lambda: None
) -> Iterator[Record]:
    """The records of one file in the order of the text, read page by page; calls *step* once a record."""
    kind = kind_of(file)
    assert kind is not None, "checked with the head"
    for first in range(0, size, PAGE):
        end = min(first + PAGE, size)
        page = store.read("export.records", dataset=name, file=file, first=first, end=end, owned=list(OWNED))
        if len(page) != end - first:
            raise LinkageError(f"the store lacks records of {file}: load data set {name!r} again")
        for properties, links, names in page:
            step()
            yield record(kind, _values(kind, properties, links, names))


def _last_run(store: Store, name: str) -> str | None:
    found = store.read("load.last_run", dataset=name)
    if found and not found[1]:
        raise LinkageError(
            f"the last load of data set {name!r} did not end: load it again before anything else"
        )
    return found and str(found[0])


def _head(store: Store, name: str) -> tuple[Head, dict[str, int]]:
    """What the data set says of itself, and its files with the number of records in each."""
    found = store.read("export.head", dataset=name)
    if found is None:
        known = ", ".join(datasets(store)) or "none"
        if name in known.split(", "):
            raise LinkageError(
                f"data set {name!r} was loaded by an earlier Linkage: load it again, then export"
            )
        raise LinkageError(f"there is no data set {name!r} in the store; there is: {known}")
    properties, assertions = found
    values = {"name": name} | {field: properties.get(field) for field in ("title", "description", "coders")}
    values["assertions"] = [_own(assertion) for assertion in assertions]
    files: dict[str, int] = dict(zip(properties["files"], properties["sizes"], strict=True))
    for file in files:
        if kind_of(file) is None:
            raise LinkageError(f"data set {name!r} names a file {file!r}, which cannot be written")
    return head(values), files


def _own(assertion: Properties) -> Properties:
    """The fields of an assertion without what every record in the store has."""
    return {
        field: value.lower() if field == "family" else value
        for field, value in assertion.items()
        if field not in ("id", "dataset", "digest")
    }


def _refuse_others(folder: Path, name: str, files: dict[str, int]) -> None:
    """No file of another text may stand between those of this one: it would be read as a part of it."""
    if (folder / HEAD).exists() and find(str(folder)).name != name:
        raise LinkageError(f"{folder} holds another data set: choose an empty folder")
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        found = path.relative_to(folder).as_posix()
        if path.suffix in ENDINGS and found not in (HEAD, *files):
            raise LinkageError(f"{path} is not in the store: take it away or choose an empty folder")


def _values(
    kind: type[Record], properties: Properties, links: list[list[str]], names: list[Properties]
) -> Properties:
    """The fields of a record as text spells them."""
    values = {field.name: _value(field.name, properties) for field in fields(kind)}
    for field, type_name in _LINKS[kind].items():
        targets = [
            key if label == "Actor" or field != "object" else f"{_REFERENCES[label]}/{key}"
            for found, label, key in links
            if found == type_name
        ]
        values[field] = targets if field in _MANY else next(iter(targets), None)
    if names:
        values["names"] = [
            {field: _value(field, name) for field in ("text", "language", "script", "kind")}
            | ({"used": name["used"]} if "used" in name else {})
            for name in names
        ]
    return {field: value for field, value in values.items() if value is not None}


def _value(field: str, properties: Properties) -> Any:
    if field in _PARTS:
        return _PARTS[field](properties)
    value = properties.get(field)
    return value.lower() if field in _NAMES_OF_MEMBERS and value is not None else value


def _held(properties: Properties) -> str | None:
    if not properties["dated"]:
        return None
    return f"{properties.get('validFromText', '..')}/{properties.get('validToText', '..')}"


def _locator(properties: Properties) -> Properties:
    return {name: properties[name] for name in ("paragraph", "words") if name in properties}


def _withdrawn(properties: Properties) -> Properties | None:
    if "withdrawnText" not in properties:
        return None
    return {"on": properties["withdrawnText"], "reason": properties["withdrawnReason"]}


def _figures(properties: Properties) -> Properties:
    return dict(zip(properties.get("figureNames", ()), properties.get("figureValues", ()), strict=True))


def _range(field: str) -> Callable[[Properties], Properties | None]:
    def bounds(properties: Properties) -> Properties | None:
        found = {name: properties.get(f"{field}{name.title()}") for name in ("low", "high", "value")}
        return (
            None
            if found["low"] is None
            else {name: value for name, value in found.items() if value is not None}
        )

    return bounds


# Fields that are stored in parts or under another name.
_PARTS: dict[str, Callable[[Properties], Any]] = {
    "held": _held,
    "said": lambda properties: properties.get("saidOn"),
    "locator": _locator,
    "withdrawn": _withdrawn,
    "figures": _figures,
    "position": _range("position"),
    "salience": _range("salience"),
    "capability": _range("capability"),
}

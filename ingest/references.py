"""
What records name: that it is there, is named once, and closes no circle.

Which field names what is read off the table of fields. Each check takes a record with its place, and what may
be referred to.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from linkage.graph.fields import Field, table
from linkage.graph.records import KINDS, REFERENCE_KINDS, Claim, Record, Reference
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.circles import encircled
from linkage.ingest.nearest_keys import unknown
from linkage.ingest.text.dataset import Located, kind_of
from linkage.ingest.text.reader import Problem

_TARGETS: dict[str, type[Record]] = {kind.__name__: kind for kind in KINDS.values()}
_REFERRING: dict[type[Record], list[tuple[Field, type[Record] | None]]] = {
    kind: [(field, _TARGETS.get(field.refers.to)) for field in table(kind) if field.refers] for kind in KINDS.values()
}
"""The fields of each kind that refer to something, with the class of that, None where it is not one."""
_ABOUT = {kind: [field for field, _ in fields if field.type is Reference] for kind, fields in _REFERRING.items()}
"""The fields of each kind that tell the kind of what they refer to with its key."""
_CODED = {
    kind: [field for field, _ in fields if field.refers and field.refers.to == "Coder"]
    for kind, fields in _REFERRING.items()
}
"""The fields of each kind that name who coded it."""

_NO_CODER = "is not among the coders of dataset.yaml"

Check = Callable[[Located, Catalogue], Iterator[Problem]]


def targets(record: Any, field: Field) -> tuple[Any, ...]:
    """The keys that a field of a record names, or the one reference."""
    value = getattr(record, field.name)
    return () if value is None else value if field.many else (value,)


def unknown_keys(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """Keys of no record, or that stand twice; claims are read after most of what refers to them."""
    for field, kind in _REFERRING[type(entry.record)]:
        if kind and kind is not Claim:
            if field.many:
                yield from _repeated(entry, field)
            for key in targets(entry.record, field):
                if not catalogue.knows(kind, key):
                    yield entry.problem(field.name, key, unknown(kind, key, catalogue))


def unknown_claims(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """Keys of no claim, or of the claim itself, or that stand twice."""
    for field, kind in _REFERRING[type(entry.record)]:
        if kind is Claim:
            yield from _repeated(entry, field)
            for key in targets(entry.record, field):
                if isinstance(entry.record, Claim) and key == entry.record.key:
                    yield entry.problem(field.name, key, "is the claim itself")
                elif not catalogue.knows(Claim, key):
                    yield entry.problem(field.name, key, unknown(Claim, key, catalogue))


def unknown_objects(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """References, which tell the kind with the key, to no record."""
    for field in _ABOUT[type(entry.record)]:
        for reference in targets(entry.record, field):
            kind = REFERENCE_KINDS[reference.kind]
            if not catalogue.knows(kind, reference.key):
                yield entry.problem(field.name, str(reference), unknown(kind, reference.key, catalogue))


def unknown_coders(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """Coders whom the head of the data set does not name."""
    for field in _CODED[type(entry.record)]:
        for coder in targets(entry.record, field):
            if coder not in catalogue.coders:
                yield entry.problem(field.name, coder, _NO_CODER)


REFERENCES: tuple[Check, ...] = (unknown_keys, unknown_objects, unknown_coders, unknown_claims)
"""Every check of what a record names."""


def unknown_in(invalid: Problem, bad: Collection[str], catalogue: Catalogue) -> Iterator[Problem]:
    """
    Keys of nothing in a record that is not valid, so that they need not wait until it is.

    *bad* are the fields of which something is told already.
    """
    kind = kind_of(invalid.file)
    fields = _REFERRING[kind] if kind and isinstance(invalid.raw, dict) else []
    for field, named in fields:
        value = invalid.raw.get(field.name) if isinstance(invalid.raw, dict) else None
        for key in () if field.name in bad else value if isinstance(value, list) else (value,):
            rule = _missing(key, field, named, catalogue) if isinstance(key, str) else None
            if rule:
                yield replace(invalid, field=field.name, value=key, rule=rule)


def _missing(text: str, field: Field, kind: type[Record] | None, catalogue: Catalogue) -> str | None:
    """Why what is written in a field names nothing, None where it does."""
    if field.refers and field.refers.to == "Coder":
        return None if text in catalogue.coders else _NO_CODER
    key = text
    if field.type is Reference:
        reference = Reference.parse(text)
        kind, key = REFERENCE_KINDS[reference.kind], reference.key
    return unknown(kind, key, catalogue) if kind and not catalogue.knows(kind, key) else None


def circles(kind: type[Record], entries: Iterable[Located], catalogue: Catalogue) -> Iterator[Problem]:
    """Records that lie within themselves, along the one field by which their kind names its own."""
    for field, target in _REFERRING[kind]:
        if target is kind and not field.many:
            above = partial(_parent, catalogue, kind, field.name)
            keys = (entry.record.key for entry in entries if getattr(entry.record, field.name) is not None)
            for key in encircled(keys, above):
                entry = catalogue.entries[kind][key]
                yield entry.problem(field.name, getattr(entry.record, field.name), "closes a circle")


def _parent(catalogue: Catalogue, kind: type[Record], field: str, key: str) -> str | None:
    return getattr(catalogue.get(kind, key), field) if catalogue.has(kind, key) else None


def _repeated(entry: Located, field: Field) -> Iterator[Problem]:
    keys = targets(entry.record, field)
    if len(set(keys)) < len(keys):
        for key, times in Counter(keys).items():
            if times > 1:
                yield entry.problem(field.name, key, "stands twice")

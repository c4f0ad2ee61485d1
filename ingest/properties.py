"""How the fields of a record stand in the store, form by form, and how they are read back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from linkage.graph.dates import Interval
from linkage.graph.fields import Field, Form, table
from linkage.graph.records import REFERENCE_KINDS, Reference

Properties = dict[str, Any]

_REFERENCE_NAMES = {kind.__name__: name for name, kind in REFERENCE_KINDS.items()}


def write_properties(record: Any) -> Properties:
    """The properties that the fields of a record come to; what is None is left out."""
    return _written(table(type(record)), record)


def _written(fields: Iterable[Field], record: Any) -> Properties:
    properties: Properties = {}
    for field in fields:
        value = getattr(record, field.name)
        if value is not None or field.form is Form.SPAN:
            properties |= _stored(field, value)
    return properties


def _stored(field: Field, value: Any) -> Properties:
    match field.form:
        case Form.VALUE:
            return {field.stored: value}
        case Form.VALUES:
            return {field.stored: list(value)}
        case Form.KEY:
            return {field.stored: list(value) if field.many else value}
        case Form.TEXT:
            return {field.stored: str(value)}
        case Form.CHOICE:
            return {field.stored: value.name}
        case Form.SPAN:
            return _span(field, value)
        case Form.PARTS:
            return _written(field.parts, value)
        case Form.NUMBERS:
            names, values = _lists(field)
            return {names: list(value), values: list(value.values())} if value else {}
        case Form.NAMES | Form.LINK:
            return {}
    assert_never(field.form)


def _span(field: Field, held: Interval | None) -> Properties:
    if held is None:
        return {"dated": False}
    assert field.span is not None
    prefix = field.span.prefix
    ends = {
        f"{prefix}From": held.first,
        f"{prefix}To": held.last,
        f"{prefix}FromText": held.start and str(held.start),
        f"{prefix}ToText": held.end and str(held.end),
    }
    return {"dated": True} | {name: end for name, end in ends.items() if end is not None}


def _lists(field: Field) -> tuple[str, str]:
    """The properties that hold the names and the values of numbers by name."""
    singular = field.stored.removesuffix("s")
    return f"{singular}Names", f"{singular}Values"


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as the store has it: properties, links as type, label and key of the target, and its names."""

    properties: Properties
    links: Sequence[tuple[str, str, str]] = ()
    names: Sequence[Properties] = ()


def read_fields(kind: type, stored: StoredRecord) -> Properties:
    """The fields of a record as text spells them, those left out that have no value."""
    return _fields(table(kind), stored)


def _fields(fields: Iterable[Field], stored: StoredRecord) -> Properties:
    values = {field.name: _value(field, stored) for field in fields}
    return {name: value for name, value in values.items() if value is not None}


def _value(field: Field, stored: StoredRecord) -> Any:
    properties = stored.properties
    match field.form:
        case Form.VALUE | Form.VALUES | Form.KEY | Form.TEXT:
            return properties.get(field.stored)
        case Form.CHOICE:
            name = properties.get(field.stored)
            return name and field.type[name].value
        case Form.SPAN:
            return _interval(field, properties)
        case Form.PARTS:
            return _fields(field.parts, stored) or None
        case Form.NUMBERS:
            names, values = _lists(field)
            return dict(zip(properties.get(names, ()), properties.get(values, ()), strict=True)) or None
        case Form.NAMES:
            return [read_fields(field.type, StoredRecord(name)) for name in stored.names] or None
        case Form.LINK:
            return _targets(field, stored)
    assert_never(field.form)


def _interval(field: Field, properties: Properties) -> str | None:
    if not properties["dated"]:
        return None
    assert field.span is not None
    start, end = (properties.get(f"{field.span.prefix}{name}Text", "..") for name in ("From", "To"))
    return f"{start}/{end}"


def _targets(field: Field, stored: StoredRecord) -> Any:
    """The keys that links of the field's type lead to; references, which tell the kind, where it may be any."""
    assert field.refers is not None
    keys = [
        str(Reference(_REFERENCE_NAMES[label], key)) if field.type is Reference else key  # type: ignore[arg-type]
        for link, label, key in stored.links
        if link == field.refers.link
    ]
    return keys if field.many else next(iter(keys), None)

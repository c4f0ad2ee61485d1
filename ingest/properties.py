"""How the fields of a record stand in the store, form by form, and how they are read back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any, assert_never

from linkage.graph.dates import Interval
from linkage.graph.fields import Field, Form, table
from linkage.graph.records import REFERENCE_KINDS, Reference

Properties = dict[str, Any]
Write = Callable[[Properties, Any], None]
"""Adds to the properties what a value comes to."""

_REFERENCE_NAMES = {kind.__name__: name for name, kind in REFERENCE_KINDS.items()}


def write_properties(record: Any) -> Properties:
    """The properties that the fields of a record come to; what is None is left out."""
    properties: Properties = {}
    kind: type = type(record)
    for name, write in _writers(kind):
        write(properties, getattr(record, name))
    return properties


# Asked anew for each record of a million, the form of a field would cost more than what is written.
@cache
def _writers(kind: type) -> tuple[tuple[str, Write], ...]:
    return _writing(table(kind))


def _writing(fields: Iterable[Field]) -> tuple[tuple[str, Write], ...]:
    return tuple((field.name, _writer(field)) for field in fields if field.form not in (Form.NAMES, Form.LINK))


def _writer(field: Field) -> Write:
    match field.form:
        case Form.SPAN:
            return partial(_write_span, field)
        case Form.PARTS:
            return partial(_write_parts, _writing(field.parts))
        case Form.NUMBERS:
            return partial(_write_numbers, *_lists(field))
        case Form.CHOICE:
            return partial(_write_value, field.stored, attrgetter("name"))
        case Form.TEXT:
            return partial(_write_value, field.stored, str)
        case _:
            return partial(_write_value, field.stored, list if field.many else None)


def _write_value(name: str, make: Callable[[Any], Any] | None, properties: Properties, value: Any) -> None:
    if value is not None:
        properties[name] = make(value) if make else value


def _write_span(field: Field, properties: Properties, held: Interval | None) -> None:
    assert field.span is not None
    properties["dated"] = held is not None
    for side, day, text in (("From", held.first, held.start), ("To", held.last, held.end)) if held else ():
        _write_value(f"{field.span.prefix}{side}", None, properties, day)
        _write_value(f"{field.span.prefix}{side}Text", str, properties, text)


def _write_parts(writers: Iterable[tuple[str, Write]], properties: Properties, value: Any) -> None:
    for name, write in writers if value is not None else ():
        write(properties, getattr(value, name))


def _write_numbers(names: str, values: str, properties: Properties, numbers: Mapping[str, float]) -> None:
    if numbers:
        properties[names] = list(numbers)
        properties[values] = list(numbers.values())


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

"""What nodes and edges of a network carry in files: names and types once, dates as ISO text, nothing for None."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from pydantic.alias_generators import to_camel

from linkage.ingest.formats.network import NetworkActor, NetworkRelation


class AttributeType(StrEnum):
    """The types that formats of graphs know; each calls them as its standard does."""

    TEXT = "string"
    NUMBER = "double"
    WHOLE = "integer"
    DAY = "date"


_TYPES = {str: AttributeType.TEXT, float: AttributeType.NUMBER, int: AttributeType.WHOLE, date: AttributeType.DAY}


def attribute_types(kind: type) -> dict[str, AttributeType]:
    """The attributes of a class of the network with their types, called as in GraphQL; ends and ids stand elsewhere."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name not in ("id", "key", "subject", "object")]
    return {
        to_camel(name): _TYPES[next(member for member in get_args(hints[name]) or (hints[name],) if member in _TYPES)]
        for name in names
    }


ACTOR_ATTRIBUTES = attribute_types(NetworkActor)
RELATION_ATTRIBUTES = attribute_types(NetworkRelation)
_FIELDS = {to_camel(field.name): field.name for kind in (NetworkActor, NetworkRelation) for field in fields(kind)}


def attributes(value: Any, types: dict[str, AttributeType]) -> Iterator[tuple[str, Any]]:
    """Name and value of what an actor or a relation carries, without what is None."""
    for name in types:
        content = getattr(value, _FIELDS[name])
        if content is not None:
            yield name, content

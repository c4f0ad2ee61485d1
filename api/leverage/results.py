"""Fields of what was worked out: each stands in a map under its own name, and `told` makes the map of a result."""

import datetime
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from graphql import GraphQLField, get_named_type, get_nullable_type, is_leaf_type, is_list_type
from pydantic.alias_generators import to_camel
from strawberry.types.base import StrawberryContainer

from linkage.api.schema.declaration import computed
from linkage.api.schema.nodes import RelationType
from linkage.api.storage.places import Leaf, Listed, Many, One, Storage
from linkage.graph.balance.bonds import ANY_DAY, LensRelation
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.ids import global_id, split_id
from linkage.graph.records import KINDS

Map = dict[str, Any]
"""What was worked out, under the names of GraphQL fields; records stand as their keys."""

_RECORDS = frozenset(kind.__name__ for kind in KINDS.values())
_ATTRIBUTE = "attribute"


def worked(description: str, attribute: str | tuple[str, int] = "") -> Any:
    """
    A field of what was worked out.

    Results have it in *attribute*, or there at a position, where not in one that is called as the field.
    """
    field = computed(_in_map, description)
    field.metadata = {**field.metadata, _ATTRIBUTE: attribute}
    return field


def _in_map(name: str, field: GraphQLField) -> Storage:
    """Where a field stands whose value is in a map, or whose record has its key there."""
    kind, several = get_named_type(field.type).name, is_list_type(get_nullable_type(field.type))
    if is_leaf_type(get_named_type(field.type)):
        return Leaf(f"{{x}}.{name}")
    if kind == "Relation":
        return Many(
            f"(source:Record:Actor)-[{{y}}:{RELATIONSHIPS}]->(:Actor)",
            "{y}.pair, {y}.id",
            where=f"source.id IN {{x}}.{name}Subjects AND {{y}}.id IN {{x}}.{name}",
            looked_at=(f"date({{x}}.{name}AsOf)", f"date({{x}}.{name}KnownBy)"),
        )
    if kind not in _RECORDS:
        return Listed(f"{{x}}.{name}") if several else One(bound=f"{{x}}.{name}", where="{y} IS NOT NULL")
    if not several:
        return One(f"({{y}}:{kind} {{{{key: {{x}}.{name}}}}})")
    position = f"[i IN range(0, size({{x}}.{name}) - 1) WHERE {{x}}.{name}[i] = {{y}}.key][0]"
    return Many(f"({{y}}:{kind})", position, where=f"{{y}}.key IN {{x}}.{name}")


def told(kind: type, result: Any, **special: Any) -> Map:
    """The map of a result; *special* has the fields, under their GraphQL names, that are no attribute of it."""
    fields: Map = {}
    for name, attribute, inner in _attributes(kind):
        value = special[name] if name in special else _value(result, attribute)
        if inner is RelationType:
            fields |= _relations(name, value)
        else:
            fields[name] = _plain(value, inner)
    return fields


def _value(result: Any, attribute: str | tuple[str, int]) -> Any:
    if isinstance(attribute, str):
        return getattr(result, attribute)
    values = getattr(result, attribute[0])
    return None if values is None else values[attribute[1]]


@cache
def _attributes(kind: type) -> tuple[tuple[str, str | tuple[str, int], Any], ...]:
    """For each field of a type its GraphQL name, the attribute of results that it is, and the class of its values."""
    definition: Any = kind.__dict__["__strawberry_definition__"]
    return tuple(
        (to_camel(field.python_name), field.metadata[_ATTRIBUTE] or field.python_name, _innermost(field.type))
        for field in definition.fields
    )


def _innermost(kind: Any) -> Any:
    while isinstance(kind, StrawberryContainer):
        kind = kind.of_type
    return kind


def _plain(value: Any, kind: Any) -> Any:
    match value:
        case None | str() | int() | float() | Mapping():
            return value.name if isinstance(value, Enum) else value
        case Fraction():
            return float(value)
        case datetime.date():
            return str(value)
        case Iterable() if not hasattr(value, "_fields"):
            return [_plain(item, kind) for item in value]
        case _:
            return told(kind, value)


def _relations(name: str, links: Iterable[LensRelation]) -> Map:
    """A relation is found from its subject and looked at as its lens does, so all of that is told with the ids."""
    links = list(links)
    lens = links[0].lens if links else ANY_DAY
    days = {"AsOf": lens.as_of, "KnownBy": lens.known_by}
    ids = [link.id for link in links]
    return {
        name: ids,
        f"{name}Subjects": sorted({global_id("Actor", split_id(id_)[1]) for id_ in ids}),
        **{f"{name}{word}": day and str(day) for word, day in days.items()},
    }

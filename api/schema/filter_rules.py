"""
What the filter of each type asks: of values of a thing itself, and of the things that its fields lead to.

The latter follow from the places of the fields: where one leads to at most one thing, a filter of the type of that may
stand behind it, and where it leads to several, some, all, none or a single one of them have to meet one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from strawberry.types.base import StrawberryContainer
from strawberry.types.union import StrawberryUnion
from strawberry.utils.str_converters import to_camel_case

from linkage.api.schema.declaration import KIND, PLACE, TYPES
from linkage.api.schema.nodes import RelationType
from linkage.api.storage.filters import FILTERS, RELATIONS_BY_END, Filter
from linkage.api.storage.places import Any as OneOfSeveral
from linkage.api.storage.places import Many, One, Page
from linkage.graph.records import KINDS


@dataclass(frozen=True, slots=True)
class RelatedThing:
    """A field that leads to at most one thing of a kind; its key may be compared `by_key`, without looking at it."""

    kind: str
    place: One | OneOfSeveral
    description: str
    by_key: Filter | None = None


@dataclass(frozen=True, slots=True)
class RelatedList:
    """A field that leads to several things of a kind, perhaps looked at through the lens of whoever filters by it."""

    kind: str
    place: Many | Page
    description: str
    through_lens: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """That a thing of several types is one of this kind."""

    kind: str


Rule = Filter | RelatedThing | RelatedList | Member

_NODES: dict[str, Any] = {**{kind.__name__: TYPES[kind.__name__] for kind in KINDS.values()}, "Relation": RelationType}
_UNIONS: dict[str, tuple[str, ...]] = {}
"""The types of the things that a field of several types may lead to, by the name of their union."""


def _rules(kind: str) -> dict[str, Rule]:
    """What a thing of a type is filtered by, under the names of the filter."""
    own = FILTERS[kind]
    related = {name: rule for name, rule in _related(kind, own) if name not in own or isinstance(rule, RelatedThing)}
    return {**own, **related}


def _related(kind: str, own: Mapping[str, Filter]) -> Iterator[tuple[str, RelatedThing | RelatedList]]:
    for field in _definition(_NODES[kind]).fields:
        name, place = field.graphql_name or to_camel_case(field.python_name), field.metadata.get(PLACE)
        if not isinstance(place, One | OneOfSeveral | Many | Page) or not place.pattern:
            continue
        narrowed = [argument.metadata[KIND] for argument in field.arguments if KIND in argument.metadata]
        target, by_key = narrowed[0] if narrowed else _target(field.type), own.get(name)
        description = field.description or ""
        if target not in _NODES and target not in _UNIONS:
            continue
        if isinstance(place, Many | Page):
            # What a relation rests on is told as it is: the day of a lens says when the relation held.
            lensed = any(argument.graphql_name == "lens" for argument in field.arguments) and kind != "Relation"
            yield name, RelatedList(target, place, description, lensed)
        elif by_key is None or not by_key.many:
            yield name, RelatedThing(target, place, description, by_key)
    if kind == "Actor":
        for name, (place, description) in RELATIONS_BY_END.items():
            yield name, RelatedList("Relation", place, description, True)


def _definition(kind: Any) -> Any:
    return kind.__strawberry_definition__


def _target(kind: Any) -> str:
    """The name of the type that a field leads to, of a list that of its items."""
    while isinstance(kind, StrawberryContainer):
        kind = kind.of_type
    if isinstance(kind, StrawberryUnion):
        name = str(kind.graphql_name)
        _UNIONS[name] = tuple(str(_definition(member).name) for member in kind.types)
        return name
    return str(_definition(kind).name)


RULES: dict[str, dict[str, Rule]] = {kind: _rules(kind) for kind in _NODES}
"""What the filter of each type asks, by the names of its fields, other than AND, OR and NOT."""
RULES |= {name: {kind[0].lower() + kind[1:]: Member(kind) for kind in kinds} for name, kinds in _UNIONS.items()}

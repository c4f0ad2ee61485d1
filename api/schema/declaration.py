"""
How a GraphQL type comes by its fields: the declared ones from the table of a record kind, the computed ones one by one.

A field carries its place in the store in its metadata; `linkage.api.storage.table` reads all places off the schema.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from inspect import get_annotations
from types import GenericAlias
from typing import Any, TypeVar

import strawberry
from graphql import GraphQLField
from pydantic.alias_generators import to_camel
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from linkage.api.schema.enums import summary
from linkage.api.schema.inputs import INPUTS, ORDER_INPUTS, LensInput
from linkage.api.schema.scalars import Interval, PartialDate
from linkage.api.storage import declared
from linkage.api.storage.filters import LENSES
from linkage.api.storage.places import LARGEST_LIST, Leaf, Storage
from linkage.graph.fields import Field, Form, table
from linkage.graph.records import Record

Described = TypeVar("Described")

PAGE = 50
"""Items of a connection where the query does not say how many."""
PLACE = "place"
"""The name in a field's metadata of where it stands in the store."""
KIND = "kind"
"""The name in an argument's metadata of the type of things that it narrows."""

Place = Storage | Callable[[str, GraphQLField], Storage]
"""Where a field stands, or how that follows from its name and its definition."""

TYPES: dict[str, Any] = {"PartialDate": PartialDate, "Interval": Interval}
"""What GraphQL has for each class of a field of the model, by the name of the class."""


def argument(name: str, kind: Any, description: str, default: Any = UNSET) -> StrawberryArgument:
    """An argument of a field, under its GraphQL name."""
    return StrawberryArgument(name, name, StrawberryAnnotation(kind), description=description, default=default)


LENS = argument("lens", LensInput | None, "What is looked at; all of it where left out.")
FIRST = argument(
    "first", int | None, f"How many of them at most; where left out all, unless they are more than {LARGEST_LIST:,}."
)


def filtering(kind: str) -> StrawberryArgument:
    """The argument by which a list of things of a kind is narrowed."""
    hint = StrawberryAnnotation(f"{kind}Filter | None", namespace=INPUTS)
    description = "What they have to meet."
    return StrawberryArgument("filter", "filter", hint, description=description, default=UNSET, metadata={KIND: kind})


def of_a_page(kind: str) -> tuple[StrawberryArgument, ...]:
    """The arguments of a connection to things of a kind."""
    order = ORDER_INPUTS[kind]
    orders = GenericAlias(list, order)
    return (
        filtering(kind),
        *((LENS,) if kind in LENSES or kind == "Actor" else ()),
        argument("orderBy", orders, "How they are sorted, by the first before the others.", [next(iter(order))]),
        argument("first", int | None, f"How many of them at most, from the start; {PAGE} where neither end is named."),
        argument("after", str | None, "The cursor that they start behind."),
        argument("last", int | None, "How many of them at most, from the end; instead of `first`."),
        argument("before", str | None, "The cursor that they end before."),
    )


def computed(
    place: Place | None,
    description: str,
    arguments: Iterable[StrawberryArgument] = (),
    name: str | None = None,
) -> Any:
    """A field that no record kind declares: where it stands in the store, and what it says."""
    field = strawberry.field(name=name, description=description, metadata={PLACE: place} if place else None)
    field.arguments = list(arguments)
    return field


def described(cls: type[Described]) -> type[Described]:
    """Make a class a type of GraphQL, called as it is without the ending, with its docstring for a description."""
    text = " ".join((cls.__doc__ or "").split())
    return strawberry.type(cls, name=cls.__name__.removesuffix("Type"), description=text)


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """A field of GraphQL that follows from one of the model; `hint` is made of names in `TYPES`."""

    name: str
    hint: str
    place: Storage | None
    description: str


DATASET = DeclaredField("dataset", "str", Leaf("{x}.dataset"), "The name of the data set that holds it.")
"""What every record has beside what it says itself."""


def record(kind: type, **places: Storage) -> Callable[[type], type]:
    """
    Make a class with the computed fields of a record kind its type, with the declared ones before them.

    *places* are those of declared fields that stand elsewhere than their form says.
    """
    items = table(kind)
    assert places.keys() <= {item.name for item in items}, f"{kind.__name__} declares no such field"
    fields = [replace(field, place=places.get(item.name, field.place)) for item in items for field in _declared(item)]
    if issubclass(kind, Record):
        fields.append(DATASET)
    return lambda cls: _typed(kind, fields, cls)


def _declared(field: Field) -> Iterator[DeclaredField]:
    """What GraphQL has for one field of the model."""
    match field.form:
        case Form.SPAN:
            assert field.span
            for (name, place), end in zip(declared.span(field.span.prefix).items(), ("beginning", "end"), strict=True):
                sentence = f"The {end} as written, null where it is open. {field.description}"
                yield DeclaredField(name, "PartialDate | None", place, sentence)
        case Form.NUMBERS:
            yield DeclaredField(field.stored, "list[Figure]", declared.place(field), field.description)
        case _:
            kind = field.refers.to if field.form in (Form.KEY, Form.LINK) and field.refers else _type(field)
            hint = f"list[{kind}]" if field.many else f"{kind} | None" if field.optional else kind
            yield DeclaredField(field.stored, hint, declared.place(field), field.description)


def _type(field: Field) -> str:
    """The name of a field's type, which is in `TYPES` from now on."""
    kind = field.type
    if field.form is Form.PARTS and kind.__name__ not in TYPES:
        # Its places are those of the field that holds it, for several fields may hold such a value.
        fields = [
            replace(field, name=to_camel(item.name), place=None) for item in table(kind) for field in _declared(item)
        ]
        _typed(kind, fields, type(f"{kind.__name__}Type", (), {}))
    TYPES.setdefault(kind.__name__, kind)
    return str(kind.__name__)


def _typed(kind: type, fields: Iterable[DeclaredField], cls: type) -> type:
    hints = {}
    for field in fields:
        hints[field.name] = StrawberryAnnotation(field.hint, namespace=TYPES)
        setattr(cls, field.name, computed(field.place, field.description, name=field.name))
    cls.__annotations__ = hints | get_annotations(cls)
    TYPES[kind.__name__] = strawberry.type(cls, name=kind.__name__, description=summary(kind))
    return cls

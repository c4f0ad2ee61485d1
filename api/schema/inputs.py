"""The GraphQL inputs: the lens, what values are compared with, orders."""

import datetime
import re
from collections.abc import Mapping
from enum import Enum
from types import GenericAlias
from typing import Any, TypeVar

import strawberry
from strawberry import UNSET

from linkage.api.schema import enums  # the choices are told to strawberry before inputs use them
from linkage.api.storage.orders import ORDERS, Order
from linkage.graph import lens

Input = TypeVar("Input")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _with_lens_fields(input_type: type[Input]) -> type[Input]:
    """Give a class every field of the lens, with its type and its sentence; all may be left out."""
    for field in lens.Lens.fields():
        value = GenericAlias(list, field.type) if field.many else field.type
        input_type.__annotations__[field.name] = value | None
        setattr(input_type, field.name, strawberry.field(default=UNSET, description=field.description))
    return input_type


@strawberry.input(
    description="What is looked at: what held on a day (asOf), as had been said by a day (knownBy). "
    "What is left out does not narrow."
)
@_with_lens_fields
class LensInput:
    """The fields are those of `linkage.graph.lens.Lens`."""


def words_of(name: str) -> str:
    """The name of a type as words of a sentence."""
    return _CAPITAL.sub(" ", name).lower()


def input_type(name: str, description: str, fields: Mapping[str, tuple[Any, str]]) -> type:
    """An input type of fields by their GraphQL names, each with a type and a description; all may be left out."""
    # A dataclass can have no field that is called `in`.
    namespace: dict[str, Any] = {"__annotations__": {f"{field}_": hint for field, (hint, _) in fields.items()}}
    for field, (_, sentence) in fields.items():
        namespace[f"{field}_"] = strawberry.field(name=field, default=UNSET, description=sentence)
    return strawberry.input(type(name, (), namespace), name=name, description=description)


TEXT_COMPARISONS: dict[str, tuple[Any, str]] = {
    "eq": (str | None, "Is this; null: has no value."),
    "in": (list[str] | None, "Is one of these."),
    "contains": (str | None, "Has this in it."),
    "startsWith": (str | None, "Begins so."),
    "endsWith": (str | None, "Ends so."),
}
"""What a text is compared with: each operator with its type and its description."""
StringFilter = input_type("StringFilter", "Text: eq and in are exact, the others ignore case.", TEXT_COMPARISONS)


@strawberry.input(description="Numbers.")
class NumberFilter:
    eq: float | None = strawberry.field(default=UNSET, description="Is this; null: has no value.")
    lt: float | None = strawberry.field(default=UNSET, description="Is less.")
    lte: float | None = strawberry.field(default=UNSET, description="Is this or less.")
    gt: float | None = strawberry.field(default=UNSET, description="Is more.")
    gte: float | None = strawberry.field(default=UNSET, description="Is this or more.")


@strawberry.input(description="Days.")
class DateFilter:
    eq: datetime.date | None = strawberry.field(default=UNSET, description="Is this day; null: has no value.")
    lt: datetime.date | None = strawberry.field(default=UNSET, description="Is earlier.")
    lte: datetime.date | None = strawberry.field(default=UNSET, description="Is this day or earlier.")
    gt: datetime.date | None = strawberry.field(default=UNSET, description="Is later.")
    gte: datetime.date | None = strawberry.field(default=UNSET, description="Is this day or later.")


_COMPARISONS: dict[type, Any] = {
    str: StringFilter,
    int: NumberFilter,
    float: NumberFilter,
    datetime.date: DateFilter,
}


def comparison(kind: type) -> Any:
    """The input that compares with values of a class."""
    if issubclass(kind, Enum) and kind not in _COMPARISONS:
        fields = {
            "eq": (kind | None, "Is this; null: has no value."),
            "in": (list[kind] | None, "Is one of these."),  # type: ignore[valid-type]  # made at import
        }
        # Documents know the inputs of what is called RelationFamily and RelationStatus without the prefix.
        name = f"{kind.__name__.removeprefix('Relation')}Filter"
        _COMPARISONS[kind] = input_type(name, enums.summary(kind), fields)
    return _COMPARISONS[kind]


def _order(kind: str, orders: Mapping[str, Order]) -> type[Enum]:
    members = {name: order.description for name, order in orders.items()}
    order = Enum(f"{kind}Order", {name: name for name in members}, module=__name__)  # type: ignore[misc]  # made at import
    order.__doc__ = f"The orders of a list of {words_of(kind)}s; what ties is sorted by id."
    return enums.choice(order, members=members)


ORDER_INPUTS: dict[str, type[Enum]] = {kind: _order(kind, orders) for kind, orders in ORDERS.items()}
"""The orders of each type that is listed by the page."""
INPUTS: dict[str, Any] = {}
"""The inputs of filters by their names; `linkage.api.schema.filter_inputs` makes them once all types are declared."""

"""The GraphQL inputs: the lens, filters, orders."""

import datetime
from collections.abc import Mapping
from enum import Enum
from types import GenericAlias
from typing import Any, TypeVar

import strawberry
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation

from linkage.api.schema import enums  # the choices are told to strawberry before inputs use them
from linkage.api.storage.filters import FILTERS, ORDERS, Filter, Order
from linkage.graph import lens

Input = TypeVar("Input")


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


@strawberry.input(description="Text: eq and in are exact, the others ignore case.")
class StringFilter:
    eq: str | None = strawberry.field(default=UNSET, description="Is this; null: has no value.")
    in_: list[str] | None = strawberry.field(name="in", default=UNSET, description="Is one of these.")
    contains: str | None = strawberry.field(default=UNSET, description="Has this in it.")
    starts_with: str | None = strawberry.field(default=UNSET, description="Begins so.")
    ends_with: str | None = strawberry.field(default=UNSET, description="Ends so.")


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


def _input(name: str, description: str, fields: Mapping[str, tuple[Any, str]]) -> type:
    """An input type of fields by their GraphQL names, each with a type and a description; all may be left out."""
    # A dataclass can have no field that is called `in`.
    namespace: dict[str, Any] = {"__annotations__": {f"{field}_": hint for field, (hint, _) in fields.items()}}
    for field, (_, sentence) in fields.items():
        namespace[f"{field}_"] = strawberry.field(name=field, default=UNSET, description=sentence)
    return strawberry.input(type(name, (), namespace), name=name, description=description)


def _comparison(kind: type) -> Any:
    """The input that compares with values of a class."""
    if issubclass(kind, Enum) and kind not in _COMPARISONS:
        fields = {
            "eq": (kind | None, "Is this; null: has no value."),
            "in": (list[kind] | None, "Is one of these."),  # type: ignore[valid-type]  # made at import
        }
        # Documents know the inputs of what is called RelationFamily and RelationStatus without the prefix.
        name = f"{kind.__name__.removeprefix('Relation')}Filter"
        _COMPARISONS[kind] = _input(name, enums.summary(kind), fields)
    return _COMPARISONS[kind]


def _filter(kind: str, rules: Mapping[str, Filter]) -> Any:
    name = f"{kind}Filter"
    scope: dict[str, Any] = {}

    def itself(hint: str) -> StrawberryAnnotation:
        return StrawberryAnnotation(f"{hint} | None", namespace=scope)

    scope[name] = _input(
        name,
        f"What a {kind.lower()} has to meet: all that is given here.",
        {
            **{field: (_comparison(rule.compares) | None, rule.description) for field, rule in rules.items()},
            "AND": (itself(f"list[{name}]"), "It meets all of these."),
            "OR": (itself(f"list[{name}]"), "It meets at least one of these."),
            "NOT": (itself(name), "It does not meet this; what has no value does not meet anything."),
        },
    )
    return scope[name]


def _order(kind: str, orders: Mapping[str, Order]) -> type[Enum]:
    members = {name: order.description for name, order in orders.items()}
    order = Enum(f"{kind}Order", {name: name for name in members}, module=__name__)  # type: ignore[misc]  # made at import
    order.__doc__ = f"The orders of a list of {kind.lower()}s; what ties is sorted by id."
    return enums.choice(order, members=members)


FILTER_INPUTS: dict[str, type] = {kind: _filter(kind, rules) for kind, rules in FILTERS.items()}
"""The filter of each type that is listed by the page."""
ORDER_INPUTS: dict[str, type[Enum]] = {kind: _order(kind, orders) for kind, orders in ORDERS.items()}
"""The orders of each type that is listed by the page."""

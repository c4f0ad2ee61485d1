"""How many things there are, group by group: groups by the table of groupings, and the arguments that make them."""

from collections.abc import Callable
from enum import Enum
from inspect import get_annotations
from types import GenericAlias
from typing import Generic, TypeVar

from pydantic.alias_generators import to_snake
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from linkage.api.schema import enums
from linkage.api.schema.declaration import LENS, TYPES, argument, computed, described, filtering
from linkage.api.storage.groupings import GROUPINGS, Grouping
from linkage.api.storage.places import Leaf, One, Storage

Group = TypeVar("Group")

GROUPS = 1_000
"""Groups where the query does not say how many."""


@enums.choice
class GroupOrder(Enum):
    """The orders of groups."""

    GROUP_ASC = "GROUP_ASC"
    """By what tells them apart, in the order of `by`: keys, months, names of choices; what has none comes last."""
    COUNT_DESC = "COUNT_DESC"
    """The largest first, those of one size by what tells them apart."""


def of_counts(kind: str) -> tuple[StrawberryArgument, ...]:
    """The arguments of counts of things of a kind."""
    return (
        argument("by", GenericAlias(list, _GROUPING_INPUTS[kind]), "What tells groups apart; at least one."),
        filtering(kind),
        LENS,
        argument("orderBy", GroupOrder, "In which order the groups come.", GroupOrder.GROUP_ASC),
        argument("first", int, "How many groups at most.", GROUPS),
    )


def _grouping_input(kind: str, groupings: dict[str, Grouping]) -> type[Enum]:
    names = {to_snake(name).upper(): name for name in groupings}
    choices = Enum(f"{kind}Grouping", names, module=__name__)  # type: ignore[misc]  # made at import
    choices.__doc__ = (
        f"What tells groups of {kind.lower()}s apart; those that have none of it are a group of their own."
    )
    return enums.choice(choices, members={member: groupings[name].description for member, name in names.items()})


_GROUPING_INPUTS = {kind: _grouping_input(kind, groupings) for kind, groupings in GROUPINGS.items()}


def _with_groupings(kind: str) -> Callable[[type], type]:
    """Give a class a field for whatever things of a kind are grouped by; it is null where `by` does not name it."""

    def with_fields(cls: type) -> type:
        hints = {}
        for name, grouping in GROUPINGS[kind].items():
            hints[name] = StrawberryAnnotation(f"{_type_name(grouping)} | None", namespace=TYPES)
            sentence = f"{grouping.description} Null where there is none, or `by` leaves it out."
            setattr(cls, name, computed(_place(name, grouping), sentence, name=name))
        cls.__annotations__ = hints | get_annotations(cls)
        return described(cls)

    return with_fields


def _type_name(grouping: Grouping) -> str:
    if isinstance(grouping.holds, str):
        return grouping.holds
    TYPES.setdefault(grouping.holds.__name__, grouping.holds)
    return grouping.holds.__name__


def _place(name: str, grouping: Grouping) -> Storage:
    if isinstance(grouping.holds, str):
        return One(f"({{y}}:{grouping.holds} {{{{key: {{x}}.{name}}}}})")
    return Leaf(f"{{x}}.{name}")


@_with_groupings("Relation")
class RelationGroupType:
    """Relations that are alike in what they are grouped by."""

    count: int = computed(Leaf("{x}.count"), "How many relations it has.")


@_with_groupings("Claim")
class ClaimGroupType:
    """Claims that are alike in what they are grouped by."""

    count: int = computed(Leaf("{x}.count"), "How many claims it has.")


@described
class CountsType(Generic[Group]):
    """
    How many things there are, in all and by group. A thing that has several of what tells groups apart, such as a claim
    of two theatres, counts in each of their groups: these add up to more than there are.
    """

    counted: int = computed(None, "How many things there are, each counted once.")
    total_count: int = computed(None, "How many groups there are, however many are returned.")
    groups: list[Group] = computed(None, "The first of the groups.")

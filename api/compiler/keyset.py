"""Which part of a sorted list a page is: how many things, from which end, between which cursors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linkage.api.compiler.cursors import decode
from linkage.api.compiler.parameters import Arguments, Bindings, given
from linkage.api.errors import bad_input, within
from linkage.api.http.limits import LARGEST_PAGE
from linkage.api.schema.declaration import PAGE
from linkage.api.storage.orders import Order, Sorting
from linkage.graph.dates import parse_day

MOST_ORDERS = 4
"""Orders of one list: each asks more of a cursor."""


def page_size(arguments: Arguments) -> int:
    """How many things a page holds; a GraphQLError where no page is of that size."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise bad_input("a page takes `first` or `last`, not both: it is counted from one end")
    if last is not None:
        return within(last, 0, LARGEST_PAGE, "last")
    return within(PAGE if first is None else first, 0, LARGEST_PAGE, "first")


@dataclass(frozen=True, slots=True)
class Keyset:
    """The part of a list that the arguments of a field ask for."""

    bindings: Bindings
    source: int
    arguments: Arguments
    kind: str

    @property
    def sorting(self) -> Sorting:
        """What the list is sorted by; a name that comes again sorts nothing."""
        names = tuple(dict.fromkeys(order.name for order in self.arguments["orderBy"]))
        if not 0 < len(names) <= MOST_ORDERS:
            raise bad_input(f"orderBy takes 1 to {MOST_ORDERS} orders, not {len(names)}")
        return Sorting(self.kind, names)

    @property
    def backwards(self) -> bool:
        """Whether the page is counted from the end."""
        return self.arguments.get("last") is not None

    def between(self, y: str, day: str | None) -> list[str]:
        """The conditions that a thing stands behind the one cursor and before the other."""
        return [*self._beyond("after", y, day), *self._beyond("before", y, day)]

    def bound(self, y: str) -> str:
        """The condition on the pair of a relation that lets an index begin where the page does."""
        argument, sign = ("before", "<=") if self.backwards else ("after", ">=")
        if self.arguments.get(argument) is None:
            return f"{y}.pair >= ''"
        return f"{y}.pair {sign} {self._bound(argument, 0)}"

    def _beyond(self, argument: str, y: str, day: str | None) -> Sequence[str]:
        """The condition that a thing stands beyond the cursor in *argument*: by what sorts first, or where that is equal by the rest."""
        if self.arguments.get(argument) is None:
            return ()
        orders = self.sorting.orders
        condition = f"{y}.id {'>' if argument == 'after' else '<'} {self._bound(argument, len(orders))}"
        for number, order in reversed(list(enumerate(orders))):
            sign = "<" if order.descending is (argument == "after") else ">"
            sort, value = order.value(y, day), self._bound(argument, number, order)
            condition = f"({sort} {sign} {value} OR ({sort} = {value} AND {condition}))"
        return (condition,)

    def _bound(self, argument: str, number: int, order: Order | None = None) -> str:
        """The parameter for a part of the cursor in *argument*."""
        tag = self.sorting.tag

        def value(arguments: Arguments) -> Any:
            part = decode(arguments[argument], tag, argument)[number]
            return part if order is None else _sort_value(part, order, argument)

        return given(self.bindings.bind(self.source, value))


def _sort_value(value: Any, order: Order, argument: str) -> Any:
    """A cursor's sort value as the store compares it."""
    try:
        if order.kind == "day":
            return parse_day(value)
    except (ValueError, TypeError) as error:
        raise bad_input(f"{argument}: this is not a cursor") from error
    if isinstance(value, str) is not (order.kind == "text"):
        raise bad_input(f"{argument}: this is not a cursor")
    return float(value) if order.kind == "number" else value

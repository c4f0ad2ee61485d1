"""What readers see of the graph, and a change of it that they see in one step."""

from dataclasses import dataclass
from typing import Any, Protocol

from linkage.graph.store.transactions import Counters, Opened, Step, change, value


@dataclass(frozen=True, slots=True)
class Generation:
    """
    A state of the graph: its number, which grows with every change, and an id that no other state has.

    `changing` is whether the next one is being put in its place right now. While the data set `building` is loaded
    in many steps, or its load was cut short, what readers see is neither the text before nor the text after it.
    """

    number: int
    id: str
    since: str | None
    changing: bool
    building: str | None
    building_since: str | None


class Writing(Protocol):
    """Where loading and deriving read and write: the store, or one change of it."""

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns."""

    def write(self, *steps: Step) -> Counters:
        """Run the steps; add up what they changed."""


class GraphChange:
    """One transaction, which readers see in one step when it ends."""

    def __init__(self, transaction: Opened) -> None:
        self._transaction = transaction

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns, as things stand within the transaction."""
        return value(self._transaction, name, values)

    def write(self, *steps: Step) -> Counters:
        """Run the steps; add up what they changed."""
        return change(self._transaction, steps)

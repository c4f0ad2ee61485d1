"""A change of the graph that readers see in one step."""

from typing import Any, Protocol

from linkage.graph.store.transactions import Counters, Opened, Step, change, value


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

"""A change of the graph that readers see in one step."""

from typing import Any, Protocol

from linkage.graph.store.transactions import SCHEMA, Counters, Opened, Rows, Step, change, rows_of, value


class Writing(Protocol):
    """Where loading and deriving read and write: the store, or one change of it."""

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns."""

    def write(self, *steps: Step) -> Counters:
        """Run the steps; add up what they changed."""


class GraphChange:
    """One transaction, which readers see in one step when it ends; `schema` where that is all that it changes."""

    def __init__(self, transaction: Opened) -> None:
        self._transaction = transaction
        self.schema = False

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns, as things stand within the transaction."""
        return value(self._transaction, name, values)

    def write(self, *steps: Step) -> Counters:
        """Run the steps; add up what they changed."""
        return change(self._transaction, steps)

    def rows(self, text: str) -> Rows:
        """What a statement returns that a person typed, with what it changed."""
        result = self._transaction.run(text)
        rows = rows_of(result)
        self.schema = result.consume().query_type == SCHEMA
        return rows

"""A change of the graph that readers see in one step."""

from enum import Enum
from typing import Any, Protocol

from linkage.graph.store.transactions import SCHEMA, Counters, Opened, Rows, Step, change, rows_of, value


class RecordTransition(Enum):
    """What became of a record."""

    ADDED = "ADDED"
    """It is there now and was not before."""
    CHANGED = "CHANGED"
    """It, one of its names or what else is a part of it is not what it was."""
    REMOVED = "REMOVED"
    """It is not there any more."""


class Writing(Protocol):
    """Where loading and deriving read and write: the store, or one change of it."""

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns."""

    def write(self, *steps: Step) -> Counters:
        """Run the steps; add up what they changed."""


class GraphChange:
    """
    One transaction, which readers see in one step when it ends; `schema` where that is all that it changes.

    `advance` is the step that makes it another generation, with an entry in the journal.
    """

    def __init__(self, transaction: Opened) -> None:
        self._transaction = transaction
        self.schema = False
        self.advance = advance()

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns, as things stand within the transaction."""
        return value(self._transaction, name, values)

    def write(self, *steps: Step) -> Counters:
        """Run the steps; add up what they changed."""
        return change(self._transaction, steps)

    def list_all(self, dataset: str, relations: int) -> None:
        """Say that the journal lists all records that a load of this data set changes, and derives so many relations."""
        self.advance = advance(dataset, relations)

    def rows(self, text: str) -> Rows:
        """What a statement returns that a person typed, with what it changed."""
        result = self._transaction.run(text)
        rows = rows_of(result)
        self.schema = result.consume().query_type == SCHEMA
        return rows


def advance(dataset: str | None = None, relations: int | None = None) -> Step:
    """What makes what is written with it another generation; *dataset* where the journal lists all that a load changes."""
    return "generation.advance", {"dataset": dataset, "relations": relations}

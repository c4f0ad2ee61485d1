"""All the statements that one answer takes: of one generation of the graph, or of no use."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from linkage.graph.errors import TornReadError
from linkage.graph.store.generation import GraphState


class Operation:
    """
    What the statements of one answer saw.

    They saw one generation where the one that was there *before* the first of them is still there after each: so an
    operation needs no transaction. It is `torn` where they did not, unless the graph says that it is being built.
    Its statements have until *deadline*, by the loop's clock, if it has one.
    """

    def __init__(self, before: GraphState | None = None, deadline: float | None = None) -> None:
        self.before = before
        self.deadline = deadline
        self.last: GraphState | None = None
        self.torn = False

    def see(self, state: GraphState) -> None:
        """Take in what a statement saw; TornReadError where it is another generation than before."""
        if self.last is None or state.asked >= self.last.asked:
            self.last = state
        if state.building:
            self.before = state
        elif self.before and not state.continues(self.before):
            self.torn = True
        self.check()

    def check(self) -> None:
        """TornReadError where nothing more that is read can be of use."""
        if self.torn:
            raise TornReadError("the graph changed while this was read: ask again")


_CURRENT: ContextVar[Operation | None] = ContextVar("operation", default=None)


def current_operation() -> Operation | None:
    """The operation that this task or thread works for."""
    return _CURRENT.get()


@contextmanager
def entered(operation: Operation) -> Iterator[Operation]:
    """What runs within, in whatever task or thread, works for the operation."""
    token = _CURRENT.set(operation)
    try:
        yield operation
    finally:
        _CURRENT.reset(token)

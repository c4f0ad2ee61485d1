"""Parameters that have to be found out before their statement runs: a search, an analysis."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Run = Callable[[str, dict[str, Any]], Awaitable[list[Any]]]
"""Runs a statement with its parameters and gives the columns of its one record."""


class Desk(Protocol):
    """Where a question can be taken: to the store, to the API itself, to a worker beside it."""

    async def run(self, text: str, values: dict[str, Any]) -> list[Any]:
        """The columns of the one record that the statement returns."""

    async def ask(self, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The `data` of one of our own documents, whatever it costs."""

    async def work(self, function: Callable[..., T], *arguments: Any) -> T:
        """What the function returns, worked out where it holds up nobody."""


class Deferred(ABC):
    """What an argument asks for, in place of the value that a statement needs."""

    @abstractmethod
    async def answer(self, desk: Desk) -> Any:
        """The value for the statement; a GraphQLError where there is none."""

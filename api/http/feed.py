"""
The changes of the graph as they come, for all who listen in one process.

They are read from the journal in the database, so it does not matter which process a client asks, or asked before.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager, suppress
from contextvars import Context
from functools import partial
from typing import Any

from graphql import ExecutionResult, GraphQLError, OperationType, subscribe

from linkage.api.errors import coded
from linkage.api.http.service import Service, format_error, response_map
from linkage.api.journal import read_entries
from linkage.api.schema.build import SCHEMA
from linkage.api.schema.journal import GraphChangeType
from linkage.graph.errors import QueryError, StoreError
from linkage.graph.store.allowance import allowed

INTERVAL = 0.5
"""Seconds between looks at the graph while anybody listens."""
HEARTBEAT = 15.0
"""Seconds after which a client that was told nothing gets a sign of life."""
LISTENERS = 200
"""Subscriptions, and as many web sockets, that are open in one process at once."""
FULL = coded("BUSY", f"{LISTENERS} subscriptions are open here, which is the most: end one, or ask again in a while")
_PAGE = 100

Told = tuple[str | None, dict[str, Any]]
"""A response map, with the cursor of the change that it tells."""


class Feed:
    """
    Who listens to the changes of one graph; one task looks whether there are any, as long as somebody does.

    A query among what is asked waits for the database for so many seconds as *longest* says.
    """

    def __init__(self, service: Service, longest: float) -> None:
        self.sockets: set[object] = set()
        """The web sockets that are open."""
        self._service = service
        self._longest = longest
        self.listeners = 0
        """How many subscriptions are open."""
        self.looking: asyncio.Task[None] | None = None
        """Looks at the graph for all of them."""
        self._news = asyncio.Event()
        self._ended = asyncio.Event()

    @property
    def closed(self) -> bool:
        """Whether the server stops, so that clients are to ask again, of another."""
        return self._ended.is_set()

    def close(self) -> None:
        """All subscriptions end, for the server does."""
        self._ended.set()
        self._tell()

    async def answers(
        self, query: str, variables: dict[str, Any] | None, operation_name: str | None, resumed: str | None = None
    ) -> AsyncGenerator[Told, None]:
        """
        The answers to an operation: one to a query, one for each change of the graph to a subscription.

        Where the client *resumed* after a change, those since come first, whatever its variables say. What cannot be
        run has one answer, without `data`.
        """
        try:
            prepared, operation = self._service.weighed(query, variables, operation_name)
        except QueryError as refusal:
            yield None, {"errors": refusal.errors}
            return
        if operation.operation is not OperationType.SUBSCRIPTION:
            with allowed(self._longest):
                answer = await self._service.answer(query, variables, operation_name)
            yield None, answer
            return
        if self.listeners >= LISTENERS:
            yield None, {"errors": [format_error(FULL)]}
            return
        listener = _Listener(self, resumed)
        with self._listening():
            try:
                events = await subscribe(  # type: ignore[misc]  # our resolver has it wait
                    SCHEMA,
                    prepared.document,
                    context_value=listener.begin,
                    variable_values=variables,
                    operation_name=operation_name,
                )
                if isinstance(events, ExecutionResult):
                    yield None, {"errors": [format_error(error) for error in events.errors or ()]}
                    return
                async with aclosing(events):
                    async for event in events:
                        yield listener.position, response_map(event)
            except Exception as error:  # noqa: BLE001 - whoever listens is to know that it is over
                known = error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error)
                yield None, {"errors": [format_error(known)]}

    async def entries(self, after: str) -> list[GraphChangeType]:
        """The first changes since the one of this cursor; a GraphQLError where there is none such."""
        entries, _ = await self._service.generations.complete(partial(read_entries, self._service.run, after, _PAGE))
        return [GraphChangeType.of(entry) for entry in entries]

    async def latest(self) -> str:
        """The cursor of the last change."""
        return (await self._service.generations.look()).id

    @property
    def coming(self) -> asyncio.Event:
        """What is set at the next change, and is another one then."""
        return self._news

    @contextmanager
    def _listening(self) -> Iterator[None]:
        self.listeners += 1
        if self.looking is None:
            # It is for all who listen, so it goes by no request's name.
            self.looking = asyncio.create_task(self._look(), context=Context())
        try:
            yield
        finally:
            self.listeners -= 1
            if not self.listeners:
                self.looking.cancel()
                self.looking = None

    async def _look(self) -> None:
        known = None
        while True:
            with suppress(StoreError):  # whoever listens has time
                state = await self._service.generations.look()
                if state.settled and state.id != known:
                    known = state.id
                    self._tell()
            await asyncio.sleep(INTERVAL)

    def _tell(self) -> None:
        before, self._news = self._news, asyncio.Event()
        before.set()


class _Listener:
    """One subscription; `position` is the cursor of the change that was told last."""

    def __init__(self, feed: Feed, resumed: str | None) -> None:
        self._feed = feed
        self._resumed = resumed
        self.position = ""

    async def begin(self, after: str | None) -> AsyncIterator[GraphChangeType]:
        """The changes behind a cursor, as they come; a GraphQLError where there is no such change."""
        coming = self._feed.coming
        self.position = self._resumed or after or await self._feed.latest()
        return self._changes(coming, await self._feed.entries(self.position))

    async def _changes(self, coming: asyncio.Event, entries: list[GraphChangeType]) -> AsyncIterator[GraphChangeType]:
        while not self._feed.closed:
            for entry in entries:
                self.position = entry.cursor
                yield entry
            if not entries:
                await coming.wait()
            # What comes while the journal is read is seen in it, or after it.
            coming = self._feed.coming
            entries = await self._read()

    async def _read(self) -> list[GraphChangeType]:
        """The next changes, as soon as the database answers."""
        while True:
            try:
                return await self._feed.entries(self.position)
            except StoreError:
                await asyncio.sleep(INTERVAL)

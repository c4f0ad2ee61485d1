"""How many statements run at once: beyond a few for each core a server answers fewer in all, not more."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from linkage.graph.errors import StoreBusyError


def available_cores() -> int:
    """Cores that this process may use; a container may have fewer than its machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


AT_ONCE = 2 * available_cores()
WAITING = 250
"""Statements that may wait; at some 150 answers a second the last of them waits less than two seconds."""


class Gate:
    """Lets *at_once* statements through and keeps up to *waiting* of them in a queue."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._waiting = 0
        self._longest = waiting

    @asynccontextmanager
    async def entered(self, deadline: float) -> AsyncIterator[None]:
        """
        There is room for the statement within.

        StoreBusyError where the queue is full, or where its turn does not come by *deadline* (by the loop's clock).
        """
        await self._enter(deadline)
        try:
            yield
        finally:
            self._room.release()

    async def _enter(self, deadline: float) -> None:
        if self._room.locked() and self._waiting >= self._longest:
            raise StoreBusyError("too many questions wait for the database: try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout_at(deadline):
                await self._room.acquire()
        except TimeoutError as error:
            raise StoreBusyError("the database has no time for this question: try again in a moment") from error
        finally:
            self._waiting -= 1

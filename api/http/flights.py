"""A statement that the database has not seen yet is planned once, however many ask it at the same time."""

import asyncio
from collections import OrderedDict
from typing import Any

from linkage.api.compiler.deferred import Run
from linkage.graph.store.allowance import waiting

REMEMBERED = 2_000
"""Texts of statements that are known to have been planned."""
LONGEST = 15.0
"""Seconds that anybody waits for somebody else's plan."""


class Flights:
    """
    Runs statements; whoever asks one that is run for the first time lets whoever came first go ahead.

    Planning costs the database more than most answers, and it plans for each who asks at once.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._planned: OrderedDict[str, None] = OrderedDict()
        self._first: dict[str, asyncio.Future[None]] = {}

    async def run(self, text: str, values: dict[str, Any]) -> list[Any]:
        """The columns of the one record that the statement returns."""
        if text in self._planned:
            return await self._run(text, values)
        first = self._first.get(text)
        if first is None:
            return await self._lead(text, values)
        now = asyncio.get_running_loop().time()
        with waiting(now + LONGEST) as deadline:
            await asyncio.wait({first}, timeout=max(deadline - now, 0))
        # Whether the first was answered, failed or was given up: nobody waits twice.
        return await self._run(text, values)

    async def _lead(self, text: str, values: dict[str, Any]) -> list[Any]:
        flight = self._first[text] = asyncio.get_running_loop().create_future()
        try:
            record = await self._run(text, values)
        finally:
            del self._first[text]
            flight.set_result(None)
        self._planned[text] = None
        if len(self._planned) > REMEMBERED:
            self._planned.popitem(last=False)
        return record

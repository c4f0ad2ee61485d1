"""
Each answer is of one generation of the graph, without a transaction around its statements.

Whoever changes the graph says so before, and makes another generation of it; each statement tells which it saw
(`graph/store/generation.py`). An answer whose statements saw two is made again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import Any, TypeVar

from linkage.api.compiler.deferred import Run
from linkage.graph.errors import StoreBusyError, StoreError
from linkage.graph.store.allowance import waiting
from linkage.graph.store.generation import STATE, GraphState
from linkage.graph.store.operation import Operation, current_operation, entered
from linkage.graph.store.statements import statement
from linkage.graph.wording.generations import STILL_CHANGING, behind

T = TypeVar("T")

FRESH = 0.2
"""Seconds for which what was seen of the graph is taken to be so still, where a client asks whether it has changed."""
PATIENCE = 13.0
"""Seconds that an answer waits for the graph to come to rest."""
LONGEST = 15.0
"""Seconds that a request waits for the database in all, and after which an answer that is made again is given up."""
_PAUSE, _LONGEST_PAUSE = 0.02, 0.5


class Generations:
    """What is known of the generations of one database; *run* runs statements on it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: GraphState | None = None
        self._look: asyncio.Future[GraphState] | None = None

    async def run(self, text: str, values: dict[str, Any]) -> list[Any]:
        """The columns of the one record that the statement returns; before the first of an operation, look around."""
        operation = current_operation()
        if operation and operation.before is None:
            operation.before = self._known or await self._settled(_from_now(PATIENCE))
        return await self._run(text, values)

    async def complete(self, work: Callable[[], Awaitable[T]]) -> tuple[T, GraphState | None]:
        """
        What *work* returns, all of one generation, and that; None where it asked nothing.

        Within another operation it is a part of that one. StoreBusyError where the graph does not come to rest.
        """
        outer = current_operation()
        if outer:
            answer = await work()
            outer.check()
            return answer, outer.last
        begin = asyncio.get_running_loop().time()
        operation = Operation()
        while True:
            answers = await self._attempt(operation, work)
            if answers:
                return answers[0], operation.last
            operation = Operation(await self._settled(begin + PATIENCE), begin + LONGEST)

    async def fresh(self) -> GraphState:
        """The state of the graph, no older than `FRESH`; StoreError where the database does not answer."""
        known = self._known
        if known and known.asked > asyncio.get_running_loop().time() - FRESH:
            return known
        return await self.look()

    async def reach(self, number: int) -> None:
        """The database that answers here has this generation; StoreBusyError where it does not come."""
        with waiting(_from_now(PATIENCE)) as deadline:
            known, pause = self._known, _PAUSE
            while known is None or known.number < number:
                known = await self.look()
                if known.number < number:
                    pause = await _rest(pause, deadline, behind(number, known.number))

    async def look(self) -> GraphState:
        """The state of the graph now; whoever asks while somebody looks gets what that one sees."""
        if self._look is None:
            # It is for all who wait, so whoever asked first does not bound it.
            self._look = asyncio.create_task(self._see(), context=Context())
            self._look.add_done_callback(self._looked)
        try:
            with waiting(_from_now(LONGEST)) as deadline:
                async with asyncio.timeout_at(deadline):
                    return await asyncio.shield(self._look)
        except TimeoutError as error:
            raise StoreError("the database does not answer: run `linkage db status`") from error

    async def _attempt(self, operation: Operation, work: Callable[[], Awaitable[T]]) -> list[T]:
        """What *work* returns as the only item, none where it saw several generations."""
        with entered(operation):
            try:
                answer = await work()
            except Exception:
                if not operation.torn:
                    raise
        if operation.torn:
            return []
        self._learn(operation.last)
        return [answer]

    async def _settled(self, latest: float) -> GraphState:
        with waiting(latest) as deadline:
            pause = _PAUSE
            while not (state := await self.look()).settled:
                pause = await _rest(pause, deadline, STILL_CHANGING)
            if asyncio.get_running_loop().time() > deadline:
                raise StoreBusyError(STILL_CHANGING)
            return state

    async def _see(self) -> GraphState:
        state = await self._observe()
        if state.abandoned is not None:
            [uncertain] = await self._run(statement("lease.cut_off").text, {"number": state.abandoned})
            if not uncertain:
                state = (await self._observe()).rested(state.announced)
        self._learn(state)
        return state

    async def _observe(self) -> GraphState:
        with entered(Operation()) as probe:
            await self._run(STATE, {})
        assert probe.last is not None
        return probe.last

    def _looked(self, look: "asyncio.Future[GraphState]") -> None:
        self._look = None
        if not look.cancelled():
            look.exception()  # whoever waited has it

    def _learn(self, state: GraphState | None) -> None:
        if state and state.settled and (self._known is None or state.asked >= self._known.asked):
            self._known = state


def _from_now(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


async def _rest(pause: float, deadline: float, reason: str) -> float:
    """Wait a moment, and tell how long the next one is; StoreBusyError where there is no time for it."""
    if asyncio.get_running_loop().time() + pause > deadline:
        raise StoreBusyError(reason)
    await asyncio.sleep(pause)
    return min(2 * pause, _LONGEST_PAUSE)

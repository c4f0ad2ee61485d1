"""What is worked out beside the server, and what becomes of it when nobody waits any more."""

import asyncio
import os
import time
from collections.abc import Iterator

import pytest

from linkage.api.http.workers import LANES, Workers
from linkage.graph.errors import LeverageError
from linkage.graph.store.operation import Operation, entered


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """A single process, so that what is asked of it stands in one queue."""
    with Workers(1) as opened:
        asyncio.run(opened.work(abs, 1))  # it runs
        yield opened


def test_work_that_nobody_waits_for_holds_nobody_up(workers: Workers) -> None:
    async def leave_and_ask() -> float:
        left = [asyncio.create_task(workers.work(time.sleep, 5)) for _ in range(40)]
        await asyncio.sleep(0.5)
        for task in left:
            task.cancel()
        begin = time.monotonic()
        assert await workers.work(abs, -7) == 7
        assert all(isinstance(outcome, asyncio.CancelledError) for outcome in await gathered(left))
        return time.monotonic() - begin

    assert asyncio.run(leave_and_ask()) < 4


def test_work_that_somebody_waits_for_outlives_the_work_beside_it(workers: Workers) -> None:
    async def leave_one() -> int:
        waiting = asyncio.create_task(workers.work(os.getpid))
        leaving = asyncio.create_task(workers.work(time.sleep, 5))
        staying = asyncio.create_task(workers.work(os.getpid))
        process = await waiting
        await asyncio.sleep(0.2)
        leaving.cancel()
        assert await staying != process
        return await workers.work(abs, -7)

    assert asyncio.run(leave_one()) == 7


def test_what_goes_wrong_in_the_work_goes_wrong_where_it_was_asked_for(workers: Workers) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        asyncio.run(workers.work(int, "seven"))


def test_a_process_that_ends_is_replaced(workers: Workers) -> None:
    async def end_and_ask() -> int:
        with pytest.raises(LeverageError, match="ask again"):
            await workers.work(os._exit, 1)
        return await workers.work(abs, -7)

    assert asyncio.run(end_and_ask()) == 7


def test_a_quick_question_is_answered_beside_long_ones() -> None:
    async def ask() -> float:
        long = [asyncio.create_task(_asked(workers, [5, 5, 5])) for _ in range(LANES - 1)]
        await asyncio.sleep(0.5)
        begin = time.monotonic()
        assert await _asked(workers, [0]) == [None]
        seconds = time.monotonic() - begin
        for task in long:
            task.cancel()
        await asyncio.gather(*long, return_exceptions=True)
        return seconds

    with Workers() as workers:
        asyncio.run(workers.work(abs, 1))
        assert asyncio.run(ask()) < 4


def test_one_operation_has_one_process_however_much_it_asks_for() -> None:
    async def ask() -> list[set[int]]:
        return await asyncio.gather(*(_processes(workers) for _ in range(LANES)))

    with Workers() as workers:
        processes = asyncio.run(ask())

    assert [len(own) for own in processes] == [1] * LANES
    assert len(set.union(*processes)) == LANES


async def _asked(workers: Workers, naps: list[float]) -> list[None]:
    """All of one operation, at the same time."""
    with entered(Operation()):
        return await asyncio.gather(*(workers.work(time.sleep, nap) for nap in naps))


async def _processes(workers: Workers) -> set[int]:
    with entered(Operation()):
        return set(await asyncio.gather(*(workers.work(os.getpid) for _ in range(6))))


async def gathered(tasks: list[asyncio.Task[None]]) -> list[None | BaseException]:
    return await asyncio.gather(*tasks, return_exceptions=True)

"""A process beside the server for what takes long to work out, so that other requests are not held up."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context
from typing import Any, Self, TypeVar

from linkage.graph.errors import LeverageError

T = TypeVar("T")

SECONDS = 60
"""The longest that anybody waits for an answer."""
_NEEDED = ("linkage.api.leverage.requests", "scipy.optimize")


class Workers:
    """
    One process that works on one thing after another.

    It is there from the start, for what it imports takes a second; and if it dies, another takes its place.
    """

    def __enter__(self) -> Self:
        self._pool = self._started()
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    async def work(self, function: Callable[..., T], *arguments: Any) -> T:
        """What the function returns; LeverageError where it takes too long or its process dies."""
        doing = asyncio.get_running_loop().run_in_executor(self._pool, function, *arguments)
        try:
            return await asyncio.wait_for(doing, SECONDS)
        except TimeoutError as error:
            raise LeverageError(f"this takes more than {SECONDS} seconds: ask for fewer draws") from error
        except BrokenProcessPool as error:
            self._pool = self._started()
            raise LeverageError("the process that works this out has ended: ask again, for less") from error

    @staticmethod
    def _started() -> ProcessPoolExecutor:
        # Spawned, since a fork would copy the threads and sockets of this process half-way.
        pool = ProcessPoolExecutor(1, get_context("spawn"))
        pool.submit(_prepare)
        return pool


def _prepare() -> None:
    for name in _NEEDED:
        import_module(name)

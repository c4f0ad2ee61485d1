"""Processes beside the server for what takes long to work out, so that other requests are not held up."""

from collections.abc import Callable
from typing import Any, Self, TypeVar
from weakref import WeakKeyDictionary

from linkage.api.http.lane import Lane
from linkage.graph.store.operation import Operation, current_operation

T = TypeVar("T")

LANES = 4
"""Processes; one that nobody has needed yet does not run."""


class Workers:
    """
    Some processes, each of which works on one thing after another; the system parts its cores among them.

    All that one operation asks for is worked out by one of them, the least busy when it first asks: so nobody waits
    for more than the share of one client, unless there are more clients than processes.
    """

    def __init__(self, lanes: int = LANES) -> None:
        self._lanes = [Lane() for _ in range(lanes)]
        self._chosen: WeakKeyDictionary[Operation, Lane] = WeakKeyDictionary()

    def __enter__(self) -> Self:
        self._lanes[0].prepare()  # what it imports takes a second, which the others are spared
        return self

    def __exit__(self, *_: object) -> None:
        for lane in self._lanes:
            lane.kill()
        for lane in self._lanes:
            lane.close()

    async def work(self, function: Callable[..., T], *arguments: Any) -> T:
        """
        What the function returns; LeverageError where it takes too long or its process dies.

        Whoever is cancelled while waiting leaves nothing behind: the work leaves the queue, or its process ends.
        """
        return await self._lane().work(function, *arguments)

    def _lane(self) -> Lane:
        least = min(self._lanes, key=lambda lane: lane.waiting)
        operation = current_operation()
        return least if operation is None else self._chosen.setdefault(operation, least)

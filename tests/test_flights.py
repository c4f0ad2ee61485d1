"""Statements that nobody has asked yet are let through one at a time, and whatever becomes of the first."""

import asyncio
from typing import Any

import pytest

from linkage.api.http.flights import Flights
from linkage.graph.errors import StoreError
from linkage.graph.store.allowance import allowed


class Database:
    """Answers when it is told to, and counts who waits."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, asyncio.Future[None]]] = []

    async def run(self, _text: str, values: dict[str, Any]) -> list[Any]:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((values["number"], answer))
        await answer
        return [values["number"]]

    def answer(self, error: Exception | None = None) -> list[int]:
        """Answer all who wait, or fail them; their numbers."""
        numbers = [number for number, _ in self.waiting]
        for _, answer in self.waiting:
            answer.set_exception(error) if error else answer.set_result(None)
        self.waiting.clear()
        return numbers


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def ask(flights: Flights, numbers: range, text: str = "RETURN $number") -> list["asyncio.Task[list[Any]]"]:
    return [asyncio.create_task(flights.run(text, {"number": number})) for number in numbers]


def test_the_first_goes_ahead_and_each_gets_an_answer_of_its_own() -> None:
    async def course() -> None:
        database = Database()
        tasks = ask(Flights(database.run), range(6))
        await settle()
        alone = database.answer()
        await settle()
        together = database.answer()

        assert (alone, together) == ([0], [1, 2, 3, 4, 5])
        assert await asyncio.gather(*tasks) == [[number] for number in range(6)]

    asyncio.run(course())


def test_nobody_waits_for_what_was_asked_before_or_is_something_else() -> None:
    async def course() -> None:
        database = Database()
        flights = Flights(database.run)
        before = ask(flights, range(1))
        await settle()
        database.answer()
        tasks = [*ask(flights, range(1, 3)), *ask(flights, range(3, 4), "RETURN 1")]
        await settle()

        assert database.answer() == [1, 2, 3]
        await asyncio.gather(*before, *tasks)

    asyncio.run(course())


@pytest.mark.parametrize("given_up", [True, False], ids=["is given up", "fails"])
def test_whatever_becomes_of_the_first_the_others_are_answered(given_up: bool) -> None:
    async def course() -> None:
        database = Database()
        first, *others = ask(Flights(database.run), range(3))
        await settle()
        if given_up:
            first.cancel()
            database.waiting.clear()
        else:
            database.answer(StoreError("away"))
        await settle()

        assert database.answer() == [1, 2]
        assert await asyncio.gather(*others) == [[1], [2]]
        with pytest.raises(asyncio.CancelledError if given_up else StoreError):
            await first

    asyncio.run(course())


def test_nobody_waits_longer_than_the_request_may() -> None:
    async def course() -> None:
        database = Database()
        flights = Flights(database.run)
        with allowed(0.1):
            tasks = ask(flights, range(2))
        await asyncio.sleep(0.5)

        assert database.answer() == [0, 1]
        await asyncio.gather(*tasks)

    asyncio.run(course())

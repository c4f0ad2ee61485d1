"""What a reader makes of a database that refuses, is slow, frozen, gone or asked too much: a real one each time."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import TransientError

from linkage.graph import embedded
from linkage.graph.embedded import home, process
from linkage.graph.errors import StatementTimeoutError, StoreBusyError, StoreError
from linkage.graph.settings import Settings
from linkage.graph.store.allowance import allowed
from linkage.graph.store.connection import Connection
from linkage.graph.store.gate import Gate
from linkage.graph.store.reader import PATIENCE, Reader

SLOW = "UNWIND range(1, 1000000000) AS x RETURN count(sin(x))"
MOST = 20
"""Transactions at a time of the server that refuses more; its own start takes some."""


@contextmanager
def frozen(settings: Settings) -> Iterator[None]:
    """The database neither answers nor ends."""
    server = process.find(home.Home.of(settings))
    assert server is not None
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


@pytest.fixture(scope="module")
def database(embedded_database: Connection) -> Connection:
    return embedded_database


@pytest.fixture
def narrow(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A server that refuses, for the moment, to begin more than a few transactions at a time."""
    limited = f"{home.CONFIGURATION}db.transaction.concurrent.maximum={MOST}\n"
    monkeypatch.setattr(home, "CONFIGURATION", limited)
    mine = settings.model_copy(update={"home": tmp_path / "home"})
    try:
        yield embedded.start(mine)
    finally:
        embedded.stop(mine)


def test_a_refusal_that_passes_reaches_nobody(narrow: Connection) -> None:
    async def ask(timeout: float) -> list[Any]:
        async with Reader(narrow, timeout=timeout) as reader:
            return await reader.record("RETURN 1 AS value", {})

    with (
        GraphDatabase.driver(narrow.uri, auth=(narrow.user, narrow.password)) as driver,
        ExitStack() as sessions,
    ):
        with pytest.raises(TransientError):
            for _ in range(MOST + 1):
                sessions.enter_context(driver.session()).begin_transaction().run("RETURN 1").consume()
        with pytest.raises(StoreError, match="MaximumTransactionLimitReached"):
            asyncio.run(ask(timeout=0.3))
        timer = threading.Timer(1, sessions.close)
        timer.start()
        try:
            assert asyncio.run(ask(timeout=10)) == [1]
        finally:
            timer.join()


def test_a_database_that_is_frozen_is_given_up_and_found_again(settings: Settings, database: Connection) -> None:
    async def ask() -> None:
        async with Reader(database, timeout=0.5) as reader:
            assert await reader.record("RETURN 1 AS value", {}) == [1]
            with frozen(settings):
                begin = time.monotonic()
                asked = [reader.record("RETURN 1 AS value", {}) for _ in range(20)]
                answers = await asyncio.gather(*asked, return_exceptions=True)
                passed = time.monotonic() - begin
            assert all(isinstance(answer, StoreError) for answer in answers)
            assert not any(isinstance(answer, StatementTimeoutError) for answer in answers)
            assert passed < 0.5 + PATIENCE + 1
        async with Reader(database) as reader:
            assert await reader.record("RETURN 1 AS value", {}) == [1]

    asyncio.run(ask())


def test_a_statement_that_nobody_waits_for_any_more_ends_in_the_database(database: Connection) -> None:
    async def leave(reader: Reader) -> None:
        asked = asyncio.ensure_future(reader.record(SLOW, {}))
        while SLOW not in await running(reader):
            await asyncio.sleep(0.05)
        asked.cancel()
        await asyncio.wait({asked})
        async with asyncio.timeout(5):  # on an idle machine it is gone at once
            while SLOW in await running(reader):
                await asyncio.sleep(0.05)

    async def running(reader: Reader) -> list[str]:
        [texts] = await reader.record("SHOW TRANSACTIONS YIELD currentQuery RETURN collect(currentQuery) AS texts", {})
        return list(texts)

    async def asked() -> None:
        async with Reader(database, timeout=60) as reader:
            await leave(reader)

    asyncio.run(asked())


def test_what_a_request_may_wait_is_parted_among_all_its_statements(database: Connection) -> None:
    async def ask() -> None:
        async with Reader(database, timeout=60) as reader:
            with allowed(2 + PATIENCE):
                for _ in range(1_000):
                    await reader.record("UNWIND range(1, 2000000) AS x RETURN count(sin(x))", {})

    begin = time.monotonic()
    with pytest.raises(StoreError):
        asyncio.run(ask())

    assert time.monotonic() - begin < 2 * (2 + PATIENCE)


def test_a_database_that_is_not_there_is_told_at_once(database: Connection) -> None:
    gone = Connection("bolt://127.0.0.1:1", database.user, database.password)

    async def ask() -> None:
        async with Reader(gone) as reader:
            await reader.record("RETURN 1 AS value", {})

    begin = time.monotonic()
    with pytest.raises(StoreError, match="does not answer"):
        asyncio.run(ask())

    assert time.monotonic() - begin < 3


def test_who_finds_the_queue_full_is_told_so_at_once(database: Connection) -> None:
    async def ask() -> list[Any]:
        async with Reader(database, timeout=1, gate=Gate(at_once=1, waiting=1)) as reader:
            asked = [asyncio.create_task(reader.record(SLOW, {})) for _ in range(2)]
            await asyncio.sleep(0.1)
            begin = time.monotonic()
            with pytest.raises(StoreBusyError, match="too many"):
                await reader.record("RETURN 1 AS value", {})
            assert time.monotonic() - begin < 0.5
            return await asyncio.gather(*asked, return_exceptions=True)

    assert all(isinstance(answer, StoreError) for answer in asyncio.run(ask()))


def test_the_time_in_the_queue_counts() -> None:
    async def wait() -> float:
        gate, loop = Gate(at_once=1), asyncio.get_running_loop()
        async with gate.entered(loop.time() + 5):
            begin = loop.time()
            with pytest.raises(StoreBusyError, match="no time"):
                async with gate.entered(begin + 0.2):
                    pass
            passed = loop.time() - begin
        async with gate.entered(loop.time() + 0.2):
            return passed

    assert 0.2 <= asyncio.run(wait()) < 1

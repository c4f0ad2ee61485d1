"""An asynchronous, read-only way to the database: one statement, one record."""

import asyncio
import random
from typing import Any, Self

from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase, AsyncSession, Query
from neo4j.exceptions import DriverError, Neo4jError

from linkage.graph.errors import StatementTimeoutError, StoreError
from linkage.graph.store.allowance import waiting
from linkage.graph.store.connection import Connection
from linkage.graph.store.gate import Gate
from linkage.graph.store.generation import COLUMN, GraphState
from linkage.graph.store.operation import Operation, current_operation
from linkage.graph.store.transactions import store_error

PATIENCE = 2.5
"""Seconds that a server gets to say that a statement took too long; by default it looks every two."""
FIRST_PAUSE = 0.05
"""Seconds before a refused statement is tried again; twice as long each time."""
_TIMED_OUT = {
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
}


class Reader:
    """
    Runs reading statements; writes are refused by the server.

    The server gives each at most *timeout* seconds. Whatever becomes of the server, there is an answer or an error
    `PATIENCE` later, or sooner where whoever asks is allowed no more; the time in the queue of *gate* counts.
    """

    def __init__(self, connection: Connection, *, timeout: float = 13, gate: Gate | None = None) -> None:
        self._connection = connection
        self._timeout = timeout
        self._gate = gate or Gate()
        self._driver = _open_driver(connection)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._driver.close()

    async def verify(self) -> None:
        """The server answers and takes us in; StoreError says why it does not."""
        try:
            await self._driver.verify_connectivity()
        except (Neo4jError, DriverError) as error:
            raise store_error(error, self._connection) from error

    async def follow(self, connection: Connection) -> None:
        """Ask the database at *connection* from now on; what is asked of the former one meanwhile fails."""
        if connection != self._connection:
            former, self._connection, self._driver = self._driver, connection, _open_driver(connection)
            await former.close()

    async def record(self, text: str, values: dict[str, Any]) -> list[Any]:
        """
        The columns of the one record that the statement returns; what a watched one saw goes to the operation.

        StatementTimeoutError where it takes too long, StoreBusyError where its turn does not come, TornReadError
        where the graph has changed since the operation began, StoreError where the server gives none.
        """
        operation = current_operation()
        if operation:
            operation.check()
        with waiting(self._deadline(operation)) as deadline:
            async with self._gate.entered(deadline):
                return await self._answered(text, values, deadline)

    async def plan(self, text: str, values: dict[str, Any]) -> None:
        """The server has a plan for the statement with values of these types; it reads nothing. StoreError else."""
        async with self._gate.entered(asyncio.get_running_loop().time() + self._timeout):
            try:
                async with self._session() as session:
                    result = await session.run(Query(f"EXPLAIN {text}", timeout=self._timeout), values)
                    await result.consume()
            except (Neo4jError, DriverError) as error:
                raise self._reading_error(error) from error

    def _deadline(self, operation: Operation | None) -> float:
        deadline = asyncio.get_running_loop().time() + self._timeout + PATIENCE
        return min(deadline, operation.deadline) if operation and operation.deadline else deadline

    async def _answered(self, text: str, values: dict[str, Any], deadline: float) -> list[Any]:
        begin = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(deadline):
                return await self._persist(text, values, deadline)
        except TimeoutError as error:
            silent = TimeoutError(f"silent for {max(deadline - begin, 0):.1f} seconds")
            raise store_error(silent, self._connection) from error
        except (Neo4jError, DriverError) as error:
            raise self._reading_error(error) from error

    async def _persist(self, text: str, values: dict[str, Any], deadline: float) -> list[Any]:
        """Run the statement again while the driver says that this may help: it only reads, so nothing is done twice."""
        loop = asyncio.get_running_loop()
        pause, reconnected = FIRST_PAUSE, False
        while True:
            try:
                return await self._run(text, values, min(self._timeout, deadline - loop.time() - PATIENCE))
            except (Neo4jError, DriverError) as error:
                # A server that was restarted has cut the connections that we kept; one that is gone stays gone.
                futile = reconnected and isinstance(error, DriverError)
                if futile or not error.is_retryable() or loop.time() + pause > deadline - PATIENCE:
                    raise
                reconnected = isinstance(error, DriverError)
            await asyncio.sleep(pause * random.uniform(0.5, 1))
            pause *= 2

    async def _run(self, text: str, values: dict[str, Any], timeout: float) -> list[Any]:
        # The text comes from the compiler or from cypher/, never from a caller; values are parameters.
        query = Query(text, timeout=max(timeout, FIRST_PAUSE))
        asked = asyncio.get_running_loop().time()
        async with self._session() as session:
            result = await session.run(query, values)
            [row] = await result.values()
        return _unwatched(row, asked) if result.keys()[-1] == COLUMN else row

    def _session(self) -> AsyncSession:
        return self._driver.session(database=self._connection.database, default_access_mode=READ_ACCESS)

    def _reading_error(self, error: Neo4jError | DriverError) -> StoreError:
        if isinstance(error, Neo4jError) and error.code in _TIMED_OUT:
            return StatementTimeoutError(f"the answer took more than {self._timeout:g} seconds")
        return store_error(error, self._connection)


def _unwatched(row: list[Any], asked: float) -> list[Any]:
    """The columns without the last, which the operation is told of."""
    *columns, state = row
    operation = current_operation()
    if operation:
        operation.see(GraphState.read(state, asked))
    return columns


def _open_driver(connection: Connection) -> AsyncDriver:
    return AsyncGraphDatabase.driver(
        connection.uri,
        auth=(connection.user, connection.password),
        notifications_min_severity="OFF",
    )

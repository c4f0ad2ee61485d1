"""An asynchronous, read-only way to the database: one statement, one record."""

from typing import Any, Self

from neo4j import READ_ACCESS, AsyncGraphDatabase, Query
from neo4j.exceptions import DriverError, Neo4jError

from linkage.graph.errors import StatementTimeoutError
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import store_error

_TIMED_OUT = {
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
}


class Reader:
    """Runs reading statements, each at most *timeout* seconds; writes are refused by the server."""

    def __init__(self, connection: Connection, *, timeout: float = 15) -> None:
        self._connection = connection
        self._timeout = timeout
        self._driver = AsyncGraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            notifications_min_severity="OFF",
        )

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

    async def record(self, text: str, values: dict[str, Any]) -> list[Any]:
        """The columns of the one record that the statement returns; StoreError where the server gives none."""
        # The text comes from the compiler or from cypher/, never from a caller; values are parameters.
        query = Query(text, timeout=self._timeout)
        try:
            async with self._driver.session(
                database=self._connection.database, default_access_mode=READ_ACCESS
            ) as session:
                result = await session.run(query, values)
                rows = await result.values()
        except (Neo4jError, DriverError) as error:
            if isinstance(error, Neo4jError) and error.code in _TIMED_OUT:
                raise StatementTimeoutError(f"the answer took more than {self._timeout:g} seconds") from error
            raise store_error(error, self._connection) from error
        [row] = rows
        return row

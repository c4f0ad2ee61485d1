"""The database as the rest of the project sees it: statements in, values out, transactions retried."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from linkage.graph.errors import ProcedureError, StoreError
from linkage.graph.store.connection import Connection
from linkage.graph.store.statements import Statement, statement, statement_names

_PROCEDURE_FAILED = "Neo.ClientError.Procedure.ProcedureCallFailed"

Step = tuple[str, dict[str, object]]
"""A statement's name and the values of its parameters."""

Counters = dict[str, int]
"""What the server says it changed, by the driver's names for it; empty where it changed nothing."""


class Store:
    """A synchronous way to one database, for loading, commands and tests."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver: Driver = GraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            notifications_min_severity="OFF",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._driver.close()

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns."""
        prepared = self._prepared(name, values)

        def work(transaction: ManagedTransaction) -> Any:
            record = transaction.run(prepared.text, values).single(strict=True)
            return record[prepared.returns[0]]

        with self._session(READ_ACCESS) as session:
            return session.execute_read(work)

    def write(self, *steps: Step) -> Counters:
        """Run the steps in one transaction, all or none; add up what they changed."""
        prepared = [(self._prepared(name, values), values) for name, values in steps]

        def work(transaction: ManagedTransaction) -> Counters:
            summaries = [transaction.run(step.text, values).consume() for step, values in prepared]
            return sum_counters(vars(summary.counters) for summary in summaries)

        with self._session(WRITE_ACCESS) as session:
            counters: Counters = session.execute_write(work)
            return counters

    def rows(self, text: str) -> tuple[list[str], list[list[object]]]:
        """Columns and rows of a statement that a person typed."""
        with self._session(WRITE_ACCESS) as session:
            result = session.run(text)
            return list(result.keys()), result.values()

    def migrate(self) -> list[str]:
        """Apply the migrations that this database lacks, in their order; return their names."""
        lacking = lacking_migrations(self.read("migrations.applied"))
        for name in lacking:
            self.write((name, {}))
            self.write(("migrations.record", {"name": name.removeprefix("migrations.")}))
        return lacking

    @contextmanager
    def _session(self, access: str) -> Iterator[Any]:
        try:
            with self._driver.session(database=self._connection.database, default_access_mode=access) as session:
                yield session
        except (Neo4jError, DriverError) as error:
            raise store_error(error, self._connection) from error

    @staticmethod
    def _prepared(name: str, values: Mapping[str, object]) -> Statement:
        named = statement(name)
        if named.parameters != values.keys():
            raise StoreError(f"{name} takes {sorted(named.parameters)}, got {sorted(values)}")
        return named


def lacking_migrations(applied: Iterable[str]) -> list[str]:
    """The statements, in their order, of the migrations that are not among those *applied*."""
    present = set(applied)
    return [
        name
        for name in statement_names()
        if name.startswith("migrations.0") and name.removeprefix("migrations.") not in present
    ]


def sum_counters(counters: Iterable[Mapping[str, object]]) -> Counters:
    """Sum of the driver's counters, those that are zero left out."""
    totals: Counters = {}
    for counter in counters:
        for name, value in counter.items():
            if isinstance(value, int) and not isinstance(value, bool) and value:
                totals[name] = totals.get(name, 0) + value
    return totals


def store_error(error: Exception, connection: Connection) -> StoreError:
    """What the driver complains of, in one line that says what to do next."""
    if isinstance(error, AuthError):
        return StoreError(
            f"{connection.uri} refused user {connection.user!r}: check LINKAGE_NEO4J_USER and LINKAGE_NEO4J_PASSWORD"
        )
    if isinstance(error, Neo4jError):
        kind = ProcedureError if error.code == _PROCEDURE_FAILED else StoreError
        return kind(f"{connection.uri} refused a statement: {error.message} ({error.code})")
    reason = str(error).splitlines()[0]
    return StoreError(
        f"{connection.uri} does not answer ({reason}): run `linkage db status`, or check LINKAGE_NEO4J_URI"
    )

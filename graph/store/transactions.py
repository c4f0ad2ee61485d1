"""Named statements within transactions of the driver, and its errors in words of ours."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    Result,
    Session,
    Transaction,
    unit_of_work,
)
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from neo4j.time import Date

from linkage.graph.errors import (
    ProcedureError,
    RefusedByConstraintError,
    StoreError,
    TransactionEndedError,
    TransactionTooLargeError,
    WriteRefusedError,
)
from linkage.graph.store.connection import Connection
from linkage.graph.store.disk import full_disk
from linkage.graph.store.statements import Statement, statement

_KINDS: Mapping[str | None, type[StoreError]] = {
    "Neo.ClientError.Procedure.ProcedureCallFailed": ProcedureError,
    "Neo.ClientError.Schema.ConstraintValidationFailed": RefusedByConstraintError,
    "Neo.ClientError.Schema.ConstraintCreationFailed": RefusedByConstraintError,
    "Neo.DatabaseError.Schema.ConstraintCreationFailed": RefusedByConstraintError,
    "Neo.ClientError.Statement.AccessMode": WriteRefusedError,
    "Neo.ClientError.Transaction.Terminated": TransactionEndedError,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": TransactionTooLargeError,
    "Neo.TransientError.General.TransactionOutOfMemoryError": TransactionTooLargeError,
}
"""Errors that somebody does something about, by the server's code."""
LEASE = "lease"
"""Under which name the server keeps by which lease a transaction writes, in what it says of transactions."""

Step = tuple[str, dict[str, object]]
"""A statement's name and the values of its parameters."""

Counters = dict[str, int]
"""What the server says it changed, by the driver's names for it; empty where it changed nothing."""

Opened = ManagedTransaction | Transaction

T = TypeVar("T")


class Transactions:
    """Opens transactions on one database; every error is a StoreError that says what to do next."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._driver: Driver = GraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            notifications_min_severity="OFF",
        )

    def close(self) -> None:
        self._driver.close()

    def read(self, name: str, values: dict[str, object]) -> Any:
        """The one value that the named statement returns, read by itself."""
        with self.session(READ_ACCESS) as session:
            return session.execute_read(lambda transaction: value(transaction, name, values))

    def write(self, work: Callable[[ManagedTransaction], T], lease: int | None = None) -> T:
        """What *work* returns, done again from its start where the driver says that this may help."""
        bounded = unit_of_work(metadata={LEASE: lease})(work)
        with self.session(WRITE_ACCESS) as session:
            return session.execute_write(bounded)

    @contextmanager
    def open(self, lease: int) -> Iterator[Transaction]:
        """A transaction that whoever opened it commits; it is given up otherwise."""
        with self.session(WRITE_ACCESS) as session, session.begin_transaction(metadata={LEASE: lease}) as transaction:
            yield transaction

    @contextmanager
    def session(self, access: str) -> Iterator[Session]:
        try:
            with self._driver.session(database=self._connection.database, default_access_mode=access) as session:
                yield session
        except (Neo4jError, DriverError) as error:
            raise store_error(error, self._connection) from error


def value(transaction: Opened, name: str, values: dict[str, object]) -> Any:
    """The one value that the named statement returns."""
    named = _prepared(name, values)
    record = transaction.run(named.text, values).single(strict=True)
    return record[named.returns[0]]


SCHEMA = "s"
"""What the server calls a statement that changes the schema."""
Rows = tuple[list[str], list[list[object]]]
"""Columns and rows of a statement that a person typed."""


def rows_of(result: Result) -> Rows:
    """All that the statement returns."""
    return list(result.keys()), result.values()


def native(value: Any) -> Any:
    """What the driver returned with dates as Python has them."""
    if isinstance(value, Date):
        return value.to_native()
    return [native(item) for item in value] if isinstance(value, list) else value


def change(transaction: Opened, steps: Iterable[Step]) -> Counters:
    """Run the steps; what all of them changed."""
    prepared = [(_prepared(name, values), values) for name, values in steps]
    summaries = [transaction.run(named.text, values).consume() for named, values in prepared]
    return sum_counters(vars(summary.counters) for summary in summaries)


def _prepared(name: str, values: Mapping[str, object]) -> Statement:
    named = statement(name)
    if named.parameters != values.keys():
        raise StoreError(f"{name} takes {sorted(named.parameters)}, got {sorted(values)}")
    return named


def sum_counters(counters: Iterable[Mapping[str, object]]) -> Counters:
    """Sum of the driver's counters, those that are zero left out."""
    totals: Counters = {}
    for counter in counters:
        for name, count in counter.items():
            if isinstance(count, int) and not isinstance(count, bool) and count:
                totals[name] = totals.get(name, 0) + count
    return totals


def store_error(error: Exception, connection: Connection) -> StoreError:
    """What the driver complains of, in one line that says what to do next."""
    if full := full_disk(connection):
        return full
    if isinstance(error, AuthError):
        return StoreError(
            f"{connection.uri} refused user {connection.user!r}: check LINKAGE_NEO4J_USER and LINKAGE_NEO4J_PASSWORD"
        )
    if isinstance(error, Neo4jError):
        kind = _KINDS.get(error.code, StoreError)
        return kind(f"{connection.uri} refused a statement: {_first_line(error.message)} ({error.code})")
    reason = _first_line(str(error))
    return StoreError(
        f"{connection.uri} does not answer ({reason}): run `linkage db status`, or check LINKAGE_NEO4J_URI"
    )


def _first_line(message: str | None) -> str:
    return next(iter((message or "").splitlines()), "no reason given")

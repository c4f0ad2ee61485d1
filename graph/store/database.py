"""The database as the rest of the project sees it: statements in, values out, one writer at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self

from neo4j import READ_ACCESS, WRITE_ACCESS, ManagedTransaction

from linkage.graph.errors import LeaseLostError, StoreError, WriteRefusedError
from linkage.graph.store.changes import GraphChange
from linkage.graph.store.connection import Connection
from linkage.graph.store.disk import require_disk
from linkage.graph.store.generation import GraphState
from linkage.graph.store.lease import Lease, LeaseState, LeaseTerms, lease_state
from linkage.graph.store.statements import statement, statement_names
from linkage.graph.store.transactions import Counters, Rows, Step, Transactions, change, rows_of


class Store:
    """A synchronous way to one database, for loading, commands and tests."""

    def __init__(self, connection: Connection, terms: LeaseTerms | None = None) -> None:
        self._connection = connection
        self._transactions = Transactions(connection)
        self._terms = terms or LeaseTerms()
        self._lease: Lease | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._transactions.close()

    def read(self, name: str, **values: object) -> Any:
        """The one value that the named statement returns."""
        return self._transactions.read(name, values)

    @contextmanager
    def writing(self, holder: str, *, wait: bool = True, tell: Callable[[str], Any] = len) -> Iterator[None]:
        """
        Nobody else writes meanwhile; *holder* says who does what.

        Waits for whoever writes already, of which *tell* gets a sentence, or raises LeaseHeldError where we do not
        *wait*. Within another one it adds nothing.
        """
        if self._lease is not None:
            yield
            return
        self._lease = Lease.take(self._transactions, holder, self._terms, wait=wait, tell=tell)
        try:
            yield
        finally:
            lease, self._lease = self._lease, None
            lease.give_back()

    def write(self, *steps: Step) -> Counters:
        """
        Run the steps in one transaction, all or none; add up what they changed.

        LeaseLostError where another has taken over meanwhile.
        """

        def work(transaction: ManagedTransaction) -> Counters:
            lease.check(transaction)
            counters = change(transaction, steps)
            # The lease is asked for last: a lock on it all the while would keep us from renewing it.
            lease.guard(transaction)
            return counters

        with self._explained() as lease:
            return self._transactions.write(work, lease.number)

    @contextmanager
    def change(self) -> Iterator[GraphChange]:
        """
        What is written within is one transaction, and for readers one step from a generation to the next.

        Readers are told just before it ends, for the server makes the parts of a transaction visible one by one. They
        believe it for as long as the lease is ours; once it ran out they end the transaction, as who takes over does.
        """
        with self._explained() as lease:
            try:
                with self._transactions.open(lease.number) as transaction:
                    lease.check(transaction)
                    step = GraphChange(transaction)
                    yield step
                    if not step.schema:  # beside which the server takes nothing else
                        self.write(("generation.announce", {"lease": lease.number}))
                        change(transaction, [step.advance])
                        lease.guard(transaction)
                    transaction.commit()
            finally:
                with suppress(StoreError, LeaseLostError):
                    self.write(("generation.settle", {}))

    def look_up(self, text: str) -> Rows:
        """What a statement returns that a person typed; WriteRefusedError where it writes."""
        with self._transactions.session(READ_ACCESS) as session:
            return rows_of(session.run(text))

    def run(self, text: str) -> Rows:
        """What a statement returns that a person typed; where it writes, that is a change of the graph."""
        try:
            return self.look_up(text)
        except WriteRefusedError:
            with self.change() as step:
                return step.rows(text)

    def rows(self, text: str) -> Rows:
        """What a statement of a test or a benchmark returns, which may write past the lease and the generation."""
        with self._transactions.session(WRITE_ACCESS) as session:
            return rows_of(session.run(text))

    def require_disk(self, size: int) -> None:
        """FullDiskError where the database is on this machine and its disk has no room for *size* bytes more."""
        require_disk(self._connection, size)

    def lease(self) -> LeaseState:
        """Who writes, or wrote last."""
        return lease_state(self._transactions)

    def generation(self) -> GraphState:
        """What readers see now; what was announced by a writer whose lease ran out, or who died, is ended."""
        state = self._observe()
        if state.abandoned is None or self.read("lease.cut_off", number=state.abandoned):
            return state
        return self._observe().rested(state.announced)

    def _observe(self) -> GraphState:
        return GraphState.read(self.read("generation.observe"), asked=0)

    def migrate(self) -> list[str]:
        """Apply the migrations that this database lacks, in their order; return their names."""
        if not lacking_migrations(self.read("migrations.applied")):
            return []
        with self.writing("a migration of the database"):
            lacking = lacking_migrations(self.read("migrations.applied"))
            for name in lacking:
                self._migrate(name)
        return lacking

    def alter(self, name: str, /, **values: object) -> None:
        """Run a statement that changes the schema, alone in its transaction, as the server demands."""
        self.write()
        self._transactions.write(lambda transaction: change(transaction, [(name, values)]))

    def _migrate(self, name: str) -> None:
        record: Step = ("migrations.record", {"name": name.removeprefix("migrations.")})
        if statement(name).access == "schema":  # which may be done twice
            self.alter(name)
            self.write(record)
        else:
            with self.change() as step:
                step.write((name, {}), record)

    @contextmanager
    def _explained(self) -> Iterator[Lease]:
        """The lease that we hold; where the server ended what is done within because it was lost, that is said."""
        lease = self._lease
        if lease is None:
            raise StoreError("nothing is written without the lease: write within Store.writing")
        try:
            yield lease
        except StoreError as error:
            explained = lease.explain(error)
            if explained is error:
                raise
            raise explained from error


def lacking_migrations(applied: Iterable[str]) -> list[str]:
    """The statements, in their order, of the migrations that are not among those *applied*."""
    present = set(applied)
    return [
        name
        for name in statement_names()
        if name.startswith("migrations.0") and name.removeprefix("migrations.") not in present
    ]

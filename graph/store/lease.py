"""
Who may write: one at a time, by a lease that is kept in the database under a number that grows.

A holder renews its lease while it lives. Whoever finds one that was not renewed takes it under the next number, and
every transaction that writes asks for the number of its lease before it ends: a holder that was away for so long
that another took over cannot write any more, whatever it believes ("fencing", Chubby: Burrows 2006).
Times are those of the server's clock.
"""

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, Self

from neo4j.time import DateTime

from linkage.graph.errors import LeaseHeldError, LeaseLostError, StoreError, TransactionEndedError
from linkage.graph.store.transactions import Opened, Step, Transactions, change, value

_CONSTRAINT = "migrations.0034-lease-name"


@dataclass(frozen=True, slots=True)
class LeaseTerms:
    """For how many seconds a lease is held unless it is renewed, how often that is, and how often others look."""

    seconds: float = 30
    renewal: float = 10
    pause: float = 0.2


@dataclass(frozen=True, slots=True)
class LeaseState:
    """Who holds the lease, or held it last; `until` is None where it was given back, `free` whether it may be taken."""

    number: int = 0
    holder: str = ""
    host: str = ""
    process: int = 0
    since: DateTime | None = None
    until: DateTime | None = None
    free: bool = True

    @property
    def dead(self) -> bool:
        """Whether its holder was a process of this machine that has ended."""
        if self.host != socket.gethostname():
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False

    def __str__(self) -> str:
        since = self.since.to_native().astimezone() if self.since else None
        return f"{self.holder} (process {self.process} on {self.host}, since {since:%Y-%m-%d %H:%M:%S})"


def lease_state(transactions: Transactions) -> LeaseState:
    """How the lease stands."""
    state = transactions.read("lease.state", {})
    return LeaseState(*state) if state else LeaseState()


class Lease:
    """The lease on writing while we hold it; a thread renews it until it is given back."""

    def __init__(self, transactions: Transactions, number: int, terms: LeaseTerms) -> None:
        self.number = number
        self._transactions = transactions
        self._terms = terms
        self._returned = Event()
        self._renewal = Thread(target=self._renew, name=f"lease {number}", daemon=True)
        self._renewal.start()

    @classmethod
    def take(
        cls, transactions: Transactions, holder: str, terms: LeaseTerms, *, wait: bool, tell: Callable[[str], Any]
    ) -> Self:
        """
        The lease is ours, on record as *holder*'s; *tell* is called with a sentence where that takes a while.

        LeaseHeldError where another holds it and we do not *wait*.
        """
        told = False
        while True:
            state = lease_state(transactions)
            if state.free or state.dead:
                number = _taken(transactions, state, holder, terms)
                if number is not None:
                    return cls(transactions, number, terms)
            elif not wait:
                raise LeaseHeldError(f"the database is being written to by {state}: try again when that has ended")
            elif not told:
                tell(f"waiting for {state}, which writes to the database")
                told = True
            time.sleep(terms.pause)

    def check(self, transaction: Opened) -> None:
        """
        LeaseLostError where somebody has taken the lease; asked first, it keeps us out of that one's way.

        Whoever was frozen before it, and wakes up, would hold locks that the new holder needs. Whoever is frozen
        after it has a transaction that the new holder ends.
        """
        if value(transaction, "lease.state", {})[0] != self.number:
            raise self._lost()

    def guard(self, transaction: Opened) -> None:
        """Nobody else can take the lease before this transaction ends; LeaseLostError where somebody has."""
        if not value(transaction, "lease.renew", {"number": self.number, "seconds": self._terms.seconds}):
            raise self._lost()

    def explain(self, error: StoreError) -> StoreError | LeaseLostError:
        """Why a transaction failed: whoever takes a lease over, or waits to read, ends what its holder had begun."""
        with suppress(StoreError):
            if lease_state(self._transactions).number != self.number:
                return self._lost()
        if isinstance(error, TransactionEndedError):
            return LeaseLostError(
                "this command was away for too long, and its change was ended for those who read; "
                "nothing was written: run it again"
            )
        return error

    def give_back(self) -> None:
        """The lease is free, if it is still ours."""
        self._returned.set()
        self._renewal.join()
        with suppress(StoreError):  # it ends by itself
            step: Step = ("lease.give_back", {"number": self.number})
            self._transactions.write(lambda transaction: change(transaction, [step]), self.number)

    def _renew(self) -> None:
        while not self._returned.wait(self._terms.renewal):
            with suppress(StoreError):  # the next transaction says what is wrong
                try:
                    self._transactions.write(self.guard, self.number)
                except LeaseLostError:
                    return

    def _lost(self) -> LeaseLostError:
        state = lease_state(self._transactions)
        return LeaseLostError(
            f"this command was away for too long, and its turn to write was taken over by {state}; "
            "nothing more was written: run the command again"
        )


def _taken(transactions: Transactions, state: LeaseState, holder: str, terms: LeaseTerms) -> int | None:
    """The number under which the lease is ours, None where somebody was quicker."""
    if state.number == 0:
        transactions.write(lambda transaction: change(transaction, [(_CONSTRAINT, {})]))
    elif state.until is not None:  # not given back: its holder may have left a transaction open, with all its locks
        transactions.read("lease.cut_off", {"number": state.number})
    values: dict[str, object] = {
        "number": state.number,
        "dead": state.dead,
        "holder": holder,
        "host": socket.gethostname(),
        "process": os.getpid(),
        "seconds": terms.seconds,
    }
    number: int | None = transactions.write(lambda transaction: value(transaction, "lease.take", values))
    if number is not None and state.until is not None:  # what it began meanwhile, before it could see our number
        transactions.read("lease.cut_off", {"number": state.number})
    return number

"""What an answer took: noted while it is made, and told to whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import orjson

from linkage.api.compiler.deferred import Run
from linkage.api.http import limits
from linkage.api.http.tracing import step


@dataclass(frozen=True, slots=True)
class StatementRun:
    """One statement that was sent, and the seconds until there was an answer, in the queue or by the database."""

    text: str
    values: dict[str, Any]
    seconds: float


@dataclass(slots=True)
class Account:
    """What has been done so far for one request; `weight` is what it was weighed at, if it was let through."""

    operation: str | None = None
    weight: limits.Weight | None = None
    statements: list[StatementRun] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @property
    def store_seconds(self) -> float:
        """Seconds of all statements; those that ran side by side are counted each."""
        return sum(run.seconds for run in self.statements)


_CURRENT: ContextVar[Account | None] = ContextVar("account", default=None)


def current_account() -> Account | None:
    """The account of the request that this task or thread works for, where somebody wants to know."""
    return _CURRENT.get()


@contextmanager
def account_opened() -> Iterator[Account]:
    """What runs within, in whatever task or thread, is noted: on the account that is open already, or on another."""
    account = _CURRENT.get()
    if account:
        yield account
        return
    account = Account()
    token = _CURRENT.set(account)
    try:
        yield account
    finally:
        _CURRENT.reset(token)


def accounting(run: Run) -> Run:
    """Runs statements, and notes each where there is an account."""

    async def run_noted(text: str, values: dict[str, Any]) -> list[Any]:
        account = _CURRENT.get()
        with step("statement", **{"db.system.name": "neo4j", "db.query.text": text}):
            if account is None:
                return await run(text, values)
            begin = perf_counter()
            try:
                return await run(text, values)
            finally:
                account.statements.append(StatementRun(text, values, perf_counter() - begin))

    return run_noted


def told_cost(account: Account, data: Any) -> dict[str, Any]:
    """`extensions.cost` of an answer with this data; nothing where it was not weighed."""
    if account.weight is None:
        return {}
    cost = {
        "requested": account.weight.size,
        "allowed": limits.SIZE,
        "answered": _values(data),
        "statements": len(account.statements),
        "storeMilliseconds": round(account.store_seconds * 1_000, 3),
    }
    return {"cost": cost}


def told_plan(account: Account) -> dict[str, Any]:
    """`extensions.plan`: what was sent to the database, in the order in which it was answered."""
    return {"plan": [{"statement": run.text, "parameters": _as_json(run.values)} for run in account.statements]}


def _as_json(values: dict[str, Any]) -> orjson.Fragment:
    """Parameters as JSON, in which what JSON has not is told by its text."""
    return orjson.Fragment(orjson.dumps(values, default=str))


def _values(data: Any) -> int:
    """How many values that are neither maps nor lists there are."""
    if isinstance(data, dict):
        return sum(map(_values, data.values()))
    if isinstance(data, list | tuple):
        return sum(map(_values, data))
    return 1

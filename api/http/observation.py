"""What is told of each request once it is over: to the access log, to metrics, to the span that it is."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

import orjson
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linkage.api.http.accounts import Account, account_opened
from linkage.api.http.identification import current_request
from linkage.api.http.tracing import current_trace, describe_span

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_OTHER = "other"


@dataclass(slots=True)
class AnsweredRequest:
    """One request with its answer; without one the status is 499, as nginx has it, where the client had gone."""

    scope: Scope
    account: Account
    status: int = 499
    size: int = 0
    seconds: float = 0
    generation: str | None = None

    @property
    def method(self) -> str:
        """The method, if it is one that is answered: others are whatever a client likes."""
        method: str = self.scope["method"]
        return method if method in _METHODS else _OTHER

    @property
    def route(self) -> str:
        """The kind of address, of which there are only so many."""
        path: str = getattr(self.scope.get("route"), "path", _OTHER)
        return path


Watcher = Callable[[AnsweredRequest], None]


class Observe:
    """Tells the *watchers* of each request once it is over."""

    def __init__(self, app: ASGIApp, watchers: Sequence[Watcher]) -> None:
        self._app = app
        self._watchers = watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begin = perf_counter()
        with account_opened() as account:
            request = AnsweredRequest(scope, account)

            async def send_noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    request.status = message["status"]
                    request.generation = MutableHeaders(scope=message).get("linkage-generation")
                else:
                    request.size += len(message.get("body", b""))
                await send(message)

            try:
                await self._app(scope, receive, send_noted)
            except Exception:
                request.status = 500
                raise
            finally:
                request.seconds = perf_counter() - begin
                for watch in self._watchers:
                    watch(request)


def log_access(request: AnsweredRequest) -> None:
    """One line of JSON on standard output."""
    account, client = request.account, request.scope.get("client")
    line = {
        "time": datetime.now(UTC),
        **current_request(),
        **current_trace(),
        "client": client[0] if client else None,
        "method": request.scope["method"],
        "path": request.scope["path"],
        "status": request.status,
        "bytes": request.size,
        "milliseconds": round(request.seconds * 1_000, 3),
        "operation": account.operation,
        "codes": account.codes,
        "statements": len(account.statements),
        "storeMilliseconds": round(account.store_seconds * 1_000, 3),
        "generation": int(request.generation) if request.generation else None,
    }
    sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z))
    sys.stdout.buffer.flush()


def describe_request(request: AnsweredRequest) -> None:
    """The span of the request says how it went."""
    describe_span(request.route, request.method, request.status, request.account.operation)

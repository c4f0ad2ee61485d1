"""Every request has a name, so that a client and a log can speak of the same one."""

import re
from contextvars import ContextVar
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "x-request-id"
"""The header that names a request and its answer."""
_current: ContextVar[str] = ContextVar("request_id", default="")
_TAKEN = re.compile(r"[\w.:+/=-]{1,128}", re.ASCII)
"""What a client may call its request: nothing that could end a line of a log."""


class IdentifyRequests:
    """Names each request as its client does, or anew, and says that name with the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self._app(scope, receive, send)
        # Never reset: a request has a task of its own, and a failure is logged after all this is left.
        name = _name(Headers(scope=scope).get(REQUEST_ID, ""))
        _current.set(name)

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID] = name
            await send(message)

        await self._app(scope, receive, send_named)


def current_request() -> dict[str, str]:
    """The name of the request that is being answered, as answers give it; nothing where none is."""
    name = _current.get()
    return {"requestId": name} if name else {}


def identity() -> dict[str, str]:
    """The header that names the request that is being answered."""
    return {REQUEST_ID: _current.get()}


def traced(text: str) -> str:
    """A text for the log, with the name of the request that it is about."""
    name = _current.get()
    return f"{text} (request {name})" if name else text


def _name(wanted: str) -> str:
    return wanted if _TAKEN.fullmatch(wanted) else uuid4().hex

"""What holds for every answer: who may be asked for by which name, and what a browser may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from linkage.api.http.trusted import TrustedDocuments

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-cache",
}
"""Headers of every answer that says nothing else."""
_OPEN = ("/livez", "/readyz", "/metrics")
"""Balancers and Prometheus ask these by whatever address they know; they tell nothing of the data."""


@dataclass(frozen=True, slots=True)
class Access:
    """
    Who may ask, and for what.

    `hosts` are the names that the server answers to beside those of this machine, `origins` those whose pages may read
    its answers beside its own; with `introspection` it tells of its schema, and gives GraphiQL to browsers. With
    `trusted` it answers these documents alone, and with `plans` it tells the statements that it sends.
    """

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    introspection: bool = True
    trusted: TrustedDocuments | None = None
    plans: bool = False

    @property
    def console(self) -> bool:
        """Whether browsers get GraphiQL, which asks for the schema and then for whatever is typed."""
        return self.introspection and self.trusted is None


THIS_MACHINE = Access()
"""Whoever asks by a name of this machine."""


class Front:
    """
    Answers 421 where the request's `Host` is none of *hosts*, and gives every answer its headers.

    A page of a stranger may have its own name lead to this machine (DNS rebinding); the browser then lets it read
    what we answer, but still sends the stranger's name. It also lets any page open a web socket, of which it sends the
    page's origin: one that is neither ours nor among *origins* is refused, with 403.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = (), origins: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = LOOPBACK_NAMES | {host.lower() for host in hosts}
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            app = self._app if self._takes_socket(Headers(scope=scope)) else WebSocketClose()
            return await app(scope, receive, send)
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in EVERYWHERE.items():
                    headers.setdefault(name, value)
            await send(message)

        app = self._app if self._serves(Headers(scope=scope)) or scope["path"] in _OPEN else _MISDIRECTED
        await app(scope, receive, send_guarded)

    def _serves(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and host_name(hosts[0]) in self._hosts

    def _takes_socket(self, headers: Headers) -> bool:
        """Whether a web socket may be opened; whoever names no origin is no page of a browser."""
        if not self._serves(headers):
            return False
        origins = headers.getlist("origin")
        ours = all(urlsplit(origin).netloc == headers["host"].lower() for origin in origins)
        return ours or self._origins.issuperset(origins) or "*" in self._origins


def host_name(host: str) -> str:
    """The name in a `Host` header, without port, in small letters; an IPv6 address keeps its brackets."""
    name, _, _ = host.rpartition("]")
    name = f"{name}]" if name else host.partition(":")[0]
    return name.lower().removesuffix(".")


_MISDIRECTED = PlainTextResponse(
    "this server does not answer to that name; `linkage serve --allowed-host NAME` lets it\n", 421
)

"""What holds for every answer: who may be asked for by which name, and what a browser may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    what we answer, but still sends the stranger's name.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = LOOPBACK_NAMES | {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in EVERYWHERE.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        served = len(hosts) == 1 and host_name(hosts[0]) in self._hosts
        app = self._app if served or scope["path"] in _OPEN else _MISDIRECTED
        await app(scope, receive, send_guarded)


def host_name(host: str) -> str:
    """The name in a `Host` header, without port, in small letters; an IPv6 address keeps its brackets."""
    name, _, _ = host.rpartition("]")
    name = f"{name}]" if name else host.partition(":")[0]
    return name.lower().removesuffix(".")


_MISDIRECTED = PlainTextResponse(
    "this server does not answer to that name; `linkage serve --allowed-host NAME` lets it\n", 421
)

"""Bounds that hold before there is a request: how large its head may be, how long it may take, how many may connect."""

import asyncio
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024
"""Bytes of request line and headers, to within a slice; a question in an address is within them."""
HEAD_SECONDS = 10.0
"""From a connection, or the first byte on one that is kept, to the end of a head."""
BODY_SECONDS = 15.0
"""From the end of a head to the end of its body."""
CONNECTIONS = 500
"""At once; systems allow a process some thousand files, and the database has its share of them."""
_SLICE = 16 * 1024
"""The parser is given no more at a time, so that no head gets far beyond its bound."""


class BoundedProtocol(HttpToolsProtocol):
    """
    uvicorn's protocol, with a connection closed that exceeds a bound.

    Where there are too many, the one that has waited longest without a request makes room for the next.
    """

    _timer: asyncio.TimerHandle | None = None
    _in_head = True
    _head = 0
    _opened = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._opened = self.loop.time()
        self._give(HEAD_SECONDS)
        if len(self.connections) > CONNECTIONS:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._timer is None:
            self._give(HEAD_SECONDS)
        for start in range(0, len(data), _SLICE):
            piece = data[start : start + _SLICE]
            self._head += len(piece) if self._in_head else 0
            super().data_received(piece)
            if self._in_head and self._head > LARGEST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            if self.transport.is_closing():
                break

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._in_head = False
        self._give(BODY_SECONDS)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._stop_timer()
        self._in_head, self._head = True, 0

    def handle_websocket_upgrade(self) -> None:
        self._stop_timer()
        super().handle_websocket_upgrade()

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _make_room(self) -> None:
        others = (other for other in self.connections if isinstance(other, BoundedProtocol) and other is not self)
        idle = [other for other in others if not other._answering]
        if idle:
            min(idle, key=lambda other: other._opened).transport.abort()
        else:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)

    def _give(self, seconds: float) -> None:
        self._stop_timer()
        self._timer = self.loop.call_later(seconds, self._refuse, HTTPStatus.REQUEST_TIMEOUT)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _refuse(self, status: HTTPStatus) -> None:
        """Say why, unless an answer is under way or nothing was asked, and close."""
        if self.transport.is_closing():
            return
        if not self._answering and (self._head or status is not HTTPStatus.REQUEST_TIMEOUT):
            lines = [f"HTTP/1.1 {status.value} {status.phrase}", "connection: close", "content-length: 0"]
            if status is HTTPStatus.SERVICE_UNAVAILABLE:
                lines.append("retry-after: 1")
            self.transport.write("\r\n".join([*lines, "", ""]).encode())
        self.transport.close()

"""The web server: uvicorn with our bounds, and with an end that waits for nobody for long."""

import asyncio
import contextlib
import signal
import socket
import sys

import uvicorn
from starlette.applications import Starlette

from linkage.api.http.bounds import BoundedProtocol
from linkage.api.http.feed import HEARTBEAT
from linkage.api.http.graphql import LARGEST_BODY

GRACE = 2.0
"""Seconds that answers under way have when the server stops."""


class WebServer(uvicorn.Server):
    """Serves one application on one address; port 0 is any that is free."""

    def __init__(self, app: Starlette, host: str = "127.0.0.1", port: int = 0) -> None:
        self._app = app
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            http=BoundedProtocol,
            ws="websockets-sansio",
            ws_max_size=LARGEST_BODY,
            ws_ping_interval=HEARTBEAT,
            ws_ping_timeout=HEARTBEAT,
            log_level="warning",
            access_log=False,
        )
        super().__init__(config)

    def serve_until_stopped(self, shared: socket.socket | None = None) -> None:
        """Serve, on a socket that is *shared* with others or else the address, until Ctrl-C or SIGTERM.

        SystemExit where it cannot begin.
        """
        # uvicorn sends itself what it was sent once all is answered: then the process ends as usual, which flushes spans.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with contextlib.suppress(KeyboardInterrupt):
            self.run([shared] if shared else None)
        if not self.started:
            raise SystemExit(1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Every request is answered, if need be with 503, every subscription and the application have ended."""
        self._app.state.feed.close()
        patience = asyncio.get_running_loop().call_later(GRACE, self._give_up)
        await super().shutdown(sockets)
        patience.cancel()

    def _give_up(self) -> None:
        for task in self.server_state.tasks:
            task.cancel()

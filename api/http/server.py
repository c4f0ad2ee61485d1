"""The web server: uvicorn with our bounds, and with an end that waits for nobody for long."""

import asyncio
import contextlib
import socket

import uvicorn
from starlette.applications import Starlette

from linkage.api.http.bounds import BoundedProtocol
from linkage.api.http.feed import HEARTBEAT
from linkage.api.http.graphql import LARGEST_BODY

GRACE = 2.0
"""Seconds that answers under way have when the server stops."""


class WebServer(uvicorn.Server):
    """Serves one application on one address; port 0 is any that is free."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
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

    def serve_until_stopped(self) -> None:
        """Serve until Ctrl-C or SIGTERM; SystemExit where it cannot begin."""
        with contextlib.suppress(KeyboardInterrupt):
            self.run()
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

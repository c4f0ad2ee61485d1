"""`linkage serve`: the web server over the database as it is."""

import asyncio
import socket
from typing import Annotated

import typer

from linkage.cli.terminal import NOTES, connect
from linkage.graph.errors import LinkageError
from linkage.graph.lens import Lens
from linkage.graph.settings import Settings, load_settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from linkage.visualizations import javascript

Host = Annotated[str | None, typer.Option(help="Address to serve on, instead of LINKAGE_HOST.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port, instead of LINKAGE_PORT.")]


def serve(host: Host = None, port: Port = None) -> None:
    """
    Serve GraphQL and the pages over the database as it is.

    Example: linkage serve --port 8080
    """
    settings = settings_for(host, port)
    check_port(settings)
    serve_pages(settings, connect(settings))


def settings_for(host: str | None, port: int | None) -> Settings:
    """The settings, with the host and the port that a command names instead."""
    changes = {"host": host, "port": port}
    return load_settings().model_copy(update={name: value for name, value in changes.items() if value is not None})


def check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise LinkageError(
                f"{settings.host}:{settings.port} cannot be served ({error.strerror}): "
                "choose another with --port or LINKAGE_PORT"
            ) from error


def serve_pages(settings: Settings, connection: Connection) -> None:
    import uvicorn

    from linkage.api.http.app import create_app

    folder = javascript.install(settings.cache, console=NOTES)
    with NOTES.status("warming the first page"):
        asyncio.run(_warm(connection, settings.opening))
    app = create_app(connection, folder, settings.opening)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    NOTES.print(
        f"Linkage serves http://{host}:{settings.port} (GraphQL at /graphql); Ctrl-C stops it",
        highlight=False,
    )
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False)


async def _warm(connection: Connection, opening: str) -> None:
    """A cold server takes seconds to plan a statement; let it do so before anybody waits."""
    from linkage.api.http.service import Service
    from linkage.visualizations.network.view import QUERY, network_variables

    async with Reader(connection, timeout=60) as reader:
        await Service(reader.record).answer(QUERY, network_variables(Lens.from_address(opening)))

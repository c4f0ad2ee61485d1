"""`linkage run` and `linkage serve`: the web server, with everything it needs or only itself."""

import asyncio
import socket
import sys
from typing import Annotated

import typer

from linkage.cli import load
from linkage.cli.terminal import NOTES, connect, progress
from linkage.graph.errors import LinkageError
from linkage.graph.lens import Lens
from linkage.graph.settings import Settings
from linkage.graph.settings import load as load_settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.reader import Reader
from linkage.ingest.loading import load as load_dataset
from linkage.ingest.text.dataset import find
from linkage.visualizations import javascript

Host = Annotated[str | None, typer.Option(help="Address to serve on, instead of LINKAGE_HOST.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port, instead of LINKAGE_PORT.")]


def run(host: Host = None, port: Port = None) -> None:
    """
    Do everything: fetch what is missing, start the database, load the data set, serve the pages.

    What is there already is left as it is. Ctrl-C stops the web server, `linkage db stop` the database.

    Example: linkage run
    """
    settings = _settings(host, port)
    _check_port(settings)
    javascript.install(settings.cache, console=NOTES)
    connection = connect(settings)
    dataset = find(load.SHIPPED)
    with Store(connection) as store, progress() as bars:
        store.migrate()
        report = load_dataset(store, dataset, bars)
    if report.counters:
        load.show(dataset.name, report, dry_run=False)
    _serve(settings, connection)


def serve(host: Host = None, port: Port = None) -> None:
    """
    Serve GraphQL and the pages over the database as it is.

    Example: linkage serve --port 8080
    """
    settings = _settings(host, port)
    _check_port(settings)
    _serve(settings, connect(settings))


def schema() -> None:
    """
    Print the GraphQL schema.

    Example: linkage schema > schema.graphql
    """
    from linkage.api.schema.build import sdl

    sys.stdout.write(sdl())


def _settings(host: str | None, port: int | None) -> Settings:
    given = {"host": host, "port": port}
    return load_settings().model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )


def _check_port(settings: Settings) -> None:
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


def _serve(settings: Settings, connection: Connection) -> None:
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
    from linkage.visualizations.network.view import QUERY, variables

    async with Reader(connection, timeout=60) as reader:
        await Service(reader.record).answer(QUERY, variables(Lens.from_address(opening)))

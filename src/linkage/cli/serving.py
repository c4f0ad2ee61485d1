"""The web server as settings have it: its application, and the processes that serve it."""

import asyncio
import contextlib
import logging
from functools import partial
from typing import TYPE_CHECKING

from linkage.cli.terminal import NOTES
from linkage.graph import embedded
from linkage.graph.lens import Lens
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from linkage.visualizations import javascript

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from linkage.api.http.front import Access

# The rooms above the store take a second to import, so a command does so only when it needs them.


def serve_pages(settings: Settings, connection: Connection) -> None:
    """Serve until somebody wants an end; SettingsError where what the settings name cannot be had."""
    from linkage.api.http.processes import WebServers, figures_shared
    from linkage.api.http.server import WebServer

    javascript.install(settings.cache, console=NOTES)
    with figures_shared() if settings.metrics and settings.workers > 1 else contextlib.nullcontext():
        app = application(settings, connection)
        with NOTES.status("warming the first page"):
            asyncio.run(_warm(connection, settings.opening))
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        NOTES.print(
            f"Linkage serves http://{host}:{settings.port} (GraphQL at /graphql); Ctrl-C stops it",
            highlight=False,
        )
        if settings.workers == 1:
            WebServer(app, settings.host, settings.port).serve_until_stopped()
        else:
            make = partial(_quiet_application, settings, connection, logging.getLogger("neo4j").level)
            WebServers(make, settings.host, settings.port, settings.workers).serve_until_stopped()


def application(settings: Settings, connection: Connection) -> "Starlette":
    """The application over the database at *connection*; SettingsError where what the settings name cannot be had."""
    from linkage.api.http.app import create_app
    from linkage.api.http.planning import questions
    from linkage.api.http.watching import tracer_provider, watching

    access = access_of(settings)
    provider = tracer_provider() if settings.tracing else None
    return create_app(
        connection,
        javascript.folder(settings.cache),
        settings.opening,
        access,
        None if settings.neo4j_uri else partial(embedded.revive, settings, NOTES),
        watching=watching(access_log=settings.access_log, metrics=settings.metrics, provider=provider),
        share=settings.workers,
        ahead=questions(Lens.from_address(settings.opening), access.trusted),
    )


def access_of(settings: Settings) -> "Access":
    """Who may ask, and for what; SettingsError where a trusted document cannot be answered."""
    from linkage.api.http.front import Access
    from linkage.api.http.trusted import read_trusted

    path = settings.trusted_documents
    return Access(
        settings.allowed_hosts,
        settings.allowed_origins,
        settings.introspection,
        read_trusted(path, introspection=settings.introspection) if path else None,
        settings.plans,
    )


def _quiet_application(settings: Settings, connection: Connection, level: int) -> "Starlette":
    """The application in a process of its own, where the driver is to say no more than in the first."""
    logging.getLogger("neo4j").setLevel(level)
    return application(settings, connection)


async def _warm(connection: Connection, opening: str) -> None:
    """A cold server takes seconds to plan a statement; let it do so before anybody waits."""
    from linkage.api.http.service import Service
    from linkage.visualizations.network.view import QUERY, network_variables

    async with Reader(connection, timeout=60) as reader:
        await Service(reader.record).answer(QUERY, network_variables(Lens.from_address(opening)))

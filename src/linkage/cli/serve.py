"""`linkage serve`: the web server over the database as it is."""

import asyncio
import socket
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.terminal import NOTES, connect
from linkage.graph import embedded
from linkage.graph.errors import LinkageError
from linkage.graph.lens import Lens
from linkage.graph.settings import Settings, load_settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from linkage.visualizations import javascript

if TYPE_CHECKING:
    from linkage.api.http.front import Access

Host = Annotated[str | None, typer.Option(help="Address to serve on, instead of LINKAGE_HOST.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port, instead of LINKAGE_PORT.")]
Public = Annotated[bool, typer.Option("--public", help="Let other machines ask, who are not asked who they are.")]
AllowedHosts = Annotated[
    list[str] | None,
    typer.Option("--allowed-host", help="A name that the server answers to, beside those of this machine; repeatable."),
]


def serve(host: Host = None, port: Port = None, public: Public = False, allowed_host: AllowedHosts = None) -> None:
    """
    Serve GraphQL and the pages over the database as it is.

    Example: linkage serve --port 8080
    """
    settings = settings_for(host, port, public, allowed_host)
    check_address(settings)
    serve_pages(settings, connect(settings))


def settings_for(host: str | None, port: int | None, public: bool, allowed_hosts: list[str] | None) -> Settings:
    """The settings, with what a command says instead."""
    changes = {
        "host": host,
        "port": port,
        "public": public or None,
        "allowed_hosts": tuple(allowed_hosts) if allowed_hosts else None,
    }
    return load_settings().model_copy(update={name: value for name, value in changes.items() if value is not None})


def check_address(settings: Settings) -> None:
    """LinkageError where the address cannot be served, or is one that other machines reach without `public`."""
    loopback = _is_loopback(settings.host)
    if not loopback and not settings.public:
        raise LinkageError(
            f"{settings.host} can be reached from other machines, and whoever reaches it reads everything: "
            "say --public if that is meant, with --allowed-host NAME for each name that leads here"
        )
    _check_port(settings)
    if not loopback:
        NOTES.print(
            f"Whoever reaches {settings.host} reads everything, unencrypted and without signing in", style="yellow"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


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


def serve_pages(settings: Settings, connection: Connection) -> None:
    from linkage.api.http.app import create_app
    from linkage.api.http.server import WebServer

    folder = javascript.install(settings.cache, console=NOTES)
    with NOTES.status("warming the first page"):
        asyncio.run(_warm(connection, settings.opening))
    revive = None if settings.neo4j_uri else partial(embedded.revive, settings, NOTES)
    access = access_of(settings)
    app = create_app(connection, folder, settings.opening, access, revive)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    NOTES.print(
        f"Linkage serves http://{host}:{settings.port} (GraphQL at /graphql); Ctrl-C stops it",
        highlight=False,
    )
    WebServer(app, settings.host, settings.port).serve_until_stopped()


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


async def _warm(connection: Connection, opening: str) -> None:
    """A cold server takes seconds to plan a statement; let it do so before anybody waits."""
    from linkage.api.http.service import Service
    from linkage.visualizations.network.view import QUERY, network_variables

    async with Reader(connection, timeout=60) as reader:
        await Service(reader.record).answer(QUERY, network_variables(Lens.from_address(opening)))

"""`linkage serve`: the web server over the database as it is."""

import socket
from ipaddress import ip_address
from typing import Annotated

import typer

from linkage.cli.serving import serve_pages
from linkage.cli.terminal import NOTES, connect
from linkage.graph.errors import LinkageError
from linkage.graph.settings import Settings, load_settings

Host = Annotated[str | None, typer.Option(help="Address to serve on, instead of LINKAGE_HOST.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port, instead of LINKAGE_PORT.")]
Public = Annotated[bool, typer.Option("--public", help="Let other machines ask, who are not asked who they are.")]
AllowedHosts = Annotated[
    list[str] | None,
    typer.Option("--allowed-host", help="A name that the server answers to, beside those of this machine; repeatable."),
]
Processes = Annotated[
    int | None, typer.Option("--workers", min=1, max=64, help="Processes that serve, instead of LINKAGE_WORKERS.")
]
AccessLog = Annotated[bool, typer.Option("--access-log", help="Write a line of JSON for each request.")]


def serve(
    host: Host = None,
    port: Port = None,
    public: Public = False,
    allowed_host: AllowedHosts = None,
    workers: Processes = None,
    access_log: AccessLog = False,
) -> None:
    """
    Serve GraphQL and the pages over the database as it is.

    Example: linkage serve --port 8080
    """
    settings = settings_for(host, port, public, allowed_host, workers, access_log)
    check_address(settings)
    serve_pages(settings, connect(settings))


def settings_for(
    host: str | None,
    port: int | None,
    public: bool,
    allowed_hosts: list[str] | None,
    workers: int | None,
    access_log: bool,
) -> Settings:
    """The settings, with what a command says instead."""
    changes = {
        "host": host,
        "port": port,
        "public": public or None,
        "allowed_hosts": tuple(allowed_hosts) if allowed_hosts else None,
        "workers": workers,
        "access_log": access_log or None,
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

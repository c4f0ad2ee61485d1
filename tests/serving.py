"""The shipped data set in a database, and a web server of ours in a thread over one."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from rich.progress import Progress
from starlette.applications import Starlette

from linkage.api.http.app import create_app
from linkage.api.http.front import THIS_MACHINE, Access
from linkage.api.http.server import WebServer
from linkage.api.http.watching import UNWATCHED, Watching
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.library import load
from linkage.ingest.text.used import find
from linkage.visualizations import javascript


def load_shipped(database: Connection) -> None:
    """Load the shipped data set into an empty database."""
    with Store(database) as store:
        store.migrate()
        load(store, find("syria-libya"), Progress(disable=True))


@contextmanager
def served(
    database: Connection,
    settings: Settings,
    access: Access = THIS_MACHINE,
    longest: float = 120,
    watching: Watching = UNWATCHED,
) -> Iterator[str]:
    """The address of a running server, which has all the time that a busy machine may need."""
    packages = javascript.install(settings.cache)
    app = create_app(database, packages, settings.opening, access, longest=longest, watching=watching)
    with running(app) as address:
        yield address


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """The address where the application is served, in a thread."""
    server = WebServer(app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def ask(address: str, query: str, **variables: object) -> dict[str, object]:
    """The `data` of an answer that is to have no errors."""
    answer = httpx.post(f"{address}/graphql", json={"query": query, "variables": variables}, timeout=120).json()
    assert "errors" not in answer, answer
    data: dict[str, object] = answer["data"]
    return data

"""`linkage serve` as a command of its own: a database that dies, moves or is stopped under it, and Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from linkage.graph import embedded
from linkage.graph.embedded import process
from linkage.graph.embedded.home import Home
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

ASKED = {"query": "{ theatres { key } }"}


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings with a database of its own, which runs and has its schema."""
    mine = settings.model_copy(update={"home": tmp_path / "home"})
    try:
        with Store(embedded.start(mine)) as store:
            store.migrate()
        yield mine
    finally:
        embedded.stop(mine)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(environment: dict[str, str], *options: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """A client of the running command, and the command, as a terminal starts it: in a group of its own."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINKAGE_")}
    command = subprocess.Popen(
        [sys.executable, "-c", "from linkage.cli import main; main()", "serve", "--port", str(port), *options],
        env=kept | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            within(180, lambda: lives(client))
            yield client, command
    finally:
        command.kill()
        command.communicate()


def lives(client: httpx.Client) -> bool:
    try:
        return client.get("/livez").status_code == 200
    except httpx.TransportError:
        return False


def answers(client: httpx.Client) -> bool:
    return client.post("/graphql", json=ASKED).status_code == 200


def within(seconds: float, holds: Callable[[], bool]) -> float:
    """How long it took until it held; a failure where that is longer than *seconds*."""
    begin = time.monotonic()
    while not holds():
        if time.monotonic() - begin > seconds:
            pytest.fail(f"not within {seconds:g} seconds")
        time.sleep(0.1)
    return time.monotonic() - begin


def home_of(settings: Settings) -> dict[str, str]:
    return {"LINKAGE_HOME": str(settings.home), "LINKAGE_CACHE": str(settings.cache)}


def kill_database(settings: Settings) -> None:
    server = process.find(Home.of(settings))
    assert server is not None
    server.kill()
    server.wait(20)


def test_a_database_that_dies_is_started_again_even_if_its_port_is_taken(own: Settings) -> None:
    former = Home.of(own).port()
    assert former is not None
    with serving(home_of(own)) as (client, _), socket.socket() as intruder:
        assert answers(client)
        intruder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kill_database(own)
        intruder.bind(("127.0.0.1", former))
        intruder.listen()
        assert not answers(client)
        within(60, lambda: answers(client))

    assert Home.of(own).port() != former


def test_a_database_that_was_stopped_stays_so_and_is_found_when_it_is_back(own: Settings) -> None:
    with serving(home_of(own)) as (client, _):
        assert answers(client)
        embedded.stop(own)
        time.sleep(8)
        assert client.post("/graphql", json=ASKED).status_code == 503
        assert embedded.running(own) is None
        embedded.start(own)
        within(20, lambda: answers(client))


def test_ctrl_c_is_quiet_though_somebody_waits(settings: Settings, database: Connection) -> None:
    with serving(home_of(settings)) as (client, command):
        client.get("/graphql/schema")
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as waiting:
            waiting.sendall(
                b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Content-Length: 100\r\n\r\n{"
            )
            time.sleep(0.5)
            os.killpg(command.pid, signal.SIGINT)
            told, _ = command.communicate(timeout=120)

    assert command.returncode == 0
    assert [line for line in told.splitlines() if line] == [
        f"Linkage serves {client.base_url} (GraphQL at /graphql); Ctrl-C stops it".replace("/ (", " (")
    ]

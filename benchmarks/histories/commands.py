"""Linkage's own commands as processes, with a lease that runs out soon."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.environment import server_variables
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

SECONDS = 3.0
"""For how long a lease is held here unless it is renewed."""
BATCH = 30
"""Records in one transaction of a load that is to take many."""
_COMMAND = """
import sys
from functools import partial
from linkage.cli import main
from linkage.graph.store import database
from linkage.ingest import loading, plan, room
seconds, batch = float(sys.argv.pop(1)), int(sys.argv.pop(1))
database.LeaseTerms = partial(database.LeaseTerms, seconds=seconds, renewal=seconds / 3)
if batch:
    loading.BATCH = plan.BATCH = batch
    room.ONE_STEP = 0
main()
"""
_START = 120.0


def environment(connection: Connection, settings: Settings) -> dict[str, str]:
    """What a command has to be told of the database."""
    return {
        **os.environ,
        **server_variables(connection),
        "LINKAGE_HOME": str(settings.home),
        "LINKAGE_CACHE": str(settings.cache),
        "COLUMNS": "200",
    }


def start_load(told: Mapping[str, str], folder: Path, *, stepwise: bool) -> "subprocess.Popen[str]":
    """`linkage load` of the folder, in one transaction or in many."""
    terms = [str(SECONDS), str(BATCH if stepwise else 0)]
    command = [sys.executable, "-c", _COMMAND, *terms, "load", str(folder), "--allow-removal"]
    return subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


@contextmanager
def serving(told: Mapping[str, str]) -> Iterator[str]:
    """The address of `linkage serve`, which runs meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", _COMMAND, str(SECONDS), "0", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_ready(server, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


def _await_ready(server: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + _START
    while True:
        assert server.poll() is None and time.monotonic() < deadline, "the server does not start"
        try:
            if httpx.get(f"{address}/readyz", timeout=10).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)

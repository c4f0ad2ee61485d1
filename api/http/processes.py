"""Several processes that serve one address: one that dies is replaced, and all of them end together."""

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from tempfile import TemporaryDirectory

from starlette.applications import Starlette

from linkage.api.http.server import WebServer

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder by which several processes put their figures together; read at import."""
_LOOK = 0.5
"""Seconds between two looks at whether somebody wants an end."""
_SPAWN = multiprocessing.get_context("spawn")


class WebServers:
    """
    Serves on one socket by *count* processes, each with an application that *make* makes there.

    The system gives a connection to whichever is free. Signals are for this process, which ends the others.
    """

    def __init__(self, make: Callable[[], Starlette], host: str, port: int, count: int) -> None:
        self._make = make
        self._address = host, port
        self._count = count
        self._stopping = False

    def serve_until_stopped(self) -> None:
        """Serve until Ctrl-C or SIGTERM; SystemExit where a process cannot begin."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        with listening(*self._address) as shared:
            processes = [self._begin(shared) for _ in range(self._count)]
            while not self._stopping:
                wait([process.sentinel for process in processes], _LOOK)
                processes = [self._followed(process, shared) for process in processes]
            for process in processes:
                process.terminate()
            for process in processes:
                process.join()
        if any(_unable(process) for process in processes):
            raise SystemExit(1)

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _followed(self, process: SpawnProcess, shared: socket.socket) -> SpawnProcess:
        """The process itself, or another where it died; where it cannot begin, the others end too."""
        if process.is_alive() or self._stopping:
            return process
        if _unable(process):
            self._stopping = True
            return process
        return self._begin(shared)

    def _begin(self, shared: socket.socket) -> SpawnProcess:
        process = _SPAWN.Process(target=_serve, args=(self._make, shared))
        # What it inherits is that Ctrl-C is not for it, nor for those that it starts.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        return process


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address; OSError where it is taken."""
    shared = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        shared.bind((host, port))
    except OSError:
        shared.close()
        raise
    return shared


@contextmanager
def figures_shared() -> Iterator[None]:
    """Processes that are started within put their figures together, and forget them at the end."""
    with TemporaryDirectory(prefix="linkage-metrics-") as folder:
        os.environ[SHARED] = folder
        try:
            yield
        finally:
            del os.environ[SHARED]


def _unable(process: SpawnProcess) -> bool:
    """Whether it ended by itself; what is killed has a negative code."""
    return process.exitcode is not None and process.exitcode > 0


def _serve(make: Callable[[], Starlette], shared: socket.socket) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    WebServer(make()).serve_until_stopped(shared)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)

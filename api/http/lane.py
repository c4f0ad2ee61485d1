"""One process beside the server, which works on one thing after another. It imports nothing that starts slowly."""

import asyncio
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context, resource_tracker
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from linkage.graph.errors import LeverageError

T = TypeVar("T")

SECONDS = 60
"""The longest that anybody waits for an answer."""
_NEEDED = ("linkage.api.leverage.requests", "scipy.optimize")


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """A running process and the pipe to it."""

    process: BaseProcess
    pipe: "Pipe[Any, Any]"


class Lane:
    """
    One process that works on one thing after another.

    If it dies, or is ended because nobody waits for its answer any more, another takes its place, forked off one that
    has imported everything. `waiting` says how many things it has to do.
    """

    def __init__(self) -> None:
        self.waiting = 0
        self._context = _context()
        self._worker: WorkerProcess | None = None
        self._current: object = None
        self._guard = threading.Lock()
        # A single thread, so that its queue is the queue of the process.
        self._thread = ThreadPoolExecutor(1, "worker", _leave_out_ctrl_c)

    def prepare(self) -> None:
        """Have the process ready before anybody asks."""
        self._thread.submit(self._started)

    def kill(self) -> None:
        """End the process, whatever it works on."""
        if self._worker:
            self._worker.process.kill()

    def close(self) -> None:
        """Nothing is left of the process, once what it was killed in has failed."""
        self._thread.shutdown(cancel_futures=True)
        if self._worker:
            self._worker.process.kill()
            self._worker.process.join()
            self._worker.pipe.close()

    async def work(self, function: Callable[..., T], *arguments: Any) -> T:
        """What the function returns, as `Workers.work` has it."""
        task = object()
        outcome = self._thread.submit(self._exchange, task, function, arguments)
        self.waiting += 1
        try:
            async with asyncio.timeout(SECONDS):
                value: T = await asyncio.wrap_future(outcome)
                return value
        except TimeoutError as error:
            raise LeverageError(f"this takes more than {SECONDS} seconds: ask for fewer draws") from error
        except (EOFError, ConnectionError) as error:
            raise LeverageError("the process that works this out has ended: ask again, for less") from error
        finally:
            self.waiting -= 1
            if not outcome.cancel():
                self._interrupt(task)

    def _interrupt(self, task: object) -> None:
        """End the process where it works on *task*, and have another ready for the next."""
        with self._guard:
            if self._current is task and self._worker:
                self._worker.process.kill()
                self._thread.submit(self._started)

    def _exchange(self, task: object, function: Callable[..., T], arguments: tuple[Any, ...]) -> Any:
        worker = self._started()
        with self._guard:
            self._current = task
        try:
            worker.pipe.send((function, arguments))
            value, error = worker.pipe.recv()
        except (EOFError, ConnectionError):
            self._worker = None
            worker.pipe.close()
            raise
        finally:
            with self._guard:
                self._current = None
        if error is not None:
            raise error
        return value

    def _started(self) -> WorkerProcess:
        if self._worker is None:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._worker = WorkerProcess(process, ours)
        return self._worker


def _leave_out_ctrl_c() -> None:
    """What this thread starts inherits that Ctrl-C is not for it: the server ends it, without a word."""
    resource_tracker.ensure_running()  # where it starts later, it lets Ctrl-C through again
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _context() -> ForkServerContext | SpawnContext:
    """How processes begin: never as a fork of this one, which would copy its threads and sockets half-way."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_NEEDED))
    return context


def _serve(pipe: "Pipe[Any, Any]") -> None:
    """Work on what comes through the pipe until its other end is closed."""
    for name in _NEEDED:
        import_module(name)
    try:
        while True:
            function, arguments = pipe.recv()
            pipe.send(_outcome(function, arguments))
    except (EOFError, ConnectionError):
        pass


def _outcome(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    try:
        return function(*arguments), None
    except Exception as error:  # noqa: BLE001 - raised where it was asked for
        return None, error

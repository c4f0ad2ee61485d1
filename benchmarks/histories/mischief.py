"""What is done to writers and to the database while they work."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

import psutil

from benchmarks.histories.clients import Writers
from benchmarks.histories.commands import SECONDS
from linkage.graph.errors import StoreError
from linkage.graph.store.database import Store


class Deed(StrEnum):
    """What is done, most of it to whoever holds the lease."""

    KILL = "writers killed"
    KILL_ANY = "commands killed, whatever they did"
    STALL = "writers paused for longer than their lease"
    NAP = "writers paused for a moment"
    FREEZE = "pauses of the database"


def deeds_for(seconds: float, chance: random.Random) -> Iterator[Deed]:
    """Every deed once, then such as chance has them, until so much time has passed."""
    end = time.monotonic() + seconds
    yield from chance.sample(list(Deed), len(Deed))
    while time.monotonic() < end:
        yield chance.choice(list(Deed))


@dataclass
class Mischief:
    """Does deeds to the *writers* and to the process of the database, as chance has it; counts those that were done."""

    store: Store
    writers: Writers
    database: psutil.Process
    chance: random.Random

    def __post_init__(self) -> None:
        self.done: Counter[Deed] = Counter()

    def do(self, deed: Deed) -> None:
        time.sleep(self.chance.uniform(0, 1.5))
        if deed is Deed.FREEZE:
            with _stopped(self.database.pid):
                time.sleep(self.chance.uniform(0.3, 2.5))
        else:
            process = self._any() if deed is Deed.KILL_ANY else self._holder()
            if process is None:
                return
            if deed in (Deed.KILL, Deed.KILL_ANY):
                process.kill()
            else:
                self._pause(process, past=deed is Deed.STALL)
        self.done[deed] += 1

    def _pause(self, process: "subprocess.Popen[str]", *, past: bool) -> None:
        """Pause the process for a moment, or until somebody else has taken over and is at work."""
        with suppress(StoreError):
            number = self.store.lease().number
            with _stopped(process.pid):
                deadline = time.monotonic() + (2 * SECONDS if past else self.chance.uniform(0.1, 0.6 * SECONDS))
                while time.monotonic() < deadline and not (past and self.store.lease().number > number):
                    time.sleep(0.05)
                time.sleep(self.chance.uniform(0, 1) if past else 0)

    def _any(self) -> "subprocess.Popen[str] | None":
        running = list(self.writers.running.values())
        return self.chance.choice(running) if running else None

    def _holder(self) -> "subprocess.Popen[str] | None":
        """Whoever holds the lease, at some moment of its work; None where nobody does for long."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(StoreError):
                lease = self.store.lease()
                process = self.writers.running.get(lease.process)
                if process and not lease.free:
                    time.sleep(self.chance.uniform(0, 0.8))
                    return process if process.poll() is None else None
            time.sleep(0.02)
        return None


@contextmanager
def _stopped(process: int) -> Iterator[None]:
    """The process neither works nor ends meanwhile."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)

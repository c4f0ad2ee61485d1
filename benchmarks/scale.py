"""A million claims: time against a tenth of it, memory of the client, kills on the way, and one claim more."""

import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from rich.progress import Progress

from benchmarks import invented
from benchmarks.environment import server_variables
from benchmarks.figures import Figure
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.loading import LoadReport, derive_open
from linkage.ingest.plan import LoadPlan

ACTORS = 20_000
LARGE, SMALL = 1_000_000, 100_000
KILLS = 5
ALL_PENDING = (
    "MATCH (claim:Claim) WHERE claim.dyad IS NOT NULL WITH DISTINCT claim.dyad AS dyad "
    "CALL (dyad) { MERGE (:Pending {dyad: dyad}) } IN TRANSACTIONS OF 10000 ROWS"
)


def run(connection: Connection, _settings: Settings, folder: Path) -> Iterator[Figure]:
    """Load 100,000 and 1,000,000 claims over 20,000 actors as a user does, by the command."""
    small = invented.write(folder / "small", actors=ACTORS, claims=SMALL)
    large = invented.write(folder / "large", actors=ACTORS, claims=LARGE)
    with Store(connection) as store:
        store.migrate()
        short, little = _loaded(connection, small)
        invented.empty(store)
        long, memory = _loaded(connection, large)
        undisturbed = digest(store)
        yield Figure(
            "time for 1,000,000 claims by time for 100,000",
            long / short,
            12,
            detail=f"{long:.0f} s, {short:.0f} s",
        )
        yield Figure("memory of the client", memory, 1024, "MiB", detail=f"with a tenth of the claims {little:.0f} MiB")
        yield _one_more(store)
        invented.empty(store)
        for number in range(KILLS):
            _killed(connection, large, random.Random(number).uniform(0.05, 0.3) * long)
        _loaded(connection, large)
        yield Figure("graphs that differ after five kills", float(digest(store) != undisturbed), 0, "")


def _command(connection: Connection, folder: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **server_variables(connection),
    }
    words = [sys.executable, "-c", "from linkage.cli import main; main()", "load", str(folder)]
    return subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)


def _loaded(connection: Connection, folder: Path) -> tuple[float, float]:
    """Seconds that `linkage load` takes, and the most memory its process had, in MiB."""
    started, most = time.perf_counter(), 0
    child = _command(connection, folder)
    process = psutil.Process(child.pid)
    # Not the system's own figure, `ru_maxrss`: a child's begins with the most that its parent ever had.
    while child.poll() is None:
        with contextlib.suppress(psutil.Error):
            most = max(most, process.memory_info().rss)
        time.sleep(0.05)
    assert child.returncode == 0
    return time.perf_counter() - started, most / (1 << 20)


def _killed(connection: Connection, folder: Path, after: float) -> None:
    child = _command(connection, folder)
    time.sleep(after)
    child.kill()
    child.wait()


def _one_more(store: Store) -> Figure:
    """Relations of the pair of one changed claim, against all relations, derived anew."""
    with Progress(disable=True) as bars, store.writing("a measurement"):
        store.rows(ALL_PENDING)
        started = time.perf_counter()
        derive_open(store, LoadReport(LoadPlan()), bars)
        whole = time.perf_counter() - started
        identifier = store.rows("MATCH (claim:Claim) RETURN claim.id LIMIT 1")[1][0][0]
        times = []
        for _ in range(5):
            started = time.perf_counter()
            store.write(("load.pending", {"ids": [identifier]}))
            derive_open(store, LoadReport(LoadPlan()), bars)
            times.append(time.perf_counter() - started)
    one = sorted(times)[len(times) // 2]
    return Figure(
        "relations right again after one claim, by a full rebuild",
        one / whole,
        0.001,
        detail=f"{one * 1000:.0f} ms, {whole:.0f} s",
    )

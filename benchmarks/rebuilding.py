"""How long the shipped data set takes from its text to an empty database, on a server that has done so before."""

import time
from collections.abc import Iterator
from pathlib import Path

from rich.progress import Progress

from benchmarks import invented
from benchmarks.figures import Figure
from benchmarks.shipped import load_shipped
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.library import load
from linkage.ingest.text.used import find


def run(connection: Connection, _settings: Settings, _folder: Path) -> Iterator[Figure]:
    """Load, empty the database, and load again; only the last is timed."""
    load_shipped(connection)
    with Store(connection) as store, Progress(transient=True) as bars:
        invented.empty(store)
        started = time.perf_counter()
        report = load(store, find("syria-libya"), bars)
        seconds = time.perf_counter() - started
    records = sum(counts["new"] for counts in report.plan.counts.values())
    yield Figure(
        "rebuilding the shipped data set",
        seconds,
        3,
        "s",
        detail=f"{records:,} records, {report.relations:,} relation versions",
    )

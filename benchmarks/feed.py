"""The feed of changes under lost connections: two servers, one graph, and clients who come back to the other one."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.histories.commands import environment, serving
from benchmarks.listening import trial
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

CHANGES, LOSSES = 1_000, 20


def run(connection: Connection, settings: Settings, _folder: Path) -> Iterator[Figure]:
    """A thousand changes while a client of each transport loses its connection twenty times."""
    with Store(connection) as store:
        store.migrate()
    told = environment(connection, settings)
    with serving(told) as one, serving(told) as other:
        begin = time.perf_counter()
        made, heard = asyncio.run(trial(connection, [one, other], CHANGES, LOSSES, seed=7))
        seconds = time.perf_counter() - begin
    for name, cursors in heard.items():
        detail = f"{len(cursors):,} heard of {len(made):,}, in {seconds:.0f} s"
        yield Figure(f"changes missed over {name}", len(set(made) - set(cursors)), 0, "", detail=detail)
        repeated = sum(count - 1 for count in Counter(cursors).values())
        yield Figure(f"changes told again over {name}", repeated, 0, "")
        yield Figure(
            f"changes out of order over {name}", sum(a != b for a, b in zip(made, cursors, strict=False)), 0, ""
        )

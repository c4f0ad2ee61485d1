"""Tables of half a million rows brought into a data set, or refused: how fast, and that memory does not grow with them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import invented
from benchmarks.figures import Figure
from linkage.graph.errors import LinkageError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.ingest.formats.exporting import export_records
from linkage.ingest.formats.format_list import BY_NAME
from linkage.ingest.formats.record_source import text_source
from linkage.ingest.text.used import find

ROWS = 500_000
FORMATS = ("csv", "xlsx")
MEMORY = 400
"""MiB that an import may hold, whatever the number of its rows."""
PART = 0.3
"""The part of the rows that all of them are held against: by then the caches of what lies on disk are full."""
GROWTH = 1.25
"""How many times the memory of that part all rows may take."""
_COMMAND = "from linkage.cli import main; main()"


@dataclass(frozen=True, slots=True)
class ChildUsage:
    """What a command took: seconds of the processor, and MiB at the most; and the last line of what it said."""

    seconds: float
    memory: float
    said: str


def run(_connection: Connection, _settings: Settings, folder: Path) -> Iterator[Figure]:
    """Bring an invented data set's claims, written as tables, into one that has none of them; no database is asked."""
    for name in FORMATS:
        yield from measured(folder, name, ROWS)


def measured(folder: Path, name: str, rows: int) -> Iterator[Figure]:
    """The figures of one format: all rows and a part of them brought in, and as many bad rows refused."""
    part = _import(name, *_prepared(folder, name, int(rows * PART)))
    home, table = _prepared(folder, name, rows)
    whole = _import(name, home, table)
    yield Figure(
        f"import of {rows:,} rows of {name}", rows / whole.seconds, 1_000, "rows/s of the processor", least=True,
        detail=whole.said,
    )  # fmt: skip
    yield Figure(f"memory while {rows:,} rows of {name} come in", whole.memory, MEMORY, "MiB")
    yield Figure(f"memory for {rows:,} rows of {name} against a part of them", whole.memory / part.memory, GROWTH)
    for file in (home / "claims").iterdir():
        file.unlink()
    (home / "kinds.jsonl").write_bytes(b"")
    refused = _import(name, home, table, returns=1)
    written = len(list((home / "claims").iterdir()))
    yield Figure(f"files written where {rows:,} rows of {name} are bad", written, 0, "files", detail=refused.said)
    yield Figure(f"memory while {rows:,} bad rows of {name} are refused", refused.memory, MEMORY, "MiB")


def _prepared(folder: Path, name: str, rows: int) -> tuple[Path, Path]:
    """A data set without claims, and a table of claims for it."""
    home = invented.write(folder / f"{name}-{rows}", actors=5_000, claims=rows)
    table = folder / f"{name}-{rows}-claims" / f"claims.{name}"
    table.parent.mkdir()
    with text_source(find(str(home))) as source:
        export_records(BY_NAME[name], source, table, ["claims"])
    (home / "claims" / "all.jsonl").unlink()
    return home, table


def _import(name: str, home: Path, table: Path, returns: int = 0) -> ChildUsage:
    """`linkage import` in a process of its own, whose memory nobody else has a part in; LinkageError where it ends otherwise."""
    output = table.with_suffix(".txt")
    with output.open("wb") as stream:
        command = [sys.executable, "-c", _COMMAND, "import", name, str(table), "--into", str(home)]
        child = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    last = (output.read_text("utf-8", "replace").strip().splitlines() or [""])[-1]
    if child.returncode != returns:
        raise LinkageError(f"the import of {table.name} returned {child.returncode}: {last}")
    return ChildUsage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, last[-200:])

"""How fast records and relations go out in each format, and that memory stays flat where a format is written as it comes."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import invented
from benchmarks.figures import Figure
from linkage.graph.records import KINDS, Claim, Record
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.ingest.formats.exporting import export_records
from linkage.ingest.formats.format_list import BY_NAME
from linkage.ingest.formats.gexf import format_gexf
from linkage.ingest.formats.network import Network, NetworkActor, NetworkRelation
from linkage.ingest.formats.record_source import RecordSource
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import write_text

CLAIMS = 100_000
FAST, SLOW = 20_000, 3_000
"""Claims a second that a format is to reach."""
LEAST = {"csv": FAST, "jsonl": FAST, "parquet": FAST, "xlsx": SLOW, "ftm": SLOW, "jsonld": SLOW}
MEMORY = 64
"""MiB that an export may hold at once beside the records, whose number has no part in it."""


def run(_connection: Connection, _settings: Settings, folder: Path) -> Iterator[Figure]:
    """Write the records of an invented data set in each format, and as many relations as GEXF; no database is asked."""
    return measured(folder, CLAIMS)


def measured(folder: Path, claims: int) -> Iterator[Figure]:
    """The figures with this many claims."""
    dataset = find(str(invented.write(folder / "formats", actors=5_000, claims=claims)))
    records = {kind: list(_valid(dataset.records(kind))) for kind in KINDS.values()}
    source = RecordSource(dataset.head, dataset.version(), lambda kind: iter(records[kind]))
    for name, least in LEAST.items():
        kinds = ["claims"] if name in ("csv", "jsonl", "parquet") else []
        seconds = _seconds(lambda name=name, kinds=kinds: _export(name, source, folder, kinds))  # type: ignore[misc]
        yield _rate(name, claims, seconds, least)
    network = _network(claims)
    seconds = _seconds(lambda: write_text(folder / "a.gexf", format_gexf(network, "Invented.")))
    yield _rate("gexf", claims, seconds, SLOW)
    for name in ("csv", "jsonl", "xlsx", "ftm", "jsonld"):
        yield _memory(name, source, folder, records[Claim])


def _valid(entries: Iterator[Any]) -> Iterator[Any]:
    return (entry.record for entry in entries if isinstance(entry, Located))


def _export(name: str, source: RecordSource, folder: Path, kinds: list[str]) -> None:
    export_records(BY_NAME[name], source, folder / f"a{BY_NAME[name].ending}", kinds)


def _seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that *work* takes, whoever else is at it."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _rate(name: str, claims: int, seconds: float, least: float) -> Figure:
    return Figure(f"export of {claims:,} claims as {name}", claims / seconds, least, "claims/s", least=True)


def _memory(name: str, source: RecordSource, folder: Path, claims: list[Any]) -> Figure:
    """The most that is held while a tenth of the claims is written, which says enough where it would grow with them."""
    part = list(islice(claims, len(claims) // 10))

    def read(kind: type[Record]) -> Iterator[Any]:
        return iter(part) if kind is Claim else source.records(kind)

    tracemalloc.start()
    _export(
        name, RecordSource(source.head, source.version, read), folder, ["claims"] if name in ("csv", "jsonl") else []
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Figure(f"memory while {len(part):,} claims go out as {name}", most / (1 << 20), MEMORY, "MiB")


def _network(relations: int) -> Network:
    """A tenth as many actors as relations, and ten periods for each pair."""
    actors = [NetworkActor(f"actor-{number}", f"Actor {number}", "organisation") for number in range(relations // 10)]
    return Network(actors, [_relation(number, len(actors)) for number in range(relations)])


def _relation(number: int, actors: int) -> NetworkRelation:
    pair, period = divmod(number, 10)
    start = date(2019, 1, 1) + timedelta(days=60 * period)
    return NetworkRelation(
        f"r{number}", f"actor-{pair % actors}", f"actor-{(pair + 1) % actors}", "BACKS", 1, "north", "AGREED", 0.7, 2,
        "ATTESTED", start, start + timedelta(days=30), None, None, 3,
    )  # fmt: skip

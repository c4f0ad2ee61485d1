"""How fast text becomes claims and relations, against a bare driver that writes the same nodes and links."""

import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase
from rich.progress import Progress

from benchmarks import invented
from benchmarks.figures import Figure
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.checks import build_catalogue
from linkage.ingest.library import load
from linkage.ingest.plan import BATCH, all_rows, batches
from linkage.ingest.text.dataset import DataSet
from linkage.ingest.text.used import find

CLAIMS = 100_000
RELATIONS = "MATCH (a)-[r:BACKS|OPPOSES|NEGOTIATES_WITH]->(b) RETURN type(r) AS type, a.id AS source, b.id AS target, r{.*} AS p"


def run(connection: Connection, _settings: Settings, folder: Path) -> Iterator[Figure]:
    """Load once with Linkage, read back what is there, empty the database, write it again with the driver alone."""
    dataset = find(str(invented.write(folder / "load", actors=5_000, claims=CLAIMS)))
    with Store(connection) as store, Progress(transient=True) as bars:
        store.migrate()
        invented.empty(store)
        started = time.perf_counter()
        report = load(store, dataset, bars)
        ours = time.perf_counter() - started
    bare, written = _bare(connection, dataset)
    yield Figure(
        f"loading {CLAIMS:,} claims, derivation included, rate",
        bare / ours,
        0.5,
        least=True,
        detail=f"{ours:.1f} s against {bare:.1f} s for {written:,} nodes and links; "
        f"{CLAIMS / ours:,.0f} claims/s, {report.relations:,} relation versions",
    )


def _bare(connection: Connection, dataset: DataSet) -> tuple[float, int]:
    """Seconds that `UNWIND` takes for the same nodes and links, all prepared beforehand; and how many they are."""
    auth = (connection.user, connection.password)
    with GraphDatabase.driver(connection.uri, auth=auth, notifications_min_severity="OFF") as driver:
        nodes, links = _prepared(dataset)
        for record in driver.execute_query(RELATIONS).records:
            kind, source, target, properties = record.values()
            links[kind].append({"s": source, "t": target, "p": properties})
        with Store(connection) as store:
            invented.empty(store)
        started = time.perf_counter()
        for label, items in nodes.items():
            text = f"UNWIND $rows AS row CREATE (n:Record:{label}) SET n = row"
            for batch in batches(items, BATCH):
                driver.execute_query(text, rows=batch)  # type: ignore[arg-type]
        for kind, ends in links.items():
            text = (
                "UNWIND $rows AS row MATCH (a:Record {id: row.s}) MATCH (b:Record {id: row.t}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row.p"
            )
            for batch in batches(ends, BATCH):
                driver.execute_query(text, rows=batch)  # type: ignore[arg-type]
        seconds = time.perf_counter() - started
    return seconds, sum(map(len, nodes.values())) + sum(map(len, links.values()))


def _prepared(dataset: DataSet) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    nodes: dict[str, list[Any]] = defaultdict(list)
    links: dict[str, list[Any]] = defaultdict(list)
    found, _ = build_catalogue(dataset)
    for row in all_rows(dataset, found):
        nodes[row.label].append(row.parameters(dataset.name)["properties"])
        for link in row.links:
            end = {"s": row.id, "t": link.target, "p": {"position": link.position}}
            links[link.type].append(end)
    return nodes, links

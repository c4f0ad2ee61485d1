"""What ties that stand between two reports cost: the same questions with `carried` and with `attested`."""

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import psutil
from rich.progress import Progress

from benchmarks import invented
from benchmarks.answers import server
from benchmarks.figures import Figure
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.library import load
from linkage.ingest.text.used import find

TIE = "id family status certainty basis lastAttested subject { key } object { key }"
QUERIES = {
    "relations": f"query Q($lens: LensInput) {{ relations(lens: $lens, first: 200) {{ nodes {{ {TIE} }} }} }}",
    "subgraph": f"query Q($lens: LensInput) {{ subgraph(lens: $lens, first: 500) {{ relations {{ {TIE} }} }} }}",
    "actor": (
        'query Q($lens: LensInput) { actor(key: "actor-10") '
        f"{{ relations(lens: $lens, first: 50) {{ nodes {{ {TIE} }} }} }} }}"
    ),
}
DAY = "2020-06-15"
ROUNDS = 7


def run(connection: Connection, settings: Settings, folder: Path) -> Iterator[Figure]:
    """Load 20,000 actors and 100,000 claims, then ask of one day in turns; CPU of the API and of the database."""
    dataset = find(str(invented.write(folder / "standing", actors=20_000, claims=100_000)))
    with Store(connection) as store, Progress(transient=True) as bars:
        store.migrate()
        invented.empty(store)
        load(store, dataset, bars)
    with server(connection, settings) as (client, process):
        processes = [process, _database(settings)]
        for name, query in QUERIES.items():
            yield _compare(name, client, processes, query)


def _database(settings: Settings) -> psutil.Process:
    running = psutil.process_iter(["cmdline"])
    return next(
        process for process in running if f"--home-dir={settings.home}" in " ".join(process.info["cmdline"] or ())
    )


def _compare(name: str, client: httpx.Client, processes: list[psutil.Process], query: str) -> Figure:
    costs: dict[str, list[float]] = {"CARRIED": [], "ATTESTED": []}
    count = 200 if name == "actor" else 10
    ties = {standing: _cost(client, processes, query, standing, 3 * count)[1] for standing in costs}
    for _ in range(ROUNDS):
        for standing, measured in costs.items():
            measured.append(_cost(client, processes, query, standing, count)[0])
    carried, attested = (statistics.median(measured) for measured in costs.values())
    detail = f"{carried:.1f} against {attested:.1f} ms; {ties['CARRIED']} and {ties['ATTESTED']} ties"
    return Figure(f"{name} with carried ties against attested ones, CPU", carried / attested, 1.3, detail=detail)


def _cost(
    client: httpx.Client, processes: list[psutil.Process], query: str, standing: str, count: int
) -> tuple[float, int]:
    """CPU milliseconds per request, and how many ties the answer has; the clock of a process has steps of 10 ms."""
    body = orjson.dumps({"query": query, "variables": {"lens": {"asOf": DAY, "standing": standing}}})
    before = _spent(processes)
    for _ in range(count):
        answer = client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 200 and b'"errors"' not in answer.content, answer.text[:300]
    return (_spent(processes) - before) / count * 1_000, len(_ties(answer.json()["data"]))


def _spent(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def _ties(value: Any) -> list[Any]:
    """The list that an answer holds, however deep."""
    while isinstance(value, dict):
        [value] = value.values()
    return list(value)

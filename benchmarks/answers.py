"""What a GraphQL answer costs the API process, against the same data without GraphQL."""

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import psutil
from rich.progress import Progress

from benchmarks import invented
from benchmarks.figures import Figure
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.library import load
from linkage.ingest.text.used import find
from linkage.visualizations import javascript

SUBGRAPH = """query Graph($first: Int!) {
  subgraph(first: $first) {
    actors { id key name kind note typename: __typename }
    relations { id family status certainty subject { key } object { key } }
  }
}"""
COLUMNS = """query Columns($first: Int!) {
  subgraph(first: $first) { columns {
    actors { id key name kind { values codes } note { values codes } }
    relations { id family { values codes } status { values codes } certainty subject object }
  } }
}"""
SMALL = """query Small($key: String!, $first: Int!) {
  actor(key: $key) {
    id key name kind note
    relations(first: $first) {
      totalCount
      pageInfo { hasNextPage }
      edges { cursor node {
        id family status certainty validFrom
        subject { key name }
        object { key name }
      } }
    }
  }
}"""
ROUNDS = 7


def run(connection: Connection, settings: Settings, folder: Path) -> Iterator[Figure]:
    """Load 2,000 actors and some 8,000 relations, then ask in turns."""
    dataset = find(str(invented.write(folder / "graph", actors=2_000, claims=8_200)))
    with Store(connection) as store, Progress(transient=True) as bars:
        store.migrate()
        load(store, dataset, bars)
    with server(connection, settings) as (client, process):
        first, key = {"first": 8_000}, {"key": "actor-1999", "first": 2}
        yield _compare(
            "subgraph of 2,000 actors + 8,000 relations × 6 fields, CPU",
            client,
            process,
            SUBGRAPH,
            "subgraph",
            first,
            10,
            1.25,
        )
        yield _columns(client, process, first, 10)
        yield _compare("small query, about 20 fields, CPU", client, process, SMALL, "actor", key, 300, 2.0)


def _compare(
    name: str,
    client: httpx.Client,
    process: psutil.Process,
    query: str,
    field: str,
    variables: dict[str, object],
    count: int,
    bound: float,
) -> Figure:
    body = orjson.dumps({"query": query, "variables": variables})
    return _ratio(name, client, process, (("/graphql", body), (f"/floor/{field}", body)), count, bound)


def _columns(client: httpx.Client, process: psutil.Process, variables: dict[str, object], count: int) -> Figure:
    """The same subgraph by columns and by rows."""
    asked = [("/graphql", orjson.dumps({"query": query, "variables": variables})) for query in (COLUMNS, SUBGRAPH)]
    return _ratio("the same subgraph by columns against by rows, CPU", client, process, asked, count, 1.0)


def _ratio(
    name: str,
    client: httpx.Client,
    process: psutil.Process,
    asked: Sequence[tuple[str, bytes]],
    count: int,
    bound: float,
) -> Figure:
    """What the first of two requests costs for each millisecond of the second."""
    sizes = [_cost(client, process, *request, max(2, count // 10))[1] for request in asked]
    costs: list[list[float]] = [[] for _ in asked]
    for _ in range(ROUNDS):
        for request, measured in zip(asked, costs, strict=True):
            measured.append(_cost(client, process, *request, count)[0])
    ours, floor = map(statistics.median, costs)
    shown = f"{ours:.2f} against {floor:.2f} ms, {' and '.join(f'{size:,}' for size in sizes)} bytes"
    return Figure(name, ours / floor, bound, detail=shown)


def _cost(client: httpx.Client, process: psutil.Process, path: str, body: bytes, count: int) -> tuple[float, int]:
    """CPU milliseconds of the API process per request, and the size of an answer."""
    before = sum(process.cpu_times()[:2])
    for _ in range(count):
        answer = client.post(path, content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 200 and b'"errors"' not in answer.content, answer.text[:300]
    return (sum(process.cpu_times()[:2]) - before) / count * 1_000, len(answer.content)


@contextmanager
def server(connection: Connection, settings: Settings) -> Iterator[tuple[httpx.Client, psutil.Process]]:
    """Linkage's application in a process of its own, and a client of it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "BENCH_URI": connection.uri,
        "BENCH_USER": connection.user,
        "BENCH_PASSWORD": connection.password,
        "BENCH_JAVASCRIPT": str(javascript.install(settings.cache)),
    }
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.floor:app", "--port", str(port)]
    child = subprocess.Popen([*command, "--log-level", "warning"], env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(300):
                try:
                    client.get("/graphql/schema")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client, psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait()

"""What could be traded for what, through GraphQL: how long it takes, and what it costs whoever asks beside it."""

import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson

from benchmarks.answers import server
from benchmarks.figures import Figure
from benchmarks.shipped import load_shipped
from linkage.cli.leverage import DOCUMENT
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

LEVERAGE = {
    "query": DOCUMENT,
    "variables": {
        "theatres": ["libya", "syria"], "lens": {"asOf": "2020-09-16", "rollUp": True}, "within": False,
        "draws": 4_000, "seed": 1, "first": 40,
    },
}  # fmt: skip
SMALL = {"query": '{ actor(key: "turkey") { key name kind relations(first: 2) { totalCount nodes { family } } } }'}
COUNT = 300


def run(connection: Connection, settings: Settings, _folder: Path) -> Iterator[Figure]:
    """Ask over the shipped data set: first one after the other, then both at once."""
    load_shipped(connection)
    with server(connection, settings) as (client, _):
        times = [_seconds(client, LEVERAGE) for _ in range(6)]
        yield Figure(
            "4,000 draws on the shipped data set, the whole answer by HTTP",
            statistics.median(times[1:]),
            2,
            "s",
            detail=f"the first time {times[0]:.2f} s",
        )
        _middle(client)
        alone = _middle(client)
        done = threading.Event()
        asker = threading.Thread(target=_ask_on, args=(str(client.base_url), done))
        asker.start()
        beside = _middle(client)
        done.set()
        asker.join()
        yield Figure(
            "a small query beside such answers, p50",
            beside / alone,
            2,
            detail=f"{beside * 1000:.1f} against {alone * 1000:.1f} ms",
        )


def _seconds(client: httpx.Client, asked: dict[str, object]) -> float:
    started = time.perf_counter()
    answer = client.post("/graphql", content=orjson.dumps(asked), headers={"content-type": "application/json"})
    assert answer.status_code == 200 and b'"errors"' not in answer.content, answer.text[:300]
    return time.perf_counter() - started


def _middle(client: httpx.Client) -> float:
    return statistics.median(_seconds(client, SMALL) for _ in range(COUNT))


def _ask_on(address: str, done: threading.Event) -> None:
    with httpx.Client(base_url=address, timeout=60) as client:
        while not done.is_set():
            _seconds(client, LEVERAGE)

"""What the database works to plan questions that it has not seen, and how many texts one question has under all lenses."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from itertools import count, product
from pathlib import Path
from typing import Any

import psutil
from neo4j import Driver, GraphDatabase

from benchmarks.figures import Figure
from benchmarks.shipped import load_shipped
from linkage.api.http.service import Service
from linkage.graph import embedded
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader

QUERIES = Path(__file__).parents[1] / "docs" / "queries"
ROUNDS, WARMUP = 5, 3
COUNTED = "query ($lens: LensInput) { relations(lens: $lens) { totalCount nodes { key: id status certainty } } }"
CHOICES: dict[str, Any] = {
    "theatres": ["libya"],
    "issues": ["m4"],
    "asOf": "2020-09-16",
    "knownBy": "2020-09-30",
    "minCertainty": 0.5,
    "disputed": "EXCLUDE",
    "rollUp": True,
}
_NUMBERED = re.compile(r"(?<!\\)\b([a-z])(\d+)\b(?!\()")


def run(connection: Connection, settings: Settings, _folder: Path) -> Iterator[Figure]:
    """The shipped data set; each document of docs/queries, all statements that it sends, in the best of five rounds."""
    load_shipped(connection)
    documents = {path.stem: path.read_text(encoding="utf-8") for path in sorted(QUERIES.glob("*.graphql"))}
    sent = {name: asyncio.run(_sent(connection, document)) for name, document in documents.items()}
    pid = embedded.status(settings).pid
    login = connection.user, connection.password
    with GraphDatabase.driver(connection.uri, auth=login, notifications_min_severity="OFF") as driver:
        planner = _Planner(driver, psutil.Process(pid))
        for _ in range(WARMUP):
            for texts in sent.values():
                planner.cost(texts)
        for name, texts in sent.items():
            least = min(planner.cost(texts) for _ in range(ROUNDS))
            yield Figure(f"{name}, to plan", least * 1_000, 300, "ms", detail=f"{len(texts)} statements")
    texts = asyncio.run(_sent(connection, COUNTED, _lenses()))
    yield Figure("texts of one question under 128 lenses", len(texts), 1, "")


class _Planner:
    """Lets the database plan statements under names that it has not seen."""

    def __init__(self, driver: Driver, server: psutil.Process) -> None:
        self._driver, self._server, self._numbers = driver, server, count()

    def cost(self, texts: list[str]) -> float:
        """Seconds of the server's CPU to plan all of these."""
        started = sum(self._server.cpu_times()[:2])
        with self._driver.session() as session:
            for text in texts:
                number = next(self._numbers)
                fresh = _NUMBERED.sub(lambda found: f"{found[1]}{found[2]}q{number}", text)  # noqa: B023
                session.run(f"EXPLAIN {fresh}").consume()
        return sum(self._server.cpu_times()[:2]) - started


async def _sent(connection: Connection, document: str, lenses: Iterable[dict[str, Any] | None] = (None,)) -> list[str]:
    """The texts of all statements that a document sends, asked once, or under each of these lenses."""
    texts: dict[str, None] = {}
    async with Reader(connection, timeout=120) as reader:

        async def note(text: str, values: dict[str, Any]) -> list[Any]:
            texts[text] = None
            return await reader.record(text, values)

        service = Service(note)
        for lens in lenses:
            answer = await service.answer(document, {} if lens is None else {"lens": lens})
            assert "errors" not in answer, answer["errors"]
    return list(texts)


def _lenses() -> Iterator[dict[str, Any]]:
    """A lens for every choice of its fields."""
    for chosen in product((False, True), repeat=len(CHOICES)):
        yield {name: value for (name, value), is_asked in zip(CHOICES.items(), chosen, strict=True) if is_asked}

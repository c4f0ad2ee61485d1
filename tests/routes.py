"""The two ways to an answer: the compiled statement over a database, and the reference."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.progress import Progress

from linkage.api.service import Service
from linkage.graph.connection import Connection
from linkage.graph.reader import Reader
from linkage.graph.store import Store
from linkage.ingest.dataset import find
from linkage.ingest.loading import load
from tests.reference import Reference

SMALL = Path(__file__).parent / "datasets" / "small"


@dataclass(frozen=True, slots=True)
class Routes:
    """One data set, asked both ways."""

    runner: asyncio.Runner
    service: Service
    reference: Reference

    def compiled(
        self, document: str, variables: dict[str, Any] | None = None, operation: str | None = None
    ) -> dict[str, Any]:
        """What the API answers."""
        return self.runner.run(self.service.answer(document, variables, operation))

    def data(self, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the API answers where nothing goes wrong."""
        answer = self.compiled(document, variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def agree(self, document: str, variables: dict[str, Any] | None = None) -> bytes:
        """The bytes of the data, the same by both routes, which fail at the same places as well."""
        answer, told = self.compiled(document, variables), self.reference.answer(document, variables)
        assert paths(answer) == sorted(str(error.path) for error in told.errors or ()), answer.get("errors")
        data = orjson.dumps(answer.get("data"))
        assert data == orjson.dumps(told.data), document
        return data


def paths(answer: dict[str, Any]) -> list[str]:
    """Where an answer has errors; a failure of ours has no place there."""
    errors = answer.get("errors", [])
    codes = {error["extensions"]["code"] for error in errors}
    assert not codes & {"INTERNAL_SERVER_ERROR", "STORE_UNAVAILABLE", "TIMEOUT"}, errors
    return sorted(str(error.get("path")) for error in errors)


@contextmanager
def routes(connection: Connection, folder: Path | str) -> Iterator[Routes]:
    """Both routes over one data set, which is all that the database holds meanwhile."""
    with Store(connection) as store:
        empty(store)
        store.migrate()
        load(store, find(str(folder)), Progress(console=Console(quiet=True)))
    with asyncio.Runner() as runner:
        reader = Reader(connection)
        try:
            yield Routes(runner, Service(reader.record), Reference(folder))
        finally:
            runner.run(reader.__aexit__())


def empty(store: Store) -> None:
    """The database holds nothing but what is known of its migrations."""
    store.rows("MATCH (thing) WHERE NOT thing:Migration DETACH DELETE thing")

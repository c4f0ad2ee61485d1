"""GraphQL asked in process over a database that holds one data set and nothing else."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.progress import Progress

from linkage.api.http.service import Service
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from linkage.ingest.loading import load
from linkage.ingest.text.dataset import find
from tests.emptied import emptied

Ask = Callable[..., dict[str, Any]]
"""From a document and its variables to the whole answer."""


@contextmanager
def asking(database: Connection, folder: Path) -> Iterator[Ask]:
    """A way to ask the data set in *folder*; the database is empty again afterwards."""
    with emptied(database) as store, asyncio.Runner() as runner:
        load(store, find(str(folder)), Progress(disable=True))
        reader = Reader(database, timeout=60)
        service = Service(reader.record)

        def ask(document: str, **variables: object) -> dict[str, Any]:
            return runner.run(service.answer(document, variables))

        yield ask
        runner.run(reader.__aexit__())

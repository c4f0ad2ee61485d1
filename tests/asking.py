"""GraphQL asked in process over a database."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from linkage.api.http.service import Service
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from tests.emptied import filled

Ask = Callable[..., dict[str, Any]]
"""From a document and its variables to the whole answer."""


@contextmanager
def asking(database: Connection, folder: Path) -> Iterator[Ask]:
    """A way to ask the data set in *folder* alone; the database is empty again afterwards."""
    with filled(database, folder), asking_stored(database) as ask:
        yield ask


@contextmanager
def asking_stored(database: Connection) -> Iterator[Ask]:
    """A way to ask whatever a database holds."""
    with asyncio.Runner() as runner:
        reader = Reader(database, timeout=120)
        service = Service(reader.record)

        def ask(document: str, **variables: object) -> dict[str, Any]:
            return runner.run(service.answer(document, variables))

        yield ask
        runner.run(reader.__aexit__())

"""The tests' database, lent with its schema and nothing else in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import invented

from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store


@contextmanager
def emptied(database: Connection) -> Iterator[Store]:
    """A store that is empty, and is so again afterwards."""
    with Store(database) as store:
        store.migrate()
        invented.empty(store)
        yield store
        invented.empty(store)

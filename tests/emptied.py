"""The tests' database, lent with its schema and nothing else in it, or with one data set."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import invented
from rich.progress import Progress

from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.library import load
from linkage.ingest.soundness.check import check_store
from linkage.ingest.text.used import find

SMALL = Path(__file__).parent / "datasets" / "small"


@contextmanager
def emptied(database: Connection) -> Iterator[Store]:
    """A store that is empty, and is so again afterwards."""
    with Store(database) as store:
        store.migrate()
        invented.empty(store)
        yield store
        invented.empty(store)


@contextmanager
def filled(database: Connection, folder: Path = SMALL) -> Iterator[Connection]:
    """The database with the data set in *folder* and nothing else, which it is still to hold, and empty afterwards."""
    with emptied(database) as store:
        load(store, find(str(folder)), Progress(disable=True))
        yield database
        require_sound(store)


def require_sound(store: Store) -> None:
    """Fail where something that is stored is not as it should be."""
    assert [str(fault) for fault in check_store(store, Progress(disable=True)).faults.listed] == []

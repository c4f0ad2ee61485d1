"""The shipped data set in the database, which holds nothing else then."""

from rich.progress import Progress

from benchmarks import invented
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.library import LoadReport, load
from linkage.ingest.text.used import find


def load_shipped(connection: Connection) -> LoadReport:
    """Empty the database and load the shipped data set into it."""
    with Store(connection) as store, Progress(transient=True) as bars:
        store.migrate()
        invented.empty(store)
        return load(store, find("syria-libya"), bars)

"""Reading that takes many statements, of a graph or of a text, and of one state of it all the while."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from linkage.graph.errors import LinkageError, StoreError
from linkage.graph.store.database import Store
from linkage.graph.store.generation import GraphState
from linkage.ingest.text.dataset import DataSet

_PAUSE = 0.1
_PATIENCE = 120.0


@contextmanager
def unchanged_graph(store: Store, purpose: str) -> Iterator[GraphState]:
    """
    All that is read within is of one generation, once no change is being applied.

    LinkageError, whatever went wrong within, where the graph was changed meanwhile; *purpose* says what to do again.
    """
    before = _settled(store)
    try:
        yield before
    except StoreError:
        raise
    except Exception as error:
        if _moved(store, before):
            raise _changed(purpose) from error
        raise
    if _moved(store, before):
        raise _changed(purpose)


def _settled(store: Store) -> GraphState:
    deadline = time.monotonic() + _PATIENCE
    while (generation := store.generation()).changing:
        if time.monotonic() > deadline:
            raise LinkageError("the database is being written to all the time: try again later")
        time.sleep(_PAUSE)
    return generation


def _moved(store: Store, before: GraphState) -> bool:
    now = store.generation()
    return now.changing or now.id != before.id


def _changed(purpose: str) -> LinkageError:
    return LinkageError(f"the database was written to while it was read: {purpose} again")


@contextmanager
def unchanged_text(dataset: DataSet) -> Iterator[str]:
    """The version of the text, which is the same after all that is done within; LinkageError where it is not."""
    version = dataset.version()
    yield version
    dataset.require_version(version)

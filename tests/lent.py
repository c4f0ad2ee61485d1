"""A Neo4j that is lent to the tests by its address, as long as there is nothing in it but what tests leave."""

import os

import pytest

from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

ADDRESS = "LINKAGE_TEST_NEO4J_URI"
_MARK = "0000-tests"
"""The name of a migration that only databases of the tests have."""


def lent_database() -> Connection | None:
    """
    The database that `LINKAGE_TEST_NEO4J_URI` names, with `…_USER`, `…_PASSWORD` and `…_DATABASE`; None where none is.
    """
    address = os.environ.get(ADDRESS)
    if not address:
        return None
    login = {name: os.environ.get(f"LINKAGE_TEST_NEO4J_{name}", "") for name in ("USER", "PASSWORD", "DATABASE")}
    return Connection(address, login["USER"] or "neo4j", login["PASSWORD"], login["DATABASE"] or "neo4j")


def require_ours(store: Store) -> None:
    """Mark an empty database as one of the tests; UsageError where there is anything in one that is not marked."""
    marked = _MARK in store.read("migrations.applied")
    [[nodes]] = store.rows("MATCH (node) WHERE NOT node:Migration|Lease|Generation|JournalEntry RETURN count(node)")[1]
    if nodes and not marked:
        raise pytest.UsageError(f"the database that {ADDRESS} names holds {nodes} nodes: give the tests an empty one")
    store.migrate()
    with store.writing("the tests"):
        store.write(("migrations.record", {"name": _MARK}))

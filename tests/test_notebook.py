"""The graph in a notebook: objects by py2neo, a network by networkx."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from networkx import MultiDiGraph

from linkage.graph.notebook import network
from linkage.graph.store.connection import Connection
from tests.emptied import filled


@pytest.fixture(scope="module")
def connection(database: Connection) -> Iterator[Connection]:
    with filled(database) as loaded:
        yield loaded


PY2NEO = """
import sys
from linkage.graph.store.connection import Connection
from linkage.graph.notebook import objects
graph = objects(Connection(*sys.argv[1:4]))
alder = graph.nodes.match("Actor", key="alder").first()
print(*sorted({link.end_node["key"] for link in graph.match((alder,), r_type="BACKS")}))
"""


def test_objects_lead_from_an_actor_over_its_relations(connection: Connection) -> None:
    # A process of its own, for py2neo leaves its sockets to whenever the garbage collector comes.
    words = [sys.executable, "-c", PY2NEO, connection.uri, connection.user, connection.password]
    done = subprocess.run(words, capture_output=True, text=True, check=True)

    assert "cedar-front" in done.stdout.split()


def test_a_network_has_what_was_known_on_the_day(connection: Connection) -> None:
    before, now = network(connection, date(2020, 3, 7)), network(connection)

    def backers(graph: MultiDiGraph) -> set[tuple[str, str]]:
        edges = graph.edges(data=True)
        return {(s, o) for s, o, found in edges if found["family"] == "BACKS" and found["theatre"] == "bay"}

    # Finn Oak said so on 8 March.
    assert ("alder", "cedar-front") in backers(now) - backers(before)
    assert backers(before) < backers(now)
    assert now.nodes["cedar-front"]["name"] == "Cedar Front"

"""The graph in a notebook: objects by py2neo, a network by networkx."""

from collections.abc import Iterator
from datetime import date

import pytest

from linkage.graph.connection import Connection
from linkage.graph.notebook import network, objects
from tests.serving import shipped


@pytest.fixture(scope="module")
def connection(database: Connection) -> Iterator[Connection]:
    with shipped(database) as loaded:
        yield loaded


# py2neo leaves its socket to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_objects_lead_from_an_actor_over_its_relations(connection: Connection) -> None:
    graph = objects(connection)

    turkey = graph.nodes.match("Actor", key="turkey").first()

    assert [link.end_node["key"] for link in graph.match((turkey,), r_type="BACKS")] == ["gna"]


def test_a_network_has_what_was_known_on_the_day(connection: Connection) -> None:
    before, now = network(connection, date(2020, 9, 16)), network(connection)

    backers = {(s, o) for s, o, found in now.edges(data=True) if found["family"] == "BACKS" and found["theatre"] == "libya"}
    assert backers == {("turkey", "gna"), ("russia", "lna")}
    assert not any(found["family"] == "BACKS" for *_, found in before.edges(data=True))
    assert now.nodes["lna"]["name"] == "Libyan National Army"

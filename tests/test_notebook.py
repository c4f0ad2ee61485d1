"""The graph in a notebook: a network by networkx, tables by pandas and Arrow, objects by py2neo."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import networkx
import pandas
import pyarrow
import pyarrow.parquet
import pytest
from networkx import MultiDiGraph
from pyvis.network import Network

from linkage.api.notebook import for_files, frame, network, relations, table
from linkage.graph.errors import LensError
from linkage.graph.store.connection import Connection
from tests.emptied import SMALL, filled
from tests.told.text import Text


@pytest.fixture(scope="module")
def connection(database: Connection) -> Iterator[Connection]:
    with filled(database) as loaded:
        yield loaded


PY2NEO = """
import sys
from linkage.graph.store.connection import Connection
from linkage.api.notebook import objects
graph = objects(Connection(*sys.argv[1:4]))
alder = graph.nodes.match("Actor", key="alder").first()
print(*sorted({link.end_node["key"] for link in graph.match((alder,), r_type="BACKS")}))
import py2neo
for write in (
    lambda: graph.run("CREATE (:Stray)"),
    lambda: graph.update("CREATE (:Stray)"),
    lambda: graph.create(py2neo.Node("Stray")),
    lambda: graph.begin(readonly=False).run("CREATE (:Stray)"),
    lambda: graph.delete_all(),
):
    try:
        write()
    except Exception as error:
        print("refused" if "read" in str(error).lower() else repr(error))
    else:
        print("written")
print(graph.evaluate("MATCH (stray:Stray) RETURN count(stray)"), graph.nodes.match("Actor", key="alder").count())
"""


def test_objects_lead_from_an_actor_over_its_relations_and_are_only_read(connection: Connection) -> None:
    # A process of its own, for py2neo leaves its sockets to whenever the garbage collector comes.
    words = [sys.executable, "-c", PY2NEO, connection.uri, connection.user, connection.password]
    done = subprocess.run(words, capture_output=True, text=True, check=True)

    backed, *refusals, counts = done.stdout.splitlines()
    assert "cedar-front" in backed.split()
    assert refusals == ["refused"] * 5 and counts == "0 1"


def test_a_network_has_what_was_known_on_the_day(connection: Connection) -> None:
    before, now = network(connection, known_by=date(2020, 3, 7)), network(connection)

    def backers(graph: MultiDiGraph) -> set[tuple[str, str]]:
        edges = graph.edges(data=True)
        return {(s, o) for s, o, found in edges if found["family"] == "BACKS" and found["theatre"] == "bay"}

    # Finn Oak said so on 8 March.
    assert ("alder", "cedar-front") in backers(now) - backers(before)
    assert backers(before) < backers(now)
    assert now.nodes["cedar-front"]["name"] == "Cedar Front"


def test_the_whole_lens_narrows_a_network_by_keywords(connection: Connection) -> None:
    whole = network(connection)
    bay = network(connection, theatres=["bay"], disputed="exclude", min_certainty=0.5, known_by=date(2021, 1, 1))

    assert {data["theatre"] for _, _, data in bay.edges(data=True)} == {"bay", "pier", "quay"}
    assert all(data["status"] != "DISPUTED" and data["certainty"] >= 0.5 for _, _, data in bay.edges(data=True))
    assert 0 < len(bay.edges) < len(whole.edges) and set(bay.nodes) == set(whole.nodes)
    with pytest.raises(LensError, match="a lens has no 'theatre'"):
        network(connection, theatre="bay")


def test_a_network_has_kinds_dates_and_actors_without_a_relation(connection: Connection) -> None:
    graph = network(connection)

    actors = {actor for kind, records in Text(SMALL).records.items() if kind.__name__ == "Actor" for actor in records}
    lone = [key for key in graph.nodes if not graph.degree(key)]
    assert set(graph.nodes) <= actors and lone
    assert all(data["kind"] and data["name"] for _, data in graph.nodes(data=True))
    days = [data["validFrom"] for _, _, data in graph.edges(data=True) if "validFrom" in data]
    assert days and all(type(day) is date for day in days)
    assert None not in {value for _, _, data in graph.edges(data=True) for value in data.values()}


HANDED: dict[str, Callable[[MultiDiGraph, Path], object]] = {
    "write_graphml": lambda graph, folder: networkx.write_graphml(graph, folder / "a"),
    "write_gexf": lambda graph, folder: networkx.write_gexf(graph, folder / "a"),
    "write_gml": lambda graph, folder: networkx.write_gml(graph, folder / "a"),
    "JSON": lambda graph, folder: json.dumps(networkx.node_link_data(graph)),
    "pyvis": lambda graph, folder: Network(cdn_resources="remote").from_nx(graph),
}


@pytest.mark.parametrize("hand_over", HANDED.values(), ids=HANDED)
def test_a_network_is_handed_over_to_files_and_other_programs(
    connection: Connection, tmp_path: Path, hand_over: Callable[[MultiDiGraph, Path], object]
) -> None:
    hand_over(for_files(network(connection)), tmp_path)


def test_tables_have_python_dates_that_pandas_and_parquet_take(connection: Connection, tmp_path: Path) -> None:
    ties, claims = relations(connection, theatres=["bay"]), frame(connection, "claims", "small")

    assert set(ties["theatre"]) == {"bay", "pier", "quay"} and len(ties) == len(
        network(connection, theatres=["bay"]).edges
    )
    assert type(next(day for day in ties["validFrom"] if day)) is date
    assert pandas.to_datetime(ties["validFrom"]).notna().any()
    ties.to_parquet(tmp_path / "ties.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "ties.parquet").schema.field("validFrom").type == pyarrow.date32()
    assert type(next(day for day in claims["held_first"] if day)) is date
    assert table(connection, "actors", "small").num_rows == len(
        Text(SMALL).records[type(Text(SMALL).record("Actor", "alder"))]
    )


def test_a_network_is_read_where_a_loop_runs_as_in_a_notebook(connection: Connection) -> None:
    async def cell() -> MultiDiGraph:
        return network(connection, theatres=["bay"])

    assert len(asyncio.run(cell()).edges) > 0

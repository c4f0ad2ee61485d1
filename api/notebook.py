"""
For an analyst's notebook: the graph as a network (networkx), as tables (pandas, Arrow) and as objects (py2neo).

Reading only: what the database holds is written from text and from nowhere else. Dates are Python dates here, and ISO text in
files (`for_files`). Whatever takes several statements is of one generation of the graph.
"""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx
from pydantic.alias_generators import to_camel

from linkage.api.http.service import Service
from linkage.graph.answers import Execute, answered, read_whole
from linkage.graph.lens import Lens
from linkage.graph.records import KINDS
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.reader import Reader
from linkage.ingest.formats.attributes import ACTOR_ATTRIBUTES, RELATION_ATTRIBUTES, attributes
from linkage.ingest.formats.extras import required
from linkage.ingest.formats.network import Network, read_network
from linkage.ingest.formats.record_source import stored_source

if TYPE_CHECKING:
    import pandas
    import py2neo
    import pyarrow

SHIPPED = "syria-libya"
_PATIENCE = 60
"""Seconds for one answer."""


def network(connection: Connection, **lens: Any) -> networkx.MultiDiGraph:
    """
    All actors and the relations that a lens keeps, as a directed multigraph with actors' keys as nodes.

    Keywords are the fields of the lens: `theatres=["libya"]`, `as_of=date(2020, 9, 16)`, `standing="attested"` … Nodes carry
    `name`, `kind`, `partOf`, `note`; edges `family`, `sign` (1, -1, 0), `theatre`, `status`, `certainty`, `origins`,
    `basis`, `validFrom`, `validTo`, `lastAttested`, `nextAttested` and `claims`, how many it rests on; their key is the
    relation's id. What there is none of is left out. A channel (NEGOTIATES_WITH) has one edge and no direction.
    """
    graph = networkx.MultiDiGraph()
    read = _read(connection, lens)
    for actor in read.actors:
        graph.add_node(actor.key, **dict(attributes(actor, ACTOR_ATTRIBUTES)))
    for relation in read.relations:
        ends = relation.subject, relation.object
        graph.add_edge(*ends, key=relation.id, **dict(attributes(relation, RELATION_ATTRIBUTES)))
    return graph


def for_files(graph: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """The same network with dates as ISO text, which `write_graphml`, `write_gexf`, `write_gml`, JSON and pyvis take."""
    copy: networkx.MultiDiGraph = graph.copy()
    edges: Iterable[dict[str, Any]] = (data for _, _, data in copy.edges(data=True))
    for data in [*edges, *(data for _, data in copy.nodes(data=True))]:
        data |= {name: value.isoformat() for name, value in data.items() if isinstance(value, date)}
    return copy


def relations(connection: Connection, **lens: Any) -> "pandas.DataFrame":
    """The relations that a lens keeps, a row for each; columns are what the edges of `network` carry, and both ends."""
    rows = [
        {to_camel(name): value for name, value in asdict(relation).items()}
        for relation in _read(connection, lens).relations
    ]
    columns = ["id", "subject", "object", *RELATION_ATTRIBUTES]
    return required("pandas", "formats").DataFrame(rows, columns=columns)


def table(connection: Connection, kind: str = "claims", dataset: str = SHIPPED) -> "pyarrow.Table":
    """The records of a kind in a data set (`claims`, `actors`, `documents` …) as an Arrow table."""
    from linkage.ingest.formats.arrow_tables import arrow_table

    with Store(connection) as store, stored_source(store, dataset) as source:
        return arrow_table(KINDS[kind], source.records(KINDS[kind]))


def frame(connection: Connection, kind: str = "claims", dataset: str = SHIPPED) -> "pandas.DataFrame":
    """The same as a pandas frame, with Python dates."""
    required("pandas", "formats")
    return table(connection, kind, dataset).to_pandas(date_as_object=True, maps_as_pydicts="strict")


def objects(connection: Connection) -> "py2neo.Graph":
    """The database as a py2neo graph: match nodes and relationships, run Cypher, make tables; the server refuses to write."""
    import py2neo

    class ReadingGraph(py2neo.Graph):  # type: ignore[misc]  # py2neo comes without types
        """Every transaction of it is one that reads, which the server sees to."""

        def auto(self, readonly: bool = True) -> "py2neo.Transaction":
            return super().auto(readonly=True)

        def begin(self, readonly: bool = True) -> "py2neo.Transaction":
            return super().begin(readonly=True)

    return ReadingGraph(connection.uri, auth=(connection.user, connection.password), name=connection.database)


def _read(connection: Connection, lens: dict[str, Any]) -> Network:
    names = {field.name: field.variable for field in Lens.fields()}
    values = {names.get(name, name): list(value) if isinstance(value, tuple) else value for name, value in lens.items()}
    view = Lens.from_variables(values)
    answer, _ = read_whole(_executor(connection), lambda execute: read_network(execute, view))
    return answer


def _executor(connection: Connection) -> Execute:
    """A function that asks the database, in a thread of its own: a notebook has a loop that runs."""

    async def ask(document: str, variables: dict[str, object]) -> dict[str, Any]:
        async with Reader(connection, timeout=_PATIENCE) as reader:
            await reader.verify()
            return await Service(reader.record).answer(document, variables)

    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        with ThreadPoolExecutor(1) as thread:
            return answered(thread.submit(asyncio.run, ask(document, variables)).result())

    return execute

"""
For an analyst's notebook: the graph as objects (py2neo, with the extra `notebook`) and as a network (networkx).

Reading only: what the database holds is written from text and from nowhere else.
"""

from datetime import date
from typing import TYPE_CHECKING

import networkx

from linkage.graph.families import Family
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

if TYPE_CHECKING:
    import py2neo

_ATTRIBUTES = ("sign", "theatre", "status", "certainty", "origins", "validFrom", "validTo")


def objects(connection: Connection) -> "py2neo.Graph":
    """The database as a py2neo graph: match nodes and relationships, run Cypher, make tables."""
    import py2neo

    return py2neo.Graph(connection.uri, auth=(connection.user, connection.password), name=connection.database)


def network(connection: Connection, known_by: date = date.max) -> networkx.MultiDiGraph:
    """
    The relations as they were known on a day, as a directed multigraph with actors' keys as nodes.

    Edges carry `family`, `sign` (1, -1, 0), `theatre`, `status`, `certainty`, `origins`, `validFrom` and
    `validTo`; their key is the relation's id. A channel (NEGOTIATES_WITH) has one edge and no direction.
    """
    graph = networkx.MultiDiGraph()
    with Store(connection) as store:
        for subject, subject_name, object_, object_name, family, properties in store.read(
            "notebook.relations", knownBy=known_by, families=[family.name for family in Family]
        ):
            graph.add_node(subject, name=subject_name)
            graph.add_node(object_, name=object_name)
            attributes = {name: properties.get(name) for name in _ATTRIBUTES}
            graph.add_edge(subject, object_, key=properties["id"], family=family, **attributes)
    return graph

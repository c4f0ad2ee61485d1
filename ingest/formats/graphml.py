"""A network as GraphML (Brandes, Eiglsperger, Herman, Himsolt & Marshall 2002): one edge for each period of a relation."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from linkage.ingest.formats.attributes import (
    ACTOR_ATTRIBUTES,
    RELATION_ATTRIBUTES,
    AttributeType,
    attributes,
)
from linkage.ingest.formats.network import Network, NetworkActor, NetworkRelation

_NAMES = {AttributeType.WHOLE: "int", AttributeType.NUMBER: "double"}
"""What GraphML calls types; it knows no dates, so these are text."""


def format_graphml(network: Network, description: str) -> Iterator[str]:
    """The text of a file, an element at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for domain, types in (("node", ACTOR_ATTRIBUTES), ("edge", RELATION_ATTRIBUTES)):
        for name, kind in types.items():
            type_name = _NAMES.get(kind, "string")
            yield f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{type_name}"/>\n'
    yield '<key id="description" for="graph" attr.name="description" attr.type="string"/>\n'
    yield f'<graph edgedefault="directed"><data key="description">{escape(description)}</data>\n'
    for actor in network.actors:
        yield f"<node id={quoteattr(actor.key)}>{_data(actor)}</node>\n"
    for relation in network.relations:
        ends = f"source={quoteattr(relation.subject)} target={quoteattr(relation.object)}"
        yield f"<edge id={quoteattr(relation.id)} {ends}>{_data(relation)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(value: NetworkActor | NetworkRelation) -> str:
    actor = isinstance(value, NetworkActor)
    domain, types = ("node", ACTOR_ATTRIBUTES) if actor else ("edge", RELATION_ATTRIBUTES)
    return "".join(
        f'<data key="{domain}-{name}">{escape(str(content))}</data>' for name, content in attributes(value, types)
    )

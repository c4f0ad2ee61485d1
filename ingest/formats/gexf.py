"""
A network as GEXF 1.3: one edge for each tie, with a spell for each period on which it stands.

What changes from period to period (status, certainty, origins …) is dynamic: each value has the days on which it holds.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from linkage.ingest.formats.attributes import (
    ACTOR_ATTRIBUTES,
    RELATION_ATTRIBUTES,
    AttributeType,
    attributes,
)
from linkage.ingest.formats.network import Network, NetworkActor, NetworkRelation

_SCHEMA = "http://gexf.net/1.3"
_FIXED = {name: RELATION_ATTRIBUTES[name] for name in ("family", "sign", "theatre")}
_PERIODIC = {name: kind for name, kind in RELATION_ATTRIBUTES.items() if name not in (*_FIXED, "validFrom", "validTo")}
_NAMES = {kind: kind.value for kind in AttributeType} | {AttributeType.DAY: "string"}
"""What GEXF calls types; it knows dates, but not every program that reads it does."""
Tie = tuple[str, str, str, str]


def format_gexf(network: Network, description: str) -> Iterator[str]:
    """The text of a file, an element at a time; ties without a direction are mutual edges."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{_SCHEMA}" version="1.3">\n'
    yield f"<meta><creator>Linkage</creator><description>{escape(description)}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    yield _declared("node", "static", ACTOR_ATTRIBUTES)
    yield _declared("edge", "static", _FIXED)
    yield _declared("edge", "dynamic", _PERIODIC)
    yield "<nodes>\n"
    for actor in network.actors:
        yield f"<node id={quoteattr(actor.key)} label={quoteattr(actor.name)}>{_values(actor)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, (tie, periods) in enumerate(_ties(network.relations).items()):
        yield _edge(number, tie, periods)
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(domain: str, mode: str, types: dict[str, AttributeType]) -> str:
    entries = "".join(
        f'<attribute id="{domain}-{name}" title="{name}" type="{_NAMES[kind]}"/>' for name, kind in types.items()
    )
    return f'<attributes class="{domain}" mode="{mode}">{entries}</attributes>\n'


def _ties(relations: Iterable[NetworkRelation]) -> dict[Tie, list[NetworkRelation]]:
    """The periods of each tie, in the order of time."""
    ties: dict[Tie, list[NetworkRelation]] = {}
    for relation in relations:
        tie = relation.subject, relation.object, relation.family, relation.theatre or ""
        ties.setdefault(tie, []).append(relation)
    for periods in ties.values():
        periods.sort(key=lambda relation: (relation.valid_from or date.min, relation.id))
    return ties


def _edge(number: int, tie: Tie, periods: list[NetworkRelation]) -> str:
    source, target, family, _ = tie
    kind = "directed" if periods[0].sign else "mutual"
    dated = [relation for relation in periods if relation.valid_from or relation.valid_to]
    spells = "".join(f"<spell{_days(relation)}/>" for relation in dated)
    values = [*_entries(periods[0], _FIXED, "")]
    for relation in periods:
        values += _entries(relation, _PERIODIC, _days(relation))
    weight = max(relation.certainty for relation in periods)
    return (
        f'<edge id="{number}" source={quoteattr(source)} target={quoteattr(target)} type="{kind}"'
        f' kind="{family}" weight="{weight}"><attvalues>{"".join(values)}</attvalues>'
        f"{f'<spells>{spells}</spells>' if spells else ''}</edge>\n"
    )


def _entries(value: NetworkRelation, types: dict[str, AttributeType], days: str) -> Iterator[str]:
    for name, content in attributes(value, types):
        yield f'<attvalue for="edge-{name}" value={quoteattr(str(content))}{days}/>'


def _values(actor: NetworkActor) -> str:
    entries = (
        f'<attvalue for="node-{name}" value={quoteattr(str(content))}/>'
        for name, content in attributes(actor, ACTOR_ATTRIBUTES)
    )
    return f"<attvalues>{''.join(entries)}</attvalues>"


def _days(relation: NetworkRelation) -> str:
    """The days of a period, as attributes; an end that stays open has none."""
    start = f' start="{relation.valid_from}"' if relation.valid_from else ""
    return start + (f' end="{relation.valid_to}"' if relation.valid_to else "")

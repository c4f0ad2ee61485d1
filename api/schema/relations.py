"""What is asked of many relations at once: the subgraph of a lens, what changed between two, how two actors are tied."""

from linkage.api.schema.columns import SubgraphColumnsType
from linkage.api.schema.declaration import computed, described
from linkage.api.schema.nodes import ActorType, ClaimType, RelationType
from linkage.api.storage.places import STAYING, STAYS, Leaf, Listed, Many, One, Told
from linkage.graph.wording import paths as wording

_RELATION = "()-[{y}]->()"
_PLACED = "elementId({y}) = {x}.relation"
# Each WITH keeps the planner from weighing all orders in which it could look all of this up.
_SAID = (
    "MATCH ()-[link]->() WHERE elementId(link) = {x}.relation "
    "OPTIONAL MATCH (theatre:Theatre {{key: link.theatre}}) WITH link, theatre "
    "MATCH (said:Record:Claim) WHERE said.id IN link.claims AND said.hedge <> 'DENIED' WITH link, theatre, said "
    "MATCH (kind:RelationKind {{key: said.kind}}) "
    "WITH link, theatre, said, kind ORDER BY said.certainty DESC, said.knownFrom, said.key "
    "WITH link, theatre, collect([kind.verb, kind.symmetric, said.hedge, COLLECT {{ "
    f"MATCH (said)-[:DOCUMENT]->(:Document)-[:PUBLISHER]->(:Actor){STAYS}(source:Actor) "
    f"WHERE {STAYING.format(y='source').replace('{', '{{').replace('}', '}}')} RETURN source.name }}}}[0]]) AS told"
)
_HOP = (
    "[startNode(link).name, endNode(link).name, type(link), theatre.name, "
    "toString(link.validFrom), toString(link.validTo), link.status, "
    "toString(link.lastAttested), toString(link.nextAttested), told]"
)
_HUB = "[i IN range(0, size({x}.hubs) - 1) WHERE {x}.hubs[i] = {y}.key][0]"


@described
class SubgraphType:
    """The relations that a lens keeps and the actors at their ends."""

    total_count: int = computed(None, "Relations that the lens keeps, however many are returned.")
    undated: int = computed(None, "Relations left out only because no claim says when they held.")
    actors: list[ActorType] = computed(None, "The actors at the ends of the relations returned, by name.")
    relations: list[RelationType] = computed(None, "The first of the relations that the lens keeps.")
    columns: SubgraphColumnsType = computed(None, "The same actors and relations column by column.")


@described
class ChangeType:
    """A relation that is not what it was."""

    relation: RelationType = computed(
        One(_RELATION, where=_PLACED, looked_at=("{x}.day", "{x}.knownBy")),
        "As `to` shows it; what is no longer shown, as `from` did.",
    )
    before: RelationType | None = computed(
        One(_RELATION, where="elementId({y}) = {x}.before", looked_at=("{x}.dayBefore", "{x}.knownBy")),
        "As `from` showed it, the opposite of what flipped; null where it was not there.",
    )
    claims: list[ClaimType] = computed(
        Many("({y}:Record:Claim)", "{y}.knownFrom, {y}.key", where="{y}.id IN {x}.claims"),
        "The claims that made the change: those that say so of what has begun, ended or been cut; of what has faded "
        "those that bore on it; otherwise those that bear on it now and did not.",
    )


@described
class DiffType:
    """
    Changes between two lenses, each of one kind, by pair, family and theatre. A relation that is only denied does not
    stand.
    """

    total_count: int = computed(None, "Changes of all kinds, however many are returned.")
    begun: list[ChangeType] = computed(
        None, "It stands, nothing of its kind stood, and a claim says that it began in between."
    )
    attested: list[ChangeType] = computed(
        None, "It stands, nothing of its kind stood, and no claim says that it began: reported since."
    )
    ended: list[ChangeType] = computed(
        None, "It stood, nothing of its kind stands, and a claim says that it ended in between."
    )
    cut: list[ChangeType] = computed(
        None, "It stood, nothing of its kind stands, and a claim says that in between the opposite held."
    )
    faded: list[ChangeType] = computed(
        None,
        "It stood, nothing of its kind stands, and no claim says that it ended: nobody speaks of it any more, or what "
        "was said was taken back.",
    )
    flipped: list[ChangeType] = computed(
        None,
        "One backed the other and now only opposes it in the same theatre, or the reverse.",
    )
    disputed: list[ChangeType] = computed(
        None,
        "Undisputed before and disputed now, also by acts of the opposite sign, or denied where nobody spoke of it.",
    )


@described
class HopType:
    """A step of a path: the best supported relation between two actors."""

    source: ActorType = computed(One("({y}:Actor {{key: {x}.start}})"), "The actor that the step leaves.", name="from")
    target: ActorType = computed(One("({y}:Actor {{key: {x}.end}})"), "The actor that the step reaches.", name="to")
    forward: bool = computed(
        Leaf("{x}.forward"),
        "Whether it leads from the relation's subject to its object; a channel leads both ways.",
    )
    relation: RelationType = computed(
        One(_RELATION, where=_PLACED, looked_at=("{x}.asOf", "{x}.knownBy")), "The relation."
    )
    others: int = computed(Leaf("{x}.others"), "Further relations between the two in this lens.")
    sentence: str = computed(
        Told(_HOP, lambda facts: wording.hop(*facts), _SAID),
        "The step in words, with its time and its sources.",
    )


@described
class PathType:
    """One way from an actor to another, along relations."""

    length: int = computed(Leaf("{x}.length"), "How many hops it has.")
    sign: int | None = computed(
        Leaf("{x}.sign"),
        "The product of the signs of its relations; null where one of them is a channel.",
    )
    hops: list[HopType] = computed(Listed("{x}.hops"), "Its steps, in order.")


@described
class PathsType:
    """
    The shortest paths between two actors, over relations that somebody supports; of those of one length, the best
    supported first. It passes no actor twice.
    """

    start: ActorType = computed(
        One("({y}:Actor {{key: {x}.origin}})"), "The actor that the paths start from.", name="from"
    )
    end: ActorType = computed(One("({y}:Actor {{key: {x}.target}})"), "The actor that the paths lead to.", name="to")
    paths: list[PathType] = computed(Listed("{x}.paths"), "The paths.")
    hubs: list[ActorType] = computed(
        Many("({y}:Actor)", _HUB, where="{y}.key IN {x}.hubs"), "Actors near the end that were passed over as hubs."
    )
    reason: str | None = computed(
        Leaf("{x}.reason"),
        "Why there is no path; null where there is one.",
    )

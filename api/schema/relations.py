"""What is asked of many relations at once: the subgraph of a lens, what changed between two, how two actors are tied."""

from linkage.api.schema.declaration import computed, described
from linkage.api.schema.nodes import ActorType, ClaimType, RelationType
from linkage.api.storage.places import CHANGES, STAYING, STAYS, Leaf, Listed, Many, One, Told
from linkage.graph.wording import paths as wording

_SAID = (
    "WITH {x}[1] AS link OPTIONAL MATCH (theatre:Theatre {{key: link.theatre}}) "
    "MATCH (said:Record:Claim) WHERE said.id IN link.claims AND said.hedge <> 'DENIED' "
    "MATCH (kind:RelationKind {{key: said.kind}}) "
    f"MATCH (said)-[:DOCUMENT]->(:Document)-[:PUBLISHER]->(:Actor){STAYS}(source:Actor) "
    f"WHERE {STAYING.format(y='source').replace('{', '{{').replace('}', '}}')} "
    "WITH link, theatre, said, kind, source ORDER BY said.certainty DESC, said.knownFrom, said.key "
    "WITH link, theatre, collect([kind.verb, kind.symmetric, said.hedge, source.name]) AS told"
)
_HOP = (
    "[startNode(link).name, endNode(link).name, type(link), theatre.name, "
    "toString(link.validFrom), toString(link.validTo), link.status, "
    "toString(link.lastAttested), toString(link.nextAttested), told]"
)
_NO_PATH = "[{x}[0].name, {x}[1].name, size({x}[2]), {x}[4], {x}[5], {x}[6], [hub IN {x}[3] | hub.name]]"


@described
class SubgraphType:
    """The relations that a lens keeps and the actors at their ends."""

    total_count: int = computed(None, "Relations that the lens keeps, however many are returned.")
    undated: int = computed(None, "Relations left out only because no claim says when they held.")
    actors: list[ActorType] = computed(None, "The actors at the ends of the relations returned, by name.")
    relations: list[RelationType] = computed(None, "The first of the relations that the lens keeps.")


@described
class ChangeType:
    """A relation that is not what it was."""

    relation: RelationType = computed(
        One(bound="{x}[1]", day="{x}[4]"), "As `to` shows it; what is no longer shown, as `from` did."
    )
    before: RelationType | None = computed(
        One(bound="{x}[2]", day="{x}[5]", where="{y} IS NOT NULL"),
        "As `from` showed it, the opposite of what flipped; null where it was not there.",
    )
    claims: list[ClaimType] = computed(
        Many("({y}:Record:Claim)", "{y}.knownFrom, {y}.key", where="{y}.id IN {x}[3]"),
        "The claims that made the change: those that say so of what has begun, ended or been cut; of what has faded "
        "those that bore on it; otherwise those that bear on it now and did not.",
    )


def _changes(kind: str) -> Listed:
    return Listed(f"{{x}}[{CHANGES.index(kind) + 1}]")


@described
class DiffType:
    """
    Changes between two lenses, each of one kind, by pair, family and theatre. A relation that is only denied does not
    stand.
    """

    total_count: int = computed(Leaf("{x}[0]"), "Changes of all kinds, however many are returned.")
    begun: list[ChangeType] = computed(
        _changes("begun"), "It stands, nothing of its kind stood, and a claim says that it began in between."
    )
    attested: list[ChangeType] = computed(
        _changes("attested"), "It stands, nothing of its kind stood, and no claim says that it began: reported since."
    )
    ended: list[ChangeType] = computed(
        _changes("ended"), "It stood, nothing of its kind stands, and a claim says that it ended in between."
    )
    cut: list[ChangeType] = computed(
        _changes("cut"), "It stood, nothing of its kind stands, and a claim says that in between the opposite held."
    )
    faded: list[ChangeType] = computed(
        _changes("faded"),
        "It stood, nothing of its kind stands, and no claim says that it ended: nobody speaks of it any more, or what "
        "was said was taken back.",
    )
    flipped: list[ChangeType] = computed(
        _changes("flipped"),
        "One backed the other and now only opposes it in the same theatre, or the reverse.",
    )
    disputed: list[ChangeType] = computed(
        _changes("disputed"),
        "Undisputed before and disputed now, also by acts of the opposite sign, or denied where nobody spoke of it.",
    )


@described
class HopType:
    """A step of a path: the best supported relation between two actors."""

    source: ActorType = computed(One(bound="{x}[0]"), "The actor that the step leaves.", name="from")
    target: ActorType = computed(One(bound="{x}[3]"), "The actor that the step reaches.", name="to")
    forward: bool = computed(
        Leaf("{x}[1].sign = 0 OR startNode({x}[1]) = {x}[0]"),
        "Whether it leads from the relation's subject to its object; a channel leads both ways.",
    )
    relation: RelationType = computed(One(bound="{x}[1]"), "The relation.")
    others: int = computed(Leaf("{x}[2]"), "Further relations between the two in this lens.")
    sentence: str = computed(
        Told(_HOP, lambda facts: wording.hop(*facts), _SAID),
        "The step in words, with its time and its sources.",
    )


@described
class PathType:
    """One way from an actor to another, along relations."""

    length: int = computed(Leaf("size({x})"), "How many hops it has.")
    sign: int | None = computed(
        Leaf(
            "CASE WHEN none(step IN {x} WHERE step[1].sign = 0)"
            " THEN reduce(sign = 1, step IN {x} | sign * step[1].sign) END"
        ),
        "The product of the signs of its relations; null where one of them is a channel.",
    )
    hops: list[HopType] = computed(Listed("{x}"), "Its steps, in order.")


@described
class PathsType:
    """
    The shortest paths between two actors, over relations that somebody supports; of those of one length, the best
    supported first. It passes no actor twice.
    """

    start: ActorType = computed(One(bound="{x}[0]"), "The actor that the paths start from.", name="from")
    end: ActorType = computed(One(bound="{x}[1]"), "The actor that the paths lead to.", name="to")
    paths: list[PathType] = computed(Listed("{x}[2]"), "The paths.")
    hubs: list[ActorType] = computed(Listed("{x}[3]"), "Actors near the end that were passed over as hubs.")
    reason: str | None = computed(
        Told(_NO_PATH, lambda facts: wording.no_path(*facts)),
        "Why there is no path; null where there is one.",
    )

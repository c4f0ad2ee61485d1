"""
The GraphQL types, from which the SDL is printed.

Only the shape lives here: no field resolves itself. `api/mapping.py` says where each field stands in the
store, and the compiler turns a whole selection into one statement.
"""

import datetime
from typing import Annotated, Any, NoReturn

import strawberry
from strawberry import ID, UNSET

from linkage.api.schema.enums import Bearer, PartialDate
from linkage.api.schema.inputs import (
    ActorFilter,
    ActorOrder,
    ClaimFilter,
    ClaimOrder,
    DocumentFilter,
    DocumentOrder,
    LensInput,
    RelationFilter,
    RelationOrder,
)
from linkage.graph import families, records
from linkage.graph.names import matching
from linkage.graph.relations import derivation

PAGE = 50
"""Items of a connection where the query does not say how many."""
MOST_CHANGES = 1_000
"""Changes of each kind where the query does not say how many."""
HITS = 10
"""Hits of a search where the query does not say how many."""


def answered() -> NoReturn:
    raise AssertionError("a field is answered by the compiled statement of its root field")


def _page_of_actors(
    filter: ActorFilter | None = UNSET,
    lens: LensInput | None = UNSET,
    order_by: ActorOrder = ActorOrder.NAME_ASC,
    first: int = PAGE,
    after: str | None = UNSET,
) -> "ActorConnection":
    answered()


def _page_of_relations(
    filter: RelationFilter | None = UNSET,
    lens: LensInput | None = UNSET,
    order_by: RelationOrder = RelationOrder.PAIR_ASC,
    first: int = PAGE,
    after: str | None = UNSET,
) -> "RelationConnection":
    answered()


def _page_of_claims(
    filter: ClaimFilter | None = UNSET,
    lens: LensInput | None = UNSET,
    order_by: ClaimOrder = ClaimOrder.KNOWN_FROM_ASC,
    first: int = PAGE,
    after: str | None = UNSET,
) -> "ClaimConnection":
    answered()


def _page_of_documents(
    filter: DocumentFilter | None = UNSET,
    order_by: DocumentOrder = DocumentOrder.PUBLISHED_DESC,
    first: int = PAGE,
    after: str | None = UNSET,
) -> "DocumentConnection":
    answered()


def _stances(lens: LensInput | None = UNSET) -> list["Stance"]:
    answered()


def _issues(lens: LensInput | None = UNSET) -> list["Issue"]:
    answered()


@strawberry.interface(description="Anything with a global id.")
class Node:
    id: ID


@strawberry.type
class Name:
    text: str
    language: str = strawberry.field(description="ISO 639 code.")
    script: str = strawberry.field(description="ISO 15924 code.")
    kind: records.NameKind
    used: str | None = strawberry.field(description="When it was in use, as an interval.")


@strawberry.type(description="A coded figure and the bounds that it may lie in.")
class Range:
    value: float | None
    low: float
    high: float


@strawberry.type(description="Where in its document a claim stands.")
class Locator:
    paragraph: int | None = strawberry.field(description="Counted from 0.")
    words: str | None = strawberry.field(description="The first words of the spot, eight at most.")


@strawberry.type
class Figure:
    name: str
    value: float


@strawberry.type(description="The day from which a claim no longer counts, and why.")
class Withdrawal:
    on: PartialDate
    reason: str


@strawberry.type(description="Someone who can stand with or against another, or who speaks.")
class Actor(Node):
    key: str
    name: str
    kind: records.ActorKind
    note: str | None
    names: list[Name]
    part_of: "Actor | None"
    parts: list["Actor"]
    merged: list["Actor"] = strawberry.field(description="Actors that are judged to be this one.")
    judgements: list["Judgement"] = strawberry.field(description="Whether it is another, as somebody judged.")
    relations: "RelationConnection" = strawberry.field(resolver=_page_of_relations)
    claims: "ClaimConnection" = strawberry.field(
        resolver=_page_of_claims, description="Claims that have it as subject or object."
    )
    statements: "ClaimConnection" = strawberry.field(
        resolver=_page_of_claims, description="Claims that it makes or passes on."
    )
    stances: list["Stance"] = strawberry.field(resolver=_stances)


@strawberry.type(description="A conflict file, perhaps within a larger one.")
class Theatre(Node):
    key: str
    name: str
    within: "Theatre | None"
    parts: list["Theatre"]
    issues: list["Issue"]


@strawberry.type
class Place(Node):
    key: str
    name: str
    note: str | None
    names: list[Name]
    within: "Place | None"
    theatre: Theatre | None


@strawberry.type(description="A question inside one theatre, on a scale from 0 (low) to 100 (high).")
class Issue(Node):
    key: str
    question: str
    low: str
    high: str
    theatre: Theatre
    stances: list["Stance"] = strawberry.field(resolver=_stances)


@strawberry.type
class Agreement(Node):
    key: str
    name: str
    note: str | None
    signed: PartialDate | None
    basis: records.Basis
    theatre: Theatre | None
    parties: list[Actor]


@strawberry.type
class Event(Node):
    key: str
    name: str
    note: str | None
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    basis: records.Basis
    hypothetical: bool
    theatre: Theatre | None
    places: list[Place]
    parties: list[Actor]


@strawberry.type
class Document(Node):
    key: str
    title: str
    publisher: Actor
    published: str = strawberry.field(description="A partial date or an interval of two.")
    basis: records.Basis
    language: str
    address: str | None
    origin: "Document | None" = strawberry.field(description="The document that it was syndicated from.")
    note: str | None
    claims: "ClaimConnection" = strawberry.field(resolver=_page_of_claims)


@strawberry.type
class RelationKind(Node):
    key: str
    verb: str
    inverse: str
    family: families.Family | None
    sign: int | None
    symmetric: bool
    membership: bool = strawberry.field(description="Whether the subject acts for the object.")
    veto: bool = strawberry.field(description="Whether the subject keeps the object from coming about.")


@strawberry.type(description="Somebody's judgement whether two actors are one; it can be taken back.")
class Judgement(Node):
    key: str
    left: Actor
    right: Actor
    verdict: records.Verdict
    reason: str
    coder: str
    on: PartialDate


ClaimObject = Annotated[Actor | Place | Agreement | Issue | Event, strawberry.union("ClaimObject")]


@strawberry.type
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class ClaimEdge:
    cursor: str
    node: "Claim"


@strawberry.type
class ClaimConnection:
    total_count: int
    page_info: PageInfo
    edges: list[ClaimEdge]
    nodes: list["Claim"]


@strawberry.type(
    description="The claims that a relation rests on, and how they stand to it. Of each list beside the page it holds "
    "the first ones, as many as a page has; they start at the beginning whatever `after` says."
)
class RelationClaimConnection(ClaimConnection):
    supports: list["Claim"] = strawberry.field(description="Those of its claims that affirm it.")
    disputes: list["Claim"] = strawberry.field(
        description="Claims, of whatever kind, that dispute one of its claims: known while it was known so, "
        "and, where there is a lens, by the lens's day. Nothing else in the lens narrows them."
    )
    denials: list["Claim"] = strawberry.field(description="Those of its claims that deny it.")


@strawberry.type(
    description="What claims about a pair, a family and a theatre add up to over an interval (validFrom to "
    "validTo), as known over another (knownFrom to knownTo). A missing end is open."
)
class Relation(Node):
    family: families.Family
    sign: int
    rolled_up: bool = strawberry.field(
        description="True where it counts acts of others who act for its ends, false where it needs none."
    )
    subject: Actor
    object: Actor
    theatre: Theatre | None
    dated: bool = strawberry.field(description="False where no claim says when it held.")
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    known_from: datetime.date
    known_to: datetime.date | None
    status: derivation.RelationStatus
    certainty: float
    origins: int = strawberry.field(description="Independent origins that support it.")
    issues: list[Issue]
    claims: RelationClaimConnection = strawberry.field(
        resolver=_page_of_claims,
        graphql_type=RelationClaimConnection,  # type: ignore[assignment]  # the same arguments as other claims
    )


@strawberry.type(description="One source's statement that a relation or a state of things held.")
class Claim(Node):
    key: str
    kind: RelationKind
    subject: Actor
    object: ClaimObject | None
    matter: str | None
    role: str | None
    theatre: Theatre | None = strawberry.field(description="The theatre where there is one and only one.")
    theatres: list[Theatre]
    issue: Issue | None
    place: Place | None
    event: Event | None
    dated: bool
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    basis: records.Basis | None
    said_on: PartialDate | None
    known_from: datetime.date = strawberry.field(description="By this day it had been said for certain.")
    speakers: list[Actor] = strawberry.field(description="The innermost speaker first, the publisher last.")
    hedge: records.Hedge
    certainty: float
    origin: str = strawberry.field(
        description="Who or what it goes back to; claims of one origin are one witness."
    )
    summary: str
    locator: Locator
    document: Document
    coder: str
    note: str | None
    figures: list[Figure]
    disputes: list["Claim"]
    disputed_by: list["Claim"]
    supports: list["Claim"]
    supported_by: list["Claim"]
    withdrawn: Withdrawal | None


@strawberry.type(description="A coded judgement of where an actor stands on an issue; null is unknown.")
class Stance(Node):
    key: str
    actor: Actor
    issue: Issue
    alternative: str | None = strawberry.field(
        description="Rival readings of one cell: take one, not the mean."
    )
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    known_from: datetime.date | None = strawberry.field(
        description="When the last claim it leans on was known."
    )
    position: Range | None
    salience: Range | None
    capability: Range | None
    hedge: records.Hedge | None
    reasoning: str
    coder: str
    confirmed: bool
    claims: list[Claim]


Named = Annotated[Actor | Place, strawberry.union("Named")]


@strawberry.type(description="Who or what a text may mean, by the name of it that the text means best.")
class SearchHit:
    node: Named
    name: Name = strawberry.field(
        description="The name that matched; its language is und where only the shown name did."
    )
    rule: matching.NameRule = strawberry.field(description="The weakest step that the match needs.")
    score: float = strawberry.field(description="How well the text means the name, from 0 to 1.")
    ambiguous: bool = strawberry.field(description="Whether the text means another hit just as well.")


@strawberry.type
class ActorEdge:
    cursor: str
    node: Actor


@strawberry.type
class ActorConnection:
    total_count: int
    page_info: PageInfo
    edges: list[ActorEdge]
    nodes: list[Actor]


@strawberry.type
class RelationEdge:
    cursor: str
    node: Relation


@strawberry.type
class RelationConnection:
    total_count: int
    page_info: PageInfo
    edges: list[RelationEdge]
    nodes: list[Relation]


@strawberry.type
class DocumentEdge:
    cursor: str
    node: Document


@strawberry.type
class DocumentConnection:
    total_count: int
    page_info: PageInfo
    edges: list[DocumentEdge]
    nodes: list[Document]


@strawberry.type(description="The relations that a lens keeps and the actors at their ends.")
class Subgraph:
    total_count: int = strawberry.field(
        description="Relations that the lens keeps, however many are returned."
    )
    undated: int = strawberry.field(
        description="Relations left out only because no claim says when they held."
    )
    actors: list[Actor]
    relations: list[Relation]


@strawberry.type(description="A relation that is not what it was.")
class Change:
    relation: Relation = strawberry.field(
        description="As `to` shows it; what ended, and is no longer shown, as `from` did."
    )
    before: Relation | None = strawberry.field(
        description="As `from` showed it, the opposite of what flipped; null where it was not there."
    )
    claims: list[Claim] = strawberry.field(
        description="The claims that made the change: those that bear on it now and did not, "
        "or, where it ended, those that no longer do."
    )


@strawberry.type(
    description="Changes between two lenses, each of one kind, by pair, family and theatre. A relation that is "
    "only denied does not stand, so it is neither added nor ended."
)
class Diff:
    total_count: int = strawberry.field(description="Changes of all kinds, however many are returned.")
    added: list[Change]
    ended: list[Change]
    flipped: list[Change] = strawberry.field(
        description="One backed the other and now only opposes it in the same theatre, or the reverse."
    )
    disputed: list[Change] = strawberry.field(
        description="Undisputed before and disputed now, or denied where nobody spoke of it."
    )


@strawberry.type(description="A step of a path: the best supported relation between two actors.")
class Hop:
    source: Actor = strawberry.field(name="from")
    target: Actor = strawberry.field(name="to")
    forward: bool = strawberry.field(
        description="Whether it leads from the relation's subject to its object; a channel leads both ways."
    )
    relation: Relation
    others: int = strawberry.field(description="Further relations between the two in this lens.")
    sentence: str


@strawberry.type
class Path:
    length: int
    sign: int | None = strawberry.field(
        description="The product of the signs of its relations; null where one of them is a channel."
    )
    hops: list[Hop]


@strawberry.type(
    description="The shortest paths between two actors, over relations that somebody supports; of those of one "
    "length, the best supported first. It passes no actor twice."
)
class Paths:
    start: Actor = strawberry.field(name="from")
    end: Actor = strawberry.field(name="to")
    paths: list[Path]
    hubs: list[Actor] = strawberry.field(description="Actors near the end that were passed over as hubs.")
    reason: str | None = strawberry.field(description="Why there is no path; null where there is one.")


def _by_key(key: str) -> NoReturn:
    answered()


def _by_key_or_id(key: str | None = UNSET, id: ID | None = UNSET) -> NoReturn:
    answered()


def _subgraph(
    filter: RelationFilter | None = UNSET, lens: LensInput | None = UNSET, first: int = 10_000
) -> NoReturn:
    answered()


def _diff(
    before: Annotated[LensInput, strawberry.argument(name="from")],
    after: Annotated[LensInput, strawberry.argument(name="to")],
    first: int = MOST_CHANGES,
) -> NoReturn:
    answered()


def _paths(
    start: Annotated[str, strawberry.argument(name="from", description="An actor's key.")],
    end: Annotated[str, strawberry.argument(name="to", description="An actor's key.")],
    lens: LensInput | None = UNSET,
    families: list[families.Family] | None = UNSET,
    max: Annotated[int, strawberry.argument(description="Hops of the longest path.")] = 4,
    k: Annotated[int, strawberry.argument(description="How many paths.")] = 3,
    through_hubs: Annotated[
        bool,
        strawberry.argument(description="False passes over actors with more than 20 relations in the lens."),
    ] = True,
) -> NoReturn:
    answered()


def _search(text: str, kinds: list[Bearer] | None = UNSET, first: int = HITS) -> NoReturn:
    answered()


def _node(id: ID) -> NoReturn:
    answered()


def _nodes(ids: list[ID]) -> NoReturn:
    answered()


def root(kind: Any, resolver: Any, description: str) -> Any:
    """A field of the query; *resolver* only carries its arguments."""
    return strawberry.field(resolver=resolver, graphql_type=kind, description=description)


@strawberry.type
class Query:
    actor: Actor | None = root(Actor | None, _by_key, "The actor with this key.")
    actors: ActorConnection = root(
        ActorConnection, _page_of_actors, "Actors; with a lens, those with a relation in it."
    )
    theatres: list[Theatre]
    places: list[Place]
    issues: list[Issue] = root(list[Issue], _issues, "Issues, within the theatres of the lens.")
    agreements: list[Agreement]
    events: list[Event]
    relation_kinds: list[RelationKind]
    judgements: list[Judgement]
    documents: DocumentConnection = root(
        DocumentConnection, _page_of_documents, "Documents, the latest first."
    )
    claim: Claim | None = root(Claim | None, _by_key_or_id, "The claim with this key or id.")
    claims: ClaimConnection = root(
        ClaimConnection, _page_of_claims, "Claims, in the order they became known."
    )
    relation: Relation | None = root(
        Relation | None, _node, "The relation with this id; an id tells one version of it."
    )
    relations: RelationConnection = root(
        RelationConnection,
        _page_of_relations,
        "Relations as known by the lens's day, by default as known now.",
    )
    subgraph: Subgraph = root(
        Subgraph, _subgraph, "The relations that a lens keeps and the actors at their ends."
    )
    diff: Diff = root(Diff, _diff, "What changed from one lens to another, by claims.")
    paths: Paths = root(Paths, _paths, "The shortest paths between two actors, the best supported first.")
    search: list[SearchHit] = root(
        list[SearchHit],
        _search,
        "Actors and places that a text may mean, in any script, the likeliest first.",
    )
    node: Node | None = root(Node | None, _node, "Whatever has this id.")
    nodes: list[Node | None] = root(
        list[Node | None], _nodes, "Whatever has these ids, in their order, null for none."
    )

"""
Everything that has a global id: the records of the model, and the relations that claims add up to.

The declared fields of a record come from its class in `linkage.graph.records`, where each is described; here stand
those that are computed.
"""

import datetime
import functools
import operator
from typing import Annotated, Any, Generic, TypeVar, cast

import strawberry
from strawberry import ID

from linkage.api.schema.declaration import FIRST, LENS, TYPES, computed, described, filtering, of_a_page, record
from linkage.api.schema.scalars import PartialDate
from linkage.api.storage.orders import BY_NAME
from linkage.api.storage.places import STAYING, STAYS, Beside, Leaf, Many, One, Page, Searched
from linkage.graph import records
from linkage.graph.families import RELATIONSHIPS, Family
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import Ending, StandingBasis

Item = TypeVar("Item")

_SAME = "({x})<-[:SAME_AS*0..1]-(:Actor)"
"""An actor with all that are judged to be it."""
_DAY = "toString({{x}}.{})"


@strawberry.interface(name="Node", description="Anything with a global id.")
class NodeType:
    id: ID = computed(Leaf("{x}.id"), "The global id; whoever holds it need not read it.")


@described
class PageInfo:
    """Where a page stands in its connection."""

    has_next_page: bool = computed(None, "Whether more follow behind the page, or it ends before a cursor.")
    has_previous_page: bool = computed(None, "Whether more come before the page, or it starts behind a cursor.")
    start_cursor: str | None = computed(None, "The cursor of the first item; null where there is none.")
    end_cursor: str | None = computed(None, "The cursor of the last item; null where there is none.")


@described
class EdgeType(Generic[Item]):
    """An item of a connection and its place there."""

    cursor: str = computed(None, "What `after` takes to go on behind this item in this order, and `before` to go back.")
    node: Item = computed(None, "The item.")


@described
class ConnectionType(Generic[Item]):
    """A list that is read by the page."""

    total_count: int = computed(None, "How many there are, however many the page has.")
    page_info: PageInfo = computed(None, "Where the page stands.")
    edges: list[EdgeType[Item]] = computed(None, "The items of the page, each with its cursor.")
    nodes: list[Item] = computed(None, "The items of the page.")


@described
class FigureType:
    """A number that a statement gives."""

    name: str = computed(None, "What the number counts or measures.")
    value: float = computed(None, "The number.")


TYPES["Figure"] = FigureType


@record(records.Name)
class NameType:
    pass


@record(
    records.Actor,
    # The actor's own record comes before what others judge.
    part_of=One(
        f"({{x}})-[{{r}}:PART_OF|JUDGED_PART_OF]->(:Actor){STAYS}({{y}}:Actor)",
        where=STAYING,
        order="type({r}) DESC, {y}.key",
    ),
    names=Many(f"{_SAME}<-[:ADDS_TO*0..1]-()<-[{{r}}:NAMES]-({{y}}:Name)", "{r}.position, {y}.id"),
)
class ActorType(NodeType):
    parts: list["ActorType"] = computed(
        Many(f"{_SAME}<-[:PART_OF|JUDGED_PART_OF]-({{y}}:Actor)", BY_NAME, where=STAYING),
        "Actors that are part of it, by its own record or as somebody judged.",
        [filtering("Actor"), FIRST],
    )
    merged: list["ActorType"] = computed(
        Many("({x})<-[:SAME_AS]-({y}:Actor)", "{y}.key"),
        "Actors that are judged to be this one.",
        [filtering("Actor"), FIRST],
    )
    judgements: list["JudgementType"] = computed(
        Many("({y}:Judgement)", "{y}.on, {y}.key", where=f"EXISTS {{{{ {_SAME}<-[:LEFT|RIGHT]-({{y}}) }}}}"),
        "Whether it is another, as somebody judged.",
        [filtering("Judgement"), FIRST],
    )
    relations: "ConnectionType[RelationType]" = computed(
        Page(f"({{x}})-[{{y}}:{RELATIONSHIPS}]-(:Actor)"),
        "Relations at one end of which it is.",
        of_a_page("Relation"),
    )
    claims: "ConnectionType[ClaimType]" = computed(
        Page(f"{_SAME}<-[:SUBJECT|OBJECT]-({{y}}:Claim)", repeats=True),
        "Claims that have it as subject or object.",
        of_a_page("Claim"),
    )
    statements: "ConnectionType[ClaimType]" = computed(
        Page(f"{_SAME}<-[:SPEAKER]-({{y}}:Claim)", repeats=True),
        "Claims that it makes or passes on.",
        of_a_page("Claim"),
    )
    stances: list["StanceType"] = computed(
        Many(f"{_SAME}<-[:HELD_BY]-({{y}}:Stance)", "{y}.validFrom, {y}.key"),
        "Where it stands on issues.",
        [filtering("Stance"), LENS, FIRST],
    )


@record(records.Theatre)
class TheatreType(NodeType):
    parts: list["TheatreType"] = computed(
        Many("({x})<-[:WITHIN]-({y}:Theatre)", BY_NAME), "Theatres that lie in it.", [filtering("Theatre"), FIRST]
    )
    issues: list["IssueType"] = computed(
        Many("({x})<-[:IN_THEATRE]-({y}:Issue)", "{y}.question, {y}.key"),
        "The questions that belong to it.",
        [filtering("Issue"), FIRST],
    )


@record(records.Place)
class PlaceType(NodeType):
    pass


@record(records.Issue)
class IssueType(NodeType):
    stances: list["StanceType"] = computed(
        Many("({x})<-[:ON]-({y}:Stance)", "{y}.validFrom, {y}.key"),
        "Who stands where on it.",
        [filtering("Stance"), LENS, FIRST],
    )
    points: list["IssuePointType"] = computed(
        Many("({x})<-[:POINT_OF]-({y}:IssuePoint)", "{y}.validFrom, {y}.key"),
        "Where it stood on its scale, on the ground or by an agreement.",
        [filtering("IssuePoint"), FIRST],
    )


@record(records.Agreement)
class AgreementType(NodeType):
    points: list["IssuePointType"] = computed(
        Many("({x})<-[:AGREED_IN]-({y}:IssuePoint)", "{y}.validFrom, {y}.key"),
        "Where it says that issues are to stand.",
        [filtering("IssuePoint"), FIRST],
    )


@record(records.Document)
class DocumentType(NodeType):
    claims: "ConnectionType[ClaimType]" = computed(
        Page("({x})<-[:DOCUMENT]-({y}:Claim)"), "Claims that it has.", of_a_page("Claim")
    )


@record(records.RelationKind)
class RelationKindType(NodeType):
    sign: int | None = computed(Leaf("{x}.sign"), "The sign of the family: 1, -1 or 0; null without a family.")


@record(
    records.Judgement,
    # Who was judged is told as it was, not as who it is read under.
    left=One("({x})-[:LEFT]->({y}:Actor)"),
    right=One("({x})-[:RIGHT]->({y}:Actor)"),
)
class JudgementType(NodeType):
    pass


@record(
    records.Claim,
    disputes=Many("({x})-[:DISPUTES]->({y}:Claim)", "{y}.key"),
    supports=Many("({x})-[:SUPPORTS]->({y}:Claim)", "{y}.key"),
)
class ClaimType(NodeType):
    theatre: TheatreType | None = computed(
        One("({y}:Theatre {{key: CASE size({x}.theatres) WHEN 1 THEN {x}.theatres[0] END}})"),
        "The theatre where there is one and only one.",
    )
    dated: bool = computed(Leaf("{x}.dated"), "False where the source does not say when it held.")
    known_from: datetime.date = computed(Leaf(_DAY.format("knownFrom")), "By this day it had been said for certain.")
    origin: str = computed(Leaf("{x}.origin"), "Who or what it goes back to; claims of one origin are one witness.")
    voice: str = computed(
        Leaf("coalesce({x}.voice, {x}.origin)"),
        "On whose behalf that spoke on the day, or itself: what stances lean on holds and fails together by it.",
    )
    disputed_by: list["ClaimType"] = computed(
        Many("({x})<-[:DISPUTES]-({y}:Claim)", "{y}.key"),
        "Claims that contradict this one.",
        [filtering("Claim"), FIRST],
    )
    supported_by: list["ClaimType"] = computed(
        Many("({x})<-[:SUPPORTS]-({y}:Claim)", "{y}.key"), "Claims that confirm this one.", [filtering("Claim"), FIRST]
    )


@record(records.Stance)
class StanceType(NodeType):
    known_from: datetime.date | None = computed(
        Leaf(
            "toString(reduce(known = null, day IN [({x})-[:LEANS_ON]->(c:Claim) | c.knownFrom] | "
            "CASE WHEN (known > day) = ({x}.needs = 'ALL') THEN known ELSE day END))"
        ),
        "When enough of the claims it leans on was known: the first, or the last where all are needed.",
    )


@record(records.IssuePoint)
class IssuePointType(NodeType):
    known_from: datetime.date | None = computed(
        Leaf(
            "toString(reduce(known = null, day IN [({x})-[:TOLD_BY]->(c:Claim) | c.knownFrom] | "
            "CASE WHEN known < day THEN known ELSE day END))"
        ),
        "When the first of its claims was known.",
    )


@described
class DataSetType:
    """A data set that is loaded, in whole or in part."""

    key: str = computed(Leaf("{x}.key"), "The name that lenses and commands call it by.")
    title: str = computed(Leaf("{x}.title"), "What it is about, in a line.")
    description: str | None = computed(Leaf("{x}.description"), "What it is about, for a reader who meets it first.")
    uses: list[str] = computed(Leaf("coalesce({x}.uses, [])"), "The data sets whose records it may name.")


for _kind in records.KINDS.values():
    if _kind.__name__ not in TYPES:
        record(_kind)(type(f"{_kind.__name__}Type", (NodeType,), {}))

TYPES["Record"] = Annotated[
    cast(
        Any,
        functools.reduce(operator.or_, (TYPES[kind.__name__] for kind in records.REFERENCE_KINDS.values())),
    ),
    strawberry.union("ClaimObject", description="What a claim may be about."),
]


@described
class RelationClaimConnection(ConnectionType[ClaimType]):
    """
    The claims that a relation rests on, and how they stand to it. Of each list beside the page it holds the first
    ones, as many as a page has; they start at the beginning whatever cursors and `last` say.
    """

    supports: list[ClaimType] = computed(None, "Those of its claims that affirm it.")
    disputes: list[ClaimType] = computed(
        None,
        "Claims, of whatever kind, that dispute one of its claims: known while it was known so, and, where there is a "
        "lens, by the lens's day. Nothing else in the lens narrows them.",
    )
    denials: list[ClaimType] = computed(None, "Those of its claims that deny it.")


_CLAIMS = "{y}.id IN {x}.claims"
_BESIDE = {
    "supports": Beside("({y}:Record:Claim)", f"{_CLAIMS} AND {{y}}.hedge <> 'DENIED'"),
    "denials": Beside("({y}:Record:Claim)", f"{_CLAIMS} AND {{y}}.hedge = 'DENIED'"),
    "disputes": Beside(
        "(claim:Record:Claim)<-[:DISPUTES]-({y}:Claim)",
        "claim.id IN {x}.claims AND {y}.knownFrom <= coalesce({x}.knownTo, {y}.knownFrom)"
        " AND ({y}.withdrawnOn IS NULL OR {y}.withdrawnOn > {x}.knownFrom)",
        only_known=True,
    ),
}


@described
class SpellType:
    """
    Days without a gap on which a tie stands: attested, between two reports, or carried from the last. A missing end
    is open.
    """

    valid_from: PartialDate | None = computed(Leaf("{x}[0]"), "The first of its days.")
    valid_to: PartialDate | None = computed(Leaf("{x}[1]"), "The last of its days.")
    last_attested: PartialDate | None = computed(
        Leaf("{x}[2]"), "The last of its days on which it is attested; null where that is to the end of time."
    )
    ending: Ending | None = computed(Leaf("{x}[3]"), "What ends it; null where it is attested to the end of time.")
    ended_by: ClaimType | None = computed(
        One("({y}:Record:Claim {{id: {x}[4]}})"), "The claim that ends it; null where it has faded or goes on."
    )
    claims: int = computed(Leaf("{x}[5]"), "Claims that affirm it on any of its days.")
    origins: int = computed(Leaf("{x}[6]"), "Origins that these claims go back to.")


@described
class RelationType(NodeType):
    """
    What claims about a pair, a family and a theatre add up to over an interval (validFrom to validTo), as known over
    another (knownFrom to knownTo). A missing end is open.
    """

    family: Family = computed(Leaf("type({x})"), "What its claims add up to.")
    sign: int = computed(Leaf("{x}.sign"), "The sign of the family: 1, -1 or 0.")
    rolled_up: bool = computed(
        Leaf("{x}.layer = 'ROLLED'"),
        "True where it counts acts of others who act for its ends, false where it needs none.",
    )
    subject: ActorType = computed(One("({y}:Actor)-[{x}]->()", bound="startNode({x})"), "The actor who does it.")
    object: ActorType = computed(One("()-[{x}]->({y}:Actor)", bound="endNode({x})"), "The actor to whom it is done.")
    theatre: TheatreType | None = computed(
        One("({y}:Theatre {{key: {x}.theatre}})"), "Where it holds; null where its claims name no theatre."
    )
    dated: bool = computed(Leaf("{x}.dated"), "False where no claim says when it held.")
    valid_from: PartialDate | None = computed(Leaf(_DAY.format("validFrom")), "The first day on which it held.")
    valid_to: PartialDate | None = computed(Leaf(_DAY.format("validTo")), "The last day on which it held.")
    known_from: datetime.date = computed(Leaf(_DAY.format("knownFrom")), "The first day on which this was known.")
    known_to: datetime.date | None = computed(
        Leaf(_DAY.format("knownTo")), "The last day on which this was known; null where it still is."
    )
    status: RelationStatus = computed(Leaf("{x}.status"), "How its claims stand to each other.")
    certainty: float = computed(
        Leaf("{certainty}"),
        "The chance that a support is right and no denial is; on a day past the last report it has faded.",
    )
    origins: int = computed(Leaf("{x}.origins"), "Independent origins that support it.")
    basis: StandingBasis = computed(Leaf("{x}.basis"), "On what it stands on these days.")
    last_attested: datetime.date | None = computed(
        Leaf(_DAY.format("lastAttested")), "The last day before on which it is attested; null where it is on these."
    )
    next_attested: datetime.date | None = computed(
        Leaf(_DAY.format("nextAttested")), "The next day on which it is attested; null unless it is bridged."
    )
    ending: Ending | None = computed(
        Leaf("{x}.ending"), "What ends it right after these days; null where it goes on, if on another basis."
    )
    ended_by: ClaimType | None = computed(
        One("({y}:Record:Claim {{id: {x}.endedBy}})"), "The claim that does so; null where none does."
    )
    contested: list[ClaimType] = computed(
        Many("({y}:Record:Claim)", "{y}.knownFrom, {y}.key", where="{y}.id IN {x}.contested"),
        "Claims of single acts of the opposite sign since its last report.",
        [filtering("Claim"), FIRST],
    )
    spell: SpellType | None = computed(
        Searched("relations.spell", "spell"),
        "The days without a gap that these belong to; null where it stands on none.",
    )
    issues: list[IssueType] = computed(
        Many("({y}:Issue)", "{y}.key", where="{y}.key IN {x}.issues"),
        "What its claims are about.",
        [filtering("Issue"), FIRST],
    )
    claims: RelationClaimConnection = computed(
        Page("({y}:Record:Claim)", where=_CLAIMS, beside=_BESIDE), "What it rests on.", of_a_page("Claim")
    )

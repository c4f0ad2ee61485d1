"""
The GraphQL types of what is worked out from stances, claims and relations; none is stored.

Each field stands in a map under its own name; `told` makes the map of a result, whose attribute it is of that name or
of the one that the field says.
"""

import datetime
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from graphql import GraphQLField, get_named_type, get_nullable_type, is_leaf_type, is_list_type
from pydantic.alias_generators import to_camel
from strawberry.types.base import StrawberryContainer

from linkage.api.schema.declaration import computed, described
from linkage.api.schema.enums import choice
from linkage.api.schema.nodes import ActorType, ClaimType, IssueType, RelationType, StanceType, TheatreType
from linkage.api.storage.places import Leaf, Listed, Many, One, Storage
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.ids import global_id, parts
from linkage.graph.leverage.inputs import LensRelation
from linkage.graph.leverage.thresholds import StanceFigure, ThresholdEffect
from linkage.graph.records import KINDS

Map = dict[str, Any]
"""What was worked out, under the names of GraphQL fields; records stand as their keys."""

_RECORDS = frozenset(kind.__name__ for kind in KINDS.values())
_OF = "of"

choice(StanceFigure)
choice(ThresholdEffect)


@choice
class TradeLimit(Enum):
    """
    What keeps a trade from being larger: a giver who is where the other stands, or a centre that reaches the position
    of who asked for the shift. The number is that of the issue.
    """

    MOVE1 = "MOVE1"
    """Giver 1 is where giver 2 stands."""
    MOVE2 = "MOVE2"
    """Giver 2 is where giver 1 stands."""
    CENTRE1 = "CENTRE1"
    """The centre of issue 1 is where giver 2 stands."""
    CENTRE2 = "CENTRE2"
    """The centre of issue 2 is where giver 1 stands."""


def worked(description: str, of: str | tuple[str, int] = "") -> Any:
    """
    A field of what was worked out.

    *of* is the attribute that results have it in where that is called otherwise, or an attribute and a position in it.
    """
    field = computed(_in_map, description)
    field.metadata = {**field.metadata, _OF: of}
    return field


def _in_map(name: str, field: GraphQLField) -> Storage:
    """Where a field stands whose value is in a map, or whose record has its key there."""
    kind, several = get_named_type(field.type).name, is_list_type(get_nullable_type(field.type))
    if is_leaf_type(get_named_type(field.type)):
        return Leaf(f"{{x}}.{name}")
    if kind == "Relation":
        return Many(
            f"(source:Record:Actor)-[{{y}}:{RELATIONSHIPS}]->(:Actor)",
            "{y}.pair, {y}.id",
            where=f"source.id IN {{x}}.{name}Subjects AND {{y}}.id IN {{x}}.{name}",
        )
    if kind not in _RECORDS:
        return Listed(f"{{x}}.{name}") if several else One(bound=f"{{x}}.{name}", where="{y} IS NOT NULL")
    if not several:
        return One(f"({{y}}:{kind} {{{{key: {{x}}.{name}}}}})")
    position = f"[i IN range(0, size({{x}}.{name}) - 1) WHERE {{x}}.{name}[i] = {{y}}.key][0]"
    return Many(f"({{y}}:{kind})", position, where=f"{{y}}.key IN {{x}}.{name}")


def told(kind: type, result: Any, **special: Any) -> Map:
    """The map of a result; *special* has the fields, under their GraphQL names, that are no attribute of it."""
    fields: Map = {}
    for name, attribute, inner in _attributes(kind):
        value = special[name] if name in special else _value(result, attribute)
        if inner is RelationType:
            fields |= _relations(name, value)
        else:
            fields[name] = _plain(value, inner)
    return fields


def _value(result: Any, attribute: str | tuple[str, int]) -> Any:
    if isinstance(attribute, str):
        return getattr(result, attribute)
    values = getattr(result, attribute[0])
    return None if values is None else values[attribute[1]]


@cache
def _attributes(kind: type) -> tuple[tuple[str, str | tuple[str, int], Any], ...]:
    """
    For each field of a type its GraphQL name, the attribute of results that it is, and the class of its values.
    """
    definition: Any = kind.__dict__["__strawberry_definition__"]
    return tuple(
        (to_camel(field.python_name), field.metadata[_OF] or field.python_name, _innermost(field.type))
        for field in definition.fields
    )


def _innermost(kind: Any) -> Any:
    while isinstance(kind, StrawberryContainer):
        kind = kind.of_type
    return kind


def _plain(value: Any, kind: Any) -> Any:
    match value:
        case None | str() | int() | float() | Mapping():
            return value.name if isinstance(value, Enum) else value
        case Fraction():
            return float(value)
        case datetime.date():
            return str(value)
        case Iterable() if not hasattr(value, "_fields"):
            return [_plain(item, kind) for item in value]
        case _:
            return told(kind, value)


def _relations(name: str, links: Iterable[LensRelation]) -> Map:
    """A relation is found from its subject, so both ids are told."""
    ids = [link.id for link in links]
    return {name: ids, f"{name}Subjects": sorted({global_id("Actor", parts(id_)[1]) for id_ in ids})}


@described
class StanceCellType:
    """
    Where an actor stands on an issue at a lens: the best figures of the best supported reading. Rival readings stand
    beside it and are never averaged.
    """

    actor: ActorType = worked("Who stands there.")
    position: float = worked("0 to 100.")
    salience: float = worked("0 to 1.")
    capability: float = worked("0 to 1.")
    weight: float = worked("Salience times capability.")
    pull: float | None = worked(
        "The weighted centre with this actor, less the one without it; null where it stands alone."
    )
    certainty: float = worked("The chance that at least one claim that the reading leans on is right.")
    stance: StanceType = worked("The reading that is used; it leads to its claims.")
    rivals: list[StanceType] = worked("Other complete readings, the best supported first.")
    undecided: bool = worked("Whether a rival is supported just as well.")


@described
class UnknownStanceType:
    """A cell that somebody has looked at and nobody could fill. Unknown is not zero."""

    actor: ActorType = worked("Whose stance it would be.")
    issue: IssueType = worked("The issue that it would be on.")
    lacking: list[str] = worked("The figures that nobody has coded.")
    stances: list[StanceType] = worked("What has been coded.")


@described
class StanceRowType:
    """One issue of the stance table."""

    issue: IssueType = worked("The issue.")
    centre: float | None = worked(
        "The weighted centre of the stances, 0 to 100; no outcome. Null where nobody has weight."
    )
    weight: float = worked("The sum of all weights.")
    cells: list[StanceCellType] = worked("Who stands where, by key.")
    unknown: list[UnknownStanceType] = worked("Cells that nobody could fill.")


@described
class ExchangeType:
    """
    Giver 1 moves on issue 1 towards giver 2, and giver 2 on issue 2 towards giver 1, so that both gain the same.
    Positions, centres and shifts are on the scale of the issue from 0 to 100.
    """

    giver1: ActorType = worked("Who gives on issue 1.")
    issue1: IssueType = worked("The issue that giver 1 gives on.")
    from1: float = worked("Where giver 1 stands on issue 1.")
    to1: float = worked("Where giver 1 goes on issue 1.")
    centre1: float = worked("The weighted centre of issue 1 before.")
    shift1: float = worked("How far the centre of issue 1 moves, upwards or downwards.")
    giver2: ActorType = worked("Who gives on issue 2.")
    issue2: IssueType = worked("The issue that giver 2 gives on.")
    from2: float = worked("Where giver 2 stands on issue 2.")
    to2: float = worked("Where giver 2 goes on issue 2.")
    centre2: float = worked("The weighted centre of issue 2 before.")
    shift2: float = worked("How far the centre of issue 2 moves, upwards or downwards.")
    gain: float = worked("What each gains, in salience times scale points.")
    limit: TradeLimit = worked("What keeps it from being larger.")
    tie: bool = worked("Whether some other trade has the same gain.")


@described
class TradeShareType:
    """
    What the draws say of a trade: the chance that the claims it needs hold, that of the trade given that, and the
    product of the two; beside it the chance of the opposite direction.
    """

    needed: float = worked("Share of draws in which the claims that it needs hold.")
    given: float = worked("Share of those in which there is the trade.")
    share: float = worked("Share of all draws in which there is the trade.")
    opposite: float = worked("Share of all draws in which there is the opposite one.")
    gain_low: float | None = worked("5th percentile of the gain, where there is a trade.", of=("gain", 0))
    gain_median: float | None = worked("Median of the gain.", of=("gain", 1))
    gain_high: float | None = worked("95th percentile of the gain.", of=("gain", 2))


@described
class CarryingClaimType:
    """A claim that a trade hangs on."""

    claim: ClaimType = worked("The claim.")
    swing: float = worked("Share of draws with the trade where the claim held, less that where it failed.")
    held: float = worked("Share of draws in which the claim held.")
    against: list[ClaimType] = worked("Claims that dispute it.")


@described
class TradeOutcomeType:
    """What a trade is worth to an actor with a stance on one of its issues."""

    actor: ActorType = worked("Whose gain or loss it is.")
    amount: float = worked("Salience times scale points that the centres come nearer; negative is a loss.")
    trades: bool = worked("Whether it is one of the two.")
    backed_by: list[RelationType] = worked(
        "For a loser, relations in which one of the two backs it: the trade cuts across its own client."
    )
    vetoes: list[ClaimType] = worked("Claims that it can block an outcome on one of the issues.")


@described
class TradeThresholdType:
    """
    The smallest change of one figure, all others as they are, at which a trade falls away or beyond which it turns
    round.
    """

    actor: ActorType = worked("Whose figure it is.")
    issue: IssueType = worked("The issue that the figure is on.")
    figure: StanceFigure = worked("Which figure it is.")
    value: float = worked("As it is.")
    at: float = worked("Where the trade falls away or turns round.")
    effect: ThresholdEffect = worked("What becomes of the trade beyond it.")
    share: float = worked("The change as a part of the figure's whole scale.")


@described
class TradeType:
    """Who could give on what for what."""

    giver1: ActorType = worked("Who gives on issue 1.", of=("way", 0))
    issue1: IssueType = worked("The issue that giver 1 gives on.", of=("way", 1))
    giver2: ActorType = worked("Who gives on issue 2.", of=("way", 2))
    issue2: IssueType = worked("The issue that giver 2 gives on.", of=("way", 3))
    point: ExchangeType | None = worked(
        "The trade at the best figures; null where it only exists elsewhere in the ranges."
    )
    share: TradeShareType | None = worked("Null without draws.")
    ratio1: float | None = worked(
        "Salience of issue 1 by salience of issue 2 to giver 1. Who has the smaller one gives on issue 1.",
        of=("ratios", 0),
    )
    ratio2: float | None = worked("The same to giver 2.", of=("ratios", 1))
    carrying: list[CarryingClaimType] = worked(
        "Claims by how much the trade hangs on them; those that held in every draw or none are left out.",
        of="swings",
    )
    outcomes: list[TradeOutcomeType] = worked("The largest loss first; empty without a point.")
    thresholds: list[TradeThresholdType] = worked("The smallest change first.")
    claims: list[ClaimType] = worked("Claims that the four figures of the two lean on.")


@described
class TradeDirectionType:
    """That one actor gives in one theatre and the other in the other, on whatever pays most."""

    giver1: ActorType = worked("Who gives in theatre 1.")
    theatre1: TheatreType = worked("Where giver 1 gives.")
    giver2: ActorType = worked("Who gives in theatre 2.")
    theatre2: TheatreType = worked("Where giver 2 gives.")
    share: TradeShareType = worked("What the draws say of it.")
    carrying: list[CarryingClaimType] = worked("Claims by how much it hangs on them.", of="swings")


@described
class ChannelType:
    """How two actors can talk: by relations of their own, or through others. No actors where nobody is known."""

    direct: bool = worked("Whether they have a relation of their own.")
    actors: list[ActorType] = worked("From the one to the other, both included.")
    relations: list[RelationType] = worked("The relations that lead from the one to the other.", of="links")


@described
class TradersType:
    """
    Two actors over all issues of two theatres. In each draw their best trade decides, so that the shares of both
    directions, `even` and `none` add up to 1.
    """

    one: ActorType = worked("One of the two, by key the first.")
    two: ActorType = worked("The other of the two.")
    even: float = worked("Share of draws in which both directions pay alike.")
    none: float = worked("Share of draws without a trade.")
    directions: list[TradeDirectionType] = worked("Both directions, the likelier first.")
    channel: ChannelType = worked("How the two can talk.")


@described
class RoundStepType:
    """One trade of a round that takes the largest gain at every step."""

    exchange: ExchangeType = worked("The trade that is made.")
    instead: list[ExchangeType] = worked("Trades of the same gain, which order alone passed over.")


@described
class LeverageType:
    """What could be traded for what between theatres, on the stances as they are coded. It is no forecast."""

    theatres: list[TheatreType] = worked("The theatres that were asked for.")
    as_of: datetime.date = worked("The day that stances are of.")
    known_by: datetime.date | None = worked("By when they had to be known; null for all that is known.")
    draws: int = worked("How many draws were made.")
    seed: int = worked("What the draws were made with; the same again gives the same.")
    notes: list[str] = worked("What a reader has to know of these figures.")
    reason: str | None = worked("Why there is no trade; null where there is one.")
    claim_count: int = worked("Claims that the stances lean on.")
    origin_count: int = worked("Independent origins of these claims.")
    trade_count: int = worked("Trades, however many are returned.")
    trades: list[TradeType] = worked("The likeliest first, then the largest.")
    traders: list[TradersType] = worked(
        "Pairs of actors, those that trade in most draws first; none without draws."
    )
    round: list[RoundStepType] = worked("Empty where only some actors trade.")
    reported: list[ClaimType] = worked(
        "Claims that tie two of the theatres together by what two of the traders do to each other, with "
        "whatever disputes them or is disputed by them, held at any time."
    )
    table: list[StanceRowType] = worked("Who stands where, issue by issue.")


@described
class TradeTurnType:
    """A trade that is there in one month and was not, or no longer is."""

    giver1: ActorType = worked("Who gives on issue 1.", of=("way", 0))
    issue1: IssueType = worked("The issue that giver 1 gives on.", of=("way", 1))
    giver2: ActorType = worked("Who gives on issue 2.", of=("way", 2))
    issue2: IssueType = worked("The issue that giver 2 gives on.", of=("way", 3))
    stances: list[StanceType] = worked(
        "Readings that are there in one month and not in the other: those of the two givers, else those of others.",
        of="readings",
    )
    claims: list[ClaimType] = worked("The claims that these lean on.")


@described
class LeverageMonthType:
    """One month, looked at from its last day, against the last month in which stances were known."""

    as_of: datetime.date = worked("The last day of the month.")
    leverage: LeverageType = worked("What could be traded on that day.")
    entered: list[TradeTurnType] = worked("Trades that were not there before.")
    left: list[TradeTurnType] = worked("Trades that are no longer there.")
    camps: list["CampSplitType"] = worked("Who stood with whom, split in two camps.")
    divided: list["DividedPairType"] = worked("Actors together here and apart there.")
    mirrors: list["MirrorPairType"] = worked("Mirror positions.")
    tensions: list["TriadType"] = worked("Signed triads across theatres.", of="triads")


@described
class CampType:
    """Actors of one camp."""

    actors: list[ActorType] = worked("The actors, by key.")


@described
class CampSplitType:
    """The split into camps that fewest bonds go against (exact frustration index): + inside, − across."""

    theatre: TheatreType | None = worked("Null for all theatres together.")
    k: int = worked("Camps at most.")
    index: float = worked("Bonds that go against the split.")
    bound: float = worked("No split has fewer; equal to index where that is proven the least.")
    unique: bool | None = worked("Whether no other split is as good; null where time ran out.")
    bonds: int = worked("Bonds that were split: one for each pair, sign and theatre.")
    camps: list[CampType] = worked("The camps.")
    frustrated: list[RelationType] = worked("The relations of the bonds that go against it.")
    notes: list[str] = worked("What a reader has to know of the split.")


@described
class CampMoverType:
    """An actor that is in one camp in one theatre and in another in another."""

    actor: ActorType = worked("The actor.")
    theatres: list[TheatreType] = worked("Where it stands outside the camp that it has together.")


@described
class CampsType:
    """Camps per theatre and in all together."""

    splits: list["CampSplitType"] = worked("Per theatre, then together, for 2 and for 3 camps.")
    movers: list[CampMoverType] = worked("Actors that change camp between theatres, for 2 camps.")


@described
class BondType:
    """All relations of one sign between two actors in one theatre."""

    one: ActorType = worked("One of the two, by key the first.")
    two: ActorType = worked("The other of the two.")
    theatre: TheatreType = worked("The theatre.")
    sign: int = worked("Whether they stand together (1) or apart (-1).")
    relations: list[RelationType] = worked("The relations.", of="links")


@described
class DividedPairType:
    """Two actors that stand together in one theatre and apart in another."""

    one: ActorType = worked("One of the two, by key the first.")
    two: ActorType = worked("The other of the two.")
    together: list[BondType] = worked("What ties them.")
    apart: list[BondType] = worked("What parts them.")


@described
class MirrorSideType:
    """In one theatre, two actors back two others that oppose each other."""

    theatre: TheatreType = worked("The theatre.")
    backed1: ActorType = worked("Whom `one` backs.", of=("backed", 0))
    backed2: ActorType = worked("Whom `two` backs.", of=("backed", 1))
    relations: list[RelationType] = worked(
        "Who backs whom, and that these two oppose each other.", of="links"
    )


@described
class MirrorPairType:
    """Two actors that back opponents of each other in more than one theatre."""

    one: ActorType = worked("One of the two, by key the first.")
    two: ActorType = worked("The other of the two.")
    sides: list[MirrorSideType] = worked("Their positions, one for each theatre and two opponents.")


@described
class PairsType:
    """Pairs of actors that several theatres tie together."""

    divided: list["DividedPairType"] = worked(
        "Actors that stand together in one theatre and apart in another."
    )
    mirrors: list["MirrorPairType"] = worked(
        "Actors that back opponents of each other in more than one theatre."
    )


@described
class TriadType:
    """
    Three actors with a sign between every two, from more than one theatre. Balanced where the product of the signs is
    +: a friend's friend is a friend.
    """

    actors: list[ActorType] = worked("The three, by key.")
    balanced: bool = worked("Whether the product of the signs is +.")
    bonds: list[BondType] = worked("What holds between every two.")

"""The GraphQL types of what is worked out from stances, claims and relations; none is stored."""

import datetime
from enum import Enum
from typing import Annotated, NoReturn

import strawberry
from strawberry import UNSET

from linkage.api.schema.inputs import LensInput
from linkage.api.schema.types import Actor, Claim, Issue, Relation, Stance, Theatre, answered, root
from linkage.graph.leverage import thresholds

TRADES = 10
"""Trades and pairs of actors where the query does not say how many."""
DRAWS = 4_000
"""Draws where the query does not say how many."""

Figure = strawberry.enum(thresholds.StanceFigure, name="StanceFigure", description="A figure of a stance.")
Effect = strawberry.enum(
    thresholds.ThresholdEffect,
    name="ThresholdEffect",
    description="What becomes of a trade beyond a threshold: it falls away, or the two change roles.",
)


@strawberry.enum(
    description="What keeps a trade from being larger: a giver who is where the other stands, or a centre that "
    "reaches the position of who asked for the shift. The number is that of the issue."
)
class TradeLimit(Enum):
    MOVE1 = "MOVE1"
    MOVE2 = "MOVE2"
    CENTRE1 = "CENTRE1"
    CENTRE2 = "CENTRE2"


@strawberry.type(
    description="Where an actor stands on an issue at a lens: the best figures of the best supported reading. "
    "Rival readings stand beside it and are never averaged."
)
class StanceCell:
    actor: Actor
    position: float = strawberry.field(description="0 to 100.")
    salience: float = strawberry.field(description="0 to 1.")
    capability: float = strawberry.field(description="0 to 1.")
    weight: float = strawberry.field(description="Salience times capability.")
    pull: float | None = strawberry.field(
        description="The weighted centre with this actor, less the one without it; null where it stands alone."
    )
    certainty: float = strawberry.field(
        description="The chance that at least one claim that the reading leans on is right."
    )
    stance: Stance = strawberry.field(description="The reading that is used; it leads to its claims.")
    rivals: list[Stance] = strawberry.field(description="Other complete readings, the best supported first.")
    undecided: bool = strawberry.field(description="Whether a rival is supported just as well.")


@strawberry.type(description="A cell that somebody has looked at and nobody could fill. Unknown is not zero.")
class UnknownStance:
    actor: Actor
    issue: Issue
    lacking: list[str] = strawberry.field(description="The figures that nobody has coded.")
    stances: list[Stance] = strawberry.field(description="What has been coded.")


@strawberry.type(description="One issue of the stance table.")
class StanceRow:
    issue: Issue
    centre: float | None = strawberry.field(
        description="The weighted centre of the stances, 0 to 100; no outcome. Null where nobody has weight."
    )
    weight: float
    cells: list[StanceCell]
    unknown: list[UnknownStance]


@strawberry.type(
    description="Giver 1 moves on issue 1 towards giver 2, and giver 2 on issue 2 towards giver 1, so that both "
    "gain the same. Positions, centres and shifts are on the scale of the issue from 0 to 100."
)
class Exchange:
    giver1: Actor
    issue1: Issue
    from1: float
    to1: float
    centre1: float
    shift1: float = strawberry.field(description="How far the centre of issue 1 moves, upwards or downwards.")
    giver2: Actor
    issue2: Issue
    from2: float
    to2: float
    centre2: float
    shift2: float
    gain: float = strawberry.field(description="What each gains, in salience times scale points.")
    limit: TradeLimit
    tie: bool = strawberry.field(description="Whether some other trade has the same gain.")


@strawberry.type(
    description="What the draws say of a trade: the chance that the claims it needs hold, that of the trade given "
    "that, and the product of the two; beside it the chance of the opposite direction."
)
class TradeShare:
    needed: float
    given: float
    share: float
    opposite: float
    gain_low: float | None = strawberry.field(
        description="5th percentile of the gain, where there is a trade."
    )
    gain_median: float | None
    gain_high: float | None = strawberry.field(description="95th percentile of the gain.")


@strawberry.type(description="A claim that a trade hangs on.")
class CarryingClaim:
    claim: Claim
    swing: float = strawberry.field(
        description="Share of draws with the trade where the claim held, less that where it failed."
    )
    held: float = strawberry.field(description="Share of draws in which the claim held.")
    against: list[Claim] = strawberry.field(description="Claims that dispute it.")


@strawberry.type(description="What a trade is worth to an actor with a stance on one of its issues.")
class TradeOutcome:
    actor: Actor
    amount: float = strawberry.field(
        description="Salience times scale points that the centres come nearer; negative is a loss."
    )
    trades: bool = strawberry.field(description="Whether it is one of the two.")
    backed_by: list[Relation] = strawberry.field(
        description="For a loser, relations in which one of the two backs it: the trade cuts across its own client."
    )
    vetoes: list[Claim] = strawberry.field(
        description="Claims that it can block an outcome on one of the issues."
    )


@strawberry.type(
    description="The smallest change of one figure, all others as they are, at which a trade falls away or beyond "
    "which it turns round."
)
class TradeThreshold:
    actor: Actor
    issue: Issue
    figure: thresholds.StanceFigure
    value: float = strawberry.field(description="As it is.")
    at: float = strawberry.field(description="Where the trade falls away or turns round.")
    effect: thresholds.ThresholdEffect
    share: float = strawberry.field(description="The change as a part of the figure's whole scale.")


@strawberry.type(description="Who could give on what for what.")
class Trade:
    giver1: Actor
    issue1: Issue
    giver2: Actor
    issue2: Issue
    point: Exchange | None = strawberry.field(
        description="The trade at the best figures; null where it only exists elsewhere in the ranges."
    )
    share: TradeShare | None = strawberry.field(description="Null without draws.")
    ratio1: float | None = strawberry.field(
        description="Salience of issue 1 by salience of issue 2 to giver 1. Who has the smaller one gives on issue 1."
    )
    ratio2: float | None
    carrying: list[CarryingClaim] = strawberry.field(
        description="Claims by how much the trade hangs on them; those that held in every draw or none are left out."
    )
    outcomes: list[TradeOutcome] = strawberry.field(
        description="The largest loss first; empty without a point."
    )
    thresholds: list[TradeThreshold] = strawberry.field(description="The smallest change first.")
    claims: list[Claim] = strawberry.field(description="Claims that the four figures of the two lean on.")


@strawberry.type(
    description="That one actor gives in one theatre and the other in the other, on whatever pays most."
)
class TradeDirection:
    giver1: Actor
    theatre1: Theatre
    giver2: Actor
    theatre2: Theatre
    share: TradeShare
    carrying: list[CarryingClaim]


@strawberry.type(
    description="How two actors can talk: by relations of their own, or through others. No actors where nobody is known."
)
class Channel:
    direct: bool
    actors: list[Actor] = strawberry.field(description="From the one to the other, both included.")
    relations: list[Relation]


@strawberry.type(
    description="Two actors over all issues of two theatres. In each draw their best trade decides, so that the "
    "shares of both directions, `even` and `none` add up to 1."
)
class Traders:
    one: Actor
    two: Actor
    even: float = strawberry.field(description="Share of draws in which both directions pay alike.")
    none: float = strawberry.field(description="Share of draws without a trade.")
    directions: list[TradeDirection] = strawberry.field(description="Both directions, the likelier first.")
    channel: Channel


@strawberry.type(description="One trade of a round that takes the largest gain at every step.")
class RoundStep:
    exchange: Exchange
    instead: list[Exchange] = strawberry.field(
        description="Trades of the same gain, which order alone passed over."
    )


@strawberry.type(
    description="What could be traded for what between theatres, on the stances as they are coded. It is no forecast."
)
class Leverage:
    theatres: list[Theatre]
    as_of: datetime.date
    known_by: datetime.date | None
    draws: int
    seed: int
    notes: list[str] = strawberry.field(description="What a reader has to know of these figures.")
    reason: str | None = strawberry.field(description="Why there is no trade; null where there is one.")
    claim_count: int = strawberry.field(description="Claims that the stances lean on.")
    origin_count: int = strawberry.field(description="Independent origins of these claims.")
    trade_count: int = strawberry.field(description="Trades, however many are returned.")
    trades: list[Trade] = strawberry.field(description="The likeliest first, then the largest.")
    traders: list[Traders] = strawberry.field(
        description="Pairs of actors, those that trade in most draws first; none without draws."
    )
    round: list[RoundStep] = strawberry.field(description="Empty where only some actors trade.")
    reported: list[Claim] = strawberry.field(
        description="Claims that tie two of the theatres together by what two of the traders do to each other, with "
        "whatever disputes them or is disputed by them, held at any time."
    )
    table: list[StanceRow]


@strawberry.type(description="A trade that is there in one month and was not, or no longer is.")
class TradeTurn:
    giver1: Actor
    issue1: Issue
    giver2: Actor
    issue2: Issue
    stances: list[Stance] = strawberry.field(
        description="Readings that are there in one month and not in the other: those of the two givers, else those of others."
    )
    claims: list[Claim] = strawberry.field(description="The claims that these lean on.")


@strawberry.type(
    description="One month, looked at from its last day, against the last month in which stances were known."
)
class LeverageMonth:
    as_of: datetime.date
    leverage: Leverage
    entered: list[TradeTurn]
    left: list[TradeTurn]
    camps: list["CampSplit"]
    divided: list["DividedPair"]
    mirrors: list["MirrorPair"]
    tensions: list["Triad"]


@strawberry.type(description="Actors of one camp.")
class Camp:
    actors: list[Actor]


@strawberry.type(
    description="The split into camps that fewest bonds go against (exact frustration index): + inside, − across."
)
class CampSplit:
    theatre: Theatre | None = strawberry.field(description="Null for all theatres together.")
    k: int = strawberry.field(description="Camps at most.")
    index: float = strawberry.field(description="Bonds that go against the split.")
    bound: float = strawberry.field(
        description="No split has fewer; equal to index where that is proven the least."
    )
    unique: bool | None = strawberry.field(
        description="Whether no other split is as good; null where time ran out."
    )
    bonds: int = strawberry.field(description="Bonds that were split: one for each pair, sign and theatre.")
    camps: list[Camp]
    frustrated: list[Relation] = strawberry.field(
        description="The relations of the bonds that go against it."
    )
    notes: list[str]


@strawberry.type(description="An actor that is in one camp in one theatre and in another in another.")
class CampMover:
    actor: Actor
    theatres: list[Theatre] = strawberry.field(
        description="Where it stands outside the camp that it has together."
    )


@strawberry.type(description="Camps per theatre and in all together.")
class Camps:
    splits: list[CampSplit] = strawberry.field(
        description="Per theatre, then together, for 2 and for 3 camps."
    )
    movers: list[CampMover] = strawberry.field(
        description="Actors that change camp between theatres, for 2 camps."
    )


@strawberry.type(description="All relations of one sign between two actors in one theatre.")
class Bond:
    one: Actor
    two: Actor
    theatre: Theatre
    sign: int
    relations: list[Relation]


@strawberry.type(description="Two actors that stand together in one theatre and apart in another.")
class DividedPair:
    one: Actor
    two: Actor
    together: list[Bond]
    apart: list[Bond]


@strawberry.type(description="In one theatre, two actors back two others that oppose each other.")
class MirrorSide:
    theatre: Theatre
    backed1: Actor = strawberry.field(description="Whom `one` backs.")
    backed2: Actor = strawberry.field(description="Whom `two` backs.")
    relations: list[Relation]


@strawberry.type(description="Two actors that back opponents of each other in more than one theatre.")
class MirrorPair:
    one: Actor
    two: Actor
    sides: list[MirrorSide]


@strawberry.type(description="Pairs of actors that several theatres tie together.")
class Pairs:
    divided: list[DividedPair]
    mirrors: list[MirrorPair]


@strawberry.type(
    description="Three actors with a sign between every two, from more than one theatre. Balanced where the product "
    "of the signs is +: a friend's friend is a friend."
)
class Triad:
    actors: list[Actor]
    balanced: bool
    bonds: list[Bond]


@strawberry.input(description="A salience to suppose in place of what is coded.")
class SupposedSalience:
    actor: str = strawberry.field(description="The actor's key.")
    issue: str = strawberry.field(description="The issue's key.")
    salience: float = strawberry.field(description="0 to 1.")


Theatres = Annotated[list[str], strawberry.argument(description="Keys of theatres, two or more for a trade.")]
Traders_ = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Keys of the actors that may trade; all where left out. All have their weight."
    ),
]
OnDay = Annotated[LensInput, strawberry.argument(description="Needs a day, asOf. Its theatres are not used.")]
Lens = Annotated[LensInput | None, strawberry.argument(description="Its theatres are not used.")]


def _leverage(
    theatres: Theatres,
    lens: OnDay,
    actors: Traders_ = UNSET,
    within: Annotated[bool, strawberry.argument(description="Also trades inside one theatre.")] = False,
    draws: Annotated[int, strawberry.argument(description="0 draws nothing.")] = DRAWS,
    seed: int = 1,
    first: Annotated[int, strawberry.argument(description="Trades and pairs at most.")] = TRADES,
    suppose: list[SupposedSalience] | None = UNSET,
) -> NoReturn:
    answered()


def _by_month(
    theatres: Theatres,
    lens: OnDay,
    start: Annotated[str, strawberry.argument(name="from", description="The first month, YYYY-MM.")],
    end: Annotated[str, strawberry.argument(name="to", description="The last month, 24 at most.")],
    actors: Traders_ = UNSET,
    draws: int = DRAWS,
    seed: int = 1,
    first: int = TRADES,
) -> NoReturn:
    answered()


def _on_day(theatres: Theatres, lens: OnDay) -> NoReturn:
    answered()


def _at(theatres: Theatres, lens: Lens = UNSET) -> NoReturn:
    answered()


@strawberry.type
class Query:
    leverage: Leverage = root(
        Leverage, _leverage, "What could be traded for what between theatres, and on which claims that rests."
    )
    leverage_by_month: list[LeverageMonth] = root(
        list[LeverageMonth], _by_month, "The same on the last day of each month, and what changed."
    )
    stances: list[StanceRow] = root(
        list[StanceRow], _on_day, "Who stands where on the issues of theatres, with the weighted centres."
    )
    camps: Camps = root(Camps, _at, "Who stands with whom, per theatre and together: exact camps.")
    pairs: Pairs = root(Pairs, _at, "Actors together here and apart there, and mirror positions.")
    tensions: list[Triad] = root(list[Triad], _at, "Signed triads across theatres, the unbalanced first.")

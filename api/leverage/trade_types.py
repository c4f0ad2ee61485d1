"""The GraphQL types of what could be traded, which is worked out from stances, claims and relations; none is stored."""

import datetime
from enum import Enum

from linkage.api.leverage.pattern_types import (
    CampSplitType,
    ChannelType,
    DividedPairType,
    MirrorPairType,
    TriadType,
)
from linkage.api.leverage.results import worked
from linkage.api.leverage.robustness_types import RobustnessType
from linkage.api.schema.declaration import described
from linkage.api.schema.enums import choice
from linkage.api.schema.nodes import ActorType, ClaimType, IssueType, RelationType, StanceType, TheatreType
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.leverage.thresholds import StanceFigure, ThresholdEffect

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


@described
class FigureBoundsType:
    """Between which a figure lies."""

    low: float = worked("The lowest that it may be.")
    high: float = worked("The highest that it may be.")


@described
class StanceBoundsType:
    """Between which the figures of a reading lie on a day: as they were coded, or wider where it is carried."""

    position: FigureBoundsType = worked("0 to 100.")
    salience: FigureBoundsType = worked("0 to 1.")
    capability: FigureBoundsType = worked("0 to 1.")


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
    carried_from: datetime.date | None = worked(
        "The last day that it was coded for where it is carried from an earlier month, with wider bounds; else null."
    )
    bounds: StanceBoundsType = worked("Between which its figures lie on the day.")
    stance: StanceType = worked("The reading that is used; it leads to its claims.")
    rivals: list[StanceType] = worked("Other complete readings, the best supported first.")
    undecided: bool = worked("Whether a rival is supported just as well.")


@described
class UnknownStanceType:
    """A cell that somebody has looked at and nobody could fill. Unknown is not zero."""

    actor: ActorType = worked("Whose stance it would be.")
    issue: IssueType = worked("The issue that it would be on.")
    lacking: list[str] = worked("The figures that nobody has coded.")
    carried_from: datetime.date | None = worked(
        "The last day for which somebody looked, where that lies before the day looked at; else null."
    )
    stances: list[StanceType] = worked("What has been coded.")


@described
class StanceRowType:
    """One issue of the stance table."""

    issue: IssueType = worked("The issue.")
    centre: float | None = worked(
        "The weighted centre of the stances, 0 to 100; no outcome. Null where nobody has weight."
    )
    median: float | None = worked(
        "The weighted median, 0 to 100: half of the weight lies on either side. Null where nobody has weight."
    )
    weight: float = worked("The sum of all weights.")
    cells: list[StanceCellType] = worked("Who stands where, by key.")
    unknown: list[UnknownStanceType] = worked("Cells that nobody could fill.")
    closed: str | None = worked(
        "Why nobody trades it: it was settled before the day, or opens after it. Null where it is open."
    )
    settled_by: list[ClaimType] = worked("The claims that say how it was settled; none where it is open.")


@described
class StanceDriftType:
    """How far the bounds of one figure widen to either side with every month that a stance is carried."""

    figure: str = worked("The figure: position, salience or capability.")
    rate: float = worked("In a month, on the scale of the figure.")
    cases: int = worked("Codings that were followed by another of the same actor and issue.")
    estimated: bool = worked("Whether these are enough to tell; else the rate is a convention.")


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
    error: float = worked("The standard error of that share, by the number of draws.")
    opposite: float = worked("Share of all draws in which there is the opposite one.")
    gain_low: float | None = worked("5th percentile of the gain, where there is a trade.", ("gain", 0))
    gain_median: float | None = worked("Median of the gain.", ("gain", 1))
    gain_high: float | None = worked("95th percentile of the gain.", ("gain", 2))


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
    round, and the range in which that is so.
    """

    actor: ActorType = worked("Whose figure it is.")
    issue: IssueType = worked("The issue that the figure is on.")
    figure: StanceFigure = worked("Which figure it is.")
    value: float = worked("As it is.")
    at: float = worked("Where the trade falls away or turns round: the near end of the range.")
    until: float = worked(
        "The far end; beyond it the trade is otherwise, or the scale ends. Equal to `at` for one value alone."
    )
    effect: ThresholdEffect = worked("What becomes of the trade beyond it.")
    share: float = worked("The change as a part of the figure's whole scale.")


@described
class TradeSolutionType:
    """A trade at the best figures by one rule. By equal gain it is the point; by others the two need not gain alike."""

    rule: BargainingRule = worked("The rule.")
    shift1: float = worked("How far the centre of issue 1 moves, upwards or downwards.")
    shift2: float = worked("How far the centre of issue 2 moves, upwards or downwards.")
    to1: float = worked("Where giver 1 goes on issue 1.")
    to2: float = worked("Where giver 2 goes on issue 2.")
    gain1: float = worked("What giver 1 gains, in its own salience times scale points.")
    gain2: float = worked("What giver 2 gains, likewise.")


@described
class RuleLeaderType:
    """
    The trade that a rule puts first at the best figures. Trades are put in order by what both have at least, by Nash by
    the product of the gains, by welfare by their sum.
    """

    rule: BargainingRule = worked("The rule.")
    giver1: ActorType = worked("Who gives on issue 1.", ("key", 0))
    issue1: IssueType = worked("The issue that giver 1 gives on.", ("key", 1))
    giver2: ActorType = worked("Who gives on issue 2.", ("key", 2))
    issue2: IssueType = worked("The issue that giver 2 gives on.", ("key", 3))
    solution: TradeSolutionType = worked("The trade by this rule.")


@described
class TradeType:
    """Who could give on what for what."""

    giver1: ActorType = worked("Who gives on issue 1.", ("key", 0))
    issue1: IssueType = worked("The issue that giver 1 gives on.", ("key", 1))
    giver2: ActorType = worked("Who gives on issue 2.", ("key", 2))
    issue2: IssueType = worked("The issue that giver 2 gives on.", ("key", 3))
    point: ExchangeType | None = worked(
        "The trade at the best figures; null where it only exists elsewhere in the ranges."
    )
    solutions: list[TradeSolutionType] = worked("The point by each rule; empty without a point.")
    share: TradeShareType | None = worked("Null without draws.")
    ratio1: float | None = worked(
        "Salience of issue 1 by salience of issue 2 to giver 1. Who has the smaller one gives on issue 1.",
        ("ratios", 0),
    )
    ratio2: float | None = worked("The same to giver 2.", ("ratios", 1))
    carrying: list[CarryingClaimType] = worked(
        "Claims by how much the trade hangs on them; those that held in every draw or none are left out.",
        "swings",
    )
    outcomes: list[TradeOutcomeType] = worked("By the rule asked for, the largest loss first; empty without a point.")
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
    carrying: list[CarryingClaimType] = worked("Claims by how much it hangs on them.", "swings")


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
    known_by: datetime.date = worked("By when they had to be known: the day itself where the lens says no other.")
    hindsight: str | None = worked("What is to be said where that is later than the day; else null.")
    draws: int = worked("How many draws were made.")
    seed: int = worked("What the draws were made with; the same again gives the same.")
    notes: list[str] = worked("What a reader has to know of these figures.")
    standing: list[str] = worked("Of the notes, which stances and relations are carried, and which issues are closed.")
    reason: str | None = worked("Why there is no trade; null where there is one.")
    claim_count: int = worked("Claims that the stances lean on.")
    origin_count: int = worked("Independent origins of these claims.")
    trade_count: int = worked("Trades, however many are returned.")
    rule: BargainingRule = worked("The rule that orders the trades at the best figures; draws are of equal gain.")
    leaders: list[RuleLeaderType] = worked(
        "The trade that each rule puts first at the best figures; empty without a trade, or where there are more than "
        "can be compared."
    )
    trades: list[TradeType] = worked(
        "By equal gain the likeliest first, then the largest; by another rule the largest by it first."
    )
    traders: list[TradersType] = worked("Pairs of actors, those that trade in most draws first; none without draws.")
    round_rule: RoundRule = worked("What the round sizes again after each trade.")
    round: list[RoundStepType] = worked("Empty where only some actors trade.")
    reported: list[ClaimType] = worked(
        "Claims that tie two of the theatres together by what two of the traders do to each other, with "
        "whatever disputes them or is disputed by them, held at any time."
    )
    table: list[StanceRowType] = worked("Who stands where, issue by issue.")
    drifts: list[StanceDriftType] = worked("How far the bounds of carried stances widen.")
    robustness: RobustnessType | None = worked(
        "How far the likelier direction of the first traders carries; null without draws, without traders, and by month."
    )


@described
class TradeTurnType:
    """A trade that is there in one month and was not, or no longer is."""

    giver1: ActorType = worked("Who gives on issue 1.", ("key", 0))
    issue1: IssueType = worked("The issue that giver 1 gives on.", ("key", 1))
    giver2: ActorType = worked("Who gives on issue 2.", ("key", 2))
    issue2: IssueType = worked("The issue that giver 2 gives on.", ("key", 3))
    stances: list[StanceType] = worked(
        "Readings that are there in one month and not in the other: those of the two givers, else those of others.",
        "readings",
    )
    claims: list[ClaimType] = worked("The claims that these lean on.")


@described
class LeverageMonthType:
    """One month, looked at from its last day, against the last month in which stances were known."""

    as_of: datetime.date = worked("The last day of the month.")
    leverage: LeverageType = worked("What could be traded on that day.")
    entered: list[TradeTurnType] = worked("Trades that were not there before.")
    left: list[TradeTurnType] = worked("Trades that are no longer there.")
    camps: list[CampSplitType] = worked("Who stood with whom, split in two camps.")
    divided: list[DividedPairType] = worked("Actors together here and apart there.")
    mirrors: list[MirrorPairType] = worked("Mirror positions.")
    tensions: list[TriadType] = worked("Signed triads across theatres.", "triads")

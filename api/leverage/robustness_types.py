"""The GraphQL types of how far a headline carries: what turns it, why draws differ, what moves it, what to read next."""

from linkage.api.leverage.results import worked
from linkage.api.schema.declaration import described
from linkage.api.schema.enums import choice
from linkage.api.schema.nodes import ActorType, ClaimType, DocumentType, IssueType, TheatreType
from linkage.graph.leverage.left_out import EvidenceKind, HeadlineChange
from linkage.graph.leverage.spread import InputGroup

choice(EvidenceKind)
choice(HeadlineChange)
choice(InputGroup)


@described
class DirectionSharesType:
    """In which shares of the draws two actors trade the one way, the other way, and not at all."""

    share: float = worked("Of the direction asked about.")
    opposite: float = worked("Of the opposite direction.")
    none: float = worked("Of no trade.")


@described
class LeftOutType:
    """The headline without one issue, article, speaker or claim; one of the four is told, by its kind."""

    kind: EvidenceKind = worked("What is left out.")
    issue: IssueType | None = worked("The issue.")
    article: DocumentType | None = worked("The document.")
    speaker: ActorType | None = worked("The speaker.")
    claim: ClaimType | None = worked("The claim.")
    claims: int = worked("How many claims are struck; 0 for an issue.")
    shares: DirectionSharesType = worked("The shares without it.")
    change: HeadlineChange = worked("What becomes of the headline.")


@described
class SpreadShareType:
    """
    What a group of inputs has of the variance of the direction, as a Shapley effect (Owen 2014). Gaps and model have no
    chances: their alternatives are counted alike.
    """

    group: InputGroup = worked("The group.")
    share: float = worked("Its part of all variance; all parts add up to 1, and by chance a small one is below 0.")
    error: float = worked("The standard error of the part.")


@described
class LeverType:
    """An open input that moves the headline's share: a claim, or a figure of an actor on an issue."""

    actor: ActorType | None = worked("Whose figure it is; null for a claim.")
    issue: IssueType | None = worked("What the figure is on; null for a claim.")
    figure: str | None = worked("position, salience or capability; null for a claim.")
    claim: ClaimType | None = worked("The claim; null for a figure.")
    swing: float = worked(
        "The headline's share where the claim held less that where it failed, or in the upper half of the figure's draws less that "
        "in the lower."
    )
    error: float = worked("The standard error of the swing.")


@described
class NextReadingType:
    """What it would be worth to read up: an unknown cell of the stance table, or an unsure claim."""

    actor: ActorType | None = worked("Whose stance it is; null for a claim.")
    issue: IssueType | None = worked("What the stance is on; null for a claim.")
    lacking: list[str] = worked("The figures that nobody has coded; none for a claim.")
    claim: ClaimType | None = worked("The claim; null for a stance.")
    worth: float = worked("The expected change of the headline's share, up or down, if it were known.")


@described
class RobustnessType:
    """How far the likelier direction of the first two traders carries."""

    giver1: ActorType = worked("Who gives in theatre 1.")
    theatre1: TheatreType = worked("Where giver 1 gives.")
    giver2: ActorType = worked("Who gives in theatre 2.")
    theatre2: TheatreType = worked("Where giver 2 gives.")
    draws: int = worked("How many of the draws were made again with each change; the first ones, 2,000 at most.")
    shares: DirectionSharesType = worked("The shares in these draws.")
    error: float = worked("The standard error of the headline's share in them.")
    left_out: list[LeftOutType] = worked("Everything that the two rest on, left out one by one; what hurts most first.")
    spread: list[SpreadShareType] = worked("Why the draws differ; empty where all say the same.")
    levers: list[LeverType] = worked("The six that move the share most; those that may be chance are left out.")
    next_readings: list[NextReadingType] = worked(
        "The six that are worth most; of cells that nobody has looked at only those of the two."
    )

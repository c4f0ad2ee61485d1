"""The GraphQL types of predictions that are held against agreements."""

import datetime

from linkage.api.leverage.results import worked
from linkage.api.schema.declaration import described
from linkage.api.schema.enums import choice
from linkage.api.schema.nodes import AgreementType, ClaimType, IssueType
from linkage.graph.leverage.backtest import PredictionMethod

choice(PredictionMethod)


@described
class PredictionType:
    """Where a method puts an issue the day before, and how that compares; what is null is unknown."""

    method: PredictionMethod = worked("The method.")
    position: float | None = worked("0 to 100.")
    error: float | None = worked("Scale points from the middle of what was agreed.")
    within: bool | None = worked("Whether it lies within the bounds of what was agreed.")
    hit: bool | None = worked("Whether its direction from the status quo is the one that the issue went.")
    reason: str | None = worked("Why something is unknown.")


@described
class BacktestIssueType:
    """One issue of one agreement, as it looked the day before with what was known by then."""

    agreement: AgreementType = worked("The agreement.")
    eve: datetime.date = worked("The day before it was signed.")
    issue: IssueType = worked("The issue.")
    low: float = worked("The lowest position that the agreement allows.")
    middle: float = worked("The middle of what it allows.")
    high: float = worked("The highest.")
    status_quo: float | None = worked("Where it stood on the ground; null where nobody has coded that.")
    moved: int | None = worked(
        "1 where the agreement moves it up, -1 where down, 0 where not at all; null where unknown."
    )
    comparable: bool = worked("Whether every method names a position.")
    predictions: list[PredictionType] = worked("What each method says.")
    reasons: list[str] = worked("Why something is unknown of it.")
    agreed_claims: list[ClaimType] = worked("Claims that say what was agreed.")
    status_quo_claims: list[ClaimType] = worked("Claims that say where it stood on the ground.")
    claims: list[ClaimType] = worked("Claims that stances of the parties on it lean on.")


@described
class MethodScoreType:
    """How a method did over the cases of which every method names a position."""

    method: PredictionMethod = worked("The method.")
    known: int = worked("Cases, of all, of which it says something.")
    mean_error: float | None = worked("Mean distance in scale points; null where no case is compared.")
    within: int = worked("Predictions within the bounds of what was agreed.")
    directions: int = worked("Cases compared by direction.")
    hits: int = worked("Those whose direction was right.")


@described
class BacktestType:
    """Predictions held against what dated agreements say."""

    agreements: list[AgreementType] = worked("The agreements that were asked.")
    issues: list[BacktestIssueType] = worked("Each issue of each, by day.")
    compared: int = worked("Cases of which every method names a position.")
    unknown: int = worked("Cases of which some method cannot say anything.")
    scores: list[MethodScoreType] = worked("How each method did over the same cases.")
    finding: str = worked("How equal gain did over the cases compared, in a sentence.")
    base_rates: str = worked("What it has to beat, over the same cases; empty where nothing is compared.")
    notes: list[str] = worked("The verdict, and what the figures do not show.")

"""The GraphQL types of packages over several issues, and of what can be said of one in asking for it."""

import datetime

import strawberry

from linkage.api.leverage.results import worked
from linkage.api.schema.declaration import described
from linkage.api.schema.enums import choice
from linkage.api.schema.nodes import ActorType, ClaimType, IssueType, RelationType, TheatreType
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.package_answer import NoAgreementSource

choice(NoAgreementSource)

_GAIN = "In its own salience times scale points, over no agreement; negative is a loss."


@strawberry.input(description="Where an issue is without agreement, in place of its weighted centre.")
class NoAgreementPoint:
    issue: str = strawberry.field(description="The issue's key.")
    position: float = strawberry.field(description="0 to 100.")


@strawberry.input(description="An outcome that an actor accepts nothing beyond: a ceiling or a floor, one of the two.")
class RedLineBound:
    actor: str = strawberry.field(description="The actor's key.")
    issue: str = strawberry.field(description="The issue's key.")
    at_most: float | None = strawberry.field(description="No outcome above this.", default=None)
    at_least: float | None = strawberry.field(description="No outcome below this.", default=None)


@strawberry.input(description="That an issue moves only if another moves, by a scale point or more to either side.")
class NotWithout:
    issue: str = strawberry.field(description="The key of the issue that waits.")
    needs: str = strawberry.field(description="The key of the issue that it waits for.")


@described
class PackageGainType:
    """What an outcome is worth to an actor."""

    actor: ActorType = worked("Whose gain or loss it is.")
    gain: float = worked(_GAIN)
    vetoes: list[ClaimType] = worked("Claims that it can block an outcome on an issue of the package.")
    backed_by: list[RelationType] = worked(
        "For who loses and is no member, relations in which a member backs it: its own client."
    )


@described
class PackageEndType:
    """Where an issue ends."""

    issue: IssueType = worked("The issue.")
    position: float = worked("0 to 100.")


@described
class PackagePointType:
    """What a rule chooses among outcomes by which no member loses."""

    rule: BargainingRule = worked("The rule.")
    ends: list[PackageEndType] = worked("Where each issue ends.")
    gains: list[PackageGainType] = worked("What each member gains.")
    gap: float = worked(
        "By what share of the rule's measure another outcome could be better at most; 0 where the point is exact."
    )


@described
class PackageCornerType:
    """A corner of the Pareto frontier: no other outcome is better for one member and no worse for another."""

    ends: list[PackageEndType] = worked("Where each issue ends.")
    gains: list[PackageGainType] = worked("What each member gains.")
    nobody_loses: bool = worked("Whether no member loses over no agreement.")


@described
class PackageMoveType:
    """What a member gives on an issue."""

    actor: ActorType = worked("Who gives.")
    start: float = worked("Where it stands, 0 to 100.")
    end: float = worked("Where it goes, 0 to 100.")


@described
class PackageIssueType:
    """One issue of a package, by the rule that was asked for. Positions run from 0 to 100."""

    issue: IssueType = worked("The issue.")
    theatre: TheatreType = worked("The theatre asked for that it lies in.")
    centre: float = worked("The weighted centre of all stances.")
    no_agreement: float = worked("Where it is without agreement.")
    no_agreement_from: NoAgreementSource = worked("Where that comes from.")
    no_agreement_claims: list[ClaimType] = worked("Claims that say so, where it is coded as it stood on the ground.")
    low: float = worked("The lowest outcome within reach of the members and within all bounds.")
    high: float = worked("The highest.")
    outcome: float = worked("Where it ends.")
    moves: list[PackageMoveType] = worked("What members give for that; none where it costs nobody a move.")
    claims: list[ClaimType] = worked("Claims that the members' stances on it lean on.")


@described
class PackageWorthType:
    """The worth of linkage to a member: what the package adds over deals by the same rule inside each theatre."""

    actor: ActorType = worked("The member.")
    linked: float = worked("What it gains by the package over all issues.")
    apart: float = worked("What it gains by the deals inside each theatre together.")
    worth: float = worked("The former less the latter.")


@described
class PackageConsentType:
    """Whose consent the outcome by the rule asked for needs, or who would have to be paid for it."""

    actor: ActorType = worked("Whose consent it is.")
    member: bool = worked("Whether it is a member.")
    must_agree: bool = worked("Whether it is a member that moves, or that no agreement binds.")
    moves: list[IssueType] = worked("Issues on which it moves.")
    binds: bool = worked("Whether it gains nothing, so that no agreement is what it would fall back on.")
    vetoes: list[ClaimType] = worked("Claims that it can block an outcome on an issue of the package.")
    gain: float | None = worked("What the outcome is worth to it; null where nothing is known of what it wants.")
    backed_by: list[RelationType] = worked("For who loses and is no member, relations in which a member backs it.")
    price: float | None = worked(
        "The least that would make good its loss where it can block or is a client of a member, in its own salience "
        "times scale points; else null."
    )


@described
class MissingIssueType:
    """An open issue that is left out of a package."""

    issue: IssueType = worked("The issue.")
    actors: list[ActorType] = worked("Members whose stance on it is not known in full.")


@described
class PackageType:
    """What some actors could settle over several issues at once, on the stances as they are coded. It is no forecast."""

    theatres: list[TheatreType] = worked("The theatres that were asked for.")
    as_of: datetime.date = worked("The day that stances are of.")
    known_by: datetime.date = worked("By when they had to be known: the day itself where the lens says no other.")
    hindsight: str | None = worked("What is to be said where that is later than the day; else null.")
    rule: BargainingRule = worked("The rule that was asked for.")
    reason: str | None = worked("Why there is nothing to settle; null where a member gains.")
    notes: list[str] = worked("What a reader has to know of these figures.")
    issues: list[PackageIssueType] = worked("The issues of the package, with where they end by the rule asked for.")
    points: list[PackagePointType] = worked("What each rule chooses.")
    corners: list[PackageCornerType] = worked(
        "Corners of the frontier; of two members from what is best for one to what is best for the other."
    )
    frontier_gap: float = worked(
        "For any outcome a mix of corners leaves no member worse off by more; 0 where they are the whole frontier."
    )
    worth: list[PackageWorthType] = worked("The worth of linkage, by the rule asked for.")
    others: list[PackageGainType] = worked("Who else gains or loses by the rule asked for, the largest loss first.")
    consent: list[PackageConsentType] = worked(
        "Who has to agree, who can block, and who would have to be paid, by the rule asked for; members first."
    )
    missing: list[MissingIssueType] = worked("Open issues that are left out.")
    claims: list[ClaimType] = worked("Claims that any stance on the issues of the package leans on.")

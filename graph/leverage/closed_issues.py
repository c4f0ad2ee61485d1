"""Issues that are not open on a day: those that were settled before, and those that opened only later."""

from dataclasses import dataclass
from datetime import date

from linkage.graph.dates import PartialDate
from linkage.graph.wording import caveats


@dataclass(frozen=True, slots=True)
class IssueLife:
    """
    From when an issue was open, and when and where on its scale it was settled; None where nobody says so.

    `outcome_claims` says whether any claim tells how it was settled, `claims` are those that were known. Where none of
    them was known yet, neither was its end.
    """

    question: str
    theatre: str
    opens: PartialDate | None = None
    closes: PartialDate | None = None
    outcome: float | None = None
    outcome_claims: bool = False
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedIssue:
    """An issue that is not traded, the theatre asked for that it lies in, why, and the claims that tell how it was settled."""

    theatre: str
    reason: str
    claims: tuple[str, ...]


def closed_on(issue: IssueLife, day: date | None) -> ClosedIssue | None:
    """The issue as one that is closed, where its last day lies before *day* or its first one after; on no day none is."""
    if day is None:
        return None
    if issue.closes and issue.closes.last < day and (issue.claims or not issue.outcome_claims):
        reason = caveats.settled(issue.question, issue.closes, issue.outcome, issue.claims)
        return ClosedIssue(issue.theatre, reason, issue.claims)
    if issue.opens and issue.opens.first > day:
        return ClosedIssue(issue.theatre, caveats.unopened(issue.question, issue.opens), ())
    return None

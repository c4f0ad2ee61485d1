"""From what the API knows of issues and stances to the readings that count on the day of a lens."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linkage.graph.dates import PartialDate
from linkage.graph.lens import Lens
from linkage.graph.leverage.carried_stances import carried_reading, standing_codings
from linkage.graph.leverage.closed_issues import ClosedIssue, IssueLife, closed_on
from linkage.graph.leverage.drift import SCALES, Coding, Drift
from linkage.graph.leverage.inputs import StanceClaim, StanceReading
from linkage.graph.leverage.issue_points import GroundPoint, ground_on
from linkage.graph.records import Footing, Range, Support
from linkage.graph.relations.standing import StandingBasis

Json = Mapping[str, Any]


def read_codings(issues: Iterable[Json]) -> Iterator[Coding]:
    """Every stance that anybody coded, with the days that it was coded for."""
    for issue in issues:
        for stance in issue["stances"]:
            start, end = _date(stance["validFrom"]), _date(stance["validTo"])
            yield Coding(
                stance["key"],
                (stance["actor"]["key"], issue["key"]),
                start.first if start else None,
                end.last if end else None,
                *_figures(stance),
            )


@dataclass(frozen=True, slots=True)
class StanceFilter:
    """Which stances count at a lens, and how wide they have become since they were coded."""

    lens: Lens
    carried: Mapping[str, date | None]
    """Keys of the stances that count, each with the last day that it was coded for, None where that is the day."""
    drifts: tuple[Drift, ...]

    @classmethod
    def of(cls, codings: Iterable[Coding], drifts: tuple[Drift, ...], lens: Lens) -> "StanceFilter":
        """On no day every stance counts as it was coded, and so in a lens of what is attested or bridged on its day."""
        codings, day = list(codings), lens.as_of
        if day is None:
            return cls(lens, dict.fromkeys(coding.key for coding in codings), drifts)
        if lens.standing is not StandingBasis.CARRIED:
            return cls(lens, dict.fromkeys(coding.key for coding in codings if coding.covers(day)), drifts)
        return cls(lens, standing_codings(codings, day), drifts)

    def readings(self, issue: str, stances: Iterable[Json]) -> Iterator[StanceReading]:
        """The readings on one issue, those that are carried with wider bounds."""
        for stance in stances:
            if stance["key"] not in self.carried:
                continue
            reading = StanceReading(
                stance["key"],
                stance["actor"]["key"],
                issue,
                *_figures(stance),
                claims=known_claims(stance["claims"], self.lens),
                needs=Support[stance["needs"]],
                against=known_claims(stance["against"], self.lens),
            )
            last, day = self.carried[reading.key], self.lens.as_of
            yield carried_reading(reading, last, day, self.drifts) if last and day else reading


def read_claim(claim: Json, lens: Lens) -> StanceClaim:
    """A claim that a stance leans on; one that was taken back is certain to be wrong."""
    certainty = 0.0 if withdrawn(claim, lens) else claim["certainty"]
    return StanceClaim(claim["key"], certainty, claim["origin"], known_claims(claim["disputedBy"], lens))


def read_closed(issue: Json, theatre: str, lens: Lens) -> ClosedIssue | None:
    """The issue as one that is closed on the day of the lens, by the claims that were known."""
    standing = [claim for claim in issue["outcomeClaims"] if not withdrawn(claim, lens)]
    life = IssueLife(
        question=issue["question"],
        theatre=theatre,
        opens=_date(issue["opens"]),
        closes=_date(issue["closes"]),
        outcome=issue["outcome"],
        outcome_claims=bool(issue["outcomeClaims"]),
        claims=known_claims(standing, lens),
    )
    return closed_on(life, lens.as_of)


def read_ground_point(issue: Json, lens: Lens) -> GroundPoint | None:
    """Where the issue stood on the ground on the day of the lens, by the claims that were known; None on no day."""
    if lens.as_of is None:
        return None
    points = []
    for point in issue["points"]:
        claims = known_claims([claim for claim in point["claims"] if not withdrawn(claim, lens)], lens)
        start = _date(point["validFrom"])
        if claims and Footing[point["footing"]] is Footing.ON_THE_GROUND:
            position = Range(**point["position"])
            points.append(GroundPoint(point["key"], issue["key"], position, start.first if start else None, claims))
    return ground_on(points, lens.as_of)


def withdrawn(claim: Json, lens: Lens) -> bool:
    """Whether the claim had been taken back by the lens's day."""
    if claim["withdrawn"] is None:
        return False
    day = PartialDate.parse(claim["withdrawn"]["on"]).first
    return lens.known_by is None or day <= lens.known_by


def known_claims(claims: Iterable[Json], lens: Lens) -> tuple[str, ...]:
    """Keys of the claims that had been said by the lens's day."""
    by = lens.known_by
    return tuple(sorted({claim["key"] for claim in claims if by is None or claim["knownFrom"] <= str(by)}))


def _figures(stance: Json) -> tuple[Range | None, Range | None, Range | None]:
    """Position, salience and capability."""
    position, salience, capability = (stance[name] and Range(**stance[name]) for name in SCALES)
    return position, salience, capability


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None

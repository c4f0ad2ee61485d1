"""From what the API knows of issues and stances to the readings that count on the day of a lens."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from linkage.graph.dates import PartialDate
from linkage.graph.lens import Lens
from linkage.graph.leverage.carried_stances import StandingCoding, carried_figure, span, standing_codings
from linkage.graph.leverage.closed_issues import ClosedIssue, IssueLife, closed_on
from linkage.graph.leverage.drift import SCALES, Coding, Drift
from linkage.graph.leverage.grounds import THE_CODERS_WORD, Grounds
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


def known_codings(codings: Iterable[Coding], stances: Mapping[str, Json], lens: Lens) -> Iterator[Coding]:
    """The codings, in those of *stances*, by key, without the figures of which too little had been said by the lens's day."""
    for coding in codings:
        stance = stances.get(coding.key)
        position, salience, capability = (
            getattr(coding, figure) if stance is None or _read_grounds(figure, stance, lens) else None
            for figure in SCALES
        )
        yield replace(coding, position=position, salience=salience, capability=capability)


@dataclass(frozen=True, slots=True)
class StanceFilter:
    """Which stances count at a lens, and how wide they have become since they were coded."""

    lens: Lens
    standing: Mapping[str, StandingCoding]
    """The stances that count, by key."""
    drifts: tuple[Drift, ...]

    @classmethod
    def of(cls, codings: Iterable[Coding], drifts: tuple[Drift, ...], lens: Lens) -> "StanceFilter":
        """
        On no day every stance counts as it was coded, and so in a lens of what is attested or bridged on its day.

        Nobody knows a stance before the days that it is coded for begin, whether it rests on claims or on the coder's word.
        """
        day, by = lens.as_of, lens.known_by
        codings = [coding for coding in codings if by is None or coding.first is None or coding.first <= by]
        if day is not None and lens.standing is StandingBasis.CARRIED:
            return cls(lens, standing_codings(codings, day), drifts)
        counted = (coding for coding in codings if day is None or coding.covers(day))
        return cls(lens, {coding.key: StandingCoding(None) for coding in counted}, drifts)

    def readings(self, issue: str, stances: Iterable[Json]) -> Iterator[StanceReading]:
        """The readings on one issue; what is carried has wider bounds, and a figure without anything said for it is none."""
        by_key = {stance["key"]: stance for stance in stances}
        for key, stance in by_key.items():
            standing = self.standing.get(key)
            if standing is None:
                continue
            position, salience, capability = (self._figure(figure, by_key, key, standing) for figure in SCALES)
            days = [figure.last for figure in (position, salience, capability) if figure.last]
            yield StanceReading(
                key,
                stance["actor"]["key"],
                issue,
                position.bounds,
                salience.bounds,
                capability.bounds,
                position.grounds,
                salience.grounds,
                capability.grounds,
                min(days, default=standing.last),
            )

    def _figure(self, figure: str, stances: Mapping[str, Json], key: str, standing: StandingCoding) -> "_Figure":
        """One figure of a stance that counts, from where it is coded or from the codings before."""
        donors, last = [stances[key]], standing.last
        if earlier := standing.filled.get(figure):
            donors, last = [stances[coding.key] for coding in earlier if coding.key in stances], earlier[0].last
        known = [
            (Range(**stance[figure]), grounds)
            for stance in donors
            if stance[figure]
            if (grounds := _read_grounds(figure, stance, self.lens))
        ]
        if not known:
            return _Figure(None, THE_CODERS_WORD, None)
        bounds, grounds = span([each for each, _ in known]), known[0][1]
        day = self.lens.as_of
        carried = carried_figure(figure, bounds, last, day, self.drifts) if last and day else bounds
        return _Figure(carried, grounds, last)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure as it counts on the day, what it rests on, and the last day that it was coded for where that lies before."""

    bounds: Range | None
    grounds: Grounds
    last: date | None


def _read_grounds(figure: str, stance: Json, lens: Lens) -> Grounds | None:
    """What a figure rests on by the lens's day; None where too little had been said of it."""
    named, needs, against = (stance[_name(figure, ground)] for ground in ("claims", "needs", "against"))
    claims = known_claims(named, lens)
    enough = len(claims) == len(named) if needs == Support.ALL.name else claims or not named
    return Grounds(claims, Support[needs], known_claims(against, lens)) if enough else None


def stance_claims(stance: Json) -> Iterator[Json]:
    """Every claim that bears on a figure of a stance."""
    for figure in SCALES:
        for side in ("claims", "against"):
            yield from stance[_name(figure, side)]


def _name(figure: str, ground: str) -> str:
    """What a ground of a figure is called in an answer; those of the position have no other name before theirs."""
    return ground if figure == "position" else f"{figure}{ground.capitalize()}"


def read_claim(claim: Json, lens: Lens) -> StanceClaim:
    """A claim that a stance leans on; one that was taken back is certain to be wrong."""
    certainty = 0.0 if withdrawn(claim, lens) else claim["certainty"]
    return StanceClaim(
        claim["key"],
        certainty,
        claim["voice"],
        known_claims(claim["disputedBy"], lens),
        document=claim["document"]["key"],
        speakers=tuple(speaker["key"] for speaker in claim["speakers"]),
    )


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

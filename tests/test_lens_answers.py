"""What a lens shows is what the text says at one point of the two clocks, judged claim by claim."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.graph import families, records
from linkage.graph.relations.derivation import Evidence, Finding, RelationStatus, judge
from linkage.graph.relations.versions import Version
from tests.routes import SMALL, Routes
from tests.told.narrowing import BASES
from tests.told.text import Text

TEXT = Text(SMALL)
KEPT = """
query Kept($lens: LensInput!) {
  relations(lens: $lens, first: 200) {
    totalCount
    nodes {
      subject { key } object { key } family theatre { key } dated validFrom validTo knownFrom knownTo
      status certainty origins issues { key } claims(first: 40) { nodes { id } }
    }
  }
}
"""
SUBGRAPH = """
query Kept($lens: LensInput!) {
  subgraph(lens: $lens) { totalCount undated actors { key } relations { id subject { key } object { key } } }
  relations(lens: $lens, first: 1000) { nodes { id } }
}
"""
CLAIMS = "query Kept($lens: LensInput!) { claims(lens: $lens, first: 1000) { totalCount nodes { key } } }"
Told = dict[tuple[str, str | None], Finding]
"""Findings by pair and theatre."""


@dataclass(frozen=True)
class Point:
    """A lens with a day for each clock."""

    held: date
    known: date
    rest: Mapping[str, Any]

    @property
    def lens(self) -> dict[str, Any]:
        return {"asOf": str(self.held), "knownBy": str(self.known), "standing": "ATTESTED", **self.rest}


def _borders() -> list[date]:
    """The days on which something begins or ends, with the day before."""
    days: set[date | None] = set()
    for claim in TEXT.claims:
        held = (claim.held.first, claim.held.last and claim.held.last + timedelta(days=1)) if claim.held else ()
        days |= {*held, TEXT.known_from(claim), claim.withdrawn.on.first if claim.withdrawn else None}
    found = {day for day in days if day}
    return sorted(found | {day - timedelta(days=1) for day in found})


DAYS = st.sampled_from(_borders())
REST = st.fixed_dictionaries(
    {},
    optional={
        "theatres": st.lists(st.sampled_from(["bay", "quay", "pier", "ridge"]), max_size=2),
        "issues": st.lists(st.sampled_from(["quay-toll", "bay-fleet", "ridge-line"]), max_size=2),
        "minCertainty": st.sampled_from([0.0, 0.3, 0.5, 0.7, 0.85, 1.0]),
        "disputed": st.sampled_from(["INCLUDE", "EXCLUDE", "ONLY"]),
    },
)
POINTS = st.builds(Point, DAYS, DAYS, REST)
ROLLED_UP = st.builds(lambda held, known: Point(held, known, {"rollUp": True}), DAYS, DAYS)
often = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@often
@given(POINTS)
def test_relations_at_a_point_are_the_claims_that_count_there(both: Routes, point: Point) -> None:
    shown = _told(both.data(KEPT, lens=point.lens)["relations"]["nodes"])

    assert shown == _narrowed(_judged(point, dated=True), point.rest)


@often
@given(DAYS, DAYS, st.sampled_from(BASES), st.booleans())
def test_ties_stand_at_a_point_as_is_derived_from_their_claims(
    both: Routes, held: date, known: date, standing: str, rolled_up: bool
) -> None:
    lens = {"asOf": str(held), "knownBy": str(known), "standing": standing, "rollUp": rolled_up}

    assert _told(both.data(KEPT, lens=lens)["relations"]["nodes"]) == {
        (pair, theatre or None): _on(version, held)
        for pair, theatre, version, layer in TEXT.versions
        if layer != ("DIRECT" if rolled_up else "ROLLED")
        and version.dated
        and version.known_from <= known <= (version.known_to or known)
        and (version.valid_from or held) <= held <= (version.valid_to or held)
        and BASES.index(version.basis.name) <= BASES.index(standing)
    }


def _on(version: Version, held: date) -> Finding:
    """What is found of a tie, as sure as it is on a day."""
    claims = tuple(sorted(version.finding.claims))
    certainty = version.stretch.certainty(held.toordinal())
    return replace(version.finding, claims=claims, certainty=pytest.approx(certainty, abs=1e-6))


@often
@given(POINTS)
def test_versions_of_all_days_hold_on_each_day_what_a_lens_on_it_shows(both: Routes, point: Point) -> None:
    lens = {"knownBy": str(point.known), **point.rest}
    nodes = both.data(KEPT, lens=lens)["relations"]["nodes"]
    day = str(point.held)

    covering = [
        node for node in nodes if node["dated"] and (node["validFrom"] or day) <= day <= (node["validTo"] or day)
    ]

    assert _told(covering) == _narrowed(_judged(point, dated=True), point.rest)
    assert _told([node for node in nodes if not node["dated"]]) == _narrowed(_judged(point, dated=False), point.rest)


@often
@given(ROLLED_UP)
def test_relations_rolled_up_are_the_claims_of_those_who_act_for_their_ends(both: Routes, point: Point) -> None:
    shown = _told(both.data(KEPT, lens=point.lens)["relations"]["nodes"])

    assert shown == _judged(point, dated=True)


def test_what_two_parts_of_one_actor_do_to_each_other_is_no_relation_rolled_up(both: Routes) -> None:
    within = Point(date(2020, 6, 1), date(2020, 6, 1), {"theatres": ["bay"]})
    pair = ("BACKS|birch|dune-council", "bay")

    direct, rolled = (
        _told(both.data(KEPT, lens={**within.lens, "rollUp": up})["relations"]["nodes"]) for up in (False, True)
    )

    assert (pair in direct, pair in rolled) == (True, False)


def test_acts_count_for_the_actor_itself_as_long_as_no_office_of_it_is_known(both: Routes) -> None:
    def backers(known: str) -> set[str]:
        lens = {"asOf": "2020-08-06", "knownBy": known, "theatres": ["ridge"], "rollUp": True, "standing": "ATTESTED"}
        told = _told(both.data(KEPT, lens=lens)["relations"]["nodes"])
        return {pair.split("|")[1] for pair, _ in told if pair.startswith("BACKS") and pair.endswith("|twin-west")}

    assert [backers(day) for day in ("2020-10-01", "2020-12-01", "2020-12-20")] == [
        {"birch", "twin-east"},
        {"birch", "cedar-front"},
        {"birch", "twin-east"},
    ]


@often
@given(POINTS)
def test_a_subgraph_holds_the_relations_of_its_lens_their_ends_and_the_count_of_undated_ones(
    both: Routes, point: Point
) -> None:
    data = both.data(SUBGRAPH, lens=point.lens)
    graph, listed = data["subgraph"], data["relations"]["nodes"]

    ends = {relation[end]["key"] for relation in graph["relations"] for end in ("subject", "object")}
    assert {relation["id"] for relation in graph["relations"]} == {relation["id"] for relation in listed}
    assert {actor["key"] for actor in graph["actors"]} == ends
    assert len(graph["actors"]) == len(ends)
    assert graph["totalCount"] == len(listed)
    assert graph["undated"] == len(_narrowed(_judged(point, dated=False), point.rest))


@often
@given(POINTS)
def test_claims_at_a_point_are_those_that_held_had_been_said_and_not_been_taken_back(
    both: Routes, point: Point
) -> None:
    shown = both.data(CLAIMS, lens=point.lens)["claims"]

    kept = {claim.key for claim in TEXT.claims if _shown(claim, point)}
    assert {claim["key"] for claim in shown["nodes"]} == kept
    assert shown["totalCount"] == len(kept)


def test_on_every_border_claims_are_those_that_had_been_said_and_not_yet_taken_back(both: Routes) -> None:
    for day in _borders():
        shown = both.data(CLAIMS, lens={"knownBy": str(day)})["claims"]["nodes"]

        assert {claim["key"] for claim in shown} == {claim.key for claim in TEXT.claims if _known(claim, day)}


def _shown(claim: records.Claim, point: Point) -> bool:
    theatres, issues = point.rest.get("theatres"), point.rest.get("issues")
    disputed = claim.hedge is records.Hedge.DENIED or any(
        _known(other, point.known) for other in TEXT.claims if claim.key in other.disputes
    )
    return (
        _holds(claim, point.held)
        and _known(claim, point.known)
        and (not theatres or bool(TEXT.inner(theatres) & set(claim.theatres)))
        and (not issues or claim.issue in issues)
        and claim.certainty >= point.rest.get("minCertainty", 0)
        and {"INCLUDE": True, "EXCLUDE": not disputed, "ONLY": disputed}[point.rest.get("disputed", "INCLUDE")]
    )


def _told(nodes: list[dict[str, Any]]) -> Told:
    told = {
        (
            "|".join([node["family"], node["subject"]["key"], node["object"]["key"]]),
            node["theatre"] and node["theatre"]["key"],
        ): Finding(
            status=RelationStatus[node["status"]],
            certainty=node["certainty"],
            origins=node["origins"],
            claims=tuple(sorted(claim["id"] for claim in node["claims"]["nodes"])),
            issues=tuple(issue["key"] for issue in node["issues"]),
        )
        for node in nodes
    }
    assert len(told) == len(nodes), "two versions of one relation at one point"
    return told


def _judged(point: Point, *, dated: bool) -> Told:
    """The finding for each pair and theatre, from the claims that count at this point and nothing else."""
    counted: dict[tuple[str, str | None], list[Evidence]] = {}
    for claim in TEXT.claims:
        if not (_known(claim, point.known) and (_holds(claim, point.held) if dated else claim.held is None)):
            continue
        for pair in _pairs(claim, point):
            for theatre in claim.theatres or [None]:
                counted.setdefault((pair, theatre), []).append(TEXT.evidence(claim))
    found = {key: judge(evidence, point.known.toordinal()) for key, evidence in counted.items()}
    return {key: finding for key, finding in found.items() if finding}


def _known(claim: records.Claim, day: date) -> bool:
    return TEXT.known_from(claim) <= day and (claim.withdrawn is None or day < claim.withdrawn.on.first)


def _holds(claim: records.Claim, day: date) -> bool:
    return claim.held is not None and (claim.held.first or day) <= day <= (claim.held.last or day)


def _days(claim: records.Claim) -> range:
    assert claim.held is not None
    return range((claim.held.first or date.min).toordinal(), (claim.held.last or date.max).toordinal() + 1)


def _pairs(claim: records.Claim, point: Point) -> set[str]:
    """The pairs that a claim speaks of: of the actors it names, or of those for whom they act."""
    pair = TEXT.pair(claim)
    if pair is None:
        return set()
    if not point.rest.get("rollUp"):
        return {pair}
    family, subject, object_ = pair.split("|")
    ends = [
        (above, below)
        for above in _principals(subject, claim, point)
        for below in _principals(object_, claim, point)
        if above != below
    ]
    channel = family == families.Family.NEGOTIATES_WITH.name
    return {"|".join([family, *(sorted(pair) if channel else pair)]) for pair in ends}


def _principals(actor: str, claim: records.Claim, point: Point) -> set[str]:
    """For whom an actor acts at this point; a claim without a date follows only what holds always."""
    above = set(TEXT.wholes(actor))
    for office in TEXT.claims:
        if (
            TEXT.records[records.RelationKind][office.kind].membership
            and office.hedge is not records.Hedge.DENIED
            and TEXT.stays[office.subject] == actor
            and claim.held is not None
            and point.held.toordinal() in TEXT.carried(office, _days(office))
            and _known(office, point.known)
        ):
            assert office.object is not None
            above.add(TEXT.stays[office.object.key])
    return {top for one in above for top in _principals(one, claim, point)} or {actor}


def _narrowed(told: Told, rest: Mapping[str, Any]) -> Told:
    """What the other parts of a lens leave."""
    theatres, issues = rest.get("theatres"), set(rest.get("issues", []))
    inner = TEXT.inner(theatres) if theatres else set()
    disputed = rest.get("disputed", "INCLUDE")

    def kept(theatre: str | None, finding: Finding) -> bool:
        return (
            (not theatres or theatre in inner)
            and (not issues or bool(issues & set(finding.issues)))
            and finding.certainty >= rest.get("minCertainty", 0)
            and (
                disputed == "INCLUDE"
                or (finding.status in (RelationStatus.DISPUTED, RelationStatus.DENIED)) is (disputed == "ONLY")
            )
        )

    return {key: finding for key, finding in told.items() if kept(key[1], finding)}

"""Changes between lenses drawn by chance, against the definition over derived versions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.graph.records import Course, Hedge
from linkage.graph.relations.changes import BearingClaim, Bearings, ChangeWindow, Dispute, TieVersion, settle
from linkage.graph.relations.standing import Ending, StandingBasis
from linkage.graph.relations.turns import ShownRelation, find_turns
from linkage.graph.store.connection import Connection
from linkage.graph.wording.relations import GONE
from tests import courses, plain
from tests.asking import Ask, asking
from tests.test_diff import DIFF, KINDS, changes
from tests.village import write

COME = ("begun", "attested")
CHANCE = courses.drawn(7)
CLAIMS = {claim["key"]: claim for claim in CHANCE["claims"]}
TOLD = plain.relations(CHANCE, courses.HALF_LIVES)

days = st.none() | st.dates(date(2019, 12, 30), date(2020, 7, 20))
lenses = st.tuples(days, days)
Lens = tuple[date | None, date | None]


@pytest.fixture(scope="module")
def ask(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(database, write(tmp_path_factory.mktemp("chance"), CHANCE, half_lives=courses.HALF_LIVES)) as asked:
        yield asked


def lens_input(lens: Lens) -> dict[str, str]:
    as_of, known_by = lens
    return {name: str(day) for name, day in (("asOf", as_of), ("knownBy", known_by)) if day}


def plainly(before: Lens, after: Lens) -> dict[str, dict[plain.Key, set[str]]]:
    """The definition, over derived versions."""
    old, new = (_by_key(plain.shown(TOLD, *lens)) for lens in (before, after))
    expected: dict[str, dict[plain.Key, set[str]]] = {kind: {} for kind in KINDS}
    for tie in {*old, *new}:
        was, now = _claims(old[tie]), _claims(new[tie])
        stood, stands = (any(r.status != "DENIED" for r in side[tie]) for side in (old, new))
        contested = [any(r.status in ("DISPUTED", "DENIED") for r in side[tie]) for side in (old, new)]
        if _turned(tie, old, new):
            if stands:
                expected["flipped"][tie] = now - was
        elif stands and not stood:
            beginnings = _beginnings(tie, before[0], after)
            expected["begun" if beginnings else "attested"][tie] = beginnings or now - was
        elif stood and not stands:
            kind, ending = _ending(tie, before[0], after)
            expected[kind][tie] = {ending} if ending else was - now
        elif contested == [False, True]:
            disputing = _disputing(now, after[1]) - _disputing(was, before[1])
            expected["disputed"][tie] = (now - was) | disputing | (_acts(new[tie]) - _acts(old[tie]))
    return expected


def _line(tie: plain.Key, known_by: date | None) -> list[plain.Relation]:
    """How a tie stands along all days, by what was known, the first days first."""
    versions = [r for r in TOLD if r.key == tie and r.version.dated and r.status != "DENIED" and r.known(known_by)]
    return sorted(versions, key=lambda relation: relation.version.stretch.days)


def _beginnings(tie: plain.Key, earlier: date | None, after: Lens) -> set[str]:
    """The claims that say of a day after *earlier*, until the later day, that the tie began on it."""
    later, known_by = after
    if earlier is None or later is None:
        return set()
    claims = {
        claim
        for relation in _line(tie, known_by)
        if relation.version.basis is StandingBasis.ATTESTED
        for claim in relation.version.finding.claims
    }
    return {claim for claim in claims if _begins(CLAIMS[claim]) and earlier < _first(CLAIMS[claim]) <= later}


def _begins(claim: dict[str, Any]) -> bool:
    state = plain.kind_of(claim, CHANCE)["aspect"] == "state"
    course = claim.get("course", "goes-on" if state else "whole")
    return claim["hedge"] != "denied" and "held" in claim and (course == "begins" or (course == "whole" and state))


def _first(claim: dict[str, Any]) -> date:
    return date.fromisoformat(claim["held"].split("/")[0])


def _ending(tie: plain.Key, earlier: date | None, after: Lens) -> tuple[str, str | None]:
    """What the last that ended the tie from *earlier* until before the later day is, and the claim that says so."""
    later, known_by = after
    last: tuple[str, str | None] = "faded", None
    for relation in _line(tie, known_by) if earlier and later else ():
        stretch, day = relation.version.stretch, relation.version.valid_to
        if earlier and later and stretch.ending and day and earlier <= day < later:
            last = ("faded", None) if stretch.ending is Ending.FADED else (stretch.ending.value, stretch.ended_by)
    return last


def _acts(relations: list[plain.Relation]) -> set[str]:
    return {act for relation in relations for act in relation.version.stretch.contested}


def _by_key(found: list[plain.Relation]) -> defaultdict[plain.Key, list[plain.Relation]]:
    groups: defaultdict[plain.Key, list[plain.Relation]] = defaultdict(list)
    for relation in found:
        groups[relation.key].append(relation)
    return groups


def _claims(found: list[plain.Relation]) -> set[str]:
    return {told for relation in found for told in relation.version.finding.claims}


def _disputing(claims: set[str], known_by: date | None) -> set[str]:
    return {
        other["key"]
        for other in CHANCE["claims"]
        if claims & set(other.get("disputes", ())) and plain.counts(other, known_by)
    }


def _turned(one: plain.Key, old: dict[plain.Key, Any], new: dict[plain.Key, Any]) -> bool:
    def signs(side: dict[plain.Key, list[plain.Relation]]) -> set[str]:
        pair = [(family, *one[1:]) for family in ("BACKS", "OPPOSES")]
        return {r.key[0] for each in pair for r in side.get(each, ()) if r.status != "DENIED"}

    was, now = signs(old), signs(new)
    return one[0] != "NEGOTIATES_WITH" and len(was) == len(now) == 1 and was != now


# Without a database

SHOWN = {f"r{number}": relation for number, relation in enumerate(TOLD)}
"""Every version by the place that it has in no store."""


def shown_by(lens: Lens) -> list[ShownRelation]:
    return [
        ShownRelation(
            place,
            f"{place:0>6}",
            "|".join(relation.key[:3]),
            relation.key[3],
            relation.version.finding.status,
            str(relation.version.valid_from or "0001-01-01") if relation.version.dated else "0001-01-01",
        )
        for place, relation in SHOWN.items()
        if relation.shown(*lens)
    ]


def bearings(before: Lens, after: Lens) -> Bearings:
    """What bears on every version."""
    disputing = [claim for claim in CHANCE["claims"] if claim.get("disputes") and plain.counts(claim, after[1])]
    return Bearings(
        {place: relation.version.finding.claims for place, relation in SHOWN.items()},
        {place: relation.version.stretch.contested for place, relation in SHOWN.items()},
        {place: [_version(other) for other in _line(relation.key, after[1])] for place, relation in SHOWN.items()},
        {key: _bearing(claim) for key, claim in CLAIMS.items()},
        [Dispute(claim["key"], frozenset(claim["disputes"]), plain.counts(claim, before[1])) for claim in disputing],
    )


def _version(relation: plain.Relation) -> TieVersion:
    version, stretch = relation.version, relation.version.stretch
    claims = version.finding.claims
    return TieVersion(version.valid_from, version.valid_to, version.basis, stretch.ending, stretch.ended_by, claims)


def _bearing(claim: dict[str, Any]) -> BearingClaim:
    state = plain.kind_of(claim, CHANCE)["aspect"] == "state"
    course = Course(claim.get("course", "goes-on" if state else "whole"))
    return BearingClaim(_first(claim) if "held" in claim else None, Hedge(claim["hedge"]), course, state)


def settled(before: Lens, after: Lens) -> dict[str, dict[plain.Key, set[str]]]:
    """What the rule makes of the two lenses, as the answer of the API is compared."""
    turns = find_turns(shown_by(before), shown_by(after))
    found: dict[str, dict[plain.Key, set[str]]] = {kind: {} for kind in KINDS}
    for change in settle(turns, bearings(before, after), ChangeWindow(before[0], after[0])):
        found[change.kind.value][SHOWN[change.turn.relation.place].key] = set(change.claims)
    return found


@settings(max_examples=150, deadline=None)
@given(before=lenses, after=lenses)
def test_whatever_the_lenses_changes_are_what_the_derived_versions_say(before: Lens, after: Lens) -> None:
    assert settled(before, after) == plainly(before, after)


@settings(max_examples=80, deadline=None)
@given(before=lenses, after=lenses)
def test_there_and_back_again_what_came_goes(before: Lens, after: Lens) -> None:
    there, back = settled(before, after), settled(after, before)

    for way, other in ((there, back), (back, there)):
        assert {tie for kind in COME for tie in way[kind]} == {tie for kind in GONE for tie in other[kind]}
    assert {tie[1:] for tie in there["flipped"]} == {tie[1:] for tie in back["flipped"]}


@settings(max_examples=40, deadline=None)
@given(before=lenses, after=lenses)
def test_changes_come_in_the_order_of_their_pairs_and_say_what_was_before(before: Lens, after: Lens) -> None:
    turns = find_turns(shown_by(before), shown_by(after))

    pairs = [(turn.relation.pair, turn.relation.theatre or "") for turn in turns]
    assert pairs == sorted(pairs)
    for turn in turns:
        sides = (turn.olds, turn.news)
        assert all(side == sorted(side, key=lambda relation: relation.since) for side in sides)
        assert turn.before in [*turn.olds, None] or turn.kind.value == "flipped"
        assert turn.relation in (turn.olds if turn.kind.value == "faded" else turn.news)


# Against a database


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lenses, after=lenses)
def test_the_api_reads_what_the_rule_needs(ask: Ask, before: Lens, after: Lens) -> None:
    found = changes(ask(DIFF, **{"from": lens_input(before), "to": lens_input(after)}))

    assert found == plainly(before, after)


def test_chance_has_drawn_every_kind_of_change() -> None:
    days_ = [date(2020, month, 10) for month in range(1, 8)]
    drawn = {
        kind for pair in product(days_, days_) for kind, ties in plainly(*((day, None) for day in pair)).items() if ties
    }

    assert drawn == set(KINDS)

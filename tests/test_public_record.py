"""The shipped data set held against the public record: who stood with whom at the middle of each month of two years."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest

from linkage.graph.ids import global_id
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.relations.versions import Version
from tests.public_record import MONTHS, NEVER, STANDING, TURNS, Tie, Turn
from tests.told.text import Text

TEXT = Text("syria-libya")
KEYS = set(TEXT.stays.values())
JUNE = date(2020, 6, 15)
NARROWER = {
    # Haftar turned the government down from 2016 on, and his forces fought its own in the south from January 2019 on.
    # With the march on Tripoli begins the war.
    TURNS[0]: "at-war-with",
    # Haftar's side charged Turkey in 2014 and in May 2019. With the order to attack what is Turkish begins a lasting stand.
    TURNS[8]: "opposes",
}
"""The kind of claim that tells what begins, where others of its family tell of single acts or of words before it."""


Versions = dict[str, list[tuple[str, Version]]]
"""What stands between pairs by all that is known, with the theatre."""


@pytest.fixture(scope="module")
def versions() -> Versions:
    found: Versions = defaultdict(list)
    for pair, theatre, version, layer in TEXT.versions:
        denied = version.finding.status is RelationStatus.DENIED
        if layer != "ROLLED" and version.dated and version.known_to is None and not denied:
            found[pair].append((theatre, version))
    return found


def standing(versions: Versions, tie: Tie, day: date) -> list[Version]:
    """The versions of a tie, under any of its names, that stand on a day."""
    within = TEXT.inner([tie.theatre])
    pairs = {"|".join([tie.family, *_ends(tie, subject, about)]) for subject in tie.subjects for about in tie.objects}
    return [
        version
        for pair in pairs
        for theatre, version in versions.get(pair, ())
        if theatre in within and (version.valid_from or day) <= day <= (version.valid_to or day)
    ]


def _ends(tie: Tie, subject: str, about: str) -> list[str]:
    return sorted([subject, about]) if tie.family == "NEGOTIATES_WITH" else [subject, about]


@pytest.mark.parametrize("tie", [*STANDING, *NEVER, *(turn.tie for turn in TURNS)], ids=str)
def test_the_record_speaks_of_actors_that_the_data_set_knows(tie: Tie) -> None:
    assert {*tie.subjects, *tie.objects} <= KEYS


def test_the_ties_that_nobody_doubts_stand_in_nearly_every_month(versions: Versions) -> None:
    cells = [standing(versions, tie, day) for tie in STANDING for day in MONTHS]
    unreported = [cell for cell in cells if all(version.basis is not StandingBasis.ATTESTED for version in cell)]

    # Days before the first report of a tie are what is missing.
    assert sum(map(bool, cells)) / len(cells) >= 0.95
    # Most of what no claim tells of the very day is told by the reports around it.
    assert len(unreported) > len(cells) / 3
    assert sum(map(bool, unreported)) / len(unreported) >= 0.9


@pytest.mark.parametrize("tie", NEVER, ids=str)
def test_what_nobody_would_claim_stands_on_no_day(versions: Versions, tie: Tie) -> None:
    assert [day for day in MONTHS if standing(versions, tie, day)] == []


@pytest.mark.parametrize("turn", [turn for turn in TURNS if turn.begins], ids=str)
def test_a_tie_that_begins_stands_on_no_month_before_the_one_it_begins_in(versions: Versions, turn: Turn) -> None:
    assert turn.begins is not None
    days = [day for day in MONTHS if any(map(_tells(turn), standing(versions, turn.tie, day)))]

    assert not days or (turn.begins - days[0]).days <= 31


@pytest.mark.parametrize("turn", NARROWER, ids=str)
def test_what_begins_in_a_tie_that_was_there_before_is_told_within_a_month_of_its_day(
    versions: Versions, turn: Turn
) -> None:
    assert turn.begins is not None
    days = [day for day in MONTHS if any(map(_tells(turn), standing(versions, turn.tie, day)))]

    assert abs((days[0] - turn.begins).days) <= 31


def _tells(turn: Turn) -> Callable[[Version], bool]:
    """Whether a version rests on a claim that tells what begins with the turn."""
    kind = NARROWER.get(turn)
    ids = {global_id("Claim", claim.id) for claim in TEXT.claims if claim.kind == kind}
    return lambda version: kind is None or not ids.isdisjoint(version.finding.claims)


@pytest.mark.parametrize(
    "tie",
    [tie for tie in STANDING if (tie.subjects[0], tie.family) in {
        ("turkey", "BACKS"), ("russia", "BACKS"), ("iran", "BACKS"), ("egypt", "BACKS"), ("uae", "BACKS")
    } and tie.objects[0] != "sna"],
    ids=str,
)  # fmt: skip
def test_the_backers_of_all_sides_stand_in_the_middle_of_june_2020(versions: Versions, tie: Tie) -> None:
    assert standing(versions, tie, JUNE)


def test_nothing_stands_before_its_first_report_or_past_its_bound() -> None:
    for pair, theatre, version, _ in TEXT.versions:
        last = version.stretch.last
        if last is not None:
            start, until = version.stretch.days
            assert last < start or version.stretch.half_life and last == start, (pair, theatre)
            following = version.stretch.following
            assert until - 1 - last <= 3 * version.stretch.half_life or following is not None, (pair, theatre)

"""The shipped data set held against the public record: who stood with whom at the middle of each month of two years."""

from collections.abc import Iterator
from datetime import date

import pytest

from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.relations.versions import Version
from tests.public_record import MONTHS, NEVER, STANDING, TURNS, Tie, Turn
from tests.told.text import Text

TEXT = Text("syria-libya")
KEYS = set(TEXT.stays.values())
JUNE = date(2020, 6, 15)


def standing(tie: Tie, day: date) -> Iterator[Version]:
    """The versions of a tie, under any of its names, that stand on a day by all that is known."""
    within = TEXT.inner([tie.theatre])
    pairs = {"|".join([tie.family, *_ends(tie, subject, about)]) for subject in tie.subjects for about in tie.objects}
    for pair, theatre, version, layer in TEXT.versions:
        if (
            pair in pairs and theatre in within and layer != "ROLLED" and version.dated and version.known_to is None
            and version.finding.status is not RelationStatus.DENIED
            and (version.valid_from or day) <= day <= (version.valid_to or day)
        ):  # fmt: skip
            yield version


def _ends(tie: Tie, subject: str, about: str) -> list[str]:
    return sorted([subject, about]) if tie.family == "NEGOTIATES_WITH" else [subject, about]


@pytest.mark.parametrize("tie", [*STANDING, *NEVER, *(turn.tie for turn in TURNS)], ids=str)
def test_the_record_speaks_of_actors_that_the_data_set_knows(tie: Tie) -> None:
    assert {*tie.subjects, *tie.objects} <= KEYS


def test_what_the_claims_tell_of_the_ties_that_nobody_doubts_stands_on_most_days_after_it() -> None:
    cells = [(tie, day, list(standing(tie, day))) for tie in STANDING for day in MONTHS]
    right = [versions for _, _, versions in cells if versions]
    attested = [versions for versions in right if any(v.basis is StandingBasis.ATTESTED for v in versions)]

    # Ties of which the data set has no claim yet, and days before the first claim, are what is missing.
    assert len(right) / len(cells) >= 0.39
    assert len(right) >= 2.5 * len(attested)


@pytest.mark.parametrize("tie", NEVER, ids=str)
def test_what_nobody_would_claim_stands_on_no_day(tie: Tie) -> None:
    assert [day for day in MONTHS if list(standing(tie, day))] == []


@pytest.mark.parametrize("turn", [turn for turn in TURNS if turn.begins], ids=str)
def test_a_tie_that_begins_stands_on_no_month_before_the_one_it_begins_in(turn: Turn) -> None:
    assert turn.begins is not None
    days = [day for day in MONTHS if list(standing(turn.tie, day))]

    assert not days or (turn.begins - days[0]).days <= 31


@pytest.mark.parametrize(
    "tie",
    [tie for tie in STANDING if (tie.subjects[0], tie.family) in {
        ("turkey", "BACKS"), ("russia", "BACKS"), ("iran", "BACKS"), ("egypt", "BACKS"), ("uae", "BACKS")
    } and tie.objects[0] != "sna"],
    ids=str,
)  # fmt: skip
def test_the_backers_of_all_sides_stand_in_the_middle_of_june_2020(tie: Tie) -> None:
    assert list(standing(tie, JUNE))


def test_nothing_stands_before_its_first_report_or_past_its_bound() -> None:
    for pair, theatre, version, _ in TEXT.versions:
        last = version.stretch.last
        if last is not None:
            start, until = version.stretch.days
            assert last < start or version.stretch.half_life and last == start, (pair, theatre)
            following = version.stretch.following
            assert until - 1 - last <= 3 * version.stretch.half_life or following is not None, (pair, theatre)

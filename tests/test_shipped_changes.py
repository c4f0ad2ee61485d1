"""What changed over months of the shipped data set: nothing began or ended but by a claim that says so."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from linkage.graph.dates import PartialDate
from linkage.graph.store.connection import Connection
from linkage.graph.wording.relations import CHANGES
from tests.asking import asking_stored

SPANS = [
    (date(2020, 1, 16), date(2020, 9, 16)),
    (date(2019, 1, 15), date(2020, 3, 6)),
    (date(2019, 4, 15), date(2019, 6, 15)),
    (date(2020, 3, 3), date(2020, 3, 9)),
    (date(2020, 9, 16), date(2022, 9, 16)),
]
DIFF = f"""query ($from: LensInput!, $to: LensInput!) {{
  diff(from: $from, to: $to) {{ totalCount {" ".join(f"{kind} {{ ...change }}" for kind in CHANGES)} }}
}}
fragment change on Change {{
  relation {{ family subject {{ key }} object {{ key }} theatre {{ key }} }}
  claims {{ key hedge course validFrom validTo kind {{ aspect family ends }} }}
}}"""

Change = dict[str, Any]
Changes = dict[str, list[Change]]


@pytest.fixture(scope="module")
def changes(shipped: Connection) -> Iterator[dict[tuple[date, date], Changes]]:
    """What changed over each span, by kind."""

    def over(span: tuple[date, date]) -> Changes:
        answer = ask(DIFF, **{side: {"asOf": str(day)} for side, day in zip(("from", "to"), span, strict=True)})
        assert "errors" not in answer, answer
        diff: Changes = answer["data"]["diff"]
        assert diff.pop("totalCount") == sum(map(len, diff.values()))
        return diff

    with asking_stored(shipped) as ask:
        yield {span: over(span) for span in SPANS}


def of_kind(changes: dict[tuple[date, date], Changes], kind: str) -> Iterator[tuple[tuple[date, date], Change]]:
    return ((span, change) for span, kinds in changes.items() for change in kinds[kind])


def bounds_a_state(claim: Change, course: str) -> bool:
    """Whether a claim says where a tie begins or ends: by its *course*, or by telling the whole of a state of affairs."""
    return bool(claim["course"] == course or (claim["course"] == "WHOLE" and claim["kind"]["aspect"] == "STATE"))


def test_months_that_nobody_coded_are_no_end(changes: dict[tuple[date, date], Changes]) -> None:
    months, years = changes[SPANS[0]], changes[SPANS[-1]]

    assert len(months["attested"]) > len(months["begun"]) > 0
    assert len(years["faded"]) > 10 * len(years["ended"])


def test_what_has_begun_is_said_to_have_begun_in_between(changes: dict[tuple[date, date], Changes]) -> None:
    for (earlier, later), change in of_kind(changes, "begun"):
        assert change["claims"]
        for claim in change["claims"]:
            assert bounds_a_state(claim, "BEGINS") and claim["hedge"] != "DENIED", change
            assert earlier < PartialDate.parse(claim["validFrom"]).first <= later, change


def test_what_has_ended_is_said_to_have_ended(changes: dict[tuple[date, date], Changes]) -> None:
    for _, change in of_kind(changes, "ended"):
        (claim,) = change["claims"]
        says_so = claim["kind"]["ends"] == change["relation"]["family"] or bounds_a_state(claim, "ENDS")
        assert says_so and claim["hedge"] != "DENIED", change


def test_what_was_cut_has_a_claim_that_the_opposite_held(changes: dict[tuple[date, date], Changes]) -> None:
    for _, change in of_kind(changes, "cut"):
        (claim,) = change["claims"]
        assert {claim["kind"]["family"], change["relation"]["family"]} == {"BACKS", "OPPOSES"}, change
        assert claim["kind"]["aspect"] == "STATE" and claim["hedge"] != "DENIED", change


def test_what_is_reported_since_names_its_reports(changes: dict[tuple[date, date], Changes]) -> None:
    assert all(change["claims"] for _, change in of_kind(changes, "attested"))

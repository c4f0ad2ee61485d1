"""Claims and relations counted by what tells them apart: the database adds up what one would count by hand."""

from itertools import pairwise
from typing import Any

import orjson
import pytest

from linkage.graph.store.generation import STATE
from tests.recording import Recorder, every_field
from tests.reference import SCHEMA
from tests.routes import Routes

CLAIMS = """query Claims($by: [ClaimGrouping!]!, $lens: LensInput, $order: GroupOrder! = GROUP_ASC, $first: Int! = 1000) {
  claimCounts(by: $by, lens: $lens, orderBy: $order, first: $first) {
    counted totalCount
    groups { count knownMonth validMonth origin { key name } theatre { key } speaker { key } publisherSide }
  }
}"""
KINDS = ("Claim", "Relation")


def groupings(kind: str) -> list[tuple[str, str]]:
    """What groups are told apart by, and the field of a group that tells it."""
    group, choices = SCHEMA.type_map[f"{kind}Group"], SCHEMA.type_map[f"{kind}Grouping"]
    return list(zip(choices.values, group.fields, strict=False))  # type: ignore[attr-defined]  # an enum, an object


def claim_counts(both: Routes, *by: str, **given: object) -> dict[str, Any]:
    """The answer of both routes."""
    both.agree(CLAIMS, by=by, **given)
    counts: dict[str, Any] = both.data(CLAIMS, by=by, **given)["claimCounts"]
    return counts


def sent(recorder: Recorder, **variables: object) -> list[str]:
    """The statements that the question takes, beside a look at the generation."""
    return [text for text in recorder.ask(CLAIMS, **variables) if text != STATE]


@pytest.mark.parametrize(
    ("kind", "columns"), [(kind, pair) for kind in KINDS for pair in pairwise(groupings(kind))], ids=str
)
def test_two_columns_are_counted_as_one_would_by_hand(
    both: Routes, kind: str, columns: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    by, names = zip(*columns, strict=True)
    field = f"{kind.lower()}Counts"
    document = f"""query Counted($by: [{kind}Grouping!]!, $order: GroupOrder!) {{
      {field}(by: $by, orderBy: $order) {{ counted totalCount groups {{ count {every_field(f"{kind}Group", "", names)} }} }}
    }}"""

    both.agree(document, by=by[::-1], order="COUNT_DESC")
    data = both.agree(document, by=by, order="GROUP_ASC")

    assert orjson.loads(data)[field]["totalCount"] > 1


def test_claims_per_month_and_origin_are_one_question(both: Routes, recorder: Recorder) -> None:
    counts = claim_counts(both, "KNOWN_MONTH", "ORIGIN")
    months = [group["knownMonth"] for group in counts["groups"]]

    assert len(sent(recorder, by=["KNOWN_MONTH", "ORIGIN"])) == 1
    assert months == sorted(months) and len(set(months)) > 2
    assert sum(group["count"] for group in counts["groups"]) == counts["counted"]


def test_what_has_no_theatre_is_a_group_and_what_has_two_counts_in_both(both: Routes) -> None:
    counts = claim_counts(both, "THEATRE")
    sizes = {group["theatre"] and group["theatre"]["key"]: group["count"] for group in counts["groups"]}
    claims = both.data("{ claims(first: 1000) { nodes { theatres { key } } } }")["claims"]["nodes"]

    assert counts["groups"][-1]["theatre"] is None
    assert sizes[None] == sum(not claim["theatres"] for claim in claims) > 0
    assert sum(sizes.values()) > counts["counted"] == len(claims)


def test_one_who_is_judged_to_be_another_is_counted_as_that_one(both: Routes) -> None:
    groups = claim_counts(both, "SPEAKER")["groups"]

    assert "birch" in {group["speaker"]["key"] for group in groups}
    assert "birch-republic" not in {group["speaker"]["key"] for group in groups}


def test_the_first_groups_are_told_with_how_many_there_are(both: Routes) -> None:
    whole = claim_counts(both, "ORIGIN", order="COUNT_DESC")
    part = claim_counts(both, "ORIGIN", order="COUNT_DESC", first=2)

    assert part["groups"] == whole["groups"][:2]
    assert part["totalCount"] == whole["totalCount"] == len(whole["groups"]) > 2


def test_a_lens_through_which_nothing_is_seen_leaves_no_groups(both: Routes) -> None:
    counts = claim_counts(both, "ORIGIN", "THEATRE", lens={"knownBy": "1999-01-01"})

    assert counts == {"counted": 0, "totalCount": 0, "groups": []}


def test_each_choice_of_columns_is_a_statement_whatever_their_order(recorder: Recorder) -> None:
    def asked(*by: str, order: str = "GROUP_ASC") -> str:
        [text] = sent(recorder, by=by, order=order)
        return text

    assert asked("ORIGIN", "KNOWN_MONTH") == asked("KNOWN_MONTH", "ORIGIN", order="COUNT_DESC")
    assert asked("ORIGIN") != asked("KNOWN_MONTH")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("by: []", "by is to name at least one column"),
        ("by: ORIGIN, first: 10001", "first of groups runs from 0 to 10000, not 10001"),
        ("by: ORIGIN, first: -1", "first of groups runs from 0 to 10000, not -1"),
    ],
)
def test_what_cannot_be_counted_is_refused(both: Routes, arguments: str, message: str) -> None:
    answer = both.ask(f"{{ claimCounts({arguments}) {{ groups {{ count }} }} }}")

    [error] = answer["errors"]
    assert error["message"].startswith(message)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"

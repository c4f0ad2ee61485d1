"""For whom an actor acts on which days, what is left for itself, and what its acts add up to."""

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.families import Family
from linkage.graph.relations.affiliation import (
    ALWAYS,
    Affiliation,
    Membership,
    affiliations,
    principals_on,
    subtract_days,
)
from linkage.graph.relations.dyads import Contribution, derive_ties, dyad_name
from linkage.graph.relations.versions import Version
from linkage.ingest.checks import build_catalogue
from linkage.ingest.shares import shares
from tests.routes import SMALL
from tests.told.text import Text
from tests.village import LASTING, VILLAGE, claim, write


def day(number: int) -> date:
    return date(2020, 1, 1) + timedelta(days=number)


def test_who_acts_for_nobody_stands_for_itself() -> None:
    assert affiliations("ann", (day(0), day(9)), {}) == [Affiliation("ann", (day(0), day(9)))]


def test_an_office_counts_only_while_it_is_held_and_once_it_is_known() -> None:
    memberships = {"ann": [Membership("ann", "town", (day(3), day(5)), known_from=day(7))]}

    found = affiliations("ann", (day(0), day(9)), memberships)

    assert found == [
        Affiliation("town", (day(3), day(5)), known_from=day(7)),
        Affiliation("ann", (day(0), day(9)), withdrawn_on=day(7)),
        Affiliation("ann", (day(0), day(2)), known_from=day(7)),
        Affiliation("ann", (day(6), day(9)), known_from=day(7)),
    ]


def test_a_chain_is_followed_to_its_end_and_a_circle_ends() -> None:
    chain = {"ann": [Membership("ann", "ministry")], "ministry": [Membership("ministry", "state")]}
    circle = {**chain, "state": [Membership("state", "ann")]}

    assert [s.principal for s in affiliations("ann", ALWAYS, chain)] == ["state"]
    assert [s.principal for s in affiliations("ann", ALWAYS, circle)] == ["state"]


def test_a_deep_chain_is_climbed_once() -> None:
    depth = 20_000
    asked = []

    class Counted(dict[str, list[Membership]]):
        def get(self, key: str, default: object = None) -> Any:
            asked.append(key)
            return super().get(key, default)

    chain = Counted({f"a{step}": [Membership(f"a{step}", f"a{step + 1}")] for step in range(depth)})

    assert [standing.principal for standing in affiliations("a0", ALWAYS, chain)] == [f"a{depth}"]
    assert len(asked) == depth + 1


def test_what_was_taken_back_before_it_mattered_leads_nowhere() -> None:
    memberships = {
        "ann": [Membership("ann", "town", known_from=day(7))],
        "town": [Membership("town", "state", known_from=day(1), withdrawn_on=day(3))],
    }

    found = affiliations("ann", (day(0), day(9)), memberships)

    assert found == [
        Affiliation("town", (day(0), day(9)), known_from=day(7)),
        Affiliation("ann", (day(0), day(9)), withdrawn_on=day(7)),
    ]


def test_two_principals_at_one_time_are_both_shown() -> None:
    memberships = {"ann": [Membership("ann", "town"), Membership("ann", "mill", (day(0), day(9)))]}

    assert {s.principal for s in affiliations("ann", (day(0), day(9)), memberships)} == {"town", "mill"}


def test_on_a_day_an_actor_acts_for_those_of_whom_that_is_known_then() -> None:
    office = Membership("ann", "town", (day(3), day(5)), known_from=day(7), withdrawn_on=day(9))
    memberships = {"ann": [office], "town": [Membership("town", "state")]}

    def acting(on: date | None, known_by: date | None) -> dict[str, tuple[str, ...]]:
        return principals_on(["ann", "bob"], memberships, on, known_by)

    assert acting(day(3), day(7)) == acting(day(5), day(8)) == {"ann": ("state",)}
    assert acting(day(2), day(7)) == acting(day(6), day(7)) == {}
    assert acting(day(3), day(6)) == acting(day(3), day(9)) == acting(day(3), None) == {}
    assert acting(None, day(7)) == {} and principals_on(["town"], memberships, None, None) == {"town": ("state",)}


spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (day(min(pair)), day(max(pair))))


@given(spans, st.lists(spans, max_size=5))
def test_what_is_left_is_every_day_that_is_not_covered(
    days: tuple[date, date], covered: list[tuple[date, date]]
) -> None:
    def within(number: int, spans: list[tuple[date, date]]) -> bool:
        return any(first <= day(number) <= last for first, last in spans)

    left = subtract_days(days, covered)

    for number in range(21):
        assert within(number, left) is (within(number, [days]) and not within(number, covered))


def test_a_day_at_the_end_of_time_is_no_trouble() -> None:
    assert subtract_days(ALWAYS, [ALWAYS]) == [] and subtract_days(ALWAYS, []) == [ALWAYS]


# What the loader makes of it, against the definition point by point

KINDS = [
    *VILLAGE["kinds"],
    {"key": "serves", "verb": "serves", "inverse": "is served by", "membership": True, **LASTING},
]
PEOPLE = ("ann", "bob", "cem", "dan")
moments = st.integers(0, 9).map(lambda number: str(day(number)))
closed = spans.map(lambda span: "/".join(map(str, span)))
periods = st.one_of(closed, moments.map("../{}".format), moments.map("{}/..".format))


@st.composite
def villages(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """A village whose people serve each other now and then, and back each other."""

    def statement(number: int, kind: str, held: st.SearchStrategy[str | None]) -> dict[str, Any]:
        subject, about = draw(st.permutations(PEOPLE))[:2]
        said = draw(st.integers(0, 9))
        withdrawals = st.integers(said, 9).map(lambda number: {"on": str(day(number)), "reason": "An error."})
        return claim(
            key=f"c{number}", kind=kind, subject=subject, object=about, held=draw(held), said=str(day(said)),
            course="goes-on", withdrawn=draw(st.none() | withdrawals), locator={"paragraph": number},
        )  # fmt: skip

    served, backed = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    claims = [statement(number, "serves", periods) for number in range(served)]
    claims += [
        statement(served + number, kind, st.none() | held)
        for number in range(backed)
        for kind, held in [draw(st.sampled_from([("backs", periods), ("meets", closed)]))]
    ]
    parents = draw(st.lists(st.none() | st.sampled_from(PEOPLE), min_size=4, max_size=4))
    actors = [
        {"key": key, "kind": "person", "name": key, "part_of": parent}
        for key, parent in zip(PEOPLE, parents, strict=True)
        if not parent or parent > key  # so that no circle closes
    ]
    actors += [{"key": key, "kind": "person", "name": key} for key in PEOPLE if key not in {a["key"] for a in actors}]
    return {
        "kinds": KINDS,
        "actors": [*actors, VILLAGE["actors"][-1]],
        "claims": list({c["key"]: c for c in claims}.values()),
    }


def rolled_up(text: Text) -> set[tuple[str, str, Version]]:
    """What the shares of the claims in a text add up to once acts are rolled up."""
    catalogue, _ = build_catalogue(text.dataset)
    contributions: dict[str, list[Contribution]] = {}
    for each in text.claims:
        pair, evidence = text.bears_on(each), text.evidence(each)
        counted = [(pair, evidence)] if pair else []
        if (cut := shares(each, catalogue)) is not None:
            counted = [
                (
                    share.pair,
                    dataclasses.replace(
                        evidence,
                        valid_from=None if share.days[0] == date.min else share.days[0],
                        valid_to=None if share.days[1] == date.max else share.days[1],
                        known_from=share.known_from,
                        withdrawn_on=share.withdrawn_on,
                    ),
                )
                for share in cut
            ]
        kind = text.record("RelationKind", each.kind)
        both_ways = kind.symmetric or kind.ends is Family.NEGOTIATES_WITH
        for name, part in counted:
            told = Contribution(
                *name.split("|")[1:], each.theatres, ("ROLLED",), part, kind.family, kind.ends, both_ways
            )
            contributions.setdefault(dyad_name(name), []).append(told)
    return {
        (pair, theatre or "", version)
        for group in contributions.values()
        for (pair, theatre), versions in derive_ties(group)
        for version, _ in versions
    }


def defined(text: Text) -> set[tuple[str, str, Version]]:
    return {(pair, theatre, version) for pair, theatre, version, layer in text.versions if layer != "DIRECT"}


@pytest.mark.parametrize("folder", [SMALL, "syria-libya"], ids=["small", "shipped"])
def test_acts_are_rolled_up_as_is_defined(folder: Path | str) -> None:
    text = Text(folder)

    assert rolled_up(text) == defined(text)


@settings(max_examples=80, deadline=None)
@given(villages())
def test_acts_are_rolled_up_as_is_defined_whoever_serves_whom(
    records: dict[str, list[dict[str, Any]]],
) -> None:
    with TemporaryDirectory() as folder:
        text = Text(write(Path(folder), records))

        assert not build_catalogue(text.dataset)[1]
        assert rolled_up(text) == defined(text)

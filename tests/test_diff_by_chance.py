"""Diffs of lenses drawn by chance, against the definition over derived versions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.graph.store.connection import Connection
from tests import feud, plain
from tests.asking import Ask, asking
from tests.test_diff import DIFF, KINDS, changes
from tests.village import write

CHANCE = feud.invented(5)
TOLD = plain.relations(CHANCE)

days = st.none() | st.dates(date(2019, 12, 30), date(2020, 4, 20))
lenses = st.tuples(days, days)
Lens = tuple[date | None, date | None]


@pytest.fixture(scope="module")
def ask(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(database, write(tmp_path_factory.mktemp("chance"), CHANCE)) as asked:
        yield asked


def lens_input(lens: Lens) -> dict[str, str]:
    as_of, known_by = lens
    return {name: str(day) for name, day in (("asOf", as_of), ("knownBy", known_by)) if day}


def plainly(before: Lens, after: Lens) -> dict[str, dict[plain.Key, set[str]]]:
    """The definition, over derived versions."""
    old, new = (_by_key(plain.shown(TOLD, *lens)) for lens in (before, after))
    expected: dict[str, dict[plain.Key, set[str]]] = {kind: {} for kind in KINDS}
    for one in {*old, *new}:
        was, now = _claims(old[one]), _claims(new[one])
        stood, stands = (any(r.status != "DENIED" for r in side[one]) for side in (old, new))
        contested = [any(r.status in ("DISPUTED", "DENIED") for r in side[one]) for side in (old, new)]
        if _turned(one, old, new):
            if stands:
                expected["flipped"][one] = now - was
        elif stands and not stood:
            expected["added"][one] = now - was
        elif stood and not stands:
            expected["ended"][one] = was - now
        elif contested == [False, True]:
            expected["disputed"][one] = (now - was) | (_disputing(now, after[1]) - _disputing(was, before[1]))
    return expected


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


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lenses, after=lenses)
def test_whatever_the_lenses_a_diff_is_what_the_derived_versions_say(ask: Ask, before: Lens, after: Lens) -> None:
    found = changes(ask(DIFF, **{"from": lens_input(before), "to": lens_input(after)}))

    assert found == plainly(before, after)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lenses, after=lenses)
def test_there_and_back_again_what_was_added_ends(ask: Ask, before: Lens, after: Lens) -> None:
    there = changes(ask(DIFF, **{"from": lens_input(before), "to": lens_input(after)}))
    back = changes(ask(DIFF, **{"from": lens_input(after), "to": lens_input(before)}))

    assert there["added"] == back["ended"] and there["ended"] == back["added"]
    assert {one[1:] for one in there["flipped"]} == {one[1:] for one in back["flipped"]}

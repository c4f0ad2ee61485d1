"""The journal tells exactly which records came, changed and went with each load, and owns up where it does not know."""

from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from linkage.graph.ids import global_id, split_id
from linkage.graph.store.database import Store
from linkage.ingest import loading
from linkage.ingest.journal import JOURNALLED
from linkage.ingest.library import load, unload
from linkage.ingest.text.used import find
from tests.village import VILLAGE, claim, write

QUIET = Progress(disable=True)
STORED = "MATCH (record:Record) WHERE record.digest IS NOT NULL RETURN record.id, record.digest"
ENTRIES = """
MATCH (entry:JournalEntry)
RETURN entry.id, entry.dataset, entry.building, COLLECT {
  MATCH (page:JournalPage {number: entry.number}) UNWIND page.ids AS id RETURN [page.how, id]
} ORDER BY entry.number
"""
ANN, BOB = {"key": "ann", "kind": "person", "name": "Ann"}, {"key": "bob", "kind": "person", "name": "Bob"}
OTHERS = VILLAGE["actors"][2:]
ALIAS = {"language": "de", "script": "Latn", "kind": "common"}

Change = tuple[str, str]
"""What became of a record, and its id."""


def loaded(store: Store, folder: Path, **changes: Any) -> None:
    load(store, find(str(write(folder, changes))), QUIET, allow_removal=True)


def entries(store: Store) -> list[tuple[str, str | None, str | None, list[Change]]]:
    """Of each entry its cursor, the data set that it lists, what is in building, and what became of records."""
    rows: list[Any] = store.rows(ENTRIES)[1]
    return [(id_, dataset, building, sorted(map(tuple, told))) for id_, dataset, building, told in rows]


def stored(store: Store) -> dict[str, str]:
    """The digests of the records that are stored, names and shares left out."""
    rows: list[Any] = store.rows(STORED)[1]
    return {identifier: digest for identifier, digest in rows if split_id(identifier)[0] in JOURNALLED}


def told_by(store: Store, folder: Path, **changes: Any) -> list[Change]:
    """What the one entry tells that a load makes, held against what it did to the store."""
    before, known = stored(store), len(entries(store))
    loaded(store, folder, **changes)
    [(cursor, dataset, building, told)] = entries(store)[known:]
    assert (cursor, dataset, building) == (store.generation().id, "village", None)
    require_true(told, before, stored(store))
    return told


def require_true(told: list[Change], before: dict[str, str], after: dict[str, str]) -> None:
    """Fail unless exactly what came and went is told, and at least what has another digest as changed."""
    assert {id_ for how, id_ in told if how == "ADDED"} == after.keys() - before.keys()
    assert {id_ for how, id_ in told if how == "REMOVED"} == before.keys() - after.keys()
    changed = {id_ for how, id_ in told if how == "CHANGED"}
    assert {id_ for id_ in before.keys() & after.keys() if before[id_] != after[id_]} <= changed
    assert changed <= before.keys() & after.keys()
    assert len(set(told)) == len(told)


def test_a_first_load_tells_all_its_records(store: Store, tmp_path: Path) -> None:
    told = told_by(store, tmp_path)

    assert {how for how, _ in told} == {"ADDED"}
    assert {id_ for _, id_ in told} == set(stored(store))


def test_the_same_text_makes_no_entry(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path)
    known = entries(store)
    loaded(store, tmp_path)

    assert entries(store) == known


def test_a_claim_that_says_something_else_is_another_one(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path)
    told = told_by(store, tmp_path, claims=[claim(held="2020-10")])

    assert sorted(how for how, id_ in told if split_id(id_)[0] == "Claim") == ["ADDED", "REMOVED"]


def test_a_record_changes_with_its_parts(store: Store, tmp_path: Path) -> None:
    ann = ("CHANGED", global_id("Actor", "ann"))
    loaded(store, tmp_path)
    for names in ([{"text": "Anna", **ALIAS}], [{"text": "Anne", **ALIAS}], []):
        told = told_by(store, tmp_path, actors=[{**ANN, **({"names": names} if names else {})}, BOB, *OTHERS])

        assert [change for change in told if split_id(change[1])[0] == "Actor"] == [ann]


def test_a_record_that_only_moves_within_the_text_does_not_change(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path)

    assert told_by(store, tmp_path, actors=[BOB, ANN, *OTHERS]) == []


def test_what_is_unloaded_has_gone(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path)
    before = stored(store)
    unload(store, "village", QUIET)

    *_, (_, dataset, _, told) = entries(store)
    assert dataset == "village"
    assert told == sorted(("REMOVED", id_) for id_ in before)


def test_a_large_load_has_two_entries_and_tells_all_in_the_second(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "most_in_one_step", lambda _store: 0)
    known = len(entries(store))
    loaded(store, tmp_path)

    opening, closing = entries(store)[known:]
    assert opening[1:] == ("village", "village", [])
    assert closing[1:3] == ("village", None)
    require_true(closing[3], {}, stored(store))


def test_what_a_load_wrote_that_was_cut_short_is_told_by_the_next(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    known = len(entries(store))
    with monkeypatch.context() as context, pytest.raises(KeyboardInterrupt):
        context.setattr(loading, "most_in_one_step", lambda _store: 0)
        context.setattr(loading, "derive_open", killed)
        loaded(store, tmp_path)
    assert [told for *_, told in entries(store)[known:]] == [[]]
    loaded(store, tmp_path)

    _, completed = entries(store)[known:]
    assert completed[1:3] == ("village", None)
    require_true(completed[3], {}, stored(store))


def test_a_change_by_hand_lists_nothing(store: Store) -> None:
    with store.writing("a test"):
        store.run("CREATE (:Actor {key: 'by-hand'})")

    assert entries(store)[-1] == (store.generation().id, None, None, [])


def test_numbers_go_on_where_the_generation_was_lost(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path)
    store.rows("MATCH (generation:Generation) DELETE generation")
    loaded(store, tmp_path, actors=[{**ANN, "name": "Annabel"}, BOB, *OTHERS])

    cursors = [cursor for cursor, *_ in entries(store)]
    assert len(set(cursors)) == len(cursors) > 2
    assert cursors[-1] == store.generation().id

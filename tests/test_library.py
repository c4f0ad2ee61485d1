"""Data sets live side by side: each says what it uses, comes and goes by itself, and leaves the others as they are."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import orjson
import pytest
from benchmarks import invented
from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.backup import backup, restore
from linkage.ingest.export import export
from linkage.ingest.library import load, load_all, unload
from linkage.ingest.loading import check
from linkage.ingest.soundness.check import check_store
from linkage.ingest.text.used import find, in_order
from tests.emptied import emptied
from tests.serving import ask, served
from tests.village import VILLAGE, claim

QUIET = Progress(disable=True)
SAME = {
    "key": "j1", "left": "ann", "right": "anna", "verdict": "same", "reason": "One woman.", "coder": "eve", "on": "2021",
}  # fmt: skip

Records = Mapping[str, list[dict[str, Any]]]

BASE: Records = {name: VILLAGE[name] for name in ("kinds", "theatres", "places", "actors")}
LEFT: Records = {name: VILLAGE[name] for name in ("documents", "claims", "issues")}
RIGHT: Records = {
    "actors": [{"key": "dee", "kind": "person", "name": "Dee"}, {"key": "anna", "kind": "person", "name": "Anna"}],
    "additions": [
        {"key": "ann-in-russian", "actor": "ann", "names": [{"text": "Аня", "language": "ru", "script": "Cyrl", "kind": "common"}]}
    ],
    "documents": [{**VILLAGE["documents"][0], "key": "gazette-2"}],
    "claims": [
        claim(key="right-1", subject="dee", object="ann", document="gazette-2", summary="Dee backs Ann."),
        claim(key="right-2", subject="anna", object="bob", document="gazette-2", summary="Anna backs Bob."),
    ],
}  # fmt: skip


def text(folder: Path, name: str, records: Records, *uses: str) -> Path:
    """A data set in a folder of its name."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    head = f"name: {name}\ntitle: {name}\nuses: [{', '.join(uses)}]\ncoders: [eve]\n"
    (folder / name / "dataset.yaml").write_text(head, "utf-8")
    for kind, items in records.items():
        (folder / name / f"{kind}.jsonl").write_bytes(b"".join(orjson.dumps(item) + b"\n" for item in items))
    return folder / name


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """A folder with four data sets: two use the first, and one that judges uses them all."""
    text(tmp_path, "base", BASE)
    text(tmp_path, "left", LEFT, "base")
    text(tmp_path, "right", RIGHT, "base")
    text(tmp_path, "bridge", {"judgements": [SAME]}, "left", "right")
    return tmp_path


@pytest.fixture
def empty(database: Connection) -> Iterator[Store]:
    with emptied(database) as store, store.writing("a test"):
        yield store


def put(store: Store, village: Path, *names: str) -> None:
    load_all(store, [find(str(village / name)) for name in names], QUIET)


def ties(store: Store) -> list[list[object]]:
    return store.rows(
        "MATCH (a:Actor)-[r:BACKS]->(b:Actor) WHERE r.knownTo IS NULL AND r.layer <> 'ROLLED' AND r.basis = 'ATTESTED'"
        " RETURN DISTINCT a.key, b.key, r.origins, size(r.claims) ORDER BY a.key, b.key"
    )[1]


def test_a_data_set_brings_what_it_uses(empty: Store, village: Path) -> None:
    put(empty, village, "right")

    assert empty.read("export.datasets") == ["base", "right"]
    assert ties(empty) == [["anna", "bob", 1, 1], ["dee", "ann", 1, 1]]


def test_in_whatever_order_data_sets_come_and_go_the_rest_is_what_it_would_be_without_them(
    empty: Store, village: Path, tmp_path: Path
) -> None:
    put(empty, village, "left")
    alone = digest(empty)
    put(empty, village, "bridge")
    whole = digest(empty)
    for order in list(permutations(["left", "right"])):
        unload(empty, "bridge", QUIET)
        for name in order:
            unload(empty, name, QUIET)
        put(empty, village, *order, "bridge")
        assert digest(empty) == whole
    unload(empty, "bridge", QUIET)
    unload(empty, "right", QUIET)

    assert digest(empty) == alone
    for name in ("base", "left"):
        export(empty, name, tmp_path / "out" / name, QUIET)
        load(empty, find(str(tmp_path / "out" / name)), QUIET)
    assert digest(empty) == alone
    assert empty.rows("MATCH (record:Record) WHERE record.digest IS NULL RETURN count(record)")[1] == [[0]]


def test_a_judgement_merges_actors_of_two_data_sets_and_gives_them_back(empty: Store, village: Path) -> None:
    put(empty, village, "left", "right")
    apart = ties(empty)
    put(empty, village, "bridge")
    merged = ties(empty)
    unload(empty, "bridge", QUIET)

    assert apart == [["ann", "bob", 1, 1], ["anna", "bob", 1, 1], ["dee", "ann", 1, 1]]
    assert merged == [["ann", "bob", 1, 2], ["dee", "ann", 1, 1]]
    assert ties(empty) == apart


def test_a_data_set_that_another_uses_stays(empty: Store, village: Path) -> None:
    put(empty, village, "left", "right")

    with pytest.raises(LinkageError) as refusal:
        unload(empty, "base", QUIET)

    assert "'left' uses it, and 3 of its records name records of it, such as claim one" in str(refusal.value)
    assert "'right' uses it, and 4 of its records" in str(refusal.value)
    assert empty.read("export.datasets") == ["base", "left", "right"]


def test_a_data_set_that_is_not_there_cannot_be_taken_away(empty: Store, village: Path) -> None:
    put(empty, village, "base")

    with pytest.raises(LinkageError, match="there is no data set 'left' in the store; there is: base"):
        unload(empty, "left", QUIET)


def test_a_record_moves_to_the_data_set_that_is_used_from_now_on(empty: Store, tmp_path: Path) -> None:
    before = text(tmp_path / "before", "left", {**BASE, **LEFT})
    load(empty, find(str(before)), QUIET)
    told = ties(empty)
    text(tmp_path, "base", BASE)
    load(empty, find(str(text(tmp_path, "left", LEFT, "base"))), QUIET)
    moved = digest(empty)
    unload(empty, "left", QUIET)
    load(empty, find(str(tmp_path / "left")), QUIET)

    assert ties(empty) == told
    assert digest(empty) == moved
    assert empty.rows("MATCH (actor:Actor) RETURN DISTINCT actor.dataset")[1] == [["base"]]


def test_two_data_sets_that_hold_one_key_are_refused_unless_one_uses_the_other(empty: Store, tmp_path: Path) -> None:
    load(empty, find(str(text(tmp_path, "base", BASE))), QUIET)

    with pytest.raises(LinkageError, match="name 'base' in its uses and leave it out"):
        load(empty, find(str(text(tmp_path, "other", {**BASE, **LEFT}))), QUIET)


def test_names_that_are_added_are_found_and_shown(
    empty: Store, database: Connection, settings: Settings, village: Path
) -> None:
    put(empty, village, "right")

    with served(database, settings) as client:
        answer = ask(
            client,
            '{ search(text: "Аня") { node { ... on Actor { key dataset } } name { text } } '
            'actor(key: "ann") { names { text } } additions { key actor { key } names { text } dataset } '
            "dataSets { key title uses } }",
        )

    assert answer == {
        "search": [{"node": {"key": "ann", "dataset": "base"}, "name": {"text": "Аня"}}],
        "actor": {"names": [{"text": "Аня"}]},
        "additions": [
            {"key": "ann-in-russian", "actor": {"key": "ann"}, "names": [{"text": "Аня"}], "dataset": "right"}
        ],
        "dataSets": [
            {"key": "base", "title": "base", "uses": []},
            {"key": "right", "title": "right", "uses": ["base"]},
        ],
    }


def test_a_lens_keeps_what_rests_on_claims_of_some_data_sets(
    empty: Store, database: Connection, settings: Settings, village: Path
) -> None:
    put(empty, village, "left", "right")
    question = """query ($lens: LensInput, $name: String!) {
      relations(lens: $lens) { nodes { subject { key } } } claims(filter: {dataset: {eq: $name}}) { totalCount }
    }"""

    with served(database, settings) as client:
        answers = {
            name: ask(client, question, lens={"datasets": [name]}, name=name) for name in ("base", "left", "right")
        }

    subjects = {
        name: [node["subject"]["key"] for node in answer["relations"]["nodes"]] for name, answer in answers.items()
    }
    assert subjects == {"base": [], "left": ["ann"], "right": ["anna", "dee"]}
    assert {name: answer["claims"]["totalCount"] for name, answer in answers.items()} == {
        "base": 0,
        "left": 1,
        "right": 2,
    }


@pytest.mark.parametrize(
    ("records", "uses", "rule"),
    [
        ({}, ["nowhere"], "dataset.yaml: uses = 'nowhere': there is no such data set: none ships with Linkage"),
        ({}, ["left"], "uses = 'left': closes a circle: left → left"),
        ({"actors": [VILLAGE["actors"][0]]}, ["base"], "is given to two records, first at base/actors.jsonl:1"),
        ({"claims": [claim(subject="zoe")]}, ["base"], "no actor has this key"),
        ({"additions": [{"key": "a", "actor": "zoe", "note": "?"}]}, ["base"], "no actor has this key"),
        ({"additions": [{"key": "a", "actor": "ann"}]}, ["base"], "has neither names nor a note"),
        (
            {
                "actors": [{"key": "zoe", "kind": "person", "name": "Zoe"}],
                "additions": [{"key": "a", "actor": "zoe", "note": "?"}],
            },
            ["base"],
            "is an actor of this data set: write it there",
        ),
    ],
)
def test_what_a_data_set_may_not_say_of_others_is_told(
    tmp_path: Path, records: Records, uses: list[str], rule: str
) -> None:
    text(tmp_path, "base", BASE)
    text(tmp_path, "left", {**LEFT, **records}, *uses)

    with pytest.raises(InvalidDataSetError) as refusal:
        check(find(str(tmp_path / "left")), QUIET)

    assert any(rule in str(problem) for problem in refusal.value.problems)


def test_data_sets_that_use_each_other_are_refused_by_the_whole_circle(tmp_path: Path) -> None:
    text(tmp_path, "left", {}, "right")
    text(tmp_path, "right", {}, "base")
    text(tmp_path, "base", {}, "left")

    with pytest.raises(InvalidDataSetError) as refusal:
        find(str(tmp_path / "left"))

    assert [str(problem) for problem in refusal.value.problems] == [
        "dataset.yaml: uses = 'left': closes a circle: left → right → base → left"
    ]


def test_two_texts_of_one_name_are_not_mixed(village: Path) -> None:
    elsewhere = text(village / "elsewhere", "base", {**BASE, "places": []})
    text(village / "elsewhere", "third", {}, "base")

    with pytest.raises(LinkageError, match="two texts are called 'base'"):
        in_order([find(str(village / "left")), find(str(elsewhere.parent / "third"))])


def test_what_is_used_is_read_before_what_uses_it_and_once(village: Path) -> None:
    assert [dataset.name for dataset in in_order([find(str(village / "bridge"))])] == [
        "base",
        "left",
        "right",
        "bridge",
    ]


def test_a_backup_brings_data_sets_back_with_what_they_share(empty: Store, village: Path, tmp_path: Path) -> None:
    put(empty, village, "bridge")
    before = digest(empty)

    backup(empty, tmp_path / "saved.tar.gz", QUIET)
    invented.empty(empty)

    assert restore(empty, tmp_path / "saved.tar.gz", QUIET) == before


def test_a_check_of_the_database_knows_what_others_judge(database: Connection, village: Path) -> None:
    with emptied(database) as store:
        put(store, village, "bridge")

        assert check_store(store, QUIET).faults.listed == []

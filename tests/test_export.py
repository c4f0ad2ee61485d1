"""The store gives back the text that it was loaded from, byte for byte."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks import invented
from rich.progress import Progress, TaskID

from linkage.graph.errors import LinkageError
from linkage.graph.records import KINDS, Addition, Aspect, Force, Head, Record, RelationKind
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest import export as exporting
from linkage.ingest.backup import backup
from linkage.ingest.export import export
from linkage.ingest.library import load
from linkage.ingest.loading import LoadReport
from linkage.ingest.text.dataset import HEAD
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import format_records, write_text
from tests.full import FILES, head, records, write_full
from tests.village import claim
from tests.village import write as village

QUIET = Progress(disable=True)


def loaded(store: Store, folder: Path | str) -> LoadReport:
    return load(store, find(str(folder)), QUIET, who="ida", allow_removal=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_field_comes_back_byte_for_byte(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    loaded(store, write_full(tmp_path / "a"))

    count = export(store, "full", tmp_path / "b", QUIET)

    assert contents(tmp_path / "b") == contents(tmp_path / "a")
    assert count == sum(len(items) for items in FILES.values())


def test_kinds_that_were_loaded_before_they_said_so_are_given_aspect_and_force(store: Store, tmp_path: Path) -> None:
    loaded(store, write_full(tmp_path / "full"))
    store.rows("MATCH (kind:RelationKind) REMOVE kind.aspect, kind.force")
    store.rows("MATCH (migration:Migration {name: '0026-kind-aspect'}) DELETE migration")

    assert store.migrate() == ["migrations.0026-kind-aspect"]
    export(store, "full", tmp_path / "again", Progress(disable=True))
    kinds = {entry.record.key: entry.record for entry in find(str(tmp_path / "again")).records(RelationKind)}
    assert {key: (kind.aspect, kind.force) for key, kind in kinds.items() if key in ("f-backs", "f-meets")} == {
        "f-backs": (Aspect.STATE, Force.WORDS),
        "f-meets": (Aspect.EVENT, Force.WORDS),
    }


def test_the_full_data_set_uses_every_field_of_every_kind() -> None:
    values = [head(), *(item for items in records().values() for item in items)]
    used: dict[type, set[str]] = {}
    while values:
        value = values.pop()
        if isinstance(value, tuple | list):
            values += value
        elif dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                given = getattr(value, field.name)
                if given != field.default and given != {}:
                    used.setdefault(type(value), set()).add(field.name)
                    values.append(given)

    # What speaks of other data sets is in tests/test_library.py.
    for kind in {Head, *KINDS.values(), *used} - {Addition}:
        assert used[kind] == {field.name for field in dataclasses.fields(kind)} - {"uses"}, kind


def test_what_has_come_back_loads_to_an_equal_graph(store: Store, tmp_path: Path) -> None:
    loaded(store, write_full(tmp_path / "a"))
    before = digest(store)
    export(store, "full", tmp_path / "b", QUIET)

    assert loaded(store, tmp_path / "b").counters == {}
    assert digest(store) == before


def changed(folder: Path, file: str, items: list[Record]) -> None:
    write_text(folder / file, format_records(file, items))


def test_a_record_that_only_moved_is_moved_and_nothing_is_derived_anew(store: Store, tmp_path: Path) -> None:
    loaded(store, write_full(tmp_path / "a"))
    claims = records()["claims/one.yaml"]
    changed(tmp_path / "a", "claims/one.yaml", claims[::-1])

    report = loaded(store, tmp_path / "a")
    export(store, "full", tmp_path / "b", QUIET)
    after = digest(store)

    assert report.plan.counts["Claim"] == {"new": 0, "changed": 0, "moved": 2, "same": 5, "gone": 0}
    assert report.relations == 0
    assert contents(tmp_path / "b") == contents(tmp_path / "a")
    invented.empty(store)
    loaded(store, tmp_path / "a")
    assert digest(store) == after


def test_records_that_went_to_another_file_are_written_there(store: Store, tmp_path: Path) -> None:
    loaded(store, write_full(tmp_path / "a"))
    claims = records()["claims/one.yaml"]
    changed(tmp_path / "a", "claims/one.yaml", claims[1:])
    changed(tmp_path / "a", "claims/empty.yaml", claims[:1])

    loaded(store, tmp_path / "a")
    export(store, "full", tmp_path / "b", QUIET)

    assert contents(tmp_path / "b") == contents(tmp_path / "a")


def test_an_export_over_the_text_itself_changes_nothing(store: Store, tmp_path: Path) -> None:
    loaded(store, write_full(tmp_path))
    before = contents(tmp_path)

    export(store, "full", tmp_path, QUIET)

    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            {"claims/three.yaml": ""}, "three.yaml is not in the store: take it away", id="a file of another text"
        ),
        pytest.param({HEAD: "name: other\ntitle: T\ncoders: [a]\n"}, "holds another data set", id="another data set"),
    ],
)
def test_a_folder_with_another_text_is_left_alone(
    store: Store, tmp_path: Path, files: dict[str, str], said: str
) -> None:
    loaded(store, write_full(tmp_path / "a"))
    for name, content in files.items():
        (tmp_path / "b" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "b" / name).write_text(content, "utf-8")
    before = contents(tmp_path / "b")

    with pytest.raises(LinkageError, match=said):
        export(store, "full", tmp_path / "b", QUIET)

    assert contents(tmp_path / "b") == before


def test_a_data_set_that_is_not_in_the_store_is_named(store: Store, tmp_path: Path) -> None:
    loaded(store, write_full(tmp_path))

    with pytest.raises(LinkageError, match="there is no data set 'atlantis' in the store; there is: full"):
        export(store, "atlantis", tmp_path / "b", QUIET)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param("MATCH (run:Run) REMOVE run.closedAt", "the last load of data set 'full' did not end", id="a load cut short"),
        pytest.param("MATCH (claim:Claim {key: 'f-one'}) DETACH DELETE claim", "lacks records of claims/one.yaml", id="a lost record"),
        pytest.param("MATCH (head:DataSet) SET head.files = ['../claims.yaml'], head.sizes = [1]", "names a file '../claims.yaml'", id="a path that leads out"),
        pytest.param("MATCH (head:DataSet) DETACH DELETE head", "was loaded by an earlier Linkage", id="no head"),
    ],
)  # fmt: skip
def test_a_store_that_is_not_whole_gives_no_text(store: Store, tmp_path: Path, harm: str, said: str) -> None:
    loaded(store, write_full(tmp_path / "a"))
    store.rows(harm)

    with pytest.raises(LinkageError, match=said):
        export(store, "full", tmp_path / "b", QUIET)

    assert not (tmp_path / "b" / HEAD).exists()


class WatchedProgress(Progress):
    """Calls what it is given when the first record is done."""

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__(disable=True)
        self._then: list[Callable[[], object]] = [then]

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        while self._then:
            self._then.pop()()
        super().advance(task_id, advance)


@pytest.mark.parametrize("name", ["full", "village"])
def test_a_text_is_not_written_from_two_states_of_the_graph(store: Store, tmp_path: Path, name: str) -> None:
    loaded(store, write_full(tmp_path / "full"))
    loaded(store, village(tmp_path / "village"))
    once, again = (village(tmp_path / str(c), {"claims": [claim(certainty=c)]}) for c in (0.4, 0.5))

    with pytest.raises(LinkageError, match="the database was written to while it was read: export again"):
        export(store, name, tmp_path / "b", WatchedProgress(lambda: loaded(store, once)))
    with pytest.raises(LinkageError, match="the database was written to while it was read: save it again"):
        backup(store, tmp_path / "b.tar.gz", WatchedProgress(lambda: loaded(store, again)))

    assert not (tmp_path / "b.tar.gz").exists()


def test_a_load_that_was_cut_short_is_closed_by_the_next_one(store: Store, tmp_path: Path) -> None:
    loaded(store, write_full(tmp_path / "a"))
    store.rows("MATCH (run:Run) REMOVE run.closedAt")

    loaded(store, tmp_path / "a")

    assert export(store, "full", tmp_path / "b", QUIET) > 0


def test_a_run_says_who_loaded_which_text_and_how_far_it_came(store: Store, tmp_path: Path) -> None:
    dataset = find(str(write_full(tmp_path)))
    report = load(store, dataset, QUIET, who="ida", allow_removal=True)

    [run] = store.read("load.runs")

    assert (run["who"], run["dataset"], run["version"]) == ("ida", "full", dataset.version())
    assert run["done"] == run["expected"] == report.plan.size and run["relations"] == report.relations
    assert run["startedAt"] <= run["closedAt"]


@pytest.mark.parametrize("name", ["dataset.yaml", "claims/one.yaml"])
def test_another_text_is_another_version(tmp_path: Path, name: str) -> None:
    dataset: Any = find(str(write_full(tmp_path)))
    before = dataset.version()
    path = tmp_path / name
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")

    assert find(str(tmp_path)).version() != before

"""A backup restores an equal graph, and nothing that is no backup comes in."""

import hashlib
import io
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from benchmarks import invented
from rich.progress import Progress

from linkage.graph.errors import LinkageError
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.archive import LARGEST_MANIFEST, MANIFEST, manifest_content, unpack
from linkage.ingest.backup import backup, restore
from linkage.ingest.export import datasets
from linkage.ingest.library import load
from linkage.ingest.text.used import find
from tests.full import write_full
from tests.village import claim, write

QUIET = Progress(disable=True)


@pytest.fixture
def saved(store: Store, tmp_path: Path) -> Path:
    """An archive of two data sets that are in the store."""
    for folder in (write_full(tmp_path / "full"), write(tmp_path / "village")):
        load(store, find(str(folder)), QUIET, who="ida")
    # Loaded twice, so that there are three runs.
    write(tmp_path / "village", {"claims": [claim(certainty=0.5)]})
    load(store, find(str(tmp_path / "village")), QUIET, who="eve")
    backup(store, tmp_path / "a.tar.gz", QUIET)
    return tmp_path / "a.tar.gz"


def test_an_empty_server_becomes_an_equal_graph(store: Store, saved: Path) -> None:
    before, runs = digest(store), store.read("load.runs")
    invented.empty(store)

    found = restore(store, saved, QUIET, who="ida")

    assert found == digest(store) == before
    assert datasets(store) == ["full", "village"]
    assert [run for run in store.read("load.runs") if run in runs] == runs
    assert {run["who"] for run in runs} == {"ida", "eve"}


def test_a_restored_store_can_be_saved_again(store: Store, saved: Path, tmp_path: Path) -> None:
    invented.empty(store)
    restore(store, saved, QUIET)
    backup(store, tmp_path / "b.tar.gz", QUIET)

    with tarfile.open(saved) as one, tarfile.open(tmp_path / "b.tar.gz") as other:
        names = [name for name in one.getnames() if name.startswith("datasets/")]
        assert names and names == [name for name in other.getnames() if name.startswith("datasets/")]
        for name in names:
            assert one.extractfile(name).read() == other.extractfile(name).read()  # type: ignore[union-attr]


def test_a_store_that_holds_something_is_left_alone(store: Store, saved: Path, tmp_path: Path) -> None:
    before = digest(store)

    with pytest.raises(LinkageError, match="the database holds full, village already"):
        restore(store, saved, QUIET)

    assert digest(store) == before


def test_archived_text_takes_the_place_of_text_of_the_same_name(store: Store, saved: Path, tmp_path: Path) -> None:
    before = digest(store)
    load(store, find(str(write(tmp_path / "village", {"claims": []}))), QUIET, allow_removal=True)

    assert restore(store, saved, QUIET, replace=True) == before


def test_a_graph_that_differs_from_the_saved_one_is_told(store: Store, saved: Path, tmp_path: Path) -> None:
    invented.empty(store)

    def other(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = entries[MANIFEST].replace(b'"digest": "', b'"digest": "0')

    with pytest.raises(LinkageError, match="is restored, but the graph differs"):
        restore(store, rewritten(saved, other), QUIET)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its entries changed."""
    with tarfile.open(path) as archive:
        entries = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    change(entries)
    return packed(path.with_name("changed.tar.gz"), entries)


def packed(path: Path, entries: dict[str, bytes], *others: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in entries.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for member in others:
            archive.addfile(member)
    return path


def listing(entries: dict[str, bytes], name: str, content: bytes) -> None:
    """Put a file in, on the list as if `backup` had."""
    manifest = orjson.loads(entries[MANIFEST])
    manifest["files"][name] = [len(content), hashlib.blake2b(content).hexdigest()]
    entries[MANIFEST] = orjson.dumps(manifest)
    entries[name] = content


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda e: listing(e, "../escaped.yaml", b"x"), "it holds '../escaped.yaml'", id="a path that leads out"),
        pytest.param(lambda e: listing(e, "datasets/../../escaped.yaml", b"x"), "it holds 'datasets/../../escaped.yaml'", id="a path that leads out later"),
        pytest.param(lambda e: listing(e, "/tmp/escaped.yaml", b"x"), "it holds '/tmp/escaped.yaml'", id="an absolute path"),
        pytest.param(lambda e: listing(e, "other/a.yaml", b"x"), "it holds 'other/a.yaml'", id="an unknown folder"),
        pytest.param(lambda e: e.update({"datasets/x.yaml": b"x"}), "it holds 'datasets/x.yaml'", id="a file that is not listed"),
        pytest.param(lambda e: e.update({"runs/runs.jsonl": b"{}"}), "runs/runs.jsonl was changed", id="a changed file"),
        pytest.param(lambda e: e.pop("runs/runs.jsonl"), "runs/runs.jsonl is missing", id="a missing file"),
        pytest.param(lambda e: e.pop(MANIFEST), "it does not begin with manifest.json", id="no list"),
        pytest.param(lambda e: e.update({MANIFEST: b"{"}), "is no whole backup", id="a list that is none"),
        pytest.param(lambda e: e.update({MANIFEST: b"[]"}), "is no whole backup", id="a list that is no map"),
        pytest.param(lambda e: e.update({MANIFEST: b'{"format": 1, "digest": "a", "linkage": "b", "files": {}}'}), "runs/runs.jsonl is missing", id="an empty list"),
        pytest.param(lambda e: e.update({MANIFEST: e[MANIFEST].replace(b'"digest"', b'"digets"')}), "is no whole backup", id="a list without a digest"),
        pytest.param(lambda e: e.update({MANIFEST: e[MANIFEST].replace(b'{', b'{"format": 1,', 1)}), "field format is given twice", id="a list that says something twice"),
        pytest.param(lambda e: listing(e, "runs/runs.jsonl", b'{"id": 1}\n'), "runs/runs.jsonl:1 is no record of a load", id="a record of no load"),
        pytest.param(lambda e: listing(e, "runs/runs.jsonl", b'{"id": "a", "dataset": "b", "startedAt": "then"}'), "runs/runs.jsonl:1 is no record of a load", id="a record of no time"),
        pytest.param(lambda e: e.update({MANIFEST: b'{"format": 2}'}), "is of format 2", id="a later format"),
    ],
)  # fmt: skip
def test_an_archive_that_is_no_whole_backup_writes_nothing(
    store: Store, saved: Path, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    invented.empty(store)
    around = {path for path in saved.parent.parent.rglob("*escaped*")}

    with pytest.raises(LinkageError, match=said):
        restore(store, rewritten(saved, change), QUIET)

    assert store.rows("MATCH (n) WHERE NOT n:Migration|Lease|Generation|JournalEntry RETURN count(n)")[1] == [[0]]
    assert {path for path in saved.parent.parent.rglob("*escaped*")} == around


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_what_is_no_file_is_refused(store: Store, saved: Path, kind: bytes) -> None:
    member = tarfile.TarInfo("datasets/link")
    member.type, member.linkname = kind, "/etc/passwd"
    with tarfile.open(saved) as archive:
        entries = {item.name: archive.extractfile(item).read() for item in archive}  # type: ignore[union-attr]
    listing(entries, member.name, b"")
    del entries[member.name]

    with pytest.raises(LinkageError, match="it holds 'datasets/link'"):
        restore(store, packed(saved.with_name("b.tar.gz"), entries, member), QUIET, replace=True)


@pytest.mark.parametrize("part", [0, 10, 0.5, 0.99])
def test_a_torn_archive_is_refused(store: Store, saved: Path, part: float) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[: int(part * len(content)) if part < 1 else int(part)])

    with pytest.raises(LinkageError, match="is no whole backup|is no backup"):
        restore(store, saved, QUIET, replace=True)


def test_an_archive_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(LinkageError, match="none.tar.gz cannot be read: No such file"):
        restore(store, tmp_path / "none.tar.gz", QUIET)


# Bounds


class Zeros(io.RawIOBase):
    """So many zeros, none of which is kept."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        count = min(self.left, size if size >= 0 else self.left)
        self.left -= count
        return b"0" * count


def bomb(path: Path, *members: tuple[str, bytes, int]) -> Path:
    """An archive of a list of one file, which has 4 bytes, and members of a name, a type and a size."""
    manifest = {
        "format": 1,
        "digest": "a",
        "linkage": "b",
        "files": {"datasets/x/claims.jsonl": [4, "0"], "runs/runs.jsonl": [0, "0"]},
    }
    content = orjson.dumps(manifest)
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for name, kind, size in members:
            member = tarfile.TarInfo(name)
            member.type, member.size = kind, size or len(content)
            archive.addfile(member, Zeros(size) if size else io.BytesIO(content))  # type: ignore[arg-type]  # read suffices
    return path


LARGE = 64 << 20
LIST = (MANIFEST, tarfile.REGTYPE, 0)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        pytest.param([(MANIFEST, tarfile.REGTYPE, LARGE)], f"has {LARGE:,} bytes and may have 16,777,216", id="a list"),
        pytest.param(
            [LIST, ("datasets/x/claims.jsonl", tarfile.REGTYPE, LARGE)], "claims.jsonl was changed", id="a file"
        ),
        pytest.param(
            [LIST, ("datasets/x/claims.jsonl", tarfile.REGTYPE, 5)], "claims.jsonl was changed", id="a byte more"
        ),
        pytest.param(
            [LIST, ("datasets/x/other.jsonl", tarfile.REGTYPE, LARGE)], "which no backup does", id="another file"
        ),
        pytest.param([LIST, ("x", tarfile.XHDTYPE, LARGE)], "a head of", id="a head"),
        pytest.param([LIST, ("x", tarfile.GNUTYPE_LONGNAME, LARGE)], "a head of", id="a name"),
        pytest.param([("x", tarfile.XGLTYPE, LARGE), LIST], "a head of", id="a head of all"),
        pytest.param([LIST, *[("x", tarfile.XGLTYPE, 1)] * 2_000], "is no whole backup", id="heads without end"),
    ],
)
def test_no_more_of_an_archive_is_taken_than_its_list_says(
    tmp_path: Path, members: list[tuple[str, bytes, int]], said: str
) -> None:
    path = bomb(tmp_path / "bomb.tar.gz", *members)
    (tmp_path / "unpacked").mkdir()
    tracemalloc.start()
    try:
        with pytest.raises(LinkageError, match=said):
            unpack(path, tmp_path / "unpacked")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 8 << 20
    assert sum(file.stat().st_size for file in (tmp_path / "unpacked").rglob("*")) <= 4 << 12


def test_an_archive_that_needs_more_room_than_there_is_is_refused(tmp_path: Path) -> None:
    content = orjson.dumps({"format": 1, "digest": "a", "linkage": "b", "files": {"runs/runs.jsonl": [1 << 60, "0"]}})

    with pytest.raises(LinkageError, match="unpacks to 1,152,921,504,606,846,976 bytes and .* are free"):
        unpack(packed(tmp_path / "a.tar.gz", {MANIFEST: content}), tmp_path)


def test_a_list_that_would_not_be_read_again_is_not_written() -> None:
    with pytest.raises(LinkageError, match="put the records of the data sets into fewer files"):
        manifest_content({"files": {f"datasets/x/claims/{number:0100}.yaml": [0, "0"] for number in range(140_000)}})

    assert len(manifest_content({"files": {}})) < LARGEST_MANIFEST

"""
From the store back to the text, byte for byte the canonical form of what was loaded.

Each record is put together from its properties, links and names, not from a copy of its text: what the store
does not hold, the export cannot invent, and a test over every field would tell.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.progress import Progress

from linkage.graph.errors import LinkageError
from linkage.graph.records import Head, Record
from linkage.graph.store.database import Store
from linkage.ingest.one_state import unchanged_graph
from linkage.ingest.properties import StoredRecord, read_fields
from linkage.ingest.rows import OWNED
from linkage.ingest.text.dataset import HEAD, kind_of, parse_record
from linkage.ingest.text.folder import ENDINGS
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import format_map, format_records, write_text

PAGE = 2_000


def datasets(store: Store) -> list[str]:
    """The names of the data sets in the store."""
    names: list[str] = store.read("export.datasets")
    return names


def export(store: Store, name: str, folder: Path, progress: Progress) -> int:
    """Write the text of a data set into *folder*, all of one generation; return the number of records."""
    with unchanged_graph(store, "export"):
        head, files = stored_dataset(store, name)
        _refuse_others(folder, name, files)
        task = progress.add_task("export", total=sum(files.values()))
        for file, size in files.items():
            entries = records(store, name, file, size, lambda: progress.advance(task))
            write_text(folder / file, format_records(file, entries))
        write_text(folder / HEAD, [format_map(head)])
    return sum(files.values())


def stored_dataset(store: Store, name: str) -> tuple[Head, dict[str, int]]:
    """What a data set says of itself, and its files with their sizes; LinkageError where it is not there whole."""
    _require_whole(store, name)
    return _head(store, name)


def records(store: Store, name: str, file: str, size: int, step: Callable[[], None] = lambda: None) -> Iterator[Record]:
    """The records of one file in the order of the text, read page by page; calls *step* once a record."""
    kind = kind_of(file)
    assert kind is not None, "checked with the head"
    for start in range(0, size, PAGE):
        end = min(start + PAGE, size)
        page = store.read("export.records", dataset=name, file=file, first=start, end=end, owned=list(OWNED))
        if len(page) != end - start:
            raise LinkageError(f"the store lacks records of {file}: load data set {name!r} again")
        for properties, links, names in page:
            step()
            yield parse_record(kind, read_fields(kind, StoredRecord(properties, links, names)))


def _require_whole(store: Store, name: str) -> None:
    run = store.read("load.last_run", dataset=name)
    if run and not run[1]:
        raise LinkageError(
            f"the last load of data set {name!r} did not end: wait if it runs yet, or load it again before anything else"
        )


def _head(store: Store, name: str) -> tuple[Head, dict[str, int]]:
    """What the data set says of itself, and its files with the number of records in each."""
    stored = store.read("export.head", dataset=name)
    if stored is None:
        known = ", ".join(datasets(store)) or "none"
        if name in known.split(", "):
            raise LinkageError(f"data set {name!r} was loaded by an earlier Linkage: load it again, then export")
        raise LinkageError(f"there is no data set {name!r} in the store; there is: {known}")
    properties, assertions = stored
    files: dict[str, int] = dict(zip(properties["files"], properties["sizes"], strict=True))
    for file in files:
        if kind_of(file) is None:
            raise LinkageError(f"data set {name!r} names a file {file!r}, which cannot be written")
    return parse_record(Head, read_fields(Head, StoredRecord(properties, names=assertions))), files


def _refuse_others(folder: Path, name: str, files: dict[str, int]) -> None:
    """No file of another text may stand between those of this one: it would be read as a part of it."""
    if (folder / HEAD).exists() and find(str(folder)).name != name:
        raise LinkageError(f"{folder} holds another data set: choose an empty folder")
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        relative = path.relative_to(folder).as_posix()
        if path.suffix in ENDINGS and relative not in (HEAD, *files):
            raise LinkageError(f"{path} is not in the store: take it away or choose an empty folder")

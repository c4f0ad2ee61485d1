"""What a load has to do: the rows of a text held against what is stored, before anything is written."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from rich.progress import Progress

from linkage.graph.errors import LinkageError
from linkage.graph.ids import split_id
from linkage.graph.records import KINDS
from linkage.graph.store.database import Store
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.journal import Wholes
from linkage.ingest.rows import RecordRow, head_rows, record_rows
from linkage.ingest.spill import Shelf, Spool
from linkage.ingest.text.dataset import DataSet
from linkage.ingest.text.reader import Problem

BATCH = 2_000
STATES = ("new", "changed", "moved", "same", "gone")

Writing = tuple[bool, dict[str, Any]]
"""Whether a row replaces one that is stored, and what the statement that writes it takes."""

RowPlace = list[Any]
"""The id of a row, its file, and how many records come before it there."""

T = TypeVar("T")


@dataclass(slots=True)
class LoadPlan:
    """
    What a load has to do: rows to write as they were read, ids to remove, and how many are in which state.

    Of a row that has *moved* within the text only the place is written, and nothing is derived anew. However
    long the lists, they take no memory.
    """

    write: Spool[Writing] = field(default_factory=Spool)
    moved: Spool[RowPlace] = field(default_factory=Spool)
    renamed: Spool[str] = field(default_factory=Spool)
    remove: Spool[str] = field(default_factory=Spool)
    wholes: Wholes = field(default_factory=Wholes)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def count(self, label: str, state: str) -> None:
        self.counts.setdefault(label, dict.fromkeys(STATES, 0))[state] += 1

    @property
    def size(self) -> int:
        return len(self.write) + len(self.moved) + len(self.remove)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """What the store has of a row already, if anything."""

    dataset: str
    digest: str | None = None
    key: str | None = None
    file: str | None = None
    ordinal: int | None = None

    def state(self, row: RecordRow) -> str:
        """How the row that is to be written stands to this one; one of STATES."""
        if self.digest is None:
            return "new"
        if self.digest != row.digest:
            return "changed"
        return "same" if (self.file, self.ordinal) == (row.place or (None, None)) else "moved"


def plan_load(
    store: Store, dataset: DataSet, catalogue: Catalogue, progress: Progress, givers: Collection[str] = ()
) -> LoadPlan:
    """
    Hold every row against the store; nothing is written.

    *givers* are data sets that give up, in a load that follows at once, what this one holds from now on.
    """
    plan = LoadPlan()
    present: Shelf[None] = Shelf()
    task = progress.add_task("plan", total=sum(catalogue.counts.values()))
    for batch in batches(all_rows(dataset, catalogue, lambda: progress.advance(task)), BATCH):
        stored = {
            identifier: StoredRow(*values)
            for identifier, *values in store.read("load.digests", ids=[row.id for row in batch])
        }
        for row in batch:
            earlier = stored.get(row.id, StoredRow(dataset.name))
            if earlier.digest is not None:
                present.add(row.id, None)
            _plan_row(plan, row, earlier, dataset, givers)
    for identifier in stored_ids(store, dataset.name):
        if identifier not in present:
            plan.remove.append(identifier)
            plan.wholes.remove(identifier, present)
            plan.count(split_id(identifier)[0], "gone")
    return plan


def _plan_row(plan: LoadPlan, row: RecordRow, stored: StoredRow, dataset: DataSet, givers: Collection[str]) -> None:
    key = row.properties.get("key")
    given = stored.dataset in givers
    if stored.dataset != dataset.name and not given:
        raise LinkageError(
            f"{row.label} {key or row.id} is in data set {stored.dataset!r} already: "
            f"give it another key in {dataset.name!r}, or name {stored.dataset!r} in its uses and leave it out"
        )
    state = "changed" if given else stored.state(row)
    plan.count(row.label, state)
    if state in ("new", "changed"):
        plan.write.append((state == "changed", row.parameters(dataset.name)))
        plan.wholes.write(row.label, row.id, stored=state == "changed")
    if state != "new" and stored.key != key:
        plan.renamed.append(row.id)
    if state == "moved":
        plan.moved.append([row.id, *(row.place or (None, None))])


def all_rows(dataset: DataSet, catalogue: Catalogue, step: Callable[[], None] = lambda: None) -> Iterator[RecordRow]:
    """Every row of a text that was checked, in the order of writing; calls *step* once a record."""
    yield from head_rows(dataset.head, {name: catalogue.files[name] for name, _, _ in dataset.files()})
    for kind in KINDS.values():
        for entry in dataset.records(kind):
            if isinstance(entry, Problem):
                raise LinkageError(f"data set {dataset.name!r} changed while it was read: {entry}")
            step()
            record_row, *dependent_rows = record_rows(entry.record, catalogue)
            yield replace(record_row, place=(entry.file, entry.ordinal))
            yield from dependent_rows


def stored_ids(store: Store, dataset: str) -> Iterator[str]:
    """The ids of all records of a data set that are stored, in their order."""
    after = ""
    while page := store.read("load.stored", dataset=dataset, after=after, limit=10 * BATCH):
        yield from page
        after = page[-1]


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """*items* in lists of *size*, the last one perhaps shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def plan_unload(store: Store, dataset: str) -> LoadPlan:
    """All rows of a data set are to go."""
    plan = LoadPlan()
    for identifier in stored_ids(store, dataset):
        plan.remove.append(identifier)
        plan.count(split_id(identifier)[0], "gone")
    return plan

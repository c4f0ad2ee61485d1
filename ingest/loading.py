"""
Loading: read, check, plan, write, derive, close the run record; all while nobody else writes.

A load is one transaction, unless it is large; then it is written in batches. A batch of claims and the mark that
their dyads are to be derived are one transaction; so are the derived relations of a batch of dyads and the removal
of their marks. Whatever kills a load, the next one finds the rows that are missing by their digests and the dyads
that are open by their marks.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, TransactionTooLargeError
from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.records import Judgement
from linkage.graph.relations.dyads import Contribution
from linkage.graph.store.changes import RecordTransition, Writing
from linkage.graph.store.database import Store
from linkage.graph.store.transactions import Counters, Step, native, sum_counters
from linkage.ingest.assertions import verify
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.checks import build_catalogue
from linkage.ingest.contributions import COLUMNS, contribution
from linkage.ingest.endings import idle_endings
from linkage.ingest.journal import Notebook
from linkage.ingest.one_state import unchanged_text
from linkage.ingest.plan import BATCH, LoadPlan, batches, plan_load
from linkage.ingest.plan import Writing as Row
from linkage.ingest.removal import Removal, plan_removal, refuse_removal
from linkage.ingest.room import ON_DISK, most_in_one_step
from linkage.ingest.rows import OWNED
from linkage.ingest.spill import Spool
from linkage.ingest.stored_versions import stored_ties
from linkage.ingest.text.dataset import DataSet
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import versions

MANY = 1_000
"""Records from which on a load may leave the server with plans that fit another graph; it notices that only by and by."""


@dataclass(slots=True)
class LoadReport:
    """What a load did; `counters` is what the server says it changed, `warnings` what to look at again."""

    plan: LoadPlan
    warnings: Spool[Problem] = field(default_factory=Spool)
    removal: Removal = field(default_factory=Removal)
    relations: int = 0
    counters: Counters = field(default_factory=dict)

    def add(self, counters: Counters) -> None:
        self.counters = sum_counters([self.counters, counters])

    @property
    def rejudged(self) -> bool:
        """Whether it changes a judgement, by which actors may be one in other data sets too."""
        counts = self.plan.counts.get(Judgement.__name__, {})
        return any(counts.get(state) for state in ("new", "changed", "gone"))


def check(dataset: DataSet, progress: Progress, judgements: Sequence[Judgement] = ()) -> Catalogue:
    """
    Read and check the whole text; InvalidDataSetError carries every problem.

    *judgements* are those of data sets that it does not use.
    """
    task = progress.add_task("check", total=None)
    catalogue, problems = build_catalogue(dataset, lambda: progress.advance(task), judgements)
    progress.update(task, total=sum(catalogue.counts.values()))
    if not problems:  # in counts each of them would be told a second time
        missing, surplus = verify(dataset.head, catalogue)
        problems.extend(missing)
        catalogue.warnings.extend(surplus)
    if problems:
        raise InvalidDataSetError(dataset.name, problems)
    catalogue.warnings.extend(idle_endings(dataset, catalogue))
    return catalogue


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What the check of a text has found, under the *judgements* of data sets that it does not use."""

    versions: tuple[str, ...]
    """Of the text and of all that it uses."""
    judgements: Sequence[Judgement]
    catalogue: Catalogue

    @classmethod
    def of(cls, dataset: DataSet, progress: Progress, judgements: Sequence[Judgement]) -> "CheckedText":
        """Check the whole text; InvalidDataSetError carries every problem."""
        with unchanged_text(dataset):
            return cls(versions(dataset), judgements, check(dataset, progress, judgements))


@dataclass(frozen=True, slots=True)
class TextLoad:
    """
    How one text is loaded: on record as done by *who*, with *allow_removal* however much goes.

    *judgements* are those of data sets that it does not use; *givers* may have given up to it what they held. What was
    *checked* before is not checked again, as long as it is the same text under the same judgements.
    """

    dataset: DataSet
    progress: Progress
    who: str | None = None
    allow_removal: bool = False
    judgements: Sequence[Judgement] = ()
    givers: Collection[str] = ()
    checked: CheckedText | None = None

    def plan(self, store: Store) -> tuple[LoadReport, str]:
        """What there is to do, and the version of the text that was checked and planned for."""
        with unchanged_text(self.dataset) as version:
            catalogue = self._catalogue()
            plan = plan_load(store, self.dataset, catalogue, self.progress, self.givers)
        return LoadReport(plan, catalogue.warnings, plan_removal(store, plan, catalogue)), version

    def _catalogue(self) -> Catalogue:
        earlier = self.checked
        if earlier and (earlier.versions, earlier.judgements) == (versions(self.dataset), self.judgements):
            return earlier.catalogue
        return check(self.dataset, self.progress, self.judgements)

    def carry_out(self, store: Store, version: str | None = None) -> LoadReport:
        """Write what there is to do; *version* is that on record where it is not that of the text."""
        report, read = self.plan(store)
        if not self.allow_removal:
            refuse_removal(self.dataset.name, report.removal)
        write(store, report, self.progress, self.dataset.name, version or read, self.who)
        return report


def write(
    store: Store, report: LoadReport, progress: Progress, dataset: str, version: str | None, who: str | None
) -> None:
    """Write what was planned, and derive what follows; in one step where the server has room for that."""
    pending = store.read("relations.count_pending")
    if not (report.plan.size or pending or _cut_short(store, dataset)):
        return
    store.require_disk(report.plan.size * ON_DISK)
    run = LoadRun(report, progress, dataset, {"version": version, "who": who})
    if report.plan.size + pending > most_in_one_step(store) or not run.in_one_step(store):
        run.in_batches(store)
    if report.plan.size >= MANY:
        store.read("load.replan")


def _cut_short(store: Store, dataset: str) -> bool:
    """Whether the last load did not end."""
    run = store.read("load.last_run", dataset=dataset)
    return run is not None and not run[1]


class LoadRun:
    """One load, from the opening of its record to the close; *report* says what it has done."""

    def __init__(self, report: LoadReport, progress: Progress, dataset: str, record: dict[str, object]) -> None:
        self._report = report
        self._progress = progress
        self._dataset = dataset
        self._id = uuid.uuid4().hex
        values = {"id": self._id, "expected": report.plan.size, "dataset": dataset, **record}
        self._opening: Step = ("load.open_run", values)

    def in_one_step(self, store: Store) -> bool:
        """Write and derive in one transaction; False, and nothing is written, where the server has no room for it."""
        try:
            with store.change() as change:
                change.write(self._opening)
                self._write(change)
                for step in derivations(change, self._report, self._progress):
                    self._report.add(change.write(step))
                change.write(self._closing())
                change.list_all(self._dataset, self._report.relations)
        except TransactionTooLargeError:
            self._report.relations, self._report.counters = 0, {}
            return False
        return True

    def in_batches(self, store: Store) -> None:
        """Write and derive in many transactions, of which readers know that they belong together."""
        with store.change() as opening:
            opening.write(self._opening)
            opening.list_all(self._dataset, 0)
        self._write(store)
        derive_open(store, self._report, self._progress)
        with store.change() as closing:
            closing.write(self._closing())
            closing.list_all(self._dataset, self._report.relations)

    def _write(self, target: Writing) -> None:
        done = 0
        task = self._progress.add_task("write", total=self._report.plan.size)
        for steps, size in _steps(self._report.plan, Notebook(self._id, self._dataset)):
            done += size
            self._report.add(target.write(*steps, ("load.advance_run", {"id": self._id, "done": done})))
            self._progress.advance(task, size)

    def _closing(self) -> Step:
        return "load.close_run", {"id": self._id, "relations": self._report.relations}


def _steps(plan: LoadPlan, notebook: Notebook) -> Iterator[tuple[list[Step], int]]:
    """
    The steps of each transaction, with what it notes in the journal, and how many records they settle.

    Remove first, so that a claim whose content changed gives its key free; then write by kind.
    """
    for wholes in batches(plan.wholes.waiting, BATCH):
        yield notebook.note((RecordTransition.CHANGED, identifier) for identifier in wholes), 0
    for gone in batches(plan.remove, BATCH):
        notes = notebook.note((RecordTransition.REMOVED, identifier) for identifier in gone)
        yield [("load.pending", {"ids": gone}), ("load.remove", {"ids": gone}), *notes], len(gone)
    for renamed in batches(plan.renamed, BATCH):
        yield [("load.release_keys", {"ids": renamed})], 0
    for places in batches(plan.moved, BATCH):
        yield [("load.places", {"places": places})], len(places)
    for batch in batches(plan.write, BATCH):
        yield [*_writing(batch), *notebook.note(map(_change, batch))], len(batch)


def _writing(batch: Sequence[Row]) -> list[Step]:
    """The steps that write these rows and mark what is to be derived from them."""
    counted = [(old, row["id"]) for old, row in batch if row["label"] in ("Claim", "Share")]
    replaced = [identifier for old, identifier in counted if old]
    steps: list[Step] = [("load.pending", {"ids": replaced})] if replaced else []
    steps.append(("load.records", {"rows": [row for _, row in batch], "owned": list(OWNED)}))
    if counted:
        steps.append(("load.pending", {"ids": [identifier for _, identifier in counted]}))
    return steps


def _change(row: Row) -> tuple[RecordTransition, str]:
    stored, values = row
    return RecordTransition.CHANGED if stored else RecordTransition.ADDED, values["id"]


def derive_open(store: Store, report: LoadReport, progress: Progress) -> None:
    """
    Derive the relations of every dyad that is marked; each batch of dyads is one transaction.

    While the server writes one batch, the next one is read and derived.
    """
    writing = None
    with ThreadPoolExecutor(max_workers=1) as writer:
        for step in derivations(store, report, progress):
            if writing:
                report.add(writing.result())
            writing = writer.submit(store.write, step)
        if writing:
            report.add(writing.result())


def derivations(source: Writing, report: LoadReport, progress: Progress) -> Iterator[Step]:
    """What replaces the relations of all dyads that are marked, a batch of dyads at a time."""
    task = progress.add_task("derive", total=source.read("relations.count_pending"))
    after = ""
    while marks := dict(source.read("relations.pending", after=after, limit=BATCH)):
        derived = relations(marks, source.read("relations.evidence", dyads=list(marks)))
        report.relations += sum(len(tie["versions"]) for row in derived for tie in row["ties"])
        yield "relations.replace", {"dyads": derived, "families": RELATIONSHIP_TYPES}
        progress.advance(task, len(marks))
        after = max(marks)


def relations(marks: Mapping[str, int], evidence: Iterable[list[Any]]) -> list[dict[str, Any]]:
    """
    Derived versions of all ties of each dyad as the statement that stores them takes them.

    *marks* are the dyads, each with the number of its mark.
    """
    contributions: dict[str, list[Contribution]] = {name: [] for name in marks}
    for name, layers, disputed, *values in evidence:
        properties = dict(zip(COLUMNS, map(native, values), strict=True))
        counted = [(native(known), native(until)) for known, until in disputed]
        contributions[name].append(contribution(properties, layers, counted))
    return [stored_ties(name, claims) | {"number": marks[name]} for name, claims in contributions.items()]

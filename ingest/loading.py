"""
Loading: read, check, plan, write in batches, derive, close the run record.

A batch of claims and the mark that their pairs are to be derived are one transaction; so are the derived
relations of a batch of pairs and the removal of their marks. Whatever kills a load, the next one finds the
rows that are missing by their digests and the pairs that are open by their marks.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import Any, Literal, TypeVar

from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.families import Family
from linkage.graph.ids import global_id, split_id
from linkage.graph.records import KINDS
from linkage.graph.relations.derivation import Evidence, Version, derive
from linkage.graph.store.database import Counters, Step, Store, sum_counters
from linkage.ingest.assertions import verify
from linkage.ingest.checks import Catalogue, catalogue
from linkage.ingest.rows import OWNED, Row, head, rows
from linkage.ingest.spill import Shelf, Spool
from linkage.ingest.text.dataset import DataSet
from linkage.ingest.text.reader import Problem

BATCH = 2_000
FAMILIES = [family.name for family in Family]
STATES = ("new", "changed", "moved", "same", "gone")

Layer = Literal["DIRECT", "ROLLED"]
"""Whether claims count for the actors they name, or for those on whose behalf these act."""

Writing = tuple[bool, dict[str, Any]]
"""Whether a row replaces one that is stored, and what the statement that writes it takes."""

Place = list[Any]
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
    moved: Spool[Place] = field(default_factory=Spool)
    renamed: Spool[str] = field(default_factory=Spool)
    remove: Spool[str] = field(default_factory=Spool)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def count(self, label: str, state: str) -> None:
        self.counts.setdefault(label, dict.fromkeys(STATES, 0))[state] += 1

    @property
    def size(self) -> int:
        return len(self.write) + len(self.moved) + len(self.remove)


@dataclass(slots=True)
class LoadReport:
    """What a load did; `counters` is what the server says it changed, `warnings` what to look at again."""

    plan: LoadPlan
    warnings: list[Problem] = field(default_factory=list)
    relations: int = 0
    counters: Counters = field(default_factory=dict)

    def add(self, counters: Counters) -> None:
        self.counters = sum_counters([self.counters, counters])


def check(dataset: DataSet, progress: Progress) -> Catalogue:
    """Read and check the whole text; InvalidDataSetError carries every problem."""
    task = progress.add_task("check", total=None)
    found, problems = catalogue(dataset, lambda: progress.advance(task))
    progress.update(task, total=sum(found.counts.values()))
    if not problems:  # in counts each of them would be told a second time
        problems, found.warnings = verify(dataset.head, found)
    if problems:
        raise InvalidDataSetError(dataset.name, problems)
    return found


def plan(store: Store, dataset: DataSet, found: Catalogue, progress: Progress) -> LoadPlan:
    """Hold every row against the store; nothing is written."""
    result = LoadPlan()
    kept: Shelf[None] = Shelf()
    task = progress.add_task("plan", total=sum(found.counts.values()))
    for batch in batches(all_rows(dataset, found, lambda: progress.advance(task)), BATCH):
        stored = {
            identifier: (owner, digest, key, (file, ordinal))
            for identifier, owner, digest, key, file, ordinal in store.read(
                "load.digests", ids=[row.id for row in batch]
            )
        }
        for row in batch:
            owner, digest, key, place = stored.get(row.id, (dataset.name, None, None, (None, None)))
            if owner != dataset.name:
                raise LinkageError(
                    f"{row.label} {row.properties.get('key', row.id)} is in data set {owner!r} already: "
                    f"give it another key in {dataset.name!r}"
                )
            if digest is None:
                state = "new"
            elif digest != row.digest:
                state = "changed"
            else:
                state = "same" if place == (row.place or (None, None)) else "moved"
            result.count(row.label, state)
            if state in ("new", "changed"):
                result.write.append((state == "changed", row.parameters(dataset.name)))
            if digest is not None:
                kept.add(row.id, None)
                if key != row.properties.get("key"):
                    result.renamed.append(row.id)
            if state == "moved":
                result.moved.append([row.id, *(row.place or (None, None))])
    for identifier in _stored(store, dataset):
        if identifier not in kept:
            result.remove.append(identifier)
            result.count(split_id(identifier)[0], "gone")
    return result


def load(
    store: Store, dataset: DataSet, progress: Progress, *, who: str | None = None, dry_run: bool = False
) -> LoadReport:
    """Make the store hold what the text says, on record as done by *who*; the same text twice writes nothing."""
    found = check(dataset, progress)
    report = LoadReport(plan(store, dataset, found, progress), found.warnings)
    if dry_run or not (report.plan.size or _unfinished(store, dataset)):
        return report
    run, done = uuid.uuid4().hex, 0
    opened = {"id": run, "dataset": dataset.name, "version": dataset.version(), "expected": report.plan.size}
    store.write(("load.open_run", {**opened, "who": who}))
    task = progress.add_task("write", total=report.plan.size)
    for steps, size in _steps(report.plan):
        done += size
        report.add(store.write(*steps, ("load.advance_run", {"id": run, "done": done})))
        progress.advance(task, size)
    derive_open(store, report, progress)
    store.write(("load.close_run", {"id": run, "relations": report.relations}))
    return report


def _unfinished(store: Store, dataset: DataSet) -> bool:
    """Whether an earlier load was cut short."""
    last = store.read("load.last_run", dataset=dataset.name)
    return bool(store.read("relations.count_pending")) or (last is not None and not last[1])


def all_rows(dataset: DataSet, found: Catalogue, step: Callable[[], None] = lambda: None) -> Iterator[Row]:
    """Every row of a text that was checked, in the order of writing; calls *step* once a record."""
    yield from head(dataset.head, {name: found.files[name] for name, _, _ in dataset.files()})
    for kind in KINDS.values():
        for entry in dataset.records(kind):
            if isinstance(entry, Problem):
                raise LinkageError(f"data set {dataset.name!r} changed while it was read: {entry}")
            step()
            own, *others = rows(entry.record, found)
            yield replace(own, place=(entry.file, entry.ordinal))
            yield from others


def _stored(store: Store, dataset: DataSet) -> Iterator[str]:
    after = ""
    while page := store.read("load.stored", dataset=dataset.name, after=after, limit=10 * BATCH):
        yield from page
        after = page[-1]


def _steps(planned: LoadPlan) -> Iterator[tuple[list[Step], int]]:
    """
    The steps of each transaction, and how many records they settle.

    Remove first, so that a claim whose content changed gives its key free; then write by kind.
    """
    for gone in batches(planned.remove, BATCH):
        yield [("load.pending", {"ids": gone}), ("load.remove", {"ids": gone})], len(gone)
    for renamed in batches(planned.renamed, BATCH):
        yield [("load.release_keys", {"ids": renamed})], 0
    for places in batches(planned.moved, BATCH):
        yield [("load.places", {"places": places})], len(places)
    for batch in batches(planned.write, BATCH):
        counted = [(old, row["id"]) for old, row in batch if row["label"] in ("Claim", "Share")]
        replaced = [identifier for old, identifier in counted if old]
        steps: list[Step] = [("load.pending", {"ids": replaced})] if replaced else []
        steps.append(("load.records", {"rows": [row for _, row in batch], "owned": list(OWNED)}))
        if counted:
            steps.append(("load.pending", {"ids": [identifier for _, identifier in counted]}))
        yield steps, len(batch)


def derive_open(store: Store, report: LoadReport, progress: Progress) -> None:
    """Derive the relations of every pair that is marked; each batch of pairs is one transaction."""
    task = progress.add_task("derive", total=store.read("relations.count_pending"))
    while pairs := store.read("relations.pending", limit=BATCH):
        evidence = store.read("relations.evidence", pairs=pairs)
        derived = relations(pairs, evidence)
        report.relations += sum(len(entry["versions"]) for entry in derived)
        report.add(store.write(("relations.replace", {"pairs": derived, "families": FAMILIES})))
        progress.advance(task, len(pairs))


def relations(pairs: Iterable[str], evidence: Iterable[list[Any]]) -> list[dict[str, Any]]:
    """Derived versions of each pair as the statement that stores them takes them, theatre by theatre."""
    grouped: dict[str, dict[tuple[str | None, Layer], list[Evidence]]] = {name: {} for name in pairs}
    for name, layers, theatres, *fields in evidence:
        claim = _evidence(fields)
        for theatre, layer in product(theatres or [None], layers):
            grouped[name].setdefault((theatre, layer), []).append(claim)
    return [_relation(name, groups) for name, groups in grouped.items()]


def _evidence(fields: list[Any]) -> Evidence:
    (identifier, origin, certainty, known, withdrawn, first, last, dated, denies, issue, disputed) = fields
    return Evidence(
        id=identifier,
        origin=origin,
        certainty=certainty,
        known_from=known.to_native(),
        withdrawn_on=withdrawn and withdrawn.to_native(),
        valid_from=first and first.to_native(),
        valid_to=last and last.to_native(),
        dated=dated,
        denies=denies,
        issue=issue,
        disputed=tuple((start.to_native(), end and end.to_native()) for start, end in disputed),
    )


def _relation(name: str, groups: dict[tuple[str | None, Layer], list[Evidence]]) -> dict[str, Any]:
    family, subject, object_ = name.split("|")
    found: dict[tuple[str | None, Version], set[Layer]] = {}
    for (theatre, layer), claims in sorted(groups.items(), key=lambda item: (item[0][0] or "", item[0][1])):
        for version in derive(claims):
            found.setdefault((theatre, version), set()).add(layer)
    return {
        "pair": name,
        "family": family,
        "subject": global_id("Actor", subject),
        "object": global_id("Actor", object_),
        "versions": [
            _version(version, name, theatre, layers.pop() if len(layers) == 1 else "BOTH")
            for (theatre, version), layers in found.items()
        ],
    }


def _version(version: Version, name: str, theatre: str | None, layer: str) -> dict[str, Any]:
    family, subject, object_ = name.split("|")
    start = version.valid_from if version.dated else "undated"
    finding = version.finding
    return {
        "id": global_id(
            "Relation", subject, family, object_, theatre or "", str(start), str(version.known_from), layer
        ),
        "pair": name,
        "layer": layer,
        "sign": Family[family].sign,
        "theatre": theatre,
        "validFrom": version.valid_from,
        "validTo": version.valid_to,
        "dated": version.dated,
        "knownFrom": version.known_from,
        "knownTo": version.known_to,
        "status": finding.status.name,
        "certainty": finding.certainty,
        "origins": finding.origins,
        "claims": list(finding.claims),
        "issues": list(finding.issues),
    }


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """*items* in lists of *size*, the last one perhaps shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch

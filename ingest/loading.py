"""
Loading: read, check, plan, write in batches, derive, close the run record.

A batch of claims and the mark that their pairs are to be derived are one transaction; so are the derived
relations of a batch of pairs and the removal of their marks. Whatever kills a load, the next one finds the
rows that are missing by their digests and the pairs that are open by their marks.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Literal

from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError
from linkage.graph.families import Family
from linkage.graph.ids import global_id
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.versions import Version, derive
from linkage.graph.store.database import Counters, Step, Store, sum_counters
from linkage.ingest.assertions import verify
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.checks import build_catalogue
from linkage.ingest.endings import idle_endings
from linkage.ingest.plan import BATCH, LoadPlan, batches, plan_load
from linkage.ingest.rows import OWNED
from linkage.ingest.text.dataset import DataSet
from linkage.ingest.text.reader import Problem

FAMILIES = [family.name for family in Family]

Layer = Literal["DIRECT", "ROLLED"]
"""Whether claims count for the actors they name, or for those on whose behalf these act."""


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
    catalogue, problems = build_catalogue(dataset, lambda: progress.advance(task))
    progress.update(task, total=sum(catalogue.counts.values()))
    if not problems:  # in counts each of them would be told a second time
        problems, catalogue.warnings = verify(dataset.head, catalogue)
    if problems:
        raise InvalidDataSetError(dataset.name, problems)
    catalogue.warnings += idle_endings(dataset, catalogue)
    return catalogue


def load(
    store: Store, dataset: DataSet, progress: Progress, *, who: str | None = None, dry_run: bool = False
) -> LoadReport:
    """Make the store hold what the text says, on record as done by *who*; the same text twice writes nothing."""
    catalogue = check(dataset, progress)
    report = LoadReport(plan_load(store, dataset, catalogue, progress), catalogue.warnings)
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
    run = store.read("load.last_run", dataset=dataset.name)
    return bool(store.read("relations.count_pending")) or (run is not None and not run[1])


def _steps(plan: LoadPlan) -> Iterator[tuple[list[Step], int]]:
    """
    The steps of each transaction, and how many records they settle.

    Remove first, so that a claim whose content changed gives its key free; then write by kind.
    """
    for gone in batches(plan.remove, BATCH):
        yield [("load.pending", {"ids": gone}), ("load.remove", {"ids": gone})], len(gone)
    for renamed in batches(plan.renamed, BATCH):
        yield [("load.release_keys", {"ids": renamed})], 0
    for places in batches(plan.moved, BATCH):
        yield [("load.places", {"places": places})], len(places)
    for batch in batches(plan.write, BATCH):
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
    (identifier, origin, certainty, known, withdrawn, start, end, dated, denies, issue, disputed) = fields
    return Evidence(
        id=identifier,
        origin=origin,
        certainty=certainty,
        known_from=known.to_native(),
        withdrawn_on=withdrawn and withdrawn.to_native(),
        valid_from=start and start.to_native(),
        valid_to=end and end.to_native(),
        dated=dated,
        denies=denies,
        issue=issue,
        disputed=tuple((known.to_native(), end and end.to_native()) for known, end in disputed),
    )


def _relation(name: str, groups: dict[tuple[str | None, Layer], list[Evidence]]) -> dict[str, Any]:
    family, subject, object_ = name.split("|")
    versions: dict[tuple[str | None, Version], set[Layer]] = {}
    for (theatre, layer), claims in sorted(groups.items(), key=lambda item: (item[0][0] or "", item[0][1])):
        for version in derive(claims).versions:
            versions.setdefault((theatre, version), set()).add(layer)
    return {
        "pair": name,
        "family": family,
        "subject": global_id("Actor", subject),
        "object": global_id("Actor", object_),
        "versions": [
            _version(version, name, theatre, layers.pop() if len(layers) == 1 else "BOTH")
            for (theatre, version), layers in versions.items()
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

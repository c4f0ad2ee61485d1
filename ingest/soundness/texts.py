"""Each data set as text, written from the store: what follows from it, held against what is stored."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.wording.faults import record_title
from linkage.ingest.export import datasets
from linkage.ingest.library import export_with_used, judgements_elsewhere
from linkage.ingest.loading import check
from linkage.ingest.plan import BATCH, all_rows, batches, stored_ids
from linkage.ingest.rows import RecordRow
from linkage.ingest.soundness.survey import Survey
from linkage.ingest.spill import Shelf, Spool
from linkage.ingest.text.dataset import DataSet

_UNREADABLE = (LinkageError, LookupError, ValueError, TypeError, AttributeError)
"""What writing a text from damaged records, or reading it, may raise."""


def text_faults(survey: Survey) -> Iterator[Fault]:
    """What is wrong with data sets as a whole, and with the records that do not fit their digests."""
    names = datasets(survey.store)
    unfinished = {run[1] for run in survey.store.read("soundness.open_runs")}
    for name in names:
        yield from _unfinished_faults(survey, name) if name in unfinished else _dataset_faults(survey, name)
    yield from (fault for fault in survey.damaged.values() if fault.dataset not in names)


def _unfinished_faults(survey: Survey, name: str) -> Iterator[Fault]:
    """What does not fit its digest; the next load writes whatever else there is to be."""
    return (fault for fault in survey.damaged.values() if fault.dataset == name)


def _dataset_faults(survey: Survey, name: str) -> Iterator[Fault]:
    explained = bool(survey.incomplete & {name, None})
    lacking = list(_lacking(survey, name))
    if not explained:
        yield from lacking
    if lacking:
        yield from _unfinished_faults(survey, name)
        return
    try:
        with TemporaryDirectory(prefix="linkage-check-") as folder:
            rows = _TextRows(survey, name, Path(folder))
    except _UNREADABLE as error:
        damaged = list(_unfinished_faults(survey, name))
        yield from damaged
        if not damaged and not explained:
            yield Fault(FaultKind.TEXT_REFUSED, f"data set {name}", name, _first_line(error))
    else:
        yield from rows.faults(explained)


def _first_line(error: Exception) -> str:
    text = str(error.problems[0] if isinstance(error, InvalidDataSetError) else error)
    return text.splitlines()[0] if text else type(error).__name__


def _lacking(survey: Survey, name: str) -> Iterator[Fault]:
    """Files whose records are not all there, each in its place; or that the data set has no head that says so."""
    title = f"data set {name}"
    head = survey.store.read("export.head", dataset=name)
    if head is None:
        yield Fault(FaultKind.HEAD_LACKING, title, name)
        return
    sizes = dict(zip(head[0].get("files", ()), head[0].get("sizes", ()), strict=False))
    stored = {file: counts for file, *counts in survey.store.read("soundness.files", dataset=name)}
    for file, size in sizes.items():
        records, places, highest = stored.get(file, (0, 0, -1))
        if (records, places, highest) != (size, size, size - 1):
            yield Fault(FaultKind.RECORDS_LACKING, f"{file} of {title}", name, f"{min(records, places)} of {size}")


class _TextRows:
    """The rows that follow from the text of a data set as it is stored, held against those that are stored."""

    def __init__(self, survey: Survey, name: str, folder: Path) -> None:
        self._survey = survey
        self._name = name
        self._present: Shelf[None] = Shelf()
        self._mendable: Shelf[Fault] = Shelf()
        """Records that do not fit their digests, though what their text comes to does."""
        self._differing: Spool[Fault] = Spool()
        self._compare(export_with_used(survey.store, name, folder, survey.progress))

    def _compare(self, dataset: DataSet) -> None:
        catalogue = check(dataset, self._survey.progress, judgements_elsewhere(self._survey.store, dataset))
        for batch in batches(all_rows(dataset, catalogue), BATCH):
            rows = self._survey.store.read("load.digests", ids=[row.id for row in batch])
            digests = {identifier: digest for identifier, _, digest, *_ in rows}
            for row in batch:
                self._present.add(row.id, None)
                self._compare_row(row, digests.get(row.id))

    def _compare_row(self, row: RecordRow, digest: str | None) -> None:
        if digest is None:
            self._differing.append(self._fault(FaultKind.ROW_LACKING, row))
        elif digest != row.digest:
            self._differing.append(self._fault(FaultKind.ROW_DIFFERS, row))
        elif row.id in self._survey.damaged:
            self._mendable.add(row.id, self._fault(FaultKind.COMPUTED_DAMAGED, row))

    def _fault(self, kind: FaultKind, row: RecordRow) -> Fault:
        title = record_title(row.id, row.properties.get("key"))
        target: tuple[bool, dict[str, Any]] = kind is not FaultKind.ROW_LACKING, row.parameters(self._name)
        return Fault(kind, title, self._name, target=target)

    def faults(self, explained: bool) -> Iterator[Fault]:
        """
        What has to be loaded again, and what the text as it is stored can mend.

        A text of which records are damaged says nothing of the others, nor does one that lacks what is *explained*
        by other faults.
        """
        damaged = [
            fault for fault in _unfinished_faults(self._survey, self._name) if fault.target not in self._mendable
        ]
        yield from damaged
        yield from self._mendable.values()
        if not damaged and not explained:
            yield from self._differing
            yield from self._surplus()

    def _surplus(self) -> Iterator[Fault]:
        for identifier in stored_ids(self._survey.store, self._name):
            if identifier not in self._present:
                yield Fault(FaultKind.ROW_SURPLUS, record_title(identifier), self._name, target=identifier)

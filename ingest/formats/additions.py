"""
Records of a file as new records of a data set: all are checked together with its text, then written, or none is.

New records stand in files of their own, `claims/five.yaml` for those of `five.xlsx`, so that no text of others changes.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.records import KINDS, Record
from linkage.ingest.formats.sheet_rows import CellPlace, PlacedRecord
from linkage.ingest.loading import check
from linkage.ingest.spill import Shelf, Spool
from linkage.ingest.text.dataset import HEAD, DataSet, Located
from linkage.ingest.text.formatting import comments
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import fields, format_records, write_text

MOST_IN_YAML = 2_000
"""Records of a file up to which people may want to read them; more become JSON Lines."""
MOST_TOLD = 1_000
"""Problems that are told one by one."""
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(slots=True)
class AddedRecords:
    """What an import did: the files it wrote with their numbers of new records, and how many were there already."""

    files: dict[str, int] = field(default_factory=dict)
    present: int = 0
    warnings: Spool[Problem] = field(default_factory=Spool)


@dataclass(slots=True)
class _Intake:
    """The records that came in, on disk, by kind and key, and what is wrong."""

    dataset: DataSet
    shelves: dict[type[Record], Shelf[PlacedRecord]] = field(default_factory=dict)
    problems: Spool[Problem] = field(default_factory=Spool)
    warnings: Spool[Problem] = field(default_factory=Spool)
    present: dict[type[Record], set[str]] = field(default_factory=dict)

    def take(self, entry: PlacedRecord | Problem) -> None:
        if isinstance(entry, Problem):
            (self.warnings if entry.caution else self.problems).append(entry)
            return
        record = entry.record
        shelf = self.shelves.setdefault(type(record), Shelf())
        if not shelf.add(record.key, entry):
            rule = f"is given to two records, first in row {shelf[record.key].place.row}"
            self.problems.append(entry.place.problem("key", rule, record.key, _title(record)))

    def compare(self, located: Located) -> None:
        """Note a record of the text that came in again; another one under its key is a problem."""
        record, shelf = located.record, self.shelves[type(located.record)]
        entry = shelf.get(record.key)
        if entry is None:
            return
        if entry.record == record:
            self.present.setdefault(type(record), set()).add(record.key)
            return
        old, new = fields(record), fields(entry.record)
        name = next(name for name in [*new, *old] if old.get(name) != new.get(name))
        rule = f"is that of another record, in {located.file}:{located.line}; they differ in {name}: give it a new key"
        self.problems.append(entry.place.problem("key", rule, record.key, _title(record)))

    def new(self, kind: type[Record]) -> Iterator[Any]:
        present = self.present.get(kind, set())
        return (entry.record for key, entry in self.shelves[kind].items() if key not in present)

    def refuse(self) -> None:
        """InvalidDataSetError where anything is wrong."""
        if self.problems:
            listed = [problem for problem, _ in zip(self.problems, range(MOST_TOLD), strict=False)]
            rest = len(self.problems) - len(listed)
            more = [Problem(f"{rest:,} more problems", "are like these")] if rest else []
            raise InvalidDataSetError(self.dataset.name, [*listed, *more], len(self.problems))


def add_records(
    dataset: DataSet, entries: Iterable[PlacedRecord | Problem], name: str, progress: Progress
) -> AddedRecords:
    """
    Write the records that the data set does not have yet into files called *name*, in canonical form.

    InvalidDataSetError with every problem where a row breaks a rule by itself or together with the text; then nothing
    is written. A record that is there already, field by field, is passed over.
    """
    version = dataset.version()
    intake = _Intake(dataset)
    task = progress.add_task("read", total=None)
    for entry in entries:
        progress.advance(task)
        intake.take(entry)
    _compare(dataset, intake)
    intake.refuse()
    added = AddedRecords(present=sum(map(len, intake.present.values())), warnings=intake.warnings)
    kinds = [kind for kind in KINDS.values() if kind in intake.shelves and next(intake.new(kind), None)]
    home = dataset.folder.resolve()
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}.") as scratch:
        folder = Path(scratch) / "text"
        _mirror(dataset, folder)
        for kind in kinds:
            file, count = _write(intake, kind, name, folder)
            added.files[file] = count
        if added.files:
            added.warnings.extend(_checked(intake, folder, added.files, progress))
        dataset.require_version(version)
        for file in added.files:
            write_text(dataset.folder / file, _pieces(folder / file))
    return added


def _compare(dataset: DataSet, intake: _Intake) -> None:
    for kind in list(intake.shelves):
        for located in dataset.records(kind):
            if isinstance(located, Located):
                intake.compare(located)


def _mirror(dataset: DataSet, folder: Path) -> None:
    """A folder whose files lead to those of the data set."""
    for file in [HEAD, *(name for name, _, _ in dataset.files())]:
        link = folder / file
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to((dataset.folder / file).resolve())


def _write(intake: _Intake, kind: type[Record], name: str, folder: Path) -> tuple[str, int]:
    """Put the new records of a kind behind those that an earlier import wrote; the file, and how many are new."""
    count = sum(1 for _ in intake.new(kind))
    stem = f"{_NAMES[kind]}/{_slug(name)}"
    earlier = [f"{stem}{ending}" for ending in (".yaml", ".jsonl") if (folder / f"{stem}{ending}").exists()]
    file = earlier[0] if earlier else f"{stem}{'.yaml' if count <= MOST_IN_YAML else '.jsonl'}"
    before = [entry.record for entry in _earlier(intake.dataset, kind, file)] if earlier else []
    (folder / file).unlink(missing_ok=True)

    def both() -> Iterator[Any]:
        yield from before
        yield from intake.new(kind)

    write_text(folder / file, format_records(file, both()))
    return file, count


def _earlier(dataset: DataSet, kind: type[Record], file: str) -> Iterator[Located]:
    path = dataset.folder / file
    if file.endswith(".yaml") and next(comments(path, file), None):
        raise LinkageError(f"{path} has comments, which would be lost: move it away, or import a file of another name")
    return (entry for entry in dataset.records(kind) if isinstance(entry, Located) and entry.file == file)


def _checked(intake: _Intake, folder: Path, files: Iterable[str], progress: Progress) -> Iterator[Problem]:
    """Check the text with what is new; the warnings about that, each with the cell it is about."""
    try:
        catalogue = check(find(str(folder)), progress)
    except InvalidDataSetError as error:
        for problem in error.rejects:
            if isinstance(problem, Problem):
                intake.problems.append(_placed(problem, intake, files) or problem)
        intake.refuse()
        raise
    placed = (_placed(warning, intake, files) for warning in catalogue.warnings)
    return filter(None, placed)


def _placed(problem: Problem, intake: _Intake, files: Iterable[str]) -> Problem | None:
    """The problem at the cell from which its record came, None where that is an older one."""
    name, _, key = (problem.record or "").partition(" ")
    kind = next((kind for kind in intake.shelves if kind.__name__.lower() == name), None)
    entry = intake.shelves[kind].get(key) if kind and problem.file in files else None
    if entry is None:
        return None
    place: CellPlace = entry.place
    placed = place.problem(problem.field, problem.rule, problem.value, problem.record)
    return replace(placed, caution=problem.caution)


def _pieces(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        while piece := file.read(1 << 20):
            yield piece


def _title(record: Any) -> str:
    return f"{type(record).__name__.lower()} {record.key}"


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "imported"

"""Rows of a sheet as records: each that is valid, and for every bad cell one sentence that names it."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from linkage.graph.errors import reason
from linkage.graph.records import Record
from linkage.graph.wording.numbers import number
from linkage.ingest.cautions import Caution
from linkage.ingest.formats.columns import Cell, column_of, columns, read_cells
from linkage.ingest.text.dataset import parse_record
from linkage.ingest.text.reader import Problem

NEAR = 0.75
"""Ratio of Ratcliff and Obershelp (1983) from which on a heading is taken for a slip of one of ours."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a row stands: the file, with the sheet in it, and the row; `letters` name its cells, where a sheet does."""

    file: str
    row: int
    letters: Mapping[str, str] | None = None

    def problem(self, column: str | None, rule: str, value: object = None, record: str | None = None) -> Problem:
        """That the cell of a column, or the row as a whole, breaks a rule."""
        if self.letters is None:
            return Problem(self.file, rule, self.row, record, column, value)
        letter = self.letters.get(column or "")
        place = f"{self.file}, cell {letter}{self.row}" if letter else f"{self.file}, row {self.row}"
        return Problem(place, rule, None, record, column, value)


@dataclass(frozen=True, slots=True)
class PlacedRecord:
    """A valid record with the place of its row."""

    place: CellPlace
    record: Any


@dataclass(slots=True)
class ExtraColumns:
    """The columns of a sheet that are no fields of its records, and how many cells of each were left where they are."""

    cells: dict[str, int]

    def without(self, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        """The cells of a row that are fields; of the others those are counted that say something."""
        for name in self.cells:
            self.cells[name] += cells.get(name) not in (None, "")
        return {name: cell for name, cell in cells.items() if name not in self.cells}

    def warnings(self, file: str, line: int | None = None) -> Iterator[Problem]:
        """What was left, a column each; nothing of columns that are empty."""
        for name, size in self.cells.items():
            if size:
                rule = f"the column {name!r} is no field of these records: {number(size, 'cell')} left out"
                yield Problem(file, rule, line, caution=Caution.EXTRA_COLUMN)


def extra_columns(kind: type[Record], header: Iterable[str]) -> ExtraColumns:
    """Those of the headings that are no fields of this kind, with nothing counted yet."""
    known = {column.name for column in columns(kind)}
    return ExtraColumns({name: 0 for name in header if name and name not in known})


def header_faults(kind: type[Record], header: Sequence[str]) -> Iterator[str]:
    """What is wrong with the headings of a sheet of this kind: a slip would lose a field, and nothing needed be missing."""
    known = [column.name for column in columns(kind)]
    for name in filter(None, dict.fromkeys(header)):
        near = get_close_matches(name, known, n=1, cutoff=NEAR)
        if near and name not in known:
            yield f"the column {name!r} is unknown: did you mean {near[0]!r}; rename it or take it out"
        if header.count(name) > 1:
            yield f"the column {name!r} is there more than once; keep one"
    for column in columns(kind):
        if column.required and column.name not in header:
            yield f"the column {column.name!r} is missing; put it back, `linkage export` writes all of them"


def read_row(kind: type[Record], place: CellPlace, cells: Mapping[str, Cell]) -> Iterator[PlacedRecord | Problem]:
    """The record that a row spells, or all that is wrong with its cells."""
    cells = {name: _composed(cell) for name, cell in cells.items()}
    key = cells.get("key")
    title = f"{kind.__name__.lower()} {str(key)[:80] if key else '(without a key)'}"
    values, faults = read_cells(kind, cells)
    for column, rule in faults:
        cell = cells[column]
        yield place.problem(column, rule, str(cell) if isinstance(cell, date) else cell, title)
    try:
        record = parse_record(kind, values)
    except ValidationError as error:
        bad = {column for column, _ in faults}
        yield from _problems(kind, place, title, error, bad)
    else:
        if not faults:
            yield PlacedRecord(place, record)


def _problems(
    kind: type[Record], place: CellPlace, title: str, error: ValidationError, bad: set[str]
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        column = column_of(kind, detail["loc"])
        missing = detail["type"] in ("missing", "missing_argument", "missing_keyword_only_argument")
        if column not in bad:
            yield place.problem(
                column, "is missing" if missing else reason(detail), None if missing else detail["input"], title
            )


def _composed(cell: Cell) -> Cell:
    return unicodedata.normalize("NFC", cell.strip()) if isinstance(cell, str) else cell

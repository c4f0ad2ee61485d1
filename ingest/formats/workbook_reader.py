"""Workbooks as other people fill them in: read row by row, within bounds, and nothing in them is passed over."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from linkage.graph.errors import LinkageError
from linkage.graph.records import KINDS, Record
from linkage.ingest.formats.columns import Cell
from linkage.ingest.formats.extras import required
from linkage.ingest.formats.sheet_rows import (
    CellPlace,
    ExtraColumns,
    PlacedRecord,
    extra_columns,
    header_faults,
    read_row,
)
from linkage.ingest.formats.workbook import ABOUT, LISTS
from linkage.ingest.text.reader import Problem

LARGEST = 2 << 30
"""Bytes that a workbook may unpack to."""
DENSEST = 200
"""How many times its size, beyond the first megabytes; honest sheets come to ten or thirty."""
TALLEST, WIDEST = 1 << 20, 1_000
"""Rows that a spreadsheet has room for, and columns beyond which nobody writes records."""
_SMALL = 64 << 20
_MOST_PARTS = 1_000
_PIECE = 1 << 20
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{2,30})"')
_ERRORS = "e"
_FORMULA = "f"


def read_workbook(file: Path) -> Iterator[PlacedRecord | Problem]:
    """The records of all sheets and what is wrong with them, cell by cell; LinkageError where the file is no workbook."""
    openpyxl = required("openpyxl", "formats")
    _bounded(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it would not write again
            book = openpyxl.load_workbook(file, read_only=True)
            try:
                for sheet in book.worksheets:
                    if sheet.title not in (ABOUT, LISTS):
                        yield from _sheet(file, sheet)
            finally:
                book.close()
    except LinkageError:
        raise
    except Exception as error:
        # Of a damaged part the library raises whatever its parsers do.
        raise LinkageError(f"{file} cannot be read as a workbook ({type(error).__name__}): save it anew") from error


def _bounded(file: Path) -> None:
    """LinkageError where the file is no archive, or unpacks to far more than a sheet that people fill in."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
        size = file.stat().st_size
    except OSError as error:
        raise LinkageError(f"{file} cannot be read: {error.strerror}") from error
    except zipfile.BadZipFile as error:
        raise LinkageError(f"{file} is no workbook (.xlsx): save it in that form") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > min(LARGEST, max(_SMALL, DENSEST * size)) or len(members) > _MOST_PARTS:
        raise LinkageError(
            f"{file} would unpack to {unpacked:,} bytes in {len(members):,} parts, from {size:,}; no sheet is like that"
        )
    if "[Content_Types].xml" not in {member.filename for member in members}:
        raise LinkageError(f"{file} is an archive, and no workbook (.xlsx)")


def _sheet(file: Path, sheet: Any) -> Iterator[PlacedRecord | Problem]:
    name = f"{file.name}, sheet {sheet.title}"
    kind = KINDS.get(sheet.title.strip().lower())
    if kind is None:
        rule = f"is the sheet of no kind of record: name it {', '.join(KINDS)}, or take it out"
        yield Problem(name, rule)
        return
    merged = list(_merged(file, sheet))
    for area in merged:
        yield Problem(f"{name}, cells {area}", "are merged, so that nobody knows whose row it is: unmerge them")
    if merged:
        return
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    rows = _rows(name, sheet)
    header = [_heading(cell) for cell in next(rows, (1, ()))[1]]
    while header and not header[-1]:
        header.pop()
    faults = list(header_faults(kind, header))
    yield from (Problem(f"{name}, row 1", fault) for fault in faults)
    extra = extra_columns(kind, header)
    for number, row in rows if not faults else ():
        yield from _row(kind, name, number, header, row, extra)
    yield from extra.warnings(name)


def _rows(name: str, sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """
    The rows with their numbers, those that are left out as empty ones.

    LinkageError where there are more, or wider ones: a few bytes that name a far cell would fill memory with empty ones.
    """
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > TALLEST:
            raise LinkageError(f"{name} names a row below {TALLEST:,}, the last that a sheet has: save it anew")
        if len(row) > WIDEST:
            rule = f"{len(row):,} columns, where records have some dozens: delete what stands beside them"
            raise LinkageError(f"{name}, row {number} has {rule}")
        yield number, row


def _heading(cell: Any) -> str:
    return str(cell.value).strip().lower() if cell.value is not None else ""


def _row(
    kind: type[Record], name: str, number: int, header: Sequence[str], row: Sequence[Any], extra: ExtraColumns
) -> Iterator[PlacedRecord | Problem]:
    filled = [(index, cell) for index, cell in enumerate(row) if cell.value is not None and str(cell.value).strip()]
    if not filled:
        return
    letters = {header[index]: cell.column_letter for index, cell in filled if index < len(header)}
    place = CellPlace(name, number, letters)
    cells: dict[str, Cell] = {}
    sound = True
    for index, cell in filled:
        column = header[index] if index < len(header) else ""
        rule = None if column in extra.cells else _fault(cell, column)
        if rule:
            sound = False
            yield Problem(f"{name}, cell {cell.column_letter}{number}", rule, value=cell.value)
        else:
            cells[column] = cell.value
    fields = extra.without(cells)
    if sound and fields:
        yield from read_row(kind, place, fields)


def _fault(cell: Any, column: str) -> str | None:
    if not column:
        return "stands in a column without a heading; name the column, or take it out"
    if cell.data_type == _FORMULA:
        return "is a formula, which says nothing by itself: put its value in its place"
    return "is an error of the spreadsheet: put the value in its place" if cell.data_type == _ERRORS else None


def _merged(file: Path, sheet: Any) -> Iterator[str]:
    """The areas of merged cells, which a sheet names behind all its rows."""
    with zipfile.ZipFile(file) as archive, archive.open(sheet._worksheet_path.lstrip("/")) as member:
        before = b""
        while piece := member.read(_PIECE):
            text = before + piece
            ends = 0
            for match in _MERGED.finditer(text):
                ends = match.end()
                yield match[1].decode()
            before = text[max(ends, len(text) - 200) :]

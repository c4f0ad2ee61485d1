"""Tables of comma-separated values: columns by name in any order, every row with the line it stands on."""

import csv
import io
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.graph.errors import TableError
from linkage.graph.spelling import plain_text

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, cells by column."""

    table: str
    line: int
    cells: Mapping[str, str]

    def refusal(self, rule: str) -> TableError:
        """What to raise where the row breaks a rule."""
        return TableError(self.table, self.line, rule)


def read_rows(file: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> list[TableRow]:
    """
    The rows in *file*, or in standard input where that is `-`: at least one.

    They have these columns, and of the optional ones those that the header names.
    """
    name = title(file)
    lines = _lines(name, _text(name, file))
    line, header = next(lines, (1, []))
    _check(name, line, header, columns, optional)
    rows = []
    for line, cells in lines:
        if len(cells) != len(header):
            raise TableError(name, line, f"{len(cells)} cells where the header has {len(header)} columns")
        rows.append(_plain_row(TableRow(name, line, dict(zip(header, cells, strict=True)))))
    if not rows:
        raise TableError(name, line, "no rows follow the header; add some")
    return rows


def title(file: Path) -> str:
    """What messages call a file."""
    return "standard input" if file == STDIN else str(file)


def _text(name: str, file: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
    except OSError as error:
        raise TableError(name, None, f"it cannot be read: {error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(name, line, "this is not UTF-8; save the table in that encoding") from error


def _lines(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the lines they end on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            cells = [unicodedata.normalize("NFC", cell.strip()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        rule = f"this is no row of comma-separated values: {error}"
        raise TableError(name, reader.line_num, rule) from error


def _plain_row(row: TableRow) -> TableRow:
    """The row, whose cells hide nothing: two names that look alike are to be one."""
    for column, cell in row.cells.items():
        try:
            plain_text(cell or column)
        except ValueError as error:
            raise row.refusal(f"the {column} {cell!r} {error}") from error
    return row


def _check(name: str, line: int, header: list[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    wanted = ",".join(columns) + "".join(f"[,{column}]" for column in optional)
    if not header:
        raise TableError(name, line, f"it is empty; begin with the header {wanted}")
    for column in header:
        if column not in columns and column not in optional:
            raise TableError(name, line, f"the column {column!r} is unknown; the header is {wanted}")
        if header.count(column) > 1:
            raise TableError(name, line, f"the column {column!r} is there more than once; keep one")
    for column in columns:
        if column not in header:
            raise TableError(name, line, f"the column {column!r} is missing; the header is {wanted}")

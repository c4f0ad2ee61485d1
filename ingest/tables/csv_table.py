"""Tables of comma-separated values as programs write them: columns by name, every row with the line it stands on."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linkage.graph.errors import TableError
from linkage.graph.spelling import plain_text
from linkage.ingest.tables.csv_text import STDIN, read_lines, title

__all__ = ["STDIN", "CsvTable", "TableRow", "read_rows", "read_table", "title"]

_SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, cells by column."""

    table: str
    line: int
    cells: Mapping[str, str]

    def refusal(self, rule: str) -> TableError:
        """What to raise where the row breaks a rule."""
        return TableError(self.table, self.line, rule)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """
    A table that is open to be read once: its header as it stands, and the rows behind it, with the lines they end on.

    `separator` is what parts its cells: a comma, a semicolon or a tab, as the header or a line `sep=;` before it tells.
    """

    name: str
    line: int
    header: list[str]
    separator: str
    lines: Iterator[tuple[int, list[str]]] = field(repr=False)

    def rows(self, columns: Sequence[str | None]) -> Iterator[TableRow]:
        """The rows as cells by these *columns*, one for each of the header; None where no cell may stand."""
        for line, cells in self.lines:
            cells = self._fitted(line, cells, columns)
            yield TableRow(self.name, line, {name: cell for name, cell in zip(columns, cells, strict=True) if name})

    def decimal(self, cell: str) -> str:
        """A figure with its decimal point, where it was written with a comma and commas do not part the cells."""
        match = None if self.separator == "," else _DECIMAL_COMMA.fullmatch(cell)
        return f"{match[1]}.{match[2]}" if match else cell

    def _fitted(self, line: int, cells: list[str], columns: Sequence[str | None]) -> list[str]:
        """As many cells as there are columns: whatever a spreadsheet leaves behind them is empty."""
        size = len(columns)
        if len(cells) < size or any(cells[size:]):
            raise TableError(self.name, line, f"{len(cells)} cells where the header has {size} columns")
        stray = next((cell for name, cell in zip(columns, cells, strict=False) if name is None and cell), None)
        if stray is not None:
            raise TableError(self.name, line, f"{stray!r} stands in a column without a name; name the column")
        return cells[:size]


def read_table(file: Path, known: Sequence[str]) -> CsvTable:
    """The table in *file*, or in standard input where that is `-`; *known* are columns by which its separator is told."""
    name = title(file)
    texts = read_lines(name, file)
    opening = next(texts, "")
    line, separator = 0, None
    declared = re.fullmatch(r"sep=(.)\r?\n?", opening)
    if declared:
        separator, line, opening = declared[1], 1, next(texts, "")
    separator = separator or _separator(opening, known)
    lines = _lines(name, line, separator, opening, texts)
    start, header = next(lines, (1, []))
    while header and not header[-1]:
        header.pop()
    return CsvTable(name, start, header, separator, lines)


def read_rows(file: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> list[TableRow]:
    """
    The rows in *file*, or in standard input where that is `-`: at least one.

    They have these columns, and of the optional ones those that the header names, in letters of any case.
    """
    table = read_table(file, [*columns, *optional])
    header = [column.lower() for column in table.header]
    _check(table, header, columns, optional)
    rows = []
    for row in table.rows([column or None for column in header]):
        cells = {column: table.decimal(cell) for column, cell in _plain_row(row).cells.items()}
        rows.append(TableRow(row.table, row.line, cells))
    if not rows:
        raise TableError(table.name, table.line, "no rows follow the header; add some")
    return rows


def _separator(header: str, known: Sequence[str]) -> str:
    """What parts the cells: whatever leaves the most columns of the header known, a comma where all do alike."""

    def recognised(separator: str) -> int:
        cells = next(csv.reader([header], delimiter=separator), [])
        return len({cell.strip().lower() for cell in cells}.intersection(known))

    return max(_SEPARATORS, key=recognised)


def _lines(
    name: str, before: int, separator: str, opening: str, texts: Iterator[str]
) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the lines they end on."""

    def from_opening() -> Iterator[str]:
        yield opening
        yield from texts

    reader = csv.reader(from_opening(), strict=True, delimiter=separator)
    try:
        for row in reader:
            cells = [unicodedata.normalize("NFC", cell.strip()) for cell in row]
            if any(cells):
                yield before + reader.line_num, cells
    except csv.Error as error:
        rule = f"this is no row of comma-separated values: {error}"
        raise TableError(name, before + reader.line_num, rule) from error


def _plain_row(row: TableRow) -> TableRow:
    """The row, whose cells hide nothing: two names that look alike are to be one."""
    for column, cell in row.cells.items():
        try:
            plain_text(cell or column)
        except ValueError as error:
            raise row.refusal(f"the {column} {cell!r} {error}") from error
    return row


def _check(table: CsvTable, header: list[str], columns: Sequence[str], optional: Sequence[str]) -> None:
    name, line = table.name, table.line
    wanted = ",".join(columns) + "".join(f"[,{column}]" for column in optional)
    if not header:
        raise TableError(name, line, f"it is empty; begin with the header {wanted}")
    for column in filter(None, header):
        if column not in columns and column not in optional:
            rule = f"the column {column!r} is unknown; the header is {wanted}, parted by {_SEPARATORS[table.separator]}"
            raise TableError(name, line, rule)
        if header.count(column) > 1:
            raise TableError(name, line, f"the column {column!r} is there more than once; keep one")
    for column in columns:
        if column not in header:
            raise TableError(name, line, f"the column {column!r} is missing; the header is {wanted}")

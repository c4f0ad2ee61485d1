"""Records as tables of comma-separated values, a file for each kind: out as every program reads them, in as it writes them."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from linkage.graph.errors import TableError
from linkage.graph.records import Record
from linkage.ingest.formats.columns import Cell, Column, columns, row_writer
from linkage.ingest.formats.sheet_rows import CellPlace, PlacedRecord, extra_columns, header_faults, read_row
from linkage.ingest.tables.csv_table import CsvTable, read_table
from linkage.ingest.text.reader import Problem

MARK = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for the letters of its own country."""
_PIECE = 500


def format_csv(kind: type[Record], records: Iterable[Any]) -> Iterator[str]:
    """The text of a table, some hundred rows at a time; figures have a decimal point, truth is `true`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    row = row_writer(kind)
    buffer.write(MARK)
    writer.writerow([column.name for column in columns(kind)])
    for number, record in enumerate(records, 1):
        writer.writerow(["true" if cell is True else "false" if cell is False else cell for cell in row(record)])
        if number % _PIECE == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def read_csv(file: Path, kind: type[Record]) -> Iterator[PlacedRecord | Problem]:
    """The records of a table and what is wrong with it, cell by cell."""
    name = file.name
    try:
        table = read_table(file, [column.name for column in columns(kind)])
        header = [column.lower() for column in table.header]
        faults = list(header_faults(kind, header))
        if faults:
            yield from (Problem(name, fault, table.line) for fault in faults)
            return
        by_name, extra = {column.name: column for column in columns(kind)}, extra_columns(kind, header)
        for row in table.rows([column or None for column in header]):
            fields = extra.without(row.cells)
            cells = {column: _cell(table, by_name[column], str(text)) for column, text in fields.items()}
            if any(fields.values()):
                yield from read_row(kind, CellPlace(name, row.line), cells)
        yield from extra.warnings(name, table.line)
    except TableError as error:
        yield Problem(name, str(error).removeprefix(error.table).lstrip(":0123456789 "), error.line)


def _cell(table: CsvTable, column: Column, text: str) -> Cell:
    """A figure may have been written with a decimal comma; all else is text."""
    return table.decimal(text) if column.field.type in (int, float) and not column.field.many else text

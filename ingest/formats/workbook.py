"""Records as a workbook: a sheet for each kind, with lists to choose from where a field has choices or names a record."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkage.graph.errors import LinkageError
from linkage.graph.fields import Form
from linkage.graph.records import KINDS, REFERENCE_KINDS, Claim, IssuePoint, Record, Reference, Stance
from linkage.ingest.formats.columns import Cell, Column, columns, row_writer
from linkage.ingest.formats.extras import required
from linkage.ingest.formats.record_source import RecordSource
from linkage.ingest.text.writer import replacing

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ABOUT, LISTS = "about", "lists"
"""Sheets that hold no records; both are passed over when a workbook is read."""
FIRST = ("claims", "actors", "documents", "stances")
"""The sheets that people fill in stand before those of the other kinds."""
_ROWS = 1_048_576


def write_workbook(path: Path, source: RecordSource, kinds: Iterable[str], *, empty: bool = False) -> int:
    """
    Write the records of these *kinds*, or with *empty* the headings and lists alone; return how many records it has.

    Rows go to disk as they come. LinkageError where a sheet cannot hold them.
    """
    xlsxwriter = required("xlsxwriter", "formats")
    count = 0
    with replacing(path) as file, _closed(xlsxwriter.Workbook(file, {"constant_memory": True})) as book:
        styles = {
            "text": book.add_format({"num_format": "@"}),
            "head": book.add_format({"bold": True, "num_format": "@"}),
        }
        lists = _choices(source)
        for name in sorted(kinds, key=lambda name: (name not in FIRST, FIRST.index(name) if name in FIRST else 0)):
            sheet = _Sheet(book, name, KINDS[name], styles, lists)
            records = () if empty else source.records(KINDS[name])
            count += sheet.fill(records)
        _write_lists(book, lists)
        _write_about(book, source)
    return count


@contextmanager
def _closed(book: "Workbook") -> Iterator["Workbook"]:
    """The workbook, written when all is in it; where something went wrong its temporary files are let go."""
    try:
        yield book
        book.close()
    except BaseException:
        for sheet in book.worksheets():
            sheet.row_data_fh.close()
        raise


class _Sheet:
    """The sheet of one kind of record."""

    def __init__(
        self, book: "Workbook", name: str, kind: type[Record], styles: Mapping[str, Any], lists: dict[str, list[str]]
    ) -> None:
        self.name, self.row = name, row_writer(kind)
        self.columns = columns(kind)
        self.sheet: Worksheet = book.add_worksheet(name)
        self.sheet.freeze_panes(1, 1)
        for index, column in enumerate(self.columns):
            self.sheet.set_column(index, index, 18, None if _is_figure(column) else styles["text"])
            self.sheet.write_string(0, index, column.name, styles["head"])
            self._offer(index, column, list(lists))
        self.text = styles["text"]

    def fill(self, records: Iterable[Any]) -> int:
        """Write the rows; how many there are."""
        number = 0
        for number, record in enumerate(records, 1):
            if number == _ROWS:
                raise LinkageError(f"a sheet holds {_ROWS - 1:,} rows, and there are more {self.name}: export csv")
            for index, cell in enumerate(self.row(record)):
                if cell is not None:
                    self._write(number, index, cell, record)
        return number

    def _write(self, row: int, index: int, cell: Cell, record: Any) -> None:
        if isinstance(cell, bool):
            failed = self.sheet.write_boolean(row, index, cell)
        elif isinstance(cell, int | float):
            failed = self.sheet.write_number(row, index, cell)
        else:
            failed = self.sheet.write_string(row, index, str(cell), self.text)
        if failed:
            name = self.columns[index].name
            raise LinkageError(f"{name} of {record.key} is longer than a cell of a workbook may be: export csv")

    def _offer(self, index: int, column: Column, offered: list[str]) -> None:
        """What stands below a heading when a cell is chosen, and the list to choose from where there is one."""
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.name[:32],
            "input_message": column.field.description[:255],
        }
        name = _list_name(column)
        if name in offered and not column.field.many:
            letter = _letter(offered.index(name))
            rule |= {"validate": "list", "source": f"={LISTS}!${letter}$2:${letter}${_ROWS}"}
            # A record may be new, a choice may not.
            rule |= {"error_type": "stop" if column.field.form is Form.CHOICE else "warning"}
        self.sheet.data_validation(1, index, _ROWS - 1, index, rule)


def _is_figure(column: Column) -> bool:
    return column.field.type in (int, float, bool) and not column.field.many


def _list_name(column: Column) -> str:
    field = column.field
    if field.refers:
        return field.refers.to
    return field.type.__name__ if field.form is Form.CHOICE else ""


def _choices(source: RecordSource) -> dict[str, list[str]]:
    """What cells may be chosen from, by the name of an enum or of the kind of record that is named."""
    lists: dict[str, list[str]] = {"Coder": list(source.head.coders)}
    for kind in KINDS.values():
        for column in columns(kind):
            if column.field.form is Form.CHOICE and issubclass(column.field.type, Enum):
                lists[column.field.type.__name__] = [member.value for member in column.field.type]
        if kind not in (Claim, Stance, IssuePoint):
            lists[kind.__name__] = [record.key for record in source.known(kind)]
    named = ((name, kind.__name__) for name, kind in REFERENCE_KINDS.items())
    lists["Record"] = [str(Reference(name, key)) for name, kind in named for key in lists[kind]]  # type: ignore[arg-type]
    return lists


def _write_lists(book: "Workbook", lists: dict[str, list[str]]) -> None:
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    for index, name in enumerate(lists):
        sheet.write_string(0, index, name)
    for number, row in enumerate(zip_longest(*lists.values()), 1):
        for index, key in enumerate(row):
            if key is not None:
                sheet.write_string(number, index, key)


def _write_about(book: "Workbook", source: RecordSource) -> None:
    sheet = book.add_worksheet(ABOUT)
    sheet.set_column(0, 0, 100)
    for number, line in enumerate(_explained(source)):
        sheet.write_string(number, 0, line)


def _explained(source: RecordSource) -> Iterator[str]:
    yield source.described()
    yield "Each sheet is a kind of record, each row a record; its first column is its key, which no other one has."
    yield "Dates are texts: 2020, 2020-09 or 2020-09-16, with ~ for about; from one to another 2020-09/2020-10, or 2020-09/.."
    yield "Several keys stand in one cell, parted by semicolons; names one on a line: text | language | script | kind | used."
    yield f"Then: linkage import xlsx FILE.xlsx --into {source.head.name}"


def _letter(index: int) -> str:
    """The letters of a column, counted from 0."""
    high, low = divmod(index, 26)
    return (chr(64 + high) if high else "") + chr(65 + low)

"""
Records as rows of a sheet: the columns follow from the table of fields, and each cell is read back as it was written.

A field is a column, each part of a nested one a column of its own (`locator.paragraph`). Several keys stand in one cell,
parted by semicolons; figures by name as `tanks=12; men=300`; names one on a line, their parts divided by ` | `.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from linkage.graph.fields import Field, Form, table
from linkage.graph.records import Name, Record
from linkage.ingest.formats import formulas

Cell = str | float | bool | datetime | date | None
"""What a cell of a sheet may hold; a moment only where a spreadsheet has taken a date for one of its own."""

EMPTY_LIST = "[]"
"""A list that is empty on purpose, where one that is left out has a default."""
_TRUE = frozenset(["true", "wahr", "doğru", "истина", "vrai", "1"])
_FALSE = frozenset(["false", "falsch", "yanliş", "yanlış", "ложь", "faux", "0"])
"""As spreadsheets write them in English, German, Turkish, Russian and French, in small letters."""
_NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,2})?", re.ASCII)
_PARTS = re.compile(r"(?<!\\)\s*\|\s*")
_DATES = (Form.TEXT, Form.SPAN)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it holds, and the part of it where that is nested."""

    name: str
    path: tuple[str, ...]
    field: Field
    required: bool

    def text(self, value: Any) -> Cell:
        """The cell for a value of the field; None where the record leaves it out."""
        if value == self.field.default or value is None:
            return None
        match self.field.form:
            case Form.NUMBERS:
                return "; ".join(f"{name}={figure:.15g}" for name, figure in value.items())
            case Form.NAMES:
                return "\n".join(map(_spelt_name, value))
        if self.field.many:
            return "; ".join(map(str, value)) or EMPTY_LIST
        if isinstance(value, bool | int | float):
            return value
        return formulas.neutral(str(value.value if isinstance(value, Enum) else value))

    def value(self, cell: Cell) -> Any:
        """What the cell says, for the checks of the model to read; ValueError where no value can be meant."""
        if isinstance(cell, datetime | date):
            raise ValueError(
                "is a date of the spreadsheet; format the cell as text and write it as 2020-09-16 or 2020-09"
            )
        if isinstance(cell, str) and self.field.form is not Form.NAMES and self.field.type not in (int, float, bool):
            cell = formulas.plain(cell)
        match self.field.form:
            case Form.NUMBERS:
                return dict(_figure(figure) for figure in str(cell).split(";") if figure.strip())
            case Form.NAMES:
                return [_read_name(line) for line in str(cell).splitlines() if line.strip()]
            case form if form in _DATES:
                return _date(cell)
        if self.field.many:
            return [] if cell == EMPTY_LIST else [key for key in re.split(r"[;,\s]+", _word(cell)) if key]
        return _scalar(self.field, cell)


def columns(kind: type) -> tuple[Column, ...]:
    """The columns of a sheet of this kind of record, in the order of the model."""
    return _all_columns(kind)


@cache
def _all_columns(kind: Any) -> tuple[Column, ...]:
    return tuple(column for field in table(kind) for column in _columns(field))


def _columns(field: Field) -> Iterable[Column]:
    if field.form is Form.PARTS:
        return [Column(f"{field.name}.{piece.name}", (field.name, piece.name), piece, False) for piece in field.parts]
    return [Column(field.name, (field.name,), field, field.default is dataclasses.MISSING)]


def row_writer(kind: type) -> Callable[[Any], list[Cell]]:
    """What makes of a record the cells of its row, in the order of the columns."""
    getters = [(column.path, column.text) for column in columns(kind)]

    def row(record: Any) -> list[Cell]:
        cells = []
        for path, text in getters:
            value = getattr(record, path[0])
            if len(path) > 1 and value is not None:
                value = getattr(value, path[1])
            cells.append(text(value))
        return cells

    return row


def read_cells(kind: type[Record], cells: Mapping[str, Cell]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The plain values that a row spells, and for each bad cell its column and the rule it breaks."""
    values: dict[str, Any] = {}
    faults = []
    for column in columns(kind):
        cell = cells.get(column.name)
        if cell is None or cell == "":
            continue
        try:
            value = column.value(cell)
        except ValueError as error:
            faults.append((column.name, str(error)))
            continue
        if len(column.path) > 1:
            values.setdefault(column.path[0], {})[column.path[1]] = value
        else:
            values[column.name] = value
    return values, faults


def column_of(kind: type[Record], path: tuple[int | str, ...]) -> str:
    """The column in which a field stands that the checks of the model name by its path."""
    names = {column.name for column in columns(kind)}
    full = ".".join(str(step) for step in path[:2])
    return full if full in names else str(path[0]) if path else ""


def _scalar(field: Field, cell: Any) -> Any:
    if field.type is bool:
        return _truth(cell)
    if field.type in (int, float):
        figure = _number(cell)
        return int(figure) if figure.is_integer() else figure
    text = _word(cell)
    return text.lower() if field.form is Form.CHOICE else text


def _truth(cell: Any) -> bool:
    word = str(cell).strip().lower().replace("i̇", "i")
    if word not in _TRUE | _FALSE:
        raise ValueError("is neither true nor false")
    return word in _TRUE


def _number(cell: Any) -> float:
    if isinstance(cell, bool) or (isinstance(cell, str) and not _NUMBER.fullmatch(cell.strip())):
        raise ValueError("is no number such as 12.5")
    return float(cell)


def _date(cell: Any) -> Any:
    """A date is a text; only a year that is written as a number can mean nothing else."""
    if isinstance(cell, str):
        return cell
    if not isinstance(cell, bool) and float(cell).is_integer() and 1000 <= cell <= 9999:
        return str(int(cell))
    raise ValueError(
        "is a number where a date is wanted, such as a spreadsheet makes of one; format the cell as text and write 2020-09-16"
    )


def _word(cell: Any) -> str:
    """The text of a cell; a spreadsheet makes a number of a title such as 1984."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"{cell:.15g}" if isinstance(cell, int | float) else str(cell)


def _figure(text: str) -> tuple[str, float]:
    name, equals, figure = (word.strip() for word in text.partition("="))
    if not equals or not name:
        raise ValueError("is not written as name=number; name=number")
    number = _number(figure)
    return name, int(number) if number.is_integer() else number


def _spelt_name(name: Name) -> str:
    values = (getattr(name, field.name) for field in table(Name))
    texts = [str(value.value if isinstance(value, Enum) else value) for value in values if value is not None]
    return formulas.neutral(" | ".join(text.replace("|", "\\|") for text in texts))


def _read_name(line: str) -> dict[str, str]:
    texts = [text.replace("\\|", "|").strip() for text in _PARTS.split(formulas.plain(line.strip()))]
    fields = [field.name for field in table(Name)]
    if not len(fields) - 1 <= len(texts) <= len(fields):
        raise ValueError(f"has a name that is not written as {' | '.join(fields)}")
    return dict(zip(fields, texts, strict=False))

"""Signed ties from a table of comma-separated values, checked row by row."""

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from linkage.graph.camps import HEAVIEST, Tie
from linkage.graph.errors import TableError

NEEDED = ("source", "target", "sign")
COLUMNS = (*NEEDED, "weight")
SIGNS = {"+": 1, "1": 1, "+1": 1, "-": -1, "−": -1, "-1": -1, "−1": -1}
STDIN = Path("-")
_NUMBER = re.compile(r"\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def read(file: Path) -> list[Tie]:
    """The ties in *file*, or in standard input where that is `-`."""
    name = "standard input" if file == STDIN else str(file)
    rows = _rows(name, _text(name, file))
    line, header = next(rows, (1, []))
    columns = _columns(name, line, header)
    ties: dict[tuple[str, str, int], int] = {}
    found = []
    for line, row in rows:
        if len(row) != len(columns):
            raise TableError(name, line, f"{len(row)} cells where the header has {len(columns)} columns")
        tie = _tie(name, line, dict(zip(columns, row, strict=True)))
        first = ties.setdefault((tie.source, tie.target, tie.sign), line)
        if first != line:
            raise TableError(
                name, line, f"line {first} already has this source, target and sign; add them up"
            )
        found.append(tie)
    if not found:
        raise TableError(name, line, "no ties follow the header; add a row for each")
    return found


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


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the lines they end on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            cells = [unicodedata.normalize("NFC", cell.strip()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise TableError(
            name, reader.line_num, f"this is no row of comma-separated values: {error}"
        ) from error


def _columns(name: str, line: int, header: list[str]) -> list[str]:
    if not header:
        raise TableError(name, line, f"it is empty; begin with the header {','.join(COLUMNS)}")
    for column in header:
        if column not in COLUMNS:
            raise TableError(name, line, f"the column {column!r} is unknown; use {', '.join(COLUMNS)}")
        if header.count(column) > 1:
            raise TableError(name, line, f"the column {column!r} is there more than once; keep one")
    for column in NEEDED:
        if column not in header:
            raise TableError(
                name, line, f"the column {column!r} is missing; the header needs {', '.join(NEEDED)}"
            )
    return header


def _tie(name: str, line: int, cells: dict[str, str]) -> Tie:
    source, target, sign, weight = (cells.get(column, "1") for column in COLUMNS)
    if not source or not target:
        raise TableError(name, line, "an actor has no name; give both a source and a target")
    if source == target:
        raise TableError(
            name, line, f"{source} has a tie with itself, which no split can tell apart; leave it out"
        )
    if sign not in SIGNS:
        raise TableError(
            name,
            line,
            f"the sign {sign!r} is neither 1 or + nor -1 or -; a tie without a sign has no say here",
        )
    if not _NUMBER.fullmatch(weight) or not 0 < float(weight) <= HEAVIEST:
        raise TableError(name, line, f"the weight {weight!r} is no number above 0 and up to {HEAVIEST:.0e}")
    return Tie(source, target, SIGNS[sign], float(weight))

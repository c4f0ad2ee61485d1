"""
Stance tables as comma-separated values: `actor,issue,position,salience,power`, a row for every cell that is known.

Positions are on any scale. The two ends of each issue are 0 and 100 of the table that is read; they come from a
second file, `issue,low,high`, or else they are the lowest and the highest position of those who have power.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from linkage.graph.errors import TableError
from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix, Stand
from linkage.ingest.tables.csv_table import STDIN, TableRow, read_rows

COLUMNS = ("actor", "issue", "position", "salience", "power")
SCALE = ("issue", "low", "high")
PERCENT = (Fraction(0), Fraction(100))
"""The ends of a scale that runs from 0 to 100 already."""

_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)

Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class CodedStance:
    """A row that has been read: figures exactly as they are written, the position on the scale of the file."""

    row: TableRow
    actor: str
    issue: str
    position: Fraction
    salience: Fraction
    power: Fraction

    @property
    def cell(self) -> Cell:
        return self.actor, self.issue


def read_stance_table(file: Path, scales: Path | None = None) -> StanceMatrix:
    """The table in *file*, every issue on a scale from 0 to 100; TableError names the line that breaks a rule."""
    if file == scales == STDIN:
        raise TableError("standard input", None, "the table and its scales cannot both come from there")
    stances = read_coded_stances(file)
    if len({stance.actor for stance in stances}) < 2:
        raise stances[0].row.refusal(f"{stances[0].actor} is the only actor; a trade takes two")
    if scales:
        ends = read_scales(scales, stances)
    else:
        ends = {issue: _reach(group) for issue, group in _by_issue(stances).items()}
    return StanceMatrix(
        {stance.cell: Stand(scaled(stance, ends[stance.issue]), stance.salience, stance.power) for stance in stances}
    )


def read_coded_stances(file: Path) -> list[CodedStance]:
    """The rows of *file*, each checked by itself, and none of them about the cell of another."""
    lines: dict[Cell, int] = {}
    stances = []
    for row in read_rows(file, COLUMNS):
        stance = _coded(row)
        line = lines.setdefault(stance.cell, row.line)
        if line != row.line:
            raise row.refusal(f"line {line} already has {stance.actor} on {stance.issue}; keep one of the two")
        stances.append(stance)
    return stances


def scaled(stance: CodedStance, ends: Ends) -> Fraction:
    """The position on the scale from 0 to 100 that runs from the first to the second of *ends*."""
    low, high = ends
    return (stance.position - low) / (high - low) * 100


def inside(stance: CodedStance, ends: Ends) -> CodedStance:
    """The same row, whose position does not lie beyond the ends of its issue."""
    if not min(ends) <= stance.position <= max(ends):
        raise stance.row.refusal(
            f"the position {stance.row.cells['position']} is outside {stance.issue}, "
            f"which runs from {number(ends[0])} to {number(ends[1])}"
        )
    return stance


def format_stance_table(cells: Mapping[Cell, tuple[float, float, float]]) -> Iterator[str]:
    """A table as the lines of such a file, by issue and then by actor; keys need no quotes."""
    yield ",".join(COLUMNS) + "\n"
    for (actor, issue), figures in sorted(cells.items(), key=lambda item: item[0][::-1]):
        yield ",".join((actor, issue, *map(number, figures))) + "\n"


def format_scales(issues: Iterable[str]) -> Iterator[str]:
    """The lines of a file of scales for issues that run from 0 to 100."""
    yield ",".join(SCALE) + "\n"
    for issue in sorted(issues):
        yield f"{issue},0,100\n"


def number(value: float | Fraction) -> str:
    """The shortest decimal that is read as the same float, without an exponent or an idle point."""
    plain = format(Decimal(repr(float(value))), "f")
    return plain.removesuffix(".0")


def _coded(row: TableRow) -> CodedStance:
    position, salience, power = (_figure(row, column) for column in ("position", "salience", "power"))
    if not 0 <= salience <= 1:
        raise row.refusal(f"the salience {row.cells['salience']} is not between 0 and 1")
    if power < 0:
        raise row.refusal(f"the power {row.cells['power']} is below 0")
    return CodedStance(row, _name(row, "actor"), _name(row, "issue"), position, salience, power)


def _name(row: TableRow, column: str) -> str:
    name = row.cells[column]
    if not name:
        raise row.refusal(f"the {column} is empty; give its name")
    return name


def _figure(row: TableRow, column: str) -> Fraction:
    cell = row.cells[column]
    if not cell:
        raise row.refusal(f"the {column} is empty; leave out the row of a cell that is unknown, which is not zero")
    if not _NUMBER.fullmatch(cell):
        raise row.refusal(f"the {column} {cell!r} is no number such as 12.5 or 3e-2")
    return Fraction(cell)


def _by_issue(stances: Iterable[CodedStance]) -> dict[str, list[CodedStance]]:
    issues: dict[str, list[CodedStance]] = {}
    for stance in stances:
        issues.setdefault(stance.issue, []).append(stance)
    return issues


def _reach(stances: list[CodedStance]) -> Ends:
    """The lowest and the highest position of those with power, as whoever has none is to change nothing."""
    positions = [stance.position for stance in stances if stance.power]
    if not positions:
        raise stances[0].row.refusal(
            f"nobody has power on {stances[0].issue}; give the two ends of its scale by --scales"
        )
    if min(positions) == max(positions):
        raise stances[0].row.refusal(
            f"all who have power stand at one point of {stances[0].issue}; give the two ends of its scale by --scales"
        )
    return min(positions), max(positions)


def read_scales(scales: Path, stances: Sequence[CodedStance]) -> dict[str, Ends]:
    """The ends in the file *scales*, which has those of every issue and of no other."""
    issues = _by_issue(stances)
    ends: dict[str, Ends] = {}
    for row in read_rows(scales, SCALE):
        issue, low, high = _name(row, "issue"), _figure(row, "low"), _figure(row, "high")
        if issue not in issues:
            raise row.refusal(f"the table has no row on {issue}; take it out here, or mend its name")
        if issue in ends:
            raise row.refusal(f"the ends of {issue} are given a second time; keep one line")
        if low == high:
            raise row.refusal(f"the two ends of {issue} are equal; a scale needs two")
        ends[issue] = low, high
    for stance in stances:
        if stance.issue not in ends:
            raise stance.row.refusal(f"{scales} has no ends for {stance.issue}; add a line with them")
        inside(stance, ends[stance.issue])
    return ends

"""The heat map of a data set: dyads by months, as a page that needs neither a server nor JavaScript, or as a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from linkage.graph.wording import coverage as wording
from linkage.visualizations.markup import render_template

MARKS = {"attested": "A", "carried": "c", "ended": "×", "silent": ""}
"""The letter in a cell, so that nothing is told by colour alone."""
CELL, LINE = 17, 22
"""How wide a month of the picture is, and how high a dyad, in pixels."""
_LETTER = 7.2
"""Pixels that a letter of the picture takes at the most, on average."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """Two actors in a theatre, and for each month in one word how they stand."""

    who: str
    theatre: str
    claims: int
    cells: tuple[str, ...]


def render_heat_map(title: str, months: Sequence[str], rows: Sequence[HeatRow], facts: Iterable[str]) -> str:
    """The page; *months* are written `2020-03`, *facts* stand below the table."""
    years = [(year, len(list(group))) for year, group in groupby(months, key=lambda month: month[:4])]
    return render_template(
        "heat_map.html", title=title, months=months, years=years, rows=rows, facts=list(facts), marks=MARKS,
        meanings=wording.MEANINGS, rolled=wording.ROLLED,
    )  # fmt: skip


def render_heat_picture(title: str, months: Sequence[str], rows: Sequence[HeatRow]) -> str:
    """The map alone, with what its marks mean, as SVG; a mark has a form of its own beside its colour."""
    columns = {
        "who": _width(row.who for row in rows),
        "theatre": _width(["Theatre", *(row.theatre for row in rows)]),
        "claims": _width(["Claims"]),
    }
    return render_template(
        "heat_map.svg", title=title, months=months, rows=rows, columns=columns, cell=CELL, line=LINE,
        meanings=wording.MEANINGS, rolled=wording.ROLLED,
    )  # fmt: skip


def _width(texts: Iterable[str]) -> int:
    """Pixels that the longest of these texts takes, with a gap behind it."""
    return round(max(map(len, texts), default=0) * _LETTER) + 12

"""The heat map of a data set: dyads by months, as one page that needs neither a server nor JavaScript."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from linkage.graph.wording import coverage as wording
from linkage.visualizations.markup import render_template

MARKS = {"attested": "A", "carried": "c", "ended": "×", "silent": ""}
"""The letter in a cell, so that nothing is told by colour alone."""


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

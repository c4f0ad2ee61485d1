"""`linkage camps`: a table of signed ties, split into the camps that leave the least of them frustrated."""

from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkage.cli.terminal import NOTES, figures, print_json, texts
from linkage.graph.wording import camps as wording
from linkage.graph.wording.numbers import number

if TYPE_CHECKING:
    from linkage.graph.balance.camps import SignedTie, Split


def camps(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="Columns source, target, sign and, if you like, weight; - reads standard input.",
        ),
    ],
    k: Annotated[int, typer.Option("-k", min=2, max=12, help="How many camps at most.")] = 2,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time for the proof; then the best so far is told.")] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """
    Split actors into camps, friends inside and foes across, so that the fewest ties are frustrated.

    That number is the frustration index; it is exact, or the bounds that are proven are told.

    Example: linkage camps ties.csv -k 2
    """
    from linkage.graph.balance.camps import split_camps  # takes a second to import
    from linkage.ingest.tables.signed_ties import read_signed_ties

    ties = read_signed_ties(file)
    with NOTES.status(f"splitting {number(len(ties), 'tie')} into camps"):
        division = split_camps(ties, k, seconds=seconds)
    if not division.exact:
        NOTES.print(wording.gap(seconds, division.index, division.bound), highlight=False)
    if as_json:
        print_json(_record(division))
    else:
        _show(division, ties)


def _record(division: "Split") -> dict[str, object]:
    return {
        "index": _number(division.index),
        "camps": division.camps,
        "frustrated": [
            {"source": tie.source, "target": tie.target, "sign": tie.sign, "weight": _number(tie.weight)}
            for tie in division.frustrated
        ],
        "unique": division.unique,
        "either_way": division.either_way,
    }


def _show(division: "Split", ties: "list[SignedTie]") -> None:
    console = Console(highlight=False)
    total = fsum(tie.weight for tie in ties)
    console.print(wording.frustration(division.index, total, division.k, division.exact))
    console.print(wording.UNIQUE[division.unique])
    console.print(_camps(division))
    if division.either_way:
        console.print(Text(wording.either_way(division.either_way)))
    if division.frustrated:
        console.print(_frustrated(division))
    console.print(_caution(ties))


def _camps(division: "Split") -> Table:
    table = Table(*figures("camp", "actors"), *texts("who"), title="Camps", title_justify="left")
    for i, names in enumerate(division.camps, 1):
        table.add_row(str(i), str(len(names)), Text(", ".join(names)))
    return table


def _frustrated(division: "Split") -> Table:
    ends, weights = texts("source", "target"), figures("weight")
    table = Table(*ends, "sign", *weights, "why", title="Frustrated ties", title_justify="left")
    for tie in division.frustrated:
        sign, why = ("+", "across camps") if tie.sign > 0 else ("−", "within a camp")
        table.add_row(Text(tie.source), Text(tie.target), sign, wording.weight(tie.weight), why)
    return table


def _caution(ties: "list[SignedTie]") -> str:
    actors = len({name for tie in ties for name in (tie.source, tie.target)})
    positive = sum(tie.sign > 0 for tie in ties)
    return wording.caution(len(ties), positive, actors)


def _number(value: float) -> int | float:
    """A whole number without its point."""
    return int(value) if value.is_integer() else value

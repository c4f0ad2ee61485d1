"""`linkage exchange`: a table of stances, and every trade between two actors that is on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.status import Status
from rich.table import Table as Grid
from rich.text import Text

from linkage.cli.terminal import NOTES, print_json
from linkage.graph.errors import LinkageError

if TYPE_CHECKING:
    from linkage.graph.leverage.exchange import Exchange
    from linkage.graph.leverage.stance_matrix import StanceMatrix

SHOWN = 20
"""Trades that the text form shows; JSON has them all."""
FIELDS = (
    "giver1", "issue1", "from1", "to1", "giver2", "issue2", "from2", "to2", "gain", "valid", "limit", "tie",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printout:
    """What is printed: a record as JSON, or a sentence and perhaps a grid."""

    record: object
    sentence: str
    grid: Grid | None = None


def exchange(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="Columns actor, issue, position, salience, power; - reads standard input.",
        ),
    ],
    scales: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="Columns issue, low, high: the ends of each scale. Else they are the lowest and the highest position.",
        ),
    ] = None,
    centre: Annotated[bool, typer.Option("--centre", help="Tell the weighted centre of each issue.")] = False,
    externalities: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Tell who gains and who loses by the N-th best trade."),
    ] = None,
    in_turn: Annotated[
        bool, typer.Option("--round", help="Tell what is traded if the best trade is made at every step.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """
    Find every trade of equal gain: two actors on opposite sides of two issues, each giving where it cares less.

    Positions are told on a scale from 0 to 100, gains in salience times points of that scale.

    Example: linkage exchange stances.csv --scales scales.csv
    """
    if centre + (externalities is not None) + in_turn > 1:
        raise typer.BadParameter("give one of --centre, --externalities and --round")
    from linkage.ingest.tables.stance_table import read  # numpy takes a moment to import

    table = read(file, scales)
    with NOTES.status(f"looking for trades on {len(table.stands):,} stances") as status:
        if centre:
            printout = _centres(table)
        elif externalities is not None:
            printout = _outcomes(table, externalities)
        elif in_turn:
            printout = _round(table, status)
        else:
            printout = _trades(table)
    _print(printout, _notes(table), as_json=as_json)


def _trades(table: "StanceMatrix") -> Printout:
    from linkage.graph.leverage.exchange import exchanges

    found = exchanges(table)
    if not found:
        return Printout([], _reason(table))
    valid = sum(trade.valid for trade in found)
    ties = sum(trade.tie for trade in found if trade.valid)
    sentence = f"{_count(len(found), 'candidate')}: {valid:,} valid, {len(found) - valid:,} void, that is without gain."
    if ties:
        sentence += f" {_count(ties, 'trade')} have a gain that another has too: among equals only names give the order."
    if len(found) > SHOWN:
        sentence += f" The best {SHOWN} are shown; --json has all."
    return Printout([_record(trade) for trade in found], sentence, _grid("Trades", found[:SHOWN]))


def _centres(table: "StanceMatrix") -> Printout:
    grid = Grid(title="Weighted centres", title_justify="left")
    grid.add_column("issue", overflow="fold")
    grid.add_column("centre", justify="right")
    grid.add_column("stances", justify="right")
    for issue, at in table.centres.items():
        grid.add_row(Text(issue), "–" if at is None else _figure(float(at)), f"{len(table.on[issue]):,}")
    idle = sum(at is None for at in table.centres.values())
    sentence = (
        "A centre is the mean of the positions, each weighted by salience times power; it is no outcome."
    )
    if idle:
        sentence += f" {_count(idle, 'issue')} without a centre: nobody has weight there."
    return Printout(
        {issue: None if at is None else float(at) for issue, at in table.centres.items()}, sentence, grid
    )


def _outcomes(table: "StanceMatrix", place: int) -> Printout:
    from linkage.graph.leverage.exchange import exchanges, externalities

    found = exchanges(table)
    if not found:
        raise LinkageError(f"there is no trade {place}: {_reason(table)}")
    if place > len(found):
        raise LinkageError(
            f"there is no trade {place}: there are {len(found):,}; give --externalities up to that"
        )
    trade = found[place - 1]
    amounts = externalities(table, trade)
    grid = Grid(title=f"By trade {place}", title_justify="left")
    grid.add_column("actor", overflow="fold")
    grid.add_column("amount", justify="right")
    for actor, amount in sorted(amounts.items(), key=lambda item: (item[1], item[0])):
        grid.add_row(Text(actor), f"{amount:+.4f}")
    return Printout(
        amounts,
        f"{trade.giver1} gives on {trade.issue1} ({_figure(trade.from1)} → {_figure(trade.to1)}), "
        f"{trade.giver2} on {trade.issue2} ({_figure(trade.from2)} → {_figure(trade.to2)}). "
        "Amounts are what the two centres come nearer to an actor, times its salience; below 0 is a loss.",
        grid,
    )


def _round(table: "StanceMatrix", status: Status) -> Printout:
    from linkage.graph.leverage.sequence import greedy

    made = []
    for step in greedy(table):
        made.append(step.trade)
        status.update(f"making trades one after the other: {len(made):,}")
    if not made:
        return Printout([], f"Nothing is traded. {_reason(table)}")
    ties = sum(trade.tie for trade in made)
    sentence = f"{_count(len(made), 'trade')} one after the other, each the best of those left at its turn."
    if ties:
        sentence += f" In {_count(ties, 'turn')} another had the same gain, and only names gave the order."
    if len(made) > SHOWN:
        sentence += f" The first {SHOWN} are shown; --json has all."
    return Printout([_record(trade) for trade in made], sentence, _grid("Trades in turn", made[:SHOWN]))


def _reason(table: "StanceMatrix") -> str:
    if len(table.issues) < 2:
        return "There is one issue only, and a trade takes two."
    return (
        "No two actors stand on opposite sides of the centre of two issues, care unlike for them, and have weight "
        "where they would give."
    )


def _record(trade: "Exchange") -> dict[str, object]:
    return {field: getattr(trade, field) for field in FIELDS}


def _grid(title: str, trades: "list[Exchange]") -> Grid:
    grid = Grid(title=title, title_justify="left")
    grid.add_column("", justify="right")
    for side in ("giver 1", "giver 2"):
        grid.add_column(side, overflow="fold")
        grid.add_column("from → to", justify="right", no_wrap=True)
    grid.add_column("gain", justify="right", no_wrap=True)
    grid.add_column("limit", no_wrap=True)
    grid.add_column("", no_wrap=True)
    for place, trade in enumerate(trades, 1):
        grid.add_row(
            str(place),
            Text(f"{trade.giver1} on {trade.issue1}"), f"{_figure(trade.from1)} → {_figure(trade.to1)}",
            Text(f"{trade.giver2} on {trade.issue2}"), f"{_figure(trade.from2)} → {_figure(trade.to2)}",
            f"{trade.gain:.4f}", trade.limit, ("tie" if trade.tie else "") if trade.valid else "void",
        )  # fmt: skip
    return grid


def _notes(table: "StanceMatrix") -> Iterator[str]:
    """What a reader has to know of the figures, whatever form they are in."""
    yield "No forecast: these trades pay on the positions, saliences and powers that somebody has coded."
    cells = len(table.actors) * len(table.issues)
    unknown = cells - len(table.stands)
    yield (
        f"{unknown:,} of {cells:,} cells are unknown, which is not zero: they take no part."
        if unknown
        else f"None of the {cells:,} cells is unknown."
    )


def _print(printout: Printout, notes: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        print_json(printout.record)
    console = NOTES if as_json else Console(highlight=False)
    for piece in (None if as_json else printout.grid, printout.sentence, *notes):
        if piece is not None:
            console.print(Text(piece) if isinstance(piece, str) else piece, highlight=False)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _figure(value: float) -> str:
    return f"{value:.2f}".removesuffix("00").removesuffix(".")

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

from linkage.cli.terminal import NOTES, figures, print_json, texts
from linkage.graph.errors import LinkageError
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.wording import exchange as wording
from linkage.graph.wording.caveats import forecast, unknown_cells
from linkage.graph.wording.numbers import count, fixed, number, with_sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from linkage.graph.leverage.exchange import Exchange
    from linkage.graph.leverage.stance_matrix import StanceMatrix

StanceFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.csv",
        help="Columns actor, issue, position, salience, power; - reads standard input.",
    ),
]
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
    file: StanceFile,
    scales: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="Columns issue, low, high: the ends of each scale. Else they are the lowest and the highest position.",
        ),
    ] = None,
    centre: Annotated[
        bool,
        typer.Option("--centre", help="Tell the weighted centre of each issue, with its weighted median beside it."),
    ] = False,
    median: Annotated[bool, typer.Option("--median", help="The same; as JSON the medians, not the centres.")] = False,
    externalities: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Tell who gains and who loses by the N-th best trade."),
    ] = None,
    in_turn: Annotated[
        bool, typer.Option("--round", help="Tell what is traded if the best trade is made at every step.")
    ] = False,
    round_rule: Annotated[
        RoundRule, typer.Option(help="What a round sizes again after each trade.")
    ] = RoundRule.CENTRES,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """
    Find every trade of equal gain: two actors on opposite sides of two issues, each giving where it cares less.

    Positions are told on a scale from 0 to 100, gains in salience times points of that scale.

    Example: linkage exchange stances.csv --scales scales.csv
    """
    if centre + median + (externalities is not None) + in_turn > 1:
        raise typer.BadParameter("give one of --centre, --median, --externalities and --round")
    from linkage.ingest.tables.stance_table import read_stance_table  # numpy takes a moment to import

    table = read_stance_table(file, scales)
    with NOTES.status(f"looking for trades on {number(len(table.stands), 'stance')}") as status:
        if centre or median:
            printout = _centres(table, table.medians if median else table.centres)
        elif externalities is not None:
            printout = _outcomes(table, externalities)
        elif in_turn:
            printout = _round(table, round_rule, status)
        else:
            printout = _trades(table)
    _print(printout, _notes(table), as_json=as_json)


def _trades(table: "StanceMatrix") -> Printout:
    from linkage.graph.leverage.exchange import exchanges

    trades = exchanges(table)
    if not trades:
        return Printout([], wording.reason(len(table.issues)))
    valid = sum(trade.valid for trade in trades)
    ties = sum(trade.tie for trade in trades if trade.valid)
    sentence = wording.candidates(valid, len(trades) - valid, ties, SHOWN)
    return Printout([_record(trade) for trade in trades], sentence, _grid("Trades", trades[:SHOWN]))


def _centres(table: "StanceMatrix", middles: "Mapping[str, Fraction | None]") -> Printout:
    """The grid has both, the record those asked for."""
    grid = Grid(
        *texts("issue"), *figures("centre", "median", "stances"), title="Weighted centres", title_justify="left"
    )
    for issue, centre in table.centres.items():
        places = (
            "–" if middle is None else wording.position(float(middle)) for middle in (centre, table.medians[issue])
        )
        grid.add_row(Text(issue), *places, count(len(table.on[issue])))
    record = {issue: None if middle is None else float(middle) for issue, middle in middles.items()}
    idle = sum(centre is None for centre in table.centres.values())
    spreads = {issue: float(spread) for issue, spread in table.spreads.items()}
    return Printout(record, wording.centres(idle, spreads), grid)


def _outcomes(table: "StanceMatrix", place: int) -> Printout:
    from linkage.graph.leverage.exchange import exchanges, externalities

    trades = exchanges(table)
    if place > len(trades):
        raise LinkageError(wording.no_trade(place, len(trades), wording.reason(len(table.issues))))
    trade = trades[place - 1]
    amounts = externalities(table, trade)
    grid = Grid(*texts("actor"), *figures("amount"), title=f"By trade {place}", title_justify="left")
    for actor, amount in sorted(amounts.items(), key=lambda item: (item[1], item[0])):
        grid.add_row(Text(actor), with_sign(amount, 4))
    return Printout(amounts, wording.externalities(trade), grid)


def _round(table: "StanceMatrix", rule: RoundRule, status: Status) -> Printout:
    from linkage.graph.leverage.sequence import greedy_sequence

    trades = []
    for step in greedy_sequence(table, rule=rule):
        trades.append(step.trade)
        status.update(f"making trades one after the other: {count(len(trades))}")
    if not trades:
        return Printout([], f"Nothing is traded. {wording.reason(len(table.issues))}")
    sentence = wording.in_turn(len(trades), sum(trade.tie for trade in trades), SHOWN, rule)
    return Printout([_record(trade) for trade in trades], sentence, _grid("Trades in turn", trades[:SHOWN]))


def _record(trade: "Exchange") -> dict[str, object]:
    return {field: getattr(trade, field) for field in FIELDS}


def _grid(title: str, trades: "list[Exchange]") -> Grid:
    grid = Grid(*figures(""), title=title, title_justify="left")
    for side in ("giver 1", "giver 2"):
        grid.add_column(side, overflow="fold")
        grid.add_column("from → to", justify="right", no_wrap=True)
    grid.add_column("gain", justify="right", no_wrap=True)
    grid.add_column("limit", no_wrap=True)
    grid.add_column("", no_wrap=True)
    for place, trade in enumerate(trades, 1):
        grid.add_row(
            str(place),
            Text(f"{trade.giver1} on {trade.issue1}"),
            wording.move(trade.from1, trade.to1),
            Text(f"{trade.giver2} on {trade.issue2}"),
            wording.move(trade.from2, trade.to2),
            fixed(trade.gain, 4),
            trade.limit,
            ("tie" if trade.tie else "") if trade.valid else "void",
        )
    return grid


def _notes(table: "StanceMatrix") -> Iterator[str]:
    """What a reader has to know of the figures, whatever form they are in."""
    yield forecast("pay on the positions, saliences and powers that somebody has coded")
    cells = len(table.actors) * len(table.issues)
    yield unknown_cells(cells - len(table.stands), cells)


def _print(printout: Printout, notes: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        print_json(printout.record)
    console = NOTES if as_json else Console(highlight=False)
    for block in (None if as_json else printout.grid, printout.sentence, *notes):
        if block is not None:
            console.print(Text(block) if isinstance(block, str) else block, highlight=False)

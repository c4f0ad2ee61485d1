"""`linkage leverage`: what could be traded for what between theatres, and on which claims that rests."""

import csv
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from linkage.cli.answers import fetch_whole
from linkage.cli.lens_options import takes_lens
from linkage.cli.leverage_text import Data, lines, month_lines
from linkage.cli.picture import write_picture
from linkage.cli.terminal import print_answer, print_json
from linkage.graph.lens import Lens
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.settings import load_settings

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute
    from linkage.visualizations.network.view import View
    from linkage.visualizations.pages.leverage.request import Inquiry
    from linkage.visualizations.pages.leverage.result import LeverageResult

DOCUMENT = (Path(__file__).parent / "leverage.graphql").read_text(encoding="utf-8")
MONTHS = """query Months(
  $theatres: [String!]!, $lens: LensInput!, $actors: [String!], $draws: Int!, $seed: Int!, $from: String!, $to: String!
) {
  leverageByMonth(theatres: $theatres, lens: $lens, actors: $actors, draws: $draws, seed: $seed, from: $from, to: $to) {
    asOf
    leverage {
      reason tradeCount standing
      traders { one { name } two { name } none directions { giver1 { name } theatre1 { name } share { share } } }
    }
    entered { ...turn }
    left { ...turn }
    camps { theatre { name } k index unique camps { actors { name } } eitherWay { name } notes }
    divided { one { name } two { name } together { theatre { name } basis } apart { theatre { name } basis } }
  }
}
fragment turn on TradeTurn { giver1 { name } issue1 { key } giver2 { name } issue2 { key } stances { key } claims { key } }"""
TRADES = 40
COLUMNS = (
    "giver1", "issue1", "from1", "to1", "giver2", "issue2", "from2", "to2", "gain", "limit", "tie",
    "needed", "given", "share", "opposite", "claims",
)  # fmt: skip


@takes_lens(without=("theatres", "issues"), apart={"actor": ("as_of", "known_by")}, defaults={"roll_up": True})
def leverage(
    *,
    theatres: Annotated[list[str], typer.Argument(help="Keys of two theatres or more.")],
    actor: Annotated[list[str] | None, typer.Option(help="An actor that may trade; all where none is named.")] = None,
    within: Annotated[bool, typer.Option("--within", help="Also trades inside one theatre.")] = False,
    draws: Annotated[int, typer.Option(min=0, max=100_000, help="Draws; 0 draws nothing.")] = 4_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same figures.")] = 1,
    suppose: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR/ISSUE=NUMBER", help="A salience to suppose, 0 to 1.")
    ] = None,
    solution: Annotated[
        BargainingRule, typer.Option(help="The rule that orders and tells the trades at the best figures.")
    ] = BargainingRule.EQUAL_GAIN,
    round_rule: Annotated[
        RoundRule, typer.Option(help="What the round sizes again after each trade.")
    ] = RoundRule.CENTRES,
    start: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM", help="Look at every month from this one …")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM", help="… to this one.")] = None,
    lens: Lens,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the trades as CSV.")] = False,
    picture: Annotated[
        Path | None,
        typer.Option("--picture", "-o", help="Also write the likeliest trade over the network to this HTML file."),
    ] = None,
) -> None:
    """
    Tell what could be traded for what between theatres: trades, who loses, and on which claims that rests.

    Without a day it looks at the one that the front page opens with. It is no forecast.

    Example: linkage leverage libya syria --as-of 2020-09-16
    """
    if (start is None) != (end is None):
        raise typer.BadParameter("give both --from and --to, or neither", param_hint="--from")
    if start and (solution is not BargainingRule.EQUAL_GAIN or round_rule is not RoundRule.CENTRES):
        raise typer.BadParameter(
            "months are told by equal gain: leave out --solution and --round-rule, or --from and --to"
        )
    opening = Lens.from_address(load_settings().opening)
    lens = replace(lens, as_of=lens.as_of or opening.as_of)
    variables: Data = {
        "theatres": theatres,
        "lens": lens.variables(),
        "actors": actor,
        "draws": draws,
        "seed": seed,
    }
    if start:
        data, _ = fetch_whole(lambda execute: execute(MONTHS, {**variables, "from": start, "to": end}))
        months: Any = data["leverageByMonth"]
        print_json(months) if as_json else print("\n\n".join("\n".join(month_lines(month)) for month in months))
        return
    variables |= {"within": within, "first": TRADES, "suppose": [_supposed(text) for text in suppose or ()]}
    variables |= {"solution": solution.name, "roundRule": round_rule.name}
    inquiry = _inquiry(replace(lens, theatres=tuple(theatres)), actor, draws, seed) if picture else None
    (analysis, drawn), state = fetch_whole(lambda execute: _asked(execute, variables, inquiry))
    if picture and drawn:
        write_picture(picture, drawn[0], drawn[1].inquiry.lens, drawn[1].trade)
    if as_json:
        print_answer(analysis, state)
    elif as_csv:
        _csv(analysis)
    else:
        print("\n".join(lines(analysis, TRADES)))


def _inquiry(lens: Lens, actors: list[str] | None, draws: int, seed: int) -> "Inquiry":
    from linkage.visualizations.pages.leverage.request import Inquiry

    return Inquiry(lens=lens, actor=tuple(actors or ()), draws=max(draws, 1), seed=seed)


def _asked(
    execute: "Execute", variables: Data, inquiry: "Inquiry | None"
) -> "tuple[Any, tuple[View, LeverageResult] | None]":
    """The analysis, and what its picture shows if there is to be one."""
    analysis: Any = execute(DOCUMENT, variables)["leverage"]
    if inquiry is None:
        return analysis, None
    from linkage.visualizations.network.view import fetch_network
    from linkage.visualizations.pages.leverage.result import fetch_leverage

    return analysis, (fetch_network(execute, inquiry.lens), fetch_leverage(execute, inquiry))


def _supposed(text: str) -> Data:
    cell, separator, value = text.partition("=")
    actor, slash, issue = cell.partition("/")
    try:
        salience = float(value)
    except ValueError:
        salience = -1.0
    if not (separator and slash and actor and issue and 0 <= salience <= 1):
        raise typer.BadParameter(f"{text!r} is not ACTOR/ISSUE=NUMBER with 0 to 1", param_hint="--suppose")
    return {"actor": actor, "issue": issue, "salience": salience}


def _csv(analysis: Data) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for trade in analysis["trades"]:
        writer.writerow(
            {
                **(trade["point"] or {}),
                **(trade["share"] or {}),
                **{name: trade[name]["key"] for name in ("giver1", "issue1", "giver2", "issue2")},
                "claims": " ".join(claim["key"] for claim in trade["claims"]),
            }
        )
    for note in analysis["notes"]:
        print(f"linkage: {note}", file=sys.stderr)

"""`linkage leverage`: what could be traded for what between theatres, and on which claims that rests."""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from linkage.cli import lenses
from linkage.cli.questions import assets, executor, write_page
from linkage.cli.terminal import connect
from linkage.graph.lens import Disputed, Lens, listed
from linkage.graph.settings import Settings
from linkage.graph.settings import load as load_settings

if TYPE_CHECKING:
    from linkage.visualizations.view import Execute

DOCUMENT = (Path(__file__).parent / "leverage.graphql").read_text(encoding="utf-8")
MONTHS = """query Months(
  $theatres: [String!]!, $lens: LensInput!, $actors: [String!], $draws: Int!, $seed: Int!, $from: String!, $to: String!
) {
  leverageByMonth(theatres: $theatres, lens: $lens, actors: $actors, draws: $draws, seed: $seed, from: $from, to: $to) {
    asOf
    leverage {
      reason tradeCount
      traders { one { name } two { name } none directions { giver1 { name } theatre1 { name } share { share } } }
    }
    entered { ...turn }
    left { ...turn }
    camps { theatre { name } k index unique camps { actors { name } } }
    divided { one { name } two { name } together { theatre { name } } apart { theatre { name } } }
  }
}
fragment turn on TradeTurn { giver1 { name } issue1 { key } giver2 { name } issue2 { key } stances { key } claims { key } }"""
TRADES = 40
CARRYING = 4
COLUMNS = (
    "giver1", "issue1", "from1", "to1", "giver2", "issue2", "from2", "to2", "gain", "limit", "tie",
    "needed", "given", "share", "opposite", "claims",
)  # fmt: skip
_LIMITS = {
    "MOVE1": "{0} is where {1} stands",
    "MOVE2": "{1} is where {0} stands",
    "CENTRE1": "the centre of {2} reaches {1}",
    "CENTRE2": "the centre of {3} reaches {0}",
}
Data = dict[str, Any]


def leverage(
    theatres: Annotated[list[str], typer.Argument(help="Keys of two theatres or more.")],
    as_of: lenses.AsOf = None,
    known_by: lenses.KnownBy = None,
    actor: Annotated[
        list[str] | None, typer.Option(help="An actor that may trade; all where none is named.")
    ] = None,
    within: Annotated[bool, typer.Option("--within", help="Also trades inside one theatre.")] = False,
    draws: Annotated[int, typer.Option(min=0, max=100_000, help="Draws; 0 draws nothing.")] = 4_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same figures.")] = 1,
    suppose: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR/ISSUE=NUMBER", help="A salience to suppose, 0 to 1.")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM", help="Look at every month from this one …")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM", help="… to this one.")] = None,
    min_certainty: lenses.MinCertainty = None,
    disputed: lenses.WhatIsDisputed = Disputed.INCLUDE,
    roll_up: Annotated[
        bool, typer.Option("--roll-up/--no-roll-up", help="Count a minister's act for the state.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the trades as CSV.")] = False,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--picture", "-o", help="Also write the likeliest trade over the network to this HTML file."
        ),
    ] = None,
) -> None:
    """
    Tell what could be traded for what between theatres: trades, who loses, and on which claims that rests.

    Without a day it looks at the one that the front page opens with. It is no forecast.

    Example: linkage leverage libya syria --as-of 2020-09-16
    """
    if (start is None) != (end is None):
        raise typer.BadParameter("give both --from and --to, or neither", param_hint="--from")
    settings = load_settings()
    opening = Lens.from_address(settings.opening)
    lens = Lens(
        as_of=lenses.day(as_of) or opening.as_of,
        known_by=lenses.day(known_by),
        min_certainty=min_certainty,
        disputed=disputed,
        roll_up=roll_up,
    )
    given: Data = {
        "theatres": theatres, "lens": lens.variables(), "actors": actor, "draws": draws, "seed": seed,
    }  # fmt: skip
    ask = executor(connect(settings))
    if start:
        months: Any = ask(MONTHS, {**given, "from": start, "to": end})["leverageByMonth"]
        _json(months) if as_json else print("\n\n".join(map(_month, months)))
        return
    if picture:
        _draw(picture, ask, settings, replace(lens, theatres=tuple(theatres)), actor, draws, seed)
    supposed = [_supposed(text) for text in suppose or ()]
    found: Any = ask(DOCUMENT, {**given, "within": within, "first": TRADES, "suppose": supposed})["leverage"]
    if as_json:
        _json(found)
    elif as_csv:
        _csv(found)
    else:
        print("\n".join(_lines(found)))


def _draw(
    output: Path,
    ask: "Execute",
    settings: Settings,
    lens: Lens,
    actors: list[str] | None,
    draws: int,
    seed: int,
) -> None:
    from linkage.visualizations import findings, view
    from linkage.visualizations.inquiry import Inquiry
    from linkage.visualizations.picture import render

    inquiry = Inquiry(lens=lens, actor=tuple(actors or ()), draws=max(draws, 1), seed=seed)
    found, shown = findings.fetch(ask, inquiry), view.fetch(ask, lens)
    page = render(shown, lens, assets(settings), trade=found.trade)
    write_page(output, page, len(shown.relations))


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


def _json(value: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def _csv(found: Data) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for trade in found["trades"]:
        writer.writerow(
            {
                **(trade["point"] or {}),
                **(trade["share"] or {}),
                **{name: trade[name]["key"] for name in ("giver1", "issue1", "giver2", "issue2")},
                "claims": " ".join(claim["key"] for claim in trade["claims"]),
            }
        )
    for note in found["notes"]:
        print(f"linkage: {note}", file=sys.stderr)


# The answer in words


def _lines(found: Data) -> Iterator[str]:
    known = f", known by {found['knownBy']}" if found["knownBy"] else ""
    drawn = (
        f" · {found['draws']:,} draws, seed {found['seed']}"
        if found["draws"]
        else " · best figures, no draws"
    )
    yield (
        f"{listed(one['name'] for one in found['theatres'])} as of {found['asOf']}{known}{drawn}"
        f" · {found['claimCount']} stance claims of {found['originCount']} origins"
    )
    if found["reason"]:
        yield f"\nNo trade. {found['reason']}"
    for pair in found["traders"]:
        yield from ["", *_pair(pair, found["trades"])]
    if not found["traders"]:
        for trade in found["trades"][:3]:
            yield from ["", *_trade(trade)]
    if found["tradeCount"]:
        yield f"\nIn all     {found['tradeCount']} trades; the --json and --csv of this command have the first {TRADES}"
    yield from _round(found["round"])
    yield from _reported(found["reported"])
    yield from _unknown(found["table"])
    yield from ["", *found["notes"]]


def _pair(pair: Data, trades: Iterable[Data]) -> Iterator[str]:
    """Both directions of two actors, each with its likeliest trade."""
    trades = list(trades)
    yield f"{pair['one']['name']} and {pair['two']['name']}"
    for letter, way in zip("AB", pair["directions"], strict=True):
        share = way["share"]
        line = f"{way['giver1']['name']} gives in {way['theatre1']['name']}, {way['giver2']['name']} gives in {way['theatre2']['name']}"
        yield (
            f"Trade {letter}    {line:<58} share {share['share']:.2f}"
            f"  (needed claims {share['needed']:.2f} × given them {share['given']:.2f})"
        )
    yield f"No trade   {'between the two':<58} share {pair['none']:.2f}"
    if pair["even"]:
        yield f"Undecided  {'both directions pay alike':<58} share {pair['even']:.2f}"
    for letter, way in zip("AB", pair["directions"], strict=True):
        best = next((trade for trade in trades if _is(trade, way)), None)
        if best:
            yield from ["", *_trade(best, f" ({letter})")]
    yield f"Channel    {_channel(pair['channel'])}"


def _is(trade: Data, way: Data) -> bool:
    return bool(
        trade["point"]
        and trade["giver1"]["key"] == way["giver1"]["key"]
        and trade["giver2"]["key"] == way["giver2"]["key"]
    )


def _trade(trade: Data, letter: str = "") -> Iterator[str]:
    one, two = trade["giver1"]["name"], trade["giver2"]["name"]
    issue1, issue2 = trade["issue1"]["key"], trade["issue2"]["key"]
    point, share = trade["point"], trade["share"]
    if point:
        yield (
            f"Best point{letter}  {one} {issue1} {point['from1']:.0f} → {point['to1']:.0f}; {two} {issue2} "
            f"{point['from2']:.0f} → {point['to2']:.0f}; gain {point['gain']:.2f} each (salience × scale points)"
        )
        tie = "; another trade has the same gain" if point["tie"] else ""
        yield f"  Limit    {_LIMITS[point['limit']].format(one, two, issue1, issue2)}{tie}"
    if share:
        yield (
            f"  Share    {share['share']:.2f} = needed claims {share['needed']:.2f} × given them {share['given']:.2f}; "
            f"the other way round {share['opposite']:.2f}"
        )
    yield f"  Why      {_why(trade)}"
    if trade["carrying"]:
        yield from _few("  Rests on ", map(_carrying, trade["carrying"][:CARRYING]))
        yield f"           and the other claims of its stances, {len(trade['claims'])} in all; `linkage claim KEY` opens each"
    losers = [_outcome(one) for one in trade["outcomes"] if one["amount"] < -0.005 and not one["trades"]]
    gainers = [
        _outcome(one) for one in reversed(trade["outcomes"]) if one["amount"] > 0.005 and not one["trades"]
    ]
    if point:
        yield f"  Loses    {' · '.join(losers) or 'nobody else whose stance is known'}"
        yield f"  Gains    {' · '.join(gainers) or 'nobody else whose stance is known'}"
    yield from _few("  Changes  ", map(_threshold, trade["thresholds"][:3]))


def _why(trade: Data) -> str:
    one, two = (
        "without bound" if ratio is None else f"{ratio:.2f}" for ratio in (trade["ratio1"], trade["ratio2"])
    )
    return (
        f"salience of {trade['issue1']['key']} by that of {trade['issue2']['key']}: "
        f"{trade['giver1']['name']} {one}, {trade['giver2']['name']} {two}; who has less gives there"
    )


def _carrying(carrying: Data) -> str:
    claim = carrying["claim"]
    against = (
        f"; against it {', '.join(one['key'] for one in carrying['against'])}" if carrying["against"] else ""
    )
    return (
        f"{claim['key']} (certainty {claim['certainty']:.2f}, swing {carrying['swing']:+.2f}) "
        f"{' for '.join(one['name'] for one in claim['speakers'])}, {claim['knownFrom']}: {claim['summary']}{against}"
    )


def _outcome(outcome: Data) -> str:
    marks = (
        [f"client of {listed(sorted({one['subject']['name'] for one in outcome['backedBy']}))}"]
        if outcome["backedBy"]
        else []
    )
    marks += (
        [f"can block it: {', '.join(one['key'] for one in outcome['vetoes'])}"] if outcome["vetoes"] else []
    )
    told = f" ({'; '.join(marks)})" if marks else ""
    return f"{outcome['actor']['name']} {outcome['amount']:+.1f}{told}"


def _threshold(one: Data) -> str:
    turn = "falls away" if one["effect"] == "VOID" else "turns round"
    return (
        f"{turn} where the {one['figure'].lower()} of {one['actor']['name']} on {one['issue']['key']} "
        f"is {one['at']:.2f} instead of {one['value']:.2f}"
    )


def _channel(channel: Data) -> str:
    if not channel["actors"]:
        return "none known: no negotiation between the two, and no way over others"
    if channel["direct"]:
        return "; ".join(
            f"{one['subject']['name']} and {one['object']['name']} negotiate"
            + (f" in {one['theatre']['name']}" if one["theatre"] else "")
            + f", {one['validFrom'] or '…'} to {one['validTo'] or '…'} ({one['origins']} origins, {one['status'].lower().replace('_', ' ')})"
            for one in channel["relations"]
        )
    return f"through others: {' – '.join(one['name'] for one in channel['actors'])}"


def _round(steps: list[Data]) -> Iterator[str]:
    told = (
        f"{one['giver1']['name']} {one['issue1']['key']} {one['from1']:.0f} → {one['to1']:.0f}, "
        f"{one['giver2']['name']} {one['issue2']['key']} {one['from2']:.0f} → {one['to2']:.0f}, gain {one['gain']:.2f}"
        + (f" (tied with {len(step['instead'])} more)" if step["instead"] else "")
        for step in steps
        for one in [step["exchange"]]
    )
    yield from _few("A round    ", (f"{number}. {line}" for number, line in enumerate(told, 1)))


def _reported(claims: list[Data]) -> Iterator[str]:
    for title, wanted in (("Disputed   ", True), ("Reported   ", False)):
        yield from _few(
            title,
            (
                f"{one['key']} {' for '.join(who['name'] for who in one['speakers'])} ({one['hedge'].lower()}): {one['summary']}"
                for one in claims
                if bool(one["disputes"] or one["disputedBy"]) is wanted
            ),
        )


def _unknown(table: list[Data]) -> Iterator[str]:
    told = [
        f"{cell['actor']['name']} on {row['issue']['key']} ({', '.join(cell['lacking'])})"
        for row in table
        for cell in row["unknown"]
    ]
    if told:
        yield f"Unknown    {' · '.join(told)}"


def _few(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"{title if number == 0 else ' ' * len(title)}{line}"


# Month by month


def _some(things: list[Data], most: int = 4) -> str:
    """The first keys of a list, and how many there are beyond."""
    keys = [thing["key"] for thing in things]
    more = f" and {len(keys) - most} more" if len(keys) > most else ""
    return f"{', '.join(keys[:most])}{more}" if keys else "none"


def _month(month: Data) -> str:
    found = month["leverage"]
    lines = [
        f"{month['asOf']}  {found['tradeCount']} trades" + (f". {found['reason']}" if found["reason"] else "")
    ]
    for pair in found["traders"][:3]:
        ways = ", ".join(
            f"{way['giver1']['name']} gives in {way['theatre1']['name']} {way['share']['share']:.2f}"
            for way in pair["directions"]
        )
        lines.append(
            f"  {pair['one']['name']} and {pair['two']['name']}: {ways}, no trade {pair['none']:.2f}"
        )
    for title, turned in (("entered", month["entered"]), ("left", month["left"])):
        lines += (
            f"  {title}: {one['giver1']['name']} {one['issue1']['key']}, {one['giver2']['name']} {one['issue2']['key']}"
            f"\n    through {_some(one['stances'])}; claims {_some(one['claims'])}"
            for one in turned
        )
    lines += (
        f"  together in {listed(bond['theatre']['name'] for bond in pair['together'])}, "
        f"apart in {listed(bond['theatre']['name'] for bond in pair['apart'])}: {pair['one']['name']} and {pair['two']['name']}"
        for pair in month["divided"]
    )
    return "\n".join(lines)

"""The answer of `linkage leverage` in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from linkage.graph.lens import listed

CARRYING = 4
"""Claims that are told of each trade, those that it hangs on most."""
_LIMITS = {
    "MOVE1": "{0} is where {1} stands",
    "MOVE2": "{1} is where {0} stands",
    "CENTRE1": "the centre of {2} reaches {1}",
    "CENTRE2": "the centre of {3} reaches {0}",
}
Data = dict[str, Any]


def lines(found: Data, told: int) -> Iterator[str]:
    """The whole answer; *told* is how many trades it holds at most."""
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
        yield f"\nIn all     {found['tradeCount']} trades; the --json and --csv of this command have the first {told}"
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


def _some(things: list[Data], most: int = 4) -> str:
    """The first keys of a list, and how many there are beyond."""
    keys = [thing["key"] for thing in things]
    more = f" and {len(keys) - most} more" if len(keys) > most else ""
    return f"{', '.join(keys[:most])}{more}" if keys else "none"


def month(month: Data) -> str:
    """One month: who could trade, what entered and left, who is divided."""
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

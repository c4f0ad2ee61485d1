"""The answer of `linkage leverage` in lines of text; the sentences are those of `linkage.graph.wording`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from linkage.graph.wording import leverage as wording
from linkage.graph.wording import solutions
from linkage.graph.wording.claims import chain
from linkage.graph.wording.findings import finding, leaning_in
from linkage.graph.wording.lists import constant, first_keys, listed
from linkage.graph.wording.numbers import fixed, number, share, with_sign
from linkage.graph.wording.robustness import omissions_in, robustness_lines, turning

CARRYING = 4
"""Claims that are told of each trade, those that it hangs on most."""
PAIRS = 3
"""Pairs of actors that are told, those that trade in most draws."""
KEYS = 4
"""Keys that are told of a list."""
Data = dict[str, Any]


def lines(answer: Data, most: int) -> Iterator[str]:
    """The whole answer, which holds *most* trades at most; the finding first."""
    yield _finding(answer)
    yield wording.heading(answer)
    for pair in answer["traders"][:PAIRS]:
        yield from ["", *_pair(pair, answer["trades"], answer["rule"])]
    if answer.get("robustness"):
        yield from ["", *robustness_lines(answer["robustness"])]
    if not answer["traders"]:
        for trade in answer["trades"][:3]:
            yield from ["", *_trade(trade, answer["rule"])]
    if answer["tradeCount"]:
        yield f"\nIn all     {number(answer['tradeCount'], 'trade')}; the --json and --csv of this command have the first {most}"
    if len(answer["traders"]) > PAIRS:
        yield wording.further_pairs(len(answer["traders"]) - PAIRS)
    if answer["leaders"]:
        yield f"Best by    {solutions.agreement(answer['leaders'])}"
    yield from _table("A round    ", map(_turn, range(1, len(answer["round"]) + 1), answer["round"]))
    middles = solutions.spreads(answer["table"])
    yield from _table("Centres    ", [middles] if middles else ())
    yield from _reported(answer["reported"])
    yield from _carried(answer["table"])
    yield from _unknown(answer["table"])
    yield from ["", *answer["notes"]]


def _finding(answer: Data) -> str:
    pairs, carries = answer["traders"], answer.get("robustness")
    sentence = finding(
        leaning_in(pairs[0]) if pairs else None,
        reason=answer["reason"],
        draws=answer["draws"],
        as_of=date.fromisoformat(answer["asOf"]),
        known_by=date.fromisoformat(answer["knownBy"]),
    )
    return f"{sentence} {turning(omissions_in(carries['leftOut']))}" if carries else sentence


def _pair(pair: Data, trades: Sequence[Data], rule: str) -> Iterator[str]:
    """Both directions of two actors, each with its likeliest trade."""
    yield f"{pair['one']['name']} and {pair['two']['name']}"
    for letter, direction in zip("AB", pair["directions"], strict=True):
        gifts = ", ".join(
            wording.gives(direction[f"giver{i}"]["name"], direction[f"theatre{i}"]["name"]) for i in (1, 2)
        )
        factors = wording.factors(direction["share"]["needed"], direction["share"]["given"])
        yield f"Trade {letter}    {gifts:<58} share {share(direction['share']['share'])}  ({factors})"
    yield f"No trade   {'between the two':<58} share {share(pair['none'])}"
    if pair["even"]:
        yield f"Undecided  {'both directions pay alike':<58} share {share(pair['even'])}"
    for letter, direction in zip("AB", pair["directions"], strict=True):
        best = next((trade for trade in trades if _goes(trade, direction)), None)
        if best:
            yield from ["", *_trade(best, rule, f" ({letter})")]
    yield f"Channel    {_channel(pair['channel'])}"


def _goes(trade: Data, direction: Data) -> bool:
    """Whether a trade that there is at the best figures goes the way of a direction."""
    givers = ("giver1", "giver2")
    return bool(trade["point"]) and all(trade[giver]["key"] == direction[giver]["key"] for giver in givers)


def _trade(trade: Data, rule: str, letter: str = "") -> Iterator[str]:
    point, shares = trade["point"], trade["share"]
    if point:
        yield from _point(trade, rule, letter)
    if shares:
        factors = wording.factors(shares["needed"], shares["given"])
        yield f"  Share    {share(shares['share'])} = {factors}; the other way round {share(shares['opposite'])}"
    yield f"  Why      {wording.ratios(trade)}"
    if trade["carrying"]:
        yield from _table("  Rests on ", map(_carrying, trade["carrying"][:CARRYING]))
        yield f"           and the other claims of its stances, {len(trade['claims'])} in all; `linkage claim KEY` opens each"
    if point:
        bystanders = [outcome for outcome in trade["outcomes"] if not outcome["trades"]]
        losers = [outcome for outcome in bystanders if outcome["amount"] < -wording.SHOWN_AMOUNT]
        gainers = [outcome for outcome in reversed(bystanders) if outcome["amount"] > wording.SHOWN_AMOUNT]
        yield f"  Loses    {' · '.join(map(_outcome, losers)) or wording.NOBODY_ELSE}"
        yield f"  Gains    {' · '.join(map(_outcome, gainers)) or wording.NOBODY_ELSE}"
    yield from _table("  Changes  ", map(wording.undone, trade["thresholds"][:3]))


def _point(trade: Data, rule: str, letter: str) -> Iterator[str]:
    """The trade at the best figures by the rule asked for, and what both gain by each; a limit holds by equal gain."""
    point = trade["point"]
    solution = next(each for each in trade["solutions"] if each["rule"] == rule)
    if solutions.by_equal_gain(rule):
        gain = f"gain {fixed(point['gain'])} each ({wording.SCALE})"
        yield f"Best point{letter}  {'; '.join([*_steps(trade, point), gain])}"
        tie = "; another trade has the same gain" if point["tie"] else ""
        yield f"  Limit    {wording.limit_reached(trade, point['limit'])}{tie}"
    else:
        gains = f"{solutions.gains(trade, solution)} ({wording.SCALE})"
        yield f"Best point{letter}  {'; '.join([*_steps(trade, {**point, **solution}), gains])}"
    yield f"  Rules    {solutions.beside(trade['solutions'])}"


def _steps(trade: Data, point: Data) -> Iterator[str]:
    """What each of the two gives."""
    for i in (1, 2):
        giver, issue = trade[f"giver{i}"]["name"], trade[f"issue{i}"]["key"]
        yield wording.step(giver, issue, point[f"from{i}"], point[f"to{i}"])


def _carrying(carrying: Data) -> str:
    claim, against = carrying["claim"], ", ".join(_keys(carrying["against"]))
    return (
        f"{claim['key']} (certainty {fixed(claim['certainty'])}, swing {with_sign(carrying['swing'])}) "
        f"{chain(_names(claim['speakers']))}, {claim['knownFrom']}: {claim['summary']}"
        + (f"; against it {against}" if against else "")
    )


def _outcome(outcome: Data) -> str:
    backers = wording.backers(outcome["backedBy"])
    marks = [wording.client(backers)] if backers else []
    marks += [f"can block it: {', '.join(_keys(outcome['vetoes']))}"] if outcome["vetoes"] else []
    amount = f"{outcome['actor']['name']} {with_sign(outcome['amount'], 1)}"
    return f"{amount} ({'; '.join(marks)})" if marks else amount


def _channel(channel: Data) -> str:
    if not (channel["direct"] and channel["actors"]):
        return wording.indirect_channel(_names(channel["actors"]))
    return "; ".join(map(wording.talks, channel["relations"]))


def _turn(place: int, step: Data) -> str:
    trade = step["exchange"]
    ties = f" (tied with {len(step['instead'])} more)" if step["instead"] else ""
    return f"{place}. {', '.join(_steps(trade, trade))}, gain {fixed(trade['gain'])}{ties}"


def _reported(claims: Iterable[Data]) -> Iterator[str]:
    disputed: list[str] = []
    undisputed: list[str] = []
    for claim in claims:
        hedge = constant(claim["hedge"])
        line = f"{claim['key']} {chain(_names(claim['speakers']))} ({hedge}): {claim['summary']}"
        (disputed if claim["disputes"] or claim["disputedBy"] else undisputed).append(line)
    yield from _table("Disputed   ", disputed)
    yield from _table("Reported   ", undisputed)


def _carried(rows: Iterable[Data]) -> Iterator[str]:
    cells = [
        f"{cell['actor']['name']} on {row['issue']['key']} ({cell['carriedFrom']})"
        for row in rows
        for cell in row["cells"]
        if cell["carriedFrom"]
    ]
    if cells:
        yield f"Carried    {' · '.join(cells)}"


def _unknown(rows: Iterable[Data]) -> Iterator[str]:
    cells = [
        f"{cell['actor']['name']} on {row['issue']['key']} ({', '.join(cell['lacking'])})"
        for row in rows
        for cell in row["unknown"]
    ]
    if cells:
        yield f"Unknown    {' · '.join(cells)}"


def _table(title: str, rows: Iterable[str]) -> Iterator[str]:
    """Lines under each other, the title before the first."""
    for place, row in enumerate(rows):
        yield f"{' ' * len(title) if place else title}{row}"


def _names(nodes: Iterable[Data]) -> list[str]:
    return [node["name"] for node in nodes]


def _keys(nodes: Iterable[Data]) -> list[str]:
    return [node["key"] for node in nodes]


def month_lines(month: Data) -> Iterator[str]:
    """One month: who could trade, what entered and left, who is divided."""
    answer = month["leverage"]
    reason = f". {answer['reason']}" if answer["reason"] else ""
    yield f"{month['asOf']}  {number(answer['tradeCount'], 'trade')}{reason}"
    for pair in answer["traders"][:3]:
        ways = ", ".join(
            f"{wording.gives(direction['giver1']['name'], direction['theatre1']['name'])} {share(direction['share']['share'])}"
            for direction in pair["directions"]
        )
        yield f"  {pair['one']['name']} and {pair['two']['name']}: {ways}, no trade {share(pair['none'])}"
    for title in ("entered", "left"):
        for trade in month[title]:
            swap = ", ".join(f"{trade[f'giver{i}']['name']} {trade[f'issue{i}']['key']}" for i in (1, 2))
            stances, claims = (first_keys(_keys(trade[name]), KEYS) for name in ("stances", "claims"))
            yield f"  {title}: {swap}\n    through {stances}; claims {claims}"
    for pair in month["divided"]:
        together, apart = (listed(bond["theatre"]["name"] for bond in pair[name]) for name in ("together", "apart"))
        yield f"  together in {together}, apart in {apart}: {pair['one']['name']} and {pair['two']['name']}"
    yield from (f"  {note}" for note in answer["standing"])

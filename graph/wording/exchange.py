"""Trades on a table of stances that somebody brought along: how many, in what turn, and why there are none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.wording.numbers import count, fixed, number

if TYPE_CHECKING:
    from linkage.graph.leverage.exchange import Exchange


def position(value: float) -> str:
    """A position or a centre, whole or to two places: `35`, `82.50`."""
    return fixed(value, 2 if round(value, 2) % 1 else 0)


def move(start: float, end: float) -> str:
    """From one position to another: `35 → 82.50`."""
    return f"{position(start)} → {position(end)}"


def candidates(valid: int, void: int, ties: int, most: int) -> str:
    """What was found, and how many of them are shown at *most*."""
    total = valid + void
    sentence = f"{number(total, 'candidate')}: {count(valid)} valid, {count(void)} void, that is without gain."
    if ties:
        sentence += (
            f" {number(ties, 'trade')} have a gain that another has too: among equals only names give the order."
        )
    return f"{sentence} The best {most} are shown; --json has all." if total > most else sentence


def centres(idle: int, spreads: Mapping[str, float]) -> str:
    """What a centre and a median are, how far they lie apart, and how many issues have none."""
    sentence = "A centre is the mean of the positions, each weighted by salience times power; it is no outcome."
    sentence += f" {medians(spreads)}" if spreads else ""
    return f"{sentence} {number(idle, 'issue')} without a centre: nobody has weight there." if idle else sentence


def medians(spreads: Mapping[str, float]) -> str:
    """How far the weighted medians of issues, one or more, lie from their weighted centres, and where farthest."""
    mean = sum(spreads.values()) / len(spreads)
    issue, most = max(spreads.items(), key=lambda item: (item[1], item[0]))
    text = (
        f"The weighted median, where half of the weight lies on either side, is {fixed(mean, 1)} points from the centre "
        f"on average over {number(len(spreads), 'issue')}"
    )
    return f"{text}, most on {issue}: {fixed(most, 1)}." if most else f"{text}."


def sized_again(rule: RoundRule) -> str:
    """What a round works out anew after a trade, in a sentence."""
    match rule:
        case RoundRule.CENTRES:
            return "After each trade every other on one of its issues is sized again."
        case RoundRule.PUBLISHED:
            return "As published, only trades of one of the two on one of the issues are sized again; others keep their size."
        case _:
            assert_never(rule)


def no_trade(place: int, trades: int, reason: str) -> str:
    """Why the trade at a place in the order cannot be told."""
    rest = f"there are {count(trades)}; give --externalities up to that" if trades else reason
    return f"there is no trade {place}: {rest}"


def externalities(trade: "Exchange") -> str:
    """The trade by which others gain and lose, and what the amounts are."""
    moves = move(trade.from1, trade.to1), move(trade.from2, trade.to2)
    return (
        f"{trade.giver1} gives on {trade.issue1} ({moves[0]}), {trade.giver2} on {trade.issue2} ({moves[1]}). "
        "Amounts are what the two centres come nearer to an actor, times its salience; below 0 is a loss."
    )


def in_turn(trades: int, ties: int, most: int, rule: RoundRule) -> str:
    """What is traded if the best trade is made at every step."""
    sentence = (
        f"{number(trades, 'trade')} one after the other, each the best of those left at its turn. {sized_again(rule)}"
    )
    if ties:
        sentence += f" In {number(ties, 'turn')} another had the same gain, and only names gave the order."
    return f"{sentence} The first {most} are shown; --json has all." if trades > most else sentence


def reason(issues: int) -> str:
    """Why nobody can trade."""
    if issues < 2:
        return "There is one issue only, and a trade takes two."
    return (
        "No two actors stand on opposite sides of the centre of two issues, care unlike for them, and have weight "
        "where they would give."
    )

"""A round of exchanges: the best trade is made, what it touches is worked out again, until none is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, takewhile
from operator import attrgetter

from linkage.graph.leverage.exchange import NEAR, Exchange, IssuePair, Party, exchanges, size
from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix


@dataclass(frozen=True, slots=True)
class Step:
    """A trade that was made, those of equal gain that could have been made instead, and the table before and after."""

    trade: Exchange
    instead: tuple[Exchange, ...]
    before: StanceMatrix
    after: StanceMatrix


def greedy(table: StanceMatrix, between: Iterable[IssuePair] | None = None) -> Iterator[Step]:
    """
    The sequence of trades that takes the largest gain at every step.

    Each candidate of the start is made once at most, and falls out where it would take back an earlier move of a
    giver on that issue. Where several trades have the largest gain, the first by name is made, and the others are told.
    """
    pairs = list(combinations(table.issues, 2) if between is None else between)
    open_ = {pair: exchanges(table, [pair]) for pair in pairs}
    left = {_who(trade) for found in open_.values() for trade in found}
    moves: dict[Cell, float] = {}
    while best := _best(open_):
        trade, *instead = best
        before, table = table, table.moved(ends(table, trade))
        left.remove(_who(trade))
        for cell, way in _moves(trade):
            moves[cell] = moves.get(cell, 0.0) + way
        for pair in pairs:
            if trade.issue1 in pair or trade.issue2 in pair:
                found = exchanges(table, [pair])
                open_[pair] = [one for one in found if _who(one) in left and _goes_on(one, moves)]
        yield Step(trade, tuple(instead), before, table)


def _best(open_: Mapping[IssuePair, Sequence[Exchange]]) -> list[Exchange]:
    """The valid trades that have the largest gain of all, by name; each list has its largest first."""
    most = max((found[0].gain for found in open_.values() if found), default=0.0)
    equal = [
        trade
        for found in open_.values()
        for trade in takewhile(lambda one: one.valid and most - one.gain <= NEAR, found)
    ]
    return [trade._replace(tie=len(equal) > 1) for trade in sorted(equal, key=attrgetter("key"))]


def ends(table: StanceMatrix, trade: Exchange) -> dict[Cell, Fraction]:
    """Where the two givers stand afterwards on what they gave, exactly."""
    one, two = _party(table, trade, first=True), _party(table, trade, first=False)
    weight1, weight2 = table.weights[trade.issue1], table.weights[trade.issue2]
    found = size(one, two, table.centres[trade.issue1], table.centres[trade.issue2], weight1, weight2, min)
    return {
        (trade.giver1, trade.issue1): _moved(one, two, found.shift1 * weight1),
        (trade.giver2, trade.issue2): _moved(two, one, found.shift2 * weight2),
    }


def _party(table: StanceMatrix, trade: Exchange, *, first: bool) -> Party:
    giver, own, other = (
        (trade.giver1, trade.issue1, trade.issue2) if first else (trade.giver2, trade.issue2, trade.issue1)
    )
    here, there = table.stands[giver, own], table.stands[giver, other]
    return Party(here.position, there.position, here.salience, there.salience, here.weight)


def _moved(giver: Party, taker: Party, pulled: Fraction) -> Fraction:
    move = pulled / giver.w_own
    position: Fraction = giver.x_own + (move if taker.x_other > giver.x_own else -move)
    return position


def _who(trade: Exchange) -> frozenset[str]:
    return frozenset((f"actor {trade.giver1}", f"actor {trade.giver2}", trade.issue1, trade.issue2))


def _moves(trade: Exchange) -> Iterator[tuple[Cell, float]]:
    yield (trade.giver1, trade.issue1), trade.to1 - trade.from1
    yield (trade.giver2, trade.issue2), trade.to2 - trade.from2


def _goes_on(trade: Exchange, moves: dict[Cell, float]) -> bool:
    """Whether nobody turns back; as nobody leaves the scale, moves one way never add up to more than all of it."""
    return all(moves.get(cell, 0.0) * way >= 0 for cell, way in _moves(trade))

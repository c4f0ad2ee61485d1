"""A round of exchanges: the best trade is made, what it touches is worked out again, until none is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, takewhile
from operator import attrgetter

from linkage.graph.leverage.exchange import NEAR, Exchange, IssuePair, Party, exchanges, trade_sizes
from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix


@dataclass(frozen=True, slots=True)
class Step:
    """A trade that was made, those of equal gain that could have been made instead, and the table before and after."""

    trade: Exchange
    instead: tuple[Exchange, ...]
    before: StanceMatrix
    after: StanceMatrix


def greedy_sequence(table: StanceMatrix, between: Iterable[IssuePair] | None = None) -> Iterator[Step]:
    """
    The sequence of trades that takes the largest gain at every step.

    Each candidate of the start is made once at most, and falls out where it would take back an earlier move of a
    giver on that issue. Where several trades have the largest gain, the first by name is made, and the others are told.
    """
    pairs = list(combinations(table.issues, 2) if between is None else between)
    open_ = {pair: exchanges(table, [pair]) for pair in pairs}
    left = {_touched(trade) for trades in open_.values() for trade in trades}
    moves: dict[Cell, float] = {}
    while best := _best_trades(open_):
        trade, *instead = best
        before, table = table, table.moved(end_positions(table, trade))
        left.remove(_touched(trade))
        for cell, change in _position_moves(trade):
            moves[cell] = moves.get(cell, 0.0) + change
        for pair in pairs:
            if trade.issue1 in pair or trade.issue2 in pair:
                again = exchanges(table, [pair])
                open_[pair] = [new for new in again if _touched(new) in left and _keeps_direction(new, moves)]
        yield Step(trade, tuple(instead), before, table)


def _best_trades(open_: Mapping[IssuePair, Sequence[Exchange]]) -> list[Exchange]:
    """The valid trades that have the largest gain of all, by name; each list has its largest first."""
    most = max((trades[0].gain for trades in open_.values() if trades), default=0.0)
    equal = [
        trade
        for trades in open_.values()
        for trade in takewhile(lambda trade: trade.valid and most - trade.gain <= NEAR, trades)
    ]
    return [trade._replace(tie=len(equal) > 1) for trade in sorted(equal, key=attrgetter("key"))]


def end_positions(table: StanceMatrix, trade: Exchange) -> dict[Cell, Fraction]:
    """Where the two givers stand afterwards on what they gave, exactly."""
    giver1, giver2 = _party(table, trade), _party(table, trade.turned)
    weight1, weight2 = table.weights[trade.issue1], table.weights[trade.issue2]
    centre1, centre2 = table.centres[trade.issue1], table.centres[trade.issue2]
    sizes = trade_sizes(giver1, giver2, centre1, centre2, weight1, weight2, min)
    return {
        (trade.giver1, trade.issue1): _moved_position(giver1, giver2, sizes.shift1 * weight1),
        (trade.giver2, trade.issue2): _moved_position(giver2, giver1, sizes.shift2 * weight2),
    }


def _party(table: StanceMatrix, trade: Exchange) -> Party:
    """Giver 1, as the size of a trade takes it."""
    gives, asks = table.stands[trade.giver1, trade.issue1], table.stands[trade.giver1, trade.issue2]
    return Party(gives.position, asks.position, gives.salience, asks.salience, gives.weight)


def _moved_position(giver: Party, taker: Party, pulled: Fraction) -> Fraction:
    move = pulled / giver.w_own
    position: Fraction = giver.x_own + (move if taker.x_other > giver.x_own else -move)
    return position


def _touched(trade: Exchange) -> frozenset[str]:
    return frozenset((f"actor {trade.giver1}", f"actor {trade.giver2}", trade.issue1, trade.issue2))


def _position_moves(trade: Exchange) -> Iterator[tuple[Cell, float]]:
    yield (trade.giver1, trade.issue1), trade.to1 - trade.from1
    yield (trade.giver2, trade.issue2), trade.to2 - trade.from2


def _keeps_direction(trade: Exchange, moves: dict[Cell, float]) -> bool:
    """Whether nobody turns back; as nobody leaves the scale, moves one way never add up to more than all of it."""
    return all(moves.get(cell, 0.0) * change >= 0 for cell, change in _position_moves(trade))

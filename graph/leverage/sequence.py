"""A round of exchanges: the best trade is made, what it touches is worked out again, until none is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product, takewhile
from typing import assert_never

from linkage.graph.leverage.exchange import (
    Exchange,
    IssuePair,
    Party,
    exchanges,
    same_gain,
    trade_sizes,
)
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix


@dataclass(frozen=True, slots=True)
class Step:
    """
    A trade that was made, those of equal gain that could have been made instead, and the table before and after.

    The trade has the size that it was given when it was last worked out, which may be some steps before.
    """

    trade: Exchange
    instead: tuple[Exchange, ...]
    before: StanceMatrix
    after: StanceMatrix


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A trade that is open, and the table by which it has its size."""

    trade: Exchange
    table: StanceMatrix

    @property
    def roles(self) -> frozenset[tuple[str, str]]:
        """Who gives on what, whoever is named first."""
        return frozenset(((self.trade.giver1, self.trade.issue1), (self.trade.giver2, self.trade.issue2)))


def greedy_sequence(
    table: StanceMatrix, between: Iterable[IssuePair] | None = None, rule: RoundRule = RoundRule.CENTRES
) -> Iterator[Step]:
    """
    The sequence of trades that takes the largest gain at every step.

    Each candidate of the start is made once at most, and falls out where it would take back an earlier move of a
    giver on that issue. Where several trades have the largest gain, the first by name is made, and the others are told.
    The *rule* says which candidates are sized again after a step.
    """
    open_ = {pair: _candidates(table, pair) for pair in (combinations(table.issues, 2) if between is None else between)}
    left = {candidate.roles for candidates in open_.values() for candidate in candidates}
    if rule is RoundRule.PUBLISHED:
        left = {candidate.roles for candidates in open_.values() for candidate in candidates if candidate.trade.valid}
    moves: dict[Cell, float] = {}
    while best := _best_candidates(open_):
        chosen, *instead = best
        before, table = table, table.moved(end_positions(chosen.table, chosen.trade))
        left.remove(chosen.roles)
        for cell, change in _position_moves(chosen.trade):
            moves[cell] = moves.get(cell, 0.0) + change
        for pair, candidates in open_.items():
            if chosen.trade.issue1 in pair or chosen.trade.issue2 in pair:
                open_[pair] = _sized_again(candidates, chosen.trade, _candidates(table, pair), rule, left, moves)
                if rule is RoundRule.PUBLISHED:
                    left -= {old.roles for old in candidates} - {new.roles for new in open_[pair] if new.trade.valid}
        yield Step(chosen.trade, tuple(candidate.trade for candidate in instead), before, table)


def _candidates(table: StanceMatrix, pair: IssuePair) -> list[_Candidate]:
    """The largest first."""
    return [_Candidate(trade, table) for trade in exchanges(table, [pair])]


def _sized_again(
    candidates: Iterable[_Candidate],
    made: Exchange,
    again: Iterable[_Candidate],
    rule: RoundRule,
    left: set[frozenset[tuple[str, str]]],
    moves: Mapping[Cell, float],
) -> list[_Candidate]:
    """What is open on a pair of issues after a trade was *made*: what it touches in its new size, the rest as it was."""
    touched = [new for new in again if _touches(made, new.trade, rule) and _keeps_direction(new.trade, moves)]
    untouched = [old for old in candidates if not _touches(made, old.trade, rule)]
    still = (candidate for candidate in (*touched, *untouched) if candidate.roles in left)
    return sorted(still, key=lambda candidate: -candidate.trade.gain)


def _touches(made: Exchange, other: Exchange, rule: RoundRule) -> bool:
    """Whether a trade that was made has another sized again."""
    match rule:
        case RoundRule.CENTRES:
            return not {made.issue1, made.issue2}.isdisjoint((other.issue1, other.issue2))
        case RoundRule.PUBLISHED:
            return not _cells(made).isdisjoint(_cells(other))
        case _:
            assert_never(rule)


def _cells(trade: Exchange) -> set[Cell]:
    return set(product((trade.giver1, trade.giver2), (trade.issue1, trade.issue2)))


def _best_candidates(open_: Mapping[IssuePair, Sequence[_Candidate]]) -> list[_Candidate]:
    """The valid ones that have the largest gain of all, by name; each list has its largest first."""
    most = max((candidates[0].trade.gain for candidates in open_.values() if candidates), default=0.0)
    equal = [
        candidate
        for candidates in open_.values()
        for candidate in takewhile(lambda each: each.trade.valid and same_gain(most, each.trade.gain), candidates)
    ]
    tie = len(equal) > 1
    return [
        replace(candidate, trade=candidate.trade._replace(tie=tie))
        for candidate in sorted(equal, key=lambda each: each.trade.key)
    ]


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


def _position_moves(trade: Exchange) -> Iterator[tuple[Cell, float]]:
    yield (trade.giver1, trade.issue1), trade.to1 - trade.from1
    yield (trade.giver2, trade.issue2), trade.to2 - trade.from2


def _keeps_direction(trade: Exchange, moves: Mapping[Cell, float]) -> bool:
    """Whether nobody turns back; as nobody leaves the scale, moves one way never add up to more than all of it."""
    return all(moves.get(cell, 0.0) * change >= 0 for cell, change in _position_moves(trade))

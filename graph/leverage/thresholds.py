"""
How far one salience or one position may change until a trade falls away or turns round, in closed form.

A trade stands as long as both actors keep their sides of both centres, both givers have weight, and the order of
how much they care stays. The first is a matter of where a centre meets a position: as a centre is a mean, that is
one linear equation per figure. The second is a salience of zero. The third is an equality of two products.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from linkage.graph.leverage.exchange import Exchange
from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand


class StanceFigure(StrEnum):
    """What is changed."""

    SALIENCE = "salience"
    """How much the actor cares."""
    POSITION = "position"
    """What the actor wants."""


_MOST = {StanceFigure.SALIENCE: 1, StanceFigure.POSITION: 100}


class ThresholdEffect(StrEnum):
    """What becomes of the trade beyond the threshold."""

    VOID = "void"
    """It falls away."""
    REVERSE = "reverse"
    """The two change roles."""


@dataclass(frozen=True, slots=True)
class TradeThreshold:
    """
    The value of one figure nearest to what it is at which the trade falls away, or beyond which it turns round.

    `share` is the change as a part of the figure's whole scale (1 for a salience, 100 for a position).
    """

    actor: str
    issue: str
    figure: StanceFigure
    value: Fraction
    at: Fraction
    effect: ThresholdEffect

    @property
    def share(self) -> Fraction:
        return abs(self.at - self.value) / _MOST[self.figure]


def thresholds(table: StanceMatrix, trade: Exchange) -> list[TradeThreshold]:
    """
    Per figure of any actor on the two issues the nearest threshold within its scale, the smallest change first.

    A figure is missing where no value of it, the others as they are, would undo the trade.
    """
    found: dict[tuple[str, str, StanceFigure], TradeThreshold] = {}
    for threshold in _all(table, trade):
        key = threshold.actor, threshold.issue, threshold.figure
        if key not in found or threshold.share < found[key].share:
            found[key] = threshold
    return sorted(found.values(), key=lambda one: (one.share, one.actor, one.issue, one.figure))


def _all(table: StanceMatrix, trade: Exchange) -> Iterator[TradeThreshold]:
    parties = (trade.giver1, trade.giver2)
    for issue, giver in ((trade.issue1, trade.giver1), (trade.issue2, trade.giver2)):
        stands, centre = table.on[issue], table.centres[issue]
        assert centre is not None, "an issue that is traded on has weight"
        for actor, stand in stands.items():
            for party in parties:
                # Whoever gives from the low side still does so where the centre comes to stand on it.
                stays = party == giver and stands[party].position <= centre
                for figure, at, up in _meetings(stands, actor, stand, party):
                    if not stays or (at < _MOST[figure] if up else at > 0):
                        yield from _within(actor, issue, figure, stand, at)
        stand = stands[giver]
        yield TradeThreshold(
            giver, issue, StanceFigure.SALIENCE, stand.salience, Fraction(), ThresholdEffect.VOID
        )
    beyond = ThresholdEffect.REVERSE if _turns(table, trade) else ThresholdEffect.VOID
    for actor, other in (parties, parties[::-1]):
        for issue, second in ((trade.issue1, trade.issue2), (trade.issue2, trade.issue1)):
            yield from _order(table, actor, other, issue, second, beyond)


def _turns(table: StanceMatrix, trade: Exchange) -> bool:
    """
    Whether the two could trade the other way round.

    Each needs power over what it asks for now, and a centre that is not yet where it stands on what it gives now.
    """
    sides = ((trade.giver1, trade.issue1, trade.issue2), (trade.giver2, trade.issue2, trade.issue1))
    return all(
        table.stands[actor, asked].power > 0 and table.stands[actor, given].position != table.centres[given]
        for actor, given, asked in sides
    )


def _meetings(
    stands: Mapping[str, Stand], actor: str, stand: Stand, party: str
) -> Iterator[tuple[StanceFigure, Fraction, bool]]:
    """
    Where a change of *actor* makes the centre meet the position of *party*, who changes sides there.

    The last is whether it takes more of the figure to bring the centre below the party.
    """
    others = [other for name, other in stands.items() if name != actor]
    weight = sum((other.weight for other in others), Fraction())
    pulled = sum((other.weight * other.position for other in others), Fraction())
    if actor == party:
        # Its own position meets a mean that it is part of where it meets the mean of the others.
        if weight:
            yield StanceFigure.POSITION, pulled / weight, True
        return
    target = stands[party].position
    if stand.weight:
        yield StanceFigure.POSITION, (target * (weight + stand.weight) - pulled) / stand.weight, False
    if stand.power and stand.position != target:
        at = (pulled - weight * target) / (stand.power * (target - stand.position))
        yield StanceFigure.SALIENCE, at, stand.position < target


def _order(
    table: StanceMatrix, actor: str, other: str, issue: str, second: str, beyond: ThresholdEffect
) -> Iterator[TradeThreshold]:
    """The salience of *actor* on *issue* at which the two care alike; beyond it they change roles, if they can."""
    divisor = table.stands[other, second].salience
    if divisor:
        mine, theirs = table.stands[actor, second].salience, table.stands[other, issue].salience
        at = theirs * mine / divisor
        stand = table.stands[actor, issue]
        yield from _within(
            actor, issue, StanceFigure.SALIENCE, stand, at, beyond if 0 < at < 1 else ThresholdEffect.VOID
        )


def _within(
    actor: str,
    issue: str,
    figure: StanceFigure,
    stand: Stand,
    at: Fraction,
    effect: ThresholdEffect = ThresholdEffect.VOID,
) -> Iterator[TradeThreshold]:
    value = stand.salience if figure is StanceFigure.SALIENCE else stand.position
    if 0 <= at <= _MOST[figure]:
        yield TradeThreshold(actor, issue, figure, value, at, effect)

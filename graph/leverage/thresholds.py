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
    nearest: dict[tuple[str, str, StanceFigure], TradeThreshold] = {}
    for threshold in _all_thresholds(table, trade):
        key = threshold.actor, threshold.issue, threshold.figure
        if key not in nearest or threshold.share < nearest[key].share:
            nearest[key] = threshold
    return [nearest[key] for key in sorted(nearest, key=lambda key: (nearest[key].share, *key))]


def _all_thresholds(table: StanceMatrix, trade: Exchange) -> Iterator[TradeThreshold]:
    parties = (trade.giver1, trade.giver2)
    for issue, giver in ((trade.issue1, trade.giver1), (trade.issue2, trade.giver2)):
        stands, centre = table.on[issue], table.centres[issue]
        assert centre is not None, "an issue that is traded on has weight"
        for actor, stand in stands.items():
            for party in parties:
                # Whoever gives from the low side still does so where the centre comes to stand on it.
                stays_low = party == giver and stands[party].position <= centre
                for figure, value, up in _centre_meetings(stands, actor, stand, party):
                    if not stays_low or (value < _MOST[figure] if up else value > 0):
                        yield from _within_scale(actor, issue, figure, stand, value)
        stand = stands[giver]
        yield TradeThreshold(giver, issue, StanceFigure.SALIENCE, stand.salience, Fraction(), ThresholdEffect.VOID)
    beyond = ThresholdEffect.REVERSE if _can_turn(table, trade) else ThresholdEffect.VOID
    for actor, partner in (parties, parties[::-1]):
        for issue, other_issue in ((trade.issue1, trade.issue2), (trade.issue2, trade.issue1)):
            yield from _order_threshold(table, actor, partner, issue, other_issue, beyond)


def _can_turn(table: StanceMatrix, trade: Exchange) -> bool:
    """
    Whether the two could trade the other way round.

    Each needs power over what it asks for now, and a centre that is not yet where it stands on what it gives now.
    """
    sides = ((trade.giver1, trade.issue1, trade.issue2), (trade.giver2, trade.issue2, trade.issue1))
    return all(
        table.stands[actor, asks].power > 0 and table.stands[actor, gives].position != table.centres[gives]
        for actor, gives, asks in sides
    )


def _centre_meetings(
    stands: Mapping[str, Stand], actor: str, stand: Stand, party: str
) -> Iterator[tuple[StanceFigure, Fraction, bool]]:
    """
    Where a change of *actor* makes the centre meet the position of *party*, who changes sides there.

    The last is whether it takes more of the figure to bring the centre below the party.
    """
    rest = [rest_stand for name, rest_stand in stands.items() if name != actor]
    weight = sum((rest_stand.weight for rest_stand in rest), Fraction())
    pulled = sum((rest_stand.weight * rest_stand.position for rest_stand in rest), Fraction())
    if actor == party:
        # Its own position meets a mean that it is part of where it meets the mean of the others.
        if weight:
            yield StanceFigure.POSITION, pulled / weight, True
        return
    target = stands[party].position
    if stand.weight:
        yield StanceFigure.POSITION, (target * (weight + stand.weight) - pulled) / stand.weight, False
    if stand.power and stand.position != target:
        value = (pulled - weight * target) / (stand.power * (target - stand.position))
        yield StanceFigure.SALIENCE, value, stand.position < target


def _order_threshold(
    table: StanceMatrix, actor: str, partner: str, issue: str, other_issue: str, beyond: ThresholdEffect
) -> Iterator[TradeThreshold]:
    """The salience of *actor* on *issue* at which the two care alike; beyond it they change roles, if they can."""
    divisor = table.stands[partner, other_issue].salience
    if divisor:
        value = table.stands[partner, issue].salience * table.stands[actor, other_issue].salience / divisor
        effect = beyond if 0 < value < 1 else ThresholdEffect.VOID
        stand = table.stands[actor, issue]
        yield from _within_scale(actor, issue, StanceFigure.SALIENCE, stand, value, effect)


def _within_scale(
    actor: str,
    issue: str,
    figure: StanceFigure,
    stand: Stand,
    limit: Fraction,
    effect: ThresholdEffect = ThresholdEffect.VOID,
) -> Iterator[TradeThreshold]:
    value = stand.salience if figure is StanceFigure.SALIENCE else stand.position
    if 0 <= limit <= _MOST[figure]:
        yield TradeThreshold(actor, issue, figure, value, limit, effect)

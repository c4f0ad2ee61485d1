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
from linkage.graph.leverage.table import Stand, Table


class Figure(StrEnum):
    """What is changed."""

    SALIENCE = "salience"
    POSITION = "position"


class Effect(StrEnum):
    """What becomes of the trade beyond the threshold."""

    VOID = "void"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True)
class Threshold:
    """
    The value of one figure nearest to what it is at which the trade falls away, or beyond which it turns round.

    `share` is the change as a part of the figure's whole scale (1 for a salience, 100 for a position).
    """

    actor: str
    issue: str
    figure: Figure
    value: Fraction
    at: Fraction
    effect: Effect

    @property
    def share(self) -> Fraction:
        return abs(self.at - self.value) / (1 if self.figure is Figure.SALIENCE else 100)


def thresholds(table: Table, trade: Exchange) -> list[Threshold]:
    """
    Per figure of any actor on the two issues the nearest threshold within its scale, the smallest change first.

    A figure is missing where no value of it, the others as they are, would undo the trade.
    """
    found: dict[tuple[str, str, Figure], Threshold] = {}
    for threshold in _all(table, trade):
        key = threshold.actor, threshold.issue, threshold.figure
        if key not in found or threshold.share < found[key].share:
            found[key] = threshold
    return sorted(found.values(), key=lambda one: (one.share, one.actor, one.issue, one.figure))


def _all(table: Table, trade: Exchange) -> Iterator[Threshold]:
    parties = (trade.giver1, trade.giver2)
    for issue, giver in ((trade.issue1, trade.giver1), (trade.issue2, trade.giver2)):
        stands = table.on[issue]
        for actor, stand in stands.items():
            for party in parties:
                yield from _sides(stands, issue, actor, stand, party)
        stand = stands[giver]
        yield Threshold(giver, issue, Figure.SALIENCE, stand.salience, Fraction(), Effect.VOID)
    for actor, other in (parties, parties[::-1]):
        for issue, second in ((trade.issue1, trade.issue2), (trade.issue2, trade.issue1)):
            yield from _order(table, actor, other, issue, second)


def _sides(
    stands: Mapping[str, Stand], issue: str, actor: str, stand: Stand, party: str
) -> Iterator[Threshold]:
    """Where a change of *actor* makes the centre meet the position of *party*, who then changes sides."""
    others = [other for name, other in stands.items() if name != actor]
    weight = sum((other.weight for other in others), Fraction())
    pulled = sum((other.weight * other.position for other in others), Fraction())
    if actor == party:
        # Its own position meets a mean that it is part of where it meets the mean of the others.
        if weight:
            yield from _within(actor, issue, Figure.POSITION, stand, pulled / weight)
        return
    target = stands[party].position
    if stand.weight:
        at = (target * (weight + stand.weight) - pulled) / stand.weight
        yield from _within(actor, issue, Figure.POSITION, stand, at)
    if stand.power and stand.position != target:
        at = (pulled - weight * target) / (stand.power * (target - stand.position))
        yield from _within(actor, issue, Figure.SALIENCE, stand, at)


def _order(table: Table, actor: str, other: str, issue: str, second: str) -> Iterator[Threshold]:
    """The salience of *actor* on *issue* at which the two care alike; beyond it they change roles."""
    divisor = table.stands[other, second].salience
    if divisor:
        mine, theirs = table.stands[actor, second].salience, table.stands[other, issue].salience
        at = theirs * mine / divisor
        stand = table.stands[actor, issue]
        yield from _within(actor, issue, Figure.SALIENCE, stand, at, Effect.REVERSE)


def _within(
    actor: str, issue: str, figure: Figure, stand: Stand, at: Fraction, effect: Effect = Effect.VOID
) -> Iterator[Threshold]:
    most = 1 if figure is Figure.SALIENCE else 100
    value = stand.salience if figure is Figure.SALIENCE else stand.position
    if 0 <= at <= most:
        yield Threshold(actor, issue, figure, value, at, effect)

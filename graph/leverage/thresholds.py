"""
How far one salience or one position may change until a trade falls away or turns round, in closed form.

A trade stands as long as both actors keep their sides of both centres, both givers have weight, and the order of
how much they care stays. The first is a matter of where a centre meets a position: as a centre is a mean, that is
one linear equation per figure. The second is a salience of zero. The third is an equality of two products. Between two
such values of a figure nothing changes, so what becomes of the trade there is asked once, by the rule of the exchange.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from linkage.graph.leverage.exchange import Exchange, opposed, relative_care
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
    The range of one figure, nearest to what it is, in which the trade has fallen away, or has turned round.

    The range goes from `at`, the nearer end, to `until`; the trade may still stand at `at` itself. Beyond `until` it is
    otherwise, or the scale ends. `share` is the change up to `at` as a part of the figure's whole scale (1 for a
    salience, 100 for a position).
    """

    actor: str
    issue: str
    figure: StanceFigure
    value: Fraction
    at: Fraction
    until: Fraction
    effect: ThresholdEffect

    @property
    def share(self) -> Fraction:
        return abs(self.at - self.value) / _MOST[self.figure]


def thresholds(table: StanceMatrix, trade: Exchange) -> list[TradeThreshold]:
    """
    Per figure of any actor on the two issues the nearest range within its scale, the smallest change first.

    A figure is missing where no value of it, the others as they are, would undo the trade.
    """
    ranges = [
        nearest
        for issue in (trade.issue1, trade.issue2)
        for actor in table.on[issue]
        for figure in StanceFigure
        if (nearest := _nearest_range(_OneFigure.of(table, trade, actor, issue, figure)))
    ]
    return sorted(ranges, key=lambda each: (each.share, each.actor, each.issue, each.figure))


@dataclass(frozen=True, slots=True)
class _OneFigure:
    """
    A trade as a function of one figure: `weight` and `pulled` are those of everybody else on the issue.

    `stands` and `centres` are of giver 1 on issue 1 and 2, then of giver 2; `place` is where the actor is among them,
    if it is.
    """

    actor: str
    issue: str
    figure: StanceFigure
    stand: Stand
    weight: Fraction
    pulled: Fraction
    stands: tuple[Stand, Stand, Stand, Stand]
    centres: tuple[Fraction | None, Fraction | None]
    second: bool
    place: int | None

    @classmethod
    def of(cls, table: StanceMatrix, trade: Exchange, actor: str, issue: str, figure: StanceFigure) -> "_OneFigure":
        issues, parties = (trade.issue1, trade.issue2), (trade.giver1, trade.giver2)
        cells = [(party, each) for party in parties for each in issues]
        stand, centre = table.stands[actor, issue], table.centres[issue]
        assert centre is not None, "an issue that is traded on has weight"
        return cls(
            actor, issue, figure, stand,
            weight=table.weights[issue] - stand.weight,
            pulled=table.weights[issue] * centre - stand.weight * stand.position,
            stands=(table.stands[cells[0]], table.stands[cells[1]], table.stands[cells[2]], table.stands[cells[3]]),
            centres=(table.centres[trade.issue1], table.centres[trade.issue2]),
            second=issue == trade.issue2,
            place=cells.index((actor, issue)) if actor in parties else None,
        )  # fmt: skip

    @property
    def value(self) -> Fraction:
        return self.stand.salience if self.figure is StanceFigure.SALIENCE else self.stand.position

    def became(self, value: Fraction) -> ThresholdEffect | None:
        """What the trade becomes where the figure has another value; None where it stands."""
        changed = replace(self.stand, **{self.figure.value: value})
        weight = self.weight + changed.weight
        if not weight:
            return ThresholdEffect.VOID
        centres, stands = list(self.centres), list(self.stands)
        centres[self.second] = (self.pulled + changed.weight * changed.position) / weight
        if self.place is not None:
            stands[self.place] = changed
        return _became(stands, centres)

    def critical(self) -> Iterator[Fraction]:
        """Values at which something may change: a centre meets a position, nobody cares, or both care alike."""
        own = self.stands[self.second], self.stands[2 + self.second]
        for party in own:
            yield from self._meeting(party.position)
        if self.place is None:
            return
        if self.figure is StanceFigure.SALIENCE:
            yield from self._alike(self.place)
            return
        yield from (party.position for party in own)
        if self.weight:
            yield self.pulled / self.weight

    def _meeting(self, target: Fraction) -> Iterator[Fraction]:
        """Where the centre of the issue is at *target*."""
        stand = self.stand
        if self.figure is StanceFigure.POSITION and stand.weight:
            yield (target * (self.weight + stand.weight) - self.pulled) / stand.weight
        elif self.figure is StanceFigure.SALIENCE and stand.power and stand.position != target:
            yield (self.pulled - self.weight * target) / (stand.power * (target - stand.position))

    def _alike(self, place: int) -> Iterator[Fraction]:
        """Where the two care alike, relatively: the products of salience across are equal."""
        saliences = [stand.salience for stand in self.stands]
        # Places 0 and 3 are multiplied with each other, and so are 1 and 2.
        across = saliences[3 - place]
        if across:
            yield saliences[place ^ 1] * saliences[3 - (place ^ 1)] / across


def _became(stands: Sequence[Stand], centres: Sequence[Fraction | None]) -> ThresholdEffect | None:
    """What a trade is between two who stand so, giver 1 on both issues and then giver 2; None where it is as it was."""
    own1, other1, other2, own2 = stands
    care = relative_care(*(stand.salience for stand in stands))
    for stand1, stand2, centre in ((own1, other2, centres[0]), (other1, own2, centres[1])):
        if centre is None or not opposed(stand1.position, stand2.position, centre):
            return ThresholdEffect.VOID
    # Who gives needs weight there, and who asks a centre that is not yet where it stands.
    gives, asks = ((own1, own2), (other2, other1)) if care < 0 else ((other2, other1), (own1, own2))
    able = all(stand.weight for stand in gives)
    wanting = all(stand.position != centre for stand, centre in zip(asks, centres, strict=True))
    if not (care and able and wanting):
        return ThresholdEffect.VOID
    return None if care < 0 else ThresholdEffect.REVERSE


_Place = tuple[Fraction, Fraction]
"""One value, or all between two, of which the first is the nearer."""


def _nearest_range(figure: _OneFigure) -> TradeThreshold | None:
    """The nearer of the ranges below and above the figure, the lower of two that are equally near."""
    value, most = figure.value, _MOST[figure.figure]
    inside = {at for at in figure.critical() if 0 <= at <= most}
    values = sorted({Fraction(), Fraction(most), value, *inside})
    start = values.index(value)
    ranges = [
        span
        for outwards in (values[start::-1], values[start:])
        if (
            span := _first_range(figure, [place for at, end in pairwise(outwards) for place in ((at, end), (end, end))])
        )
    ]
    if not ranges:
        return None
    at, until, effect = min(ranges, key=lambda span: abs(span[0] - value))
    return TradeThreshold(figure.actor, figure.issue, figure.figure, value, at, until, effect)


def _first_range(figure: _OneFigure, places: Sequence[_Place]) -> tuple[Fraction, Fraction, ThresholdEffect] | None:
    """The first places, from the near end on, in which the trade is otherwise, as one; a turn begins where both care alike."""
    effects = (((at, end), figure.became((at + end) / 2)) for at, end in places)
    changed = next(((place, effect) for place, effect in effects if effect), None)
    if changed is None:
        return None
    (at, until), effect = changed
    for number, ((_, end), following) in enumerate(effects):
        if number == 0 and at == until and following is ThresholdEffect.REVERSE:
            effect = following
        if following is not effect:
            break
        until = end
    assert effect is not None
    return at, until, effect

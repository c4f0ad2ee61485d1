"""
One trade told in six steps with the figures of the stance table, as with a pocket calculator.

The arithmetic is that of `linkage.graph.leverage` and of the answer itself; here stands how it is told.
"""

from dataclasses import dataclass
from functools import cached_property
from math import isclose

from linkage.graph.leverage.exchange import LIMITS, Party, Sizes, trade_sizes
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import fixed, trimmed
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.leverage import LeverageAnswer
from linkage.visualizations.client.trades import TradeCard


@dataclass(frozen=True)
class Half:
    """What one of the two gives: where it and the other stand on an issue, and how far that lets itself be moved."""

    row: Value
    giver: Value
    taker: Value

    @property
    def issue(self) -> Value:
        return self.row.issue

    @property
    def centre(self) -> float:
        return float(self.row.centre)

    @cached_property
    def weighed(self) -> list[tuple[Value, float, float]]:
        """Each stance with its weight, salience times capability, and with weight times position."""
        weights = [(cell, cell.salience * cell.capability) for cell in self.row.cells]
        return [(cell, weight, weight * cell.position) for cell, weight in weights]

    @property
    def weight(self) -> float:
        """The sum of the weights."""
        return sum(weight for _, weight, _ in self.weighed)

    @property
    def pulled(self) -> float:
        """The sum of weights times positions."""
        return sum(pulled for _, _, pulled in self.weighed)

    @property
    def giver_weight(self) -> float:
        return next(weight for cell, weight, _ in self.weighed if cell is self.giver)


@dataclass(frozen=True)
class Calculation:
    """A trade of equal gain: what giver 1 gives, what giver 2 gives, and the trade as it was answered."""

    half1: Half
    half2: Half
    trade: TradeCard

    @classmethod
    def of(cls, analysis: LeverageAnswer, trade: TradeCard) -> "Calculation":
        """From the rows of both issues; the trade has to be one at the best figures."""

        def half(issue: str, giver: str, taker: str) -> Half:
            row = analysis.rows[issue]
            cells = {cell.actor.key: cell for cell in row.cells}
            return Half(row, cells[giver], cells[taker])

        giver1, issue1, giver2, issue2 = trade.key
        return cls(half(issue1, giver1, giver2), half(issue2, giver2, giver1), trade)

    @property
    def halves(self) -> tuple[Half, Half]:
        return self.half1, self.half2

    @cached_property
    def sizes(self) -> Sizes:
        """How far both centres shift, and how far the second could under each of the four limits."""
        half1, half2 = self.halves
        parties = _party(half1, half2), _party(half2, half1)
        return trade_sizes(*parties, half1.centre, half2.centre, half1.weight, half2.weight, min)

    @property
    def rate(self) -> float:
        """How far the first centre shifts for one point of the second, so that both gain the same."""
        return float(self.sizes.shift1 / self.sizes.shift2)

    @property
    def bounds(self) -> dict[str, float]:
        return dict(zip(LIMITS, self.sizes.bounds, strict=True))


def _party(gift: Half, price: Half) -> Party:
    """The giver of one half, who is the taker of the other."""
    giver, taker = gift.giver, price.taker
    return Party(giver.position, taker.position, giver.salience, taker.salience, gift.giver_weight)


def sides(half: Half) -> str:
    """On which side of the centre each of the two stands."""
    where = [
        f"{cell.actor.name} at {plain(cell.position)} is {_side(cell.position, half.centre)} {plain(half.centre)}"
        for cell in (half.giver, half.taker)
    ]
    return f"“{half.issue.question}”: {listed(where)}."


def _side(position: float, centre: float) -> str:
    # Whoever stands on the centre itself counts to either side.
    return "above" if position > centre else "below" if position < centre else "on"


def ratios(calculation: Calculation) -> list[str]:
    """Salience by salience, for both."""
    half1, half2, trade = calculation.half1, calculation.half2, calculation.trade
    return [
        f"{cell1.actor.name}: {plain(cell1.salience)} ÷ {plain(cell2.salience)} = {fine(ratio)}"
        for cell1, cell2, ratio in (
            (half1.giver, half2.taker, trade.ratio1),
            (half1.taker, half2.giver, trade.ratio2),
        )
    ]


def rate(calculation: Calculation) -> str:
    """The proportion of the two shifts."""
    half1, half2 = calculation.halves
    top = f"{plain(half2.taker.salience)} + {plain(half2.giver.salience)}"
    bottom = f"{plain(half1.giver.salience)} + {plain(half1.taker.salience)}"
    return f"({top}) ÷ ({bottom}) = {fixed(calculation.rate, 4)}"


def bounds(calculation: Calculation) -> list[tuple[str, str, bool]]:
    """Each limit in words, how far it lets the second centre shift, and whether it is the narrowest."""
    half1, half2 = calculation.halves
    by = f" ÷ {fixed(calculation.rate, 4)}"
    sums = (
        (_goes(half1), f"{_farthest(half1)}{by}"),
        (_goes(half2), _farthest(half2)),
        (_reaches(half1), f"{_reach(half1)}{by}"),
        (_reaches(half2), _reach(half2)),
    )
    return [
        (limit, f"{sum_} = {plain(bound)}", isclose(bound, calculation.sizes.shift2))
        for bound, (limit, sum_) in zip(calculation.sizes.bounds, sums, strict=True)
    ]


def _goes(half: Half) -> str:
    return f"{half.giver.actor.name} goes no further than {half.taker.actor.name} on “{half.issue.question}”"


def _farthest(half: Half) -> str:
    distance = abs(half.taker.position - half.giver.position)
    return f"{plain(distance)} × {fine(half.giver_weight)} ÷ {fine(half.weight)}"


def _reaches(half: Half) -> str:
    return f"the centre of “{half.issue.question}” no further than {half.taker.actor.name}"


def _reach(half: Half) -> str:
    high, low = sorted((half.taker.position, half.centre), reverse=True)
    return f"({plain(high)} − {plain(low)})"


def moves(calculation: Calculation) -> list[str]:
    """From the shift of a centre to where its giver ends."""
    point, sizes = calculation.trade.point, calculation.sizes
    shifts = ((sizes.shift1, point.to1), (sizes.shift2, point.to2))
    return [
        f"{half.giver.actor.name}: {plain(half.giver.position)} {'+' if end >= half.giver.position else '−'} "
        f"{plain(shift)} × {fine(half.weight)} ÷ {fine(half.giver_weight)} = {plain(end)}"
        for half, (shift, end) in zip(calculation.halves, shifts, strict=True)
    ]


def gains(calculation: Calculation) -> list[str]:
    """What each gets, less what it gives."""
    half1, half2 = calculation.halves
    shift1, shift2 = calculation.sizes.shift1, calculation.sizes.shift2
    gain = fixed(calculation.trade.point.gain)
    return [
        f"{taker.actor.name}: {plain(taker.salience)} × {plain(shift)} − {plain(giver.salience)} × {plain(price)} = {gain}"
        for taker, shift, giver, price in (
            (half2.taker, shift2, half1.giver, shift1),
            (half1.taker, shift1, half2.giver, shift2),
        )
    ]


def plain(value: float) -> str:
    """A figure to two places, or three below 1, without needless noughts."""
    return trimmed(value, 3 if abs(value) < 1 else 2)


def fine(value: float) -> str:
    """A weight or a ratio, to four places."""
    return trimmed(value, 4)

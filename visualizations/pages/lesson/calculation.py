"""One trade worked through in six steps, with the figures of the stance table, as with a pocket calculator."""

from dataclasses import dataclass
from functools import cached_property
from math import isclose

from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import fixed, trimmed
from linkage.visualizations.client.leverage import Bargain
from linkage.visualizations.client.stances import Cell, Issue, Row
from linkage.visualizations.client.trades import Trade

_LIMITS = ("move1", "move2", "centre1", "centre2")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A stance on an issue with what it weighs there: salience times capability."""

    cell: Cell

    @property
    def weight(self) -> float:
        return self.cell.salience * self.cell.capability

    @property
    def pulled(self) -> float:
        """Weight times position."""
        return self.weight * self.cell.position


@dataclass(frozen=True)
class Half:
    """What one of the two gives, and how far the issue lets itself be moved."""

    row: Row
    giver: Cell
    taker: Cell

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        return tuple(map(Weighed, self.row.cells))

    @property
    def issue(self) -> Issue:
        return self.row.issue

    @property
    def weight(self) -> float:
        return sum(one.weight for one in self.weighed)

    @property
    def pulled(self) -> float:
        return sum(one.pulled for one in self.weighed)

    @property
    def centre(self) -> float:
        return self.pulled / self.weight

    @property
    def distance(self) -> float:
        """How far the giver can go before it stands where the other does."""
        return abs(self.taker.position - self.giver.position)

    @property
    def given(self) -> float:
        """What the giver weighs on the issue."""
        return Weighed(self.giver).weight

    @property
    def most(self) -> float:
        """How far the centre shifts where the giver goes all the way."""
        return self.distance * self.given / self.weight

    @property
    def reach(self) -> float:
        """How far the centre can shift before it is where the taker stands."""
        return abs(self.taker.position - self.centre)

    def moved(self, shift: float) -> float:
        """Where the giver stands once the centre has shifted so far."""
        way = 1 if self.taker.position >= self.giver.position else -1
        return self.giver.position + way * shift * self.weight / self.given


@dataclass(frozen=True)
class Working:
    """A trade of equal gain from the figures of two rows: `one` is what giver 1 gives, `two` what giver 2 gives."""

    one: Half
    two: Half

    @classmethod
    def of(cls, bargain: Bargain, trade: Trade) -> "Working":
        def half(key: str, giver: str, taker: str) -> Half:
            row = bargain.rows[key]
            cells = {cell.actor.key: cell for cell in row.cells}
            return Half(row, cells[giver], cells[taker])

        giver1, issue1, giver2, issue2 = trade.key
        return cls(half(issue1, giver1, giver2), half(issue2, giver2, giver1))

    @property
    def halves(self) -> tuple[Half, Half]:
        return self.one, self.two

    @property
    def ratios(self) -> tuple[float, float]:
        """How much giver 1 and giver 2 care about the first issue, by how much about the second."""
        return (
            self.one.giver.salience / self.two.taker.salience,
            self.one.taker.salience / self.two.giver.salience,
        )

    @property
    def rate(self) -> float:
        """How far the first centre shifts for one point of the second, so that both gain the same."""
        return (self.two.taker.salience + self.two.giver.salience) / (
            self.one.giver.salience + self.one.taker.salience
        )

    @property
    def bounds(self) -> dict[str, float]:
        """How far the second centre could shift under each of the four limits."""
        one, two = self.one, self.two
        return dict(
            zip(_LIMITS, (one.most / self.rate, two.most, one.reach / self.rate, two.reach), strict=True)
        )

    @property
    def shift2(self) -> float:
        return min(self.bounds.values())

    @property
    def shift1(self) -> float:
        return self.rate * self.shift2

    @property
    def ends(self) -> tuple[float, float]:
        """Where the two givers stand after the trade."""
        return self.one.moved(self.shift1), self.two.moved(self.shift2)

    @property
    def gains(self) -> tuple[float, float]:
        """What each of the two gains; they are the same."""
        one, two = self.one, self.two
        return (
            two.taker.salience * self.shift2 - one.giver.salience * self.shift1,
            one.taker.salience * self.shift1 - two.giver.salience * self.shift2,
        )


def sides(half: Half) -> str:
    """On which side of the centre each of the two stands."""
    where = [
        f"{cell.actor.name} at {plain(cell.position)} is {_side(cell.position, half.centre)} {plain(half.centre)}"
        for cell in (half.giver, half.taker)
    ]
    return f"“{half.issue.question}”: {listed(where)}."


def _side(position: float, centre: float) -> str:
    # Whoever stands on the centre itself counts to the low side.
    return "above" if position > centre else "below" if position < centre else "no higher than"


def ratios(it: Working) -> list[str]:
    """Salience by salience, for both."""
    pairs = ((it.one.giver, it.two.taker), (it.one.taker, it.two.giver))
    return [
        f"{first.actor.name}: {plain(first.salience)} ÷ {plain(second.salience)} = {fine(ratio)}"
        for (first, second), ratio in zip(pairs, it.ratios, strict=True)
    ]


def rate(it: Working) -> str:
    """The proportion of the two shifts."""
    top = f"{plain(it.two.taker.salience)} + {plain(it.two.giver.salience)}"
    bottom = f"{plain(it.one.giver.salience)} + {plain(it.one.taker.salience)}"
    return f"({top}) ÷ ({bottom}) = {fixed(it.rate, 4)}"


def bounds(it: Working) -> list[tuple[str, str, bool]]:
    """Each limit in words, how far it lets the second centre shift, and whether it is the narrowest."""
    one, two = it.one, it.two
    by = f"÷ {fixed(it.rate, 4)}"
    found = (
        (_goes(one), f"{_most(one)} {by} = {plain(it.bounds['move1'])}"),
        (_goes(two), f"{_most(two)} = {plain(it.bounds['move2'])}"),
        (_reaches(one), f"{_reach(one)} {by} = {plain(it.bounds['centre1'])}"),
        (_reaches(two), f"{_reach(two)} = {plain(it.bounds['centre2'])}"),
    )
    return [(*text, isclose(bound, it.shift2)) for bound, text in zip(it.bounds.values(), found, strict=True)]


def _goes(half: Half) -> str:
    return f"{half.giver.actor.name} goes no further than {half.taker.actor.name} on “{half.issue.question}”"


def _most(half: Half) -> str:
    return f"{plain(half.distance)} × {fine(half.given)} ÷ {fine(half.weight)}"


def _reaches(half: Half) -> str:
    return f"the centre of “{half.issue.question}” no further than {half.taker.actor.name}"


def _reach(half: Half) -> str:
    high, low = sorted((half.taker.position, half.centre), reverse=True)
    return f"({plain(high)} − {plain(low)})"


def moves(it: Working) -> list[str]:
    """From the shift of a centre to where its giver ends."""
    found = []
    for half, shift, end in zip(it.halves, (it.shift1, it.shift2), it.ends, strict=True):
        sign = "+" if end >= half.giver.position else "−"
        found.append(
            f"{half.giver.actor.name}: {plain(half.giver.position)} {sign} {plain(shift)} × {fine(half.weight)} "
            f"÷ {fine(half.given)} = {plain(end)}"
        )
    return found


def gains(it: Working) -> list[str]:
    """What each gets, less what it gives."""
    one, two = it.one, it.two
    sums = (
        (two.taker, it.shift2, one.giver, it.shift1, it.gains[0]),
        (one.taker, it.shift1, two.giver, it.shift2, it.gains[1]),
    )
    return [
        f"{got.actor.name}: {plain(got.salience)} × {plain(by)} − {plain(given.salience)} × {plain(less)} = {fixed(gain)}"
        for got, by, given, less, gain in sums
    ]


def plain(value: float) -> str:
    """A figure to two places, or three below 1, without needless noughts."""
    return trimmed(value, 3 if abs(value) < 1 else 2)


def fine(value: float) -> str:
    """A weight or a ratio, to four places."""
    return trimmed(value, 4)

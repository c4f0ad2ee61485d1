"""
Equal-gain exchange between two actors on two issues (Stokman & Van Oosten 1994).

Both stand on opposite sides of the centre of both issues; on the centre itself, on either side. Who cares relatively
less about an issue gives there, as linkage is explained by Tollison and Willett (1979).
The two shifts of the centres are in the one proportion in which both gain the same, and as large as they can be:
nobody goes beyond the other's position, no centre beyond the position of who asked for the shift. The
direction is decided in exact fractions, sides and amounts in floating point.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from operator import attrgetter
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand

LEAST_GAIN = 1e-10
"""A gain below this is none."""
NEAR = 1e-9
"""Floating-point figures that differ by no more are held to be equal."""
LIMITS = ("move1", "move2", "centre1", "centre2")
"""What keeps a trade from being larger: how far a giver can go, or a centre that reaches who asked."""

IssuePair = tuple[str, str]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


class Exchange(NamedTuple):
    """
    Giver 1 moves on issue 1 towards giver 2, and giver 2 on issue 2 towards giver 1; positions on 0 to 100.

    `gain` is what each of the two gains, in salience times scale points. `shift1` and `shift2` are how far the
    centres of the issues move. `tie`: some other trade has the same gain, or, in one without gain, both care alike
    and the direction means nothing.
    """

    giver1: str
    issue1: str
    from1: float
    to1: float
    giver2: str
    issue2: str
    from2: float
    to2: float
    gain: float
    valid: bool
    limit: str
    tie: bool
    shift1: float
    shift2: float

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Who gives on what: giver 1, issue 1, giver 2, issue 2."""
        return self.giver1, self.issue1, self.giver2, self.issue2

    @property
    def turned(self) -> "Exchange":
        """The same trade with giver 2 named first."""
        limit = self.limit[:-1] + ("2" if self.limit.endswith("1") else "1")
        return Exchange(
            self.giver2, self.issue2, self.from2, self.to2, self.giver1, self.issue1, self.from1, self.to1,
            self.gain, self.valid, limit, self.tie, self.shift2, self.shift1,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a trade is: the shift of both centres, and the bounds it was held by, all as shifts of issue 2's."""

    shift1: Any
    shift2: Any
    bounds: tuple[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Party:
    """What the size of a trade takes of one giver: `_own` is on the issue that it gives, `_other` on the other's."""

    x_own: Any
    x_other: Any
    s_own: Any
    s_other: Any
    w_own: Any


def trade_sizes(
    giver1: Party, giver2: Party, centre1: Any, centre2: Any, weight1: Any, weight2: Any, least: Any
) -> Sizes:
    """
    The largest trade of equal gains (Stokman and Van Oosten 1994); for fractions as for arrays, *least* being
    the smallest of a sequence.

    Giver 1 gains `s_other·shift2 - s_own·shift1`, giver 2 the like, so that gains are equal where
    `shift1 / shift2 = (giver1.s_other + giver2.s_own) / (giver1.s_own + giver2.s_other)`.
    """
    rate = (giver1.s_other + giver2.s_own) / (giver1.s_own + giver2.s_other)
    bounds = (
        abs(giver2.x_other - giver1.x_own) * giver1.w_own / weight1 / rate,
        abs(giver1.x_other - giver2.x_own) * giver2.w_own / weight2,
        abs(giver2.x_other - centre1) / rate,
        abs(giver1.x_other - centre2),
    )
    shift2 = least(bounds)
    return Sizes(shift2 * rate, shift2, bounds)


def opposed(x1: Any, x2: Any, centre: Any) -> Any:
    """Whether two stand apart, one on either side of the centre; for fractions as for arrays."""
    low1, high1 = sides(x1, centre)
    low2, high2 = sides(x2, centre)
    return ((low1 & high2) | (high1 & low2)) & (abs(x1 - x2) > NEAR)


def sides(position: Any, centre: Any) -> tuple[Any, Any]:
    """
    Whether a position is on the low and whether it is on the high side of the centre; for fractions as for arrays.

    Who stands on the centre, within NEAR, is on either side, so that a scale that is turned round has the same trades.
    """
    return position <= centre + NEAR, position >= centre - NEAR


def pays(gain: Any) -> Any:
    """Whether a gain is one; for figures as for arrays."""
    return gain >= LEAST_GAIN


def same_gain(gain1: Any, gain2: Any) -> Any:
    """Whether two gains are a tie; for figures as for arrays."""
    return abs(gain1 - gain2) <= NEAR


def relative_care(p1: Any, q1: Any, p2: Any, q2: Any) -> Any:
    """From saliences on two issues: above 0 where the first cares more about *p*, relatively, below where the second does."""
    return p1 * q2 - p2 * q1


def equal_gain(giver1: Party, sizes: Sizes) -> Any:
    """What giver 1, and giver 2 as well, gains; see `pays`."""
    return giver1.s_other * sizes.shift2 - giver1.s_own * sizes.shift1


def exchanges(table: StanceMatrix, between: Iterable[IssuePair] | None = None) -> list[Exchange]:
    """
    Every candidate, the largest gain first, ties by name; *between* are the pairs of issues, all where left out.

    A giver without weight on what it would give shifts nothing there: such a pair is no candidate.
    """
    pairs = list(combinations(table.issues, 2) if between is None else between)
    named = {issue for pair in pairs for issue in pair}
    columns = {issue: column for issue in table.issues if issue in named and (column := _Column.of(table, issue))}
    return rank_exchanges(
        candidate
        for issue1, issue2 in pairs
        if issue1 in columns and issue2 in columns
        for candidate in _candidates(columns[issue1], columns[issue2])
    )


def rank_exchanges(candidates: Iterable[Exchange]) -> list[Exchange]:
    """By gain, so valid trades first; those of equal gain are marked as ties and stand in the order of their names."""
    trades = sorted(candidates, key=attrgetter("gain"), reverse=True)
    start = 0
    for end in range(1, len(trades) + 1):
        if end == len(trades) or not _equal_gain(trades[end - 1], trades[end]):
            if end - start > 1:
                trades[start:end] = [
                    trade._replace(tie=True) if trade.valid else trade
                    for trade in sorted(trades[start:end], key=attrgetter("key"))
                ]
            start = end
    return trades


def _equal_gain(trade: Exchange, following: Exchange) -> bool:
    return trade.valid == following.valid and bool(same_gain(trade.gain, following.gain))


def externalities(table: StanceMatrix, trade: Exchange) -> dict[str, float]:
    """
    What every actor with a stance on either issue gains, in its own salience times scale points.

    Negative is a loss. The two who trade are among them.
    """
    gains: dict[str, float] = {}
    for issue, start, end in centres_after(table, trade):
        for actor, stand in table.on[issue].items():
            nearer = abs(start - float(stand.position)) - abs(end - float(stand.position))
            gains[actor] = gains.get(actor, 0.0) + float(stand.salience) * nearer
    return dict(sorted(gains.items()))


def centres_after(table: StanceMatrix, trade: Exchange) -> tuple[tuple[str, float, float], tuple[str, float, float]]:
    """The two issues with their centres before and after the trade."""
    return (
        _centres(table, trade.issue1, trade.shift1, trade.to1 >= trade.from1),
        _centres(table, trade.issue2, trade.shift2, trade.to2 >= trade.from2),
    )


def _centres(table: StanceMatrix, issue: str, shift: float, up: bool) -> tuple[str, float, float]:
    centre = table.centres[issue]
    assert centre is not None, "an issue that is traded on has weight"
    return issue, float(centre), float(centre) + (shift if up else -shift)


@dataclass(frozen=True, slots=True)
class _Column:
    """One issue of a table as arrays over its actors, in the order of their names."""

    issue: str
    actors: tuple[str, ...]
    stands: tuple[Stand, ...]
    x: Floats
    s: Floats
    w: Floats
    centre: float
    weight: float

    @classmethod
    def of(cls, table: StanceMatrix, issue: str) -> Self | None:
        """None where nobody has weight."""
        centre = table.centres[issue]
        if centre is None:
            return None
        stands = tuple(table.on[issue].values())
        return cls(
            issue,
            tuple(table.on[issue]),
            stands,
            np.array([float(stand.position) for stand in stands]),
            np.array([float(stand.salience) for stand in stands]),
            np.array([float(stand.weight) for stand in stands]),
            float(centre),
            float(table.weights[issue]),
        )

    def taken(self, actors: tuple[str, ...]) -> Self:
        """The column of these actors alone; centre and weight stay those of all."""
        if actors == self.actors:
            return self
        place = {actor: number for number, actor in enumerate(self.actors)}
        rows = [place[actor] for actor in actors]
        return replace(
            self,
            actors=tuple(self.actors[row] for row in rows),
            stands=tuple(self.stands[row] for row in rows),
            x=self.x[rows],
            s=self.s[rows],
            w=self.w[rows],
        )


def _candidates(column1: _Column, column2: _Column) -> Iterator[Exchange]:
    """The trades on two issues; in each pair the first by name is giver 1."""
    among = set(column2.actors)
    actors = tuple(actor for actor in column1.actors if actor in among)
    p, q = column1.taken(actors), column2.taken(actors)
    firsts, seconds = np.triu_indices(len(actors), 1)
    apart = opposed(p.x[firsts], p.x[seconds], p.centre) & opposed(q.x[firsts], q.x[seconds], q.centre)
    firsts, seconds = firsts[apart], seconds[apart]
    lead, tie = _direction(p, q, firsts, seconds)
    # The first gives on issue 2 where it cares at least as much about issue 1, relatively, as the second does.
    yield from _sized_exchanges(q, p, firsts[lead], seconds[lead], tie[lead])
    yield from _sized_exchanges(p, q, firsts[~lead], seconds[~lead], tie[~lead])


def _direction(p: _Column, q: _Column, firsts: Rows, seconds: Rows) -> tuple[Bools, Bools]:
    """Whether s_ip·s_jq ≥ s_jp·s_iq for first i and second j, and whether the two are equal, exactly."""
    difference = relative_care(p.s[firsts], q.s[firsts], p.s[seconds], q.s[seconds])
    tie = np.zeros(len(firsts), dtype=bool)
    for row in np.flatnonzero(np.abs(difference) < NEAR):
        i, j = firsts[row], seconds[row]
        exact = relative_care(*(column.stands[actor].salience for actor in (i, j) for column in (p, q)))
        difference[row], tie[row] = float(exact), exact == 0
    return difference >= 0, tie


def _sized_exchanges(p: _Column, q: _Column, firsts: Rows, seconds: Rows, tie: Bools) -> Iterator[Exchange]:
    """The trades in which the first gives on *p* and the second on *q*."""
    able = (p.w[firsts] > 0) & (q.w[seconds] > 0)
    firsts, seconds, tie = firsts[able], seconds[able], tie[able]
    giver1 = Party(p.x[firsts], q.x[firsts], p.s[firsts], q.s[firsts], p.w[firsts])
    giver2 = Party(q.x[seconds], p.x[seconds], q.s[seconds], p.s[seconds], q.w[seconds])
    sizes = trade_sizes(giver1, giver2, p.centre, q.centre, p.weight, q.weight, smallest_of)
    gain = np.where(tie, 0.0, equal_gain(giver1, sizes))
    # The first of the bounds that bind, for noise of the last digit is not to choose between equal ones.
    limits = np.argmax(np.stack(sizes.bounds) <= sizes.shift2 * (1 + NEAR), axis=0)
    columns = (
        firsts, giver1.x_own, _end_position(giver1, giver2, sizes.shift1 * p.weight),
        seconds, giver2.x_own, _end_position(giver2, giver1, sizes.shift2 * q.weight),
        gain, pays(gain), limits, tie, sizes.shift1, sizes.shift2,
    )  # fmt: skip
    for i, from1, to1, j, from2, to2, gained, valid, limit, even, shift1, shift2 in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield Exchange(
            p.actors[i], p.issue, from1, to1, q.actors[j], q.issue, from2, to2,
            gained, valid, LIMITS[limit], even, shift1, shift2,
        )  # fmt: skip


def _end_position(giver: Party, taker: Party, pulled: Floats) -> Floats:
    """Where the giver stands afterwards, noise of the last digit not taking it beyond the other."""
    distance = taker.x_other - giver.x_own
    moved: Floats = giver.x_own + np.sign(distance) * np.minimum(pulled / giver.w_own, np.abs(distance))
    return moved


def smallest_of(bounds: Sequence[Floats]) -> Floats:
    """The smallest of several arrays, place by place."""
    smallest: Floats = reduce(np.minimum, bounds)
    return smallest

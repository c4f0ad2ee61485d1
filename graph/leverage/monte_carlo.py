"""
Shares of trades over seeded draws from all that the claims leave open.

Per draw one state per origin decides which of its claims hold, so that claims of one origin fail together; a
reading holds where the grounds of all its figures do; of rival readings that hold one is drawn; its figures lie
anywhere between their bounds. Every origin and cell has random numbers of its own, made of the seed and its key: whatever is
added to the data leaves the draws of everything else as they are. An actor's cells on issues that overlap share theirs, so that an issue
entered twice moves no share.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from linkage.graph.leverage.exchange import (
    Bools,
    Floats,
    Party,
    equal_gain,
    opposed,
    pays,
    relative_care,
    same_gain,
    smallest_of,
    trade_sizes,
)
from linkage.graph.leverage.inputs import Dossier, StanceReading
from linkage.graph.leverage.sampling_error import standard_error
from linkage.graph.leverage.stance_matrix import Cell
from linkage.graph.leverage.streams import Streams
from linkage.graph.records import Support

TradeKey = tuple[str, str, str, str]
"""Who gives on what: giver 1, issue 1, giver 2, issue 2; issue 1 lies in the theatre named first."""


@dataclass(frozen=True)
class DrawnCell:
    """One cell over all draws: whether it is known, and the figures where it is."""

    known: Bools
    position: Floats
    salience: Floats
    capability: Floats

    @cached_property
    def weight(self) -> Floats:
        return self.salience * self.capability


@dataclass(frozen=True, slots=True)
class Gains:
    """What each of two actors gains over all draws, 0 where there is no trade."""

    known: Bools
    gain: Floats
    """In the direction named first."""
    reverse: Floats
    """In the opposite direction."""


@dataclass(frozen=True)
class Draws:
    """
    All draws of a dossier; the same dossier, number and seed give the same draws on any machine.

    `streams` are random numbers that other draws share; where left out they are made of number and seed, and not kept.
    """

    dossier: Dossier
    number: int
    seed: int
    streams: Streams | None = None

    @cached_property
    def held(self) -> Mapping[str, Bools]:
        """Per claim, in which draws it held: never at certainty 0, always at 1."""
        states = {
            origin: self._uniform("origin", origin)
            for origin in {witness.origin for witness in self.dossier.witnesses.values()}
        }
        return {
            key: states[witness.origin] < witness.certainty for key, witness in sorted(self.dossier.witnesses.items())
        }

    @cached_property
    def packed(self) -> Mapping[str, npt.NDArray[np.uint8]]:
        """The same with eight draws to a byte: hundreds of claims are counted beside every trade."""
        return {key: np.packbits(held) for key, held in self.held.items()}

    @cached_property
    def times(self) -> Mapping[str, int]:
        """Per claim, in how many draws it held."""
        return {key: int(held.sum()) for key, held in self.held.items()}

    @cached_property
    def cells(self) -> Mapping[Cell, DrawnCell]:
        return {cell: self._drawn(cell, readings) for cell, readings in self.dossier.rivals.items()}

    @cached_property
    def centres(self) -> Mapping[str, tuple[Floats, Floats]]:
        """Per issue, the weighted centre and the sum of weights; both 0 in a draw where nobody has weight."""
        return {issue: self._centre(issue) for issue in self.dossier.table.issues}

    def _centre(self, issue: str) -> tuple[Floats, Floats]:
        weight, pulled = np.zeros(self.number), np.zeros(self.number)
        for (_, cell_issue), cell in self.cells.items():
            if cell_issue == issue:
                weight += cell.weight
                pulled += cell.weight * cell.position
        return np.divide(pulled, weight, out=np.zeros(self.number), where=weight > 0), weight

    def gains(self, actor1: str, actor2: str, p: str, q: str) -> Gains:
        """Trades of two actors where *actor1* gives on *p*, and where it gives on *q*."""
        cells = [self.cells[cell] for cell in ((actor1, p), (actor1, q), (actor2, p), (actor2, q))]
        known = cells[0].known & cells[1].known & cells[2].known & cells[3].known
        open_ = known & self._opposed(cells[0], cells[2], p) & self._opposed(cells[1], cells[3], q)
        order = relative_care(*(cell.salience for cell in cells))
        return Gains(
            known,
            np.where(open_ & (order < 0), self._gain(cells[0], cells[1], cells[3], cells[2], p, q), 0.0),
            np.where(open_ & (order > 0), self._gain(cells[1], cells[0], cells[2], cells[3], q, p), 0.0),
        )

    def _opposed(self, cell1: DrawnCell, cell2: DrawnCell, issue: str) -> Bools:
        apart: Bools = opposed(cell1.position, cell2.position, self.centres[issue][0])
        return apart

    def _gain(self, p1: DrawnCell, q1: DrawnCell, q2: DrawnCell, p2: DrawnCell, p: str, q: str) -> Floats:
        """The gain where giver 1 gives on *p* and giver 2 on *q*, from the cells of both on both."""
        giver1, giver2 = drawn_parties(p1, q1, q2, p2)
        (centre1, weight1), (centre2, weight2) = self.centres[p], self.centres[q]
        with np.errstate(divide="ignore", invalid="ignore"):
            sizes = trade_sizes(giver1, giver2, centre1, centre2, weight1, weight2, smallest_of)
            gain = equal_gain(giver1, sizes)
        gained: Floats = np.where(pays(gain), gain, 0.0)
        return gained

    def _drawn(self, cell: Cell, readings: tuple[StanceReading, ...]) -> DrawnCell:
        ordered = sorted(readings, key=lambda reading: reading.key)
        holds = [self._holds(reading) for reading in ordered]
        count = np.sum(holds, axis=0)
        actor, issue = cell
        theme = self.dossier.themes.get(issue, issue)
        chosen = np.floor(self._uniform("cell", actor, theme) * count)
        position, salience, capability = np.zeros((3, self.number))
        before = np.zeros(self.number)
        for reading, held in zip(ordered, holds, strict=True):
            taken = held & (before == chosen)
            before += held
            for figure, name, bounds in (
                (position, "position", reading.position),
                (salience, "salience", reading.salience),
                (capability, "capability", reading.capability),
            ):
                assert bounds is not None, "rivals are complete"
                drawn = bounds.low + (bounds.high - bounds.low) * self._uniform(name, actor, theme)
                np.copyto(figure, drawn, where=taken)
        return DrawnCell(count > 0, position, salience, capability)

    def _holds(self, reading: StanceReading) -> Bools:
        """In which draws the grounds of all figures of a reading hold."""
        held = np.ones(self.number, dtype=bool)
        for grounds in reading.all_grounds:
            if grounds.claims:
                enough = np.all if grounds.needs is Support.ALL else np.any
                held &= enough([self.held[key] for key in grounds.claims], axis=0)
            for key in grounds.against:
                held &= ~self.held[key]
        return held

    def _uniform(self, *key: str) -> Floats:
        return (self.streams or Streams(self.number, self.seed)).uniform(*key)


def drawn_parties(p1: DrawnCell, q1: DrawnCell, q2: DrawnCell, p2: DrawnCell) -> tuple[Party, Party]:
    """Giver 1, who gives on *p*, and giver 2, who gives on *q*, from the cells of both on both."""
    return (
        Party(p1.position, q1.position, p1.salience, q1.salience, p1.weight),
        Party(q2.position, p2.position, q2.salience, p2.salience, q2.weight),
    )


def better_directions(gain: Floats, reverse: Floats) -> tuple[Bools, Bools]:
    """In which draws the one direction pays more, and in which the other; in neither where they pay alike."""
    alike = same_gain(gain, reverse)
    return (gain > reverse) & ~alike, (reverse > gain) & ~alike


@dataclass(frozen=True, slots=True)
class TradeShare:
    """
    What the draws say of one trade, three things apart, and what they say of the opposite direction; from 0 to 1.

    `share` = `needed` × `given`. `gain` has the 5th, 50th and 95th percentile of the gain where there is a trade.
    """

    needed: float
    given: float
    share: float
    opposite: float
    gain: tuple[float, float, float] | None
    draws: int = field(repr=False)

    @property
    def error(self) -> float:
        """The standard error of `share` for the number of draws."""
        return standard_error(self.share, self.draws)


@dataclass(frozen=True, slots=True)
class ClaimSwing:
    """Share of draws with the trade where a claim held, less the share where it failed: from −1 to 1."""

    claim: str
    swing: float
    held: float
    against: tuple[str, ...]


def trade_share(known: Bools, trade: Bools, opposite: Bools, gain: Floats) -> TradeShare:
    """The shares of a trade; each a count of draws by another."""
    number, needed, traded = len(known), int(known.sum()), int(trade.sum())
    low, middle, high = np.quantile(gain[trade], [0.05, 0.5, 0.95]).tolist() if traded else (0.0, 0.0, 0.0)
    return TradeShare(
        needed=needed / number,
        given=traded / needed if needed else 0.0,
        share=traded / number,
        opposite=int(opposite.sum()) / number,
        gain=(low, middle, high) if traded else None,
        draws=number,
    )


def claim_swings(draws: Draws, trade: Bools, claims: Iterable[str]) -> list[ClaimSwing]:
    """Claims by how much the trade hangs on them; those that never or always held decide nothing and are left out."""
    keys = [key for key in claims if 0 < draws.times[key] < draws.number]
    if not keys:
        return []
    traded = np.packbits(trade)
    beside = np.bitwise_count(np.stack([draws.packed[key] for key in keys]) & traded).sum(axis=1).tolist()
    count = int(trade.sum())
    swings = []
    for key, together in zip(keys, beside, strict=True):
        times = draws.times[key]
        swing = together / times - (count - together) / (draws.number - times)
        swings.append(ClaimSwing(key, swing, times / draws.number, draws.dossier.witnesses[key].disputed_by))
    return sorted(swings, key=lambda swing: (-abs(swing.swing), swing.claim))


def trader_pairs(dossier: Dossier, p: str, q: str, named: AbstractSet[str] = frozenset()) -> list[tuple[str, str]]:
    """Every two actors (of those named, if any) whose stances on both issues somebody has coded in full."""
    actors = (actor for actor in dossier.table.actors if not named or actor in named)
    return list(combinations((actor for actor in actors if {(actor, p), (actor, q)} <= dossier.rivals.keys()), 2))

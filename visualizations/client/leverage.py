"""What some actors could trade for what between theatres: their trades, both directions, and the stances behind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from pydantic import ConfigDict

from linkage.visualizations.client.evidence import ANSWER, ByKey
from linkage.visualizations.client.stances import Cell, Issue, Named, Row, Unknown
from linkage.visualizations.client.trades import Carrying, Link, Share, Side, Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """That one gives in one theatre and the other in the other."""

    giver1: Named
    theatre1: Named
    giver2: Named
    theatre2: Named
    share: Share
    carrying: tuple[Carrying, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """How two actors can talk: by relations of their own, or through others."""

    direct: bool
    actors: tuple[Named, ...]
    relations: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two actors over all issues: the shares of both directions, of both alike and of none add up to 1."""

    one: Named
    two: Named
    even: float
    none: float
    directions: tuple[Direction, ...]
    channel: Channel | None = None


@dataclass(frozen=True, kw_only=True)
class Bargain:
    """What some actors could trade for what; `reason` says why there is nothing."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    draws: int
    seed: int
    notes: tuple[str, ...]
    reason: str | None
    claim_count: int
    origin_count: int
    trade_count: int
    theatres: tuple[Named, ...]
    traders: tuple[Pair, ...]
    trades: tuple[Trade, ...]
    reported: tuple[ByKey, ...]
    table: tuple[Row, ...]

    @property
    def pair(self) -> Pair | None:
        """The two that trade in most draws."""
        return self.traders[0] if self.traders else None

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The stance table by issue."""
        return {row.issue.key: row for row in self.table}

    @property
    def cells(self) -> Iterator[tuple[Issue, Cell]]:
        """Every stance that is known in full."""
        return ((row.issue, cell) for row in self.table for cell in row.cells)

    @property
    def unknown(self) -> Iterator[tuple[Issue, Unknown]]:
        """Every stance that somebody looked at and nobody could fill."""
        return ((row.issue, each) for row in self.table for each in row.unknown)

    def find(self, key: Sequence[str] | None) -> Trade | None:
        """The trade of that key."""
        return next((trade for trade in self.trades if key and trade.key == tuple(key)), None)

    def instead(self, trade: Trade) -> Trade | None:
        """What has become of *trade* here: the same, or the one that it turned into where that alone pays."""
        same, turned = self.find(trade.key), self.find(trade.turned)
        return turned if turned and turned.point and not (same and same.point) else same or turned

    def leading(self) -> Trade | None:
        """The likeliest trade of the likelier direction that there is at the best figures, else the likeliest of all."""
        way = self.pair.directions[0] if self.pair and self.pair.directions else None

        def rank(trade: Trade) -> tuple[bool, bool]:
            goes = way and [trade.giver1.key, trade.issue1.theatre.key, trade.giver2.key, trade.issue2.theatre.key] == [
                way.giver1.key, way.theatre1.key, way.giver2.key, way.theatre2.key
            ]  # fmt: skip
            return trade.point is None, not goes

        return min(self.trades, key=rank, default=None)

    def within(self, homes: Mapping[str, str]) -> "Bargain":
        """The same with each issue in the theatre asked for that it lies in, as *homes* tells."""
        asked = {theatre.key: theatre for theatre in self.theatres}

        def house(issue: Issue) -> Issue:
            return replace(issue, theatre=asked.get(homes.get(issue.theatre.key, ""), issue.theatre))

        return replace(
            self,
            trades=tuple(
                replace(trade, issue1=house(trade.issue1), issue2=house(trade.issue2))
                for trade in self.trades
            ),
            table=tuple(replace(row, issue=house(row.issue)) for row in self.table),
        )

    def abreast(self, trade: Trade) -> tuple[Side, ...]:
        """The halves of a trade, in the order in which the theatres were asked for."""
        order = list(self.rows)
        return tuple(sorted(trade.sides, key=lambda side: order.index(side.issue.key)))


def quoted(bargain: Bargain, trade: Trade | None) -> list[str]:
    """The keys of all claims that a page about *trade* shows, each once, in the order in which it does."""
    shown = [trade] if trade else []
    hung = [one for it in shown for one in it.carrying]
    hung += [one for way in (bargain.pair.directions if bargain.pair else ()) for one in way.carrying]
    found = [key for one in hung for key in (one.claim, *one.against)]
    found += [key for it in shown for outcome in it.outcomes for key in outcome.vetoes]
    found += bargain.reported
    found += [key for it in shown for key in it.claims]
    readings = (
        reading
        for it in shown
        for issue in (it.issue1, it.issue2)
        for cell in bargain.rows[issue.key].cells
        for reading in (cell.stance, *cell.rivals)
    )
    found += [key for reading in readings for key in reading.claims]
    return list(dict.fromkeys(found))

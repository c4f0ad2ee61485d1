"""A trade between theatres as the page shows it, read from GraphQL answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import ConfigDict

from linkage.graph.model import Family, Range
from linkage.visualizations.answer import Name, Status, by_language
from linkage.visualizations.evidence import ANSWER, SMALL, ByKey


class Figure(StrEnum):
    """A figure of a stance that a threshold is about."""

    SALIENCE = "salience"
    POSITION = "position"


class Effect(StrEnum):
    """What becomes of a trade beyond a threshold."""

    VOID = "void"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An actor or a theatre; `names` are an actor's other names where they were asked for."""

    key: str
    name: str
    names: tuple[Name, ...] = ()

    @property
    def by_language(self) -> dict[tuple[str, str], list[Name]]:
        return by_language(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A question inside one theatre with the words of its two ends; see `Bargain.within`."""

    key: str
    question: str
    low: str
    high: str
    theatre: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A trade at the best figures: who goes from where to where, and how far the centres shift."""

    from1: float
    to1: float
    centre1: float
    shift1: float
    from2: float
    to2: float
    centre2: float
    shift2: float
    gain: float
    limit: Annotated[str, SMALL]
    tie: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Needed claims hold × the trade given that = the trade; and the opposite direction."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    needed: float
    given: float
    share: float
    opposite: float
    gain_low: float | None = None
    gain_median: float | None = None
    gain_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """A claim that a trade hangs on, and by how much."""

    claim: ByKey
    swing: float
    held: float
    against: tuple[ByKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation at the lens."""

    id: str
    family: Annotated[Family, SMALL]
    status: Annotated[Status, SMALL]
    origins: int
    subject: Named
    object: Named
    theatre: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a trade is worth to an actor; a loser may be backed by a trader, and may be able to block."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    actor: Named
    amount: float
    trades: bool
    backed_by: tuple[Link, ...]
    vetoes: tuple[ByKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An issue by its key and its question alone."""

    key: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Where one figure, the others as they are, undoes a trade or turns it round."""

    actor: Named
    issue: Question
    figure: Annotated[Figure, SMALL]
    value: float
    at: float
    effect: Annotated[Effect, SMALL]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One giver's half of a trade; `after` is the centre after it."""

    giver: Named
    taker: Named
    issue: Issue
    start: float
    end: float
    centre: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Who would give on what for what."""

    giver1: Named
    issue1: Issue
    giver2: Named
    issue2: Issue
    point: Point | None
    share: Share | None
    ratio1: float | None
    ratio2: float | None
    carrying: tuple[Carrying, ...]
    outcomes: tuple[Outcome, ...]
    thresholds: tuple[Threshold, ...]
    claims: tuple[ByKey, ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """As an inquiry spells it."""
        return self.giver1.key, self.issue1.key, self.giver2.key, self.issue2.key

    @property
    def sides(self) -> tuple[Side, ...]:
        """Both halves; none where there is no trade at the best figures."""
        it = self.point
        if it is None:
            return ()
        return (
            Side(
                giver=self.giver1, taker=self.giver2, issue=self.issue1, start=it.from1, end=it.to1,
                centre=it.centre1, after=_shifted(it.centre1, it.shift1, it.to1 - it.from1),
            ),
            Side(
                giver=self.giver2, taker=self.giver1, issue=self.issue2, start=it.from2, end=it.to2,
                centre=it.centre2, after=_shifted(it.centre2, it.shift2, it.to2 - it.from2),
            ),
        )  # fmt: skip

    @property
    def others(self) -> tuple[Outcome, ...]:
        """What it is worth to those who do not trade."""
        return tuple(outcome for outcome in self.outcomes if not outcome.trades)


def _shifted(centre: float, shift: float, way: float) -> float:
    return centre + (abs(shift) if way >= 0 else -abs(shift))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One coded judgement of a stance."""

    key: str
    position: Range | None
    salience: Range | None
    capability: Range | None
    reasoning: str
    coder: str
    confirmed: bool
    claims: tuple[ByKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where an actor stands on an issue; rival readings stand beside it."""

    actor: Named
    position: float
    salience: float
    capability: float
    pull: float | None
    certainty: float
    undecided: bool
    stance: Reading
    rivals: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A stance that nobody could fill, and what it lacks."""

    actor: Named
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One issue of the stance table."""

    issue: Issue
    centre: float | None
    cells: tuple[Cell, ...]
    unknown: tuple[Unknown, ...]


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

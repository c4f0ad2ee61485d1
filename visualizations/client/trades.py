"""Trades and what they rest on, as plain values read from a GraphQL answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict

from linkage.graph.families import Family
from linkage.visualizations.client.evidence import ANSWER, SMALL, ByKey
from linkage.visualizations.client.picture import Status
from linkage.visualizations.client.stances import Issue, Named, Question


class Figure(StrEnum):
    """A figure of a stance that a threshold is about."""

    SALIENCE = "salience"
    POSITION = "position"


class Effect(StrEnum):
    """What becomes of a trade beyond a threshold."""

    VOID = "void"
    REVERSE = "reverse"


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
    def turned(self) -> tuple[str, str, str, str]:
        """The key of the trade on the same two issues that goes the other way."""
        return self.giver2.key, self.issue1.key, self.giver1.key, self.issue2.key

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


def _shifted(centre: float, shift: float, way: float) -> float:
    return centre + (abs(shift) if way >= 0 else -abs(shift))

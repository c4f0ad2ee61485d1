"""A trade as it is answered, and its two halves."""

from dataclasses import dataclass
from functools import cached_property
from math import copysign

from linkage.visualizations.client.answers import Value, Wrapper

TradeKey = tuple[str, str, str, str]
"""Who gives on what for what, as an inquiry spells it: giver 1, issue 1, giver 2, issue 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One giver's half of a trade; `after` is the centre after it."""

    giver: Value
    taker: Value
    issue: Value
    start: float
    end: float
    centre: float
    after: float


@dataclass(frozen=True)
class TradeCard(Wrapper):
    """Who would give on what for what: a trade of the answer with its key and its halves."""

    value: Value

    @property
    def key(self) -> TradeKey:
        return self.giver1.key, self.issue1.key, self.giver2.key, self.issue2.key

    @property
    def turned(self) -> TradeKey:
        """The key of the trade on the same two issues that goes the other way."""
        return self.giver2.key, self.issue1.key, self.giver1.key, self.issue2.key

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Both halves; none where there is no trade at the best figures."""
        point = self.point
        if point is None:
            return ()
        return (
            Side(
                giver=self.giver1, taker=self.giver2, issue=self.issue1, start=point.from1, end=point.to1,
                centre=point.centre1, after=point.centre1 + copysign(point.shift1, point.to1 - point.from1),
            ),
            Side(
                giver=self.giver2, taker=self.giver1, issue=self.issue2, start=point.from2, end=point.to2,
                centre=point.centre2, after=point.centre2 + copysign(point.shift2, point.to2 - point.from2),
            ),
        )  # fmt: skip

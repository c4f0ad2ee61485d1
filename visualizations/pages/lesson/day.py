"""One day of a lesson: how often the two could trade, and what."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from linkage.graph.wording import leverage
from linkage.graph.wording.dates import spell
from linkage.visualizations.client.leverage import Bargain, Pair
from linkage.visualizations.client.stances import Cell, Issue, Named
from linkage.visualizations.client.trades import Trade
from linkage.visualizations.pages.leverage import words as terms
from linkage.visualizations.pages.leverage.request import Inquiry

ROUNDED = 0.005  # shares closer than this read as the same


@dataclass(frozen=True, slots=True)
class Shares:
    """How often actor one gives in the first theatre and two in the second, the other way round, alike, and not at all."""

    forth: float
    back: float
    even: float
    none: float

    @classmethod
    def of(cls, pair: Pair, one: str, first: str) -> "Shares":
        """With *one* giving in theatre *first* as the first direction, whichever is likelier."""
        ways = {(way.giver1.key, way.theatre1.key): way for way in pair.directions}
        ways |= {(way.giver2.key, way.theatre2.key): way for way in pair.directions}
        other = pair.two.key if one == pair.one.key else pair.one.key
        return cls(ways[one, first].share.share, ways[other, first].share.share, pair.even, pair.none)


@dataclass(frozen=True)
class Day:
    """What the two could trade on one day; `actors` and `theatres` are in the order in which a lesson has them."""

    inquiry: Inquiry
    bargain: Bargain
    actors: tuple[Named, Named]
    theatres: tuple[Named, Named]

    @property
    def day(self) -> date:
        assert self.inquiry.lens.as_of
        return self.inquiry.lens.as_of

    @property
    def words(self) -> str:
        return spell(self.day)

    @cached_property
    def trade(self) -> Trade | None:
        """The trade that the page of trades shows first."""
        return self.bargain.leading()

    @property
    def shares(self) -> Shares | None:
        """None where nothing is known of a trade between the two."""
        pair = self.bargain.pair
        return Shares.of(pair, self.actors[0].key, self.theatres[0].key) if pair else None

    @property
    def ahead(self) -> int | None:
        """Which direction is likelier, 0 or 1; None where neither is."""
        it = self.shares
        if it is None or abs(it.forth - it.back) < ROUNDED:
            return None
        return 0 if it.forth > it.back else 1

    def cell(self, actor: str, issue: str) -> Cell | None:
        row = self.bargain.rows.get(issue)
        return next((cell for cell in row.cells if cell.actor.key == actor), None) if row else None

    def lacking(self, actor: str, issue: str) -> tuple[str, ...]:
        """What an unknown stance that somebody looked at lacks."""
        row = self.bargain.rows.get(issue)
        return next((it.lacking for it in row.unknown if it.actor.key == actor), ()) if row else ()

    @cached_property
    def full(self) -> dict[str, Issue]:
        """The issues on which both stances are known in full."""
        return {
            key: row.issue
            for key, row in self.bargain.rows.items()
            if {actor.key for actor in self.actors} <= {cell.actor.key for cell in row.cells}
        }


def way(day: Day, which: int) -> str:
    """`Turkey gives in Libya, Russia in Syria`, or the other way round."""
    one, two = day.actors if which == 0 else day.actors[::-1]
    first, second = day.theatres
    return leverage.direction(one.name, first.name, two.name, second.name)


def best(day: Day) -> str:
    """The trade of a day in a sentence with its amounts."""
    trade = day.trade
    if trade is None:
        return f"No trade: {day.bargain.reason}" if day.bargain.reason else "No trade."
    if trade.point is None:
        return f"At the best figures there is no trade. Elsewhere in the ranges the likeliest is: {terms.trade(trade)}."
    halves = [
        f"{side.giver.name} would go from {terms.decimal(side.start)} to {terms.decimal(side.end)} on "
        f"“{side.issue.question}”, towards “{terms.towards(side)}”"
        for side in day.bargain.abreast(trade)
    ]
    often = (
        f", and it is there in a share of {terms.share(trade.share.share)} of the draws"
        if trade.share
        else ""
    )
    return f"{'; '.join(halves)}. Each of the two would gain {terms.gain(trade.point.gain)}{often}."

"""One day of a lesson: how often the two could trade, and what."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from linkage.graph.wording import leverage
from linkage.graph.wording.dates import spell
from linkage.graph.wording.numbers import decimal, fixed, share
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.leverage import LeverageAnswer
from linkage.visualizations.client.trades import TradeCard
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
    def of(cls, pair: Value, actor: str, theatre: str) -> "Shares":
        """With *actor* giving in *theatre* as the first direction, whichever is likelier."""
        shares = {}
        for direction in pair.directions:
            shares[direction.giver1.key, direction.theatre1.key] = direction.share.share
            shares[direction.giver2.key, direction.theatre2.key] = direction.share.share
        partner = pair.two.key if actor == pair.one.key else pair.one.key
        return cls(shares[actor, theatre], shares[partner, theatre], pair.even, pair.none)


@dataclass(frozen=True)
class Day:
    """What the two could trade on one day; `actors` and `theatres` are in the order in which a lesson has them."""

    inquiry: Inquiry
    analysis: LeverageAnswer
    actors: tuple[Value, Value]
    theatres: tuple[Value, Value]

    @property
    def day(self) -> date:
        assert self.inquiry.lens.as_of
        return self.inquiry.lens.as_of

    @property
    def words(self) -> str:
        return spell(self.day)

    @cached_property
    def trade(self) -> TradeCard | None:
        """The trade that the page of trades shows first."""
        return self.analysis.leading()

    @property
    def shares(self) -> Shares | None:
        """None where nothing is known of a trade between the two."""
        pair = self.analysis.pair
        return Shares.of(pair, self.actors[0].key, self.theatres[0].key) if pair else None

    @property
    def ahead(self) -> int | None:
        """Which direction is likelier, 0 or 1; None where neither is."""
        shares = self.shares
        if shares is None or abs(shares.forth - shares.back) < ROUNDED:
            return None
        return 0 if shares.forth > shares.back else 1

    def cell(self, actor: str, issue: str) -> Value | None:
        row = self.analysis.rows.get(issue)
        return next((cell for cell in row.cells if cell.actor.key == actor), None) if row else None

    def lacking(self, actor: str, issue: str) -> tuple[str, ...]:
        """What an unknown stance that somebody looked at lacks."""
        row = self.analysis.rows.get(issue)
        return next((gap.lacking for gap in row.unknown if gap.actor.key == actor), ()) if row else ()

    @cached_property
    def full(self) -> dict[str, Value]:
        """The issues on which both stances are known in full."""
        return {
            key: row.issue
            for key, row in self.analysis.rows.items()
            if {actor.key for actor in self.actors} <= {cell.actor.key for cell in row.cells}
        }


def direction_text(day: Day, which: int) -> str:
    """`Turkey gives in Libya, Russia in Syria`, or the other way round."""
    giver1, giver2 = day.actors if which == 0 else day.actors[::-1]
    theatre1, theatre2 = day.theatres
    return leverage.direction(giver1.name, theatre1.name, giver2.name, theatre2.name)


def best(day: Day) -> str:
    """The trade of a day in a sentence with its amounts."""
    trade = day.trade
    if trade is None:
        return f"No trade: {day.analysis.reason}" if day.analysis.reason else "No trade."
    if trade.point is None:
        return (
            f"At the best figures there is no trade. Elsewhere in the ranges the likeliest is: {leverage.trade(trade)}."
        )
    halves = [
        f"{side.giver.name} would go from {decimal(side.start)} to {decimal(side.end)} on "
        f"“{side.issue.question}”, towards “{leverage.towards(side)}”"
        for side in day.analysis.abreast(trade)
    ]
    often = f", and it is there in a share of {share(trade.share.share)} of the draws" if trade.share else ""
    return f"{'; '.join(halves)}. Each of the two would gain {fixed(trade.point.gain)}{often}."

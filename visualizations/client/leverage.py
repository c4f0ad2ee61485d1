"""What some actors could trade for what between theatres, as it is answered, and what pages ask of that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from linkage.visualizations.client.answers import Value, Wrapper
from linkage.visualizations.client.headline import HeadlineCard
from linkage.visualizations.client.trades import Side, TradeCard


@dataclass(frozen=True)
class LeverageAnswer(Wrapper):
    """What some actors could trade for what; `reason` says why there is nothing."""

    value: Value

    @cached_property
    def trades(self) -> tuple[TradeCard, ...]:
        return tuple(map(TradeCard, self.value.trades))

    @property
    def pair(self) -> Value | None:
        """The two that trade in most draws."""
        return self.traders[0] if self.traders else None

    @cached_property
    def headline(self) -> HeadlineCard | None:
        """How far the headline carries, where that was asked for and anybody trades."""
        return HeadlineCard(self.robustness) if self.robustness else None

    @cached_property
    def rows(self) -> Mapping[str, Value]:
        """The stance table by issue."""
        return {row.issue.key: row for row in self.table}

    @property
    def cells(self) -> Iterator[tuple[Value, Value]]:
        """Every issue with every stance on it that is known in full."""
        return ((row.issue, cell) for row in self.table for cell in row.cells)

    @property
    def unknown(self) -> Iterator[tuple[Value, Value]]:
        """Every issue with every stance on it that somebody looked at and nobody could fill."""
        return ((row.issue, gap) for row in self.table for gap in row.unknown)

    def find(self, key: Sequence[str] | None) -> TradeCard | None:
        """The trade of that key."""
        return next((trade for trade in self.trades if key and trade.key == tuple(key)), None)

    def instead(self, trade: TradeCard) -> TradeCard | None:
        """What has become of *trade* here: the same, or the one that it turned into where that alone pays."""
        same, turned = self.find(trade.key), self.find(trade.turned)
        return turned if turned and turned.point and not (same and same.point) else same or turned

    def leading(self) -> TradeCard | None:
        """The likeliest trade of the likelier direction that there is at the best figures, else the likeliest of all."""
        likelier = self.pair.directions[0] if self.pair and self.pair.directions else None
        givers = likelier and (likelier.giver1.key, likelier.theatre1.key, likelier.giver2.key, likelier.theatre2.key)

        def rank(trade: TradeCard) -> tuple[bool, bool]:
            ways = trade.giver1.key, trade.issue1.theatre.key, trade.giver2.key, trade.issue2.theatre.key
            return trade.point is None, ways != givers

        return min(self.trades, key=rank, default=None)

    def within(self, homes: Mapping[str, str]) -> "LeverageAnswer":
        """The same with each issue in the theatre asked for that it lies in, as *homes* tells."""
        theatres = {theatre.key: theatre for theatre in self.theatres}

        def house(issue: Value) -> Value:
            return replace(issue, theatre=theatres.get(homes.get(issue.theatre.key, ""), issue.theatre))

        return LeverageAnswer(
            replace(
                self.value,
                trades=tuple(
                    replace(trade, issue1=house(trade.issue1), issue2=house(trade.issue2))
                    for trade in self.value.trades
                ),
                table=tuple(replace(row, issue=house(row.issue)) for row in self.table),
            )
        )

    def abreast(self, trade: TradeCard) -> tuple[Side, ...]:
        """The halves of a trade, in the order in which the theatres were asked for."""
        order = list(self.rows)
        return tuple(sorted(trade.sides, key=lambda side: order.index(side.issue.key)))

    def quoted(self, trade: TradeCard | None) -> list[str]:
        """The keys of all claims that a page about *trade* shows, each once, in the order in which it does."""
        keys = [*self._carrying(trade)]
        if trade:
            keys += [key for outcome in trade.outcomes for key in outcome.vetoes]
        keys += self.reported
        if trade:
            keys += trade.claims
            keys += self._leaned_on(trade)
        keys += self.headline.claims if self.headline else ()
        return list(dict.fromkeys(keys))

    def _carrying(self, trade: TradeCard | None) -> Iterator[str]:
        """The claims that the trade and both directions hang on, each with those against it."""
        bearers = [*([trade] if trade else []), *(self.pair.directions if self.pair else ())]
        for bearer in bearers:
            for carried in bearer.carrying:
                yield from (carried.claim, *carried.against)

    def _leaned_on(self, trade: TradeCard) -> Iterator[str]:
        """The claims behind the stances on both issues, rival readings included."""
        for issue in (trade.issue1, trade.issue2):
            for cell in self.rows[issue.key].cells:
                for reading in (cell.stance, *cell.rivals):
                    yield from reading.claims

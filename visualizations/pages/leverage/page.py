"""The page of trades between theatres: an HTML page that answers without script, and sliders with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkage.graph.dates import PartialDate
from linkage.graph.wording.dates import spell
from linkage.visualizations import markup
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.client.leverage import Bargain
from linkage.visualizations.client.stances import Cell, Issue
from linkage.visualizations.client.trades import Outcome, Side, Trade
from linkage.visualizations.network import style
from linkage.visualizations.network import words as wording
from linkage.visualizations.pages.lesson.page import DAYS, Plan
from linkage.visualizations.pages.leverage import words as terms
from linkage.visualizations.pages.leverage.result import Findings, Theatre

CARRYING, THRESHOLDS, TRADES = 8, 8, 20  # how many are shown at first


@dataclass(frozen=True, slots=True)
class Change:
    """A figure as coded and as supposed."""

    words: str
    before: str
    after: str


def render(found: Findings, assets: Assets) -> str:
    """The page about *found*, with its form; where there is no trade it says why."""
    return markup.render(
        "leverage.html",
        found=found, bargain=found.bargain, trade=found.trade, inquiry=found.inquiry, lens=found.inquiry.lens,
        terms=terms, style=style, wording=wording, page=_Page(found), links=assets.links, policy=SERVED_POLICY,
    )  # fmt: skip


class _Page:
    """What the template asks about the findings."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self.carrying, self.thresholds, self.trades = CARRYING, THRESHOLDS, TRADES

    @property
    def theatres(self) -> Sequence[Theatre]:
        """Those asked for first, as the form is to ask for them in the same order."""
        asked = self._found.inquiry.lens.theatres
        return sorted(
            self._found.theatres, key=lambda one: asked.index(one.key) if one.key in asked else len(asked)
        )

    @property
    def lesson(self) -> str | None:
        """What the lesson about these two, on its days and this one, is asked; it takes two theatres."""
        inquiry, pair = self._found.inquiry, self._found.bargain.pair
        theatres, day = inquiry.lens.theatres, inquiry.lens.as_of
        if pair is None or len(theatres) != 2:
            return None
        return Plan(
            theatre=theatres, actor=(pair.one.key, pair.two.key), day=tuple(sorted({*DAYS, day or DAYS[0]})),
            known_by=inquiry.lens.known_by, draws=inquiry.draws, seed=inquiry.seed,
        ).address()  # fmt: skip

    @cached_property
    def month(self) -> int:
        """The place of the lens' month among those that have stances, else of the nearest one."""
        day = self._found.inquiry.lens.as_of
        places = range(len(self._found.months))
        return min(places, key=lambda place: abs((self._found.months[place] - day).days)) if day else 0

    @property
    def month_words(self) -> list[str]:
        return [spell(PartialDate(day.year, day.month)) for day in self._found.months]

    @property
    def sides(self) -> Sequence[Side]:
        """The two halves of the trade side by side."""
        trade = self._found.trade
        return self._found.bargain.abreast(trade) if trade else ()

    def stands(self, side: Side) -> Sequence[Cell]:
        """Who stands where on the issue of a half, the traders first, then from the low end to the high one."""
        parties = (side.giver.key, side.taker.key)
        cells = self._found.bargain.rows[side.issue.key].cells
        return sorted(
            cells,
            key=lambda cell: (
                parties.index(cell.actor.key) if cell.actor.key in parties else len(parties),
                cell.position, cell.actor.name,
            ),
        )  # fmt: skip

    def choices(self) -> Iterator[tuple[str, list[tuple[Issue, Cell]]]]:
        """Saliences that can be supposed: those of the issues of the trade first, then all others."""
        trade, cells = self._found.trade, list(self._found.coded.cells)
        shown = {trade.issue1.key, trade.issue2.key} if trade else set()
        for label, wanted in (("Issues of the trade shown", True), ("Other issues", False)):
            found = [(issue, cell) for issue, cell in cells if (issue.key in shown) is wanted]
            if found:
                yield label, found

    def widest(self, outcomes: Sequence[Outcome]) -> float:
        """The largest amount, to which bars are drawn."""
        return max((abs(one.amount) for one in outcomes), default=0.0) or 1.0

    @property
    def changes(self) -> Sequence[Change]:
        """What becomes of the answer under what is supposed."""
        found = self._found
        before, after = found.before, found.trade
        shares = [_shares(bargain, before) for bargain in (found.coded, found.bargain)]
        return [
            Change("Trade shown", _named(before), _named(after)),
            Change("Gain of each", _gain(before), _gain(after)),
            Change("Share of the trade as coded", shares[0][0], shares[1][0]),
            Change("The same two issues, the other way", shares[0][1], shares[1][1]),
            *_ways(found.coded, found.bargain),
            Change("Likeliest trade of the likelier direction", *map(_named, found.leading)),
        ]


def _named(trade: Trade | None) -> str:
    return terms.trade(trade) if trade else "none"


def _gain(trade: Trade | None) -> str:
    return terms.gain(trade.point.gain) if trade and trade.point else "none at the best figures"


def _shares(bargain: Bargain, trade: Trade | None) -> tuple[str, str]:
    """The shares of a trade and of the one that goes the other way; one that no draw has is not there."""
    same, turned = (bargain.find(trade.key), bargain.find(trade.turned)) if trade else (None, None)
    if same and same.share:
        return terms.share(same.share.share), terms.share(same.share.opposite)
    if turned and turned.share:
        return terms.share(turned.share.opposite), terms.share(turned.share.share)
    return "not there", "not there"


def _ways(coded: Bargain, supposed: Bargain) -> Iterator[Change]:
    """Both directions of the pair, and none."""
    was, now = coded.pair, supposed.pair
    ways = {
        terms.direction(way): way
        for way in (*(was.directions if was else ()), *(now.directions if now else ()))
    }
    for words in ways:
        shares = [
            next((way.share.share for way in pair.directions if terms.direction(way) == words), 0.0)
            if pair
            else 0.0
            for pair in (was, now)
        ]
        yield Change(words, terms.share(shares[0]), terms.share(shares[1]))
    yield Change("No trade", terms.share(was.none if was else 1.0), terms.share(now.none if now else 1.0))

"""The page of trades between theatres: an HTML page that answers without script, and sliders with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkage.graph.dates import PartialDate
from linkage.graph.wording import backtest, findings, leverage, packages
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lens import stances
from linkage.graph.wording.numbers import fixed, share
from linkage.visualizations import markup
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.leverage import LeverageAnswer
from linkage.visualizations.client.trades import Side, TradeCard
from linkage.visualizations.pages.backtest.result import BacktestResult
from linkage.visualizations.pages.lesson.request import DAYS, LessonRequest
from linkage.visualizations.pages.leverage.chart_labels import LEADING
from linkage.visualizations.pages.leverage.gains_chart import HEIGHT, PLOT, SHAPES, WIDTH, GainsChart, gains_chart
from linkage.visualizations.pages.leverage.reasons import Reason, reasons
from linkage.visualizations.pages.leverage.result import LeverageResult


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure as coded and as supposed."""

    label: str
    before: str
    after: str


def render_leverage(result: LeverageResult, assets: Assets, past: BacktestResult | None = None) -> str:
    """The page about a *result*, with its form and how good such answers were in the *past*; without a trade it says why."""
    return markup.render_template(
        "leverage.html",
        result=result, analysis=result.analysis, trade=result.trade, inquiry=result.inquiry, lens=result.inquiry.lens,
        caption=stances(result.inquiry.lens), page=_LeverageView(result), past=past and past.answer, said=backtest,
        links=assets.links, policy=SERVED_POLICY,
    )  # fmt: skip


class _LeverageView:
    """What the template asks about the result."""

    carrying, thresholds, trades = 8, 8, 20  # how many are shown at first
    size, plot, shapes, leading = (WIDTH, HEIGHT), PLOT, SHAPES, LEADING  # of the picture of gains

    def __init__(self, result: LeverageResult) -> None:
        self._result = result

    @property
    def finding(self) -> str:
        """The answer in one sentence."""
        analysis = self._result.analysis
        return findings.finding(
            findings.leaning_of(analysis.pair) if analysis.pair else None,
            reason=analysis.reason,
            draws=analysis.draws,
            as_of=analysis.as_of,
            known_by=analysis.known_by,
        )

    @property
    def actors(self) -> Sequence[str]:
        """The names of the two that the page is about."""
        return [actor.name for actor in self._result.two]

    @cached_property
    def chart(self) -> GainsChart | None:
        """The picture of gains; None where there is nothing to draw."""
        package, keys = self._result.package, {actor.key for actor in self._result.two}
        if package is None or not package.corners:
            return None
        trades = (trade for trade in self._result.coded.trades if {trade.giver1.key, trade.giver2.key} == keys)
        best = max((trade.point.gain for trade in trades if trade.point), default=None)
        return gains_chart(package, self._result.two, best)

    def reasons(self, sign: int) -> Sequence[Reason]:
        """What speaks most for the likelier direction (1), or against it (−1)."""
        pair = self._result.analysis.pair
        return reasons(pair.directions[0].carrying, sign) if pair else ()

    @property
    def missing(self) -> str:
        """What is not known of the two, in a line."""
        keys, package = {actor.key for actor in self._result.two}, self._result.package
        cells = [
            (gap.actor.name, issue.question) for issue, gap in self._result.analysis.unknown if gap.actor.key in keys
        ]
        return findings.unknown(cells, self.actors, len(package.missing) if package else 0)

    @property
    def worth(self) -> Sequence[str]:
        """What linking theatres adds for each of the two."""
        members = self._result.package.worth if self._result.package else ()
        return [
            packages.worth(
                {
                    "actor": {"name": member.actor.name},
                    "worth": member.worth,
                    "linked": member.linked,
                    "apart": member.apart,
                }
            )
            for member in members
        ]

    @property
    def readings(self) -> int:
        """How many readings stand behind the issues of the trade shown."""
        trade, rows = self._result.trade, self._result.analysis.rows
        issues = (trade.issue1.key, trade.issue2.key) if trade else ()
        return sum(1 + len(cell.rivals) for key in issues for cell in rows[key].cells)

    @property
    def theatres(self) -> Sequence[Value]:
        """Those asked for first, as the form is to ask for them in the same order."""
        keys = self._result.inquiry.lens.theatres
        return sorted(
            self._result.theatres,
            key=lambda theatre: keys.index(theatre.key) if theatre.key in keys else len(keys),
        )

    @property
    def lesson(self) -> str | None:
        """What the lesson about these two, on its days and this one, is asked; it takes two theatres."""
        inquiry, pair = self._result.inquiry, self._result.analysis.pair
        theatres, day = inquiry.lens.theatres, inquiry.lens.as_of
        if pair is None or len(theatres) != 2:
            return None
        return LessonRequest(
            theatre=theatres,
            actor=(pair.one.key, pair.two.key),
            day=tuple(sorted({*DAYS, day or DAYS[0]})),
            known_by=inquiry.lens.known_by,
            draws=inquiry.draws,
            seed=inquiry.seed,
        ).address()

    @cached_property
    def month(self) -> int:
        """The place of the lens' month among those that have stances, else of the nearest one."""
        day = self._result.inquiry.lens.as_of
        places = range(len(self._result.months))
        return min(places, key=lambda place: abs((self._result.months[place] - day).days)) if day else 0

    @property
    def month_words(self) -> list[str]:
        return [spell(PartialDate(day.year, day.month)) for day in self._result.months]

    @property
    def sides(self) -> Sequence[Side]:
        """The two halves of the trade side by side."""
        trade = self._result.trade
        return self._result.analysis.abreast(trade) if trade else ()

    def stands(self, side: Side) -> Sequence[Value]:
        """Who stands where on the issue of a half, the traders first, then from the low end to the high one."""
        parties = (side.giver.key, side.taker.key)
        cells = self._result.analysis.rows[side.issue.key].cells
        return sorted(
            cells,
            key=lambda cell: (
                parties.index(cell.actor.key) if cell.actor.key in parties else len(parties),
                cell.position,
                cell.actor.name,
            ),
        )

    def choices(self) -> Iterator[tuple[str, list[tuple[Value, Value]]]]:
        """Saliences that can be supposed: those of the issues of the trade first, then all others."""
        trade, cells = self._result.trade, list(self._result.coded.cells)
        central = {trade.issue1.key, trade.issue2.key} if trade else set()
        for label, wanted in (("Issues of the trade shown", True), ("Other issues", False)):
            choices = [(issue, cell) for issue, cell in cells if (issue.key in central) is wanted]
            if choices:
                yield label, choices

    def widest(self, outcomes: Sequence[Value]) -> float:
        """The largest amount, to which bars are drawn."""
        return max((abs(outcome.amount) for outcome in outcomes), default=0.0) or 1.0

    @property
    def supposed(self) -> str:
        """What is supposed beside what is coded."""
        inquiry = self._result.inquiry
        assert inquiry.suppose and inquiry.salience is not None
        issue, cell = next(
            (issue, cell) for issue, cell in self._result.coded.cells if (cell.actor.key, issue.key) == inquiry.suppose
        )
        return leverage.supposed(cell.actor.name, issue.question, inquiry.salience, cell.salience)

    @property
    def changes(self) -> Sequence[FigureChange]:
        """What becomes of the answer under what is supposed."""
        result = self._result
        before, after = result.before, result.trade
        answers = (result.coded, result.analysis)
        shares = [_shares(answer, before) for answer in answers]
        return [
            FigureChange("Trade shown", _named(before), _named(after)),
            FigureChange("Gain of each", _gain(before), _gain(after)),
            FigureChange("Share of the trade as coded", shares[0][0], shares[1][0]),
            FigureChange("The same two issues, the other way", shares[0][1], shares[1][1]),
            *_directions(*answers),
            FigureChange(
                "Likeliest trade of the likelier direction", *(_named(answer.leading()) for answer in answers)
            ),
        ]


def _named(trade: TradeCard | None) -> str:
    return leverage.trade(trade) if trade else "none"


def _gain(trade: TradeCard | None) -> str:
    return fixed(trade.point.gain) if trade and trade.point else "none at the best figures"


def _shares(analysis: LeverageAnswer, trade: TradeCard | None) -> tuple[str, str]:
    """The shares of a trade and of the one that goes the other way; one that no draw has is not there."""
    same, turned = (analysis.find(trade.key), analysis.find(trade.turned)) if trade else (None, None)
    if same and same.share:
        return share(same.share.share), share(same.share.opposite)
    if turned and turned.share:
        return share(turned.share.opposite), share(turned.share.share)
    return "not there", "not there"


def _directions(coded: LeverageAnswer, supposed: LeverageAnswer) -> Iterator[FigureChange]:
    """Both directions of the pair, and none."""
    was, now = coded.pair, supposed.pair
    before, after = (
        {leverage.directed(direction): direction.share.share for direction in pair.directions} if pair else {}
        for pair in (was, now)
    )
    for label in before | after:
        yield FigureChange(label, share(before.get(label, 0.0)), share(after.get(label, 0.0)))
    yield FigureChange("No trade", share(was.none if was else 1.0), share(now.none if now else 1.0))

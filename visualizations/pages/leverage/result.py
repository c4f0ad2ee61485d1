"""All that the page of trades shows, asked in a few queries: who could trade, on what, and who says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from linkage.graph.answers import state_of
from linkage.graph.dates import PartialDate
from linkage.graph.errors import LensError
from linkage.graph.store.generation import GraphState
from linkage.graph.theatres import home_theatres
from linkage.visualizations.client.answers import Execute, Value, read_answer
from linkage.visualizations.client.leverage import LeverageAnswer
from linkage.visualizations.client.queries import query
from linkage.visualizations.client.trades import TradeCard
from linkage.visualizations.pages.leverage.request import Inquiry

PAIRS, TRADES, CLAIMS = 12, 60, 1_000  # at most in the answer to one query
MOST_MONTHS = 240
_PAIRS, _LEVERAGE, _SOURCES, _PACKAGE = map(query, ("pairs", "leverage", "sources", "package"))


@dataclass(frozen=True, kw_only=True)
class LeverageResult:
    """
    What there is to an inquiry.

    `analysis` is worked out on what is supposed, `coded` on what is coded; they are the same where nothing is
    supposed. `trade` is the one looked at, and `before` what it is without what is supposed. `claims` are in the
    order in which the page mentions them. `package` is what two could settle over all their issues, on what is coded, as
    `fetch_package` adds it. `state` is the generation of the graph. How far the headline carries is in `analysis` where
    that was asked for.
    """

    inquiry: Inquiry
    theatres: tuple[Value, ...]
    pairs: tuple[Value, ...]
    analysis: LeverageAnswer
    coded: LeverageAnswer
    trade: TradeCard | None
    before: TradeCard | None
    claims: Mapping[str, Value]
    package: Value | None = None
    state: GraphState | None = None

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of theatres by their keys."""
        return {theatre.key: theatre.name for theatre in self.theatres}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim on the page."""
        return {key: number for number, key in enumerate(self.claims, 1)}

    @property
    def two(self) -> tuple[Value, ...]:
        """The actors that the page is about: those who trade in most draws, or else those named; none without two."""
        if self.coded.pair:
            return self.coded.pair.one, self.coded.pair.two
        named = {cell.actor.key: cell.actor for _, cell in (*self.coded.cells, *self.coded.unknown)}
        actors = [named[key] for key in self.inquiry.actor if key in named]
        return tuple(actors) if len(actors) == 2 else ()

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The last days of the months in which a stance in one of the theatres held."""
        return tuple(coded_months(self.theatres, self.inquiry.lens.theatres))


def leverage_questions(inquiry: Inquiry) -> list[tuple[str, dict[str, object]]]:
    """The documents that the page asks, with values like those that it has then: who trades is not known before."""
    two = ("one", "another")
    trades = inquiry.variables(two, TRADES)
    package = {name: trades[name] for name in ("theatres", "lens", "actors")} | {"solution": "EQUAL_GAIN"}
    return [
        (_PAIRS, inquiry.variables(inquiry.actor, PAIRS)),
        (_LEVERAGE, trades | {"robust": True}),
        (_PACKAGE, package),
        (_SOURCES, {"keys": two, "first": CLAIMS}),
    ]


def fetch_leverage(execute: Execute, inquiry: Inquiry, *, robust: bool = False) -> LeverageResult:
    """Ask for everything, and how far the headline carries if *robust*; LensError where theatres are fewer than two."""
    if len(set(inquiry.lens.theatres)) < 2:
        raise LensError("a trade gives in one theatre and takes in another: name two theatres or more")
    data = execute(_PAIRS, inquiry.variables((), PAIRS))
    overview = read_answer(_PAIRS, data)
    pairs = overview.leverage
    homes = asked_homes(overview.theatres, inquiry.lens.theatres)
    actors = inquiry.actor or ((pairs[0].one.key, pairs[0].two.key) if pairs else ())
    supposing = inquiry.supposing
    coded = fetch_trades(execute, inquiry, actors, homes, robust=robust and not supposing)
    analysis = fetch_trades(execute, inquiry, actors, homes, suppose=True, robust=robust) if supposing else coded
    before = coded.find(inquiry.trade) or coded.leading()
    trade = before
    if analysis is not coded:
        trade = (before and analysis.instead(before)) or analysis.leading()
    return LeverageResult(
        inquiry=inquiry,
        theatres=overview.theatres,
        pairs=pairs,
        analysis=analysis,
        coded=coded,
        trade=trade,
        before=before,
        claims=fetch_claims(execute, analysis.quoted(trade)),
        state=state_of(data),
    )


def fetch_package(execute: Execute, result: LeverageResult) -> LeverageResult:
    """The same with the package of the two, where there are two."""
    if not result.two:
        return result
    variables = result.inquiry.variables([actor.key for actor in result.two], TRADES)
    asked = {name: variables[name] for name in ("theatres", "lens", "actors")}
    return replace(result, package=read_answer(_PACKAGE, execute(_PACKAGE, asked | {"solution": "EQUAL_GAIN"})))


def fetch_trades(
    execute: Execute,
    inquiry: Inquiry,
    actors: Sequence[str],
    homes: Mapping[str, str],
    *,
    suppose: bool = False,
    robust: bool = False,
) -> LeverageAnswer:
    """
    What these actors could trade for what, on what is coded or on what the inquiry supposes.

    How far the headline carries is in it if *robust*: that takes most of a second.
    """
    data = execute(_LEVERAGE, inquiry.variables(actors, TRADES, suppose) | {"robust": robust})
    return LeverageAnswer(read_answer(_LEVERAGE, data)).within(homes)


def fetch_claims(execute: Execute, keys: Sequence[str]) -> dict[str, Value]:
    """The claims of these keys, in their order."""
    claims: dict[str, Value] = {}
    for start in range(0, len(keys), CLAIMS):
        variables: dict[str, object] = {"keys": keys[start : start + CLAIMS], "first": CLAIMS}
        claims |= {claim.key: claim for claim in read_answer(_SOURCES, execute(_SOURCES, variables))}
    return {key: claims[key] for key in keys if key in claims}


def asked_homes(theatres: Iterable[Value], lens_theatres: Sequence[str]) -> dict[str, str]:
    """For a theatre the one asked for that it is or lies in."""
    return home_theatres({theatre.key: theatre.within for theatre in theatres}, lens_theatres)


def coded_months(theatres: Sequence[Value], lens_theatres: Sequence[str]) -> Iterator[date]:
    """
    The last day of each month in which a stance in one of *lens_theatres*, or within it, held.

    An open end reaches to the last date of all; of very many months there are the last.
    """
    homes = asked_homes(theatres, lens_theatres)
    stances = [
        stance for theatre in theatres if theatre.key in homes for stances in theatre.issues for stance in stances
    ]
    spans = [(stance.valid_from.first, stance.valid_to) for stance in stances if stance.valid_from]
    if not spans:
        return
    latest = max(end.last if end else start for start, end in spans)
    months = {month for start, end in spans for month in _months(start, end.last if end else latest)}
    for year, month in sorted(months)[-MOST_MONTHS:]:
        yield PartialDate(year, month).last


def _months(start: date, end: date) -> Iterator[tuple[int, int]]:
    """Years and months from that of *start* to that of *end*."""
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)

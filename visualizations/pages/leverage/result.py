"""All that the page of trades shows, asked in a few queries: who could trade, on what, and who says so."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from linkage.graph.dates import PartialDate
from linkage.graph.errors import LensError, PictureError
from linkage.graph.theatres import home_theatres
from linkage.visualizations.client.evidence import ANSWER, ByKey, Claim
from linkage.visualizations.client.leverage import Bargain, Pair, quoted
from linkage.visualizations.client.queries import query
from linkage.visualizations.client.trades import Trade
from linkage.visualizations.network.view import Execute
from linkage.visualizations.pages.leverage.request import Inquiry

PAIRS, TRADES, CLAIMS = 12, 60, 1_000  # at most in the answer to one query
MOST_MONTHS = 240
_PAIRS, _LEVERAGE, _SOURCES = query("pairs"), query("leverage"), query("sources")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """When a stance held."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    valid_from: PartialDate | None
    valid_to: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An issue by what has been coded on it."""

    stances: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """A conflict file, perhaps within a larger one, with what has been coded on its issues."""

    key: str
    name: str
    within: ByKey | None
    issues: tuple[Coded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traders:
    """Pairs of actors, those that trade in most draws first."""

    traders: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The answer to the first query."""

    theatres: tuple[Theatre, ...]
    leverage: Traders


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer to the second query."""

    leverage: Bargain


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Claims of one page."""

    nodes: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The answer to the third query."""

    claims: Sources


@dataclass(frozen=True, kw_only=True)
class Findings:
    """
    What there is to an inquiry.

    `bargain` is worked out on what is supposed, `coded` on what is coded; they are the same where nothing is
    supposed. `trade` is the one looked at, and `before` what it is without what is supposed. `claims` are in the order in which the page mentions them.
    """

    inquiry: Inquiry
    theatres: tuple[Theatre, ...]
    pairs: tuple[Pair, ...]
    bargain: Bargain
    coded: Bargain
    trade: Trade | None
    before: Trade | None
    claims: Mapping[str, Claim]

    @cached_property
    def homes(self) -> dict[str, str]:
        return housed(self.theatres, self.inquiry.lens.theatres)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of theatres by their keys."""
        return {theatre.key: theatre.name for theatre in self.theatres}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim on the page."""
        return {key: number for number, key in enumerate(self.claims, 1)}

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The last days of the months in which a stance in one of the theatres held."""
        return tuple(months(held for one in self.theatres if one.key in self.homes
                            for issue in one.issues for held in issue.stances))  # fmt: skip

    @property
    def leading(self) -> tuple[Trade | None, Trade | None]:
        """The likeliest trade on what is coded, and that on what is supposed."""
        return self.coded.leading(), self.bargain.leading()


def fetch(execute: Execute, inquiry: Inquiry) -> Findings:
    """Ask for everything; LensError where fewer than two theatres are asked for."""
    if len(set(inquiry.lens.theatres)) < 2:
        raise LensError("a trade gives in one theatre and takes in another: name two theatres or more")
    overview = read(Overview, execute(_PAIRS, inquiry.variables((), PAIRS)))
    pairs = overview.leverage.traders
    homes = housed(overview.theatres, inquiry.lens.theatres)
    actors = inquiry.actor or ((pairs[0].one.key, pairs[0].two.key) if pairs else ())
    coded = answered(execute, inquiry, actors, homes)
    bargain = answered(execute, inquiry, actors, homes, suppose=True) if inquiry.supposing else coded
    before = coded.find(inquiry.trade) or coded.leading()
    trade = before
    if bargain is not coded:
        trade = (before and bargain.instead(before)) or bargain.leading()
    return Findings(
        inquiry=inquiry, theatres=overview.theatres, pairs=pairs, bargain=bargain, coded=coded, trade=trade, before=before,
        claims=sources(execute, quoted(bargain, trade)),
    )  # fmt: skip


def answered(
    execute: Execute,
    inquiry: Inquiry,
    actors: Sequence[str],
    homes: Mapping[str, str],
    *,
    suppose: bool = False,
) -> Bargain:
    """What these actors could trade for what, on what is coded or on what the inquiry supposes."""
    data = execute(_LEVERAGE, inquiry.variables(actors, TRADES, suppose))
    return read(Answered, data).leverage.within(homes)


def sources(execute: Execute, keys: Sequence[str]) -> dict[str, Claim]:
    """The claims of these keys, in their order."""
    found: dict[str, Claim] = {}
    for start in range(0, len(keys), CLAIMS):
        asked = {"keys": keys[start : start + CLAIMS], "first": CLAIMS}
        found |= {claim.key: claim for claim in read(Quoted, execute(_SOURCES, asked)).claims.nodes}
    return {key: found[key] for key in keys if key in found}


def read(kind: type[T], data: Mapping[str, object]) -> T:
    """An answer as a value; PictureError where it has another shape."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PictureError(f"the answer does not fit this version at {where}: {first['msg']}") from error


def housed(theatres: Iterable[Theatre], asked: Sequence[str]) -> dict[str, str]:
    """For a theatre the one asked for that it is or lies in."""
    return home_theatres({theatre.key: theatre.within for theatre in theatres}, asked)


def months(stances: Iterable[Held]) -> Iterator[date]:
    """The last day of each month in which one of them held; an open end reaches to the last date of all."""
    spans = [(held.valid_from.first, held.valid_to) for held in stances if held.valid_from]
    if not spans:
        return
    last = max(end.last if end else start for start, end in spans)
    touched = {
        month for start, end in spans for month in range(_count(start), _count(end.last if end else last) + 1)
    }
    for month in sorted(touched)[-MOST_MONTHS:]:
        year, number = divmod(month, 12)
        yield date(year, number + 1, monthrange(year, number + 1)[1])


def _count(day: date) -> int:
    return 12 * day.year + day.month - 1

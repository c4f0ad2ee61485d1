"""Why the answer changes from day to day: a page for a class, with the figures and the claims of the page of trades."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Annotated, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from linkage.graph.dates import PartialDate
from linkage.graph.errors import LensError, reason
from linkage.graph.lens import Day as WholeDay
from linkage.graph.lens import Lens
from linkage.graph.records import Key
from linkage.graph.wording.caveats import NO_FORECAST
from linkage.graph.wording.dates import known_by, spell
from linkage.graph.wording.lists import listed
from linkage.visualizations import markup
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.client.evidence import ANSWER, Claim
from linkage.visualizations.client.queries import query
from linkage.visualizations.client.stances import Named
from linkage.visualizations.network import style
from linkage.visualizations.network import words as wording
from linkage.visualizations.network.view import Execute
from linkage.visualizations.pages.lesson import calculation, comparison, exercises
from linkage.visualizations.pages.lesson.calculation import Working
from linkage.visualizations.pages.lesson.comparison import Between
from linkage.visualizations.pages.lesson.day import Day, Shares, best, way
from linkage.visualizations.pages.lesson.exercises import Question
from linkage.visualizations.pages.leverage import words as terms
from linkage.visualizations.pages.leverage.request import DRAWS, Inquiry
from linkage.visualizations.pages.leverage.result import (
    Theatre,
    Traders,
    answered,
    housed,
    months,
    read,
    sources,
)

DAYS = (date(2020, 1, 16), date(2020, 3, 16), date(2020, 9, 16))
MOST_DAYS = 6
SOURCES = 3  # that are shown of those that entered or left; the rest is folded away
_THEATRES, _ALIKE = query("theatres"), query("alike")
_SEVERAL = ("theatre", "actor", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a lesson is about: two theatres, two actors, and two days or more in their order."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    theatre: tuple[Key, ...] = ("libya", "syria")
    actor: tuple[Key, ...] = ("turkey", "russia")
    day: tuple[WholeDay, ...] = DAYS
    known_by: WholeDay | None = None
    draws: Annotated[int, Field(ge=1, le=100_000)] = DRAWS
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1

    @classmethod
    def from_address(cls, query: str) -> Self:
        """Read what follows the question mark; LensError says what to write instead."""
        given: dict[str, list[str]] = defaultdict(list)
        for name, value in parse_qsl(query):
            given[name].append(value)
        unknown = sorted(set(given) - set(_NAMES))
        if unknown:
            raise LensError(f"a lesson has no {unknown[0]!r}; it has {', '.join(_NAMES)}")
        values = {_NAMES[name]: _value(name, texts) for name, texts in given.items()}
        try:
            return TypeAdapter(cls).validate_python(values)._checked()
        except ValidationError as error:
            first = error.errors()[0]
            name = {field: name for name, field in _NAMES.items()}[str(first["loc"][0])]
            raise LensError(f"{name} cannot be {first['input']!r}: {reason(first)}") from error

    def _checked(self) -> Self:
        for name, words in (("theatre", "theatres"), ("actor", "actors")):
            if len(getattr(self, name)) != 2:
                raise LensError(f"a lesson is about a trade between two {words}: give {name} twice")
        if not 2 <= len(self.day) <= MOST_DAYS:
            raise LensError(
                f"a lesson compares 2 to {MOST_DAYS} different days, not {len(self.day)}: "
                f"write day={DAYS[0]}&day={DAYS[1]}"
            )
        return self

    def address(self) -> str:
        """The plan after the question mark."""
        pairs = [(name, str(each)) for name in _SEVERAL for each in getattr(self, name)]
        known = [("known-by", str(self.known_by))] if self.known_by else []
        return urlencode([*pairs, *known, ("draws", self.draws), ("seed", self.seed)])

    def inquiry(self, day: date, issues: Iterable[str] = ()) -> Inquiry:
        """What the page of trades is asked for one of the days."""
        lens = Lens(theatres=self.theatre, issues=tuple(issues), as_of=day, known_by=self.known_by)
        return Inquiry(lens=lens, actor=self.actor, draws=self.draws, seed=self.seed)


_NAMES = {
    "theatre": "theatre", "actor": "actor", "day": "day", "known-by": "known_by", "draws": "draws", "seed": "seed",
}  # fmt: skip


def _value(name: str, texts: list[str]) -> object:
    if name == "day":
        return tuple(sorted(set(texts)))
    if name in _SEVERAL:
        return tuple(dict.fromkeys(texts))
    if len(texts) > 1:
        raise LensError(f"{name} is given twice; give it once")
    return texts[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Things of one page."""

    nodes: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The answer to the first query."""

    theatres: tuple[Theatre, ...]
    actors: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How often there are trades over the same issues on two days."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    before: Traders
    after: Traders


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """The days of a plan, what differs between each two, one trade worked through, and questions for a class."""

    plan: Plan
    days: tuple[Day, ...]
    steps: tuple[Between, ...]
    claims: Mapping[str, Claim]
    coded: tuple[date, ...]
    """The last days of the months for which anything is coded in the two theatres."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim on the page."""
        return {key: number for number, key in enumerate(self.claims, 1)}

    @property
    def example(self) -> Day | None:
        """The last day with a trade at the best figures."""
        return next((day for day in reversed(self.days) if day.trade and day.trade.point), None)

    @property
    def working(self) -> Working | None:
        day = self.example
        return Working.of(day.bargain, day.trade) if day and day.trade else None

    @property
    def questions(self) -> list[Question]:
        return exercises.asked(self.days, self.steps, self.claims)

    @property
    def title(self) -> str:
        where = listed(theatre.name for theatre in self.days[0].theatres)
        return f"Why the answer changes: {where}, {_dates([day.day for day in self.days])}"

    @property
    def caption(self) -> str:
        """What is compared, and how it was drawn."""
        plan, pair = self.plan, listed(actor.name for actor in self.days[0].actors)
        return (
            f"What {pair} could trade on the stances as they are coded for each day{known_by(plan.known_by)}. "
            f"{wording.number(plan.draws, 'draw')} with seed {plan.seed} on each day. {NO_FORECAST}"
        )

    @property
    def months(self) -> str:
        """For which months anything is coded."""
        return ", ".join(spell(PartialDate(day.year, day.month)) for day in self.coded)


def _dates(days: list[date]) -> str:
    """`January, March and September 2020` where that tells them apart, else the days."""
    short = [(day.year, day.month) for day in days]
    if len(set(short)) < len(short):
        return listed(spell(day) for day in days)
    words = []
    for place, (year, month) in enumerate(short):
        text = spell(PartialDate(year, month))
        last = place + 1 == len(short) or short[place + 1][0] != year
        words.append(text if last else text.removesuffix(f" {year}"))
    return listed(words)


def fetch(execute: Execute, plan: Plan) -> Lesson:
    """Ask for everything that a lesson shows."""
    setting = read(Setting, execute(_THEATRES, {"actors": list(plan.actor)}))
    homes = housed(setting.theatres, plan.theatre)

    def dated(day: date) -> Day:
        inquiry = plan.inquiry(day)
        bargain = answered(execute, inquiry, plan.actor, homes)
        actors = {actor.key: actor for actor in setting.actors.nodes}
        theatres = {theatre.key: theatre for theatre in bargain.theatres}
        one, two = (actors[key] for key in plan.actor)
        first, second = (theatres[key] for key in plan.theatre)
        return Day(inquiry, bargain, (one, two), (first, second))

    days = tuple(map(dated, plan.day))
    steps = tuple(_between(execute, plan, *pair) for pair in pairwise(days))
    spans = (held for theatre in setting.theatres if theatre.key in homes
             for issue in theatre.issues for held in issue.stances)  # fmt: skip
    return Lesson(
        plan=plan, days=days, steps=steps, claims=sources(execute, _quoted(days, steps)),
        coded=tuple(months(spans)),
    )  # fmt: skip


def _between(execute: Execute, plan: Plan, before: Day, after: Day) -> Between:
    step = Between(before, after, None)
    places = {issue.theatre.key for issue in step.both}
    if not places.issuperset(plan.theatre):
        return step
    issues = [issue.key for issue in step.both]
    first, second = (plan.inquiry(day.day, issues).variables(plan.actor, 1) for day in (before, after))
    asked = {name: first[name] for name in ("theatres", "actors", "draws", "seed")}
    alike = read(Alike, execute(_ALIKE, asked | {"before": first["lens"], "after": second["lens"]}))
    one, where = plan.actor[0], plan.theatre[0]
    shares = [Shares.of(it.traders[0], one, where) for it in (alike.before, alike.after) if it.traders]
    return Between(before, after, (shares[0], shares[1])) if len(shares) == 2 else step


def _quoted(days: Iterable[Day], steps: Iterable[Between]) -> list[str]:
    """The keys of all claims that the page shows, each once, in the order in which it does."""
    found = [key for step in steps for key in (*step.entered, *step.left)]
    for day in days:
        for carried in exercises.heaviest(day.trade) if day.trade else ():
            found += [carried.claim, *carried.against]
    for step in steps:
        found += [key for it in step.others for leaned in it.claims for key in sorted(leaned)]
    return list(dict.fromkeys(found))


def render(lesson: Lesson, assets: Assets) -> str:
    """The page of a lesson."""
    return markup.render(
        "lesson.html",
        lesson=lesson, plan=lesson.plan, between=comparison, way=way, best=best, working=calculation, terms=terms, style=style, wording=wording,
        shown=SOURCES, most=MOST_DAYS, links=assets.links, policy=SERVED_POLICY,
    )  # fmt: skip

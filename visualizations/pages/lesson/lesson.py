"""A page for a class: some days, what differs between each two, one trade worked through, and questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from linkage.graph.answers import state_of
from linkage.graph.dates import PartialDate
from linkage.graph.store.generation import GraphState
from linkage.graph.wording.caveats import NO_FORECAST
from linkage.graph.wording.dates import known_by, spell
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import number
from linkage.visualizations import markup
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.client.answers import Execute, Value, read_answer
from linkage.visualizations.client.queries import query
from linkage.visualizations.pages.lesson import calculation, comparison, exercises
from linkage.visualizations.pages.lesson.calculation import Calculation
from linkage.visualizations.pages.lesson.comparison import DayComparison
from linkage.visualizations.pages.lesson.day import Day, Shares, best, direction_text
from linkage.visualizations.pages.lesson.exercises import Exercise
from linkage.visualizations.pages.lesson.request import MOST_DAYS, LessonRequest
from linkage.visualizations.pages.leverage.result import asked_homes, coded_months, fetch_claims, fetch_trades

SOURCES = 3  # that are shown of those that entered or left; the rest is folded away
_THEATRES, _ALIKE = query("theatres"), query("alike")


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """
    All that the page of a lesson shows.

    `coded` are the last days of the months for which anything is coded in the two theatres; `state` is the generation of
    the graph.
    """

    request: LessonRequest
    days: tuple[Day, ...]
    steps: tuple[DayComparison, ...]
    claims: Mapping[str, Value]
    coded: tuple[date, ...]
    state: GraphState | None = None

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim on the page."""
        return {key: number for number, key in enumerate(self.claims, 1)}

    @property
    def example(self) -> Day | None:
        """The last day with a trade at the best figures."""
        return next((day for day in reversed(self.days) if day.trade and day.trade.point), None)

    @property
    def calculation(self) -> Calculation | None:
        day = self.example
        return Calculation.of(day.analysis, day.trade) if day and day.trade else None

    @property
    def exercises(self) -> list[Exercise]:
        return exercises.make_exercises(self.days, self.steps, self.claims)

    @property
    def title(self) -> str:
        where = listed(theatre.name for theatre in self.days[0].theatres)
        return f"Why the answer changes: {where}, {_dates([day.day for day in self.days])}"

    @property
    def caption(self) -> str:
        """What is compared, and how it was drawn."""
        request, pair = self.request, listed(actor.name for actor in self.days[0].actors)
        return (
            f"What {pair} could trade on the stances as they are coded for each day or carried to it from an earlier month{known_by(request.known_by)}. "
            f"{number(request.draws, 'draw')} with seed {request.seed} on each day. {NO_FORECAST}"
        )

    @property
    def months(self) -> str:
        """For which months anything is coded."""
        return ", ".join(spell(PartialDate(day.year, day.month)) for day in self.coded)


def render_lesson(lesson: Lesson, assets: Assets) -> str:
    """The page of a lesson."""
    return markup.render_template(
        "lesson.html",
        lesson=lesson, request=lesson.request, comparison=comparison, way=direction_text, best=best,
        calculation=calculation, shown=SOURCES, most=MOST_DAYS, links=assets.links, policy=SERVED_POLICY,
    )  # fmt: skip


def _dates(days: list[date]) -> str:
    """`January, March and September 2020` where that tells them apart, else the days."""
    short = [(day.year, day.month) for day in days]
    if len(set(short)) < len(short):
        return listed(spell(day) for day in days)
    texts = []
    for place, (year, month) in enumerate(short):
        text = spell(PartialDate(year, month))
        year_follows = place + 1 == len(short) or short[place + 1][0] != year
        texts.append(text if year_follows else text.removesuffix(f" {year}"))
    return listed(texts)


def fetch_lesson(execute: Execute, request: LessonRequest) -> Lesson:
    """Ask for everything that a lesson shows."""
    data = execute(_THEATRES, {"actors": list(request.actor)})
    setting = read_answer(_THEATRES, data)
    homes = asked_homes(setting.theatres, request.theatre)
    names = {actor.key: actor for actor in setting.actors}

    def dated(day: date) -> Day:
        inquiry = request.inquiry(day)
        analysis = fetch_trades(execute, inquiry, request.actor, homes)
        theatres = {theatre.key: theatre for theatre in analysis.theatres}
        return Day(
            inquiry,
            analysis,
            (names[request.actor[0]], names[request.actor[1]]),
            (theatres[request.theatre[0]], theatres[request.theatre[1]]),
        )

    days = tuple(map(dated, request.day))
    steps = tuple(_compared(execute, request, *pair) for pair in pairwise(days))
    return Lesson(
        request=request,
        days=days,
        steps=steps,
        claims=fetch_claims(execute, _quoted(days, steps)),
        coded=tuple(coded_months(setting.theatres, request.theatre)),
        state=state_of(data),
    )


def _compared(execute: Execute, request: LessonRequest, before: Day, after: Day) -> DayComparison:
    step = DayComparison(before, after, None)
    places = {issue.theatre.key for issue in step.both}
    if not places.issuperset(request.theatre):
        return step
    issues = [issue.key for issue in step.both]
    earlier, later = (request.inquiry(day.day, issues).variables(request.actor, 1) for day in (before, after))
    variables = {name: earlier[name] for name in ("theatres", "actors", "draws", "seed")}
    alike = execute(_ALIKE, variables | {"before": earlier["lens"], "after": later["lens"]})
    pairs = read_answer(_ALIKE, alike)
    if not (pairs.before and pairs.after):
        return step
    actor, theatre = request.actor[0], request.theatre[0]
    shares = [Shares.of(traders[0], actor, theatre) for traders in (pairs.before, pairs.after)]
    return DayComparison(before, after, (shares[0], shares[1]))


def _quoted(days: Iterable[Day], steps: Iterable[DayComparison]) -> list[str]:
    """The keys of all claims that the page shows, each once, in the order in which it does."""
    keys = [key for step in steps for key in (*step.entered, *step.left)]
    for day in days:
        for carried in exercises.heaviest(day.trade) if day.trade else ():
            keys += [carried.claim, *carried.against]
    for step in steps:
        keys += [key for change in step.others for key in sorted(set.symmetric_difference(*change.claims))]
    return list(dict.fromkeys(keys))

"""What differs between two days of a lesson, and what follows from it, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from math import inf

from linkage.graph.records import Range
from linkage.graph.wording import leverage, numbers
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import number
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.trades import TradeCard
from linkage.visualizations.pages.lesson.day import Day, Shares, direction_text

FIGURES = ("position", "salience", "capability")


@dataclass(frozen=True)
class StanceChange:
    """What one actor's stance on one issue was on the two days; None is unknown."""

    actor: Value
    issue: Value
    before: Value | None
    after: Value | None

    @property
    def figures(self) -> bool:
        """Whether it is known on both days, with other figures."""
        if self.before is None or self.after is None:
            return False
        return _figures(self.before) != _figures(self.after)

    @property
    def claims(self) -> tuple[set[str], set[str]]:
        """The claims leaned on before and after."""
        before, after = (set(cell.stance.claims) if cell else set() for cell in (self.before, self.after))
        return before, after

    @property
    def same(self) -> bool:
        before, after = self.claims
        return not self.figures and before == after

    @property
    def carried(self) -> bool:
        """Whether on the later day it is what was coded for the earlier one or before."""
        return bool(self.before and self.after and self.after.carried_from and self.same)

    def figure_text(self, figure: str) -> str:
        """`82.5 (75 to 90) → 90 (85 to 95)`, or the one that is known, or that stayed."""
        values = [_figure(cell, figure) for cell in (self.before, self.after) if cell]
        return " → ".join(dict.fromkeys(values))


def _figures(cell: Value) -> list[object]:
    return [getattr(value, figure) for value in (cell, cell.stance) for figure in FIGURES]


def _figure(cell: Value, figure: str) -> str:
    bounds: Range | None = getattr(cell.stance, figure)
    value = getattr(cell, figure)
    return numbers.bounds(replace(bounds, value=value)) if bounds else numbers.figure(value)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Claims by the same speakers in one document, and whose stances lean on them."""

    speakers: tuple[Value, ...]
    document: Value
    keys: tuple[str, ...]
    leaning: str


@dataclass(frozen=True)
class Ratio:
    """How much an actor cares about the first issue of a trade by how much about the second; see `numbers.ratio`."""

    actor: Value
    before: float | None
    after: float | None


@dataclass(frozen=True)
class DayComparison:
    """Two days of a lesson; `alike` are the shares over the issues known in full for both of the two on both days."""

    before: Day
    after: Day
    alike: tuple[Shares, Shares] | None

    @property
    def actors(self) -> tuple[Value, Value]:
        return self.before.actors

    @property
    def both(self) -> list[Value]:
        return [issue for key, issue in self.after.full.items() if key in self.before.full]

    @property
    def only_before(self) -> list[Value]:
        return [issue for key, issue in self.before.full.items() if key not in self.after.full]

    @property
    def only_after(self) -> list[Value]:
        return [issue for key, issue in self.after.full.items() if key not in self.before.full]

    @property
    def turned(self) -> bool | None:
        """Whether the likelier direction is another one; None where it cannot be told."""
        if self.before.ahead is None or self.after.ahead is None:
            return None
        return self.before.ahead != self.after.ahead

    @cached_property
    def trades(self) -> list[TradeCard]:
        """The trades shown for the two days, each once, whichever way it goes."""
        trades: dict[frozenset[str], TradeCard] = {}
        for trade in (self.before.trade, self.after.trade):
            if trade:
                trades.setdefault(frozenset((trade.issue1.key, trade.issue2.key)), trade)
        return list(trades.values())

    @cached_property
    def changes(self) -> list[StanceChange]:
        """The stances of the two on every issue on which one is known on either day."""
        issues = {key: row.issue for day in (self.before, self.after) for key, row in day.analysis.rows.items()}
        changes = (
            StanceChange(actor, issue, self.before.cell(actor.key, key), self.after.cell(actor.key, key))
            for key, issue in issues.items()
            for actor in self.actors
        )
        return [change for change in changes if change.before or change.after]

    @property
    def central(self) -> list[StanceChange]:
        """Those on the issues of the trades shown."""
        keys = {issue.key for trade in self.trades for issue in (trade.issue1, trade.issue2)}
        return [change for change in self.changes if change.issue.key in keys]

    @property
    def others(self) -> list[StanceChange]:
        """Those on other issues that are not the same on both days."""
        central = self.central
        return [change for change in self.changes if change not in central and not change.same]

    def centres(self, issue: Value) -> str:
        """`71.7 → 78.4`."""
        rows = [day.analysis.rows.get(issue.key) for day in (self.before, self.after)]
        was, now = ("unknown" if row is None or row.centre is None else numbers.decimal(row.centre) for row in rows)
        return f"{was} → {now}"

    def ratios(self, trade: TradeCard) -> Iterator[Ratio]:
        """For each of the two, on both days."""
        for actor in self.actors:
            values = []
            for day in (self.before, self.after):
                cell1, cell2 = (day.cell(actor.key, issue.key) for issue in (trade.issue1, trade.issue2))
                values.append(_ratio(cell1.salience, cell2.salience) if cell1 and cell2 else None)
            yield Ratio(actor, *values)

    @property
    def entered(self) -> list[str]:
        """Claims that stances lean on afterwards and none of the two's leaned on before, what carries most first."""
        return _sorted(self._leaned(1) - self._leaned(0), self.after)

    @property
    def left(self) -> list[str]:
        """Claims that they no longer lean on."""
        return _sorted(self._leaned(0) - self._leaned(1), self.before)

    def _leaned(self, which: int) -> set[str]:
        return {key for change in self.central for key in change.claims[which]}

    def leaning(self, key: str, which: int) -> list[StanceChange]:
        """The stances on the issues of the trades that lean on a claim."""
        return [change for change in self.central if key in change.claims[which]]


def _ratio(salience: float, divisor: float) -> float:
    return salience / divisor if divisor else inf


def _sorted(keys: Iterable[str], day: Day) -> list[str]:
    weights = {load.claim: -abs(load.swing) for load in day.trade.carrying} if day.trade else {}
    return sorted(keys, key=lambda key: (weights.get(key, 0.0), key))


def turn(step: DayComparison) -> str:
    """Whether the direction turned."""
    unknown = [day.words for day in (step.before, step.after) if day.shares is None]
    if unknown:
        return (
            f"For {listed(unknown)} the answer is unknown: no stance of both is known in full in both theatres. That is no "
            "sign that a trade was off; whether the direction turned cannot be told."
        )
    if step.turned is None:
        return "On one of the two days neither direction is likelier than the other, so that nothing can be said to have turned."
    sides = [(day, day.ahead, day.shares) for day in (step.before, step.after)]
    days = "; ".join(
        f"on {day.words}: {direction_text(day, ahead or 0)} ({numbers.share(shares.back if ahead else shares.forth)})"
        for day, ahead, shares in sides
        if shares
    )
    return f"The likelier direction {'turned' if step.turned else 'stayed'}: {days}."


def coded(step: DayComparison) -> list[str]:
    """Which issues are known in full for both of the two, and on which day."""
    actors = listed(actor.name for actor in step.actors)
    sentences = []
    for when, issues in (
        ("on both days", step.both),
        (f"for {step.before.words} only", step.only_before),
        (f"for {step.after.words} only", step.only_after),
    ):
        listing = listed(f"“{issue.question}”" for issue in issues) if issues else "none"
        sentences.append(f"Known in full for {actors} {when}: {listing}.")
    closed = {row.closed for day in (step.before, step.after) for row in day.analysis.table if row.closed}
    sentences += sorted(closed)
    if step.only_before or step.only_after:
        known = step.before.inquiry.lens.known_by
        late = f", and so is what rests on claims that had not been said by {spell(known)}" if known else ""
        sentences.append(
            f"What nobody has coded for a day or in the twelve months before is unknown on it{late}. That does not say that it "
            "was over, or not yet there."
        )
    return sentences


def parts(step: DayComparison) -> str:
    """How much of the change goes with what is coded for one day and not for the other."""
    if step.alike is None:
        gone = [
            where.name for where in step.before.theatres if where.key not in {issue.theatre.key for issue in step.both}
        ]
        where = f"in {listed(gone)} no issue" if gone else "no issue"
        return (
            f"How much of this is a change of stances, and how much of coding? On both days together {where} is known in "
            "full for both, so that no trade can be compared with itself: the whole difference goes with what is coded "
            "for one day and not for the other."
        )
    return (
        f"How much of this is a change of stances, and how much of coding? The columns on the right have only the "
        f"{number(len(step.both), 'issue')} known in full for both on both days: what differs there goes with stances "
        "that changed, of the two or of others, and with bounds that widen while a stance is carried, the rest with what is "
        "coded for one day and not for the other."
    )


def kinds(step: DayComparison) -> str:
    """How the stances of the two differ, counted."""
    changed = sum(change.figures for change in step.changes)
    ended = sum(change.after is None for change in step.changes)
    new = sum(change.before is None for change in step.changes)
    same = len(step.changes) - changed - ended - new
    carried = sum(change.carried for change in step.changes)
    aside = f" ({carried} of them carried from an earlier month)" if carried else ""
    return (
        f"Of {number(len(step.changes), 'stance')} of the two known in full on either day: {changed} known on both with other "
        f"figures, {same} with the same{aside}, {ended} known for {step.before.words} only, {new} for {step.after.words} only."
    )


def grouped(changes: Iterable[StanceChange]) -> list[tuple[Value, list[StanceChange]]]:
    """The changes by issue, in their order."""
    return [(issue, list(group)) for issue, group in groupby(changes, key=lambda change: change.issue)]


def standing(change: StanceChange, step: DayComparison) -> str:
    """What has become of a stance, in a few words."""
    if change.before and change.after:
        if change.carried:
            return f"{leverage.carried(change.after.carried_from)}, and not coded anew"
        if change.same:
            return "the same on both days"
        return "other figures" if change.figures else "the same figures, from other claims"
    known, missing = (step.before, step.after) if change.before else (step.after, step.before)
    lacking = missing.lacking(change.actor.key, change.issue.key)
    row = missing.analysis.rows.get(change.issue.key)
    if row and row.closed:
        return f"known for {known.words}; closed for {missing.words}"
    partly = f", for its {listed(lacking)} is not coded" if 0 < len(lacking) < len(FIGURES) else ""
    return f"known for {known.words} only; unknown for {missing.words}{partly}"


def quotations(step: DayComparison, claims: Mapping[str, Value], keys: Iterable[str], which: int) -> list[Quotation]:
    """The claims by who said them and where, in their order."""
    groups: dict[tuple[tuple[str, ...], Value], list[str]] = {}
    for key in keys:
        if key in claims:
            groups.setdefault((claims[key].speakers, claims[key].document), []).append(key)
    return [
        Quotation(speakers, document, tuple(group), _leaning(step, group, which))
        for (speakers, document), group in groups.items()
    ]


def _leaning(step: DayComparison, keys: Iterable[str], which: int) -> str:
    """`Turkey and Russia on “…”; Russia on “…”`."""
    issues: dict[str, dict[str, None]] = {}
    for key in keys:
        for change in step.leaning(key, which):
            issues.setdefault(change.issue.question, {})[change.actor.name] = None
    return "For " + "; ".join(f"{listed(names)} on “{question}”" for question, names in issues.items()) + "."

"""What differs between two days of a lesson, and what follows from it, in sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import inf

from linkage.graph.records import Range
from linkage.graph.wording import numbers
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import number
from linkage.visualizations.client.evidence import Claim, Document
from linkage.visualizations.client.stances import Cell, Issue, Named
from linkage.visualizations.client.trades import Trade
from linkage.visualizations.pages.lesson.day import Day, Shares, way
from linkage.visualizations.pages.leverage import words as terms

FIGURES = ("position", "salience", "capability")


@dataclass(frozen=True)
class Change:
    """What one actor's stance on one issue was on the two days; None is unknown."""

    actor: Named
    issue: Issue
    before: Cell | None
    after: Cell | None

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

    def told(self, figure: str) -> str:
        """`82.5 (75 to 90) → 90 (85 to 95)`, or the one that is known, or that stayed."""
        values = [_figure(cell, figure) for cell in (self.before, self.after) if cell]
        return " → ".join(dict.fromkeys(values))


def _figures(cell: Cell) -> Sequence[object]:
    return (
        cell.position,
        cell.salience,
        cell.capability,
        cell.stance.position,
        cell.stance.salience,
        cell.stance.capability,
    )


def _figure(cell: Cell, figure: str) -> str:
    bounds: Range | None = getattr(cell.stance, figure)
    value = getattr(cell, figure)
    return numbers.bounds(bounds.low, bounds.high, value) if bounds else numbers.figure(value)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Claims by the same speakers in one document, and whose stances lean on them."""

    speakers: tuple[str, ...]
    document: Document
    keys: tuple[str, ...]
    leaning: str


@dataclass(frozen=True)
class Ratio:
    """How much an actor cares about the first issue of a trade by how much about the second; see `numbers.ratio`."""

    actor: Named
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Between:
    """Two days of a lesson; `alike` are the shares over the issues known in full for both of the two on both days."""

    before: Day
    after: Day
    alike: tuple[Shares, Shares] | None

    @property
    def actors(self) -> tuple[Named, Named]:
        return self.before.actors

    @property
    def theatres(self) -> tuple[Named, Named]:
        return self.before.theatres

    @property
    def both(self) -> list[Issue]:
        return [issue for key, issue in self.after.full.items() if key in self.before.full]

    @property
    def only_before(self) -> list[Issue]:
        return [issue for key, issue in self.before.full.items() if key not in self.after.full]

    @property
    def only_after(self) -> list[Issue]:
        return [issue for key, issue in self.after.full.items() if key not in self.before.full]

    @property
    def turned(self) -> bool | None:
        """Whether the likelier direction is another one; None where it cannot be told."""
        if self.before.ahead is None or self.after.ahead is None:
            return None
        return self.before.ahead != self.after.ahead

    @cached_property
    def trades(self) -> list[Trade]:
        """The trades shown for the two days, each once, whichever way it goes."""
        found: dict[frozenset[str], Trade] = {}
        for trade in (self.before.trade, self.after.trade):
            if trade:
                found.setdefault(frozenset((trade.issue1.key, trade.issue2.key)), trade)
        return list(found.values())

    @cached_property
    def changes(self) -> list[Change]:
        """The stances of the two on every issue on which one is known on either day."""
        issues = {
            key: row.issue for day in (self.before, self.after) for key, row in day.bargain.rows.items()
        }
        cells = (
            Change(actor, issue, self.before.cell(actor.key, key), self.after.cell(actor.key, key))
            for key, issue in issues.items()
            for actor in self.actors
        )
        return [it for it in cells if it.before or it.after]

    @property
    def central(self) -> list[Change]:
        """Those on the issues of the trades shown."""
        keys = {issue.key for trade in self.trades for issue in (trade.issue1, trade.issue2)}
        return [it for it in self.changes if it.issue.key in keys]

    @property
    def others(self) -> list[Change]:
        """Those on other issues that are not the same on both days."""
        central = self.central
        return [it for it in self.changes if it not in central and not it.same]

    def centres(self, issue: Issue) -> str:
        """`71.7 → 78.4`."""
        rows = [day.bargain.rows.get(issue.key) for day in (self.before, self.after)]
        was, now = (
            "unknown" if row is None or row.centre is None else terms.decimal(row.centre) for row in rows
        )
        return f"{was} → {now}"

    def ratios(self, trade: Trade) -> Iterator[Ratio]:
        """For each of the two, on both days."""
        for actor in self.actors:
            values = []
            for day in (self.before, self.after):
                first, second = (day.cell(actor.key, it.key) for it in (trade.issue1, trade.issue2))
                values.append(_ratio(first.salience, second.salience) if first and second else None)
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
        return {key for it in self.central for key in it.claims[which]}

    def leaning(self, key: str, which: int) -> list[Change]:
        """The stances on the issues of the trades that lean on a claim."""
        return [it for it in self.central if key in it.claims[which]]


def _ratio(salience: float, divisor: float) -> float:
    return salience / divisor if divisor else inf


def _sorted(keys: Iterable[str], day: Day) -> list[str]:
    weights = {it.claim: -abs(it.swing) for it in day.trade.carrying} if day.trade else {}
    return sorted(keys, key=lambda key: (weights.get(key, 0.0), key))


def turn(it: Between) -> str:
    """Whether the direction turned."""
    unknown = [day.words for day in (it.before, it.after) if day.shares is None]
    if unknown:
        return (
            f"For {listed(unknown)} the answer is unknown: no stance of both is known in full in both theatres. That is no "
            "sign that a trade was off; whether the direction turned cannot be told."
        )
    if it.turned is None:
        return "On one of the two days neither direction is likelier than the other, so that nothing can be said to have turned."
    sides = [(day, day.ahead, day.shares) for day in (it.before, it.after)]
    told = "; ".join(
        f"on {day.words}: {way(day, ahead or 0)} ({terms.share(shares.back if ahead else shares.forth)})"
        for day, ahead, shares in sides
        if shares
    )
    return f"The likelier direction {'turned' if it.turned else 'stayed'}: {told}."


def coded(it: Between) -> list[str]:
    """Which issues are known in full for both of the two, and on which day."""
    one, two = it.actors
    told = []
    for words, issues in (
        ("on both days", it.both),
        (f"for {it.before.words} only", it.only_before),
        (f"for {it.after.words} only", it.only_after),
    ):
        listing = listed(f"“{issue.question}”" for issue in issues) if issues else "none"
        told.append(f"Known in full for {one.name} and {two.name} {words}: {listing}.")
    if it.only_before or it.only_after:
        known = it.before.inquiry.lens.known_by
        late = f", and so is what rests on claims that had not been said by {spell(known)}" if known else ""
        told.append(
            f"What nobody has coded for a day is unknown on it{late}. That does not say that it was over, or not yet there."
        )
    return told


def parts(it: Between) -> str:
    """How much of the change goes with what is coded for one day and not for the other."""
    if it.alike is None:
        gone = [
            name.name for name in it.theatres if not any(issue.theatre.key == name.key for issue in it.both)
        ]
        where = f"in {listed(gone)} no issue" if gone else "no issue"
        return (
            f"How much of this is a change of stances, and how much of coding? On both days together {where} is known in "
            "full for both, so that no trade can be compared with itself: the whole difference goes with what is coded "
            "for one day and not for the other."
        )
    return (
        f"How much of this is a change of stances, and how much of coding? The columns on the right have only the "
        f"{number(len(it.both), 'issue')} known in full for both on both days: what differs there goes with stances "
        "that changed, of the two or of others, the rest with what is coded for one day and not for the other."
    )


def kinds(it: Between) -> str:
    """How the stances of the two differ, counted."""
    changed = sum(one.figures for one in it.changes)
    ended = sum(one.after is None for one in it.changes)
    new = sum(one.before is None for one in it.changes)
    same = len(it.changes) - changed - ended - new
    return (
        f"Of {number(len(it.changes), 'stance')} of the two known in full on either day: {changed} known on both with other "
        f"figures, {same} with the same, {ended} known for {it.before.words} only, {new} for {it.after.words} only."
    )


def grouped(changes: Iterable[Change]) -> list[tuple[Issue, list[Change]]]:
    """The changes by issue, in their order."""
    return [(issue, list(group)) for issue, group in groupby(changes, key=lambda it: it.issue)]


def standing(it: Change, step: Between) -> str:
    """What has become of a stance, in a few words."""
    if it.before and it.after:
        if it.same:
            return "the same on both days"
        return "other figures" if it.figures else "the same figures, from other claims"
    known, missing = (step.before, step.after) if it.before else (step.after, step.before)
    lacking = missing.lacking(it.actor.key, it.issue.key)
    partly = f", for its {listed(lacking)} is not coded" if 0 < len(lacking) < len(FIGURES) else ""
    return f"known for {known.words} only; unknown for {missing.words}{partly}"


def quotations(
    step: Between, claims: Mapping[str, Claim], keys: Iterable[str], which: int
) -> list[Quotation]:
    """The claims by who said them and where, in their order."""
    found: dict[tuple[tuple[str, ...], Document], list[str]] = {}
    for key in keys:
        if key in claims:
            found.setdefault((claims[key].speakers, claims[key].document), []).append(key)
    return [
        Quotation(speakers, document, tuple(group), _leaning(step, group, which))
        for (speakers, document), group in found.items()
    ]


def _leaning(step: Between, keys: Iterable[str], which: int) -> str:
    """`Turkey and Russia on “…”; Russia on “…”`."""
    issues: dict[str, dict[str, None]] = {}
    for key in keys:
        for it in step.leaning(key, which):
            issues.setdefault(it.issue.question, {})[it.actor.name] = None
    return "For " + "; ".join(f"{listed(names)} on “{question}”" for question, names in issues.items()) + "."

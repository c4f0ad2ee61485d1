"""A view folded to the actors that carry it, and what is folded away, counted."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis
from linkage.visualizations.client.answers import Value
from linkage.visualizations.network.focus import Focus
from linkage.visualizations.network.prominence import Tie, rank_actors, tie_weight
from linkage.visualizations.network.regions import Region, divide_regions
from linkage.visualizations.network.view import Line, View

LINES_PER_ACTOR = 2.5
"""The lines of a folded picture for each of its actors: with more, their words find no room."""


@dataclass(frozen=True)
class Fold:
    """What of the view `whole` is not drawn in `part`."""

    whole: View
    part: View

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are not drawn, in the order of the whole."""
        return tuple(line for line in self.whole.lines if self.holds(line))

    def holds(self, line: Line) -> bool:
        """Whether a line is folded away."""
        return line.id not in self._drawn

    @cached_property
    def _drawn(self) -> frozenset[str]:
        return frozenset(line.id for line in self.part.lines)

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """The actors that are not drawn, by name."""
        return tuple(key for key in self.whole.names if key not in self.part.names)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Where the actors that are not drawn belong, by all their lines."""
        folded = (replace(r, actors=tuple(k for k in r.actors if k not in self.part.names)) for r in self.whole.regions)
        return tuple(region for region in folded if region.actors)

    def counted(self, region: Region) -> tuple[int, int]:
        """How many actors and lines are folded into the frame of a region; each counts in one frame alone."""
        actors = sum(len(folded.actors) for folded in self.regions if folded.key == region.key)
        homes = (self.whole.homes[line.theatre] if line.theatre else "" for line in self.lines)
        return actors, sum(home == region.key for home in homes)

    @cached_property
    def lines_of(self) -> Counter[str]:
        """How many lines of each actor are not drawn."""
        return Counter(end for line in self.lines for end in set(line.ends))

    def unfolding(self, line: Line) -> tuple[str, ...]:
        """The actors to ask for so that a line is drawn: those of its ends that are not, or one that is."""
        return tuple(key for key in line.ends if key not in self.part.names) or line.ends[:1]


def fold_of(view: View) -> Fold | None:
    """What is not drawn of the view that *view* is a part of; None where it is no part."""
    return Fold(view.whole, view) if view.whole else None


def fold_view(view: View, focus: Focus, also: Collection[str] = ()) -> View:
    """
    The part of *view* that *focus* asks for, with *also* in any case; *view* itself where that is all of it.

    Drawn are the actors ranked first, and of the lines between them the weightiest, `LINES_PER_ACTOR` for each, with the
    weightiest of every actor and all of those that are asked for by name. Whoever is asked for and has a line to
    none of them brings the other end of its weightiest one along. The part knows the whole, so that it can say
    what it leaves out.
    """
    if view.too_large or focus.actors is None or len(view.actors) <= focus.actors:
        return view
    weights = {line.id: line_weight(line, view) for line in view.lines}
    lines = sorted(view.lines, key=lambda line: (-weights[line.id], line.id))
    wanted = [key for key in (*focus.beside, *also) if key in view.names]
    chosen = _chosen(view, lines, weights, wanted, focus.actors)
    drawn = _drawn_lines(lines, chosen, focus.beside, int(LINES_PER_ACTOR * len(chosen)))
    return _part(view, drawn)


def line_weight(line: Line, view: View) -> float:
    """
    How much a line weighs on the day of the view, by its nearest report and the origins of its spell.

    What is only denied binds nobody; where two lenses are compared, what has not changed tells nothing.
    """
    if line.status is RelationStatus.DENIED or (view.changes and view.change(line) is None):
        return 0.0
    return max(_relation_weight(relation, view.day) for relation in line.relations)


def _relation_weight(relation: Value, day: date | None) -> float:
    origins = max(relation.origins, relation.spell.origins if relation.spell else 0, 1)
    if day is None or relation.basis is StandingBasis.ATTESTED:
        return tie_weight(0, origins)
    reports = (report for report in (relation.last_attested, relation.next_attested) if report)
    return tie_weight(min((abs((day - report).days) for report in reports), default=0), origins)


def _chosen(
    view: View, lines: Iterable[Line], weights: dict[str, float], wanted: Collection[str], most: int
) -> set[str]:
    """The actors ranked first who have a line to another of them, and those who are wanted."""
    ties = [Tie(line.ends, view.homes.get(line.theatre or ""), weights[line.id]) for line in view.lines]
    chosen = {*rank_actors(ties)[:most], *wanted}
    for key in wanted:
        own = [set(line.ends) for line in lines if key in line.ends]
        if not any(ends <= chosen for ends in own if len(ends) > 1):
            chosen |= own[0]
    return chosen


def _drawn_lines(lines: Iterable[Line], chosen: set[str], wanted: Collection[str], most: int) -> list[Line]:
    """Of the lines between the chosen, the weightiest first: the first of each actor, all of the wanted, and others."""
    between = [line for line in lines if chosen.issuperset(line.ends)]
    needed: dict[str, Line] = {}
    reached: set[str] = set()
    for line in between:
        if not reached.issuperset(line.ends) or not set(wanted).isdisjoint(line.ends):
            needed[line.id] = line
            reached |= set(line.ends)
    rest = [line for line in between if line.id not in needed]
    return [*needed.values(), *rest[: max(0, most - len(needed))]]


def _part(view: View, drawn: Iterable[Line]) -> View:
    """The view of some lines alone: actors stand in the regions of what is drawn of them."""
    ids = {line.id for line in drawn}
    relations = tuple(relation for line in view.lines if line.id in ids for relation in line.relations)
    linked = {end for relation in relations for end in (relation.subject, relation.object)}
    actors = tuple(actor for actor in view.actors if actor.key in linked)
    regions = divide_regions(actors, relations, view.theatres, view.homes)
    return replace(view, actors=actors, relations=relations, regions=regions, total=len(relations), whole=view)

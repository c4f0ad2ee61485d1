"""A view with the place of everything in it; the canvas and the sheet draw the same one."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.wording.pictures import folded, last_report
from linkage.graph.wording.relations import CHANGES, GONE
from linkage.visualizations.client.answers import Value
from linkage.visualizations.layout import labels, routing
from linkage.visualizations.layout.assignment import places
from linkage.visualizations.layout.edge_labels import Tag, tagged
from linkage.visualizations.layout.geometry import Box, Curve, Point, text_width
from linkage.visualizations.layout.labels import Label
from linkage.visualizations.layout.seats import Room
from linkage.visualizations.layout.sizes import SIZES
from linkage.visualizations.network.folding import fold_of
from linkage.visualizations.network.regions import Region
from linkage.visualizations.network.style import (
    OUTSIDE_FILL,
    SHARED_FILL,
    STATUS_LOOKS,
    LineLook,
    line_look,
    theatre_fills,
)
from linkage.visualizations.network.view import Line, View

FULL_UP_TO = 60  # actors; with more, lines carry no words and only the most linked actors a name at first
DASHED_UP_TO = 300  # lines; with more, they are straight and solid: dashes and curves halve the speed
FAINT = 0.4
COLUMN, MARGIN, HEADING, FOOTING, NEARLY = 160.0, 16.0, 30.0, 24.0, 90.0


@dataclass(frozen=True, slots=True)
class Spot:
    """An actor at its place; `degree` counts its lines."""

    actor: Value
    place: Point
    label: Label
    fill: str
    degree: int

    @property
    def around(self) -> Box:
        """The box that its sign fills."""
        return Box.about(self.place, 2 * SIZES.radius, 2 * SIZES.radius)

    @property
    def box(self) -> Box:
        return Box.around((self.around, self.label.box))


@dataclass(frozen=True, slots=True)
class LineCourse:
    """A line along its way."""

    line: Line
    curve: Curve
    tag: Tag | None

    @property
    def look(self) -> LineLook:
        return line_look(self.line.basis, self.line.support)


@dataclass(frozen=True, slots=True)
class Frame:
    """The box around a region."""

    region: Region
    box: Box
    fill: str
    more: str
    """How much of the region is folded away; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn, and the box that holds it."""

    view: View
    spots: tuple[Spot, ...]
    courses: tuple[LineCourse, ...]
    frames: tuple[Frame, ...]
    box: Box

    @property
    def dashed(self) -> bool:
        return len(self.courses) <= DASHED_UP_TO

    def opacity(self, line: Line) -> float:
        """What stands no longer is faint; its words are not."""
        return FAINT if self.view.change(line) in {CHANGES[kind] for kind in GONE} else 1.0


def is_full(view: View) -> bool:
    """Whether it is small enough that every name and every line's words find room."""
    return len(view.actors) <= FULL_UP_TO


def draw(view: View, narrow: bool = False) -> Drawing:
    """Place everything that *view* shows, for a wide or a *narrow* screen; there must be a relation in it."""
    texts = labels.texts(view.actors)
    points = places(view, _room(view, texts, narrow))
    if narrow:
        points = {key: (y, x) for key, (x, y) in points.items()}
    curves = _curves(view, points)
    names = labels.below(texts, points)
    tags: Mapping[str, Tag] = {}
    if is_full(view):
        names = labels.placed(texts, points, curves)
        curves = routing.cleared(curves, _in_the_way(view, points, names))
        tags = _tags(view, points, curves, names)
    fills = _fills(view)
    degrees = Counter(end for line in view.lines for end in line.ends)
    spots = [Spot(a, points[a.key], names[a.key], fills[a.key], degrees[a.key]) for a in view.actors]
    courses = [LineCourse(line, curves[line.id], tags.get(line.id)) for line in view.lines]
    frames = _frames(view, fills, spots, courses)
    return Drawing(view, tuple(spots), tuple(courses), tuple(frames), Box.around(frame.box for frame in frames))


def _room(view: View, texts: Mapping[str, Sequence[str]], narrow: bool) -> Room:
    """Rows as high as the longest name asks for, and room beside a pair for all its lines."""
    row = 2 * SIZES.radius + SIZES.leading * max(len(lines) for lines in texts.values()) + 36
    pairs = Counter(frozenset(line.ends) for line in view.lines)
    fans = {
        region: routing.reach(max((n for pair, n in pairs.items() if pair <= set(region.actors)), default=1))
        for region in view.regions
    }
    if narrow:
        return Room(seat=COLUMN, lane=row, frame=110, stack=None, least=200, fans=fans, screen=(math.inf, 380))
    return Room(seat=row, lane=COLUMN, frame=48, stack=100, least=340, fans=fans, screen=(870, 520))


def _curves(view: View, points: Mapping[str, Point]) -> dict[str, Curve]:
    if len(view.lines) > DASHED_UP_TO:
        return {line.id: Curve(points[line.ends[0]], points[line.ends[1]]) for line in view.lines}
    middles = {region.key: _middle(points[key] for key in region.actors) for region in view.regions}
    middle = _middle(points.values())
    homes = {line.id: middles.get(view.homes.get(line.theatre or "", ""), middle) for line in view.lines}
    return routing.fanned(view.lines, points, homes)


def _middle(points: Iterable[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return fmean(xs), fmean(ys)


def _in_the_way(view: View, points: Mapping[str, Point], names: Mapping[str, Label]) -> dict[str, list[Box]]:
    """What a line runs around: all actors but its own, and their names."""
    width = 2 * SIZES.radius + 10
    boxes = {key: [Box.about(point, width, width), names[key].box.grown(3)] for key, point in points.items()}
    return {
        line.id: [box for key, pair in boxes.items() if key not in line.ends for box in pair] for line in view.lines
    }


def _tags(
    view: View, points: Mapping[str, Point], curves: Mapping[str, Curve], names: Mapping[str, Label]
) -> dict[str, Tag]:
    width = 2 * SIZES.radius
    obstacles = [Box.about(point, width, width) for point in points.values()]
    obstacles += [label.box for label in names.values()]
    marks = {line.id: STATUS_LOOKS[line.support].mark for line in view.lines}
    texts = {line.id: _tag_texts(line, view) for line in view.lines}
    return tagged(curves, marks, texts, obstacles)


def _tag_texts(line: Line, view: View) -> tuple[str, ...]:
    """What stands on a line, and what does where that finds no room: at least the day of the last report."""
    last = last_report(line, view.day.year if view.day else None)
    texts = (f"{_verb(line, view)}{last and f', {last}'}", last)
    shared = {key for region in view.regions if region.key is None for key in region.actors}
    if line.theatre and shared.issuperset(line.ends):
        return f"{texts[0]} · {view.theatre_names[line.theatre]}", *texts
    return texts


def _verb(line: Line, view: View) -> str:
    verb = line.family.stroke.tag + (", denied" if line.status is RelationStatus.DENIED else "")
    change = view.change(line)
    return f"{verb}, {change}" if change else verb


def _fills(view: View) -> dict[str, str]:
    """The fill of each actor's region; that of a theatre is the same in every picture."""
    fills = {**theatre_fills({theatre.key: theatre.within for theatre in view.theatres}), "": OUTSIDE_FILL}
    return {
        key: SHARED_FILL if region.key is None else fills[region.key]
        for region in view.regions
        for key in region.actors
    }


def _frames(view: View, fills: Mapping[str, str], spots: Sequence[Spot], courses: Sequence[LineCourse]) -> list[Frame]:
    """A frame around each region; those that stand on each other are as wide, side by side as high."""
    fold = fold_of(view)
    more = {region: folded(*fold.counted(region)) if fold else "" for region in view.regions}
    boxes = {region: _box(region, spots, courses, more[region]) for region in view.regions}
    seats = {region: Box.around(spot.box for spot in spots if spot.actor.key in region.actors) for region in boxes}
    stands = {region: Box.around(spot.around for spot in spots if spot.actor.key in region.actors) for region in boxes}
    around = Box.around(boxes.values())
    frames = []
    for region, box in boxes.items():
        seat, stand = seats[region], stands[region]
        # Names may reach over a neighbour's actors; who stands beside whom is told by the actors alone.
        beside = [(stands[near], seats[near]) for near in seats if not stands[near].abreast(stand)]
        pile = Box.around(boxes[near] for near in seats if stands[near].abreast(stand))
        # Lines may bulge towards a neighbour; its frame begins no later than half way to it.
        left = max([pile.left, *((side.right + seat.left) / 2 for near, side in beside if near.right <= stand.left)])
        right = min([pile.right, *((side.left + seat.right) / 2 for near, side in beside if stand.right <= near.left)])
        top = around.top if box.top - around.top < NEARLY else box.top
        bottom = around.bottom if around.bottom - box.bottom < NEARLY else box.bottom
        frames.append(Frame(region, Box(left, top, right, bottom), fills[region.actors[0]], more[region]))
    return frames


def _box(region: Region, spots: Sequence[Spot], courses: Sequence[LineCourse], more: str) -> Box:
    """What holds the actors of a region and the lines between them, with their words, its name above and *more* below."""
    inside = [spot.box for spot in spots if spot.actor.key in region.actors]
    for course in courses:
        if set(course.line.ends) <= set(region.actors):
            inside += [Box.about(point, 0, 0) for point in course.curve.points()]
            # There are many lines in a folded picture, and words that stand out of it would be cut off.
            inside += [course.tag.box] if course.tag and more else []
    seat = Box.around(inside)
    # Words of lines that lead out of it as well, where they stand in it.
    words = (course.tag.box for course in courses if course.tag)
    box = Box.around([seat, *(box for box in words if seat.holds(box.middle))]).grown(MARGIN)
    words_width = max(text_width(text, SIZES.name) for text in (region.name, more))
    middle, width = (box.left + box.right) / 2, max(box.width, words_width + 2 * MARGIN)
    bottom = box.bottom + (FOOTING if more else 0)
    return Box(middle - width / 2, box.top - HEADING, middle + width / 2, bottom)

"""A view with the place of everything in it; the canvas and the sheet draw the same one."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from linkage.visualizations.client.picture import Actor, Status
from linkage.visualizations.layout import labels, routing
from linkage.visualizations.layout.assignment import places
from linkage.visualizations.layout.edge_labels import Tag, tagged
from linkage.visualizations.layout.geometry import Box, Curve, Point, text_width
from linkage.visualizations.layout.labels import LEADING, RADIUS, SIZE, Label
from linkage.visualizations.layout.seats import Room
from linkage.visualizations.network.style import FILLS, SHARED_FILL, STANDINGS
from linkage.visualizations.network.view import Line, Region, View

FULL_UP_TO = 60  # actors; with more, lines carry no words and only the most linked actors a name at first
DASHED_UP_TO = 300  # lines; with more, they are straight and solid: dashes and curves halve the speed
FAINT, ENDED = 0.4, "ended"
COLUMN, MARGIN, HEADING, NEARLY = 160.0, 16.0, 30.0, 90.0


@dataclass(frozen=True, slots=True)
class Spot:
    """An actor at its place; `degree` counts its lines."""

    actor: Actor
    at: Point
    label: Label
    fill: str
    degree: int

    @property
    def box(self) -> Box:
        return Box.around((Box.about(self.at, 2 * RADIUS, 2 * RADIUS), self.label.box))


@dataclass(frozen=True, slots=True)
class Course:
    """A line along its way."""

    line: Line
    curve: Curve
    tag: Tag | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The box around a region."""

    region: Region
    box: Box
    fill: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn, and the box that holds it."""

    view: View
    spots: tuple[Spot, ...]
    courses: tuple[Course, ...]
    frames: tuple[Frame, ...]
    box: Box

    @property
    def dashed(self) -> bool:
        return len(self.courses) <= DASHED_UP_TO

    def opacity(self, line: Line) -> float:
        """What ended is faint; its words are not."""
        return FAINT if self.view.change(line) == ENDED else 1.0


def is_full(view: View) -> bool:
    """Whether it is small enough that every name and every line's words find room."""
    return len(view.actors) <= FULL_UP_TO


def draw(view: View, narrow: bool = False) -> Drawing:
    """Place everything that *view* shows, for a wide or a *narrow* screen; there must be a relation in it."""
    texts = labels.texts(view.actors)
    at = places(view, _room(view, texts, narrow))
    if narrow:
        at = {key: (y, x) for key, (x, y) in at.items()}
    curves = _curves(view, at)
    written = labels.below(texts, at)
    tags: Mapping[str, Tag] = {}
    if is_full(view):
        written = labels.placed(texts, at, curves)
        curves = routing.cleared(curves, _in_the_way(view, at, written))
        tags = _tags(view, at, curves, written)
    fills = _fills(view)
    degrees = Counter(end for line in view.lines for end in line.ends)
    spots = [Spot(a, at[a.key], written[a.key], fills[a.key], degrees[a.key]) for a in view.actors]
    courses = [Course(line, curves[line.id], tags.get(line.id)) for line in view.lines]
    frames = _frames(view, fills, spots, courses)
    return Drawing(
        view, tuple(spots), tuple(courses), tuple(frames), Box.around(frame.box for frame in frames)
    )


def _room(view: View, texts: Mapping[str, Sequence[str]], narrow: bool) -> Room:
    """Rows as high as the longest name asks for, and room beside a pair for all its lines."""
    row = 2 * RADIUS + LEADING * max(len(lines) for lines in texts.values()) + 36
    pairs = Counter(frozenset(line.ends) for line in view.lines)
    fans = {
        region: routing.reach(max((n for pair, n in pairs.items() if pair <= set(region.actors)), default=1))
        for region in view.regions
    }
    if narrow:
        return Room(
            seat=COLUMN, lane=row, frame=110, stack=None, least=200, fans=fans, screen=(math.inf, 380)
        )
    return Room(seat=row, lane=COLUMN, frame=48, stack=100, least=340, fans=fans, screen=(870, 520))


def _curves(view: View, at: Mapping[str, Point]) -> dict[str, Curve]:
    if len(view.lines) > DASHED_UP_TO:
        return {line.id: Curve(at[line.ends[0]], at[line.ends[1]]) for line in view.lines}
    middles = {region.key: _middle(at[key] for key in region.actors) for region in view.regions}
    whole = _middle(at.values())
    homes = {line.id: middles.get(view.homes.get(line.theatre or "", ""), whole) for line in view.lines}
    return routing.fanned(view.lines, at, homes)


def _middle(points: Iterable[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return fmean(xs), fmean(ys)


def _in_the_way(view: View, at: Mapping[str, Point], written: Mapping[str, Label]) -> dict[str, list[Box]]:
    """What a line runs around: all actors but its own, and their names."""
    boxes = {
        key: [Box.about(point, 2 * RADIUS + 10, 2 * RADIUS + 10), written[key].box.grown(3)]
        for key, point in at.items()
    }
    return {
        line.id: [box for key, pair in boxes.items() if key not in line.ends for box in pair]
        for line in view.lines
    }


def _tags(
    view: View, at: Mapping[str, Point], curves: Mapping[str, Curve], written: Mapping[str, Label]
) -> dict[str, Tag]:
    obstacles = [Box.about(point, 2 * RADIUS, 2 * RADIUS) for point in at.values()]
    obstacles += [label.box for label in written.values()]
    marks = {line.id: STANDINGS[line.status].mark for line in view.lines}
    words = {line.id: _words(line, view) for line in view.lines}
    return tagged(curves, marks, words, obstacles)


def _words(line: Line, view: View) -> str:
    """The verb, and the theatre where the ends do not tell it."""
    verb = line.family.stroke.tag + (", denied" if line.status is Status.DENIED else "")
    if change := view.change(line):
        verb = f"{verb}, {change}"
    shared = {key for region in view.regions if region.key is None for key in region.actors}
    if line.theatre and shared.issuperset(line.ends):
        return f"{verb} · {view.theatre_names[line.theatre]}"
    return verb


def _fills(view: View) -> dict[str, str]:
    """One fill per region, in the order of the regions."""
    return {
        key: SHARED_FILL if region.key is None else FILLS[number % len(FILLS)]
        for number, region in enumerate(view.regions)
        for key in region.actors
    }


def _frames(
    view: View, fills: Mapping[str, str], spots: Sequence[Spot], courses: Sequence[Course]
) -> list[Frame]:
    """A frame around each region; those that stand on each other are as wide, side by side as high."""
    boxes = {region: _box(region, spots, courses) for region in view.regions}
    seats = {
        region: Box.around(spot.box for spot in spots if spot.actor.key in region.actors) for region in boxes
    }
    whole = Box.around(boxes.values())
    frames = []
    for region, box in boxes.items():
        own, beside = seats[region], [seat for seat in seats.values() if not seat.abreast(seats[region])]
        pile = Box.around(boxes[other] for other, seat in seats.items() if seat.abreast(own))
        # Lines may bulge towards a neighbour; its frame begins no later than half way to it.
        left = max([pile.left, *((seat.right + own.left) / 2 for seat in beside if seat.right <= own.left)])
        right = min([pile.right, *((seat.left + own.right) / 2 for seat in beside if own.right <= seat.left)])
        top = whole.top if box.top - whole.top < NEARLY else box.top
        bottom = whole.bottom if whole.bottom - box.bottom < NEARLY else box.bottom
        frames.append(Frame(region, Box(left, top, right, bottom), fills[region.actors[0]]))
    return frames


def _box(region: Region, spots: Sequence[Spot], courses: Sequence[Course]) -> Box:
    """What holds the actors of a region and the lines between them, with room for its name above."""
    inside = [spot.box for spot in spots if spot.actor.key in region.actors]
    for course in courses:
        if set(course.line.ends) <= set(region.actors):
            inside += [Box.about(point, 0, 0) for point in course.curve.points()]
    box = Box.around(inside).grown(MARGIN)
    middle, width = (box.left + box.right) / 2, max(box.width, text_width(region.name, SIZE) + 2 * MARGIN)
    return Box(middle - width / 2, box.top - HEADING, middle + width / 2, box.bottom)

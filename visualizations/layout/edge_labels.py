"""The mark and the words on a line, and where on it they find room."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkage.visualizations.layout.geometry import Box, Crowd, Curve, text_width
from linkage.visualizations.layout.sizes import SIZES

GAP = 4.0  # between a mark and the words
PLACES = (0.5, *(0.5 + side * 0.03 * step for step in range(1, 12) for side in (-1, 1)))  # shares of the way
HARD = 1000.0  # standing on an actor or other words is worse than any crowd of lines
BEYOND = 40.0  # and so is, though less, standing out over the rest of the picture


@dataclass(frozen=True, slots=True)
class Tag:
    """
    What stands on a line at the share `position` of its way; no words where there is no room.

    `mark_x` and `text_x` are measured from the line; the words start there, or end there (`anchor`).
    """

    position: float
    mark: str
    text: str
    mark_x: float
    text_x: float
    anchor: str
    box: Box

    def relative(self) -> dict[str, str | float]:
        """Everything but the box, which holds for one place of the line's ends only."""
        return {
            "at": self.position,
            "mark": self.mark,
            "text": self.text,
            "anchor": self.anchor,
            "mark_x": round(self.mark_x, 1),
            "text_x": round(self.text_x, 1),
        }


def tagged(
    curves: Mapping[str, Curve], marks: Mapping[str, str], texts: Mapping[str, Sequence[str]], obstacles: Sequence[Box]
) -> dict[str, Tag]:
    """Find room on every line for its mark and the first of its texts that fits, on the shortest first."""
    crowd = Crowd(curves, 30)
    taken = list(obstacles)
    edge = Box.around([*obstacles, *(Box.about(point, 0, 0) for curve in curves.values() for point in curve.points())])
    tags: dict[str, Tag] = {}
    for key in sorted(curves, key=lambda key: (math.dist(curves[key].start, curves[key].end), key)):

        def cost(tag: Tag, key: str = key) -> float:
            return _crowding(tag, key, crowd, taken) + BEYOND * (not tag.box.inside(edge))

        fits = (min(_tags(curves[key], marks[key], text), key=cost) for text in (*texts[key], ""))
        best = next(tag for tag in fits if cost(tag) < HARD or not tag.text)
        taken.append(best.box.grown(2))
        tags[key] = best
    return tags


def _crowding(tag: Tag, line: str, crowd: Crowd, taken: Iterable[Box]) -> float:
    """What it costs to stand there: least on a free spot near the middle, most on an actor or other words."""
    near = sum(2.0 if key != line else 0.6 for key in crowd.within(tag.box.grown(3)))
    return near + HARD * any(tag.box.overlap(box) for box in taken) + 6 * abs(tag.position - 0.5)


def _tags(curve: Curve, mark: str, text: str) -> Iterator[Tag]:
    """Everything that could be done: a mark stands on its line, words beside it or, on a flat line, after it."""
    length, radius = text_width(text, SIZES.words), SIZES.mark
    room = 2 * radius + GAP if mark and text else 2 * radius if mark else 0.0
    near, gap = (radius, radius + GAP) if mark else (-2.0 * GAP, 2.0 * GAP)
    away = gap + length
    for position in PLACES:
        x, y = curve.at(position)
        top, bottom = y - radius, y + radius
        if not (mark and text) or curve.flat(position):
            half = (room + length) / 2
            yield Tag(position, mark, text, radius - half, room - half, "start", Box(x - half, top, x + half, bottom))
        if text:
            yield Tag(position, mark, text, 0.0, gap, "start", Box(x - near, top, x + away, bottom))
            yield Tag(position, mark, text, 0.0, -gap, "end", Box(x - away, top, x + near, bottom))

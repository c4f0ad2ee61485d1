"""The mark and the words on a line, and where on it they find room."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkage.visualizations.layout.geometry import Box, Crowd, Curve, text_width

SIZE, MARK, GAP = 13.0, 9.0, 4.0  # of the words, the radius of the mark, between both
PLACES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)  # shares of the way
HARD = 1000.0  # standing on an actor or other words is worse than any crowd of lines


@dataclass(frozen=True, slots=True)
class Tag:
    """
    What stands on a line at the share `at` of its way; no words where there is no room.

    `mark_x` and `text_x` are measured from the line; the words start there, or end there (`anchor`).
    """

    at: float
    mark: str
    text: str
    mark_x: float
    text_x: float
    anchor: str
    box: Box

    def relative(self) -> dict[str, str | float]:
        """Everything but the box, which holds for one place of the line's ends only."""
        return {
            "at": self.at, "mark": self.mark, "text": self.text, "anchor": self.anchor,
            "mark_x": round(self.mark_x, 1), "text_x": round(self.text_x, 1),
        }  # fmt: skip


def tagged(
    curves: Mapping[str, Curve], marks: Mapping[str, str], words: Mapping[str, str], obstacles: Sequence[Box]
) -> dict[str, Tag]:
    """Find room on every line for its mark and words, on the shortest first; words may find none."""
    crowd = Crowd(curves, 30)
    taken = list(obstacles)
    tags: dict[str, Tag] = {}
    for key in sorted(curves, key=lambda key: (math.dist(curves[key].start, curves[key].end), key)):

        def cost(tag: Tag, key: str = key) -> float:
            return _crowding(tag, key, crowd, taken)

        best = min(_tags(curves[key], marks[key], words[key]), key=cost)
        if cost(best) >= HARD:
            best = min(_tags(curves[key], marks[key], ""), key=cost)
        taken.append(best.box.grown(2))
        tags[key] = best
    return tags


def _crowding(tag: Tag, own: str, crowd: Crowd, taken: Iterable[Box]) -> float:
    """What it costs to stand there: least on a free spot near the middle, most on an actor or other words."""
    lines = sum(2.0 if key != own else 0.6 for key in crowd.within(tag.box.grown(3)))
    return lines + HARD * any(tag.box.overlap(box) for box in taken) + 6 * abs(tag.at - 0.5)


def _tags(curve: Curve, mark: str, text: str) -> Iterator[Tag]:
    """Everything that could be done: a mark stands on its line, words beside it or, on a flat line, after it."""
    length = text_width(text, SIZE)
    room = 2 * MARK + GAP if mark and text else 2 * MARK if mark else 0.0
    near, gap = (MARK, MARK + GAP) if mark else (-2.0 * GAP, 2.0 * GAP)
    away = gap + length
    for at in PLACES:
        x, y = curve.at(at)
        if not (mark and text) or curve.flat(at):
            whole = (room + length) / 2
            box = Box(x - whole, y - MARK, x + whole, y + MARK)
            yield Tag(at, mark, text, MARK - whole, room - whole, "start", box)
        if text:
            yield Tag(at, mark, text, 0.0, gap, "start", Box(x - near, y - MARK, x + away, y + MARK))
            yield Tag(at, mark, text, 0.0, -gap, "end", Box(x - away, y - MARK, x + near, y + MARK))

"""Words beside signs: each label where it covers neither a sign nor another label, and lines as little as can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from linkage.visualizations.layout.geometry import Box, Point, text_width

FONT, LEADING = 14.0, 17.0
REACHES = (13.0, 22.0, 36.0, 54.0, 76.0, 102.0, 132.0, 166.0)
"""How far labels may stand off their signs; beyond the first a thin line leads there."""
_BEARINGS = tuple(2 * pi * step / 16 for step in (0, 8, 4, 12, 2, 6, 10, 14, 1, 3, 5, 7, 9, 11, 13, 15))
_COVERED, _OUTSIDE, _CROSSED, _FARTHER = 1_000.0, 1_000.0, 3.0, 1.0


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """The lines of a label in its box, and where it hangs on its sign; `led` tells whether a thin line leads there."""

    lines: tuple[str, ...]
    box: Box
    led: bool

    def hook(self, sign: Point) -> Point:
        """The place of the box that is next to its sign."""
        return (
            min(max(sign[0], self.box.left), self.box.right),
            min(max(sign[1], self.box.top), self.box.bottom),
        )


def place_labels(
    texts: Sequence[tuple[str, ...]], signs: Sequence[Point], radius: float, line: Sequence[Point], paper: Box
) -> list[PlacedLabel]:
    """A label for each sign, in their order; *line* is what they had better not cover."""
    taken = [Box.about(sign, 2 * radius, 2 * radius) for sign in signs]
    dots = list(_dots(line))
    labels: list[PlacedLabel] = []
    for lines, sign in zip(texts, signs, strict=True):
        candidates = list(_candidates(lines, sign))
        costs = [_cost(candidate.box, taken, dots, paper) + rank for rank, candidate in candidates]
        label = candidates[costs.index(min(costs))][1]
        labels.append(label)
        taken.append(label.box)
    return labels


def _candidates(lines: tuple[str, ...], sign: Point) -> Iterator[tuple[float, PlacedLabel]]:
    """Places for a label round its sign, each with what its distance costs."""
    width, height = max(text_width(text, FONT) for text in lines) + 4, LEADING * len(lines)
    for ring, reach in enumerate(REACHES):
        for bearing in _BEARINGS:
            across, down = cos(bearing), sin(bearing)
            centre = sign[0] + across * (reach + width / 2), sign[1] + down * (reach + height / 2)
            yield _FARTHER * ring, PlacedLabel(lines, Box.about(centre, width, height), led=ring > 0)


def _cost(box: Box, taken: Sequence[Box], dots: Sequence[Point], paper: Box) -> float:
    covered = sum(box.overlap(other) > 0 for other in taken)
    crossed = any(box.holds(dot) for dot in dots)
    return _COVERED * covered + _OUTSIDE * (not box.inside(paper)) + _CROSSED * crossed


def _dots(line: Sequence[Point]) -> Iterator[Point]:
    """Places along a line, four units apart or less."""
    for (x1, y1), (x2, y2) in pairwise(line):
        steps = max(int(hypot(x2 - x1, y2 - y1) / 4), 1)
        yield from ((x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1))

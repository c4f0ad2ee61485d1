"""Boxes, curves and the room that text takes."""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def about(cls, centre: Point, width: float, height: float) -> Self:
        x, y = centre
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> Self:
        """The smallest box that holds all *boxes*."""
        all_ = list(boxes)
        return cls(
            min(box.left for box in all_),
            min(box.top for box in all_),
            max(box.right for box in all_),
            max(box.bottom for box in all_),
        )

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def abreast(self, box: "Box") -> bool:
        """Tell whether one stands above the other, at least in part."""
        return self.left < box.right and box.left < self.right

    def grown(self, margin: float) -> "Box":
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def overlap(self, box: "Box") -> float:
        """The area that both cover."""
        across = min(self.right, box.right) - max(self.left, box.left)
        down = min(self.bottom, box.bottom) - max(self.top, box.top)
        return max(across, 0) * max(down, 0)

    def inside(self, box: "Box") -> bool:
        """Whether *box* covers all of it."""
        return self.left >= box.left and self.top >= box.top and self.right <= box.right and self.bottom <= box.bottom

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class Curve:
    """
    A line from *start* to *end*; `bend` 0 is straight, above 0 it leaves to the left of its way.

    The control point is where vis-network puts it for `curvedCW` (`curvedCCW` where `bend` is below 0) with
    the roundness |bend|, so that the canvas and the sheet show the same line.
    """

    start: Point
    end: Point
    bend: float = 0.0

    @property
    def via(self) -> Point:
        across, down = self.end[0] - self.start[0], self.end[1] - self.start[1]
        angle = math.atan2(down, across) - self.bend * math.pi / 2
        reach = math.hypot(across, down) * (1 + abs(self.bend)) / 2
        return self.start[0] + reach * math.cos(angle), self.start[1] + reach * math.sin(angle)

    def at(self, t: float) -> Point:
        """The point at the share *t* of the way."""
        (x0, y0), (x1, y1), (x2, y2) = self.start, self.via, self.end
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2

    def flat(self, t: float) -> bool:
        """Whether it runs across rather than up or down there."""
        (x0, y0), (x1, y1) = self.at(t - 0.02), self.at(t + 0.02)
        return abs(y1 - y0) < 0.4 * abs(x1 - x0)

    def points(self, count: int = 24) -> list[Point]:
        """Points along the way, both ends included."""
        return [self.at(k / count) for k in range(count + 1)]


class Crowd:
    """Points of named curves, kept in squares so that those in a box are found fast."""

    SQUARE = 48.0

    def __init__(self, curves: Mapping[str, "Curve"], count: int) -> None:
        self._squares: dict[tuple[int, int], list[tuple[str, Point]]] = defaultdict(list)
        for key, curve in curves.items():
            for x, y in curve.points(count):
                self._squares[int(x // self.SQUARE), int(y // self.SQUARE)].append((key, (x, y)))

    def within(self, box: Box) -> Iterator[str]:
        """The name of its curve for every point in *box*."""
        for across in range(int(box.left // self.SQUARE), int(box.right // self.SQUARE) + 1):
            for down in range(int(box.top // self.SQUARE), int(box.bottom // self.SQUARE) + 1):
                yield from (key for key, point in self._squares.get((across, down), ()) if box.holds(point))


def bend_for(offset: float, length: float) -> float:
    """The bend that carries the middle of a line of *length* away by *offset*."""
    low, high, wanted = 0.0, 1.0, min(2 * abs(offset) / max(length, 1.0), 0.9)
    for _ in range(30):
        bend = (low + high) / 2
        if (1 + bend) / 2 * math.sin(bend * math.pi / 2) < wanted:
            low = bend
        else:
            high = bend
    return round(math.copysign(low, offset), 4) if offset else 0.0


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the segments ab and cd cross between their ends."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def distance(point: Point, a: Point, b: Point) -> float:
    """How far *point* is from the segment ab."""
    across, down = b[0] - a[0], b[1] - a[1]
    square = across**2 + down**2
    share = ((point[0] - a[0]) * across + (point[1] - a[1]) * down) / square if square else 0
    share = min(max(share, 0), 1)
    return math.hypot(point[0] - a[0] - share * across, point[1] - a[1] - share * down)


def text_width(text: str, size: float) -> float:
    """About how wide *text* is in a plain sans-serif font of *size*."""
    return size * sum(_width(character) for character in text)


def _width(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if "\u0590" <= character <= "\u08ff":  # Hebrew, Arabic and their neighbours
        return 0.47
    if character in "iljtfI.,:;'’|()[] ":
        return 0.34
    if character in "mwMW":
        return 0.88
    return 0.68 if character.isupper() else 0.57


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """Break *text* at spaces into at most *most* lines of *width*; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    lines = [_cut(line, width, size) for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} …", width, size)]
    return lines


def _cut(line: str, width: float, size: float) -> str:
    if text_width(line, size) <= width:
        return line
    while line and text_width(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip(" …") + "…"

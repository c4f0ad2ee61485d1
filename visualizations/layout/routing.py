"""How lines run: those of one pair fan out, a single one bends around actors that are not its own."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from linkage.visualizations.layout.geometry import Box, Curve, Point, bend_for
from linkage.visualizations.network.view import Line

FAN, WIDEST = 78.0, 400.0  # between neighbouring lines of a pair, and from the first to the last
BENDS = (0.0, 0.1, -0.1, 0.18, -0.18, 0.28, -0.28)


def reach(lines: int) -> float:
    """How far a pair's lines fan out to a side."""
    return (lines - 1) * _step(lines) / 2


def _step(lines: int) -> float:
    return min(FAN, WIDEST / lines)


def fanned(lines: Iterable[Line], points: Mapping[str, Point], homes: Mapping[str, Point]) -> dict[str, Curve]:
    """
    Curve the lines of each pair apart, straight where there is only one.

    *homes* tells for a line where its theatre is drawn: it bends that way.
    """
    pairs: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        pairs[tuple(sorted(line.ends))].append(line)
    curves: dict[str, Curve] = {}
    for (left, right), group in pairs.items():
        length = math.dist(points[left], points[right])
        step = min(_step(len(group)), length / len(group))
        away = {line.id: _aside(homes[line.id], points[left], points[right]) for line in group}
        group.sort(key=lambda line: _rank(line, away[line.id]))
        for number, line in enumerate(group):
            bend = bend_for((number - (len(group) - 1) / 2) * step, length)
            # Seen from the other end, the same side is the other one.
            start, end = line.ends
            curves[line.id] = Curve(points[start], points[end], bend if start == left else -bend)
    return curves


def _aside(point: Point, start: Point, end: Point) -> float:
    """How far *point* lies to the side that a line from *start* to *end* bends to with a bend above 0."""
    (x0, y0), (x1, y1) = start, end
    return (point[0] - (x0 + x1) / 2) * (y1 - y0) - (point[1] - (y0 + y1) / 2) * (x1 - x0)


def _rank(line: Line, away: float) -> tuple[int, int, str]:
    """The place in a fan: by side, with talks in the middle and opposition outside."""
    side = (away > 0) - (away < 0)
    return side, line.family.stroke.outside * (1 if side > 0 else -1), line.id


def cleared(curves: Mapping[str, Curve], obstacles: Mapping[str, Sequence[Box]]) -> dict[str, Curve]:
    """Bend each straight line around the obstacles of its own list, as little as can be."""
    return {key: curve if curve.bend else _around(curve, obstacles[key]) for key, curve in curves.items()}


def _around(curve: Curve, obstacles: Sequence[Box]) -> Curve:
    def cost(bent: Curve) -> float:
        points = bent.points(32)
        return 3 * sum(any(box.holds(point) for point in points) for box in obstacles) + abs(bent.bend)

    return min((Curve(curve.start, curve.end, bend) for bend in BENDS), key=cost)

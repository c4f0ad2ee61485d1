"""
The picture of a bargain: what one actor gains across, what the other gains upwards, and the frontier of their package.

A pure function of gains: the same gains make the same picture, to the byte.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from linkage.graph.wording import findings
from linkage.graph.wording.numbers import decimal
from linkage.visualizations.client.answers import Value
from linkage.visualizations.layout.geometry import Box, Point
from linkage.visualizations.pages.leverage.chart_labels import PlacedLabel, place_labels

WIDTH, HEIGHT = 480.0, 384.0
PLOT = Box(46.0, 26.0, 466.0, 338.0)
RADIUS = 8.0
TOGETHER = 5.0  # signs that are nearer share a label
MARGIN = 0.12  # of the largest gain, left free beyond it and below none
Gains = tuple[float, float]
SHAPES: Mapping[str, str] = {
    "equal_gain": "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
    "nash": "M0-9L9 0L0 9L-9 0z",
    "kalai_smorodinsky": "M-4-4H4V4H-4z",
    "welfare": "M0-8L8 6H-8z",
    "apart": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "trade": "M-6-6L6 6M-6 6L6-6",
    "none": "M-8 0H8M0-8V8",
}
"""The outline of each kind of sign about its place; they differ in shape, so that colours may be lost."""


@dataclass(frozen=True, slots=True)
class ChartSign:
    """A sign of the picture: the kind that it is drawn as, its gains, and its place."""

    kind: str
    label: str
    gains: Gains
    place: Point


@dataclass(frozen=True, slots=True)
class ChartTick:
    """A gain that is written along an axis, and how far along."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class GainsChart:
    """
    What is drawn, in units of the picture; y grows downwards.

    `origin` is no agreement, `frontier` a line from what is best for the one who gains across to what is best for the
    other, cut off at the edges of the plot, and `labels` stand in the order of `labelled`.
    """

    actors: tuple[str, str]
    issues: int
    origin: Point
    frontier: tuple[Point, ...]
    signs: tuple[ChartSign, ...]
    labelled: tuple[ChartSign, ...]
    labels: tuple[PlacedLabel, ...]
    across: tuple[ChartTick, ...]
    upwards: tuple[ChartTick, ...]

    @property
    def title(self) -> str:
        return findings.chart_title(self.actors, self.issues)

    @property
    def description(self) -> str:
        """Every sign with its gains, in words."""
        return " ".join(findings.chart_point(sign.label, self.actors, sign.gains) for sign in self.signs)

    @property
    def linkage(self) -> tuple[Point, Point] | None:
        """From the deals inside each theatre apart to the package by the same rule, where both are drawn."""
        places = {sign.kind: sign.place for sign in self.signs}
        return (places["apart"], places["equal_gain"]) if "apart" in places else None


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """The gains that the plot holds, from `low` to `high`, for each of the two."""

    low: Gains
    high: Gains

    @classmethod
    def around(cls, gains: Sequence[Gains]) -> "ChartFrame":
        """No agreement and all *gains*, with a margin."""
        most = tuple(max(values) for values in zip(*gains, strict=True))
        least = tuple(min(0.0, *values) for values in zip(*gains, strict=True))
        spare = tuple(MARGIN * (high - low) for low, high in zip(least, most, strict=True))
        return cls((least[0] - spare[0], least[1] - spare[1]), (most[0] + spare[0], most[1] + spare[1]))

    def place(self, gains: Gains) -> Point:
        """Where these gains are drawn."""
        across, up = ((gain - low) / (high - low) for gain, low, high in zip(gains, self.low, self.high, strict=True))
        return round(PLOT.left + across * PLOT.width, 1), round(PLOT.bottom - up * PLOT.height, 1)

    def ticks(self, axis: int) -> Iterator[ChartTick]:
        """Four to nine round gains along an axis."""
        span = self.high[axis] - self.low[axis]
        power = 10.0 ** floor(log10(span / 4))
        step = next(power * factor for factor in (5, 2, 1) if span / (power * factor) >= 4)
        for count in range(int(-self.low[axis] / step) * -1, int(self.high[axis] / step) + 1):
            gain = count * step
            yield ChartTick(decimal(gain), self.place((gain, gain))[axis])


def gains_chart(package: Value, actors: Sequence[Value], trade_gain: float | None) -> GainsChart | None:
    """
    The picture of a *package* of two actors, the first of whom gains across.

    *trade_gain* is what each gains by their best trade of two issues. None where neither can gain.
    """
    one, two = (actor.key for actor in actors)
    corners = [_gains(corner.gains, one, two) for corner in package.corners]
    points = dict(_points(package, one, two, trade_gain))
    settled = clip_line(corners, (0.0, 0.0), (float("inf"), float("inf")))
    if not points or any(max(values) <= 0 for values in zip(*points.values(), *settled, strict=True)):
        return None
    frame = ChartFrame.around([*points.values(), *settled])
    line = tuple(frame.place(gains) for gains in clip_line(corners, frame.low, frame.high))
    signs = tuple(ChartSign(kind, _LABELS[kind], gains, frame.place(gains)) for kind, gains in points.items())
    groups = _groups(signs)
    labels = place_labels(
        [tuple(sign.label for sign in group) for group in groups],
        [group[0].place for group in groups],
        RADIUS,
        line,
        PLOT,
    )
    return GainsChart(
        actors=(actors[0].name, actors[1].name),
        issues=len(package.issues),
        origin=frame.place((0.0, 0.0)),
        frontier=line,
        signs=signs,
        labelled=tuple(group[0] for group in groups),
        labels=tuple(labels),
        across=tuple(frame.ticks(0)),
        upwards=tuple(frame.ticks(1)),
    )


_LABELS: Mapping[str, str] = {
    **findings.RULES,
    "apart": findings.APART,
    "trade": findings.TRADE,
    "none": findings.NO_AGREEMENT,
}


def _gains(gains: Sequence[Value], one: str, two: str) -> Gains:
    amounts = {gain.actor: gain.gain for gain in gains}
    return amounts[one], amounts[two]


def _points(package: Value, one: str, two: str, trade_gain: float | None) -> Iterator[tuple[str, Gains]]:
    """Kinds of signs with their gains, in the order in which they are labelled."""
    chosen = {point.rule: _gains(point.gains, one, two) for point in package.points}
    if not chosen:
        return
    yield from ((rule, chosen[rule]) for rule in findings.RULES if rule in chosen)
    apart = {member.actor.key: member.apart for member in package.worth}
    if apart:
        yield "apart", (apart[one], apart[two])
    if trade_gain is not None:
        yield "trade", (trade_gain, trade_gain)
    yield "none", (0.0, 0.0)


def _groups(signs: Sequence[ChartSign]) -> list[list[ChartSign]]:
    """Signs that stand on one place, to be labelled together."""
    groups: list[list[ChartSign]] = []
    for sign in signs:
        near = (group for group in groups if _near(group[0].place, sign.place))
        group = next(near, None)
        if group is None:
            groups.append([sign])
        else:
            group.append(sign)
    return groups


def _near(place: Point, other: Point) -> bool:
    return max(abs(place[0] - other[0]), abs(place[1] - other[1])) < TOGETHER


def clip_line(line: Sequence[Gains], low: Gains, high: Gains) -> list[Gains]:
    """What lies of a monotone *line* within a frame, by Liang and Barsky (1984); a single corner is its own line."""
    points: list[Gains] = []
    for start, end in pairwise([*line, line[-1]] if len(line) == 1 else line):
        enters, leaves = 0.0, 1.0
        for axis in (0, 1):
            span = end[axis] - start[axis]
            inside = low[axis] <= start[axis] <= high[axis]
            if span:
                crossings = sorted(((low[axis] - start[axis]) / span, (high[axis] - start[axis]) / span))
                enters, leaves = max(enters, crossings[0]), min(leaves, crossings[1])
            elif not inside:
                leaves = -1.0
        if enters <= leaves:
            points += [_between(start, end, enters), _between(start, end, leaves)]
    return list(dict.fromkeys(points))


def _between(start: Gains, end: Gains, share: float) -> Gains:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])

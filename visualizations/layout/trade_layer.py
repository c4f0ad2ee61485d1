"""A trade drawn over the picture of who stands with whom: two arrows, and what it is worth to everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.graph.wording.leverage import arrow, way
from linkage.graph.wording.numbers import signed
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.trades import Side, TradeCard
from linkage.visualizations.layout.edge_labels import Tag, tagged
from linkage.visualizations.layout.geometry import Box, Crowd, Curve, Point, text_width
from linkage.visualizations.layout.sizes import SIZES
from linkage.visualizations.network.drawing import Drawing

BENDS = tuple(sign * step / 20 for step in range(3, 17) for sign in (1, -1))
NEAR = 14.0  # lines that run closer than this are hard to tell apart
FAR = 1000.0


@dataclass(frozen=True, slots=True)
class GiftArrow:
    """One half of a trade as an arrow from who gives to who gets."""

    id: str
    side: Side
    curve: Curve
    tag: Tag


@dataclass(frozen=True, slots=True)
class Badge:
    """What a trade is worth to an actor, at its place; `kind` is loss, gain or trades."""

    text: str
    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class Overlay:
    """A trade laid over a drawing; `missing` are those that it concerns and that the drawing does not show."""

    trade: TradeCard
    gifts: tuple[GiftArrow, ...]
    badges: Mapping[str, Badge]
    missing: tuple[str, ...]


def laid(drawing: Drawing, trade: TradeCard) -> Overlay:
    """Find room for both arrows beside all that is drawn; no arrow where one of the two is not drawn."""
    points = {spot.actor.key: spot.place for spot in drawing.spots}
    width = 2 * SIZES.radius + 8
    actors = {key: Box.about(point, width, width) for key, point in points.items()}
    texts = [spot.label.box for spot in drawing.spots]
    texts += [course.tag.box for course in drawing.courses if course.tag]
    curves = {course.line.id: course.curve for course in drawing.courses}
    firm = [*actors.values(), *_beyond(drawing.box)]
    gifts: list[GiftArrow] = []
    for side, curve in zip(trade.sides, _ways(drawing, trade, actors, texts), strict=False):
        tag = _tag(curve, side, texts, firm)
        firm.append(tag.box)
        gifts.append(GiftArrow(f"gift-{len(gifts) + 1}", side, curve, tag))
    crowd = Crowd(curves | {gift.id: gift.curve for gift in gifts}, 30)
    badges: dict[str, Badge] = {}
    for outcome in trade.outcomes:
        key = outcome.actor.key
        if key in points:
            badges[key] = _badge(outcome, points[key], [*texts, *firm], crowd)
            firm.append(badges[key].box)
    missing = tuple(outcome.actor.name for outcome in trade.outcomes if outcome.actor.key not in points)
    return Overlay(trade, tuple(gifts), badges, missing)


def _ways(drawing: Drawing, trade: TradeCard, actors: Mapping[str, Box], texts: Sequence[Box]) -> Sequence[Curve]:
    """From giver to giver and back, where least stands in the way; none where one of the two is not drawn."""
    points = {spot.actor.key: spot.place for spot in drawing.spots}
    givers = trade.giver1.key, trade.giver2.key
    if not trade.sides or not points.keys() >= set(givers):
        return ()
    ends = [(points[side.giver.key], points[side.taker.key]) for side in trade.sides]
    crowd = Crowd({course.line.id: course.curve for course in drawing.courses}, 30)
    free = [box for key, box in actors.items() if key not in givers]
    bend = _freest(ends, crowd, [*texts, *free], drawing.box)
    return [Curve(start, end, bend) for start, end in ends]


def _freest(ends: Sequence[tuple[Point, Point]], crowd: Crowd, obstacles: Sequence[Box], frame: Box) -> float:
    """The bend of both, so that one runs to each side, to where least stands in the way."""

    def cost(bend: float) -> float:
        points = [point for start, end in ends for point in Curve(start, end, bend).points(32)[4:-4]]
        hits = sum(any(box.holds(point) for box in obstacles) for point in points)
        beside = sum(len(set(crowd.within(Box.about(point, NEAR, NEAR)))) for point in points)
        outside = sum(not frame.holds(point) for point in points)
        return 3 * hits + beside + 4 * outside + 4 * abs(bend)

    return min(BENDS, key=cost)


def _beyond(frame: Box) -> list[Box]:
    """The room to both sides of a drawing, where words would be cut off."""
    left, right = frame.left - FAR, frame.right + FAR
    return [Box(left, frame.top, frame.left, frame.bottom), Box(frame.right, frame.top, right, frame.bottom)]


def _tag(curve: Curve, side: Side, soft: list[Box], firm: list[Box]) -> Tag:
    """The words on an arrow: all of them beside what is *soft*, else fewer, else beside what is *firm* alone."""
    for obstacles in ([*soft, *firm], firm):
        for text in (arrow(side), way(side)):
            tag = tagged({"": curve}, {"": ""}, {"": (text,)}, obstacles)[""]
            if tag.text:
                return tag
    return tagged({"": curve}, {"": ""}, {"": (way(side),)}, [])[""]


def _badge(outcome: Value, actor: Point, taken: Sequence[Box], crowd: Crowd) -> Badge:
    """At the corner of the *actor* where least stands in the way."""
    kind = "trades" if outcome.trades else "loss" if outcome.amount < 0 else "gain"
    text = f"{'▼' if outcome.amount < 0 else '▲'} {signed(outcome.amount)}"
    width = text_width(text, SIZES.words) + 16
    across, down = 0.8 * SIZES.radius + width / 2, 0.8 * SIZES.radius + SIZES.badge / 2
    corners = [
        Box.about((actor[0] + x * across, actor[1] + y * down), width, SIZES.badge) for y in (-1, 1) for x in (1, -1)
    ]

    def cost(corner: Box) -> float:
        return sum(corner.overlap(box) for box in taken) + 8 * len(set(crowd.within(corner)))

    return Badge(text, kind, min(corners, key=cost))

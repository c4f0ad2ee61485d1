"""A trade drawn over the picture of who stands with whom: two arrows, and what it is worth to everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linkage.visualizations.client.trades import Outcome, Side, Trade
from linkage.visualizations.layout.edge_labels import SIZE, Tag, tagged
from linkage.visualizations.layout.geometry import Box, Crowd, Curve, Point, text_width
from linkage.visualizations.layout.labels import RADIUS
from linkage.visualizations.network.drawing import Drawing
from linkage.visualizations.pages.leverage import words as terms

BENDS = tuple(sign * step / 20 for step in range(3, 17) for sign in (1, -1))
NEAR = 14.0  # lines that run closer than this are hard to tell apart
HEIGHT = 20.0  # of a badge
FAR = 1000.0


@dataclass(frozen=True, slots=True)
class Gift:
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

    trade: Trade
    gifts: tuple[Gift, ...]
    badges: Mapping[str, Badge]
    missing: tuple[str, ...]


def laid(drawing: Drawing, trade: Trade) -> Overlay:
    """Find room for both arrows beside all that is drawn; no arrow where one of the two is not drawn."""
    spots = {spot.actor.key: spot for spot in drawing.spots}
    words = [spot.label.box for spot in drawing.spots]
    words += [course.tag.box for course in drawing.courses if course.tag]
    actors = {key: Box.about(spot.at, 2 * RADIUS + 8, 2 * RADIUS + 8) for key, spot in spots.items()}
    curves = {course.line.id: course.curve for course in drawing.courses}
    ways = _ways(trade, {key: spot.at for key, spot in spots.items()})
    if ways:
        free = [box for key, box in actors.items() if key not in (trade.giver1.key, trade.giver2.key)]
        ways = _freest(ways, Crowd(curves, 30), [*words, *free], drawing.box)
    firm = [*actors.values(), *_beyond(drawing.box)]
    gifts: list[Gift] = []
    for number, (side, curve) in enumerate(zip(trade.sides, ways, strict=False), 1):
        tag = _tag(curve, side, words, firm)
        firm.append(tag.box)
        gifts.append(Gift(f"gift-{number}", side, curve, tag))
    crowd = Crowd(curves | {gift.id: gift.curve for gift in gifts}, 30)
    badges: dict[str, Badge] = {}
    for one in trade.outcomes:
        if one.actor.key in spots:
            badge = badges[one.actor.key] = _badge(one, spots[one.actor.key].at, [*words, *firm], crowd)
            firm.append(badge.box)
    missing = tuple(one.actor.name for one in trade.outcomes if one.actor.key not in spots)
    return Overlay(trade, tuple(gifts), badges, missing)


def _ways(trade: Trade, at: Mapping[str, Point]) -> list[Curve]:
    """From giver to giver and back, straight."""
    ends = [(side.giver.key, side.taker.key) for side in trade.sides]
    return [Curve(at[giver], at[taker]) for giver, taker in ends if at.keys() >= {giver, taker}]


def _freest(ways: Sequence[Curve], crowd: Crowd, obstacles: Sequence[Box], frame: Box) -> list[Curve]:
    """Both bent alike, so that one runs to each side, to where least stands in the way."""

    def cost(bend: float) -> float:
        points = [point for way in ways for point in Curve(way.start, way.end, bend).points(32)[4:-4]]
        hits = sum(any(box.holds(point) for box in obstacles) for point in points)
        beside = sum(len(set(crowd.within(Box.about(point, NEAR, NEAR)))) for point in points)
        outside = sum(not frame.holds(point) for point in points)
        return 3 * hits + beside + 4 * outside + 4 * abs(bend)

    best = min(BENDS, key=cost)
    return [Curve(way.start, way.end, best) for way in ways]


def _beyond(frame: Box) -> list[Box]:
    """The room to both sides of a drawing, where words would be cut off."""
    left, right = frame.left - FAR, frame.right + FAR
    return [Box(left, frame.top, frame.left, frame.bottom), Box(frame.right, frame.top, right, frame.bottom)]


def _tag(curve: Curve, side: Side, others: list[Box], firm: list[Box]) -> Tag:
    """The words on an arrow: all of them beside the *others*, else fewer, else beside what is *firm* alone."""
    for obstacles in ([*others, *firm], firm):
        for words in (terms.gives(side), terms.way(side)):
            tag = tagged({"": curve}, {"": ""}, {"": words}, obstacles)[""]
            if tag.text:
                return tag
    return tagged({"": curve}, {"": ""}, {"": terms.way(side)}, [])[""]


def _badge(outcome: Outcome, at: Point, taken: Sequence[Box], crowd: Crowd) -> Badge:
    """At the corner of the actor where least stands in the way."""
    kind = "trades" if outcome.trades else "loss" if outcome.amount < 0 else "gain"
    text = f"{'▼' if outcome.amount < 0 else '▲'} {terms.signed(outcome.amount)}"
    across, down = (text_width(text, SIZE) + 16) / 2, HEIGHT / 2
    corners = [
        Box.about(
            (at[0] + x * (0.8 * RADIUS + across), at[1] + y * (0.8 * RADIUS + down)), 2 * across, HEIGHT
        )
        for y in (-1, 1)
        for x in (1, -1)
    ]

    def cost(box: Box) -> float:
        return sum(box.overlap(other) for other in taken) + 8 * len(set(crowd.within(box)))

    return Badge(text, kind, min(corners, key=cost))

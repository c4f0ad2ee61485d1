"""
Which actor takes which slot.

In a small picture actors swap slots until few lines cross, few run over others, and backers stand level
with those they back; in a large one they keep the order that igraph finds. The same view always gives the
same places.
"""

import random
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

import igraph

from linkage.graph.relations.derivation import RelationStatus
from linkage.visualizations.layout.geometry import Point, cross, distance
from linkage.visualizations.layout.seats import Room, Slots, slots
from linkage.visualizations.network.regions import Region
from linkage.visualizations.network.view import Line, View

SWAPPED = 40  # up to here actors swap slots; it takes too long beyond
STARTS = 5000  # divided by the square of the number of actors
CLEAR = 58.0  # a line nearer than this to an actor runs over it or its label

# What a line costs: to cross another, to run over an actor, per 100 of length, per 100 of slope as the family has it.
CROSSING, OVER, LENGTH = 1.0, 2.5, 0.12
Seats = dict[str, int]  # the number of the slot that an actor takes


def places(view: View, room: Room) -> dict[str, Point]:
    """The place of every actor of *view*."""
    offered = slots(view.regions, room)
    if len(view.actors) > SWAPPED:
        return {key: slot for region in view.regions for key, slot in _ordered(view, region, offered).items()}
    points = [slot for group in offered.values() for slot in group]
    search = _Search(points, view)
    dice = random.Random(0)
    starts = max(1, STARTS // len(view.actors) ** 2)
    best = min((search.settled(_shuffled(offered, dice)) for _ in range(starts)), key=search.cost)
    return _upright({key: points[seat] for key, seat in best.items()}, view)


def _shuffled(offered: Slots, dice: random.Random) -> Seats:
    order = [dice.sample(region.actors, len(region.actors)) for region in offered]
    return {key: seat for seat, key in enumerate(key for keys in order for key in keys)}


class _Search:
    """Looks for cheap seats; every pair of actors with lines between them counts as one line."""

    def __init__(self, points: Sequence[Point], view: View) -> None:
        slopes: dict[frozenset[str], float] = {}
        for line in view.lines:
            pair = frozenset(line.ends)
            slopes[pair] = slopes.get(pair, 0.0) + _slope(line)
        self._lines = [(min(pair), max(pair), slope) for pair, slope in slopes.items() if len(pair) == 2]
        self._lines_at = {
            actor.key: [n for n, line in enumerate(self._lines) if actor.key in line] for actor in view.actors
        }
        self._swaps = [swap for region in view.regions for swap in combinations(region.actors, 2)]
        self._points = points
        # Costs depend on slots only, and there are few: each is reckoned once.
        self._alone = cache(self._alone_at)
        self._together = cache(self._together_at)

    def cost(self, seats: Seats) -> float:
        return self._cost_of(range(len(self._lines)), seats)

    def settled(self, seats: Seats) -> Seats:
        """Swap for as long as a swap within a region makes it cheaper."""
        better = True
        while better:
            better = False
            for left, right in self._swaps:
                lines = sorted({*self._lines_at[left], *self._lines_at[right]})
                swapped = {**seats, left: seats[right], right: seats[left]}
                if self._cost_of(lines, swapped) < self._cost_of(lines, seats) - 1e-9:
                    seats, better = swapped, True
        return seats

    def _cost_of(self, lines: Sequence[int], seats: Seats) -> float:
        """What *lines* cost alone and with all others."""
        counted = set(lines)
        total = 0.0
        for n in lines:
            start, end, slope = self._lines[n]
            a, b = seats[start], seats[end]
            total += self._alone(a, b, slope)
            for m, (third, fourth, _) in enumerate(self._lines):
                if m > n or m not in counted:
                    total += self._together(a, b, seats[third], seats[fourth])
        return total

    def _alone_at(self, a: int, b: int, slope: float) -> float:
        start, end = self._points[a], self._points[b]
        over = sum(distance(p, start, end) < CLEAR for n, p in enumerate(self._points) if n not in (a, b))
        across, down = abs(start[0] - end[0]) / 100, abs(start[1] - end[1]) / 100
        return OVER * over + LENGTH * (across + down) + slope * down

    def _together_at(self, a: int, b: int, c: int, d: int) -> float:
        points = self._points
        return CROSSING * cross(points[a], points[b], points[c], points[d])


def _slope(line: Line) -> float:
    """What a line costs per 100 of slope; one that is only denied places nobody."""
    return 0.0 if line.status is RelationStatus.DENIED else line.family.stroke.slope


def _upright(points: dict[str, Point], view: View) -> dict[str, Point]:
    """Turn the picture over where that puts the most linked of the actors in the middle lower."""
    shared = [key for region in view.regions if region.key is None for key in region.actors]
    # Regions that stand on each other keep their order.
    if not shared or len(view.regions) > 3:
        return points
    ends = [end for line in view.lines for end in line.ends]
    busiest = max(shared, key=lambda key: (ends.count(key), key))
    ys = [y for _, y in points.values()]
    middle = (min(ys) + max(ys)) / 2
    if points[busiest][1] >= middle:
        return points
    return {key: (x, 2 * middle - y) for key, (x, y) in points.items()}


def _ordered(view: View, region: Region, offered: Slots) -> dict[str, Point]:
    """Give the slots of a region in the order in which igraph lays its actors out."""
    number = {key: n for n, key in enumerate(region.actors)}
    inside = [line for line in view.lines if all(end in number for end in line.ends)]
    edges = [(number[subject], number[object_]) for subject, object_ in (line.ends for line in inside)]
    graph = igraph.Graph(n=len(number), edges=edges)
    dice = random.Random(0)
    start = [(dice.random(), dice.random()) for _ in number]
    # igraph draws small shakes from a generator that all its users share.
    igraph.set_random_number_generator(dice)
    spots = graph.layout_fruchterman_reingold(
        weights=[line.family.stroke.pull for line in inside], seed=start, grid=False
    )
    igraph.set_random_number_generator(random)
    across = dict(zip(region.actors, (x for x, _ in spots), strict=True))
    down = dict(zip(region.actors, (y for _, y in spots), strict=True))
    return dict(_seated(offered[region], across, down))


def _seated(group: Iterable[Point], across: dict[str, float], down: dict[str, float]) -> Iterable[tuple[str, Point]]:
    """Fill columns from left to right and each from above, keeping the order of the coordinates."""
    waiting = sorted(across, key=lambda key: (across[key], key))
    columns: dict[float, list[Point]] = {}
    for x, y in sorted(group):
        columns.setdefault(x, []).append((x, y))
    for column in columns.values():
        taken, waiting = waiting[: len(column)], waiting[len(column) :]
        yield from zip(sorted(taken, key=lambda key: (down[key], key)), column, strict=True)

"""
The places that a picture offers: theatres to both sides, what belongs to several between them.

A region is a honeycomb of seats in lanes, far enough apart that no label meets another and that lines pass
between. On a wide screen lanes are columns and regions stand side by side; on a narrow one lanes are rows
and regions stand on each other. Here lanes always run down; whoever draws turns the picture.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkage.visualizations.layout.geometry import Point
from linkage.visualizations.network.regions import Region

Slots = dict[Region, list[Point]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """
    What the slots have to leave, and the screen they are for.

    `seat` is from one actor of a lane to the next, `lane` from one lane to the next, `frame` between regions
    side by side, `stack` between those that share a side if they may, `least` the least length of a lane.
    Lines of a region fan out to both sides by `fans`.
    """

    seat: float
    lane: float
    frame: float
    stack: float | None
    least: float
    fans: Mapping[Region, float]
    screen: tuple[float, float]

    def reach(self, side: Sequence[Region]) -> float:
        """From the outermost lane of a side to its frame."""
        return max([self.lane / 2, *(self.fans[region] for region in side)])


def slots(regions: Sequence[Region], room: Room) -> Slots:
    """One slot for every actor of every region, shaped so that the screen shows them as large as can be."""
    most = max(len(region.actors) for region in regions)
    return max(
        (_arranged(regions, seats, room) for seats in range(1, most + 1)),
        key=lambda offered: _fit(offered, room),
    )


def _fit(offered: Slots, room: Room) -> tuple[float, float]:
    """How large the picture can be on the screen; of those that fit, the shortest is best."""
    xs, ys = zip(*(slot for group in offered.values() for slot in group), strict=True)
    across, down = max(xs) - min(xs) + room.lane, max(ys) - min(ys) + room.seat
    return min(room.screen[0] / across, room.screen[1] / down, 1.0), -across


def _arranged(regions: Sequence[Region], seats: int, room: Room) -> Slots:
    """The slots where no side is longer than *seats*, as far as that can be."""
    apart = [region for region in regions if region.key is not None]
    shared = [region for region in regions if region.key is None]
    left, right = apart[0::2], apart[1::2]
    sides = [left, shared, right] if room.stack else [[r] for r in (*left, *shared, *right)]
    sides = [side for side in sides if side]
    lanes = [_lanes(side, seats) for side in sides]
    length = max(room.least, *(_length(side, count, room) for side, count in zip(sides, lanes, strict=True)))
    offered: Slots = {}
    start = 0.0
    for side, count in zip(sides, lanes, strict=True):
        near = start + room.reach(side)
        far = near + (count - 1) * room.lane
        # The first lane, which takes the most actors, stands on the outside.
        outside_in = side[0] not in right
        xs = [near + room.lane * n if outside_in else far - room.lane * n for n in range(count)]
        offered |= _stacked(side, xs, length, room)
        start = far + room.reach(side) + room.frame
    return offered


def _lanes(side: Sequence[Region], seats: int) -> int:
    """The fewest lanes that keep a side within *seats*."""
    most = max(len(region.actors) for region in side)
    fitting = (count for count in range(1, most) if sum(_seats(region, count) for region in side) <= seats)
    return next(fitting, most)


def _seats(region: Region, lanes: int) -> int:
    """The length of the longest of *lanes* lanes; in a honeycomb every second one is shorter by one."""
    actors = len(region.actors)
    return max(1, math.ceil((actors + lanes // 2) / lanes)) if actors > lanes else 1


def _counts(region: Region, lanes: int) -> Iterator[int]:
    """How many actors each lane takes."""
    left, seats = len(region.actors), _seats(region, lanes)
    for number in range(lanes):
        taken = min(left, max(1, seats - number % 2))
        left -= taken
        yield taken


def _length(side: Sequence[Region], lanes: int, room: Room) -> float:
    return sum(_seats(region, lanes) - 1 for region in side) * room.seat + _gaps(side, room)


def _gaps(side: Sequence[Region], room: Room) -> float:
    return (len(side) - 1) * (room.seat + (room.stack or 0))


def _stacked(side: Sequence[Region], xs: Sequence[float], length: float, room: Room) -> Slots:
    """Stack the regions of a side over *length*, or around its middle where they cannot fill it."""
    gaps, spans = _gaps(side, room), [_seats(region, len(xs)) - 1 for region in side]
    pitch = (length - gaps) / sum(spans) if sum(spans) else 0.0
    top = (length - sum(spans) * pitch - gaps) / 2
    offered: Slots = {}
    for region, span in zip(side, spans, strict=True):
        middle = top + span * pitch / 2
        offered[region] = [
            (x, middle + (seat - (count - 1) / 2) * pitch)
            for x, count in zip(xs, _counts(region, len(xs)), strict=True)
            for seat in range(count)
        ]
        top += span * pitch + room.seat + (room.stack or 0)
    return offered

"""Where an issue stood on its scale: on the ground on a day, and by what an agreement says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from linkage.graph.leverage.stance_matrix import best_value
from linkage.graph.records import Range


@dataclass(frozen=True, slots=True)
class GroundPoint:
    """Where an issue stood on the ground from its first day on, None where nobody knows its beginning."""

    key: str
    issue: str
    position: Range
    start: date | None
    claims: tuple[str, ...]

    @property
    def middle(self) -> Fraction:
        """The value coded, else the middle of the bounds."""
        return best_value(self.position)


@dataclass(frozen=True, slots=True)
class AgreedPoint:
    """Where an agreement says that an issue is to stand."""

    key: str
    issue: str
    position: Range
    claims: tuple[str, ...]

    @property
    def middle(self) -> Fraction:
        """The value coded, else the middle of the bounds."""
        return best_value(self.position)

    def holds(self, position: Fraction) -> bool:
        """Whether a position lies within the bounds, both included."""
        return self.position.low <= position <= self.position.high


def ground_on(points: Iterable[GroundPoint], day: date) -> GroundPoint | None:
    """The last of the points of an issue that had begun by a day: it counts until the next. None where none had."""
    begun = [point for point in points if point.start is None or point.start <= day]
    return max(begun, key=lambda point: (point.start or date.min, point.key), default=None)

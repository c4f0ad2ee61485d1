"""Who stands where on which issue: one exact figure per cell, and the weighted centre of each issue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from linkage.graph.records import Range

Cell = tuple[str, str]
"""An actor and an issue."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What an actor wants on an issue (0 to 100), how much it cares (0 to 1), and its power there (0 or more)."""

    position: Fraction
    salience: Fraction
    power: Fraction

    @property
    def weight(self) -> Fraction:
        return self.salience * self.power


@dataclass(frozen=True)
class StanceMatrix:
    """
    The known cells; what is not there is unknown, which is not zero.

    The weighted centre of an issue is the mean of the positions, each weighted by salience times power
    (Stokman & Van Oosten 1994). It is no outcome: nobody decides in common here.
    """

    stands: Mapping[Cell, Stand]

    @cached_property
    def actors(self) -> tuple[str, ...]:
        return tuple(sorted({actor for actor, _ in self.stands}))

    @cached_property
    def issues(self) -> tuple[str, ...]:
        return tuple(sorted({issue for _, issue in self.stands}))

    @cached_property
    def on(self) -> Mapping[str, Mapping[str, Stand]]:
        """Per issue, who stands where, by actor."""
        stands_by_issue: dict[str, dict[str, Stand]] = {issue: {} for issue in self.issues}
        for (actor, issue), stand in sorted(self.stands.items()):
            stands_by_issue[issue][actor] = stand
        return stands_by_issue

    @cached_property
    def weights(self) -> Mapping[str, Fraction]:
        """Per issue, the sum of all weights."""
        return {
            issue: sum((stand.weight for stand in stands.values()), Fraction()) for issue, stands in self.on.items()
        }

    @cached_property
    def centres(self) -> Mapping[str, Fraction | None]:
        """Per issue, the weighted centre; None where nobody has weight."""
        return {issue: weighted_centre(stands.values()) for issue, stands in self.on.items()}

    @cached_property
    def medians(self) -> Mapping[str, Fraction | None]:
        """Per issue, the weighted median; None where nobody has weight."""
        return {issue: weighted_median(stands.values()) for issue, stands in self.on.items()}

    @property
    def spreads(self) -> dict[str, Fraction]:
        """Per issue with weight, how far the weighted median lies from the weighted centre."""
        return {
            issue: abs(median - centre)
            for issue, median in self.medians.items()
            if median is not None and (centre := self.centres[issue]) is not None
        }

    def pull(self, actor: str, issue: str) -> Fraction | None:
        """How far the actor draws the centre: with it, less without it; None where it stands alone."""
        with_it = self.centres[issue]
        without = weighted_centre(stand for name, stand in self.on[issue].items() if name != actor)
        return None if with_it is None or without is None else with_it - without

    def moved(self, positions: Mapping[Cell, Fraction]) -> "StanceMatrix":
        """The same table with other positions in some cells."""
        changed = {cell: replace(self.stands[cell], position=position) for cell, position in positions.items()}
        return StanceMatrix({**self.stands, **changed})


def weighted_centre(stands: Iterable[Stand]) -> Fraction | None:
    """The weighted mean of the positions; None where all weights are zero."""
    weight = pulled = Fraction()
    for stand in stands:
        weight += stand.weight
        pulled += stand.weight * stand.position
    return pulled / weight if weight else None


def weighted_median(stands: Iterable[Stand]) -> Fraction | None:
    """
    The position with at most half of the weight on either side of it, the median voter's (Black 1948).

    Where two positions and all between them are that, the middle of the two; None where all weights are zero.
    """
    ranked = sorted((stand.position, stand.weight) for stand in stands if stand.weight)
    half = sum((weight for _, weight in ranked), Fraction()) / 2
    below = Fraction()
    for place, (position, weight) in enumerate(ranked):
        below += weight
        if below >= half:
            return position if below > half else (position + ranked[place + 1][0]) / 2
    return None


def exact_fraction(value: float | str | Fraction) -> Fraction:
    """The exact value that the shortest decimal of *value* spells: 0.1 is a tenth."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def best_value(bounds: Range) -> Fraction:
    """The value coded, else the middle of the bounds, exactly."""
    if bounds.value is not None:
        return exact_fraction(bounds.value)
    return (exact_fraction(bounds.low) + exact_fraction(bounds.high)) / 2

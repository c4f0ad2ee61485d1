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


def exact_fraction(value: float | str | Fraction) -> Fraction:
    """The exact value that the shortest decimal of *value* spells: 0.1 is a tenth."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def best_value(bounds: Range) -> Fraction:
    """The value coded, else the middle of the bounds, exactly."""
    if bounds.value is not None:
        return exact_fraction(bounds.value)
    return (exact_fraction(bounds.low) + exact_fraction(bounds.high)) / 2

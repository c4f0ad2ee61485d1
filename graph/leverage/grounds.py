"""What a figure of a stance rests on, and the chance that it holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from linkage.graph.records import Support

Chances = Mapping[str, tuple[str, float]]
"""Of each claim the origin, and the chance that it is right."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """
    What a figure rests on: it holds where one of its `claims` is right, or all where it `needs` all, and none `against` it.

    Without claims it is the coder's word.
    """

    claims: tuple[str, ...] = ()
    needs: Support = Support.ANY
    against: tuple[str, ...] = ()

    @property
    def weighed(self) -> tuple[str, ...]:
        """All claims that decide whether it holds."""
        return (*self.claims, *self.against)

    def broken(self, held: frozenset[str], failed: frozenset[str]) -> bool:
        """Whether it cannot hold any more, where these claims are right and those are not."""
        return not held.isdisjoint(self.against) or self.needs is Support.ALL and not failed.isdisjoint(self.claims)

    def met(self, held: frozenset[str]) -> bool:
        """Whether these claims are enough, if nothing breaks it."""
        return self.needs is Support.ALL or not self.claims or not held.isdisjoint(self.claims)


THE_CODERS_WORD = Grounds()
"""Of a figure that rests on no claim."""


def joint_chance(several: Sequence[Grounds], chances: Chances) -> float:
    """
    The chance that all of these grounds hold.

    Claims of one origin hold and fail together, the less certain ones first to fail; origins are independent. Each origin
    is gone through once, with the chance of every set of grounds that are met by then and not broken.
    """
    met = frozenset(place for place, grounds in enumerate(several) if grounds.met(frozenset()))
    states = {met: 1.0}
    for claims in _by_origin(several, chances):
        following: dict[frozenset[int], float] = defaultdict(float)
        for share, held, failed in _courses(claims):
            if any(grounds.broken(held, failed) for grounds in several):
                continue
            gained = frozenset(place for place, grounds in enumerate(several) if grounds.met(held))
            for before, chance in states.items():
                following[before | gained] += share * chance
        states = following
    return states.get(frozenset(range(len(several))), 0.0)


def _by_origin(several: Iterable[Grounds], chances: Chances) -> Iterator[dict[str, float]]:
    """The claims of each origin with their certainties."""
    origins: dict[str, dict[str, float]] = defaultdict(dict)
    for key in sorted({key for grounds in several for key in grounds.weighed}):
        origin, certainty = chances[key]
        origins[origin][key] = certainty
    yield from origins.values()


def _courses(claims: Mapping[str, float]) -> Iterator[tuple[float, frozenset[str], frozenset[str]]]:
    """What claims of one origin may come to: how likely that is, which of them are right then, and which are not."""
    for low, high in pairwise(sorted({0.0, 1.0, *claims.values()})):
        held = frozenset(key for key, certainty in claims.items() if certainty >= high)
        yield high - low, held, frozenset(claims) - held

"""Bargains for tests: two that are worked out by hand, and tables in which everybody stands everywhere."""

import random
from collections.abc import Mapping
from fractions import Fraction

from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand

HALFWAY = {issue: Fraction(50) for issue in ("pay", "hours", "start")}
FIRM: dict[tuple[str, str], tuple[object, object, object]] = {
    ("firm", "pay"): (0, "0.6", 1),
    ("firm", "hours"): (0, "0.3", 1),
    ("firm", "start"): (0, "0.1", 1),
    ("union", "pay"): (100, "0.3", 1),
    ("union", "hours"): (100, "0.4", 1),
    ("union", "start"): (100, "0.5", 1),
}
"""Three issues between ends of the scale; halfway without agreement."""


def _scores(
    buyer: Mapping[str, int], seller: Mapping[str, int]
) -> dict[tuple[str, str], tuple[object, object, object]]:
    """Points out of 100 for the whole way on each issue, as two negotiators who score additively give them."""
    return {
        (actor, issue): (end, Fraction(points, 100), 1)
        for actor, end, scores in (("buyer", 0, buyer), ("seller", 100, seller))
        for issue, points in scores.items()
    }


FIVE = _scores(
    {"price": 40, "volume": 30, "term": 15, "training": 10, "delivery": 5},
    {"price": 5, "volume": 10, "term": 15, "training": 30, "delivery": 40},
)
"""Five issues scored by two, the one's scores the other's turned round; halfway without agreement."""


def full(seed: int, actors: int, issues: int) -> StanceMatrix:
    """A table without empty cells: positions whole, saliences and powers above nothing, in hundredths."""
    dice = random.Random(seed)
    return StanceMatrix(
        {
            (f"a{actor}", f"p{issue}"): Stand(
                Fraction(dice.randint(0, 100)), Fraction(dice.randint(1, 100), 100), Fraction(dice.randint(1, 100), 100)
            )
            for actor in range(actors)
            for issue in range(issues)
        }
    )

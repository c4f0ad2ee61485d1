"""What a figure rests on: the chance that several hold together, against every course that claims may take."""

import random
from itertools import product

import pytest

from linkage.graph.leverage.grounds import THE_CODERS_WORD, Grounds, joint_chance
from linkage.graph.records import Support


def held(grounds: Grounds, right: set[str]) -> bool:
    """The rule in words: enough of the claims are right, and none of those against it is."""
    enough = all if grounds.needs is Support.ALL else any
    claims = [claim in right for claim in grounds.claims]
    return (not claims or enough(claims)) and right.isdisjoint(grounds.against)


def enumerated(several: list[Grounds], chances: dict[str, tuple[str, float]]) -> float:
    """Over all places in which each origin may lie between the certainties of its claims."""
    origins = sorted({origin for origin, _ in chances.values()})
    marks = [sorted({0.0, 1.0, *(c for o, c in chances.values() if o == origin)}) for origin in origins]
    total = 0.0
    for places in product(*(range(len(each) - 1) for each in marks)):
        weight = 1.0
        states = {}
        for origin, each, place in zip(origins, marks, places, strict=True):
            weight *= each[place + 1] - each[place]
            states[origin] = (each[place] + each[place + 1]) / 2
        right = {key for key, (origin, certainty) in chances.items() if states[origin] < certainty}
        total += weight * all(held(grounds, right) for grounds in several)
    return total


@pytest.mark.parametrize("seed", range(60))
def test_the_chance_is_that_of_all_courses_in_which_the_figures_hold(seed: int) -> None:
    dice = random.Random(seed)
    keys = [f"c{number}" for number in range(6)]
    chances = {key: (dice.choice("abc"), dice.choice([0.0, 1.0, dice.random()])) for key in keys}
    several = []
    for _ in range(3):
        dice.shuffle(keys)
        pro = dice.randint(0, 3)
        several.append(
            Grounds(tuple(keys[:pro]), dice.choice(list(Support)), tuple(keys[pro : pro + dice.randint(0, 2)]))
        )

    assert joint_chance(several, chances) == pytest.approx(enumerated(several, chances))


def test_by_hand() -> None:
    chances = {"position": ("press", 0.8), "troops": ("press", 0.5), "denial": ("ministry", 0.25)}
    position, capability = Grounds(("position",)), Grounds(("troops",), against=("denial",))

    assert joint_chance([position, THE_CODERS_WORD, THE_CODERS_WORD], chances) == 0.8
    # The troops are right where the press is within 0.5, and then it is within 0.8, too.
    assert joint_chance([position, THE_CODERS_WORD, capability], chances) == 0.5 * 0.75
    assert joint_chance([THE_CODERS_WORD] * 3, chances) == 1

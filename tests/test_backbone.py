"""What all best splits have in common, and who could go either way: against every split of small graphs."""

import random
from itertools import combinations

import numpy as np
import pytest

from linkage.graph.balance.camps import SignedTie, Split, split_camps
from tests.gahuku import GAHUKU
from tests.test_camps import WEIGHTS, complete, drawn, named, numberings


def best_splits(ties: list[SignedTie]) -> np.ndarray:
    """Every least frustrated split into two camps, one per row, the actors in the order of their names."""
    number = {name: i for i, name in enumerate(named(ties))}
    splits = np.array(list(numberings(len(number), 2)))
    cost = np.zeros(len(splits))
    for tie in ties:
        cost += tie.weight * ((splits[:, number[tie.source]] == splits[:, number[tie.target]]) != (tie.sign > 0))
    return splits[cost < cost.min() + 1e-9]


def cost(ties: list[SignedTie], camp: dict[str, int]) -> float:
    return sum(tie.weight for tie in ties if (camp[tie.source] == camp[tie.target]) != (tie.sign > 0))


def camp_of(split: Split) -> dict[str, int]:
    return {name: number for number, names in enumerate(split.camps) for name in names}


@pytest.mark.parametrize("weights", WEIGHTS.values(), ids=WEIGHTS)
def test_two_actors_share_a_group_where_every_best_split_places_them_alike(weights: list[float]) -> None:
    sizes = set()
    for seed in range(60):
        ties = drawn(seed, 11, weights=weights)
        best, names = best_splits(ties), named(ties)

        backbone = split_camps(ties, 2, backbone=True).backbone

        assert backbone and backbone.complete, seed
        group = {name: number for number, names in enumerate(backbone.groups) for name in names}
        for i, j in combinations(range(len(names)), 2):
            alike = len(set((best[:, i] == best[:, j]).tolist())) == 1
            assert (group[names[i]] == group[names[j]]) is alike, (seed, names[i], names[j])
        sizes |= set(map(len, backbone.groups))

    assert len(sizes) > 3


def test_where_one_split_alone_is_best_all_actors_are_one_group() -> None:
    backbone = split_camps(GAHUKU, 2, backbone=True).backbone

    assert backbone and backbone.complete and len(backbone.groups) == 1


def test_when_time_is_up_only_what_is_proven_is_one_group() -> None:
    backbone = split_camps(complete(45, seed=3), 2, seconds=0.3, backbone=True).backbone

    assert backbone and not backbone.complete and max(map(len, backbone.groups)) == 1


@pytest.mark.parametrize("seed", range(4))
def test_what_a_little_time_proves_is_never_more_than_what_much_time_does(seed: int) -> None:
    chance = random.Random(seed)
    ties = [SignedTie(f"{a:02}", f"{b:02}", chance.choice([-1, 1])) for a, b in combinations(range(14), 2)]
    whole = split_camps(ties, 2, backbone=True).backbone
    early = [split_camps(ties, 2, seconds=seconds, backbone=True).backbone for seconds in (1e-6, 0.05, 0.1)]

    assert whole
    for backbone in early:
        assert backbone
        assert all(any(set(group) <= set(all_) for all_ in whole.groups) for group in backbone.groups)


@pytest.mark.parametrize("k", [2, 3])
def test_who_could_go_either_way_is_whoever_another_camp_suits_as_well(k: int) -> None:
    told = 0
    for seed in range(80):
        ties = drawn(seed, 9, weights=[1.0, 1.0, 2.0])
        split = split_camps(ties, k)
        camp = camp_of(split)
        alone = {name for names in split.camps if len(names) == 1 for name in names}

        for name in camp:
            others = set(range(len(split.camps) if name in alone else min(k, len(split.camps) + 1))) - {camp[name]}
            free = any(cost(ties, {**camp, name: other}) == split.index for other in others)
            assert (name in split.either_way) is free, (seed, name)
        told += len(split.either_way)

    assert told > 10

"""What is proven from below: cycles, cliques and closed ties, held against every split of small graphs."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from math import inf

import numpy as np
import pytest

from linkage.graph.balance.clique_cuts import least_frustrated, violated_cliques
from linkage.graph.balance.cycle_cuts import violated_cycles
from linkage.graph.balance.frustration import relax_by_cuts
from linkage.graph.balance.integer_program import IntegerProgram
from linkage.graph.balance.signed_graph import SignedGraph


def drawn(seed: int) -> SignedGraph:
    """Seven actors in a ring with some ties across it."""
    chance = random.Random(seed)
    ring = [(i, i + 1) for i in range(6)] + [(0, 6)]
    pairs = ring + chance.sample(sorted(set(combinations(range(7), 2)) - set(ring)), chance.randint(1, 14))
    return SignedGraph(
        size=7,
        u=np.array([first for first, _ in pairs]),
        v=np.array([second for _, second in pairs]),
        positive=np.array([chance.random() < 0.4 for _ in pairs]),
        weight=np.array([float(chance.choice([1, 1, 2])) for _ in pairs]),
    )


def splits(k: int) -> Iterator[np.ndarray]:
    return (np.array([0, *rest]) for rest in product(range(k), repeat=6))


@pytest.mark.parametrize("k", [2, 3])
def test_every_cycle_holds_a_frustrated_tie_in_every_split(k: int) -> None:
    for seed in range(25):
        graph = drawn(seed)
        cycles = violated_cycles(graph, np.zeros(len(graph.u)), k)

        assert all(graph.frustrated(labels)[list(cycle.ties)].any() for cycle in cycles for labels in splits(k))


@pytest.mark.parametrize("k", [2, 3, 4])
def test_every_clique_of_enemies_holds_as_many_frustrated_ties_as_it_says_in_every_split(k: int) -> None:
    hostile = [replace(graph, positive=np.zeros(len(graph.u), dtype=bool)) for graph in map(drawn, range(40))]
    cliques = [(graph, cut) for graph in hostile for cut in violated_cliques(graph, np.zeros(len(graph.u)), k)]

    assert cliques
    assert all(
        min(graph.frustrated(labels)[list(cut.ties)].sum() for labels in splits(k)) == cut.least >= 1
        for graph, cut in cliques
    )


@pytest.mark.parametrize("k", [2, 3, 4])
def test_mutual_enemies_are_least_frustrated_in_even_camps(k: int) -> None:
    for enemies in range(8):
        counts = (np.bincount(camps, minlength=k) for camps in product(range(k), repeat=enemies))

        assert least_frustrated(enemies, k) == min(int((size * (size - 1) // 2).sum()) for size in counts)


@pytest.mark.parametrize("k", [2, 3])
def test_no_split_costs_less_than_the_bound_or_frustrates_a_closed_tie(k: int) -> None:
    for seed in range(25):
        graph = drawn(seed)
        least = min(graph.cost(labels) for labels in splits(k))
        relaxation = relax_by_cuts(graph, k, least + 1, inf)
        open_ = relaxation.ceiling(least + 0.5) > 0
        best = [labels for labels in splits(k) if graph.cost(labels) <= least]

        assert relaxation.bound <= least + 1e-6, seed
        assert all(open_[graph.frustrated(labels)].all() for labels in best), seed


@pytest.mark.parametrize("k", [2, 3])
def test_the_programme_finds_the_least_without_a_search_before_it(k: int) -> None:
    for seed in range(8):
        graph = drawn(seed)
        answer = IntegerProgram(graph, k, (), np.ones(len(graph.u))).solve(inf)

        assert answer.labels is not None, seed
        assert graph.cost(answer.labels) == min(graph.cost(labels) for labels in splits(k)), seed

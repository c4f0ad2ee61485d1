"""The frustration index, against the integer programme of the textbook handed to the same solver."""

import random
import time
from collections.abc import Iterator
from itertools import combinations
from math import inf
from pathlib import Path

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from benchmarks.figures import Figure
from linkage.graph.balance.camps import SignedTie, split_camps
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

GRAPHS = 60
NOISE = (0.05, 0.1, 0.15, 0.2)
"""The part of ties that goes against two hidden camps; graphs take turns."""
PATIENCE = 10.0
"""Seconds for the textbook's programme on one graph; where it is not done by then, just these are counted."""
HARD = ((60, 350), (80, 400), (90, 500), (100, 700), (150, 1300))
"""Actors and ties of graphs in which every sign is a coin's toss."""
LIMIT = 30.0
HOSTILE = (
    ("K14", nx.complete_graph(14), 3),
    ("Turán (12, 5)", nx.turan_graph(12, 5), 3),
    ("Turán (12, 5)", nx.turan_graph(12, 5), 4),
)
"""Where everybody, or everybody of another group, is an enemy: graph and camps."""
PROOF = 10.0
"""Seconds for one proof on such a graph."""


def run(connection: Connection, settings: Settings, folder: Path) -> Iterator[Figure]:
    """60 graphs of 60–150 actors and 350–1,300 ties, in turns; then graphs without any camps to be found, and dense hostility."""
    yield from _noisy()
    for name, graph, k in HOSTILE:
        yield _hostile(name, graph, k)
    for actors, ties in HARD:
        yield _hard(drawn(actors, ties, noise=0.5, seed=actors), actors)


def _noisy() -> Iterator[Figure]:
    ours = theirs = unique = worst = 0.0
    exact = done = apart = 0
    for i in range(GRAPHS):
        share = i / (GRAPHS - 1)
        ties = drawn(round(60 + 90 * share), round(350 + 950 * share), noise=NOISE[i % len(NOISE)], seed=i)
        start = time.perf_counter()
        found = split_camps(ties, 2, unique=False)
        took = time.perf_counter() - start
        start = time.perf_counter()
        answer = direct(ties, PATIENCE)
        theirs += time.perf_counter() - start
        start = time.perf_counter()
        split_camps(ties, 2)
        unique += time.perf_counter() - start
        ours, worst = ours + took, max(worst, took)
        exact += found.exact
        if answer.status == 0:
            done += 1
            apart += round(answer.fun) != found.index
    name = f"frustration index of {GRAPHS} graphs of 60–150 actors and 350–1,300 ties"
    detail = f"{ours:.1f} s against {theirs:.0f} s, in which the direct call finished {done}; worst {worst:.2f} s"
    yield Figure(f"{name}, against milp called directly", ours / theirs, 1.2, detail=detail)
    yield Figure("of these, proven exact", exact, GRAPHS, "graphs", least=True)
    yield Figure(f"of the {done} that the direct call finished, with another index", apart, 0, "graphs")
    yield Figure("index and uniqueness, against milp's index alone", unique / theirs, 1.2, detail=f"{unique:.1f} s")


def _hard(ties: list[SignedTie], actors: int) -> Figure:
    """How much of the gap that the direct call leaves open is open here, after the same time at most."""
    start = time.perf_counter()
    found = split_camps(ties, 2, seconds=LIMIT, unique=False)
    took = time.perf_counter() - start
    answer = direct(ties, LIMIT)
    gap, other = found.index - found.bound, answer.fun - answer.mip_dual_bound
    return Figure(
        f"signs by a coin's toss, {actors} actors and {len(ties):,} ties, gap against the direct call's",
        gap / max(other, 1e-9),
        1,
        detail=f"{found.bound:g} to {found.index:g} after {took:.1f} s, {answer.mip_dual_bound:.0f} to {answer.fun:.0f}",
    )


def _hostile(name: str, graph: nx.Graph, k: int) -> Figure:
    """How long the proof takes that no split is better; as long as can be where there is none."""
    start = time.perf_counter()
    found = split_camps([SignedTie(f"{a:02}", f"{b:02}", -1) for a, b in graph.edges], k, seconds=PROOF)
    took = time.perf_counter() - start if found.exact else inf
    return Figure(
        f"dense hostility, {name} in {k} camps: index proven",
        took,
        PROOF,
        "s",
        detail=f"{found.bound:g} to {found.index:g}",
    )


def drawn(actors: int, ties: int, *, noise: float, seed: int) -> list[SignedTie]:
    """Two hidden camps, pairs by chance, and *noise* of the signs turned over."""
    chance = random.Random(seed)
    camp = [chance.random() < 0.5 for _ in range(actors)]
    return [
        SignedTie(f"actor-{a:03}", f"actor-{b:03}", 1 if (camp[a] == camp[b]) != (chance.random() < noise) else -1)
        for a, b in chance.sample(list(combinations(range(actors), 2)), ties)
    ]


def direct(ties: list[SignedTie], seconds: float) -> OptimizeResult:
    """The programme as it is written down: a column per actor and per tie, two rows per tie."""
    names = sorted({name for tie in ties for name in (tie.source, tie.target)})
    number = {name: i for i, name in enumerate(names)}
    factors, columns, low = [], [], []
    for i, tie in enumerate(ties, len(names)):
        columns += 2 * [i, number[tie.source], number[tie.target]]
        factors += [1, -1, 1, 1, 1, -1] if tie.sign > 0 else [1, -1, -1, 1, 1, 1]
        low += [0, 0] if tie.sign > 0 else [-1, 1]
    matrix = csr_array((factors, columns, np.arange(0, len(columns) + 1, 3)), shape=(len(low), len(names) + len(ties)))
    return milp(
        np.repeat([0, 1], [len(names), len(ties)]),
        constraints=LinearConstraint(matrix, low, np.inf),
        integrality=np.repeat([1, 0], [len(names), len(ties)]),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds},
    )

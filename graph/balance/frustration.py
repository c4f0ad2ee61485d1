"""
The least frustrated split of one connected signed graph into at most k camps, with its proof.

The frustration index by integer programming follows Aref, Mason and Wilson (2020). From above comes a tabu search
(Glover 1989) that moves one actor at a time. From below comes the fact that certain
cycles cannot be without a frustrated tie: a linear programme over those that are violated so far is
solved until none is left. Where the two do not meet, HiGHS branches with these cycles as cuts; they
are what the plain programme lacks, in whose relaxation "half in either camp" frustrates nothing.

Weights are in units such that two splits that differ, differ by one or more; all comparisons are
therefore made at half a unit, far away from the solver's tolerances.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from linkage.graph.balance.clique_cuts import violated_cliques
from linkage.graph.balance.cycle_cuts import violated_cycles
from linkage.graph.balance.integer_program import IntegerProgram, renumber_camps, stack_rows
from linkage.graph.balance.signed_graph import Cut, Floats, Integers, SignedGraph

HALF = 0.5
"""Between two costs that differ and two that do not."""
SLACK = 0.1
"""A cut that is met by more than this is dropped."""
STALLED = 0.01
"""A round of cuts that closes less of the gap than this is the last; branching then does more."""
SEED = 11
STARTS = 20
TENURE = 8
"""About how many moves an actor that was moved stays where it is."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What the cuts prove: no split costs less than *bound*; *reduced* is what a tie costs beyond it."""

    bound: float
    reduced: Floats
    cuts: tuple[Cut, ...] = ()

    def ceiling(self, cutoff: float) -> Floats:
        """1 for a tie that a split of at most *cutoff* may frustrate, 0 for one that it cannot."""
        return np.where(self.reduced > cutoff - self.bound, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Solution:
    """The best split found, as a camp's number for each actor (0 to k − 1), and how much of it is proven, in units."""

    labels: Integers
    cost: float
    relaxation: Relaxation
    bound: float
    twin: bool
    """Whether a different split of the same cost was met on the way."""

    @property
    def exact(self) -> bool:
        return self.bound > self.cost - HALF


def solve_split(graph: SignedGraph, k: int, deadline: float) -> Solution:
    """The best split, unless *deadline* (of `time.monotonic`) comes first; then the best so far."""
    labels, twin = _tabu_search(graph, k, deadline)
    cost = graph.cost(labels)
    relaxation = relax_by_cuts(graph, k, cost, deadline)
    solution = Solution(labels, cost, relaxation, relaxation.bound, twin)
    if solution.exact or time.monotonic() >= deadline:
        return solution
    cheaper = cost - HALF
    programme = IntegerProgram(graph, k, relaxation.cuts, relaxation.ceiling(cheaper))
    answer = programme.solve(deadline, [programme.cheap(cheaper)])
    if answer.impossible:
        return Solution(labels, cost, relaxation, cost, twin)
    if answer.labels is None:
        return solution
    bound = max(relaxation.bound, answer.bound)
    return Solution(answer.labels, graph.cost(answer.labels), relaxation, bound, twin=False)


def is_only_split(graph: SignedGraph, k: int, best: Solution, deadline: float) -> bool | None:
    """Whether no other split, up to the numbers of the camps, costs as little; None if time ran out."""
    if best.twin:
        return False
    if graph.size == 2 or (k == 2 and best.cost < HALF):
        return True  # in a connected graph the first actor then decides the rest
    if time.monotonic() >= deadline:
        return None
    cutoff = best.cost + HALF
    programme = IntegerProgram(graph, k, best.relaxation.cuts, best.relaxation.ceiling(cutoff))
    answer = programme.solve(deadline, [programme.cheap(cutoff), programme.unlike(best.labels)])
    if answer.labels is not None:
        return False
    return True if answer.impossible else None


def relax_by_cuts(graph: SignedGraph, k: int, cost: float, deadline: float) -> Relaxation:
    """Add violated cycles and cliques until none is left, they reach *cost*, or they hardly help any more."""
    relaxation = Relaxation(0.0, graph.weight)
    cuts: list[Cut] = []
    frustration = np.zeros(len(graph.u))
    while relaxation.bound <= cost - HALF and time.monotonic() < deadline:
        new = violated_cycles(graph, frustration, k)
        if k > 2 or not new:  # three enemies in two camps are a cycle already
            new += violated_cliques(graph, frustration, k)
        if not new:
            break
        cuts = [cut for cut in cuts if frustration[list(cut.ties)].sum() < cut.least + SLACK] + new
        matrix, least = stack_rows([(list(ties), [1.0] * len(ties), float(low)) for ties, low in cuts], len(graph.u))
        seconds = {"time_limit": max(deadline - time.monotonic(), 0)} if deadline < np.inf else {}
        answer = linprog(graph.weight, A_ub=-matrix, b_ub=-least, method="highs-ds", options=seconds)
        if answer.status != 0:
            break
        risen, gap = answer.fun - relaxation.bound, cost - relaxation.bound
        frustration = np.clip(answer.x, 0, 1)
        relaxation = Relaxation(answer.fun, answer.lower.marginals, tuple(cuts))
        if risen < STALLED * gap:
            break
    return relaxation


def _tabu_search(graph: SignedGraph, k: int, deadline: float) -> tuple[Integers, bool]:
    """A split that is seldom far from the best, and whether another one of its cost was met."""
    random = np.random.default_rng(SEED)
    signed = np.zeros((graph.size, graph.size))
    signed[graph.u, graph.v] = signed[graph.v, graph.u] = np.where(graph.positive, 1, -1) * graph.weight
    best, least, met = np.zeros(graph.size, dtype=np.int64), np.inf, set[bytes]()
    for start in range(STARTS):
        if start and time.monotonic() >= deadline:
            break
        labels = random.integers(k, size=graph.size)
        if start % 2:
            labels = np.where(random.random(graph.size) < 0.2, labels, best)
        for cost in _tabu_moves(graph, signed, labels, k, random):
            if cost < least - HALF:
                best, least, met = labels.copy(), cost, set()
            if cost < least + HALF and len(met) < 2:
                met.add(renumber_camps(labels).tobytes())
    return best, len(met) == 2


def _tabu_moves(
    graph: SignedGraph, signed: Floats, labels: Integers, k: int, random: np.random.Generator
) -> Iterator[float]:
    """
    Move one actor at a time within *labels* and yield what the split then costs.

    Tabu search (Glover 1989): always the best move, even for the worse, but not of those moved a moment ago.
    """
    actors = np.arange(graph.size)
    friends = signed @ (labels[:, None] == np.arange(k))
    free = np.zeros(graph.size, dtype=int)
    cost = least = graph.cost(labels)
    step = patience = 0
    yield cost
    while patience < 2 * graph.size + 10:
        change = friends[actors, labels][:, None] - friends
        change[actors, labels] = np.inf
        change[free > step] = np.inf
        actor, camp = divmod(int(change.argmin()), k)
        if change[actor, camp] == np.inf:
            break
        cost += change[actor, camp]
        friends[:, labels[actor]] -= signed[:, actor]
        friends[:, camp] += signed[:, actor]
        labels[actor] = camp
        step, patience = step + 1, patience + 1
        free[actor] = step + min(TENURE, graph.size // 3) + random.integers(5)
        if cost < least - HALF:
            least, patience = cost, 0
        yield cost

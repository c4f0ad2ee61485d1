"""
Cycles of a signed graph that hold at least one frustrated tie, however the actors are split.

For two camps these are the cycles with an odd number of negative ties. For more camps an odd number
may be no trouble (three enemies, three camps), but exactly one negative tie always is: friends of
friends to the other side of a quarrel.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from linkage.graph.balance.signed_graph import Cut, Floats, Integers, SignedGraph

MOST = 3000
"""Cycles of one round: more make the next programme slow, fewer make more rounds."""
VIOLATED = 1e-3
"""How far below one a cycle has to be; the solver's own tolerance is far below that."""
SHORT = 1e-5
"""Added to each tie's length, so that of equal cycles the one with fewer ties is found."""


def violated_cycles(graph: SignedGraph, frustration: Floats, k: int) -> list[Cut]:
    """
    Cycles whose ties add up to less than one, the shortest through each tie, worst first; at most MOST.

    *frustration* has one number between 0 and 1 for each tie.
    """
    lay_out = _doubled_graph if k == 2 else _friendly_graph
    closing, start, end, walks = lay_out(graph, frustration)
    if not len(closing):
        return []
    distance, before = dijkstra(walks.lengths, indices=np.arange(graph.size), return_predecessors=True, limit=1)
    length = distance[start, end] + frustration[closing]
    cycles: dict[Cut, None] = {}
    crowd = np.zeros(len(frustration), dtype=int)
    for i in np.argsort(length, kind="stable"):
        if length[i] >= 1 - VIOLATED or len(cycles) == MOST:
            break
        tie = int(closing[i])
        if crowd[tie] > 2:
            continue
        cycle = Cut(frozenset((tie, *walks.path(before[start[i]], int(start[i]), int(end[i])))))
        if cycle not in cycles:
            cycles[cycle] = None
            crowd[list(cycle.ties)] += 1
    return list(cycles)


@dataclass(frozen=True, slots=True)
class _Walks:
    """A graph to find shortest paths in, which remembers the tie that each step stands for."""

    lengths: csr_array
    ties: dict[tuple[int, int], int]

    def path(self, before: Integers, start: int, end: int) -> list[int]:
        steps = []
        while end != start:
            previous = int(before[end])
            steps.append(self.ties[previous, end])
            end = previous
        return steps


def _build_walks(size: int, rows: Integers, columns: Integers, ties: Integers, frustration: Floats) -> _Walks:
    lengths = csr_array((frustration[ties] + SHORT, (rows, columns)), shape=(size, size))
    steps = zip(rows.tolist(), columns.tolist(), strict=True)
    return _Walks(lengths, dict(zip(steps, ties.tolist(), strict=True)))


def _doubled_graph(graph: SignedGraph, frustration: Floats) -> tuple[Integers, Integers, Integers, _Walks]:
    """
    Every actor twice, a negative tie leading over to the other copies: a path that ends in the copy
    where the closing tie does not lead makes a cycle with an odd number of negative ties.
    """
    n, ties = graph.size, np.arange(len(graph.u))
    over = np.where(graph.positive, 0, n)
    rows = np.concatenate([graph.u, graph.u + n, graph.v, graph.v + n])
    columns = np.concatenate([graph.v + over, graph.v + n - over, graph.u + over, graph.u + n - over])
    walks = _build_walks(2 * n, rows, columns, np.tile(ties, 4), frustration)
    return ties, graph.u, graph.v + n - over, walks


def _friendly_graph(graph: SignedGraph, frustration: Floats) -> tuple[Integers, Integers, Integers, _Walks]:
    """Paths of positive ties, which a negative one closes."""
    friendly, hostile = np.flatnonzero(graph.positive), np.flatnonzero(~graph.positive)
    rows = np.concatenate([graph.u[friendly], graph.v[friendly]])
    columns = np.concatenate([graph.v[friendly], graph.u[friendly]])
    walks = _build_walks(graph.size, rows, columns, np.tile(friendly, 2), frustration)
    return hostile, graph.u[hostile], graph.v[hostile], walks

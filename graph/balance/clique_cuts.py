"""
Cliques of enemies: how many ties within one are frustrated at least, however the actors are split into k camps.

Of m mutual enemies in k camps fewest stand beside an enemy where the camps are as even as can be (Turán 1941).
From k + 1 enemies on that is more than none; these inequalities are the clique inequalities of Chopra and Rao (1993)
for partitions into k parts. A large clique says more than all small ones in it together.
"""

import numpy as np

from linkage.graph.balance.signed_graph import Cut, Floats, SignedGraph

MOST = 500
"""Cliques of one round."""
VIOLATED = 1e-3
"""How far below what is proven a clique has to be; the solver's own tolerance is far below that."""
CROWD = 5
"""No more cliques of one round begin at a tie that lies in so many of them."""


def least_frustrated(enemies: int, k: int) -> int:
    """How many ties among so many mutual enemies are within a camp at least, in *k* camps."""
    size, larger = divmod(enemies, k)
    return (k - larger) * size * (size - 1) // 2 + larger * (size + 1) * size // 2


def violated_cliques(graph: SignedGraph, frustration: Floats, k: int) -> list[Cut]:
    """
    Cliques of negative ties whose *frustration* (0 to 1 per tie) adds up to less than it must; at most MOST.

    One is grown from each negative tie, always by the enemy of all whose ties to them add least: not every
    violated clique is found.
    """
    number, distance = _hostility(graph, frustration)
    cliques: dict[frozenset[int], Cut] = {}
    crowd = np.zeros(len(frustration), dtype=int)
    hostile = np.flatnonzero(~graph.positive)
    for tie in hostile[np.argsort(frustration[hostile], kind="stable")].tolist():
        if len(cliques) == MOST:
            break
        if crowd[tie] >= CROWD:
            continue
        members = _worst_clique(distance, int(graph.u[tie]), int(graph.v[tie]), k)
        ties = frozenset(number[np.ix_(members, members)][np.triu_indices(len(members), 1)].tolist())
        if members and ties not in cliques:
            cliques[ties] = Cut(ties, least_frustrated(len(members), k))
            crowd[list(ties)] += 1
    return list(cliques.values())


def _hostility(graph: SignedGraph, frustration: Floats) -> tuple[np.ndarray, Floats]:
    """Between every two actors the negative tie's position and its frustration; infinite where there is none."""
    hostile = np.flatnonzero(~graph.positive)
    u, v = graph.u[hostile], graph.v[hostile]
    number = np.full((graph.size, graph.size), -1)
    distance = np.full((graph.size, graph.size), np.inf)
    number[u, v] = number[v, u] = hostile
    distance[u, v] = distance[v, u] = frustration[hostile]
    return number, distance


def _worst_clique(distance: Floats, u: int, v: int, k: int) -> list[int]:
    """Of the cliques met while one is grown from *u* and *v*, the one that lacks most; none where none lacks any."""
    members, total = [u, v], float(distance[u, v])
    added = distance[u] + distance[v]
    worst, lack = list[int](), VIOLATED
    while (least := float(added.min())) < np.inf:
        newcomer = int(added.argmin())
        members, total, added = [*members, newcomer], total + least, added + distance[newcomer]
        if least_frustrated(len(members), k) - total > lack:
            worst, lack = members, least_frustrated(len(members), k) - total
    return worst

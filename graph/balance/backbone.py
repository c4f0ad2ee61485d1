"""
The backbone of all best splits into two camps: which actors stand to each other the same way in every one of them.

The word is that of satisfiability and spin glasses (Monasson, Zecchina, Kirkpatrick, Selman and Troyansky 1999). With
two camps "together in all of them, or apart in all of them" passes on from pair to pair, so that actors fall into groups.
Most of a group is proven by ties that no best split can frustrate; the rest by an integer programme that looks for
a best split in which one of a group has changed sides.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from linkage.graph.balance.components import SolvedBlock
from linkage.graph.balance.frustration import HALF, Solution
from linkage.graph.balance.integer_program import IntegerProgram
from linkage.graph.balance.signed_graph import Integers, SignedGraph


@dataclass(frozen=True, slots=True)
class Backbone:
    """
    Groups of actors, sorted; within one, any two are together in every best split, or apart in every one.

    Not *complete* where time ran out: then two groups may be one, which nobody has proven.
    """

    groups: tuple[tuple[str, ...], ...]
    complete: bool


def find_backbone(names: Iterable[str], solved: Sequence[SolvedBlock], deadline: float) -> Backbone:
    """The backbone of splits into two camps, as far as it is proven before *deadline* (`time.monotonic`)."""
    rigid, complete = nx.Graph(), True
    rigid.add_nodes_from(names)
    for component in solved:
        groups = _BlockGroups.of(component.block.graph, component.solution)
        complete = groups.settle(deadline) and complete
        for group in nx.connected_components(groups.proven):
            nx.add_path(rigid, [component.block.names[actor] for actor in sorted(group)])
    return Backbone(tuple(sorted(tuple(sorted(group)) for group in nx.connected_components(rigid))), complete)


@dataclass(frozen=True, slots=True)
class _BlockGroups:
    """What is known of the groups of one block: who is proven to hang together, and best splits that tell others apart."""

    graph: SignedGraph
    best: Solution
    proven: nx.Graph
    splits: list[Integers]

    @classmethod
    def of(cls, graph: SignedGraph, best: Solution) -> "_BlockGroups":
        """A tie that no split as good as the best can frustrate holds its ends; a move that costs nothing parts one."""
        proven = nx.empty_graph(graph.size)
        if best.exact:
            held = best.relaxation.ceiling(best.cost + HALF) == 0
            proven.add_edges_from(zip(graph.u[held].tolist(), graph.v[held].tolist(), strict=True))
        return cls(graph, best, proven, [best.labels, *_neighbours(graph, best.labels)])

    def settle(self, deadline: float) -> bool:
        """Prove or part what is open; False where time ran out."""
        if not self.best.exact:
            return False
        while (actors := next(self._open(), None)) is not None:
            if time.monotonic() >= deadline:
                return False
            cutoff = self.best.cost + HALF
            relaxation, anchor = self.best.relaxation, actors[0]
            programme = IntegerProgram(self.graph, 2, relaxation.cuts, relaxation.ceiling(cutoff), anchor)
            answer = programme.solve(
                deadline, [programme.cheap(cutoff), programme.unlike(self.best.labels, actors[1:])]
            )
            if answer.labels is not None:
                self.splits.append(answer.labels)
            elif answer.impossible:
                nx.add_path(self.proven, actors)
            else:
                return False
        return True

    def _open(self) -> Iterator[list[int]]:
        """One of each of several proven groups that no split so far tells apart."""
        changed = np.array(self.splits) != self.best.labels
        alike: dict[bytes, list[int]] = {}
        for group in nx.connected_components(self.proven):
            actor = min(group)
            # Whichever camp is called the first: two stand to each other as in the best where both change, or neither.
            alike.setdefault(changed[:, actor].tobytes(), []).append(actor)
        yield from (actors for actors in alike.values() if len(actors) > 1)


def _neighbours(graph: SignedGraph, labels: Integers) -> Iterator[Integers]:
    """The splits that are as good and differ in one actor."""
    strain = np.where(graph.frustrated(labels), graph.weight, -graph.weight)
    change = np.bincount(graph.u, strain, graph.size) + np.bincount(graph.v, strain, graph.size)
    for actor in np.flatnonzero(np.abs(change) < HALF).tolist():
        moved = labels.copy()
        moved[actor] = 1 - moved[actor]
        yield moved

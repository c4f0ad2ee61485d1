"""
The biconnected components (blocks) of a signed graph: taken apart where they share one actor only, and joined again.

Every cycle lies within one such block, and camps can be renamed so that they fit at the joint: the
index of the whole is the sum over its blocks, for any number of camps.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import networkx as nx
import numpy as np

from linkage.graph.balance import frustration
from linkage.graph.balance.frustration import Solution
from linkage.graph.balance.signed_graph import SignedGraph
from linkage.graph.errors import CampsError

MOST = 2_000
"""Actors of one block; the tables that prove a split grow with the square of it."""
SURE = 1e-3
"""By how much a bound is lowered before it is rounded up, which is more than the solver errs."""


@dataclass(frozen=True, slots=True)
class Block:
    """Actors that no single one of them holds together; *integral* where all weights are whole units."""

    names: tuple[str, ...]
    graph: SignedGraph
    integral: bool


@dataclass(frozen=True, slots=True)
class SolvedBlock:
    """A block with its best split."""

    block: Block
    solution: Solution

    @property
    def proven(self) -> Fraction:
        """What every split of the block costs at least, in units."""
        bound = self.solution.cost if self.solution.exact else self.solution.bound - SURE
        return Fraction(max(ceil(bound) if self.block.integral else bound, 0))

    @property
    def camps(self) -> dict[str, int]:
        return dict(zip(self.block.names, self.solution.labels.tolist(), strict=True))


def find_blocks(net: Mapping[tuple[str, str], Fraction], unit: Fraction) -> list[Block]:
    """
    The blocks of the graph of *net* weights, measured in *unit*; bridges are blocks of two.

    Biconnected components by depth-first search (Hopcroft and Tarjan 1973). CampsError where one has more than MOST actors.
    """
    graph = nx.Graph(net.keys())
    blocks = sorted(sorted(tuple(sorted(pair)) for pair in block) for block in nx.biconnected_component_edges(graph))
    return [_measured_block(block, [net[pair] / unit for pair in block]) for block in blocks]


def _measured_block(pairs: Sequence[tuple[str, str]], weights: Sequence[Fraction]) -> Block:
    names = tuple(sorted({name for pair in pairs for name in pair}))
    if len(names) > MOST:
        raise CampsError(
            f"{len(names):,} actors hang together in cycles, and at most {MOST:,} can be split; give fewer ties"
        )
    number = {name: i for i, name in enumerate(names)}
    graph = SignedGraph(
        size=len(names),
        u=np.array([number[source] for source, _ in pairs]),
        v=np.array([number[target] for _, target in pairs]),
        positive=np.array([weight > 0 for weight in weights]),
        weight=np.array([float(abs(weight)) for weight in weights]),
    )
    return Block(names, graph, all(weight.denominator == 1 for weight in weights))


def solve_blocks(blocks: Iterable[Block], k: int, deadline: float) -> list[SolvedBlock]:
    """Each block with its best split into at most *k* camps, as far as it is found before *deadline* (`time.monotonic`)."""
    return [
        SolvedBlock(block, frustration.solve_split(block.graph, min(k, block.graph.size), deadline)) for block in blocks
    ]


def join_camps(names: Iterable[str], solved: Sequence[SolvedBlock]) -> dict[str, int]:
    """The camp of each actor; what hangs together with nothing before it starts in the first camp."""
    blocks_of: defaultdict[str, list[int]] = defaultdict(list)
    for i, component in enumerate(solved):
        for name in component.block.names:
            blocks_of[name].append(i)
    camp: dict[str, int] = {}
    placed: set[int] = set()
    for name in names:
        camp.setdefault(name, 0)
        waiting = [name]
        while waiting:
            joint = waiting.pop()
            for i in blocks_of[joint]:
                if i not in placed:
                    placed.add(i)
                    fitted = _fitted_camps(solved[i].camps, joint, camp[joint])
                    camp.update(fitted)
                    waiting.extend(fitted)
    return camp


def _fitted_camps(camps: Mapping[str, int], joint: str, camp: int) -> dict[str, int]:
    """Rename *camps* so that *joint* is in *camp*: two of them change names."""
    renamed = {camps[joint]: camp, camp: camps[joint]}
    return {name: renamed.get(old, old) for name, old in camps.items()}


def is_unique(actors: int, solved: Sequence[SolvedBlock], k: int, deadline: float) -> bool | None:
    """
    Whether there is one best split only, up to the numbers of the camps; None where time ran out.

    Parts that do not hang together fit in more ways than one, and so, with three camps or more, do
    two blocks that both have camps beyond that of their joint.
    """
    hanging = 1 + sum(component.block.graph.size - 1 for component in solved) == actors
    divided = sum(len(set(component.solution.labels.tolist())) > 1 for component in solved)
    if actors and not hanging:
        return False
    if (k > 2 and divided > 1) or any(component.solution.twin for component in solved):
        return False
    alone: bool | None = True
    for component in solved:
        graph = component.block.graph
        only = frustration.is_only_split(graph, min(k, graph.size), component.solution, deadline)
        if only is False:
            return False
        alone = alone and only
    return alone

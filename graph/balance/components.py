"""
A signed graph taken apart where parts hang together at one actor only, and put together again.

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
from linkage.graph.balance.cycle_cuts import SignedGraph
from linkage.graph.balance.frustration import Solution
from linkage.graph.errors import CampsError

MOST = 2_000
"""Actors of one block; the tables that prove a split grow with the square of it."""
SURE = 1e-3
"""By how much a bound is lowered before it is rounded up, which is more than the solver errs."""


@dataclass(frozen=True, slots=True)
class Block:
    """Actors that no single one of them holds together; *whole* where all weights are whole units."""

    names: tuple[str, ...]
    graph: SignedGraph
    whole: bool


@dataclass(frozen=True, slots=True)
class Solved:
    """A block with its best split."""

    block: Block
    solution: Solution

    @property
    def proven(self) -> Fraction:
        """What every split of the block costs at least, in units."""
        bound = self.solution.cost if self.solution.exact else self.solution.bound - SURE
        return Fraction(max(ceil(bound) if self.block.whole else bound, 0))

    @property
    def camps(self) -> dict[str, int]:
        return dict(zip(self.block.names, self.solution.labels.tolist(), strict=True))


def apart(net: Mapping[tuple[str, str], Fraction], unit: Fraction) -> list[Block]:
    """The blocks of the graph of *net* weights, measured in *unit*; bridges are blocks of two."""
    graph = nx.Graph(net.keys())
    parts = sorted(
        sorted(tuple(sorted(pair)) for pair in part) for part in nx.biconnected_component_edges(graph)
    )
    return [_block(part, [net[pair] / unit for pair in part]) for part in parts]


def _block(pairs: Sequence[tuple[str, str]], weights: Sequence[Fraction]) -> Block:
    names = tuple(sorted({name for pair in pairs for name in pair}))
    if len(names) > MOST:
        raise CampsError(
            f"{len(names):,} actors hang together in cycles, and at most {MOST:,} can be split; give fewer ties"
        )
    number = {name: i for i, name in enumerate(names)}
    graph = SignedGraph(
        size=len(names),
        u=np.array([number[first] for first, _ in pairs]),
        v=np.array([number[second] for _, second in pairs]),
        positive=np.array([weight > 0 for weight in weights]),
        weight=np.array([float(abs(weight)) for weight in weights]),
    )
    return Block(names, graph, all(weight.denominator == 1 for weight in weights))


def solve(blocks: Iterable[Block], k: int, deadline: float) -> list[Solved]:
    return [
        Solved(block, frustration.solve(block.graph, min(k, block.graph.size), deadline)) for block in blocks
    ]


def together(names: Iterable[str], solved: Sequence[Solved]) -> dict[str, int]:
    """The camp of each actor; what hangs together with nothing before it starts in the first camp."""
    at: defaultdict[str, list[int]] = defaultdict(list)
    for i, part in enumerate(solved):
        for name in part.block.names:
            at[name].append(i)
    camp: dict[str, int] = {}
    placed: set[int] = set()
    for name in names:
        camp.setdefault(name, 0)
        waiting = [name]
        while waiting:
            joint = waiting.pop()
            for i in at[joint]:
                if i not in placed:
                    placed.add(i)
                    fitted = _fitted(solved[i].camps, joint, camp[joint])
                    camp.update(fitted)
                    waiting.extend(fitted)
    return camp


def _fitted(camps: Mapping[str, int], joint: str, camp: int) -> dict[str, int]:
    """Rename *camps* so that *joint* is in *camp*: two of them change names."""
    renamed = {camps[joint]: camp, camp: camps[joint]}
    return {name: renamed.get(old, old) for name, old in camps.items()}


def unique(actors: int, solved: Sequence[Solved], k: int, deadline: float) -> bool | None:
    """
    Whether there is one best split only, up to the numbers of the camps; None where time ran out.

    Parts that do not hang together fit in more ways than one, and so, with three camps or more, do
    two blocks that both have camps beyond that of their joint.
    """
    hanging = 1 + sum(part.block.graph.size - 1 for part in solved) == actors
    divided = sum(len(set(part.solution.labels.tolist())) > 1 for part in solved)
    if actors and not hanging:
        return False
    if (k > 2 and divided > 1) or any(part.solution.twin for part in solved):
        return False
    found: bool | None = True
    for part in solved:
        size = part.block.graph.size
        answer = frustration.alone(part.block.graph, min(k, size), part.solution, deadline)
        if answer is False:
            return False
        found = found and answer
    return found

"""The frustration index as an integer programme (after Aref, Mason and Wilson 2020): who is in which camp, and what that frustrates."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from linkage.graph.balance.signed_graph import Cut, Floats, Integers, SignedGraph

Row = tuple[Sequence[int], Sequence[float], float]
"""Columns and their factors, which add up to this or more."""


@dataclass(frozen=True, slots=True)
class Partition:
    """What the solver found before it was done or its time was up."""

    labels: Integers | None
    bound: float
    impossible: bool


@dataclass(frozen=True, slots=True)
class IntegerProgram:
    """
    Minimise the weight of frustrated ties.

    With two camps an actor is one column, in the second camp or not; with more it is one column per
    camp. The columns of the ties follow. Camps are numbered by their first actor, most ties first, so
    that every split has exactly one numbering.
    """

    graph: SignedGraph
    k: int
    cuts: Sequence[Cut]
    ceiling: Floats
    """The most that each tie may be frustrated, 0 or 1."""
    anchor: int | None = None
    """Who is in the first camp; where left out, who has most ties."""

    def solve(self, deadline: float, more: Sequence[Row] = ()) -> Partition:
        """The best split that also obeys *more*."""
        cuts = [(self._columns(ties), [1.0] * len(ties), float(least)) for ties, least in self.cuts]
        rows = [*self._ties(), *self._camps(), *cuts, *more]
        matrix, low = stack_rows(rows, self._first + self._many)
        cost = np.concatenate([np.zeros(self._first), self.graph.weight])
        options: dict[str, float] = {"mip_rel_gap": 0}
        if deadline < np.inf:
            options["time_limit"] = max(deadline - time.monotonic(), 0.001)
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, low, np.inf),
            integrality=np.concatenate([np.ones(self._first), np.zeros(self._many)]),
            bounds=Bounds(0, np.concatenate([self._actors(), self.ceiling])),
            options=options,
        )
        labels = None if answer.x is None else self._labels(answer.x)
        return Partition(labels, answer.mip_dual_bound or 0.0, answer.status == 2)

    def cheap(self, cutoff: float) -> Row:
        """No more than *cutoff* is frustrated."""
        return self._columns(range(self._many)), (-self.graph.weight).tolist(), -cutoff

    def unlike(self, labels: Integers, among: Sequence[int] | None = None) -> Row:
        """At least one actor, *among* some where they are named, is elsewhere than in *labels*."""
        actors = range(self.graph.size) if among is None else among
        camps = np.empty_like(labels)
        camps[self._order] = renumber_camps(labels[self._order])
        if self.k == 2:
            placed = camps[list(actors)]
            return actors, np.where(placed, -1.0, 1.0).tolist(), 1.0 - float(placed.sum())
        chosen = [actor * self.k + int(camps[actor]) for actor in actors]
        return chosen, [-1.0] * len(chosen), 1.0 - len(chosen)

    @property
    def _order(self) -> Integers:
        ties = np.bincount(np.concatenate([self.graph.u, self.graph.v]), minlength=self.graph.size)
        if self.anchor is not None:
            ties[self.anchor] = ties.max() + 1
        return np.argsort(-ties, kind="stable")

    @property
    def _many(self) -> int:
        return len(self.graph.u)

    @property
    def _first(self) -> int:
        """Columns before those of the ties."""
        return self.graph.size * (1 if self.k == 2 else self.k)

    def _columns(self, ties: Iterable[int]) -> list[int]:
        return [self._first + tie for tie in ties]

    def _actors(self) -> Floats:
        """The most that an actor's columns may be: the first actor is in the first camp, and so on."""
        rank = np.empty(self.graph.size, dtype=np.int64)
        rank[self._order] = np.arange(self.graph.size)
        if self.k == 2:
            return np.minimum(rank, 1).astype(float)
        return (np.arange(self.k) <= rank[:, None]).astype(float).ravel()

    def _ties(self) -> Iterator[Row]:
        """A tie is frustrated where its ends are apart and it is +, or together and it is −."""
        ends = zip(self.graph.u.tolist(), self.graph.v.tolist(), self.graph.positive.tolist(), strict=True)
        for tie, (u, v, positive) in enumerate(ends, self._first):
            if self.k == 2:
                yield [tie, u, v], [1, -1, 1 if positive else -1], 0 if positive else -1
                yield [tie, u, v], [1, 1, -1 if positive else 1], 0 if positive else 1
            else:
                for camp in range(self.k):
                    ends_there = [tie, u * self.k + camp, v * self.k + camp]
                    yield ends_there, [1, -1, 1 if positive else -1], 0 if positive else -1

    def _camps(self) -> Iterator[Row]:
        """Each actor is in one camp, and in a new one only if someone before is in the last."""
        if self.k == 2:
            return
        k, before = self.k, list[int]()
        for actor in self._order.tolist():
            columns = range(actor * k, actor * k + k)
            yield columns, [1] * k, 1
            yield columns, [-1] * k, -1
            for camp in range(1, min(k, len(before) + 1)):
                earlier = [predecessor * k + camp - 1 for predecessor in before]
                yield [actor * k + camp, *earlier], [-1, *[1] * len(earlier)], 0
            before.append(actor)

    def _labels(self, values: Floats) -> Integers:
        if self.k == 2:
            return (values[: self.graph.size] > 0.5).astype(np.int64)
        labels: Integers = values[: self._first].reshape(-1, self.k).argmax(axis=1)
        return labels


def stack_rows(rows: Sequence[Row], columns: int) -> tuple[csr_array, Floats]:
    """The matrix of these rows as the solver takes it, and what each is held to."""
    lengths = [len(row) for row, *_ in rows]
    where = (np.repeat(np.arange(len(rows)), lengths), np.concatenate([list(row) for row, *_ in rows]))
    factors = np.concatenate([factor for _, factor, _ in rows])
    return csr_array((factors, where), shape=(len(rows), columns)), np.array([low for *_, low in rows])


def renumber_camps(labels: Integers) -> Integers:
    """The same camps, numbered in the order in which they come."""
    _, firsts, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank: Integers = np.argsort(np.argsort(firsts))
    return rank[inverse]

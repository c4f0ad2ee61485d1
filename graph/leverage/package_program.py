"""
Packages of several actors, and side conditions, as rows and columns of a linear programme.

What an outcome is worth is concave and adds up over issues, so that the largest least gain and the largest sum are
linear programmes. A side condition adds an integer choice: whether an issue goes up, goes down or stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np

from linkage.graph.leverage.exchange import Floats
from linkage.graph.leverage.packages import LEAST_MOVE, PackageProblem

Row = tuple[dict[int, float], float]
"""Columns with their factors, which add up to this or less."""


@dataclass(frozen=True)
class ProgramLayout:
    """
    The columns are the outcome of each issue, how far it lies from each actor there, one share that all have, the
    logarithm of each gain, and for each issue that another waits for whether it goes up and whether it goes down.
    """

    problem: PackageProblem

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """Issues that another waits for."""
        return tuple(dict.fromkeys(rule.needs for rule in self.problem.conditions))

    @cached_property
    def fixed_rows(self) -> tuple[Row, ...]:
        """Nobody loses, first; then what a distance is, and what waits for what."""
        nobody_loses = (self.gain_row(place, {}) for place in range(len(self.problem.actors)))
        return (*nobody_loses, *self._distances(), *self._switches())

    def gain_row(self, place: int, columns: dict[int, float], least: float = 0.0) -> Row:
        """What these columns add up to, and *least*, is no more than the gain of an actor."""
        return {**columns, **self.gain_cost({place: 1.0})}, float(self.offsets[place]) - least

    def gain_cost(self, weights: dict[int, float]) -> dict[int, float]:
        """The weighted sum of gains, turned round, without what no outcome changes."""
        issues = len(self.problem.reaches)
        return {
            self._distance(place, column): weight * self._saliences[place, column]
            for place, weight in weights.items()
            for column in range(issues)
        }

    def tangent(self, place: int, gain: float) -> Row:
        """The logarithm of an actor's gain lies below its tangent; where that is steep the row is scaled to be flat."""
        scale = min(gain, 1.0)
        slopes = {column: factor * scale / gain for column, factor in self.gain_cost({place: 1.0}).items()}
        return {self.logarithm(place): scale, **slopes}, scale * (log(gain) - 1 + float(self.offsets[place]) / gain)

    def _distances(self) -> Iterator[Row]:
        for place in range(len(self.problem.actors)):
            for column in range(len(self.problem.reaches)):
                position, distance = float(self._positions[place, column]), self._distance(place, column)
                yield {column: 1.0, distance: -1.0}, position
                yield {column: -1.0, distance: -1.0}, -position

    def _switches(self) -> Iterator[Row]:
        columns = {reach.issue: column for column, reach in enumerate(self.problem.reaches)}
        for issue in self.wanted:
            reach, (up, down) = self.problem.reaches[columns[issue]], self._switch(issue)
            low, high, point = float(reach.low), float(reach.high), float(reach.no_agreement)
            yield {columns[issue]: -1.0, up: point + float(LEAST_MOVE) - low}, -low
            yield {columns[issue]: 1.0, down: high - point + float(LEAST_MOVE)}, high
            yield {up: 1.0, down: 1.0}, 1.0
        for rule in self.problem.conditions:
            reach, (up, down) = self.problem.reaches[columns[rule.issue]], self._switch(rule.needs)
            low, high, point = float(reach.low), float(reach.high), float(reach.no_agreement)
            yield {columns[rule.issue]: 1.0, up: point - high, down: point - high}, point
            yield {columns[rule.issue]: -1.0, up: low - point, down: low - point}, -point

    @property
    def share(self) -> int:
        return len(self.problem.reaches) * (1 + len(self.problem.actors))

    @property
    def width(self) -> int:
        return self.share + 1 + len(self.problem.actors) + 2 * len(self.wanted)

    def _distance(self, place: int, column: int) -> int:
        return len(self.problem.reaches) * (1 + place) + column

    def logarithm(self, place: int) -> int:
        return self.share + 1 + place

    def _switch(self, issue: str) -> tuple[int, int]:
        start = self.share + 1 + len(self.problem.actors) + 2 * self.wanted.index(issue)
        return start, start + 1

    @cached_property
    def bounds(self) -> list[tuple[float | None, float | None]]:
        actors, reaches = self.problem.actors, self.problem.reaches
        by_issue = {reach.issue: reach for reach in reaches}
        outcomes = [(float(reach.low), float(reach.high)) for reach in reaches]
        switches = [
            end
            for reach in (by_issue[issue] for issue in self.wanted)
            for end in (
                (0.0, float(reach.high - reach.no_agreement >= LEAST_MOVE)),
                (0.0, float(reach.no_agreement - reach.low >= LEAST_MOVE)),
            )
        ]
        return [
            *outcomes,
            *[(0.0, 100.0)] * (len(actors) * len(reaches)),
            *[(None, None)] * (1 + len(actors)),
            *switches,
        ]

    @property
    def integrality(self) -> Floats:
        whole = np.zeros(self.width)
        whole[self.width - 2 * len(self.wanted) :] = 1
        return whole

    @property
    def at_rest(self) -> Floats:
        """The columns of no agreement."""
        columns = np.zeros(self.width)
        points = np.array([float(reach.no_agreement) for reach in self.problem.reaches])
        columns[: len(points)] = points
        columns[len(points) : self.share] = np.abs(self._positions - points).ravel()
        return columns

    @cached_property
    def _positions(self) -> Floats:
        return self._table("position")

    @cached_property
    def _saliences(self) -> Floats:
        return self._table("salience")

    def _table(self, figure: str) -> Floats:
        """By actor and issue."""
        problem = self.problem
        return np.array(
            [
                [float(getattr(problem.stand(actor, issue), figure)) for issue in problem.issues]
                for actor in problem.actors
            ]
        )

    @cached_property
    def offsets(self) -> Floats:
        """What each actor would gain if every issue came to where it stands."""
        points = np.array([float(reach.no_agreement) for reach in self.problem.reaches])
        offsets: Floats = (self._saliences * np.abs(self._positions - points)).sum(axis=1)
        return offsets

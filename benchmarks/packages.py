"""Packages on invented tables, without a database: what frontier, points and the worth of linkage cost."""

import random
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from benchmarks.figures import Figure
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.group_frontier import group_frontier
from linkage.graph.leverage.package_frontier import pair_frontier
from linkage.graph.leverage.package_points import linkage_worth, package_points
from linkage.graph.leverage.packages import SideCondition, package_problem
from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

STANDING, ISSUES, WAITING = 8, 12, 20
"""Actors with a stance on every issue, the issues, and the side conditions of the hardest package."""


def run(_connection: Connection, _settings: Settings, _folder: Path) -> Iterator[Figure]:
    """Two actors, five actors, and as many side conditions as leave a million combinations."""
    yield _package(2, 1)
    yield _package(5, 10)
    yield _waiting(30)


def _package(actors: int, bound: float) -> Figure:
    """Frontier, the points of all rules, and the worth of linkage between two files."""
    table = _filled(ISSUES)
    members = tuple(f"a{place}" for place in range(actors))
    started = time.perf_counter()
    problem = package_problem(table, members, table.issues)
    if actors == 2:
        corners, short = len(pair_frontier(problem)), "exact"
    else:
        frontier = group_frontier(problem)
        most = max(float(gain) for corner in frontier.corners for gain in corner.gains.values())
        corners, short = len(frontier.corners), f"proven gap {frontier.gap:.2f} of {most:.0f} points of salience"
    points = package_points(problem)
    files = {issue: "north" if place < ISSUES // 2 else "south" for place, issue in enumerate(problem.issues)}
    linkage_worth(problem, points[BargainingRule.EQUAL_GAIN], files)
    seconds = time.perf_counter() - started
    gap = max(point.gap for point in points.values())
    detail = f"{corners} corners, {short}; points within {gap:.1g} of the best by their rule"
    return Figure(f"frontier and points of {actors} actors on {ISSUES} issues", seconds, bound, "s", detail=detail)


def _waiting(bound: float) -> Figure:
    """Five actors on 21 issues, each but the last waiting for the next."""
    table = _filled(WAITING + 1)
    chain = [SideCondition(table.issues[place], table.issues[place + 1]) for place in range(WAITING)]
    started = time.perf_counter()
    points = package_points(package_problem(table, ("a0", "a1", "a2", "a3", "a4"), table.issues, conditions=chain))
    seconds = time.perf_counter() - started
    detail = f"proven gaps {', '.join(f'{rule} {point.gap:.1g}' for rule, point in points.items())}"
    return Figure(f"points of 5 actors with {WAITING} side conditions", seconds, bound, "s", detail=detail)


def _filled(issues: int) -> StanceMatrix:
    dice = random.Random(5)
    return StanceMatrix(
        {
            (f"a{actor}", f"p{issue:02}"): Stand(
                Fraction(dice.randint(0, 100)), Fraction(dice.randint(1, 100), 100), Fraction(dice.randint(1, 100), 100)
            )
            for actor in range(STANDING)
            for issue in range(issues)
        }
    )

"""
The Pareto frontier of two actors over several issues, exactly, and the points that solutions choose on it.

On each issue that the two want to differ on, one gains what costs the other its salience: the frontier goes from what
is best for the first to what is best for the second, and gives first what costs the first least for what it is worth
to the second (Raiffa 1982, *The Art and Science of Negotiation*). So it has a corner for every ratio of saliences.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.packages import IssueReach, PackageProblem


@dataclass(frozen=True, slots=True)
class FrontierCorner:
    """An outcome on the frontier, and what each of the two gains by it over no agreement."""

    outcome: dict[str, Fraction]
    gains: tuple[Fraction, Fraction]

    def towards(self, corner: "FrontierCorner", share: Fraction) -> "FrontierCorner":
        """What lies on the straight way to another corner, 0 being here and 1 there."""
        outcome = {issue: start + share * (corner.outcome[issue] - start) for issue, start in self.outcome.items()}
        gain1, gain2 = (start + share * (end - start) for start, end in zip(self.gains, corner.gains, strict=True))
        return FrontierCorner(outcome, (gain1, gain2))


Frontier = tuple[FrontierCorner, ...]


def pair_frontier(problem: PackageProblem) -> Frontier:
    """
    The corners of the frontier of two actors, from what is best for the first to what is best for the second.

    Between two corners every outcome on the straight way is on it. Issues on which both care in one proportion go
    together. Side conditions are not heeded.
    """
    actor1, actor2 = problem.actors
    outcome = {reach.issue: _ends(problem, reach)[0] for reach in problem.reaches}
    corners = [_corner(problem, outcome)]
    by_ratio: dict[Fraction, list[IssueReach]] = defaultdict(list)
    for reach in problem.reaches:
        start, end = _ends(problem, reach)
        if start != end:
            by_ratio[problem.stand(actor1, reach.issue).salience / problem.stand(actor2, reach.issue).salience].append(
                reach
            )
    for _, reaches in sorted(by_ratio.items(), key=lambda item: item[0]):
        outcome = {**outcome, **{reach.issue: _ends(problem, reach)[1] for reach in reaches}}
        corners.append(_corner(problem, outcome))
    return tuple(corners)


def _ends(problem: PackageProblem, reach: IssueReach) -> tuple[Fraction, Fraction]:
    """Where the first and where the second wants the issue; the same where one of them does not care."""
    stand1, stand2 = (problem.stand(actor, reach.issue) for actor in problem.actors)
    start, end = reach.nearest(stand1.position), reach.nearest(stand2.position)
    if stand1.salience == stand2.salience == 0:
        return reach.no_agreement, reach.no_agreement
    if stand1.salience == 0:
        return end, end
    return (start, start) if stand2.salience == 0 else (start, end)


def _corner(problem: PackageProblem, outcome: dict[str, Fraction]) -> FrontierCorner:
    gain1, gain2 = problem.gains(outcome).values()
    return FrontierCorner(outcome, (gain1, gain2))


def without_loss(frontier: Frontier) -> Frontier:
    """The part of a frontier by which neither of the two loses over no agreement."""
    path = list(_cut(frontier, 0))
    return tuple(_cut(path[::-1], 1))[::-1]


def _cut(path: Sequence[FrontierCorner], side: int) -> Iterator[FrontierCorner]:
    """The way up to where one of the two has no gain left; what it gains falls along the way."""
    yield path[0]
    for start, end in pairwise(path):
        if start.gains[side] <= 0:
            return
        if end.gains[side] < 0:
            yield start.towards(end, start.gains[side] / (start.gains[side] - end.gains[side]))
            return
        yield end


def pair_solution(
    problem: PackageProblem, rule: BargainingRule, most: tuple[Fraction, Fraction] | None = None
) -> FrontierCorner:
    """
    The point that a rule chooses on the frontier of two actors; no agreement where neither can gain.

    *most* is what each could gain at most while the other does not lose, where that is more than on this frontier.
    """
    path = without_loss(pair_frontier(problem))
    most = most or (path[0].gains[0], path[-1].gains[1])
    if not any(gain > 0 for corner in path for gain in corner.gains):
        return _corner(problem, problem.no_agreement)
    match rule:
        case BargainingRule.EQUAL_GAIN:
            return _even(path, (Fraction(1), Fraction(1)))
        case BargainingRule.KALAI_SMORODINSKY:
            return path[-1] if most[0] == 0 else path[0] if most[1] == 0 else _even(path, most)
        case BargainingRule.NASH:
            return max(_products(path), key=lambda corner: (corner.gains[0] * corner.gains[1], sum(corner.gains)))
        case BargainingRule.WELFARE:
            total = max(sum(corner.gains) for corner in path)
            return _even([corner for corner in path if sum(corner.gains) == total], (Fraction(1), Fraction(1)))


def _even(path: Sequence[FrontierCorner], measures: tuple[Fraction, Fraction]) -> FrontierCorner:
    """Where the gains of the two, each by its measure, are equal, or come nearest to it."""
    for start, end in pairwise(path):
        lead, rest = (corner.gains[0] * measures[1] - corner.gains[1] * measures[0] for corner in (start, end))
        if lead <= 0:
            return start
        if rest <= 0:
            return start.towards(end, lead / (lead - rest))
    return path[0] if path[0].gains[0] * measures[1] <= path[0].gains[1] * measures[0] else path[-1]


def _products(path: Sequence[FrontierCorner]) -> Iterator[FrontierCorner]:
    """The corners, and on every way between two of them the point where the product of gains has its largest value."""
    yield from path
    for start, end in pairwise(path):
        loss, gain = start.gains[0] - end.gains[0], end.gains[1] - start.gains[1]
        share = (gain * start.gains[0] - loss * start.gains[1]) / (2 * loss * gain)
        if 0 < share < 1:
            yield start.towards(end, share)

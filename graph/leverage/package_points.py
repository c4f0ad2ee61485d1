"""The points of a package by each rule, and what linking files adds for each actor: the worth of linkage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.package_frontier import pair_frontier, pair_solution, without_loss
from linkage.graph.leverage.package_search import PackageSearch
from linkage.graph.leverage.packages import LEAST_MOVE, IssueReach, Outcome, PackageProblem

_ALMOST = Fraction(1, 10**6)
"""Of a scale point; how far short of a move the solver may end."""


@dataclass(frozen=True, slots=True)
class PackagePoint:
    """
    What a rule chooses: where each issue ends, what each actor gains over no agreement, and the proven *gap*.

    The gap is the share by which another outcome could be better by the rule's measure at most; 0 where the point is
    exact, as it always is for two actors without side conditions.
    """

    rule: BargainingRule
    outcome: Outcome
    gains: Mapping[str, Fraction]
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class LinkageWorth:
    """What an actor gains by the package over all files, by the packages inside each file, and by the former more."""

    actor: str
    linked: Fraction
    apart: Fraction

    @property
    def worth(self) -> Fraction:
        return self.linked - self.apart


def package_point(problem: PackageProblem, rule: BargainingRule) -> PackagePoint:
    """What a rule chooses: exact for two actors, for more as near as the solver comes, with its gap."""
    if len(problem.actors) == 2 and not problem.conditions:
        corner = pair_solution(problem, rule)
        return PackagePoint(rule, corner.outcome, dict(zip(problem.actors, corner.gains, strict=True)))
    search = PackageSearch(problem)
    point = search.point(rule)
    outcome = point.outcome
    if len(problem.actors) == 2:
        outcome = pair_solution(_branch(problem, outcome), rule, _most_of_pair(search)).outcome
    return PackagePoint(rule, outcome, problem.gains(outcome), point.gap)


def package_points(problem: PackageProblem) -> dict[BargainingRule, PackagePoint]:
    """What each rule chooses."""
    return {rule: package_point(problem, rule) for rule in BargainingRule}


def linkage_worth(problem: PackageProblem, point: PackagePoint, files: Mapping[str, str]) -> dict[str, LinkageWorth]:
    """
    Per actor, what a point is worth over the deals of the same rule inside each file, a theatre as a rule.

    Inside a file an issue that waits for one of another file does not move.
    """
    apart = dict.fromkeys(problem.actors, Fraction())
    for file in dict.fromkeys(files[issue] for issue in problem.issues):
        inside = problem.within(issue for issue in problem.issues if files[issue] == file)
        for actor, gain in package_point(inside, point.rule).gains.items():
            apart[actor] += gain
    return {actor: LinkageWorth(actor, gain, apart[actor]) for actor, gain in point.gains.items()}


def _most_of_pair(search: PackageSearch) -> tuple[Fraction, Fraction]:
    """The most that each of two could gain while the other does not lose, exactly."""
    ends = []
    for place in range(2):
        path = without_loss(pair_frontier(_branch(search.problem, search.best_for(place))))
        ends.append(path[-place].gains[place])
    return max(ends[0], Fraction()), max(ends[1], Fraction())


def _branch(problem: PackageProblem, outcome: Outcome) -> PackageProblem:
    """The same package without side conditions, in which what others wait for moves as it does in an outcome."""
    wanted = {rule.needs for rule in problem.conditions}
    moves = {reach.issue: outcome[reach.issue] - reach.no_agreement for reach in problem.reaches}
    still = {issue for issue in wanted if abs(moves[issue]) < LEAST_MOVE - _ALMOST}
    held = {rule.issue for rule in problem.conditions if rule.needs in still}
    reaches = (_bounded(reach, moves[reach.issue], wanted - still, held) for reach in problem.reaches)
    return replace(problem, reaches=tuple(reaches), conditions=())


def _bounded(reach: IssueReach, move: Fraction, moving: Iterable[str], held: Iterable[str]) -> IssueReach:
    if reach.issue in held:
        return reach.held()
    if reach.issue not in moving:
        return reach
    if move > 0:
        return replace(reach, low=reach.no_agreement + LEAST_MOVE)
    return replace(reach, high=reach.no_agreement - LEAST_MOVE)

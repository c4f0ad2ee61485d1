"""What could be settled between some actors over the open issues of theatres: a package with all that it rests on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from linkage.graph.errors import LeverageError
from linkage.graph.leverage.group_frontier import group_frontier
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.package_answer import (
    LEAST_LOSS,
    ActorGain,
    IssueEnd,
    MissingIssue,
    NoAgreementSource,
    PackageAnalysis,
    PackageChoice,
    PackageConsent,
    PackageCorner,
    PackageIssue,
    PackageMove,
    PackageTerms,
)
from linkage.graph.leverage.package_frontier import pair_frontier
from linkage.graph.leverage.package_points import PackagePoint, linkage_worth, package_points
from linkage.graph.leverage.packages import Outcome, PackageProblem, package_problem
from linkage.graph.leverage.patronage import backing_relations
from linkage.graph.wording import packages as wording


def analyse_package(dossier: Dossier, terms: PackageTerms) -> PackageAnalysis:
    """
    The frontier, what each rule chooses, the worth of linkage, and what else the rule asked for does to whom.

    Where no issues are named and the members have not two in common, the answer has none, and says why.
    LeverageError where the terms name what there is not, contradict themselves, or are too much.
    """
    members = tuple(dict.fromkeys(terms.actors))
    missing = tuple(_missing(dossier, members, terms.issues))
    known = _known(dossier, missing)
    if not terms.issues and len(members) > 1 and len(_apart(dossier, members, known)) < 2:
        return PackageAnalysis(dossier, replace(terms, actors=members), missing=missing)
    problem = _problem(dossier, terms, members, missing)
    points = package_points(problem)
    chosen = points[terms.rule]
    corners, gap = _corners(problem)
    others = tuple(_others(dossier, problem, chosen.outcome))
    return PackageAnalysis(
        dossier=dossier,
        terms=terms,
        issues=tuple(_issues(dossier, terms, problem, chosen.outcome)),
        points=tuple(_choice(point) for point in points.values()),
        corners=corners,
        frontier_gap=gap,
        worth=tuple(linkage_worth(problem, chosen, dossier.issues).values()),
        others=others,
        consent=tuple(row for row in _consent(dossier, problem, chosen, others) if row.counts),
        missing=missing,
        set_aside=() if terms.issues else tuple(issue for issue in known if issue not in problem.issues),
        claims=dossier.claims(product(dossier.table.actors, problem.issues)),
    )


def _problem(
    dossier: Dossier, terms: PackageTerms, members: Sequence[str], missing: Iterable[MissingIssue]
) -> PackageProblem:
    for issue in terms.issues:
        if issue in dossier.closed:
            raise LeverageError(wording.closed(issue, dossier.closed[issue].reason))
        if issue not in dossier.issues:
            raise LeverageError(wording.not_there(issue))
    blocked = ((actor, issue) for issue, holders in dossier.vetoes.items() for actor in holders)
    table, issues = dossier.table, terms.issues or _apart(dossier, members, _known(dossier, missing))
    return package_problem(
        table,
        members,
        issues,
        no_agreement=_without_deal(dossier, terms, issues),
        red_lines=terms.red_lines,
        vetoes=[cell for cell in blocked if cell[1] in issues and cell in table.stands] if terms.vetoes else (),
        conditions=terms.not_without,
    )


def _without_deal(dossier: Dossier, terms: PackageTerms, issues: Iterable[str]) -> dict[str, Fraction]:
    """Where issues are without a deal: as the terms have it, else as they stood on the ground where that is coded."""
    for issue, times in Counter(issue for issue, _ in terms.no_agreement).items():
        if times > 1:
            raise LeverageError(wording.told_twice(issue))
    return {**dossier.stood(issues), **dict(terms.no_agreement)}


def _from(dossier: Dossier, terms: PackageTerms, issue: str) -> tuple[NoAgreementSource, tuple[str, ...]]:
    """Where the no-agreement point of an issue comes from, and the claims that say so."""
    if issue in dict(terms.no_agreement):
        return NoAgreementSource.TERMS, ()
    if issue in dossier.ground:
        return NoAgreementSource.GROUND, dossier.ground[issue].claims
    return NoAgreementSource.CENTRE, ()


def _known(dossier: Dossier, missing: Iterable[MissingIssue]) -> list[str]:
    """Open issues with weight on which every member's stance is known."""
    left_out = {gap.issue for gap in missing}
    return [issue for issue in dossier.issues if dossier.table.weights.get(issue) and issue not in left_out]


def _apart(dossier: Dossier, members: Iterable[str], issues: Sequence[str]) -> list[str]:
    """Of issues that ask the same in part the one on which the members have most weight, the first by key of several."""
    table, actors = dossier.table, tuple(members)

    def order(issue: str) -> tuple[Fraction, str]:
        return -sum((table.stands[actor, issue].weight for actor in actors), Fraction()), issue

    chosen = {min(group, key=order) for group in dossier.by_theme(issues)}
    return [issue for issue in issues if issue in chosen]


def _missing(dossier: Dossier, members: Sequence[str], issues: Sequence[str]) -> Iterator[MissingIssue]:
    """Open issues that some members' stances are not known on, whoever else's are; none where issues were named."""
    for issue in () if issues else dossier.issues:
        unknown = tuple(actor for actor in members if (actor, issue) not in dossier.table.stands)
        if unknown:
            yield MissingIssue(issue, unknown)


def _corners(problem: PackageProblem) -> tuple[tuple[PackageCorner, ...], float]:
    if len(problem.actors) == 2:
        path = pair_frontier(problem)
        return tuple(
            PackageCorner(_ends(corner.outcome), _gains(dict(zip(problem.actors, corner.gains, strict=True))))
            for corner in path
        ), 0.0
    frontier = group_frontier(problem)
    corners = (PackageCorner(_ends(corner.outcome), _gains(corner.gains)) for corner in frontier.corners)
    return tuple(corners), frontier.gap


def _issues(dossier: Dossier, terms: PackageTerms, problem: PackageProblem, outcome: Outcome) -> Iterator[PackageIssue]:
    ends = problem.concessions(outcome)
    for reach in problem.reaches:
        source, told_by = _from(dossier, terms, reach.issue)
        yield PackageIssue(
            issue=reach.issue,
            theatre=dossier.issues[reach.issue],
            centre=reach.centre,
            no_agreement=reach.no_agreement,
            no_agreement_from=source,
            no_agreement_claims=told_by,
            low=reach.low,
            high=reach.high,
            outcome=outcome[reach.issue],
            moves=tuple(
                PackageMove(actor, problem.stand(actor, issue).position, end)
                for (actor, issue), end in ends.items()
                if issue == reach.issue
            ),
            claims=dossier.claims((actor, reach.issue) for actor in problem.actors),
        )


def _choice(point: PackagePoint) -> PackageChoice:
    return PackageChoice(point.rule, _ends(point.outcome), _gains(point.gains), point.gap)


def _others(dossier: Dossier, problem: PackageProblem, outcome: Outcome) -> Iterator[ActorGain]:
    """Who is no member and has a stance on an issue of the package, with the claims that it can block one of them."""
    actors = [
        actor
        for actor in dossier.table.actors
        if actor not in problem.actors and any((actor, issue) in dossier.table.stands for issue in problem.issues)
    ]
    gains = problem.gains(outcome, actors) if actors else {}
    for actor, gain in sorted(gains.items(), key=lambda item: (item[1], item[0])):
        backed_by = backing_relations(dossier, problem.actors, actor) if gain < 0 else ()
        yield ActorGain(actor, gain, _vetoes(dossier, problem, actor), backed_by)


def _vetoes(dossier: Dossier, problem: PackageProblem, actor: str) -> tuple[str, ...]:
    """The claims that an actor can block an issue of the package."""
    return tuple(sorted({key for issue in problem.issues for key in dossier.vetoes.get(issue, {}).get(actor, ())}))


def _consent(
    dossier: Dossier, problem: PackageProblem, chosen: PackagePoint, others: Sequence[ActorGain]
) -> Iterator[PackageConsent]:
    """Members, then whoever else has a stance on an issue, then who is said to block one and has none."""
    ends = problem.concessions(chosen.outcome)
    for actor, gain in chosen.gains.items():
        moves = tuple(issue for name, issue in ends if name == actor)
        vetoes = _vetoes(dossier, problem, actor)
        yield PackageConsent(actor, True, gain, moves, gain <= LEAST_LOSS, vetoes)
    for other in others:
        yield PackageConsent(other.actor, False, other.gain, vetoes=other.vetoes, backed_by=other.backed_by)
    known = {*problem.actors, *(other.actor for other in others)}
    blockers = {actor for issue in problem.issues for actor in dossier.vetoes.get(issue, {})}
    for actor in sorted(blockers - known):
        yield PackageConsent(actor, False, None, vetoes=_vetoes(dossier, problem, actor))


def _ends(outcome: Outcome) -> tuple[IssueEnd, ...]:
    return tuple(IssueEnd(issue, position) for issue, position in outcome.items())


def _gains(gains: Mapping[str, Fraction]) -> tuple[ActorGain, ...]:
    return tuple(ActorGain(actor, gain) for actor, gain in gains.items())

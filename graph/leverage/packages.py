"""
What a group of actors could settle on several issues at once, and what each outcome is worth to each of them.

An outcome has one figure for each issue, 0 to 100. An actor loses its salience with every point that an outcome lies
from its position, as in a trade on two issues (`exchange`). Everything here is exact, in fractions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from linkage.graph.errors import LeverageError
from linkage.graph.leverage.exchange import sides
from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand
from linkage.graph.wording import packages as wording

MOST_ACTORS, MOST_ISSUES = 12, 60
"""How many actors and issues one package may have."""
LEAST_MOVE = Fraction(1)
"""Scale points; an issue that another waits for has moved where it went at least so far."""
AS_TOLD = Fraction(1, 200)
"""Scale points; a red line that excludes no more than this is at the no-agreement point, as it is told to two places."""

Outcome = Mapping[str, Fraction]
"""Where each issue of a package ends."""


@dataclass(frozen=True, slots=True)
class RedLine:
    """An actor accepts no outcome beyond *limit* on an issue: none above it where it is a *ceiling*, else none below."""

    actor: str
    issue: str
    limit: Fraction
    ceiling: bool


@dataclass(frozen=True, slots=True)
class SideCondition:
    """The issue stays at its no-agreement point unless *needs* moves by `LEAST_MOVE` or more, to either side."""

    issue: str
    needs: str


@dataclass(frozen=True, slots=True)
class IssueReach:
    """
    How far a group can bring an issue, from *low* to *high*, and where it is without agreement.

    From the weighted *centre* the members on its high side can bring it down by `down` if they go to where the lowest
    member stands, those on its low side up by `up`.
    """

    issue: str
    centre: Fraction
    no_agreement: Fraction
    low: Fraction
    high: Fraction
    down: Fraction
    up: Fraction

    def nearest(self, position: Fraction) -> Fraction:
        """The outcome within reach that lies nearest to a position."""
        return min(max(position, self.low), self.high)

    def held(self) -> "IssueReach":
        """The reach of the issue where it stays as it is without agreement."""
        return replace(self, low=self.no_agreement, high=self.no_agreement)

    def gain(self, stand: Stand, outcome: Fraction) -> Fraction:
        """What an outcome is worth to who stands there, over the no-agreement point; salience times scale points."""
        nearer: Fraction = abs(self.no_agreement - stand.position) - abs(outcome - stand.position)
        return stand.salience * nearer


@dataclass(frozen=True)
class PackageProblem:
    """Two actors or more, two issues or more within their reach, and which issues move only with others."""

    table: StanceMatrix
    actors: tuple[str, ...]
    reaches: tuple[IssueReach, ...]
    conditions: tuple[SideCondition, ...] = ()

    @property
    def issues(self) -> tuple[str, ...]:
        return tuple(reach.issue for reach in self.reaches)

    @property
    def no_agreement(self) -> dict[str, Fraction]:
        return {reach.issue: reach.no_agreement for reach in self.reaches}

    def stand(self, actor: str, issue: str) -> Stand:
        return self.table.stands[actor, issue]

    def gains(self, outcome: Outcome, actors: Iterable[str] = ()) -> dict[str, Fraction]:
        """
        What an outcome is worth over no agreement, in each one's own salience times scale points; negative is a loss.

        Of the members, or of *actors*, who need not be members: what they have no stance on is worth nothing to them.
        """
        return {
            actor: sum(
                (
                    reach.gain(self.table.stands[actor, reach.issue], outcome[reach.issue])
                    for reach in self.reaches
                    if (actor, reach.issue) in self.table.stands
                ),
                Fraction(),
            )
            for actor in actors or self.actors
        }

    def concessions(self, outcome: Outcome) -> dict[tuple[str, str], Fraction]:
        """
        Where the members who give on an issue stand afterwards, by actor and issue.

        Several who give on one issue each go the same part of their way. What lies between the no-agreement point and
        the weighted centre costs nobody a move.
        """
        moves: dict[tuple[str, str], Fraction] = {}
        for reach in self.reaches:
            shift = outcome[reach.issue] - reach.centre
            if shift == 0 or min(reach.centre, reach.no_agreement) <= outcome[reach.issue] <= max(
                reach.centre, reach.no_agreement
            ):
                continue
            target, givers = _givers(self.table, self.actors, reach.issue, up=shift > 0)
            share = abs(shift) / (reach.up if shift > 0 else reach.down)
            for actor, position in givers.items():
                moves[actor, reach.issue] = position + share * (target - position)
        return moves

    def within(self, issues: Iterable[str]) -> "PackageProblem":
        """
        The package over some of the issues, one or more; the others stay where they are without agreement.

        What waits for an issue that is left out does not move.
        """
        kept = set(issues)
        held = {condition.issue for condition in self.conditions if condition.needs not in kept}
        return replace(
            self,
            reaches=tuple(
                reach.held() if reach.issue in held else reach for reach in self.reaches if reach.issue in kept
            ),
            conditions=tuple(rule for rule in self.conditions if rule.issue in kept and rule.needs in kept),
        )


def package_problem(
    table: StanceMatrix,
    actors: Sequence[str],
    issues: Sequence[str],
    *,
    no_agreement: Mapping[str, Fraction] | None = None,
    red_lines: Iterable[RedLine] = (),
    vetoes: Iterable[tuple[str, str]] = (),
    conditions: Iterable[SideCondition] = (),
) -> PackageProblem:
    """
    The package of these actors over these issues, on all of which each of them has a stance.

    Without agreement an issue is at its weighted centre, or where *no_agreement* says. *vetoes* are actors, members
    or not, with an issue on which they accept nothing that is worse to them than no agreement. LeverageError where
    something asked for is not there, contradicts itself, or is too much.
    """
    members, topics = tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(issues))
    _check_size(members, topics)
    _check_stances(table, members, topics)
    fallback, rules = dict(no_agreement or {}), tuple(dict.fromkeys(conditions))
    lines, blocked = tuple(red_lines), tuple(vetoes)
    named = [*fallback, *(line.issue for line in lines), *(issue for _, issue in blocked)]
    for issue in (*named, *(issue for rule in rules for issue in (rule.issue, rule.needs))):
        if issue not in topics:
            raise LeverageError(wording.unknown_issue(issue))
    _check_lines(table, lines)
    for rule in rules:
        if rule.issue == rule.needs:
            raise LeverageError(wording.waits_for_itself(rule.issue))
    reaches = [issue_reach(table, members, issue, fallback.get(issue)) for issue in topics]
    bounded = (_within_lines(table, reach, lines, blocked) for reach in reaches)
    return PackageProblem(table, members, tuple(bounded), rules)


def issue_reach(
    table: StanceMatrix, actors: Sequence[str], issue: str, no_agreement: Fraction | None = None
) -> IssueReach:
    """
    How far these actors can bring an issue.

    Nobody goes beyond the position of the member farthest on the other side, no centre beyond that of who asked. What
    lies between there and the no-agreement point is within reach, too: the centre is what all pull at already.
    """
    centre = table.centres[issue]
    if centre is None:
        raise LeverageError(wording.nobody_weighs(issue))
    point = centre if no_agreement is None else no_agreement
    if not 0 <= point <= 100:
        raise LeverageError(wording.off_the_scale(issue, float(point)))
    ends = {}
    for up in (False, True):
        target, givers = _givers(table, actors, issue, up=up)
        pulls = (table.stands[actor, issue].weight * abs(target - start) for actor, start in givers.items())
        ends[up] = sum(pulls, Fraction()) / table.weights[issue], target
    low = max(centre - ends[False][0], ends[False][1])
    high = min(centre + ends[True][0], ends[True][1])
    return IssueReach(issue, centre, point, min(low, point), max(high, point), ends[False][0], ends[True][0])


def _givers(
    table: StanceMatrix, actors: Sequence[str], issue: str, *, up: bool
) -> tuple[Fraction, dict[str, Fraction]]:
    """
    How far those go who could bring the centre up, or down, and where they stand; none where all are on one side.

    Who stands on the centre is on either side, as in a trade.
    """
    centre = table.centres[issue]
    assert centre is not None, "an issue of a package has weight"
    positions = {actor: table.stands[actor, issue].position for actor in actors}
    low = {actor: position for actor, position in positions.items() if sides(position, centre)[0]}
    high = {actor: position for actor, position in positions.items() if sides(position, centre)[1]}
    givers, takers = (low, high) if up else (high, low)
    if not takers:
        return centre, {}
    return (max if up else min)(takers.values()), givers


def _within_lines(
    table: StanceMatrix, reach: IssueReach, lines: Iterable[RedLine], vetoes: Iterable[tuple[str, str]]
) -> IssueReach:
    """The reach that is left by who refuses what."""
    low, high, point = reach.low, reach.high, reach.no_agreement
    for line in lines:
        if line.issue == reach.issue:
            beyond = point - line.limit if line.ceiling else line.limit - point
            if beyond > AS_TOLD:
                raise LeverageError(
                    wording.excluded(
                        line.actor, line.issue, float(line.limit), ceiling=line.ceiling, no_agreement=float(point)
                    )
                )
            limit = point if beyond > 0 else line.limit
            low, high = (low, min(high, limit)) if line.ceiling else (max(low, limit), high)
    for actor, issue in vetoes:
        if issue == reach.issue:
            if (actor, issue) not in table.stands:
                raise LeverageError(wording.unknown_stance(actor, issue))
            turned = 2 * table.stands[actor, issue].position - point
            low, high = max(low, min(point, turned)), min(high, max(point, turned))
    return replace(reach, low=low, high=high)


def _check_size(actors: Sequence[str], issues: Sequence[str]) -> None:
    if len(actors) < 2:
        raise LeverageError(wording.too_few_actors(len(actors)))
    if len(issues) < 2:
        raise LeverageError(wording.too_few_issues(len(issues)))
    if len(actors) > MOST_ACTORS or len(issues) > MOST_ISSUES:
        raise LeverageError(wording.too_many(len(actors), MOST_ACTORS, len(issues), MOST_ISSUES))


def _check_lines(table: StanceMatrix, lines: Iterable[RedLine]) -> None:
    for line in lines:
        if line.actor not in table.actors:
            raise LeverageError(wording.nobody_draws(line.actor))
        if not 0 <= line.limit <= 100:
            raise LeverageError(wording.line_off_the_scale(line.actor, line.issue, float(line.limit)))


def _check_stances(table: StanceMatrix, actors: Sequence[str], issues: Sequence[str]) -> None:
    for actor in actors:
        for issue in issues:
            if (actor, issue) not in table.stands:
                raise LeverageError(wording.unknown_stance(actor, issue))
        if not any(table.stands[actor, issue].weight for issue in issues):
            raise LeverageError(wording.no_weight(actor))

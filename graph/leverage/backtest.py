"""
What methods would have predicted of agreements on the day before, held against what the agreements say.

A prediction is a position on the scale of an issue. It is scored by its distance from the middle of what was agreed and,
apart from that, by its direction from the status quo. What cannot be predicted is unknown, which is no miss.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.issue_points import AgreedPoint
from linkage.graph.leverage.package_points import package_point
from linkage.graph.leverage.packages import LEAST_MOVE, MOST_ACTORS, Outcome, package_problem
from linkage.graph.leverage.stance_matrix import Stand
from linkage.graph.wording import backtest as wording


class PredictionMethod(StrEnum):
    """What predicts where an agreement puts an issue."""

    EQUAL_GAIN = "equal-gain"
    """The package of the parties with the largest gain that all have (Kalai 1977)."""
    NASH = "nash"
    """The package of the parties with the largest product of gains (Nash 1950)."""
    MEAN = "weighted-mean"
    """The mean of all known positions, weighted by salience times capability."""
    MEDIAN = "weighted-median"
    """The median of all known positions, weighted by salience times capability (Black 1948)."""
    STATUS_QUO = "status-quo"
    """What stood on the ground the day before: nothing changes."""
    WEAKER_CONCEDES = "weaker-concedes"
    """The issue moves to the side of the status quo that has more weight; it names no position."""


POSITIONED = tuple(method for method in PredictionMethod if method is not PredictionMethod.WEAKER_CONCEDES)
"""The methods that name a position."""
_PACKAGES = {PredictionMethod.EQUAL_GAIN: BargainingRule.EQUAL_GAIN, PredictionMethod.NASH: BargainingRule.NASH}


@dataclass(frozen=True, slots=True)
class DatedAgreement:
    """An agreement with where it says that issues are to stand, and the day before it was signed."""

    key: str
    name: str
    parties: tuple[str, ...]
    eve: date
    points: tuple[AgreedPoint, ...]


@dataclass(frozen=True, slots=True)
class Prediction:
    """
    Where a method puts an issue and how that compares; what is None is unknown, for the *reason* told.

    *error* is the distance in scale points from the middle of what was agreed, *within* whether it lies within the
    bounds, *hit* whether the direction from the status quo is the one that the issue went.
    """

    method: PredictionMethod
    position: Fraction | None = None
    error: Fraction | None = None
    within: bool | None = None
    hit: bool | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BacktestIssue:
    """One issue of one agreement: what was agreed, where it stood the day before, and what each method predicted."""

    agreement: str
    eve: date
    point: AgreedPoint
    status_quo: Fraction | None
    moved: int | None
    """1 where it moved up, -1 where down, 0 where the status quo lies within what was agreed; None where unknown."""
    predictions: tuple[Prediction, ...]
    status_quo_claims: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def low(self) -> float:
        return self.point.position.low

    @property
    def middle(self) -> Fraction:
        return self.point.middle

    @property
    def high(self) -> float:
        return self.point.position.high

    @property
    def agreed_claims(self) -> tuple[str, ...]:
        return self.point.claims

    @property
    def comparable(self) -> bool:
        """Whether every method names a position."""
        return all(
            prediction.position is not None for prediction in self.predictions if prediction.method in POSITIONED
        )

    @property
    def issue(self) -> str:
        return self.point.issue

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why something is unknown of it, each reason once."""
        return tuple(dict.fromkeys(prediction.reason for prediction in self.predictions if prediction.reason))


@dataclass(frozen=True, slots=True)
class MethodScore:
    """
    How a method did over the cases of which every method names a position; None where there is no such case.

    *known* counts all cases of which it says something, *directions* those compared by direction, *hits* those right.
    """

    method: PredictionMethod
    known: int
    mean_error: Fraction | None
    within: int
    directions: int
    hits: int


@dataclass(frozen=True, slots=True)
class BacktestAnswer:
    """All cases in the order of their days, the scores over the *compared* ones, and what that does not show."""

    cases: tuple[DatedAgreement, ...]
    issues: tuple[BacktestIssue, ...]

    @property
    def agreements(self) -> tuple[str, ...]:
        """Their keys."""
        return tuple(case.key for case in self.cases)

    @property
    def compared(self) -> int:
        """Cases of which every method names a position."""
        return sum(case.comparable for case in self.issues)

    @property
    def unknown(self) -> int:
        """Cases of which some method cannot say anything."""
        return len(self.issues) - self.compared

    @property
    def scores(self) -> tuple[MethodScore, ...]:
        """How each method did over the same cases."""
        return tuple(_score(method, self.issues) for method in PredictionMethod)

    @property
    def finding(self) -> str:
        """How equal gain did, in a sentence."""
        leading = next(score for score in self.scores if score.method is PredictionMethod.EQUAL_GAIN)
        return wording.finding(len(self.agreements), len(self.issues), self.compared, leading)

    @property
    def base_rates(self) -> str:
        """What it has to beat, in a sentence; empty where nothing is compared."""
        return wording.base_rates(self.scores) if self.compared else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The verdict, and what it does not show, in sentences."""
        scores = {score.method.value: score.mean_error for score in self.scores}
        return wording.notes(len(self.agreements), len(self.issues), self.compared, scores)


@dataclass(frozen=True, slots=True)
class _PartyPackages:
    """What parties of an agreement could settle on its eve; what each group of them makes of a rule is worked out once."""

    dossier: Dossier
    outcomes: dict[tuple[BargainingRule, tuple[str, ...]], Outcome | None] = field(default_factory=dict)

    def outcome(self, rule: BargainingRule, members: tuple[str, ...]) -> Outcome | None:
        """Over all issues on which all these are known; None where there is nothing to link."""
        if (rule, members) not in self.outcomes:
            self.outcomes[rule, members] = self._settled(rule, members)
        return self.outcomes[rule, members]

    def _settled(self, rule: BargainingRule, members: tuple[str, ...]) -> Outcome | None:
        table = self.dossier.table
        issues = [
            known
            for known in table.issues
            if known in self.dossier.issues
            and table.weights[known]
            and all((member, known) in table.stands for member in members)
        ]
        weightless = [member for member in members if not any(table.stands[member, known].weight for known in issues)]
        if len(issues) < 2 or weightless:
            return None
        problem = package_problem(table, members, issues, no_agreement=self.dossier.stood(issues))
        return package_point(problem, rule).outcome


def backtest(cases: Iterable[tuple[DatedAgreement, Dossier]]) -> BacktestAnswer:
    """Each agreement with what was known on its eve, held against what it says."""
    pairs = sorted(cases, key=lambda case: (case[0].eve, case[0].key))
    issues = (case for agreement, dossier in pairs for case in backtest_agreement(agreement, dossier))
    return BacktestAnswer(tuple(agreement for agreement, _ in pairs), tuple(issues))


def backtest_agreement(agreement: DatedAgreement, dossier: Dossier) -> Iterator[BacktestIssue]:
    """One case for each issue that the agreement puts somewhere."""
    packages = _PartyPackages(dossier)
    for point in agreement.points:
        ground = dossier.ground.get(point.issue)
        status_quo = ground.middle if ground else None
        moved = _moved(point, status_quo)
        members = tuple(party for party in agreement.parties if (party, point.issue) in dossier.table.stands)
        yield BacktestIssue(
            agreement=agreement.key,
            eve=agreement.eve,
            point=point,
            status_quo=status_quo,
            moved=moved,
            status_quo_claims=ground.claims if ground else (),
            predictions=tuple(_predictions(agreement, packages, point, status_quo, moved)),
            claims=dossier.claims((member, point.issue) for member in members),
        )


def _predictions(
    agreement: DatedAgreement,
    packages: _PartyPackages,
    point: AgreedPoint,
    status_quo: Fraction | None,
    moved: int | None,
) -> Iterator[Prediction]:
    quo_missing = None if status_quo is not None else wording.no_status_quo(point.issue)
    for method in POSITIONED:
        position, reason = _position(method, agreement, packages, point.issue, status_quo)
        if position is None:
            yield Prediction(method, reason=reason)
            continue
        hit = None if moved is None or status_quo is None else _side(position - status_quo) == moved
        yield Prediction(method, position, abs(position - point.middle), point.holds(position), hit, quo_missing)
    side = _heavier_side(packages.dossier.table.on.get(point.issue, {}), status_quo)
    yield Prediction(
        PredictionMethod.WEAKER_CONCEDES,
        hit=None if side is None or moved is None else side == moved,
        reason=quo_missing or (wording.nobody_known(point.issue) if side is None else None),
    )


def _position(
    method: PredictionMethod,
    agreement: DatedAgreement,
    packages: _PartyPackages,
    issue: str,
    status_quo: Fraction | None,
) -> tuple[Fraction | None, str | None]:
    """Where a method puts the issue; None, and why, where it cannot."""
    if method is PredictionMethod.STATUS_QUO:
        return status_quo, None if status_quo is not None else wording.no_status_quo(issue)
    dossier = packages.dossier
    if issue in dossier.closed:
        return None, dossier.closed[issue].reason
    centre = dossier.table.centres.get(issue)
    if centre is None:
        return None, wording.nobody_known(issue)
    match method:
        case PredictionMethod.MEAN:
            return centre, None
        case PredictionMethod.MEDIAN:
            return dossier.table.medians[issue], None
    return _of_package(_PACKAGES[method], agreement, packages, issue)


def _of_package(
    rule: BargainingRule, agreement: DatedAgreement, packages: _PartyPackages, issue: str
) -> tuple[Fraction | None, str | None]:
    """
    Where the package puts the issue that the parties known on it could make of all issues on which all these are known.
    """
    stands = packages.dossier.table.stands
    members = tuple(party for party in agreement.parties if (party, issue) in stands)[:MOST_ACTORS]
    if len(members) < 2:
        missing = [party for party in agreement.parties if party not in members]
        return None, wording.parties_unknown(issue, missing, len(agreement.parties))
    outcome = packages.outcome(rule, members)
    return (outcome[issue], None) if outcome else (None, wording.nothing_to_link(issue, members))


def _moved(point: AgreedPoint, status_quo: Fraction | None) -> int | None:
    """Which way the agreement moves the issue; not at all where the status quo lies within what it says."""
    if status_quo is None:
        return None
    return 0 if point.holds(status_quo) else _side(point.middle - status_quo)


def _side(shift: Fraction) -> int:
    return 0 if abs(shift) < LEAST_MOVE else 1 if shift > 0 else -1


def _heavier_side(stands: Mapping[str, Stand], status_quo: Fraction | None) -> int | None:
    if status_quo is None or not any(stand.weight for stand in stands.values()):
        return None
    pull = sum((_side(stand.position - status_quo) * stand.weight for stand in stands.values()), Fraction())
    return 0 if pull == 0 else 1 if pull > 0 else -1


def _score(method: PredictionMethod, cases: Sequence[BacktestIssue]) -> MethodScore:
    def of(case: BacktestIssue) -> Prediction:
        return next(prediction for prediction in case.predictions if prediction.method is method)

    known: Callable[[Prediction], bool] = lambda prediction: (
        prediction.position is not None or prediction.hit is not None
    )
    same = [of(case) for case in cases if case.comparable]
    errors = [prediction.error for prediction in same if prediction.error is not None]
    directions = [prediction.hit for prediction in same if prediction.hit is not None]
    return MethodScore(
        method=method,
        known=sum(known(of(case)) for case in cases),
        mean_error=sum(errors, Fraction()) / len(errors) if errors else None,
        within=sum(prediction.within is True for prediction in same),
        directions=len(directions),
        hits=sum(directions),
    )

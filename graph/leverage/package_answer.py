"""What is asked of a package, and what an answer has: values alone, under the names that every room gives them."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.package_points import LinkageWorth
from linkage.graph.leverage.packages import RedLine, SideCondition
from linkage.graph.wording import packages as wording


class NoAgreementSource(StrEnum):
    """Where it comes from what an issue is without a deal."""

    TERMS = "terms"
    """Who asked says so."""
    GROUND = "ground"
    """Where it stood on the ground, as it is coded with its claims."""
    CENTRE = "centre"
    """Nobody has coded it: the weighted centre stands for it."""


@dataclass(frozen=True, slots=True)
class PackageTerms:
    """What is asked of a package; without *issues* it is over all on which every member's stance is known in full."""

    actors: tuple[str, ...]
    issues: tuple[str, ...] = ()
    rule: BargainingRule = BargainingRule.EQUAL_GAIN
    no_agreement: tuple[tuple[str, Fraction], ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    not_without: tuple[SideCondition, ...] = ()
    vetoes: bool = False


@dataclass(frozen=True, slots=True)
class ActorGain:
    """What an outcome is worth to an actor over no agreement, in its own salience times scale points."""

    actor: str
    gain: Fraction
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueEnd:
    """Where an issue ends."""

    issue: str
    position: Fraction


@dataclass(frozen=True, slots=True)
class PackageCorner:
    """A corner of the frontier, whether nobody loses by it, and the gains of the members."""

    ends: tuple[IssueEnd, ...]
    gains: tuple[ActorGain, ...]

    @property
    def nobody_loses(self) -> bool:
        return all(gain.gain >= 0 for gain in self.gains)


@dataclass(frozen=True, slots=True)
class PackageChoice:
    """What a rule chooses."""

    rule: BargainingRule
    ends: tuple[IssueEnd, ...]
    gains: tuple[ActorGain, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class PackageMove:
    """What a member gives on an issue: from where it stands to where it would go."""

    actor: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class PackageIssue:
    """One issue of the package, its reach, where it ends by the rule asked for, and the claims that this rests on."""

    issue: str
    theatre: str
    centre: Fraction
    no_agreement: Fraction
    no_agreement_from: NoAgreementSource
    no_agreement_claims: tuple[str, ...]
    low: Fraction
    high: Fraction
    outcome: Fraction
    moves: tuple[PackageMove, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingIssue:
    """An open issue that is left out, as stances of these members on it are not known in full."""

    issue: str
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackageAnalysis:
    """The whole answer; `others` are those with a stance on an issue who are no members, the largest loss first."""

    dossier: Dossier
    terms: PackageTerms
    issues: tuple[PackageIssue, ...] = ()
    points: tuple[PackageChoice, ...] = ()
    corners: tuple[PackageCorner, ...] = ()
    frontier_gap: float = 0.0
    worth: tuple[LinkageWorth, ...] = ()
    others: tuple[ActorGain, ...] = ()
    missing: tuple[MissingIssue, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def rule(self) -> BargainingRule:
        """The rule asked for."""
        return self.terms.rule

    @property
    def reason(self) -> str | None:
        """Why there is nothing to settle; None where some member gains."""
        if not self.points:
            return wording.nothing_in_common(self.terms.actors)
        return None if any(gain.gain > 0 for gain in self.chosen.gains) else wording.nothing_to_settle(self.rule)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of these figures, in sentences."""
        rules = (point.rule for point in self.points if point.gap > wording.LEAST_GAP)
        return (
            *wording.notes(
                issues=len(self.issues),
                missing=len(self.missing),
                claims=len(self.claims),
                origins=self.dossier.origins(self.claims),
                unproven=tuple(rules),
                frontier_gap=self.frontier_gap,
                conditions=len(self.terms.not_without),
            ),
            *self.dossier.notes,
        )

    @property
    def chosen(self) -> PackageChoice:
        """What the rule asked for chooses."""
        return next(point for point in self.points if point.rule is self.rule)

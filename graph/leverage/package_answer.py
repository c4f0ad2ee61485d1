"""What is asked of a package, and what an answer has: values alone, under the names that every room gives them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from linkage.graph.balance.bonds import LensRelation
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.package_points import LinkageWorth
from linkage.graph.leverage.packages import RedLine, SideCondition
from linkage.graph.wording import packages as wording

LEAST_LOSS = Fraction(1, 10**6)
"""Salience times scale points; a loss that is smaller, or a gain, is noise of the solver."""


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

    def rolled_up(self, dossier: Dossier) -> "PackageTerms":
        """The same, asked of those for whom the actors act on the day."""
        return replace(
            self,
            actors=dossier.standing_for(self.actors),
            red_lines=tuple(
                replace(line, actor=actor) for line in self.red_lines for actor in dossier.standing_for([line.actor])
            ),
        )


@dataclass(frozen=True, slots=True)
class ActorGain:
    """What an outcome is worth to an actor over no agreement, in its own salience times scale points."""

    actor: str
    gain: Fraction
    vetoes: tuple[str, ...] = ()
    backed_by: tuple[LensRelation, ...] = ()
    """For who loses and is no member, relations in which a member backs it."""


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
class PackageConsent:
    """
    Whose consent the outcome by the rule asked for needs, or who would have to be paid for it.

    A member has to agree where it `moves` on an issue, or where no agreement `binds`: it gains nothing, and would be worse
    off by any outcome that is better for others. Whoever has `vetoes` can block. `price` is the least that would make
    good the loss of one that can block or that a member backs, in its own salience times scale points; `gain` is None
    where nothing is known of what it wants.
    """

    actor: str
    member: bool
    gain: Fraction | None
    moves: tuple[str, ...] = ()
    binds: bool = False
    vetoes: tuple[str, ...] = ()
    backed_by: tuple[LensRelation, ...] = ()

    @property
    def must_agree(self) -> bool:
        return self.member and (bool(self.moves) or self.binds)

    @property
    def price(self) -> Fraction | None:
        concerned = bool(self.vetoes or self.backed_by)
        return -self.gain if concerned and self.gain is not None and self.gain < -LEAST_LOSS else None

    @property
    def counts(self) -> bool:
        """Whether its consent is of any account."""
        return self.must_agree or bool(self.vetoes) or self.price is not None


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
    consent: tuple[PackageConsent, ...] = ()
    missing: tuple[MissingIssue, ...] = ()
    set_aside: tuple[str, ...] = ()
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
            *([wording.set_aside(self.set_aside)] if self.set_aside else []),
            *map(wording.overlapping, self.overlapping),
            *self.dossier.unsourced,
            *self.dossier.notes,
        )

    @property
    def overlapping(self) -> tuple[tuple[str, ...], ...]:
        """Issues of the package that ask the same in part, by theme."""
        groups = self.dossier.by_theme(sorted(each.issue for each in self.issues))
        return tuple(tuple(group) for group in groups if len(group) > 1)

    @property
    def chosen(self) -> PackageChoice:
        """What the rule asked for chooses."""
        return next(point for point in self.points if point.rule is self.rule)

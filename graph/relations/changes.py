"""
What changed between two lenses, of which kind each change is, and which claims made it.

What stands now and did not has begun where a claim says that it did in between; what stood and does not has ended, or
was cut, where the last that it came to in between is by a claim that says so. Whoever newly disputes what a relation
rests on may speak of another pair; acts against it count as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from linkage.graph.records import Course, Hedge
from linkage.graph.relations.standing import Ending, StandingBasis
from linkage.graph.relations.turns import ChangeKind, ShownRelation, Turn


@dataclass(frozen=True, slots=True)
class ChangeWindow:
    """The days of two lenses, None where one has none."""

    earlier: date | None
    later: date | None

    @property
    def bounded(self) -> bool:
        """Whether there are days in between at all."""
        return self.earlier is not None and self.later is not None

    def has_begun(self, day: date | None) -> bool:
        """Whether what began on a day did so after the earlier day, and not after the later."""
        return bool(day and self.earlier and self.later and self.earlier < day <= self.later)

    def has_ended(self, day: date | None) -> bool:
        """Whether what held until a day did so from the earlier day on, and no longer on the later."""
        return bool(day and self.earlier and self.later and self.earlier <= day < self.later)


@dataclass(frozen=True, slots=True)
class BearingClaim:
    """
    A claim that a tie rests on and the first of its days; `state` where it tells of a state of affairs.

    `course` is how it stands to the life of the tie, None where it does not say.
    """

    first: date | None
    hedge: Hedge
    course: Course | None
    state: bool

    def begins(self, window: ChangeWindow) -> bool:
        """Whether it says of a day in between that the tie began on it."""
        onset = self.course is Course.BEGINS or (self.course is Course.WHOLE and self.state)
        return onset and self.hedge is not Hedge.DENIED and window.has_begun(self.first)


@dataclass(frozen=True, slots=True)
class TieVersion:
    """A version of a tie on some days, by what was known of the later lens, what ends it, and the ids of its claims."""

    first: date | None
    last: date | None
    basis: StandingBasis
    ending: Ending | None
    ended_by: str | None
    claims: Sequence[str]

    def may_begin(self, window: ChangeWindow) -> bool:
        """Whether it is attested from a day in between on, so that one of its claims may say that the tie began."""
        return self.basis is StandingBasis.ATTESTED and window.has_begun(self.first)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim known of the later lens that disputes claims; `before` where it was known of the earlier one too."""

    id: str
    disputed: frozenset[str]
    before: bool


@dataclass(frozen=True, slots=True)
class Bearings:
    """
    What bears on relations.

    Under the `place` of each are the ids of its claims and of acts against it, and all versions of its tie; what claims
    tell stands under their ids, for those of `open_claims`, as do all who dispute these.
    """

    claims: Mapping[str, Sequence[str]] = field(default_factory=dict)
    acts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    versions: Mapping[str, Sequence[TieVersion]] = field(default_factory=dict)
    told: Mapping[str, BearingClaim] = field(default_factory=dict)
    disputes: Sequence[Dispute] = ()

    def open_claims(self, turns: Iterable[Turn], window: ChangeWindow) -> set[str]:
        """The claims of which it matters what they tell and who disputes them."""
        ids: set[str] = set()
        for turn in turns:
            if turn.kind is ChangeKind.ATTESTED:
                versions = self.versions.get(turn.relation.place, ())
                ids.update(id_ for version in versions if version.may_begin(window) for id_ in version.claims)
            elif turn.kind is ChangeKind.DISPUTED:
                ids |= self.claims_of((*turn.olds, *turn.news))
        return ids

    def claims_of(self, relations: Iterable[ShownRelation]) -> set[str]:
        """The claims that relations rest on."""
        return {claim for relation in relations for claim in self.claims.get(relation.place, ())}

    def acts_against(self, relations: Iterable[ShownRelation]) -> set[str]:
        """Single acts of the opposite sign since the last report of relations."""
        return {act for relation in relations for act in self.acts.get(relation.place, ())}


@dataclass(frozen=True, slots=True)
class Change:
    """A turn, of which kind it is, and the ids of the claims that made it."""

    kind: ChangeKind
    turn: Turn
    claims: frozenset[str]


def settle(turns: Iterable[Turn], bearings: Bearings, window: ChangeWindow) -> list[Change]:
    """The change that each turn is, in their order."""
    return [_change(turn, bearings, window) for turn in turns]


def _change(turn: Turn, bearings: Bearings, window: ChangeWindow) -> Change:
    versions = bearings.versions.get(turn.relation.place, ())
    old, new = bearings.claims_of(turn.olds), bearings.claims_of(turn.news)
    match turn.kind:
        case ChangeKind.ATTESTED:
            beginnings = _beginnings(versions, bearings.told, window)
            return Change(ChangeKind.BEGUN if beginnings else turn.kind, turn, beginnings or frozenset(new - old))
        case ChangeKind.FADED:
            last = _last_ending(versions, window)
            if last and last.ending and last.ending is not Ending.FADED:
                return Change(ChangeKind(last.ending.value), turn, frozenset(filter(None, [last.ended_by])))
            return Change(turn.kind, turn, frozenset(old - new))
        case ChangeKind.DISPUTED:
            acts = bearings.acts_against(turn.news) - bearings.acts_against(turn.olds)
            return Change(turn.kind, turn, frozenset((new - old) | acts | _disputing(old, new, bearings.disputes)))
        case _:
            return Change(turn.kind, turn, frozenset(new - old))


def _beginnings(
    versions: Iterable[TieVersion], told: Mapping[str, BearingClaim], window: ChangeWindow
) -> frozenset[str]:
    """The claims that say of a tie that it began in between."""
    claims = (id_ for version in versions if version.may_begin(window) for id_ in version.claims)
    return frozenset(id_ for id_ in claims if id_ in told and told[id_].begins(window))


def _last_ending(versions: Iterable[TieVersion], window: ChangeWindow) -> TieVersion | None:
    """The version after which a tie ended the last time in between."""
    ended = [version for version in versions if version.ending and window.has_ended(version.last)]
    return max(ended, key=lambda version: version.last or date.max, default=None)


def _disputing(old: set[str], new: set[str], disputes: Iterable[Dispute]) -> set[str]:
    """Who disputes a claim of now, and did not dispute any of before."""
    return {
        dispute.id for dispute in disputes if dispute.disputed & new and not (dispute.before and dispute.disputed & old)
    }

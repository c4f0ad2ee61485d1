"""What the records of a data set may refer to, and what follows from all of them together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linkage.graph.dates import PartialDate
from linkage.graph.records import (
    Actor,
    Claim,
    Course,
    Document,
    HalfLives,
    Hedge,
    Judgement,
    Record,
    RelationKind,
    Verdict,
)
from linkage.graph.relations.affiliation import ALWAYS, Days, Membership
from linkage.graph.relations.identity import Identity, resolve_identity
from linkage.graph.relations.standing import reach
from linkage.ingest.spill import Shelf, Spool
from linkage.ingest.text.dataset import DataSet, Located
from linkage.ingest.text.reader import Problem


@dataclass(slots=True)
class Catalogue:
    """
    The records of a data set, and of those that it uses, by kind and key, as far as they have been read.

    Everything but claims is held whole; of claims only key and id, both ways. What there may be any number
    of, documents and claims, does not stay in memory. What is counted is the data set's own.
    """

    coders: tuple[str, ...] = ()
    half_lives: HalfLives | None = None
    entries: dict[type[Record], Mapping[str, Located]] = field(default_factory=dict)
    claim_ids: Shelf[str] = field(default_factory=Shelf)
    claim_keys: Shelf[str] = field(default_factory=Shelf)
    dated: Shelf[str] = field(default_factory=Shelf)
    """The days of each valid claim that has any, as text."""
    disputes: Shelf[tuple[str, ...]] = field(default_factory=Shelf)
    """The claims that each valid claim contradicts, if any."""
    sides_only: Shelf[str] = field(default_factory=Shelf)
    """The kind of each valid claim that tells who stands or speaks with whom, and no more."""
    borrowed: dict[type[Record], set[str]] = field(default_factory=dict)
    """The keys of records of other data sets, but those of claims."""
    judgements: Sequence[Judgement] = ()
    """What other data sets, which this one does not use, judge of its actors."""
    counts: dict[type[Record], int] = field(default_factory=dict)
    files: Counter[str] = field(default_factory=Counter)
    """How many records each file holds."""
    tally: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    """Claims by kind and theatre, and with None by kind in all."""
    endings: Spool[Located] = field(default_factory=Spool)
    """Claims that say that a tie between two actors is over."""
    warnings: Spool[Problem] = field(default_factory=Spool)
    roots: Shelf[str] = field(default_factory=Shelf)
    """Where a document that reprints another was first published, as far as somebody has asked."""
    identity: Identity = field(default_factory=Identity)
    memberships: dict[str, list[Membership]] = field(default_factory=dict)
    ended: dict[str, PartialDate] = field(default_factory=dict)
    """When actors died or were dissolved, by the key that they are read under."""
    invalid: set[tuple[type[Record], str]] = field(default_factory=set)
    listed: dict[type[Record], list[str]] = field(default_factory=dict)
    """The keys of kinds of which somebody has asked for a key that nothing carries."""
    unread: set[type[Record]] = field(default_factory=set)
    """Kinds of which something has no key, or could not be read: nobody knows all keys there are to be."""

    def get(self, kind: type[Record], key: str) -> Any:
        """The record of this key; KeyError where there is none."""
        return self.entries[kind][key].record

    def has(self, kind: type[Record], key: str) -> bool:
        """Whether a valid record of the kind, which is none of claims, carries the key."""
        return key in self.entries.get(kind, ())

    def knows(self, kind: type[Record], key: str) -> bool:
        """Whether a record, valid or not, carries this key or may do so: one mistake is not told twice."""
        carried = key in self.claim_ids if kind is Claim else self.has(kind, key)
        return carried or (kind, key) in self.invalid or kind in self.unread

    def own(self, kind: type[Record]) -> Iterator[Located]:
        """The records of a kind, which is none of claims, that the data set holds itself."""
        borrowed = self.borrowed.get(kind, ())
        return (entry for key, entry in self.entries[kind].items() if key not in borrowed)

    def note_invalid(self, kind: type[Record], key: str | None) -> None:
        """Remember a record that is not valid by the key it gives itself, if it gives one."""
        if key:
            self.invalid.add((kind, key))
        else:
            self.unread.add(kind)

    def known_from(self, claim: Claim) -> date:
        """The first day by which the claim had been made for certain."""
        document: Document = self.get(Document, claim.document)
        said = claim.said.last if claim.said else document.published.last
        assert said is not None, "checked: every document has a last day of publication"
        return said

    def half_life(self, kind: RelationKind) -> float:
        """For how many days claims of a kind testify until half of it is gone; 0 where the data set gives no half-lives."""
        return _half_life(self.half_lives, kind)

    def root(self, document: str) -> Document:
        """The document that *document* was in the end syndicated from, itself where from none."""
        path: list[str] = []
        key = document
        while (source := self.get(Document, key)).origin and key not in self.roots:
            path.append(key)
            key = source.origin
        root = self.roots[key] if source.origin else key
        for passed in path:
            self.roots[passed] = root
        document_at_root: Document = self.get(Document, root)
        return document_at_root

    def parents(self) -> dict[str, str]:
        """What actors say of themselves that they are part of."""
        actors = self.entries[Actor]
        return {key: entry.record.part_of for key, entry in actors.items() if entry.record.part_of}

    def merge(self) -> None:
        """Take in what judgements say: who is one, and who always acts for whom."""
        judgements: list[Judgement] = [entry.record for entry in self.entries[Judgement].values()]
        judgements += self.judgements
        self.identity = resolve_identity(judgements)
        judged = [(judgement.left, judgement.right) for judgement in judgements if judgement.verdict is Verdict.PART_OF]
        for part, principal in [*self.parents().items(), *judged]:
            self._add(Membership(self.identity.key(part), self.identity.key(principal)))
        actors = (entry.record for entry in self.entries[Actor].values())
        self.ended = {self.identity.key(actor.key): actor.ended for actor in actors if actor.ended}

    def count(self, claim: Claim) -> None:
        """Take in a valid claim of the data set itself."""
        self.tally.update((claim.kind, theatre) for theatre in (None, *claim.theatres))
        self._take_in(claim, self.half_lives)

    def borrow(self, claim: Claim, source: DataSet) -> bool:
        """Take in a claim of another data set; False where one of its key or its content is there already."""
        if claim.key in self.claim_ids or not self.claim_keys.add(claim.id, claim.key):
            return False
        self.claim_ids.add(claim.key, claim.id)
        self._take_in(claim, source.half_lives)
        return True

    def _take_in(self, claim: Claim, half_lives: HalfLives | None) -> None:
        """Note when the claim holds, what it disputes, whether it tells of sides only, and for whom its subject acts by it, and when."""
        if claim.disputes:
            self.disputes.add(claim.key, claim.disputes)
        if self.has(RelationKind, claim.kind) and self.get(RelationKind, claim.kind).sides_only:
            self.sides_only.add(claim.key, claim.kind)
        if claim.held:
            self.dated.add(claim.key, str(claim.held))
        membership = self.membership(claim, half_lives)
        if membership:
            self._add(membership)

    def membership(self, claim: Claim, half_lives: HalfLives | None) -> Membership | None:
        """For whom its subject acts by the claim, and when; None where it says nothing of that, or what it names is not there."""
        if not (
            self.has(RelationKind, claim.kind)
            and self.has(Document, claim.document)
            and self.get(RelationKind, claim.kind).membership
            and claim.object
            and claim.object.kind == "actor"
            and claim.held
            and claim.hedge is not Hedge.DENIED
            and (claim.said or self.get(Document, claim.document).published.last)
        ):
            return None
        return Membership(
            self.identity.key(claim.subject),
            self.identity.key(claim.object.key),
            days=self._acting_days(claim, half_lives),
            known_from=self.known_from(claim),
            withdrawn_on=claim.withdrawn.on.first if claim.withdrawn else None,
        )

    def _acting_days(self, claim: Claim, half_lives: HalfLives | None) -> Days:
        """The days on which its subject acts for somebody: an office goes on after the last report, as a tie does."""
        first, last = days(claim)
        if claim.course in (Course.ENDS, Course.WHOLE):
            return first, last
        kind: RelationKind = self.get(RelationKind, claim.kind)
        carried = reach(_half_life(half_lives, kind))
        return first, date.fromordinal(min(last.toordinal() + carried, date.max.toordinal()))

    def _add(self, membership: Membership) -> None:
        self.memberships.setdefault(membership.actor, []).append(membership)


def _half_life(half_lives: HalfLives | None, kind: RelationKind) -> float:
    return half_lives.after(kind.aspect, kind.force) if half_lives else 0.0


def days(claim: Claim) -> Days:
    """The days that a dated claim covers."""
    assert claim.held is not None
    return claim.held.first or ALWAYS[0], claim.held.last or ALWAYS[1]

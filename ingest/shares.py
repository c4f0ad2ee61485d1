"""Which pair a claim speaks of, and whom it counts for once acts count for those on whose behalf they were done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from linkage.graph.families import Family
from linkage.graph.records import Claim, RelationKind
from linkage.graph.relations.affiliation import ALWAYS, Affiliation, Days, Membership, affiliations
from linkage.ingest.catalogue import Catalogue, days


@dataclass(frozen=True, slots=True)
class ClaimShare:
    """What a claim counts for once acts count for those on whose behalf they were done."""

    pair: str
    days: Days
    known_from: date
    withdrawn_on: date | None


def pair(claim: Claim, catalogue: Catalogue) -> str | None:
    """`family|subject|object` that the claim tells of or says to be over, None where it bears on no relation."""
    return tie(claim, _family(claim, catalogue), catalogue)


def _family(claim: Claim, catalogue: Catalogue) -> Family | None:
    kind: RelationKind = catalogue.get(RelationKind, claim.kind)
    return kind.family or kind.ends


def tie(claim: Claim, family: Family | None, catalogue: Catalogue) -> str | None:
    """`family|subject|object` of the two actors that the claim speaks of, None where there is none."""
    if family is None or claim.object is None or claim.object.kind != "actor":
        return None
    return pair_name(family, catalogue.identity.key(claim.subject), catalogue.identity.key(claim.object.key))


def pair_name(family: Family, subject: str, object_: str) -> str | None:
    """`family|subject|object`, a channel's ends in the order of the alphabet; None between an actor and itself."""
    if subject == object_:
        return None  # within one actor, or one camp of it, there is no relation
    ends = [subject, object_]
    if not family.directed:
        ends.sort()
    return "|".join([family.name, *ends])


def shares(claim: Claim, catalogue: Catalogue) -> list[ClaimShare] | None:
    """
    The shares of a claim, None where it counts for nobody but the actors it names.

    A claim about two parts of one actor has shares, and none of them is left.
    """
    if pair(claim, catalogue) is None:
        return None
    assert claim.object is not None
    ends = catalogue.identity.key(claim.subject), catalogue.identity.key(claim.object.key)
    if not any(end in catalogue.memberships for end in ends):
        return None
    sides = [affiliations(end, *_time(claim, catalogue)) for end in ends]
    if all(step.principal == end for side, end in zip(sides, ends, strict=True) for step in side):
        return None
    return list(_shared(claim, catalogue, *sides))


def _time(claim: Claim, catalogue: Catalogue) -> tuple[Days, dict[str, list[Membership]]]:
    """The days to look at and the memberships that count: for an undated claim those that hold always."""
    if claim.held:
        return days(claim), catalogue.memberships
    always = {
        key: [membership for membership in memberships if membership.days == ALWAYS]
        for key, memberships in catalogue.memberships.items()
    }
    return ALWAYS, always


def _shared(
    claim: Claim, catalogue: Catalogue, subjects: Sequence[Affiliation], objects: Sequence[Affiliation]
) -> Iterator[ClaimShare]:
    family = _family(claim, catalogue)
    assert family is not None, "asked of claims that bear on a relation"
    withdrawn = claim.withdrawn.on.first if claim.withdrawn else None
    for subject, object_ in product(subjects, objects):
        start = max(subject.days[0], object_.days[0])
        end = min(subject.days[1], object_.days[1])
        name = pair_name(family, subject.principal, object_.principal)
        if name is not None and start <= end:
            ends = [day for day in (withdrawn, subject.withdrawn_on, object_.withdrawn_on) if day]
            known = max(catalogue.known_from(claim), subject.known_from, object_.known_from)
            withdrawal = min(ends, default=None)
            if withdrawal is None or known < withdrawal:
                yield ClaimShare(name, (start, end), known, withdrawal)

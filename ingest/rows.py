"""
From a record to the row that stores it: label, properties and the links it owns.

Properties are called what GraphQL calls them. What derivation needs of a claim (the pair it speaks of, who
it goes back to, from when it was known) is settled here, so that a change of, say, a document's date shows
as a change of the rows that hang on it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import orjson

from linkage.graph.dates import Interval
from linkage.graph.families import Family
from linkage.graph.ids import global_id
from linkage.graph.names.index_terms import stored_forms
from linkage.graph.records import (
    REFERENCE_KINDS,
    Actor,
    Agreement,
    Claim,
    Document,
    Event,
    Head,
    Issue,
    Judgement,
    Place,
    Range,
    Record,
    RelationKind,
    Stance,
    Theatre,
)
from linkage.graph.relations.affiliation import ALWAYS, Affiliation, Days, Membership, affiliations
from linkage.ingest.checks import Catalogue, days

OWNED = (
    "PART_OF", "WITHIN", "IN_THEATRE", "PARTY", "AT", "PUBLISHER", "ORIGIN", "SUBJECT", "OBJECT", "SPEAKER",
    "DOCUMENT", "DISPUTES", "SUPPORTS", "HELD_BY", "ON", "LEANS_ON", "NAMES", "LEFT", "RIGHT", "SAME_AS",
    "JUDGED_PART_OF", "OF", "ASSERTS",
)  # fmt: skip
"""Every type of link that a record owns and that is written anew with it."""

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowLink:
    """One link from a record to another; `position` orders links of one type."""

    type: str
    target: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """
    What is stored of one record; `digest` tells rows of different content apart.

    `place` is the file that the record stands in and how many records come before it there. It is no part of
    the digest, for a record that was only moved says what it said.
    """

    label: str
    id: str
    properties: Properties
    links: tuple[RowLink, ...]
    place: tuple[str, int] | None = None

    @property
    def digest(self) -> str:
        content = [
            self.label,
            self.properties,
            [[link.type, link.target, link.position] for link in self.links],
        ]
        return hashlib.blake2b(orjson.dumps(content, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()

    def parameters(self, dataset: str) -> dict[str, object]:
        """The row as the statement that writes it takes it."""
        return {
            "id": self.id,
            "label": self.label,
            "properties": {
                **self.properties,
                "id": self.id,
                "dataset": dataset,
                "digest": self.digest,
                "file": self.place and self.place[0],
                "ordinal": self.place and self.place[1],
            },
            "links": [
                {"type": link.type, "target": link.target, "position": link.position} for link in self.links
            ],
        }


def rows(record: Record, found: Catalogue) -> Iterator[Row]:
    """The row of a record, one for each of its names, and one for each share of a claim."""
    label = type(record).__name__
    identifier = found.claim_ids[record.key] if isinstance(record, Claim) else record.key
    properties, links = _WRITERS[type(record)](record, found)
    stored = {name: value for name, value in {"key": record.key, **properties}.items() if value is not None}
    yield Row(label, global_id(label, identifier), stored, tuple(links))
    if isinstance(record, Actor | Place):
        yield from _names(record, label)
    if isinstance(record, Claim):
        yield from _shares(record, found)


def head(record: Head, files: dict[str, int]) -> Iterator[Row]:
    """The row of a data set's head, which keeps its files and their sizes, and one for each assertion."""
    identifier = global_id("DataSet", record.name)
    yield Row(
        "DataSet",
        identifier,
        _without_none(key=record.name, title=record.title, description=record.description,
                      coders=list(record.coders), files=list(files), sizes=list(files.values())),
        (),
    )  # fmt: skip
    for number, assertion in enumerate(record.assertions):
        yield Row(
            "Assertion",
            global_id("Assertion", record.name, str(number)),
            _without_none(records=assertion.records, family=_upper(assertion.family), kind=assertion.kind,
                          theatre=assertion.theatre, minimum=assertion.minimum, maximum=assertion.maximum),
            (RowLink("ASSERTS", identifier, number),),
        )  # fmt: skip


def _names(record: Actor | Place, owner: str) -> Iterator[Row]:
    for name in record.names:
        yield Row(
            "Name",
            global_id("Name", owner, record.key, name.language, name.text),
            _without_none(text=name.text, language=name.language, script=name.script, kind=_upper(name.kind),
                          used=_text(name.used), **stored_forms(name.text)),
            (RowLink("NAMES", global_id(owner, record.key), record.names.index(name)),),
        )  # fmt: skip


def _shown(record: Actor | Place) -> Properties:
    """The name that we show; where it is none of the names, it is what a search has to find."""
    listed = any(name.text == record.name for name in record.names)
    return {"name": record.name} if listed else {"name": record.name, **stored_forms(record.name)}


def _kind(kind: RelationKind, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {
        "verb": kind.verb,
        "inverse": kind.inverse,
        "family": _upper(kind.family),
        "sign": kind.family.sign if kind.family else None,
        "symmetric": kind.symmetric,
        "membership": kind.membership,
        "veto": kind.veto,
        "objects": list(kind.objects),
    }, []


def _theatre(theatre: Theatre, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {"name": theatre.name}, _links("WITHIN", Theatre, theatre.within)


def _place(place: Place, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {**_shown(place), "note": place.note}, [
        *_links("WITHIN", Place, place.within),
        *_links("IN_THEATRE", Theatre, place.theatre),
    ]


def _actor(actor: Actor, found: Catalogue) -> tuple[Properties, list[RowLink]]:
    properties = {**_shown(actor), "kind": _upper(actor.kind), "note": actor.note}
    stays = found.identity.key(actor.key)
    wholes = [m.principal for m in found.memberships.get(actor.key, ()) if m.days == ALWAYS]
    own = found.identity.key(actor.part_of) if actor.part_of else None
    return properties, [
        *_links("PART_OF", Actor, actor.part_of),
        *_links("SAME_AS", Actor, stays if stays != actor.key else None),
        *_links("JUDGED_PART_OF", Actor, *(whole for whole in wholes if whole != own)),
    ]


def _judgement(judgement: Judgement, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {
        "verdict": _upper(judgement.verdict),
        "reason": judgement.reason,
        "coder": judgement.coder,
        "on": str(judgement.on),
    }, [
        *_links("LEFT", Actor, judgement.left),
        *_links("RIGHT", Actor, judgement.right),
    ]


def _issue(issue: Issue, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    properties = {"question": issue.question, "low": issue.low, "high": issue.high}
    return properties, _links("IN_THEATRE", Theatre, issue.theatre)


def _agreement(agreement: Agreement, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {
        "name": agreement.name,
        "note": agreement.note,
        "signed": _text(agreement.signed),
        "basis": _upper(agreement.basis),
    }, [
        *_links("IN_THEATRE", Theatre, agreement.theatre),
        *_links("PARTY", Actor, *agreement.parties),
    ]


def _event(event: Event, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {
        "name": event.name,
        "note": event.note,
        "basis": _upper(event.basis),
        "hypothetical": event.hypothetical,
        **_validity(event.held),
    }, [
        *_links("IN_THEATRE", Theatre, event.theatre),
        *_links("AT", Place, *event.places),
        *_links("PARTY", Actor, *event.parties),
    ]


def _document(document: Document, _found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {
        "title": document.title,
        "published": str(document.published),
        "publishedBy": document.published.last,
        "basis": _upper(document.basis),
        "language": document.language,
        "address": document.address,
        "note": document.note,
    }, [
        *_links("PUBLISHER", Actor, document.publisher),
        *_links("ORIGIN", Document, document.origin),
    ]


def _claim(claim: Claim, found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {
        "kind": claim.kind,
        "family": _upper(found.get(RelationKind, claim.kind).family),
        "pair": pair(claim, found),
        "rolled": None if rolled(claim, found) is None else True,
        "matter": claim.matter,
        "role": claim.role,
        "theatres": list(claim.theatres),
        "issue": claim.issue,
        "place": claim.place,
        "event": claim.event,
        **_validity(claim.held),
        "basis": _upper(claim.basis),
        "saidOn": _text(claim.said),
        "knownFrom": found.known_from(claim),
        "withdrawnOn": claim.withdrawn.on.first if claim.withdrawn else None,
        "withdrawnText": _text(claim.withdrawn and claim.withdrawn.on),
        "withdrawnReason": claim.withdrawn.reason if claim.withdrawn else None,
        "origin": origin(claim, found),
        "hedge": _upper(claim.hedge),
        "certainty": claim.certainty,
        "summary": claim.summary,
        "paragraph": claim.locator.paragraph,
        "words": claim.locator.words,
        "coder": claim.coder,
        "note": claim.note,
        "figureNames": list(claim.figures) or None,
        "figureValues": list(claim.figures.values()) or None,
    }, [
        *_links("SUBJECT", Actor, claim.subject),
        *([RowLink("OBJECT", global_id(REFERENCE_KINDS[claim.object.kind].__name__, claim.object.key))]
          if claim.object else []),
        *_links("SPEAKER", Actor, *claim.speakers),
        *_links("DOCUMENT", Document, claim.document),
        *_links("DISPUTES", Claim, *(found.claim_ids[key] for key in claim.disputes)),
        *_links("SUPPORTS", Claim, *(found.claim_ids[key] for key in claim.supports)),
    ]  # fmt: skip


def _stance(stance: Stance, found: Catalogue) -> tuple[Properties, list[RowLink]]:
    return {
        "alternative": stance.alternative,
        **_validity(stance.held),
        "basis": _upper(stance.basis),
        **_range("position", stance.position),
        **_range("salience", stance.salience),
        **_range("capability", stance.capability),
        "hedge": _upper(stance.hedge),
        "reasoning": stance.reasoning,
        "coder": stance.coder,
        "confirmed": stance.confirmed,
    }, [
        *_links("HELD_BY", Actor, stance.actor),
        *_links("ON", Issue, stance.issue),
        *_links("LEANS_ON", Claim, *(found.claim_ids[key] for key in stance.claims)),
    ]


_WRITERS: dict[type[Record], Callable[[Any, Catalogue], tuple[Properties, list[RowLink]]]] = {
    RelationKind: _kind,
    Theatre: _theatre,
    Place: _place,
    Actor: _actor,
    Judgement: _judgement,
    Issue: _issue,
    Agreement: _agreement,
    Event: _event,
    Document: _document,
    Claim: _claim,
    Stance: _stance,
}


def pair(claim: Claim, found: Catalogue) -> str | None:
    """`family|subject|object` that the claim speaks of, None where it adds up to no relation."""
    family = found.get(RelationKind, claim.kind).family
    if family is None or claim.object is None or claim.object.kind != "actor":
        return None
    return _pair(family, found.identity.key(claim.subject), found.identity.key(claim.object.key))


def _pair(family: Family, subject: str, object_: str) -> str | None:
    if subject == object_:
        return None  # within one actor, or one camp of it, there is no relation
    ends = [subject, object_]
    if not family.directed:
        ends.sort()
    return "|".join([family.name, *ends])


@dataclass(frozen=True, slots=True)
class ClaimShare:
    """What a claim counts for once acts count for those on whose behalf they were done."""

    pair: str
    days: Days
    known_from: date
    withdrawn_on: date | None


def rolled(claim: Claim, found: Catalogue) -> list[ClaimShare] | None:
    """
    The shares of a claim, None where it counts for nobody but the actors it names.

    A claim about two parts of one actor has shares, and none of them is left.
    """
    if pair(claim, found) is None:
        return None
    assert claim.object is not None
    ends = found.identity.key(claim.subject), found.identity.key(claim.object.key)
    if not any(end in found.memberships for end in ends):
        return None
    sides = [affiliations(end, *_time(claim, found)) for end in ends]
    if all(step.principal == end for side, end in zip(sides, ends, strict=True) for step in side):
        return None
    return list(_shared(claim, found, *sides))


def _time(claim: Claim, found: Catalogue) -> tuple[Days, dict[str, list[Membership]]]:
    """The days to look at and the memberships that count: for an undated claim those that hold always."""
    if claim.held:
        return days(claim), found.memberships
    always = {
        key: [membership for membership in given if membership.days == ALWAYS]
        for key, given in found.memberships.items()
    }
    return ALWAYS, always


def _shared(
    claim: Claim, found: Catalogue, subjects: list[Affiliation], objects: list[Affiliation]
) -> Iterator[ClaimShare]:
    family = found.get(RelationKind, claim.kind).family
    withdrawn = claim.withdrawn.on.first if claim.withdrawn else None
    for subject, object_ in product(subjects, objects):
        first = max(subject.days[0], object_.days[0])
        last = min(subject.days[1], object_.days[1])
        name = _pair(family, subject.principal, object_.principal)
        if name is not None and first <= last:
            ends = [day for day in (withdrawn, subject.withdrawn_on, object_.withdrawn_on) if day]
            known = max(found.known_from(claim), subject.known_from, object_.known_from)
            withdrawal = min(ends, default=None)
            if withdrawal is None or known < withdrawal:
                yield ClaimShare(name, (first, last), known, withdrawal)


def _shares(claim: Claim, found: Catalogue) -> Iterator[Row]:
    identifier = found.claim_ids[claim.key]
    for number, share in enumerate(rolled(claim, found) or ()):
        yield Row(
            "Share",
            global_id("Share", identifier, str(number)),
            _without_none(
                pair=share.pair,
                dated=claim.held is not None,
                validFrom=share.days[0] if share.days[0] != ALWAYS[0] else None,
                validTo=share.days[1] if share.days[1] != ALWAYS[1] else None,
                knownFrom=share.known_from,
                withdrawnOn=share.withdrawn_on,
            ),
            (RowLink("OF", global_id("Claim", identifier)),),
        )


def origin(claim: Claim, found: Catalogue) -> str:
    """Who the claim goes back to: its innermost speaker, or who first published what the document reprints."""
    if len(claim.speakers) > 1:
        return claim.speakers[0]
    return found.root(claim.document).publisher


def _links(type_name: str, kind: type[Record], *keys: str | None) -> list[RowLink]:
    return [
        RowLink(type_name, global_id(kind.__name__, key), position)
        for position, key in enumerate(keys)
        if key is not None
    ]


def _validity(held: Interval | None) -> Properties:
    return {
        "dated": held is not None,
        "validFrom": held and held.first,
        "validTo": held and held.last,
        "validFromText": _text(held and held.start),
        "validToText": _text(held and held.end),
    }


def _range(name: str, value: Range | None) -> Properties:
    if value is None:
        return {}
    return {f"{name}Low": value.low, f"{name}High": value.high, f"{name}Value": value.value}


def _upper(member: Any) -> str | None:
    return member.name if member is not None else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _without_none(**properties: Any) -> Properties:
    return {name: value for name, value in properties.items() if value is not None}

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
from typing import Any

import orjson

from linkage.graph.dates import Interval
from linkage.graph.ids import global_id
from linkage.graph.model import (
    Actor,
    Agreement,
    Claim,
    Document,
    Event,
    Family,
    Issue,
    Place,
    Range,
    Record,
    RelationKind,
    Stance,
    Theatre,
)
from linkage.ingest.checks import REFERENCE_KINDS, Catalogue

OWNED = (
    "PART_OF", "WITHIN", "IN_THEATRE", "PARTY", "AT", "PUBLISHER", "ORIGIN", "SUBJECT", "OBJECT", "SPEAKER",
    "DOCUMENT", "DISPUTES", "SUPPORTS", "HELD_BY", "ON", "LEANS_ON", "NAMES",
)  # fmt: skip
"""Every type of link that a record owns and that is written anew with it."""

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One link from a record to another; `position` orders links of one type."""

    type: str
    target: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """What is stored of one record; `digest` tells rows of different content apart."""

    label: str
    id: str
    properties: Properties
    links: tuple[Link, ...]

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
            "properties": {**self.properties, "id": self.id, "dataset": dataset, "digest": self.digest},
            "links": [
                {"type": link.type, "target": link.target, "position": link.position} for link in self.links
            ],
        }


def rows(record: Record, found: Catalogue) -> Iterator[Row]:
    """The row of a record, and one for each of its names."""
    label = type(record).__name__
    identifier = found.claim_ids[record.key] if isinstance(record, Claim) else record.key
    properties, links = _WRITERS[type(record)](record, found)
    stored = {name: value for name, value in {"key": record.key, **properties}.items() if value is not None}
    yield Row(label, global_id(label, identifier), stored, tuple(links))
    if isinstance(record, Actor | Place):
        yield from _names(record, label)


def _names(record: Actor | Place, owner: str) -> Iterator[Row]:
    for name in record.names:
        yield Row(
            "Name",
            global_id("Name", owner, record.key, name.language, name.text),
            _without_none(text=name.text, language=name.language, script=name.script, kind=_upper(name.kind),
                          used=_text(name.used)),
            (Link("NAMES", global_id(owner, record.key), record.names.index(name)),),
        )  # fmt: skip


def _kind(kind: RelationKind, _found: Catalogue) -> tuple[Properties, list[Link]]:
    return {
        "verb": kind.verb,
        "inverse": kind.inverse,
        "family": _upper(kind.family),
        "sign": kind.family.sign if kind.family else None,
        "symmetric": kind.symmetric,
    }, []


def _theatre(theatre: Theatre, _found: Catalogue) -> tuple[Properties, list[Link]]:
    return {"name": theatre.name}, _links("WITHIN", Theatre, theatre.within)


def _place(place: Place, _found: Catalogue) -> tuple[Properties, list[Link]]:
    return {"name": place.name, "note": place.note}, [
        *_links("WITHIN", Place, place.within),
        *_links("IN_THEATRE", Theatre, place.theatre),
    ]


def _actor(actor: Actor, _found: Catalogue) -> tuple[Properties, list[Link]]:
    properties = {"name": actor.name, "kind": _upper(actor.kind), "note": actor.note}
    return properties, _links("PART_OF", Actor, actor.part_of)


def _issue(issue: Issue, _found: Catalogue) -> tuple[Properties, list[Link]]:
    properties = {"question": issue.question, "low": issue.low, "high": issue.high}
    return properties, _links("IN_THEATRE", Theatre, issue.theatre)


def _agreement(agreement: Agreement, _found: Catalogue) -> tuple[Properties, list[Link]]:
    return {
        "name": agreement.name,
        "note": agreement.note,
        "signed": _text(agreement.signed),
        "basis": _upper(agreement.basis),
    }, [
        *_links("IN_THEATRE", Theatre, agreement.theatre),
        *_links("PARTY", Actor, *agreement.parties),
    ]


def _event(event: Event, _found: Catalogue) -> tuple[Properties, list[Link]]:
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


def _document(document: Document, _found: Catalogue) -> tuple[Properties, list[Link]]:
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


def _claim(claim: Claim, found: Catalogue) -> tuple[Properties, list[Link]]:
    kind: RelationKind = found.get(RelationKind, claim.kind)
    return {
        "kind": claim.kind,
        "family": _upper(kind.family),
        "pair": pair(claim, kind),
        "matter": claim.matter,
        "role": claim.role,
        "theatres": list(claim.theatres),
        "issue": claim.issue,
        "place": claim.place,
        "event": claim.event,
        **_validity(claim.held),
        "basis": _upper(claim.basis),
        "saidOn": _text(claim.said),
        "knownFrom": known_from(claim, found),
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
        *([Link("OBJECT", global_id(REFERENCE_KINDS[claim.object.kind].__name__, claim.object.key))]
          if claim.object else []),
        *_links("SPEAKER", Actor, *claim.speakers),
        *_links("DOCUMENT", Document, claim.document),
        *_links("DISPUTES", Claim, *(found.claim_ids[key] for key in claim.disputes)),
        *_links("SUPPORTS", Claim, *(found.claim_ids[key] for key in claim.supports)),
    ]  # fmt: skip


def _stance(stance: Stance, found: Catalogue) -> tuple[Properties, list[Link]]:
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


_WRITERS: dict[type[Record], Callable[[Any, Catalogue], tuple[Properties, list[Link]]]] = {
    RelationKind: _kind,
    Theatre: _theatre,
    Place: _place,
    Actor: _actor,
    Issue: _issue,
    Agreement: _agreement,
    Event: _event,
    Document: _document,
    Claim: _claim,
    Stance: _stance,
}


def pair(claim: Claim, kind: RelationKind) -> str | None:
    """`family|subject|object` that the claim speaks of, None where it adds up to no relation."""
    if kind.family is None or claim.object is None or claim.object.kind != "actor":
        return None
    ends = [claim.subject, claim.object.key]
    if kind.family is Family.NEGOTIATES_WITH:
        ends.sort()  # a channel has no direction
    return "|".join([kind.family.name, *ends])


def origin(claim: Claim, found: Catalogue) -> str:
    """Who the claim goes back to: its innermost speaker, or who first published what the document reprints."""
    if len(claim.speakers) > 1:
        return claim.speakers[0]
    return found.root(claim.document).publisher


def known_from(claim: Claim, found: Catalogue) -> date:
    """The first day by which the claim had been made for certain."""
    document: Document = found.get(Document, claim.document)
    said = claim.said.last if claim.said else document.published.last
    assert said is not None, "checked: every document has a last day of publication"
    return said


def _links(type_name: str, kind: type[Record], *keys: str | None) -> list[Link]:
    return [
        Link(type_name, global_id(kind.__name__, key), position)
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

"""
Records as entities of FollowTheMoney, a line of JSON for each: actors, documents, places, events, agreements and claims.

A claim between two that are things becomes an UnknownLink, any other one an Event of those who are involved. What that model
cannot hold is counted, and no value is passed over without a word.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.records import (
    Actor,
    ActorKind,
    Agreement,
    Claim,
    Document,
    Event,
    Issue,
    IssuePoint,
    Judgement,
    NameKind,
    Place,
    Record,
    Reference,
    RelationKind,
    Stance,
    Theatre,
)
from linkage.ingest.formats.extras import required
from linkage.ingest.formats.record_source import RecordSource
from linkage.ingest.text.writer import fields

SCHEMATA = {
    ActorKind.STATE: "PublicBody",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.ARMED_FORCE: "PublicBody",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.COALITION: "Organization",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.OFFICE: "Position",
    ActorKind.PERSON: "Person",
    ActorKind.DELEGATION: "Organization",
    ActorKind.MEDIUM: "Organization",
    ActorKind.POPULATION: "LegalEntity",
    ActorKind.UNNAMED_SOURCE: "LegalEntity",
    ActorKind.UNIDENTIFIED: "LegalEntity",
}
"""What each kind of actor is called there."""
_NAME_PROPERTIES = {NameKind.PARTISAN: "weakAlias", NameKind.FORMER: "previousName"}
_LINKED = ("actor", "place", "event", "agreement")
"""What a link may lead to."""
_UNKNOWN = (Theatre, Issue, Judgement, Stance, IssuePoint, RelationKind)
"""Kinds of record that there is no schema for; claims tell of theatres, issues and kinds in words."""
Drop = Counter[str]


class _Entities:
    """Makes entities of records; *dropped* counts what the model cannot hold."""

    def __init__(self, source: RecordSource, dropped: Drop) -> None:
        self.model: Any = required("followthemoney", "ftm").model
        self.dataset, self.dropped = source.head.name, dropped
        self.names = {actor.key: actor.name for actor in source.known(Actor)}
        self.verbs = {kind.key: kind.verb for kind in source.known(RelationKind)}

    def id(self, kind: str, key: str) -> str:
        return f"{self.dataset}-{kind}-{key}"

    def entity(self, schema: str, kind: str, key: str, values: dict[str, Any]) -> dict[str, Any]:
        """An entity whose values are all in it, or counted; what is None was never there."""
        proxy = self.model.make_entity(schema)
        proxy.id = self.id(kind, key)
        for name, content in values.items():
            for value in content if isinstance(content, list) else [content]:
                if value is not None:
                    before = len(proxy.get(name))
                    proxy.add(name, value)
                    if len(proxy.get(name)) == before and value not in proxy.get(name):
                        self.dropped[f"a value of {schema}.{name} that its type does not take"] += 1
        entity: dict[str, Any] = proxy.to_dict()
        self.model.get(schema).validate(entity)
        return entity

    def actor(self, actor: Actor) -> Iterator[dict[str, Any]]:
        values: dict[str, Any] = {"name": actor.name, "notes": actor.note, "keywords": actor.kind.value}
        for name in actor.names:
            values.setdefault(_NAME_PROPERTIES.get(name.kind, "alias"), []).append(name.text)
            self.dropped["language, script and use of a name"] += 1
        yield self.entity(SCHEMATA[actor.kind], "actor", actor.key, values)
        if actor.part_of:
            ends = {"subject": self.id("actor", actor.key), "object": self.id("actor", actor.part_of)}
            yield self.entity("UnknownLink", "part", actor.key, {**ends, "role": "is part of"})

    def place(self, place: Place) -> Iterator[dict[str, Any]]:
        names = [name.text for name in place.names]
        values = {"full": place.name, "name": place.name, "alias": names, "notes": place.note, "region": place.within}
        yield self.entity("Address", "place", place.key, {**values, "keywords": place.theatre})

    def event(self, event: Event) -> Iterator[dict[str, Any]]:
        notes = [event.note, "It is only spoken of as possible." if event.hypothetical else None]
        places = [self.id("place", key) for key in event.places]
        values = {"name": event.name, "notes": notes, "involved": self._actors(event.parties), "addressEntity": places}
        yield self.entity("Event", "event", event.key, {**values, "keywords": event.theatre} | self._span(event.held))

    def agreement(self, agreement: Agreement) -> Iterator[dict[str, Any]]:
        values = {"name": agreement.name, "notes": agreement.note, "involved": self._actors(agreement.parties)}
        keywords = ["agreement", agreement.theatre]
        yield self.entity(
            "Event", "agreement", agreement.key, {**values, "keywords": keywords, "date": self._date(agreement.signed)}
        )

    def document(self, document: Document) -> Iterator[dict[str, Any]]:
        values = {
            "title": document.title,
            "name": document.title,
            "publisher": self.names[document.publisher],
            "publishedAt": [self._date(document.published.start), self._date(document.published.end)],
            "sourceUrl": document.address,
            "language": document.language,
            "notes": document.note,
            "parent": None,
        }
        if document.origin:
            values["summary"] = f"reprint of {document.origin}"
        yield self.entity("Article", "document", document.key, values)

    def claim(self, claim: Claim) -> Iterator[dict[str, Any]]:
        statement = {
            "summary": claim.summary,
            "recordId": claim.key,
            "publisher": [self.names[key] for key in claim.speakers],
            "proof": self.id("document", claim.document),
            "description": list(self._told(claim)),
        } | self._span(claim.held)
        verb = self.verbs[claim.kind]
        if claim.object and claim.object.kind in _LINKED:
            ends = {"subject": self.id("actor", claim.subject), "object": self._object(claim.object)}
            yield self.entity(
                "UnknownLink", "claim", claim.key, {**ends, "role": verb, "status": claim.hedge.value, **statement}
            )
            return
        yield self.entity(
            "Event", "claim", claim.key,
            {"name": claim.summary, "involved": self.id("actor", claim.subject), "keywords": [verb, claim.hedge.value], **statement},
        )  # fmt: skip

    def _told(self, claim: Claim) -> Iterator[str]:
        """Whatever else a claim says, in words, so that no field of it is lost."""
        known = ("summary", "key", "speakers", "document", "held", "subject", "object", "kind", "hedge")
        for field, value in fields(claim).items():
            if field not in known:
                yield f"{field}: {value}"
        if claim.object and claim.object.kind not in _LINKED:
            yield f"object: {claim.object}"

    def _object(self, reference: Reference) -> str:
        return self.id(reference.kind, reference.key)

    def _actors(self, keys: Iterable[str]) -> list[str]:
        return [self.id("actor", key) for key in keys]

    def _span(self, held: Interval | None) -> dict[str, Any]:
        return {"startDate": self._date(held.start), "endDate": self._date(held.end)} if held else {}

    def _date(self, day: PartialDate | None) -> str | None:
        if day and day.about:
            self.dropped["that a date is about (~)"] += 1
        return str(day).rstrip("~") if day else None


def format_entities(source: RecordSource, dropped: Drop) -> Iterator[str]:
    """Each entity on a line; *dropped* counts by what could not be said."""
    entities = _Entities(source, dropped)
    kinds: list[tuple[type[Record], Callable[[Any], Iterator[dict[str, Any]]]]] = [
        (Actor, entities.actor),
        (Place, entities.place),
        (Event, entities.event),
        (Agreement, entities.agreement),
        (Document, entities.document),
        (Claim, entities.claim),
    ]
    for kind, make in kinds:
        for record in source.records(kind):
            yield from map(_line, make(record))
    for kind in _UNKNOWN:
        count = sum(1 for _ in source.records(kind))
        if count:
            dropped[f"a record of the kind {kind.__name__.lower()}"] += count


def _line(entity: dict[str, Any]) -> str:
    return orjson.dumps(entity).decode() + "\n"

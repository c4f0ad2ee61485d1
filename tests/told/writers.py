"""
Records as maps that graphql-core's default completion reads: fields by their names, those with arguments or
with things of their own as functions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from pydantic.alias_generators import to_camel

from linkage.graph import families, records
from linkage.graph.dates import Interval, PartialDate
from linkage.graph.fields import table
from linkage.graph.ids import global_id
from linkage.graph.relations.versions import Version
from tests.told.narrowing import Thing, collated, plain_letters

if TYPE_CHECKING:
    from tests.told.things import Things


def plain(record: records.Record, things: "Things") -> Thing:
    """
    A record as it says itself: attributes under their own names, records for the keys that it refers to them by.

    What is spelt otherwise, and all that does not follow from the record alone, the writers below tell.
    """
    kind: type = type(record)
    refers = {item.name: item.refers.to for item in table(kind) if item.refers}
    thing: Thing = {}
    for field in fields(record):
        name, value = to_camel(field.name), getattr(record, field.name)
        if refers.get(field.name, "Coder") != "Coder":
            thing[name] = _referred(things, refers[field.name], value)
        elif field.name == "held":
            thing |= {"validFrom": _text(value and value.start), "validTo": _text(value and value.end)}
        else:
            thing[name] = _plain(value)
    return thing


def values(record: records.Record) -> dict[str, list[Any]]:
    """What filters compare with, as far as the record says it itself, by the names of its attributes."""
    own = {to_camel(field.name): _plain(getattr(record, field.name)) for field in fields(record)}
    return {name: value if isinstance(value, list) else _some(value) for name, value in own.items()}


def _referred(things: "Things", kind: str, keys: Any) -> Callable[[object], Any]:
    """The record of a key, or those of several; an actor is the one that its key leads to."""

    def record(key: str | None) -> Thing | None:
        return things.actor(key) if key and kind == "Actor" else things.get(kind, key)

    return lambda _: list(map(record, keys)) if isinstance(keys, tuple) else record(keys)


def _plain(value: object) -> Any:
    match value:
        case Enum():
            return value.name
        case PartialDate() | Interval():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case records.Name():
            return _named(value)
        case _:
            return value


def _kind(kind: records.RelationKind, things: "Things") -> Thing:
    return {
        "sign": kind.family.sign if kind.family else None,
    }


def _theatre(theatre: records.Theatre, things: "Things") -> Thing:
    return {
        "parts": lambda _: _below(things, "Theatre", "within", theatre.key),
        "issues": lambda _: _below(things, "Issue", "theatre", theatre.key, "question"),
    }


def _below(things: "Things", kind: str, field: str, key: str, order: str = "name") -> list[Thing]:
    """Things whose record names *key* in this field."""
    found = [thing for thing in things.of(kind) if getattr(things.text.record(kind, thing["key"]), field) == key]
    return sorted(found, key=lambda thing: (collated(thing[order]) if order == "name" else thing[order], thing["key"]))


def _actor(actor: records.Actor, things: "Things") -> Thing:
    def claims(of: Callable[[Thing], bool]) -> Callable[..., Thing]:
        return lambda _, **given: things.page("Claim", _where(of, things.of("Claim")), **given)

    key, cluster = actor.key, things.text.cluster(actor.key)
    bearers = [things.text.records[records.Actor][bearer] for bearer in cluster]
    names = [
        (place, global_id("Name", "Actor", bearer.key, name.language, name.text), name)
        for bearer in bearers
        for place, name in enumerate(bearer.names)
    ]
    return {
        "names": [_named(name) for _, _, name in sorted(names, key=lambda entry: entry[:2])],
        "partOf": lambda _: things.get("Actor", next(iter(things.text.wholes(key)), None)),
        "parts": lambda _: _parts(things, key),
        "merged": lambda _: [things.get("Actor", other) for other in sorted(cluster - {key})],
        "judgements": lambda _: sorted(
            _where(lambda one: bool(cluster & one["_ends"]), things.of("Judgement")),
            key=lambda one: (one["on"], one["key"]),
        ),
        "relations": lambda _, **given: things.page(
            "Relation", _where(lambda thing: key in thing["_values"]["actor"], things.relations), **given
        ),
        "claims": claims(
            lambda claim: bool({("actor", claim["_subject"]), claim["_object"]} & {("actor", k) for k in cluster})
        ),
        "statements": claims(lambda claim: bool(claim["_speakers"] & cluster)),
        "stances": lambda _, lens=None: _stances(things, "_actor", cluster, lens),
        "_values": {
            "name": [bearer.name for bearer in bearers] + [name.text for _, _, name in names],
        },
        "_orders": {"NAME": plain_letters(actor.name), "KEY": key},
    }


def _parts(things: "Things", key: str) -> list[Thing]:
    def within(actor: records.Actor) -> bool:
        judged = things.text.wholes(actor.key)[1 if actor.part_of else 0 :]
        return actor.part_of in things.text.cluster(key) or key in judged

    found = _where(
        lambda thing: (
            things.text.stays[thing["key"]] == thing["key"] and within(things.text.record("Actor", thing["key"]))
        ),
        things.of("Actor"),
    )
    return sorted(found, key=lambda thing: (collated(thing["name"]), thing["key"]))


def _stances(things: "Things", field: str, keys: set[str], lens: Mapping[str, Any] | None) -> list[Thing]:
    found = [thing for thing in things.of("Stance") if thing[field] in keys]
    kept = things.through_lens("Stance", found, lens)
    return sorted(kept, key=lambda thing: (thing["_held"][0] is None, thing["_held"][0] or "", thing["key"]))


def _issue(issue: records.Issue, things: "Things") -> Thing:
    return {
        "stances": lambda _, lens=None: _stances(things, "_issue", {issue.key}, lens),
        "points": lambda _: _points(things, "_issue", issue.key),
        "_theatres": [issue.theatre],
        "_issues": [issue.key],
    }


def _agreement(agreement: records.Agreement, things: "Things") -> Thing:
    return {"points": lambda _: _points(things, "_agreement", agreement.key)}


def _points(things: "Things", field: str, key: str) -> list[Thing]:
    points = _where(lambda thing: thing[field] == key, things.of("IssuePoint"))
    return sorted(points, key=lambda thing: (thing["_first"] is None, thing["_first"] or "", thing["key"]))


def _point(point: records.IssuePoint, things: "Things") -> Thing:
    position = point.position
    claims = (things.text.record("Claim", key) for key in point.claims)
    return {
        "knownFrom": min(things.text.known_from(claim).isoformat() for claim in claims),
        "position": {"low": position.low, "high": position.high, "value": position.value},
        "_issue": point.issue,
        "_agreement": point.agreement,
        "_first": _text(point.held.first),
    }


def _event(event: records.Event, things: "Things") -> Thing:
    return {
        "_first": _text(event.held and event.held.first),
    }


def _document(document: records.Document, things: "Things") -> Thing:
    return {
        "claims": lambda _, **given: things.page(
            "Claim",
            _where(lambda claim: claim["_values"]["document"] == [document.key], things.of("Claim")),
            **given,
        ),
        "_values": {
            "publisher": [things.text.stays[document.publisher]],
            "publishedBy": [str(document.published.last)],
        },
        "_orders": {"PUBLISHED": str(document.published.last), "KEY": document.key},
    }


def _claim(claim: records.Claim, things: "Things") -> Thing:
    held, known = claim.held, things.text.known_from(claim).isoformat()
    withdrawn, object_ = claim.withdrawn, claim.object.key if claim.object else None
    if claim.object and claim.object.kind == "actor":
        object_ = things.text.stays[claim.object.key]
    family = things.text.records[records.RelationKind][claim.kind].family

    def others(field: str) -> Callable[[object], list[Thing]]:
        return lambda _: sorted(
            _where(
                lambda other: claim.key in getattr(things.text.record("Claim", other["key"]), field),
                things.of("Claim"),
            ),
            key=lambda other: other["key"],
        )

    return {
        "object": lambda _: claim.object and things.get(claim.object.kind.title(), object_),
        "theatre": lambda _: things.get("Theatre", claim.theatres[0]) if len(claim.theatres) == 1 else None,
        "theatres": lambda _: [things.get("Theatre", key) for key in sorted(claim.theatres)],
        "dated": held is not None,
        "saidOn": _text(claim.said),
        "knownFrom": known,
        "origin": things.text.origin(claim),
        "voice": things.text.voice(claim),
        "locator": {"paragraph": claim.locator.paragraph, "words": claim.locator.words},
        "figures": [{"name": name, "value": value} for name, value in claim.figures.items()],
        "disputes": lambda _: [things.get("Claim", key) for key in sorted(claim.disputes)],
        "supports": lambda _: [things.get("Claim", key) for key in sorted(claim.supports)],
        "disputedBy": others("disputes"),
        "supportedBy": others("supports"),
        "withdrawn": withdrawn and {"on": str(withdrawn.on), "reason": withdrawn.reason},
        "_subject": claim.subject,
        "_speakers": set(claim.speakers),
        "_object": claim.object and (claim.object.kind, claim.object.key),
        "_theatres": list(claim.theatres),
        "_sides": _some(_name(things.text.publisher(claim).side)),
        "_issues": _some(claim.issue),
        "_held": _span(held.first, held.last) if held else None,
        "_known": (known, _text(withdrawn and withdrawn.on.first)),
        "_disputes": set(claim.disputes),
        "_disputed_by": [
            (things.text.known_from(other).isoformat(), _text(other.withdrawn and other.withdrawn.on.first))
            for other in things.text.claims
            if claim.key in other.disputes
        ],
        "_values": {
            "family": _some(_name(family)),
            "knownFrom": [known],
            "withdrawnOn": _some(_text(withdrawn and withdrawn.on.first)),
            "subject": [things.text.stays[claim.subject]],
            "object": _some(object_),
            "speaker": [things.text.stays[key] for key in claim.speakers],
            "theatre": list(claim.theatres),
            "publisherSide": _some(_name(things.text.publisher(claim).side)),
        },
        "_orders": {
            "KNOWN_FROM": known,
            "VALID_FROM": _text(held and held.first) or "0001-01-01",
            "CERTAINTY": claim.certainty,
            "KEY": claim.key,
        },
    }


def _stance(stance: records.Stance, things: "Things") -> Thing:
    days = [things.text.known_from(things.text.record("Claim", key)).isoformat() for key in stance.claims]
    known = (max if stance.needs is records.Support.ALL else min)(days, default=None)

    def witnesses(keys: Iterable[str]) -> list[tuple[str, float, str, str | None]]:
        claims: list[records.Claim] = [things.text.record("Claim", key) for key in keys]
        return [
            (
                things.text.voice(claim),
                claim.certainty,
                things.text.known_from(claim).isoformat(),
                _text(claim.withdrawn and claim.withdrawn.on.first),
            )
            for claim in claims
        ]

    def bounds(value: records.Range | None) -> Thing | None:
        return None if value is None else {"low": value.low, "high": value.high, "value": value.value}

    return {
        "knownFrom": known,
        "position": bounds(stance.position),
        "salience": bounds(stance.salience),
        "capability": bounds(stance.capability),
        "_theatres": [things.text.record("Issue", stance.issue).theatre],
        "_issues": [stance.issue],
        "_held": _span(stance.held.first, stance.held.last),
        "_known": (known or "", None),
        "_needs_all": stance.needs is records.Support.ALL,
        "_bearing": witnesses(stance.claims),
        "_against": witnesses(stance.against),
        "_actor": stance.actor,
        "_issue": stance.issue,
    }


def _judgement(judgement: records.Judgement, things: "Things") -> Thing:
    return {
        "left": lambda _: things.get("Actor", judgement.left),
        "right": lambda _: things.get("Actor", judgement.right),
        "_ends": {judgement.left, judgement.right},
    }


def relation(pair: str, theatre: str, version: Version, layer: str, things: "Things") -> Thing:
    family, subject, object_ = pair.split("|")
    finding = version.finding
    start = version.valid_from if version.dated else "undated"
    return {
        "__typename": "Relation",
        "id": global_id("Relation", subject, family, object_, theatre, str(start), str(version.known_from), layer),
        "family": family,
        "sign": families.Family[family].sign,
        "rolledUp": layer == "ROLLED",
        "subject": lambda _: things.get("Actor", subject),
        "object": lambda _: things.get("Actor", object_),
        "theatre": lambda _: things.get("Theatre", theatre),
        "dated": version.dated,
        "validFrom": _text(version.valid_from),
        "validTo": _text(version.valid_to),
        "knownFrom": str(version.known_from),
        "knownTo": _text(version.known_to),
        "status": finding.status.name,
        "certainty": finding.certainty,
        "origins": finding.origins,
        "basis": version.basis.name,
        "lastAttested": version.stretch.last and str(date.fromordinal(version.stretch.last)),
        "nextAttested": version.stretch.following and str(date.fromordinal(version.stretch.following)),
        "ending": _name(version.stretch.ending),
        "endedBy": lambda _: next(iter(_claims_named([version.stretch.ended_by or ""], things)), None),
        "contested": lambda _: _claims_named(version.stretch.contested, things),
        "issues": lambda _: [things.get("Issue", key) for key in finding.issues],
        "claims": lambda _, **given: _claims_of(version, things, **given),
        "_layer": layer,
        "_tie": (pair, theatre),
        "_version": version,
        "_theatres": _some(theatre or None),
        "_sides": [
            side
            for claim in things.of("Claim")
            if claim["id"] in finding.claims
            for side in claim["_values"]["publisherSide"]
        ],
        "_issues": list(finding.issues),
        "_held": _span(version.valid_from, version.valid_to) if version.dated else None,
        "_values": {
            "family": [family],
            "status": [finding.status.name],
            "certainty": [finding.certainty],
            "basis": [version.basis.name],
            "origins": [finding.origins],
            "theatre": _some(theatre or None),
            "subject": [subject],
            "object": [object_],
            "actor": [subject, object_],
        },
        "_orders": {
            "PAIR": pair,
            "VALID_FROM": _text(version.valid_from) or "0001-01-01",
            "CERTAINTY": finding.certainty,
            "ORIGINS": finding.origins,
        },
    }


def _claims_named(ids: Iterable[str], things: "Things") -> list[Thing]:
    claims = _where(lambda claim: claim["id"] in ids, things.of("Claim"))
    return sorted(claims, key=lambda claim: (claim["knownFrom"], claim["key"]))


def _claims_of(
    version: Version,
    things: "Things",
    lens: Mapping[str, Any] | None = None,
    after: str | None = None,
    before: str | None = None,
    first: int | None = None,
    last: int | None = None,
    **given: Any,
) -> Thing:
    """The page of claims that a version rests on, and what speaks for it and against it."""
    rested = _where(lambda claim: claim["id"] in version.finding.claims, things.of("Claim"))
    disputed = {claim["key"] for claim in rested}
    known, superseded = str(version.known_from), _text(version.known_to)

    def listed(claims: list[Thing], narrowing: Mapping[str, Any] | None = lens) -> list[Thing]:
        size = first if last is None else last
        page = things.page("Claim", claims, lens=narrowing, filter_lens=lens, first=size, **given)
        nodes: list[Thing] = page["nodes"]
        return nodes

    def meanwhile(claim: Thing) -> bool:
        start, withdrawn = claim["_known"]
        return (superseded is None or start <= superseded) and (withdrawn is None or withdrawn > known)

    return {
        **things.page("Claim", rested, lens=lens, after=after, before=before, first=first, last=last, **given),
        "supports": listed(_where(lambda claim: claim["hedge"] != "DENIED", rested)),
        "denials": listed(_where(lambda claim: claim["hedge"] == "DENIED", rested)),
        "disputes": listed(
            _where(lambda claim: bool(disputed & claim["_disputes"]) and meanwhile(claim), things.of("Claim")),
            narrowing=None if lens is None else {"knownBy": lens.get("knownBy")},
        ),
    }


WRITERS: dict[type[records.Record], Callable[[Any, "Things"], Thing]] = {
    records.RelationKind: _kind,
    records.Theatre: _theatre,
    records.Actor: _actor,
    records.Issue: _issue,
    records.Event: _event,
    records.Document: _document,
    records.Claim: _claim,
    records.Stance: _stance,
    records.IssuePoint: _point,
    records.Agreement: _agreement,
    records.Judgement: _judgement,
}


def _where(test: Callable[[Thing], bool], things: Iterable[Thing]) -> list[Thing]:
    return [thing for thing in things if test(thing)]


def _named(name: records.Name) -> Thing:
    return {
        "text": name.text,
        "language": name.language,
        "script": name.script,
        "kind": name.kind.name,
        "used": _text(name.used),
    }


def _span(first: date | None, last: date | None) -> tuple[str | None, str | None]:
    return _text(first), _text(last)


def _some(value: Any) -> list[Any]:
    return [] if value is None else [value]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _name(member: Any) -> str | None:
    return None if member is None else str(member.name)

"""
What the API should answer, told without a database.

The text of a data set becomes maps, fields with arguments become functions, and graphql-core completes them
field by field as it does by default: aliases, fragments, merging, directives, `__typename`, nulls and the
order of the response are its work and not ours. Nothing of `linkage.api` is used but the printed schema and
the spelling of cursors.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import ExecutionResult, GraphQLError, build_schema, execute_sync, parse

from linkage.api import cursors
from linkage.api.schema import sdl
from linkage.graph import model
from linkage.graph.derivation import Evidence, Version, derive
from linkage.graph.ids import global_id, parts
from linkage.ingest.checks import Catalogue, catalogue
from linkage.ingest.dataset import KINDS, Located, find
from linkage.ingest.rows import rolled

SCHEMA = build_schema(sdl())

Thing = dict[str, Any]
"""Fields by their GraphQL names; what starts with an underscore is for filters, lenses and orders."""


class Reference:
    """The answers to any document over the data set in *folder*."""

    def __init__(self, folder: Path | str) -> None:
        self.dataset = find(str(folder))
        self.records: dict[type[model.Record], dict[str, Any]] = {
            kind: {
                entry.record.key: entry.record
                for entry in self.dataset.records(kind)
                if isinstance(entry, Located)
            }
            for kind in KINDS.values()
        }

    def answer(self, document: str, variables: dict[str, Any] | None = None) -> ExecutionResult:
        return execute_sync(SCHEMA, parse(document), self.query, variable_values=variables)

    # Things

    def of(self, kind: str) -> list[Thing]:
        return list(self._things[kind].values())

    def listed(self, kind: str) -> list[Thing]:
        """What a root field lists: of actors those that are read under their own key."""
        if kind == "Relation":
            return self.relations
        return [
            thing for thing in self.of(kind) if kind != "Actor" or self.stays[thing["key"]] == thing["key"]
        ]

    def get(self, kind: str, key: str | None) -> Thing | None:
        return self._things[kind].get(key) if key else None

    @cached_property
    def _things(self) -> dict[str, dict[str | None, Thing]]:
        writers: dict[type[model.Record], Callable[[Any], Thing]] = {
            model.RelationKind: self._kind,
            model.Theatre: self._theatre,
            model.Place: self._place,
            model.Actor: self._actor,
            model.Issue: self._issue,
            model.Agreement: self._agreement,
            model.Event: self._event,
            model.Document: self._document,
            model.Claim: self._claim,
            model.Stance: self._stance,
            model.Judgement: self._judgement,
        }
        things: dict[str, dict[str | None, Thing]] = {}
        for kind, write in writers.items():
            name = kind.__name__
            things[name] = {
                key: {
                    "__typename": name,
                    "id": global_id(name, record.id if kind is model.Claim else key),
                    "key": key,
                    **write(record),
                }
                for key, record in self.records[kind].items()
            }
        return things

    # Identity

    @cached_property
    def stays(self) -> dict[str, str]:
        """The key that each actor is read under."""
        judgements = self.records[model.Judgement].values()
        same = [(one.left, one.right) for one in judgements if one.verdict is model.Verdict.SAME]
        merged = {right for _, right in same}
        clusters = {key: {key} for key in self.records[model.Actor]}
        for left, right in same:
            joined = clusters[left] | clusters[right]
            clusters.update(dict.fromkeys(joined, joined))
        return {key: min(cluster - merged or cluster) for key, cluster in clusters.items()}

    def actor(self, key: str) -> Thing:
        """The actor that this key leads to."""
        return self._things["Actor"][self.stays[key]]

    def cluster(self, key: str) -> set[str]:
        """The keys that are read under this one, itself included."""
        return {key} | {other for other, stays in self.stays.items() if stays == key}

    def wholes(self, key: str) -> list[str]:
        """What an actor is part of: by its own record, then as is judged of any that is read under its key."""
        own = self.records[model.Actor][key].part_of
        found = [self.stays[own]] if own else []
        if self.stays[key] != key:
            return found
        judged = [
            (one.left, one.right)
            for one in self.records[model.Judgement].values()
            if one.verdict is model.Verdict.PART_OF
        ]
        judged += [(one.key, one.part_of) for one in self.records[model.Actor].values() if one.part_of]
        others = {self.stays[right] for left, right in judged if self.stays[left] == key}
        return found + sorted(others - set(found))

    @cached_property
    def relations(self) -> list[Thing]:
        """Every version of every relation, derived theatre by theatre in both layers."""
        groups: dict[tuple[str, str, str], list[Evidence]] = {}
        for claim in self.records[model.Claim].values():
            for pair, layer, evidence in self._counted(claim):
                for theatre in claim.theatres or [""]:
                    groups.setdefault((pair, theatre, layer), []).append(evidence)
        found: dict[tuple[str, str, Version], list[str]] = {}
        for (pair, theatre, layer), claims in groups.items():
            for version in derive(claims):
                found.setdefault((pair, theatre, version), []).append(layer)
        return [
            self._relation(pair, theatre, version, layers[0] if len(layers) == 1 else "BOTH")
            for (pair, theatre, version), layers in found.items()
        ]

    def _counted(self, claim: model.Claim) -> Iterator[tuple[str, str, Evidence]]:
        """The pairs that a claim counts for, in which layer, with which days."""
        evidence, pair = self.evidence(claim), self.pair(claim)
        if pair is None:
            return
        yield pair, "DIRECT", evidence
        shares = rolled(claim, self.catalogue)
        if not shares:
            yield pair, "ROLLED", evidence
        for share in shares:
            yield (
                share.pair,
                "ROLLED",
                replace(
                    evidence,
                    known_from=share.known_from,
                    withdrawn_on=share.withdrawn_on,
                    valid_from=None if share.days[0] == date.min else share.days[0],
                    valid_to=None if share.days[1] == date.max else share.days[1],
                ),
            )

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue(self.dataset)[0]

    def pair(self, claim: model.Claim) -> str | None:
        family = self.records[model.RelationKind][claim.kind].family
        if not (family and claim.object and claim.object.kind == "actor"):
            return None
        ends = [self.stays[claim.subject], self.stays[claim.object.key]]
        if family is model.Family.NEGOTIATES_WITH:
            ends.sort()
        return "|".join([family.name, *ends]) if ends[0] != ends[1] else None

    def evidence(self, claim: model.Claim) -> Evidence:
        held = claim.held
        return Evidence(
            id=global_id("Claim", claim.id),
            origin=self._origin(claim),
            certainty=claim.certainty,
            known_from=self.known_from(claim),
            withdrawn_on=claim.withdrawn.on.first if claim.withdrawn else None,
            valid_from=held.first if held else None,
            valid_to=held.last if held else None,
            dated=held is not None,
            denies=claim.hedge is model.Hedge.DENIED,
            issue=claim.issue,
            disputed=tuple(
                (self.known_from(other), other.withdrawn.on.first if other.withdrawn else None)
                for other in self.records[model.Claim].values()
                if claim.key in other.disputes
            ),
        )

    def known_from(self, claim: model.Claim) -> date:
        published = self.records[model.Document][claim.document].published
        day = claim.said.last if claim.said else published.last
        assert day is not None
        return day

    def _origin(self, claim: model.Claim) -> str:
        if len(claim.speakers) > 1:
            return claim.speakers[0]
        document = self.records[model.Document][claim.document]
        while document.origin:
            document = self.records[model.Document][document.origin]
        publisher: str = document.publisher
        return publisher

    # What each kind of record says

    def _kind(self, kind: model.RelationKind) -> Thing:
        return {
            "verb": kind.verb,
            "inverse": kind.inverse,
            "family": _name(kind.family),
            "sign": kind.family.sign if kind.family else None,
            "symmetric": kind.symmetric,
            "membership": kind.membership,
        }

    def _theatre(self, theatre: model.Theatre) -> Thing:
        return {
            "name": theatre.name,
            "within": lambda _: self.get("Theatre", theatre.within),
            "parts": lambda _: self._where("Theatre", "within", theatre.key),
            "issues": lambda _: self._where("Issue", "theatre", theatre.key, "question"),
        }

    def _where(self, kind: str, field: str, key: str, order: str = "name") -> list[Thing]:
        """Things whose record names *key* in this field."""
        found = [thing for thing in self.of(kind) if getattr(self._record(kind, thing["key"]), field) == key]
        return sorted(found, key=lambda thing: (thing[order], thing["key"]))

    def _record(self, kind: str, key: str) -> Any:
        return self.records[getattr(model, kind)][key]

    def _place(self, place: model.Place) -> Thing:
        return {
            "name": place.name,
            "note": place.note,
            "names": [_named(name) for name in place.names],
            "within": lambda _: self.get("Place", place.within),
            "theatre": lambda _: self.get("Theatre", place.theatre),
        }

    def _actor(self, actor: model.Actor) -> Thing:
        def claims(of: Callable[[Thing], bool]) -> Callable[..., Thing]:
            return lambda _, **given: self.page("Claim", filter_(of, self.of("Claim")), **given)

        key, cluster = actor.key, self.cluster(actor.key)
        bearers = [self.records[model.Actor][bearer] for bearer in cluster]
        names = [
            (place, global_id("Name", "Actor", bearer.key, name.language, name.text), name)
            for bearer in bearers
            for place, name in enumerate(bearer.names)
        ]
        return {
            "name": actor.name,
            "kind": actor.kind.name,
            "note": actor.note,
            "names": [_named(name) for _, _, name in sorted(names, key=lambda entry: entry[:2])],
            "partOf": lambda _: self.get("Actor", next(iter(self.wholes(key)), None)),
            "parts": lambda _: self._parts(key),
            "merged": lambda _: [self.get("Actor", other) for other in sorted(cluster - {key})],
            "judgements": lambda _: sorted(
                filter_(lambda one: bool(cluster & one["_ends"]), self.of("Judgement")),
                key=lambda one: (one["on"], one["key"]),
            ),
            "relations": lambda _, **given: self.page(
                "Relation", filter_(lambda thing: key in thing["_values"]["actor"], self.relations), **given
            ),
            "claims": claims(
                lambda claim: bool(
                    {("actor", claim["_subject"]), claim["_object"]} & {("actor", k) for k in cluster}
                )
            ),
            "statements": claims(lambda claim: bool(claim["_speakers"] & cluster)),
            "stances": lambda _, lens=None: self.stances("_actor", cluster, lens),
            "_values": {
                "key": [key],
                "kind": [actor.kind.name],
                "name": [bearer.name for bearer in bearers] + [name.text for _, _, name in names],
            },
            "_orders": {"NAME": actor.name, "KEY": key},
        }

    def _parts(self, key: str) -> list[Thing]:
        def within(actor: model.Actor) -> bool:
            judged = self.wholes(actor.key)[1 if actor.part_of else 0 :]
            return actor.part_of in self.cluster(key) or key in judged

        found = filter_(
            lambda thing: (
                self.stays[thing["key"]] == thing["key"] and within(self._record("Actor", thing["key"]))
            ),
            self.of("Actor"),
        )
        return sorted(found, key=lambda thing: (thing["name"], thing["key"]))

    def stances(self, field: str, keys: set[str], lens: Mapping[str, Any] | None) -> list[Thing]:
        found = [thing for thing in self.of("Stance") if thing[field] in keys]
        kept = self.through_lens("Stance", found, lens)
        return sorted(
            kept, key=lambda thing: (thing["_held"][0] is None, thing["_held"][0] or "", thing["key"])
        )

    def _issue(self, issue: model.Issue) -> Thing:
        return {
            "question": issue.question,
            "low": issue.low,
            "high": issue.high,
            "theatre": lambda _: self.get("Theatre", issue.theatre),
            "stances": lambda _, lens=None: self.stances("_issue", {issue.key}, lens),
            "_theatres": [issue.theatre],
            "_issues": [issue.key],
        }

    def _agreement(self, agreement: model.Agreement) -> Thing:
        return {
            "name": agreement.name,
            "note": agreement.note,
            "signed": _text(agreement.signed),
            "basis": agreement.basis.name,
            "theatre": lambda _: self.get("Theatre", agreement.theatre),
            "parties": lambda _: [self.actor(key) for key in agreement.parties],
        }

    def _event(self, event: model.Event) -> Thing:
        return {
            "name": event.name,
            "note": event.note,
            "basis": event.basis.name,
            "hypothetical": event.hypothetical,
            "validFrom": _text(event.held and event.held.start),
            "validTo": _text(event.held and event.held.end),
            "theatre": lambda _: self.get("Theatre", event.theatre),
            "places": lambda _: [self.get("Place", key) for key in event.places],
            "parties": lambda _: [self.actor(key) for key in event.parties],
            "_first": _text(event.held and event.held.first),
        }

    def _document(self, document: model.Document) -> Thing:
        return {
            "title": document.title,
            "published": str(document.published),
            "basis": document.basis.name,
            "language": document.language,
            "address": document.address,
            "note": document.note,
            "publisher": lambda _: self.actor(document.publisher),
            "origin": lambda _: self.get("Document", document.origin),
            "claims": lambda _, **given: self.page(
                "Claim",
                filter_(lambda claim: claim["_values"]["document"] == [document.key], self.of("Claim")),
                **given,
            ),
            "_values": {
                "key": [document.key],
                "title": [document.title],
                "language": [document.language],
                "publisher": [self.stays[document.publisher]],
                "publishedBy": [str(document.published.last)],
            },
            "_orders": {"PUBLISHED": str(document.published.last), "KEY": document.key},
        }

    def _claim(self, claim: model.Claim) -> Thing:
        held, known = claim.held, self.known_from(claim).isoformat()
        withdrawn, object_ = claim.withdrawn, claim.object and claim.object.key
        if claim.object and claim.object.kind == "actor":
            object_ = self.stays[claim.object.key]
        family = self.records[model.RelationKind][claim.kind].family

        def others(field: str) -> Callable[[object], list[Thing]]:
            return lambda _: sorted(
                filter_(
                    lambda other: claim.key in getattr(self._record("Claim", other["key"]), field),
                    self.of("Claim"),
                ),
                key=lambda other: other["key"],
            )

        return {
            "kind": lambda _: self.get("RelationKind", claim.kind),
            "subject": lambda _: self.actor(claim.subject),
            "object": lambda _: claim.object and self.get(claim.object.kind.title(), object_),
            "matter": claim.matter,
            "role": claim.role,
            "theatre": lambda _: self.get("Theatre", claim.theatres[0]) if len(claim.theatres) == 1 else None,
            "theatres": lambda _: [self.get("Theatre", key) for key in sorted(claim.theatres)],
            "issue": lambda _: self.get("Issue", claim.issue),
            "place": lambda _: self.get("Place", claim.place),
            "event": lambda _: self.get("Event", claim.event),
            "dated": held is not None,
            "validFrom": _text(held and held.start),
            "validTo": _text(held and held.end),
            "basis": _name(claim.basis),
            "saidOn": _text(claim.said),
            "knownFrom": known,
            "speakers": lambda _: [self.actor(key) for key in claim.speakers],
            "hedge": claim.hedge.name,
            "certainty": claim.certainty,
            "summary": claim.summary,
            "locator": {"paragraph": claim.locator.paragraph, "words": claim.locator.words},
            "document": lambda _: self.get("Document", claim.document),
            "coder": claim.coder,
            "note": claim.note,
            "figures": [{"name": name, "value": value} for name, value in claim.figures.items()],
            "disputes": lambda _: [self.get("Claim", key) for key in sorted(claim.disputes)],
            "supports": lambda _: [self.get("Claim", key) for key in sorted(claim.supports)],
            "disputedBy": others("disputes"),
            "supportedBy": others("supports"),
            "withdrawn": withdrawn and {"on": str(withdrawn.on), "reason": withdrawn.reason},
            "_subject": claim.subject,
            "_speakers": set(claim.speakers),
            "_object": claim.object and (claim.object.kind, claim.object.key),
            "_theatres": list(claim.theatres),
            "_issues": _some(claim.issue),
            "_held": _span(held.first, held.last) if held else None,
            "_known": (known, _text(withdrawn and withdrawn.on.first)),
            "_disputed_by": [
                (self.known_from(other).isoformat(), _text(other.withdrawn and other.withdrawn.on.first))
                for other in self.records[model.Claim].values()
                if claim.key in other.disputes
            ],
            "_values": {
                "key": [claim.key],
                "kind": [claim.kind],
                "family": _some(_name(family)),
                "hedge": [claim.hedge.name],
                "certainty": [claim.certainty],
                "knownFrom": [known],
                "subject": [self.stays[claim.subject]],
                "object": _some(object_),
                "speaker": [self.stays[key] for key in claim.speakers],
                "document": [claim.document],
                "theatre": list(claim.theatres),
                "issue": _some(claim.issue),
                "summary": [claim.summary],
            },
            "_orders": {
                "KNOWN_FROM": known,
                "VALID_FROM": _text(held and held.first) or "0001-01-01",
                "CERTAINTY": claim.certainty,
                "KEY": claim.key,
            },
        }

    def _stance(self, stance: model.Stance) -> Thing:
        known = [self.known_from(self._record("Claim", key)).isoformat() for key in stance.claims]

        def bounds(value: model.Range | None) -> Thing | None:
            return value and {"low": value.low, "high": value.high, "value": value.value}

        return {
            "actor": lambda _: self.actor(stance.actor),
            "issue": lambda _: self.get("Issue", stance.issue),
            "alternative": stance.alternative,
            "validFrom": _text(stance.held.start),
            "validTo": _text(stance.held.end),
            "knownFrom": max(known, default=None),
            "position": bounds(stance.position),
            "salience": bounds(stance.salience),
            "capability": bounds(stance.capability),
            "hedge": _name(stance.hedge),
            "reasoning": stance.reasoning,
            "coder": stance.coder,
            "confirmed": stance.confirmed,
            "claims": lambda _: [self.get("Claim", key) for key in stance.claims],
            "_theatres": [self._record("Issue", stance.issue).theatre],
            "_issues": [stance.issue],
            "_held": _span(stance.held.first, stance.held.last),
            "_known": (max(known, default=""), None),
            "_actor": stance.actor,
            "_issue": stance.issue,
        }

    def _judgement(self, judgement: model.Judgement) -> Thing:
        return {
            "left": lambda _: self.get("Actor", judgement.left),
            "right": lambda _: self.get("Actor", judgement.right),
            "verdict": judgement.verdict.name,
            "reason": judgement.reason,
            "coder": judgement.coder,
            "on": str(judgement.on),
            "_ends": {judgement.left, judgement.right},
        }

    def _relation(self, pair: str, theatre: str, version: Version, layer: str) -> Thing:
        family, subject, object_ = pair.split("|")
        finding = version.finding
        start = version.valid_from if version.dated else "undated"
        return {
            "__typename": "Relation",
            "id": global_id(
                "Relation", subject, family, object_, theatre, str(start), str(version.known_from), layer
            ),
            "family": family,
            "sign": model.Family[family].sign,
            "rolledUp": layer == "ROLLED",
            "subject": lambda _: self.get("Actor", subject),
            "object": lambda _: self.get("Actor", object_),
            "theatre": lambda _: self.get("Theatre", theatre),
            "dated": version.dated,
            "validFrom": _text(version.valid_from),
            "validTo": _text(version.valid_to),
            "knownFrom": str(version.known_from),
            "knownTo": _text(version.known_to),
            "status": finding.status.name,
            "certainty": finding.certainty,
            "origins": finding.origins,
            "issues": lambda _: [self.get("Issue", key) for key in finding.issues],
            "claims": lambda _, **given: self.page(
                "Claim",
                filter_(lambda claim: claim["id"] in finding.claims, self.of("Claim")),
                **given,
            ),
            "_layer": layer,
            "_theatres": _some(theatre or None),
            "_issues": list(finding.issues),
            "_held": _span(version.valid_from, version.valid_to) if version.dated else None,
            "_values": {
                "family": [family],
                "status": [finding.status.name],
                "certainty": [finding.certainty],
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

    # What is let through

    def through_lens(self, kind: str, things: Iterable[Thing], lens: Mapping[str, Any] | None) -> list[Thing]:
        if lens is None and kind != "Relation":
            return list(things)
        given = {name: value for name, value in (lens or {}).items() if value not in (None, [])}
        self._check_lens(given)
        if kind == "Actor":
            seen = self.through_lens("Relation", self.relations, given)
            ends = {end for relation in seen for end in relation["_values"]["actor"]}
            return [thing for thing in things if thing["key"] in ends]
        return [thing for thing in things if self._seen(kind, thing, given)]

    def _check_lens(self, given: Mapping[str, Any]) -> None:
        for name, kind in (("theatres", "Theatre"), ("issues", "Issue")):
            if any(self.get(kind, key) is None for key in given.get(name, ())):
                raise GraphQLError("the lens names what is not there")
        if not 0 <= given.get("minCertainty", 0) <= 1:
            raise GraphQLError("minCertainty is out of range")

    def _seen(self, kind: str, thing: Thing, lens: Mapping[str, Any]) -> bool:
        as_of, known = lens.get("asOf"), lens.get("knownBy")
        disputed = lens.get("disputed", "INCLUDE")
        keeps = [
            "theatres" not in lens or bool(self.inner(lens["theatres"]) & set(thing["_theatres"])),
            "issues" not in lens or bool(set(lens["issues"]) & set(thing["_issues"])),
        ]
        if kind != "Issue":
            keeps += [
                not as_of or _covers(thing["_held"], as_of),
                "minCertainty" not in lens or kind == "Stance" or thing["certainty"] >= lens["minCertainty"],
                disputed == "INCLUDE" or self._disputed(kind, thing, known) is (disputed == "ONLY"),
            ]
        match kind:
            case "Relation":
                keeps.append(thing["_layer"] != ("DIRECT" if lens.get("rollUp") else "ROLLED"))
                keeps.append(_covers((thing["knownFrom"], thing["knownTo"]), known))
            case "Claim" | "Stance":
                keeps.append(_counts(thing["_known"], known))
        return all(keeps)

    def _disputed(self, kind: str, thing: Thing, known: str | None) -> bool:
        if kind == "Relation":
            return thing["status"] in ("DISPUTED", "DENIED")
        if kind == "Stance":
            return thing["alternative"] is not None
        return thing["hedge"] == "DENIED" or any(_counts(days, known) for days in thing["_disputed_by"])

    def inner(self, theatres: Iterable[str]) -> set[str]:
        """The keys of theatres and of all that lies within them."""
        found = set(theatres)
        for theatre in self.records[model.Theatre].values():
            above: str | None = theatre.key
            while above is not None:
                if above in theatres:
                    found.add(theatre.key)
                above = self._record("Theatre", above).within
        return found

    # Pages

    def page(
        self,
        kind: str,
        things: Iterable[Thing],
        *,
        orderBy: str,
        first: int,
        filter: Mapping[str, Any] | None = None,
        lens: Mapping[str, Any] | None = None,
        after: str | None = None,
    ) -> Thing:
        kept = [thing for thing in self.through_lens(kind, things, lens) if passes(filter, thing["_values"])]
        order, _, way = orderBy.rpartition("_")
        tag, falling = f"{kind}.{orderBy}", way == "DESC"
        kept.sort(key=lambda thing: str(thing["id"]))
        kept.sort(key=lambda thing: _rank(thing["_orders"][order]), reverse=falling)
        rest = kept
        if after is not None:
            value, last = cursors.decode(after, tag)

            def behind(thing: Thing) -> bool:
                own, place = _rank(thing["_orders"][order]), _rank(value)
                return (own < place if falling else own > place) or (own == place and thing["id"] > last)

            rest = [thing for thing in kept if behind(thing)]
        if not 0 <= first <= 1_000:
            raise GraphQLError("first is out of range")
        shown = rest[:first]
        edges = [
            {"cursor": cursors.encode(tag, thing["_orders"][order], thing["id"]), "node": thing}
            for thing in shown
        ]
        return {
            "totalCount": len(kept),
            "nodes": shown,
            "edges": edges,
            "pageInfo": {
                "hasNextPage": len(rest) > len(shown),
                "hasPreviousPage": after is not None,
                "startCursor": edges[0]["cursor"] if edges else None,
                "endCursor": edges[-1]["cursor"] if edges else None,
            },
        }

    # Root fields

    @cached_property
    def query(self) -> Thing:
        def listed(kind: str, *order: str) -> Callable[..., list[Thing]]:
            def key(thing: Thing) -> list[tuple[bool, str]]:
                return [(thing[name] is None, thing[name] or "") for name in order]

            return lambda _, lens=None: sorted(self.through_lens(kind, self.of(kind), lens), key=key)

        def paged(kind: str) -> Callable[..., Thing]:
            return lambda _, **given: self.page(kind, self.listed(kind), **given)

        return {
            "actor": lambda _, key: _found(self.get("Actor", self.stays.get(key))),
            "actors": paged("Actor"),
            "theatres": listed("Theatre", "name", "key"),
            "places": listed("Place", "name", "key"),
            "issues": listed("Issue", "question", "key"),
            "agreements": listed("Agreement", "signed", "key"),
            "events": listed("Event", "_first", "key"),
            "relationKinds": listed("RelationKind", "key"),
            "judgements": listed("Judgement", "key"),
            "documents": paged("Document"),
            "claim": self._one_claim,
            "claims": paged("Claim"),
            "relations": paged("Relation"),
            "subgraph": self.subgraph,
            "node": lambda _, id: _found(self._by_id(id)),
            "nodes": self._nodes,
        }

    def _one_claim(self, _: object, key: str | None = None, id: str | None = None) -> Thing:
        if (key is None) is (id is None):
            raise GraphQLError("exactly one of key and id")
        found = [thing for thing in self.of("Claim") if key in (None, thing["key"])]
        return _found(next((thing for thing in found if id in (None, thing["id"])), None))

    def _nodes(self, _: object, ids: list[str]) -> list[Thing | None]:
        if len(ids) > 100:
            raise GraphQLError("too many ids")
        return [self._by_id(id) for id in ids]

    def _by_id(self, id: str) -> Thing | None:
        parts(id)
        things = [thing for kind in self._things.values() for thing in kind.values()]
        found = next((thing for thing in [*things, *self.relations] if thing["id"] == id), None)
        return self.actor(found["key"]) if found and found["__typename"] == "Actor" else found

    def subgraph(
        self,
        _: object,
        first: int,
        filter: Mapping[str, Any] | None = None,
        lens: Mapping[str, Any] | None = None,
    ) -> Thing:
        if not 0 <= first <= 20_000:
            raise GraphQLError("first is out of range")
        passing = [relation for relation in self.relations if passes(filter, relation["_values"])]
        kept = self.through_lens("Relation", passing, lens)
        kept.sort(key=lambda thing: (thing["_orders"]["PAIR"], thing["id"]))
        shown = kept[:first]
        timeless = {name: value for name, value in (lens or {}).items() if name != "asOf"}
        undated = [
            relation for relation in self.through_lens("Relation", passing, timeless) if not relation["dated"]
        ]
        ends = {end for relation in shown for end in relation["_values"]["actor"]}
        actors = [thing for thing in self.of("Actor") if thing["key"] in ends]
        return {
            "relations": shown,
            "actors": sorted(actors, key=lambda thing: (thing["name"], thing["key"])),
            "totalCount": len(kept),
            "undated": len(undated) if (lens or {}).get("asOf") else 0,
        }


def passes(filter: Mapping[str, Any] | None, values: Mapping[str, list[Any]]) -> bool:
    """Whether a thing with these values passes; one and the same value must meet all operators of a field."""

    def one(name: str, given: Any) -> bool:
        if given is None:
            return True
        match name:
            case "AND":
                return all(passes(inner, values) for inner in given)
            case "OR":
                return any(passes(inner, values) for inner in given)
            case "NOT":
                return not passes(given, values)
        if "eq" in given and given["eq"] is None:
            return not values[name]
        tests = [(operator, operand) for operator, operand in given.items() if operand is not None]
        return not tests or any(
            all(_OPERATORS[operator](value, operand) for operator, operand in tests) for value in values[name]
        )

    return all(one(name, given) for name, given in (filter or {}).items())


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, operand: bool(value == operand),
    "in": lambda value, operand: value in operand,
    "lt": lambda value, operand: bool(value < operand),
    "lte": lambda value, operand: bool(value <= operand),
    "gt": lambda value, operand: bool(value > operand),
    "gte": lambda value, operand: bool(value >= operand),
    "contains": lambda value, operand: operand.lower() in value.lower(),
    "startsWith": lambda value, operand: bool(value.lower().startswith(operand.lower())),
    "endsWith": lambda value, operand: bool(value.lower().endswith(operand.lower())),
}


def filter_(test: Callable[[Thing], bool], things: Iterable[Thing]) -> list[Thing]:
    return [thing for thing in things if test(thing)]


def _rank(value: Any) -> Any:
    """What pages are sorted by: text by its UTF-16 units."""
    return value.encode("utf-16-be") if isinstance(value, str) else value


def _covers(span: tuple[str | None, str | None] | None, day: str | None) -> bool:
    """Whether a day lies in a span, both ends included; with no day, whether the span is open to the end."""
    if span is None:
        return False
    first, last = span
    if day is None:
        return last is None
    return (first or day) <= day <= (last or day)


def _counts(known: tuple[str, str | None], day: str | None) -> bool:
    """Whether what is known from a day, and perhaps withdrawn on another, counts; with no day, to the end."""
    first, withdrawn = known
    if day is None:
        return withdrawn is None
    return first <= day and (withdrawn is None or day < withdrawn)


def _found(thing: Thing | None) -> Thing:
    if thing is None:
        raise GraphQLError("there is none")
    return thing


def _named(name: model.Name) -> Thing:
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

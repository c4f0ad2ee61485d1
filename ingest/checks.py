"""What no single record can show: that keys exist, are given once, close no circle, and fit together."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linkage.graph.dates import Interval
from linkage.graph.records import (
    KINDS,
    REFERENCE_KINDS,
    Actor,
    Agreement,
    Basis,
    Claim,
    Document,
    Event,
    Hedge,
    Issue,
    Judgement,
    Place,
    Record,
    Reference,
    RelationKind,
    Stance,
    Theatre,
    Verdict,
)
from linkage.graph.relations.affiliation import ALWAYS, Days, Membership
from linkage.graph.relations.identity import Identity, resolve_identity
from linkage.ingest.spill import Shelf, Spool
from linkage.ingest.text.dataset import DataSet, Located
from linkage.ingest.text.reader import Problem

_PARENTS: dict[type[Record], str] = {Actor: "part_of", Theatre: "within", Place: "within", Document: "origin"}


@dataclass(slots=True)
class Catalogue:
    """
    What the records of a data set may refer to.

    Everything but claims and stances is held whole; of claims only key and id, both ways. What there may be
    any number of, documents and claims, does not stay in memory.
    """

    entries: dict[type[Record], Mapping[str, Located]] = field(default_factory=dict)
    claim_ids: Shelf[str] = field(default_factory=Shelf)
    claim_keys: Shelf[str] = field(default_factory=Shelf)
    counts: dict[type[Record], int] = field(default_factory=dict)
    files: Counter[str] = field(default_factory=Counter)
    """How many records each file holds."""
    tally: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    """Claims by kind and theatre, and with None by kind in all."""
    warnings: list[Problem] = field(default_factory=list)
    identity: Identity = field(default_factory=Identity)
    memberships: dict[str, list[Membership]] = field(default_factory=dict)
    invalid: set[tuple[type[Record], str]] = field(default_factory=set)
    unread: set[type[Record]] = field(default_factory=set)
    """Kinds of which something has no key, or could not be read: nobody knows all keys there are to be."""

    def get(self, kind: type[Record], key: str) -> Any:
        return self.entries[kind][key].record

    def has(self, kind: type[Record], key: str) -> bool:
        return key in self.entries.get(kind, ())

    def known_from(self, claim: Claim) -> date:
        """The first day by which the claim had been made for certain."""
        document: Document = self.get(Document, claim.document)
        said = claim.said.last if claim.said else document.published.last
        assert said is not None, "checked: every document has a last day of publication"
        return said

    def knows(self, kind: type[Record], key: str) -> bool:
        """Whether a record, valid or not, carries this key or may do so: one mistake is not told twice."""
        there = key in self.claim_ids if kind is Claim else self.has(kind, key)
        return there or (kind, key) in self.invalid or kind in self.unread

    def root(self, document: str) -> Document:
        """The document that *document* was in the end syndicated from, itself where from none."""
        found: Document = self.get(Document, document)
        return self.root(found.origin) if found.origin else found


def catalogue(dataset: DataSet, step: Callable[[], None] = lambda: None) -> tuple[Catalogue, list[Problem]]:
    """Read and check the whole text; calls *step* once a record. With problems the catalogue is not for use."""
    found = Catalogue()
    problems: list[Problem] = []
    later: Spool[Located] = Spool()
    for kind in KINDS.values():
        keys: dict[str, Located] | Shelf[Located] = Shelf() if kind is Document else {}
        for entry in dataset.records(kind):
            if isinstance(entry, Problem):
                problems.append(entry)
                if entry.key:
                    found.invalid.add((kind, entry.key))
                else:
                    found.unread.add(kind)
                continue
            step()
            found.files[entry.file] += 1
            if kind is Claim:
                wrong = list(_claim(entry, found, dataset))
                problems += wrong
                if not wrong:
                    _member(entry.record, found)
                    found.tally.update(
                        (entry.record.kind, theatre) for theatre in (None, *entry.record.theatres)
                    )
                if entry.record.disputes or entry.record.supports:
                    later.append(entry)
            else:
                problems += _repeated(entry, keys)
        found.counts[kind] = len(keys)
        if kind is Stance:
            problems += _stances(keys.values(), found, dataset)
        elif kind is not Claim:
            found.entries[kind] = keys
            entries = keys.values()
            problems += [problem for entry in entries for problem in _CHECKS[kind](entry, found)]
            problems += _circles(entries, found)
            if kind is Judgement:
                problems += [problem for entry in entries for problem in _coder(entry, dataset)]
                found.identity = resolve_identity(entry.record for entry in entries)
                problems += _contradictions(entries, found)
                found.memberships = _memberships(found)
    found.counts[Claim] = len(found.claim_ids)
    problems += [problem for entry in later for problem in _claim_links(entry, found)]
    return found, problems


def _repeated(entry: Located, keys: dict[str, Located] | Shelf[Located]) -> Iterator[Problem]:
    first = keys.get(entry.record.key)
    if first is None:
        keys[entry.record.key] = entry
    else:
        yield entry.problem(
            "key", entry.record.key, f"is given to two records, first at {first.file}:{first.line}"
        )


def _unknown(entry: Located, found: Catalogue, fields: Mapping[str, type[Record]]) -> Iterator[Problem]:
    """A problem for every key, in these fields, that no record of the field's kind carries, or that stands twice."""
    for name, kind in fields.items():
        value = getattr(entry.record, name)
        keys = () if value is None else (value,) if isinstance(value, str) else value
        yield from _twice(entry, name, keys)
        for key in keys:
            if not found.knows(kind, key):
                yield entry.problem(name, key, f"no {kind.__name__.lower()} has this key")


def _twice(entry: Located, name: str, keys: tuple[str, ...]) -> Iterator[Problem]:
    if len(set(keys)) < len(keys):
        yield from (
            entry.problem(name, key, "stands twice") for key, times in Counter(keys).items() if times > 1
        )


def _basis(entry: Located, name: str) -> Iterator[Problem]:
    """A basis speaks of a date, and where only the year is inferred the source states a month."""
    date_, basis = getattr(entry.record, name), entry.record.basis
    if date_ is None and isinstance(entry.record, Claim) and basis is not None:
        yield entry.problem("basis", basis.value, f"there is no {name} that it could be the basis of")
    if date_ is not None and basis is Basis.YEAR_INFERRED:
        ends = (date_.start, date_.end) if isinstance(date_, Interval) else (date_,)
        if not any(end and end.month for end in ends):
            yield entry.problem(
                name, str(date_), "has no month that the source could state: its basis is inferred"
            )


def _kind(entry: Located, _found: Catalogue) -> Iterator[Problem]:
    kind: RelationKind = entry.record
    if kind.symmetric and kind.family and kind.family.directed:
        yield entry.problem("symmetric", True, f"{kind.family} has a direction")


def _actor(entry: Located, found: Catalogue) -> Iterator[Problem]:
    yield from _unknown(entry, found, {"part_of": Actor})
    yield from _repeated_names(entry)


def _place(entry: Located, found: Catalogue) -> Iterator[Problem]:
    yield from _unknown(entry, found, {"within": Place, "theatre": Theatre})
    yield from _repeated_names(entry)


def _repeated_names(entry: Located) -> Iterator[Problem]:
    texts = [(name.text, name.language) for name in entry.record.names]
    for text, language in sorted({pair for pair in texts if texts.count(pair) > 1}):
        yield entry.problem("names", text, f"stands twice for language {language}")


def _issue(entry: Located, found: Catalogue) -> Iterator[Problem]:
    yield from _unknown(entry, found, {"theatre": Theatre})
    if entry.record.low == entry.record.high:
        yield entry.problem("high", entry.record.high, "is the same as the other end of the scale")


def _agreement(entry: Located, found: Catalogue) -> Iterator[Problem]:
    yield from _unknown(entry, found, {"theatre": Theatre, "parties": Actor})
    yield from _basis(entry, "signed")


def _event(entry: Located, found: Catalogue) -> Iterator[Problem]:
    yield from _unknown(entry, found, {"theatre": Theatre, "places": Place, "parties": Actor})
    yield from _basis(entry, "held")


def _document(entry: Located, found: Catalogue) -> Iterator[Problem]:
    document: Document = entry.record
    yield from _unknown(entry, found, {"publisher": Actor, "origin": Document})
    yield from _basis(entry, "published")
    if document.published.last is None:
        yield entry.problem("published", str(document.published), "needs an end: by when was it out?")


def _judgement(entry: Located, found: Catalogue) -> Iterator[Problem]:
    judgement: Judgement = entry.record
    yield from _unknown(entry, found, {"left": Actor, "right": Actor})
    if judgement.left == judgement.right:
        yield entry.problem("right", judgement.right, "is the actor itself")


_CHECKS: dict[type[Record], Callable[[Located, Catalogue], Iterable[Problem]]] = {
    RelationKind: _kind,
    Theatre: lambda entry, found: _unknown(entry, found, {"within": Theatre}),
    Place: _place,
    Actor: _actor,
    Judgement: _judgement,
    Issue: _issue,
    Agreement: _agreement,
    Event: _event,
    Document: _document,
}


def _circles(entries: Iterable[Located], found: Catalogue) -> Iterator[Problem]:
    for entry in entries:
        kind, key = type(entry.record), entry.record.key
        name = _PARENTS.get(kind)
        above, seen = name and getattr(entry.record, name), set()
        while name and above and above not in seen and found.has(kind, above):
            if above == key:
                yield entry.problem(name, getattr(entry.record, name), "closes a circle")
            seen.add(above)
            above = getattr(found.get(kind, above), name)


def _contradictions(entries: Iterable[Located], found: Catalogue) -> Iterator[Problem]:
    """Judgements that cannot all be right: one actor that is part of itself, or not the same as itself."""
    above = _parts(found)
    for entry in entries:
        judgement: Judgement = entry.record
        if judgement.left == judgement.right:
            continue  # refused by itself
        left, right = found.identity.key(judgement.left), found.identity.key(judgement.right)
        if judgement.verdict is Verdict.NOT_SAME and left == right != "":
            yield entry.problem("verdict", judgement.verdict.value, "other judgements make the two the same")
        if judgement.verdict is Verdict.PART_OF:
            above[left] = right
            seen, at = {left}, right
            while at in above and at not in seen:
                seen.add(at)
                at = above[at]
            if at == left:
                yield entry.problem("right", judgement.right, "closes a circle of parts")


def _parts(found: Catalogue) -> dict[str, str]:
    """What actors say of themselves that they are part of."""
    actors = found.entries[Actor]
    return {key: entry.record.part_of for key, entry in actors.items() if entry.record.part_of}


def _memberships(found: Catalogue) -> dict[str, list[Membership]]:
    """What holds always: the records' own `part_of`, and judgements."""
    parts = list(_parts(found).items())
    parts += [
        (entry.record.left, entry.record.right)
        for entry in found.entries[Judgement].values()
        if entry.record.verdict is Verdict.PART_OF
    ]
    memberships: dict[str, list[Membership]] = {}
    for part, whole in parts:
        ends = found.identity.key(part), found.identity.key(whole)
        memberships.setdefault(ends[0], []).append(Membership(*ends))
    return memberships


def _member(claim: Claim, found: Catalogue) -> None:
    """Take in a claim that says for whom its subject acts, where it says when and what it names is valid."""
    if (
        found.has(RelationKind, claim.kind)
        and found.has(Document, claim.document)
        and found.get(RelationKind, claim.kind).membership
        and claim.object
        and claim.object.kind == "actor"
        and claim.held
        and claim.hedge is not Hedge.DENIED
    ):
        ends = found.identity.key(claim.subject), found.identity.key(claim.object.key)
        membership = Membership(
            *ends,
            days=days(claim),
            known_from=found.known_from(claim),
            withdrawn_on=claim.withdrawn.on.first if claim.withdrawn else None,
        )
        found.memberships.setdefault(ends[0], []).append(membership)


def days(claim: Claim) -> Days:
    """The days that a dated claim covers."""
    assert claim.held is not None
    return claim.held.first or ALWAYS[0], claim.held.last or ALWAYS[1]


def _claim(entry: Located, found: Catalogue, dataset: DataSet) -> Iterator[Problem]:
    claim: Claim = entry.record
    kinds: dict[str, type[Record]] = {
        "kind": RelationKind, "subject": Actor, "theatres": Theatre, "issue": Issue, "place": Place,
        "event": Event, "document": Document, "speakers": Actor,
    }  # fmt: skip
    yield from _unknown(entry, found, kinds)
    yield from _basis(entry, "held")
    yield from _coder(entry, dataset)
    yield from _object(entry, claim.object, found)
    identifier = claim.id
    if not found.claim_ids.add(claim.key, identifier):
        yield entry.problem("key", claim.key, "is given to two claims")
        found.claim_keys[identifier] = claim.key
    elif not found.claim_keys.add(identifier, claim.key):
        yield entry.problem("key", claim.key, f"says the same as claim {found.claim_keys[identifier]}")
        found.claim_keys[identifier] = claim.key
    if found.has(Document, claim.document):
        document: Document = found.get(Document, claim.document)
        if claim.speakers[-1] != document.publisher:
            rule = f"must end with the publisher of the document, {document.publisher}"
            yield entry.problem("speakers", claim.speakers[-1], rule)
        last = document.published.last
        if claim.said and last and claim.said.first > last:
            yield entry.problem("said", str(claim.said), f"is after {document.key} was published")


def _object(entry: Located, reference: Reference | None, found: Catalogue) -> Iterator[Problem]:
    claim: Claim = entry.record
    if found.has(RelationKind, claim.kind):
        allowed = found.get(RelationKind, claim.kind).objects
        given = reference.kind if reference else "none"
        if given not in allowed:
            rule = f"a claim of kind {claim.kind} is about {' or '.join(allowed)}, not {given}"
            yield entry.problem("object", reference and str(reference), rule)
    if reference is None:
        return
    if not found.knows(REFERENCE_KINDS[reference.kind], reference.key):
        yield entry.problem("object", str(reference), f"no {reference.kind} has this key")
    if reference.kind == "actor" and reference.key == claim.subject:
        yield entry.problem("object", reference.key, "is the subject itself")


def _coder(entry: Located, dataset: DataSet) -> Iterator[Problem]:
    if entry.record.coder not in dataset.coders:
        yield entry.problem("coder", entry.record.coder, "is not among the coders of dataset.yaml")


def _claim_links(entry: Located, found: Catalogue) -> Iterator[Problem]:
    claim: Claim = entry.record
    for name in ("disputes", "supports"):
        yield from _twice(entry, name, getattr(claim, name))
        for key in getattr(claim, name):
            if key == claim.key:
                yield entry.problem(name, key, "is the claim itself")
            elif not found.knows(Claim, key):
                yield entry.problem(name, key, "no claim has this key")


def _stances(entries: Iterable[Located], found: Catalogue, dataset: DataSet) -> Iterator[Problem]:
    cells: dict[tuple[str, str], list[Stance]] = {}
    for entry in entries:
        stance: Stance = entry.record
        yield from _unknown(entry, found, {"issue": Issue, "actor": Actor})
        yield from _coder(entry, dataset)
        yield from _basis(entry, "held")
        yield from _twice(entry, "claims", stance.claims)
        for key in stance.claims:
            if not found.knows(Claim, key):
                yield entry.problem("claims", key, "no claim has this key")
        cell = cells.setdefault((stance.issue, stance.actor), [])
        for other in cell:
            rivals = None not in (stance.alternative, other.alternative)
            if overlap(stance.held, other.held) and not (rivals and stance.alternative != other.alternative):
                rule = f"overlaps {other.key}; rival readings carry different alternatives"
                yield entry.problem("held", str(stance.held), rule)
        cell.append(stance)


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a day in common."""

    def starts_by_end(first: Interval, second: Interval) -> bool:
        start, end = first.first, second.last
        return start is None or end is None or start <= end

    return starts_by_end(one, other) and starts_by_end(other, one)

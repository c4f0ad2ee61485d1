"""
From a record to the row that stores it: label, properties and the links it owns.

What its fields say follows from their table. What derivation needs of a claim (the pair it speaks of, who it
goes back to, from when it was known) is computed here, so that a change of, say, a document's date shows as a
change of the rows that hang on it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from linkage.graph.fields import Field, Form, table
from linkage.graph.ids import global_id
from linkage.graph.names.index_terms import stored_forms
from linkage.graph.records import (
    KINDS,
    REFERENCE_KINDS,
    Actor,
    Addition,
    Aspect,
    Claim,
    Document,
    Head,
    Place,
    Record,
    Reference,
    RelationKind,
)
from linkage.graph.relations.affiliation import ALWAYS, affiliations
from linkage.graph.relations.dyads import dyad_name
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.properties import Properties, write_properties
from linkage.ingest.references import targets
from linkage.ingest.shares import pair, shares

OWNED = tuple(
    dict.fromkeys(
        field.refers.link for kind in KINDS.values() for field in table(kind) if field.refers and field.refers.link
    )
) + ("NAMES", "SAME_AS", "JUDGED_PART_OF", "MEMBERSHIP", "OF", "ASSERTS")
"""Every type of link that a record owns and that is written anew with it."""

LEADING = ("SUBJECT", "OBJECT", "SPEAKER", "HELD_BY")
"""These come before the other links of a record: the digests of stored records rest on that."""


@dataclass(frozen=True, slots=True)
class RowLink:
    """One link from a record to another; `position` orders links of one type."""

    type: str
    target: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class RecordRow:
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
            "links": [{"type": link.type, "target": link.target, "position": link.position} for link in self.links],
        }


def record_rows(record: Record, catalogue: Catalogue) -> Iterator[RecordRow]:
    """The row of a record, one for each of its names, and one for each share of a claim."""
    kind = type(record)
    computed = _COMPUTED[kind](record, catalogue) if kind in _COMPUTED else {}
    links = sorted(_links(record, catalogue), key=lambda link: link.type not in LEADING)
    if isinstance(record, Actor):
        links += _actor_links(record, catalogue)
    if isinstance(record, Claim):
        links += _membership_links(record, catalogue)
    identifier = _record_id(kind.__name__, record.key, catalogue)
    yield RecordRow(kind.__name__, identifier, write_properties(record) | computed, tuple(links))
    if isinstance(record, Actor | Addition | Place):
        yield from _name_rows(record, kind.__name__)
    if isinstance(record, Claim):
        yield from _share_rows(record, catalogue)


def head_rows(head: Head, files: dict[str, int]) -> Iterator[RecordRow]:
    """The row of a data set's head, which keeps its files and their sizes, and one for each assertion."""
    identifier = global_id("DataSet", head.name)
    properties = {**write_properties(head), "files": list(files), "sizes": list(files.values())}
    yield RecordRow("DataSet", identifier, properties, ())
    for number, assertion in enumerate(head.assertions):
        yield RecordRow(
            "Assertion",
            global_id("Assertion", head.name, str(number)),
            write_properties(assertion),
            (RowLink("ASSERTS", identifier, number),),
        )


def _links(record: Record, catalogue: Catalogue) -> Iterator[RowLink]:
    """The links that the fields of a record come to."""
    for field in table(type(record)):
        if field.form is Form.LINK:
            for position, target in enumerate(targets(record, field)):
                yield _link(field, target, position, catalogue)


def _link(field: Field, target: str | Reference, position: int, catalogue: Catalogue) -> RowLink:
    assert field.refers is not None and field.refers.link is not None
    if isinstance(target, Reference):
        label, key = REFERENCE_KINDS[target.kind].__name__, target.key
    else:
        label, key = field.refers.to, target
    return RowLink(field.refers.link, _record_id(label, key, catalogue), position)


def _record_id(label: str, key: str, catalogue: Catalogue) -> str:
    return global_id(label, catalogue.claim_ids[key] if label == Claim.__name__ else key)


def _name_rows(record: Actor | Addition | Place, owner: str) -> Iterator[RecordRow]:
    for position, name in enumerate(record.names):
        yield RecordRow(
            "Name",
            global_id("Name", owner, record.key, name.language, name.text),
            write_properties(name) | stored_forms(name.text),
            (RowLink("NAMES", global_id(owner, record.key), position),),
        )


def _share_rows(claim: Claim, catalogue: Catalogue) -> Iterator[RecordRow]:
    identifier = catalogue.claim_ids[claim.key]
    for number, share in enumerate(shares(claim, catalogue) or ()):
        start, end = share.days
        yield RecordRow(
            "Share",
            global_id("Share", identifier, str(number)),
            _present(
                pair=share.pair,
                dyad=dyad_name(share.pair),
                dated=claim.held is not None,
                validFrom=start if start != ALWAYS[0] else None,
                validTo=end if end != ALWAYS[1] else None,
                knownFrom=share.known_from,
                withdrawnOn=share.withdrawn_on,
            ),
            (RowLink("OF", global_id("Claim", identifier)),),
        )


def _present(**properties: Any) -> Properties:
    return {name: value for name, value in properties.items() if value is not None}


# What is stored of a record beside what its fields say.


def _sign(kind: RelationKind, _catalogue: Catalogue) -> Properties:
    return _present(sign=kind.family.sign if kind.family else None)


def _shown_name(record: Actor | Place, _catalogue: Catalogue) -> Properties:
    """Where the name that we show is none of the names, it is what a search has to find."""
    return {} if any(name.text == record.name for name in record.names) else dict(stored_forms(record.name))


def _published(document: Document, _catalogue: Catalogue) -> Properties:
    return _present(publishedBy=document.published.last)


def _counted(claim: Claim, catalogue: Catalogue) -> Properties:
    kind: RelationKind = catalogue.get(RelationKind, claim.kind)
    family, ended, name = kind.family, kind.ends, pair(claim, catalogue)
    membership = catalogue.membership(claim, catalogue.half_lives)
    origin = _origin(claim, catalogue)
    voice = _voice(origin, catalogue.known_from(claim), catalogue)
    return _present(
        family=family and family.name,
        ends=ended and ended.name,
        bothWays=(kind.symmetric or not ended.directed) if ended else None,
        pair=name,
        dyad=name and dyad_name(name),
        state=True if kind.aspect is Aspect.STATE else None,
        halfLife=(catalogue.half_life(kind) or None) if name else None,
        roots=_roots(claim, origin, catalogue) if name else None,
        rolled=None if shares(claim, catalogue) is None else True,
        actsUntil=membership and membership.days[1],
        knownFrom=catalogue.known_from(claim),
        withdrawnOn=claim.withdrawn.on.first if claim.withdrawn else None,
        origin=origin,
        voice=None if voice == origin else voice,
    )


def _origin(claim: Claim, catalogue: Catalogue) -> str:
    """
    Who the claim goes back to: its innermost speaker, or who first published what the document reprints.

    One who is judged to be another is that other, so that whatever counts origins counts them once.
    """
    said_by = claim.speakers[0] if len(claim.speakers) > 1 else catalogue.root(claim.document).publisher
    return catalogue.identity.key(said_by)


def _voice(origin: str, said: date, catalogue: Catalogue) -> str:
    """On whose behalf the origin spoke on the day, the first by key of several, or itself; offices that were never taken back count."""
    if origin not in catalogue.memberships:
        return origin
    standings = affiliations(origin, (said, said), catalogue.memberships)
    return min(
        {standing.principal for standing in standings if standing.withdrawn_on is None} - {origin}, default=origin
    )


def _roots(claim: Claim, origin: str, catalogue: Catalogue) -> list[str]:
    """What the claim shares with another that is no independent witness: origin, its principals, the document."""
    document = f"document/{catalogue.root(claim.document).key}"
    if origin not in catalogue.memberships:
        return [origin, document]
    said = catalogue.known_from(claim)
    principals = {step.principal for step in affiliations(origin, (said, said), catalogue.memberships)}
    return [*sorted({origin, *principals}), document]


def _actor_links(actor: Actor, catalogue: Catalogue) -> Iterator[RowLink]:
    """Whom the actor is judged to be, and what it is judged to be part of."""
    stays = catalogue.identity.key(actor.key)
    if stays != actor.key:
        yield RowLink("SAME_AS", global_id("Actor", stays))
    parent = catalogue.identity.key(actor.part_of) if actor.part_of else None
    memberships = catalogue.memberships.get(actor.key, ())
    always = [membership.principal for membership in memberships if membership.days == ALWAYS]
    for position, principal in enumerate(key for key in always if key != parent):
        yield RowLink("JUDGED_PART_OF", global_id("Actor", principal), position)


def _membership_links(claim: Claim, catalogue: Catalogue) -> Iterator[RowLink]:
    """Who acts for the object by the claim, if anybody does."""
    membership = catalogue.membership(claim, catalogue.half_lives)
    if membership:
        yield RowLink("MEMBERSHIP", global_id("Actor", membership.actor))


_COMPUTED: dict[type[Record], Callable[[Any, Catalogue], Properties]] = {
    RelationKind: _sign,
    Place: _shown_name,
    Actor: _shown_name,
    Document: _published,
    Claim: _counted,
}

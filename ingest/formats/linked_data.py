"""
Records as JSON-LD 1.1: each claim is a statement node (RDF 1.1) with its provenance (PROV-O, W3C 2013).

Every field of the model is a property under our own vocabulary; what actors, documents and claims have in common with
others' is said in theirs too (RDF, PROV-O, Dublin Core, SKOS), so that a program which knows only these can read it.
"""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

import orjson

from linkage.graph.fields import Field, Form, table
from linkage.graph.records import (
    KINDS,
    REFERENCE_KINDS,
    Actor,
    Claim,
    Document,
    Name,
    Reference,
)
from linkage.ingest.formats.record_source import RecordSource
from linkage.ingest.references import targets

VOCABULARY = "urn:linkage:vocabulary:"
CONTEXT = {
    "lk": VOCABULARY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = dict[str, Any]
Iri = Callable[[str, str], Node]
"""From the name of a class and a key to the node of a record."""


def format_json_ld(source: RecordSource) -> Iterator[str]:
    """The text of a file, a record at a time."""
    head = source.head

    def iri(kind: str, key: str) -> Node:
        return {"@id": f"urn:linkage:{head.name}:{kind.lower()}:{key}"}

    about: Node = {
        "@id": f"urn:linkage:{head.name}",
        "@type": ["prov:Collection", "dcterms:Dataset"],
        "dcterms:title": head.title,
        "dcterms:description": head.description,
        "dcterms:license": head.licence,
        "dcterms:hasVersion": source.version,
        "lk:generation": source.generation,
    }
    yield f'{{"@context": {_json(CONTEXT)},\n"@graph": [\n{_json(_present(about))}'
    for kind in KINDS.values():
        for record in source.records(kind):
            yield ",\n" + _json(_node(record, iri))
    yield "\n]}\n"


def _node(record: Any, iri: Iri) -> Node:
    kind = type(record)
    node = {**iri(kind.__name__, record.key), "@type": [f"lk:{kind.__name__}", *_types(record)]}
    for field in table(kind):
        value = getattr(record, field.name)
        if value is not None and value != ():
            node[f"lk:{field.stored}"] = _value(field, record, value, iri)
    match record:
        case Actor():
            node |= _actor_terms(record)
        case Document():
            node |= _document_terms(record, iri)
        case Claim():
            node |= _claim_terms(record, iri)
    return _present(node)


def _types(record: Any) -> list[str]:
    match record:
        case Actor():
            return ["prov:Agent"]
        case Document():
            return ["prov:Entity", "dcterms:BibliographicResource"]
        case Claim():
            return ["rdf:Statement", "prov:Entity"]
    return []


def _value(field: Field, record: Any, value: Any, iri: Iri) -> Any:
    """A value of the model; lists keep their order, and what is named is a node."""
    if field.form is Form.NAMES:
        return [_name(name) for name in value]
    if field.form is Form.PARTS:
        contents = ((component.name, getattr(value, component.name)) for component in field.parts)
        return {f"lk:{name}": _literal(content) for name, content in contents if content is not None}
    if field.form is Form.NUMBERS:
        return [{"rdfs:label": name, "rdf:value": figure} for name, figure in value.items()]
    if field.refers and field.refers.to != "Coder":
        nodes = [_target(field, target, iri) for target in targets(record, field)]
        return {"@list": nodes} if field.many else nodes[0]
    return {"@list": list(map(_literal, value))} if field.many else _literal(value)


def _target(field: Field, target: Any, iri: Iri) -> Node:
    if isinstance(target, Reference):
        return iri(REFERENCE_KINDS[target.kind].__name__, target.key)
    assert field.refers is not None
    return iri(field.refers.to, target)


def _literal(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    return str(value.value if isinstance(value, Enum) else value)


def _name(name: Name) -> Node:
    label = {"@value": name.text, "@language": f"{name.language}-{name.script}"}
    used = {"lk:used": str(name.used)} if name.used else {}
    return {"@type": "lk:Name", "rdfs:label": label, "lk:kind": name.kind.value, **used}


def _actor_terms(actor: Actor) -> Node:
    labels = [{"@value": name.text, "@language": f"{name.language}-{name.script}"} for name in actor.names]
    return {"skos:prefLabel": {"@value": actor.name, "@language": "en"}, "skos:altLabel": labels or None}


def _document_terms(document: Document, iri: Iri) -> Node:
    return {
        "dcterms:title": {"@value": document.title, "@language": document.language},
        "dcterms:publisher": iri("Actor", document.publisher),
        "dcterms:issued": str(document.published),
        "dcterms:source": document.address and {"@id": document.address},
        "prov:wasDerivedFrom": iri("Document", document.origin) if document.origin else None,
    }


def _claim_terms(claim: Claim, iri: Iri) -> Node:
    """The statement, and where it comes from: the document has it, its speakers stand for it, a coder wrote it down."""
    about = claim.object and iri(REFERENCE_KINDS[claim.object.kind].__name__, claim.object.key)
    end = claim.withdrawn and {"@value": str(claim.withdrawn.on.first), "@type": "xsd:date"}
    return {
        "rdf:subject": iri("Actor", claim.subject),
        "rdf:predicate": iri("RelationKind", claim.kind),
        "rdf:object": about or claim.matter,
        "rdfs:comment": {"@value": claim.summary, "@language": "en"},
        "prov:hadPrimarySource": iri("Document", claim.document),
        "prov:wasAttributedTo": [iri("Actor", key) for key in claim.speakers],
        "prov:invalidatedAtTime": end,
        "dcterms:creator": claim.coder,
    }


def _present(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None}


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()

"""Filters by what things are related to: some, all, none, a single one of them, or the one that a field leads to."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType

from linkage.api.http.limits import RELATED
from tests.recording import Recorder
from tests.routes import Routes
from tests.told.schema import SCHEMA, filtered_kind, object_type

AGREEING = {
    "actors by their relations on a day": """
        { a: actors(lens: { asOf: "2020-05-15" }, filter: { relationsAsSubject: { some: { family: { eq: BACKS }, object: { is: { key: { eq: "cedar-front" } } } } } }) { totalCount nodes { key } }
          b: actors(filter: { relations: { some: { actor: { eq: "alder" } } }, NOT: { key: { eq: "alder" } } }) { nodes { key } }
          c: actors(filter: { relations: { none: {} } }) { totalCount nodes { key } }
          d: actors(filter: { relations: { single: {} } }) { nodes { key } pageInfo { hasNextPage } }
          e: actors(filter: { relations: { all: { family: { eq: BACKS } }, some: {} } }) { totalCount } }
    """,
    "relations in a filter are looked at through the lens": """
        { a: actors(lens: { asOf: "2020-05-15", knownBy: "2020-06-01" }, filter: { relations: { some: { certainty: { lt: 0.7 } } } }) { nodes { key } }
          b: actors(lens: { asOf: "2020-08-15" }, filter: { relationsAsObject: { all: { certainty: { gt: 0.5 }, basis: { eq: CARRIED } } } }) { nodes { key } }
          c: actors(lens: { rollUp: true, minCertainty: 0.3, sides: [STATE_RUN, PARTY] }, filter: { relations: { some: {} } }) { nodes { key } }
          d: relations(lens: { knownBy: "2020-06-29", theatres: ["bay"] }, filter: { subject: { is: { relations: { single: {} } } } }) { totalCount nodes { id } }
          e: subgraph(lens: { asOf: "2020-05-15", theatres: ["bay"] }, filter: { object: { is: { relationsAsSubject: { none: {} } } } }) { totalCount relations { id } actors { key } }
          f: subgraph(lens: { asOf: "2020-05-15", theatres: ["bay"] }, filter: { object: { is: { kind: { eq: STATE } } } }) { totalCount undated relations { id } } }
    """,
    "claims by their document, its publisher, and what they are about": """
        { a: claims(filter: { document: { is: { publisher: { is: { side: { in: [STATE_RUN, PARTY] } } } } } }) { totalCount nodes { key } }
          b: claims(filter: { document: { is: { origin: { is: { language: { eq: "en" } } } } } }) { totalCount nodes { key } }
          c: claims(filter: { document: { is: { origin: { eq: null } } } }) { totalCount }
          d: claims(filter: { object: { is: { actor: { kind: { eq: STATE } } } } }) { totalCount }
          e: claims(filter: { object: { is: { OR: [{ issue: {} }, { NOT: { actor: {} } }] } } }) { totalCount nodes { key } }
          f: claims(filter: { speakers: { all: { kind: { eq: PERSON } } } }) { totalCount }
          g: claims(filter: { speakers: { single: {} }, theatres: { some: { within: { is: { name: { contains: "BAY" } } } } } }) { totalCount }
          h: claims(filter: { disputedBy: { some: { hedge: { eq: DENIED } } }, place: { eq: null } }) { totalCount }
          i: claims(filter: { kind: { is: { family: { eq: BACKS } }, startsWith: "b" } }) { totalCount }
          j: claims(filter: { subject: { eq: "birch-republic", is: { merged: { some: {} } } } }) { totalCount } }
    """,
    "documents, issues and stances by theirs": """
        { a: documents(filter: { claims: { some: { subject: { eq: "alder" } } } }) { nodes { key } }
          b: documents(filter: { claims: { none: {} } }) { totalCount } c: documents(filter: { publisher: { is: { statements: { single: {} } } } }) { totalCount }
          d: issues(filter: { stances: { some: { actor: { is: { kind: { eq: STATE } } } } } }) { key }
          e: issues(lens: { asOf: "2020-09-01", disputed: EXCLUDE }, filter: { stances: { single: { claims: { some: {} } } } }) { key }
          f: issues(filter: { theatre: { is: { within: { eq: "bay" } } } }) { key stances(filter: { issue: { is: { theatre: { eq: "quay" } } }, claims: { all: { certainty: { gt: 0.5 } } } }) { key } }
          g: actors(filter: { stances: { some: { issue: { is: { question: { contains: "toll" } } } } } }) { nodes { key } }
          h: events(filter: { parties: { some: { kind: { eq: STATE } } } }) { key } i: places(filter: { theatre: { eq: "bay" } }) { key }
          j: judgements(filter: { left: { is: { name: { contains: "a" } } }, verdict: { eq: SAME } }) { key } k: relationKinds(filter: { family: { eq: null } }) { key } }
    """,
    "who something is part of is one": """
        { a: actors(filter: { partOf: { is: {} } }) { nodes { key partOf { key } } } b: actors(filter: { partOf: { eq: null } }) { totalCount }
          c: actors(filter: { partOf: { in: ["alder", "birch-republic"] } }) { nodes { key } } d: actors(filter: { partOf: { is: { partOf: { eq: null } } } }) { nodes { key } }
          e: actors(filter: { parts: { some: { parts: { none: {} } } } }) { nodes { key } } f: actors(filter: { partOf: { contains: "R" }, NOT: { partOf: { is: { kind: { eq: STATE } } } } }) { nodes { key } } }
    """,
    "null asks nothing": """
        { a: actors(filter: { relations: null, partOf: { is: null } }) { totalCount } b: actors(filter: { relations: { some: null, none: null } }) { totalCount }
          c: claims(filter: { object: { is: { actor: null } } }) { totalCount } d: actors(filter: { partOf: {}, relations: {} }) { totalCount } }
    """,
    "the claims of a relation are those that it rests on, whatever the lens": """
        { a: relations(lens: { asOf: "2020-12-01" }, filter: { claims: { some: { hedge: { eq: ASSERTED } } } }) { totalCount nodes { id basis } }
          b: relations(filter: { claims: { all: { document: { is: { publisher: { is: { kind: { eq: MEDIUM } } } } } } }, issues: { none: {} } }) { totalCount }
          c: relations(filter: { claims: { single: {} }, endedBy: { eq: null } }) { nodes { id claims(filter: { speakers: { some: { kind: { eq: PERSON } } } }) { totalCount supports { key } disputes { key } } } } }
    """,
}  # fmt: skip


@pytest.mark.parametrize("name", AGREEING)
def test_by_both_routes(both: Routes, name: str) -> None:
    assert any(both.data(AGREEING[name]).values())
    both.agree(AGREEING[name])


WITHIN = {"Stance": ("issues", "stances"), "IssuePoint": ("issues", "points")}
"""Where kinds are listed that no root field lists by themselves."""
QUANTIFIED = ("some", "all", "none", "single")


def listing(kind: str) -> str:
    """A selection that lists things of a kind, with `@` for the filter."""
    if kind in WITHIN:
        root, field = WITHIN[kind]
        return f"{root} {{ {field}@ {{ id }} }}"
    for name, field in object_type("Query").fields.items():
        if str(field.type) == f"[{kind}!]":
            return f"{name}@ {{ id }}"
        if str(field.type) == f"{kind}Connection":
            return f"{name}@ {{ totalCount nodes {{ id }} }}"
    raise LookupError(kind)


KINDS = [
    name.removesuffix("Filter")
    for name, kind in SCHEMA.type_map.items()
    if isinstance(kind, GraphQLInputObjectType) and "AND" in kind.fields and name != "ClaimObjectFilter"
]


def related(kind: str) -> Iterator[str]:
    """A filter for each field that leads to other things."""
    fields: Any = SCHEMA.type_map[f"{kind}Filter"]
    for number, name in enumerate(fields.fields):
        of = filtered_kind(f"{kind}Filter", name)
        if of.endswith("List"):
            asked = "family: { eq: BACKS }" if of == "RelationList" else 'key: { contains: "a" }'
            yield f"{name}: {{ {QUANTIFIED[number % 4]}: {{ NOT: {{ {asked} }} }} }}"
        elif of.endswith("Reference"):
            yield f"{name}: {{ is: {{}} }}"
            yield f'{name}: {{ contains: "A", endsWith: "e" }}'


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_field_leads_to_can_be_filtered_by(both: Routes, kind: str) -> None:
    filters = list(related(kind))
    fields = [f"a{n}: {listing(kind).replace('@', f'(filter: {{ {each} }})')}" for n, each in enumerate(filters)]

    assert filters or kind in ("RelationKind",)
    for start in range(0, len(fields), 20):
        document = f"{{ {' '.join(fields[start : start + 20])} }}"
        both.data(document)
        both.agree(document)


def test_a_filter_of_related_things_is_one_text_whatever_its_values(recorder: Recorder) -> None:
    document = """query A($k: String, $f: RelationFamily) { actors(filter: { relationsAsSubject: { some: {
      family: { eq: $f }, object: { is: { key: { eq: $k } } } } } }) { totalCount nodes { key } } }"""

    texts = [
        recorder.ask(document, k=key, f=family)[-1] for key in ("SECRET", "alder") for family in ("BACKS", "OPPOSES")
    ]

    assert len(set(texts)) <= 2 and "SECRET" not in texts[0]


def many(times: int) -> str:
    return f"{{ actors(filter: {{ OR: [{' '.join(['{ claims: { some: {} } }'] * times)}] }}) {{ totalCount }} }}"


def test_only_so_many_related_things_can_be_looked_at(both: Routes) -> None:
    [error] = both.ask(many(RELATED + 1))["errors"]

    assert both.data(many(RELATED))["actors"]["totalCount"] > 0
    assert error["extensions"]["code"] == "TOO_COSTLY"
    assert error["message"].startswith(f"filters look at related things more than {RELATED} times")

"""
The relations that a lens keeps and all actors, as plain values: what graph formats are written from.

They are read by GraphQL page by page, from the store or from a server; whoever hands in *execute* sees to it that all pages
are of one generation of the graph.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linkage.graph.dates import PartialDate
from linkage.graph.errors import LinkageError
from linkage.graph.lens import Lens

Ask = Callable[[str, dict[str, object]], Mapping[str, Any]]
"""Answers a GraphQL document with its variables."""
PAGE = 1_000
FEWER = 100
"""Relations of a page that has their claims too."""
_RELATIONS = """query Relations($lens: LensInput, $first: Int!, $after: String) {
  page: relations(lens: $lens, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id family sign status certainty origins validFrom validTo basis lastAttested nextAttested
      subject { key } object { key } theatre { key } claims(first: 0) { totalCount }
    }
  }
}"""
_ACTORS = """query Actors($first: Int!, $after: String) {
  page: actors(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { key name kind partOf { key } note }
  }
}"""
_CLAIMS = """query Claims($lens: LensInput, $first: Int!, $after: String) {
  page: relations(lens: $lens, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id claims(first: 1000) { totalCount nodes { key } } }
  }
}"""


@dataclass(frozen=True, slots=True)
class NetworkActor:
    """An actor, whether any relation has it at an end or not; `note` and `part_of` are None where it has none."""

    key: str
    name: str
    kind: str
    part_of: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkRelation:
    """
    A relation over one interval; None is an end that stays open, or what there is none of.

    `certainty` is between 0 and 1, `sign` 1, -1 or 0; `claims` counts those that it rests on.
    """

    id: str
    subject: str
    object: str
    family: str
    sign: int
    theatre: str | None
    status: str
    certainty: float
    origins: int
    basis: str
    valid_from: date | None
    valid_to: date | None
    last_attested: date | None
    next_attested: date | None
    claims: int


@dataclass(frozen=True, slots=True)
class Network:
    """Actors by name, and the relations between them."""

    actors: list[NetworkActor]
    relations: list[NetworkRelation]


def read_network(execute: Ask, lens: Lens) -> Network:
    """All actors, and the relations that the lens keeps."""
    actors = [
        NetworkActor(
            actor["key"],
            actor["name"],
            actor["kind"].lower(),
            actor["partOf"] and actor["partOf"]["key"],
            actor["note"],
        )
        for actor in _nodes(execute, _ACTORS, {})
    ]
    relations = [_relation(node) for node in _nodes(execute, _RELATIONS, {"lens": lens.variables()})]
    return Network(actors, relations)


def read_claims(execute: Ask, lens: Lens) -> set[str]:
    """The keys of the claims that the relations which the lens keeps rest on."""
    keys: set[str] = set()
    for relation in _nodes(execute, _CLAIMS, {"lens": lens.variables()}, FEWER):
        claims = relation["claims"]
        if claims["totalCount"] > len(claims["nodes"]):
            raise LinkageError(f"relation {relation['id']} rests on {claims['totalCount']:,} claims: narrow the lens")
        keys.update(claim["key"] for claim in claims["nodes"])
    return keys


def _nodes(
    execute: Ask, document: str, variables: dict[str, object], size: int | None = None
) -> Iterator[Mapping[str, Any]]:
    after = None
    while True:
        page = execute(document, {**variables, "first": size or PAGE, "after": after})["page"]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def _relation(node: Mapping[str, Any]) -> NetworkRelation:
    start, end = node["validFrom"], node["validTo"]
    return NetworkRelation(
        id=node["id"],
        subject=node["subject"]["key"],
        object=node["object"]["key"],
        family=node["family"],
        sign=node["sign"],
        theatre=node["theatre"] and node["theatre"]["key"],
        status=node["status"],
        certainty=node["certainty"],
        origins=node["origins"],
        basis=node["basis"],
        valid_from=PartialDate.parse(start).first if start else None,
        valid_to=PartialDate.parse(end).last if end else None,
        last_attested=_day(node["lastAttested"]),
        next_attested=_day(node["nextAttested"]),
        claims=node["claims"]["totalCount"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

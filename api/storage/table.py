"""
Where each GraphQL field stands in the store.

Only what stands here and in `api/narrowing.py` becomes Cypher text; values travel as parameters.
"""

from linkage.api.search import Search
from linkage.api.storage.places import (  # fmt: skip
    STAYING,
    STAYS,
    Any,
    Beside,
    Between,
    Diff,
    Leaf,
    Linked,
    Listed,
    Lookup,
    Many,
    One,
    Page,
    Part,
    Parts,
    Storage,
    Subgraph,
    Told,
    Worked,
    leaves,
)
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.wording import paths

_VALIDITY: dict[str, Storage] = {"validFrom": Leaf("{x}.validFromText"), "validTo": Leaf("{x}.validToText")}
_NAMES = Many("({x})<-[{r}:NAMES]-({y}:Name)", "{r}.position")
_IN_THEATRE = One("({x})-[:IN_THEATRE]->({y}:Theatre)")


def _range(name: str) -> dict[str, Storage]:
    return {bound: Leaf(f"{{x}}.{name}{bound.title()}") for bound in ("value", "low", "high")}


def _actor(pattern: str) -> One:
    return One(f"{pattern}(:Actor){STAYS}({{y}}:Actor)", where=STAYING)


def _actors(link: str) -> Many:
    return Many(f"({{x}})-[{{r}}:{link}]->(:Actor){STAYS}({{y}}:Actor)", "{r}.position", where=STAYING)


CHANGES = ("added", "ended", "flipped", "disputed")
"""Kinds of change, in the order in which a statement returns them."""

_SAID = (
    "WITH {x}[1] AS link OPTIONAL MATCH (theatre:Theatre {{key: link.theatre}}) "
    "MATCH (said:Record:Claim) WHERE said.id IN link.claims AND said.hedge <> 'DENIED' "
    "MATCH (kind:RelationKind {{key: said.kind}}) "
    f"MATCH (said)-[:DOCUMENT]->(:Document)-[:PUBLISHER]->(:Actor){STAYS}(source:Actor) "
    f"WHERE {STAYING.format(y='source').replace('{', '{{').replace('}', '}}')} "
    "WITH link, theatre, said, kind, source ORDER BY said.certainty DESC, said.knownFrom, said.key "
    "WITH link, theatre, collect([kind.verb, kind.symmetric, said.hedge, source.name]) AS told"
)
_HOP = (
    "[startNode(link).name, endNode(link).name, type(link), theatre.name, "
    "toString(link.validFrom), toString(link.validTo), link.status, told]"
)

FIELDS: dict[str, dict[str, Storage]] = {
    "Query": {
        "actor": One(f"({{r}}:Actor){STAYS}({{y}}:Actor)", where=STAYING, keys={"key": "key"}),
        "actors": Page("({y}:Actor)", where=STAYING),
        "theatres": Many("({y}:Theatre)", "{y}.name, {y}.key"),
        "places": Many("({y}:Place)", "{y}.name, {y}.key"),
        "issues": Many("({y}:Issue)", "{y}.question, {y}.key"),
        "agreements": Many("({y}:Agreement)", "{y}.signed, {y}.key"),
        "events": Many("({y}:Event)", "{y}.validFrom, {y}.key"),
        "relationKinds": Many("({y}:RelationKind)", "{y}.key"),
        "judgements": Many("({y}:Judgement)", "{y}.key"),
        "documents": Page("({y}:Document)"),
        "claim": One("({y}:Record:Claim)", keys={"key": "key", "id": "id"}),
        "claims": Page("({y}:Claim)"),
        "relation": Linked(),
        "relations": Page(f"(:Actor)-[{{y}}:{RELATIONSHIPS}]->(:Actor)"),
        "subgraph": Subgraph(),
        "search": Worked(Search.of),
        "diff": Diff(),
        "paths": Between(),
        "node": Lookup(),
        "nodes": Lookup(),
    },
    "Actor": {
        **leaves("id", "key", "name", "kind", "note"),
        "names": Many("({x})<-[:SAME_AS*0..1]-(:Actor)<-[{r}:NAMES]-({y}:Name)", "{r}.position, {y}.id"),
        # The actor's own record comes before what others judge.
        "partOf": One(
            f"({{x}})-[{{r}}:PART_OF|JUDGED_PART_OF]->(:Actor){STAYS}({{y}}:Actor)",
            where=STAYING,
            order="type({r}) DESC, {y}.key",
        ),
        "parts": Many(
            "({x})<-[:SAME_AS*0..1]-(:Actor)<-[:PART_OF|JUDGED_PART_OF]-({y}:Actor)",
            "{y}.name, {y}.key",
            where=STAYING,
        ),
        "merged": Many("({x})<-[:SAME_AS]-({y}:Actor)", "{y}.key"),
        "judgements": Many(
            "({y}:Judgement)",
            "{y}.on, {y}.key",
            where="EXISTS {{ ({x})<-[:SAME_AS*0..1]-(:Actor)<-[:LEFT|RIGHT]-({y}) }}",
        ),
        "relations": Page(f"({{x}})-[{{y}}:{RELATIONSHIPS}]-(:Actor)"),
        "claims": Page("({x})<-[:SAME_AS*0..1]-(:Actor)<-[:SUBJECT|OBJECT]-({y}:Claim)", repeats=True),
        "statements": Page("({x})<-[:SAME_AS*0..1]-(:Actor)<-[:SPEAKER]-({y}:Claim)", repeats=True),
        "stances": Many(
            "({x})<-[:SAME_AS*0..1]-(:Actor)<-[:HELD_BY]-({y}:Stance)", "{y}.validFrom, {y}.key"
        ),
    },
    "Name": leaves("text", "language", "script", "kind", "used"),
    "SearchHit": {
        **leaves("rule", "score", "ambiguous"),
        "node": Any("({y}:Record {{id: {x}.id}})"),
        "name": One(bound="{x}.name"),
    },
    "Theatre": {
        **leaves("id", "key", "name"),
        "within": One("({x})-[:WITHIN]->({y}:Theatre)"),
        "parts": Many("({x})<-[:WITHIN]-({y}:Theatre)", "{y}.name, {y}.key"),
        "issues": Many("({x})<-[:IN_THEATRE]-({y}:Issue)", "{y}.question, {y}.key"),
    },
    "Place": {
        **leaves("id", "key", "name", "note"),
        "names": _NAMES,
        "within": One("({x})-[:WITHIN]->({y}:Place)"),
        "theatre": _IN_THEATRE,
    },
    "Issue": {
        **leaves("id", "key", "question", "low", "high"),
        "theatre": _IN_THEATRE,
        "stances": Many("({x})<-[:ON]-({y}:Stance)", "{y}.validFrom, {y}.key"),
    },
    "Agreement": {
        **leaves("id", "key", "name", "note", "signed", "basis"),
        "theatre": _IN_THEATRE,
        "parties": _actors("PARTY"),
    },
    "Event": {
        **leaves("id", "key", "name", "note", "basis", "hypothetical"),
        **_VALIDITY,
        "theatre": _IN_THEATRE,
        "places": Many("({x})-[{r}:AT]->({y}:Place)", "{r}.position"),
        "parties": _actors("PARTY"),
    },
    "Document": {
        **leaves("id", "key", "title", "published", "basis", "language", "address", "note"),
        "publisher": _actor("({x})-[:PUBLISHER]->"),
        "origin": One("({x})-[:ORIGIN]->({y}:Document)"),
        "claims": Page("({x})<-[:DOCUMENT]-({y}:Claim)"),
    },
    "RelationKind": leaves("id", "key", "verb", "inverse", "family", "sign", "symmetric", "membership", "veto"),
    "Relation": {
        **leaves("id", "sign", "dated", "status", "certainty", "origins"),
        "family": Leaf("type({x})"),
        "rolledUp": Leaf("{x}.layer = 'ROLLED'"),
        "subject": One(bound="startNode({x})"),
        "object": One(bound="endNode({x})"),
        "theatre": One("({y}:Theatre {{key: {x}.theatre}})"),
        "validFrom": Leaf("toString({x}.validFrom)"),
        "validTo": Leaf("toString({x}.validTo)"),
        "knownFrom": Leaf("toString({x}.knownFrom)"),
        "knownTo": Leaf("toString({x}.knownTo)"),
        "issues": Many("({y}:Issue)", "{y}.key", where="{y}.key IN {x}.issues"),
        "claims": Page(
            "({y}:Record:Claim)",
            where="{y}.id IN {x}.claims",
            beside={
                "supports": Beside("({y}:Record:Claim)", "{y}.id IN {x}.claims AND {y}.hedge <> 'DENIED'"),
                "denials": Beside("({y}:Record:Claim)", "{y}.id IN {x}.claims AND {y}.hedge = 'DENIED'"),
                "disputes": Beside(
                    "(claim:Record:Claim)<-[:DISPUTES]-({y}:Claim)",
                    "claim.id IN {x}.claims AND {y}.knownFrom <= coalesce({x}.knownTo, {y}.knownFrom)"
                    " AND ({y}.withdrawnOn IS NULL OR {y}.withdrawnOn > {x}.knownFrom)",
                    only_known=True,
                ),
            },
        ),
    },
    "Claim": {
        **leaves("id", "key", "matter", "role", "dated", "basis", "saidOn", "hedge", "certainty", "origin"),
        **leaves("summary", "coder", "note"),
        **_VALIDITY,
        "kind": One("({y}:RelationKind {{key: {x}.kind}})"),
        "subject": _actor("({x})-[:SUBJECT]->"),
        "object": Any(f"({{x}})-[:OBJECT]->(:Record){STAYS}({{y}}:Record) WHERE {STAYING}"),
        "theatre": One("({y}:Theatre {{key: CASE size({x}.theatres) WHEN 1 THEN {x}.theatres[0] END}})"),
        "theatres": Many("({y}:Theatre)", "{y}.key", where="{y}.key IN {x}.theatres"),
        "issue": One("({y}:Issue {{key: {x}.issue}})"),
        "place": One("({y}:Place {{key: {x}.place}})"),
        "event": One("({y}:Event {{key: {x}.event}})"),
        "knownFrom": Leaf("toString({x}.knownFrom)"),
        "speakers": _actors("SPEAKER"),
        "locator": Part(),
        "document": One("({x})-[:DOCUMENT]->({y}:Document)"),
        "figures": Parts("size(coalesce({x}.figureNames, []))"),
        "disputes": Many("({x})-[:DISPUTES]->({y}:Claim)", "{y}.key"),
        "disputedBy": Many("({x})<-[:DISPUTES]-({y}:Claim)", "{y}.key"),
        "supports": Many("({x})-[:SUPPORTS]->({y}:Claim)", "{y}.key"),
        "supportedBy": Many("({x})<-[:SUPPORTS]-({y}:Claim)", "{y}.key"),
        "withdrawn": Part("{x}.withdrawnText IS NOT NULL"),
    },
    "Diff": {
        "totalCount": Leaf("{x}[0]"),
        **{kind: Listed(f"{{x}}[{place}]") for place, kind in enumerate(CHANGES, 1)},
    },
    "Change": {
        "relation": One(bound="{x}[1]"),
        "before": One(bound="{x}[2]", where="{y} IS NOT NULL"),
        "claims": Many("({y}:Record:Claim)", "{y}.knownFrom, {y}.key", where="{y}.id IN {x}[3]"),
    },
    "Paths": {
        "from": One(bound="{x}[0]"),
        "to": One(bound="{x}[1]"),
        "paths": Listed("{x}[2]"),
        "hubs": Listed("{x}[3]"),
        "reason": Told(
            "[{x}[0].name, {x}[1].name, size({x}[2]), {x}[4], {x}[5], {x}[6], [hub IN {x}[3] | hub.name]]",
            lambda facts: paths.no_path(*facts),
        ),
    },
    "Path": {
        "length": Leaf("size({x})"),
        "sign": Leaf(
            "CASE WHEN none(step IN {x} WHERE step[1].sign = 0)"
            " THEN reduce(sign = 1, step IN {x} | sign * step[1].sign) END"
        ),
        "hops": Listed("{x}"),
    },
    "Hop": {
        "from": One(bound="{x}[0]"),
        "relation": One(bound="{x}[1]"),
        "others": Leaf("{x}[2]"),
        "to": One(bound="{x}[3]"),
        "forward": Leaf("{x}[1].sign = 0 OR startNode({x}[1]) = {x}[0]"),
        "sentence": Told(_HOP, lambda facts: paths.hop(*facts), _SAID),
    },
    "Judgement": {
        **leaves("id", "key", "verdict", "reason", "coder", "on"),
        "left": One("({x})-[:LEFT]->({y}:Actor)"),
        "right": One("({x})-[:RIGHT]->({y}:Actor)"),
    },
    "Locator": leaves("paragraph", "words"),
    "Figure": {"name": Leaf("{x}.figureNames[{i}]"), "value": Leaf("{x}.figureValues[{i}]")},
    "Withdrawal": {"on": Leaf("{x}.withdrawnText"), "reason": Leaf("{x}.withdrawnReason")},
    "Stance": {
        **leaves("id", "key", "alternative", "hedge", "reasoning", "coder", "confirmed"),
        **_VALIDITY,
        "actor": _actor("({x})-[:HELD_BY]->"),
        "issue": One("({x})-[:ON]->({y}:Issue)"),
        "knownFrom": Leaf("toString(reduce(latest = null, day IN [({x})-[:LEANS_ON]->(c:Claim) | c.knownFrom] | "
                          "CASE WHEN latest > day THEN latest ELSE day END))"),
        "position": Part("{x}.positionLow IS NOT NULL"),
        "salience": Part("{x}.salienceLow IS NOT NULL"),
        "capability": Part("{x}.capabilityLow IS NOT NULL"),
        "claims": Many("({x})-[{r}:LEANS_ON]->({y}:Claim)", "{r}.position"),
    },
}  # fmt: skip

RANGES = {name: _range(name) for name in ("position", "salience", "capability")}
"""The same type stands for three groups of properties, so it is the field that says where they are."""


NODES = (
    "Actor", "Theatre", "Place", "Issue", "Agreement", "Event", "Document", "RelationKind", "Claim", "Stance",
    "Judgement",
)  # fmt: skip
"""Types that are nodes of the store; `Relation` alone is a relationship."""

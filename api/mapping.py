"""
Where each GraphQL field stands in the store.

Templates name the variable of the thing that carries the field `{x}`, that of what the field leads to `{y}`,
the relationship between them `{r}`. Only what stands here becomes Cypher text; values travel as parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

RELATION = "BACKS|OPPOSES|NEGOTIATES_WITH"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value computed from the thing itself."""

    expression: str


@dataclass(frozen=True, slots=True)
class Part:
    """A nested value made of the thing's own properties; null unless `present`."""

    present: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A list of nested values from parallel lists of properties; `{i}` is the index."""

    length: str


@dataclass(frozen=True, slots=True)
class One:
    """
    At most one other thing: by a pattern, or `bound` to an expression.

    Arguments that name it are compared with `{r}` where the pattern has that.
    """

    pattern: str = ""
    bound: str = ""
    where: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Arguments that name it, and the property that each is compared with."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of other things, whole, in the order of `order`."""

    pattern: str
    order: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A connection to other things, in the order that the query asks for."""

    pattern: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Any:
    """At most one other thing of several types, told apart by its label."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Subgraph:
    """The relations of a lens and the actors at their ends."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Anything by its global id; several where the argument is a list."""


Place = Leaf | Part | Parts | One | Many | Page | Any | Subgraph | Lookup


def _leaves(*names: str) -> dict[str, Place]:
    return {name: Leaf(f"{{x}}.{name}") for name in names}


_VALIDITY: dict[str, Place] = {"validFrom": Leaf("{x}.validFromText"), "validTo": Leaf("{x}.validToText")}
_NAMES = Many("({x})<-[{r}:NAMES]-({y}:Name)", "{r}.position")
_IN_THEATRE = One("({x})-[:IN_THEATRE]->({y}:Theatre)")


def _range(name: str) -> dict[str, Place]:
    return {bound: Leaf(f"{{x}}.{name}{bound.title()}") for bound in ("value", "low", "high")}


# An actor that is judged to be another is read under the key that stays.
STAYS = "-[:SAME_AS*0..1]->"
STAYING = "NOT EXISTS {{ ({y})-[:SAME_AS]->() }}"


def _actor(pattern: str) -> One:
    return One(f"{pattern}(:Actor){STAYS}({{y}}:Actor)", where=STAYING)


FIELDS: dict[str, dict[str, Place]] = {
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
        "claim": One("({y}:Claim)", keys={"key": "key", "id": "id"}),
        "claims": Page("({y}:Claim)"),
        "relations": Page(f"(:Actor)-[{{y}}:{RELATION}]->(:Actor)"),
        "subgraph": Subgraph(),
        "node": Lookup(),
        "nodes": Lookup(),
    },
    "Actor": {
        **_leaves("id", "key", "name", "kind", "note"),
        "names": Many("({x})<-[:SAME_AS*0..1]-(:Actor)<-[{r}:NAMES]-({y}:Name)", "{r}.position, {y}.id"),
        "partOf": _actor("({x})-[:PART_OF|JUDGED_PART_OF]->"),
        "parts": Many("({x})<-[:PART_OF|JUDGED_PART_OF]-({y}:Actor)", "{y}.name, {y}.key", where=STAYING),
        "merged": Many("({x})<-[:SAME_AS]-({y}:Actor)", "{y}.key"),
        "judgements": Many(
            "({y}:Judgement)",
            "{y}.on, {y}.key",
            where="EXISTS {{ ({x})<-[:SAME_AS*0..1]-(:Actor)<-[:LEFT|RIGHT]-({y}) }}",
        ),
        "relations": Page(f"({{x}})-[{{y}}:{RELATION}]-(:Actor)"),
        "claims": Page("({x})<-[:SAME_AS*0..1]-(:Actor)<-[:SUBJECT|OBJECT]-({y}:Claim)"),
        "statements": Page("({x})<-[:SAME_AS*0..1]-(:Actor)<-[:SPEAKER]-({y}:Claim)"),
        "stances": Many(
            "({x})<-[:SAME_AS*0..1]-(:Actor)<-[:HELD_BY]-({y}:Stance)", "{y}.validFrom, {y}.key"
        ),
    },
    "Name": _leaves("text", "language", "script", "kind", "used"),
    "Theatre": {
        **_leaves("id", "key", "name"),
        "within": One("({x})-[:WITHIN]->({y}:Theatre)"),
        "parts": Many("({x})<-[:WITHIN]-({y}:Theatre)", "{y}.name, {y}.key"),
        "issues": Many("({x})<-[:IN_THEATRE]-({y}:Issue)", "{y}.question, {y}.key"),
    },
    "Place": {
        **_leaves("id", "key", "name", "note"),
        "names": _NAMES,
        "within": One("({x})-[:WITHIN]->({y}:Place)"),
        "theatre": _IN_THEATRE,
    },
    "Issue": {
        **_leaves("id", "key", "question", "low", "high"),
        "theatre": _IN_THEATRE,
        "stances": Many("({x})<-[:ON]-({y}:Stance)", "{y}.validFrom, {y}.key"),
    },
    "Agreement": {
        **_leaves("id", "key", "name", "note", "signed", "basis"),
        "theatre": _IN_THEATRE,
        "parties": Many("({x})-[{r}:PARTY]->({y}:Actor)", "{r}.position"),
    },
    "Event": {
        **_leaves("id", "key", "name", "note", "basis", "hypothetical"),
        **_VALIDITY,
        "theatre": _IN_THEATRE,
        "places": Many("({x})-[{r}:AT]->({y}:Place)", "{r}.position"),
        "parties": Many("({x})-[{r}:PARTY]->({y}:Actor)", "{r}.position"),
    },
    "Document": {
        **_leaves("id", "key", "title", "published", "basis", "language", "address", "note"),
        "publisher": _actor("({x})-[:PUBLISHER]->"),
        "origin": One("({x})-[:ORIGIN]->({y}:Document)"),
        "claims": Page("({x})<-[:DOCUMENT]-({y}:Claim)"),
    },
    "RelationKind": _leaves("id", "key", "verb", "inverse", "family", "sign", "symmetric", "membership"),
    "Relation": {
        **_leaves("id", "sign", "dated", "status", "certainty", "origins"),
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
        "claims": Page("({y}:Claim)", where="{y}.id IN {x}.claims"),
    },
    "Claim": {
        **_leaves("id", "key", "matter", "role", "dated", "basis", "saidOn", "hedge", "certainty", "summary"),
        **_leaves("coder", "note"),
        **_VALIDITY,
        "kind": One("({y}:RelationKind {{key: {x}.kind}})"),
        "subject": _actor("({x})-[:SUBJECT]->"),
        "object": Any("({x})-[:OBJECT]->({y}:Record)"),
        "theatre": One("({y}:Theatre {{key: CASE size({x}.theatres) WHEN 1 THEN {x}.theatres[0] END}})"),
        "theatres": Many("({y}:Theatre)", "{y}.key", where="{y}.key IN {x}.theatres"),
        "issue": One("({y}:Issue {{key: {x}.issue}})"),
        "place": One("({y}:Place {{key: {x}.place}})"),
        "event": One("({y}:Event {{key: {x}.event}})"),
        "knownFrom": Leaf("toString({x}.knownFrom)"),
        "speakers": Many("({x})-[{r}:SPEAKER]->({y}:Actor)", "{r}.position"),
        "locator": Part(),
        "document": One("({x})-[:DOCUMENT]->({y}:Document)"),
        "figures": Parts("size(coalesce({x}.figureNames, []))"),
        "disputes": Many("({x})-[:DISPUTES]->({y}:Claim)", "{y}.key"),
        "disputedBy": Many("({x})<-[:DISPUTES]-({y}:Claim)", "{y}.key"),
        "supports": Many("({x})-[:SUPPORTS]->({y}:Claim)", "{y}.key"),
        "supportedBy": Many("({x})<-[:SUPPORTS]-({y}:Claim)", "{y}.key"),
        "withdrawn": Part("{x}.withdrawnText IS NOT NULL"),
    },
    "Judgement": {
        **_leaves("id", "key", "verdict", "reason", "coder", "on"),
        "left": One("({x})-[:LEFT]->({y}:Actor)"),
        "right": One("({x})-[:RIGHT]->({y}:Actor)"),
    },
    "Locator": _leaves("paragraph", "words"),
    "Figure": {"name": Leaf("{x}.figureNames[{i}]"), "value": Leaf("{x}.figureValues[{i}]")},
    "Withdrawal": {"on": Leaf("{x}.withdrawnText"), "reason": Leaf("{x}.withdrawnReason")},
    "Stance": {
        **_leaves("id", "key", "alternative", "hedge", "reasoning", "coder", "confirmed"),
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


Kind = Literal["text", "number", "day"]
_FIRST_DAY = "date('0001-01-01')"


@dataclass(frozen=True, slots=True)
class Order:
    """What a connection is sorted by; the global id settles ties."""

    expression: str
    kind: Kind = "text"
    descending: bool = False


ORDERS: dict[str, dict[str, Order]] = {
    "Actor": {
        "NAME_ASC": Order("{x}.name"),
        "NAME_DESC": Order("{x}.name", descending=True),
        "KEY_ASC": Order("{x}.key"),
    },
    "Relation": {
        "PAIR_ASC": Order("{x}.pair"),
        "VALID_FROM_ASC": Order(f"coalesce({{x}}.validFrom, {_FIRST_DAY})", "day"),
        "VALID_FROM_DESC": Order(f"coalesce({{x}}.validFrom, {_FIRST_DAY})", "day", descending=True),
        "CERTAINTY_DESC": Order("{x}.certainty", "number", descending=True),
        "ORIGINS_DESC": Order("{x}.origins", "number", descending=True),
    },
    "Claim": {
        "KNOWN_FROM_ASC": Order("{x}.knownFrom", "day"),
        "KNOWN_FROM_DESC": Order("{x}.knownFrom", "day", descending=True),
        "VALID_FROM_ASC": Order(f"coalesce({{x}}.validFrom, {_FIRST_DAY})", "day"),
        "CERTAINTY_DESC": Order("{x}.certainty", "number", descending=True),
        "KEY_ASC": Order("{x}.key"),
    },
    "Document": {
        "PUBLISHED_DESC": Order("{x}.publishedBy", "day", descending=True),
        "PUBLISHED_ASC": Order("{x}.publishedBy", "day"),
        "KEY_ASC": Order("{x}.key"),
    },
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a field of a filter compares: any of `operands`, put into `within` as `{test}`; `{f}` is a variable."""

    operands: tuple[str, ...]
    within: str = "({test})"


def _own(*names: str) -> dict[str, Filter]:
    return {name: Filter((f"{{x}}.{name}",)) for name in names}


def _key_of(pattern: str) -> Filter:
    return Filter(("{f}.key",), f"EXISTS {{{{ {pattern} WHERE {{test}} }}}}")


FILTERS: dict[str, dict[str, Filter]] = {
    "Actor": {
        **_own("key", "kind"),
        "name": Filter(
            ("{f}",),
            "any({f} IN [{x}.name] + COLLECT {{ MATCH ({x})<-[:NAMES]-(name:Name) RETURN name.text }}"
            " WHERE {test})",
        ),
    },
    "Relation": {
        **_own("status", "certainty", "origins", "theatre"),
        "family": Filter(("type({x})",)),
        "subject": Filter(("startNode({x}).key",)),
        "object": Filter(("endNode({x}).key",)),
        "actor": Filter(("startNode({x}).key", "endNode({x}).key")),
    },
    "Claim": {
        **_own("key", "kind", "family", "hedge", "certainty", "knownFrom", "issue", "summary"),
        "subject": _key_of("({x})-[:SUBJECT]->({f}:Actor)"),
        "object": _key_of("({x})-[:OBJECT]->({f}:Record)"),
        "speaker": _key_of("({x})-[:SPEAKER]->({f}:Actor)"),
        "document": _key_of("({x})-[:DOCUMENT]->({f}:Document)"),
        "theatre": Filter(("{f}",), "any({f} IN {x}.theatres WHERE {test})"),
    },
    "Document": {
        **_own("key", "title", "language", "publishedBy"),
        "publisher": _key_of("({x})-[:PUBLISHER]->({f}:Actor)"),
    },
}


@dataclass(frozen=True, slots=True)
class LensRule:
    """
    How a lens narrows things of one type, a condition per field; `{p}` is the parameter.

    `layer` tells things that exist twice: for the actors that claims name, and rolled up to those for whom
    these act. `theatres` compares with `{t}`, the chosen theatres with all that lie within them. `now` holds where the
    lens does not say by when things were known; `{known}`, in `disputed`, is whichever holds of `other`.
    """

    theatres: str = ""
    issues: str = ""
    as_of: str = ""
    known_by: str = ""
    now: str = ""
    min_certainty: str = ""
    disputed: str = ""
    layer: bool = False


_HELD = "{x}.dated AND coalesce({x}.validFrom, {p}) <= {p} AND coalesce({x}.validTo, {p}) >= {p}"

LENSES: dict[str, LensRule] = {
    "Relation": LensRule(
        theatres="{x}.theatre IN {t}",
        issues="any(issue IN {x}.issues WHERE issue IN {p})",
        as_of=_HELD,
        known_by="{x}.knownFrom <= {p} AND coalesce({x}.knownTo, {p}) >= {p}",
        now="{x}.knownTo IS NULL",
        min_certainty="{x}.certainty >= {p}",
        disputed="{x}.status IN ['DISPUTED', 'DENIED']",
        layer=True,
    ),
    "Claim": LensRule(
        theatres="any(theatre IN {x}.theatres WHERE theatre IN {t})",
        issues="{x}.issue IN {p}",
        as_of=_HELD,
        known_by="{x}.knownFrom <= {p} AND ({x}.withdrawnOn IS NULL OR {x}.withdrawnOn > {p})",
        now="{x}.withdrawnOn IS NULL",
        min_certainty="{x}.certainty >= {p}",
        disputed="({x}.hedge = 'DENIED' OR EXISTS {{ ({x})<-[:DISPUTES]-(other:Claim) WHERE {known} }})",
    ),
    "Stance": LensRule(
        theatres="EXISTS {{ ({x})-[:ON]->(:Issue)-[:IN_THEATRE]->(theatre:Theatre) WHERE theatre.key IN {t} }}",
        issues="EXISTS {{ ({x})-[:ON]->(issue:Issue) WHERE issue.key IN {p} }}",
        as_of=_HELD,
        known_by="NOT EXISTS {{ ({x})-[:LEANS_ON]->(claim:Claim) WHERE claim.knownFrom > {p} }}",
        disputed="{x}.alternative IS NOT NULL",
    ),
    "Issue": LensRule(
        theatres="EXISTS {{ ({x})-[:IN_THEATRE]->(theatre:Theatre) WHERE theatre.key IN {t} }}",
        issues="{x}.key IN {p}",
    ),
}

NODES = (
    "Actor", "Theatre", "Place", "Issue", "Agreement", "Event", "Document", "RelationKind", "Claim", "Stance",
    "Judgement",
)  # fmt: skip
"""Types that are nodes of the store; `Relation` alone is a relationship."""

"""
Where each GraphQL field stands in the store.

Templates name the variable of the thing that carries the field `{x}`, that of what the field leads to `{y}`,
the relationship between them `{r}`. Only what stands here becomes Cypher text; values travel as parameters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import Literal

from linkage.api import sentences
from linkage.api.bindings import Arguments
from linkage.api.questions import Question
from linkage.api.search import Search

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
    order: str = ""
    """Which comes first where the pattern finds several."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Arguments that name it, and the property that each is compared with."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of other things, whole, in the order of `order`."""

    pattern: str
    order: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A list beside a page, under the page's arguments; of its lens perhaps only what is known."""

    pattern: str
    where: str
    only_known: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A connection to other things, in the order that the query asks for; a pattern may find one twice."""

    pattern: str
    where: str = ""
    repeats: bool = False
    beside: Mapping[str, Beside] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Linked:
    """A relation by its global id."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Other things that an expression holds, in its order."""

    expression: str


@dataclass(frozen=True, slots=True)
class Told:
    """A text made of a list; `pattern` finds what the expression needs."""

    expression: str
    make: Callable[[list[Anything]], str | None]
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed from one lens to another."""


@dataclass(frozen=True, slots=True)
class Between:
    """The shortest paths between two actors."""


@dataclass(frozen=True, slots=True)
class Worked:
    """
    What was found or worked out before the statement runs, as a map or, where the field is a list, as maps.

    `ask` makes the question of the arguments and of the names of the fields selected.
    """

    ask: Callable[[Arguments, frozenset[str]], Question]


Place = (
    Leaf | Part | Parts | One | Many | Page | Any | Subgraph | Lookup | Linked | Worked | Listed | Told | Diff | Between
)  # fmt: skip


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
        "claim": One("({y}:Record:Claim)", keys={"key": "key", "id": "id"}),
        "claims": Page("({y}:Claim)"),
        "relation": Linked(),
        "relations": Page(f"(:Actor)-[{{y}}:{RELATION}]->(:Actor)"),
        "subgraph": Subgraph(),
        "search": Worked(Search.of),
        "diff": Diff(),
        "paths": Between(),
        "node": Lookup(),
        "nodes": Lookup(),
    },
    "Actor": {
        **_leaves("id", "key", "name", "kind", "note"),
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
        "relations": Page(f"({{x}})-[{{y}}:{RELATION}]-(:Actor)"),
        "claims": Page("({x})<-[:SAME_AS*0..1]-(:Actor)<-[:SUBJECT|OBJECT]-({y}:Claim)", repeats=True),
        "statements": Page("({x})<-[:SAME_AS*0..1]-(:Actor)<-[:SPEAKER]-({y}:Claim)", repeats=True),
        "stances": Many(
            "({x})<-[:SAME_AS*0..1]-(:Actor)<-[:HELD_BY]-({y}:Stance)", "{y}.validFrom, {y}.key"
        ),
    },
    "Name": _leaves("text", "language", "script", "kind", "used"),
    "SearchHit": {
        **_leaves("rule", "score", "ambiguous"),
        "node": Any("({y}:Record {{id: {x}.id}})"),
        "name": One(bound="{x}.name"),
    },
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
        "parties": _actors("PARTY"),
    },
    "Event": {
        **_leaves("id", "key", "name", "note", "basis", "hypothetical"),
        **_VALIDITY,
        "theatre": _IN_THEATRE,
        "places": Many("({x})-[{r}:AT]->({y}:Place)", "{r}.position"),
        "parties": _actors("PARTY"),
    },
    "Document": {
        **_leaves("id", "key", "title", "published", "basis", "language", "address", "note"),
        "publisher": _actor("({x})-[:PUBLISHER]->"),
        "origin": One("({x})-[:ORIGIN]->({y}:Document)"),
        "claims": Page("({x})<-[:DOCUMENT]-({y}:Claim)"),
    },
    "RelationKind": _leaves("id", "key", "verb", "inverse", "family", "sign", "symmetric", "membership", "veto"),
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
        **_leaves("id", "key", "matter", "role", "dated", "basis", "saidOn", "hedge", "certainty", "origin"),
        **_leaves("summary", "coder", "note"),
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
            sentences.no_path,
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
        "sentence": Told(_HOP, sentences.hop, _SAID),
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

    def by(self, y: str) -> str:
        """What ORDER BY takes to sort `y` so."""
        return f"{self.expression.format(x=y)}{' DESC' if self.descending else ''}, {y}.id"


# Neo4j compares stored texts by code points and parameters by UTF-16 units, which differ beyond U+FFFF; what is
# concatenated counts as a parameter, so that ORDER BY and the place of a cursor agree.
_NAME = "({x}.name + '')"

ORDERS: dict[str, dict[str, Order]] = {
    "Actor": {
        "NAME_ASC": Order(_NAME),
        "NAME_DESC": Order(_NAME, descending=True),
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


def _key_of(link: str) -> Filter:
    """The key that what the link leads to is read under."""
    staying = STAYING.format(y="{f}").replace("{ ", "{{ ").replace(" }", " }}")
    pattern = f"({{x}})-[:{link}]->(:Record){STAYS}({{f}}:Record)"
    return Filter(("{f}.key",), f"EXISTS {{{{ {pattern} WHERE {staying} AND ({{test}}) }}}}")


FILTERS: dict[str, dict[str, Filter]] = {
    "Actor": {
        **_own("key", "kind"),
        "name": Filter(
            ("{f}",),
            "any({f} IN COLLECT {{ MATCH ({x})<-[:SAME_AS*0..1]-(actor:Actor) RETURN actor.name }}"
            " + COLLECT {{ MATCH ({x})<-[:SAME_AS*0..1]-(:Actor)<-[:NAMES]-(name:Name) RETURN name.text }}"
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
        "subject": _key_of("SUBJECT"),
        "object": _key_of("OBJECT"),
        "speaker": _key_of("SPEAKER"),
        "document": _key_of("DOCUMENT"),
        "theatre": Filter(("{f}",), "any({f} IN {x}.theatres WHERE {test})"),
    },
    "Document": {
        **_own("key", "title", "language", "publishedBy"),
        "publisher": _key_of("PUBLISHER"),
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

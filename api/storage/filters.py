"""What lists are narrowed by and in which order they come: lenses, filters, orders, as text of a statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from linkage.api.storage.places import STAYING, STAYS
from linkage.graph.lens import Disputed

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
    What one field of a lens asks of things `{x}` of one type; `{p}` is the parameter.

    `choices` holds instead of `condition` for fields of few values, and `otherwise` where the lens leaves the field
    out. A theatre stands for all that lies within it; `{known}` is what of `other` was known.
    """

    condition: str = ""
    choices: Mapping[object, str] = field(default_factory=dict)
    otherwise: str = ""


def _unless(disputed: str) -> LensRule:
    return LensRule(choices={Disputed.ONLY: disputed, Disputed.EXCLUDE: f"NOT ({disputed})"})


_HELD = LensRule("{x}.dated AND coalesce({x}.validFrom, {p}) <= {p} AND coalesce({x}.validTo, {p}) >= {p}")
_CERTAIN = LensRule("{x}.certainty >= {p}")

# By type, and by field of `linkage.graph.lens.Lens`. A field that a type does not have narrows nothing of it.
LENSES: dict[str, dict[str, LensRule]] = {
    "Relation": {
        "theatres": LensRule("{x}.theatre IN {p}"),
        "issues": LensRule("any(issue IN {x}.issues WHERE issue IN {p})"),
        "as_of": _HELD,
        "known_by": LensRule(
            "{x}.knownFrom <= {p} AND coalesce({x}.knownTo, {p}) >= {p}", otherwise="{x}.knownTo IS NULL"
        ),
        "min_certainty": _CERTAIN,
        "disputed": _unless("{x}.status IN ['DISPUTED', 'DENIED']"),
        # What claims make of the actors that they name is stored beside what they make of those whom these act for.
        "roll_up": LensRule(choices={True: "{x}.layer <> 'DIRECT'"}, otherwise="{x}.layer <> 'ROLLED'"),
    },
    "Claim": {
        "theatres": LensRule("any(theatre IN {x}.theatres WHERE theatre IN {p})"),
        "issues": LensRule("{x}.issue IN {p}"),
        "as_of": _HELD,
        "known_by": LensRule(
            "{x}.knownFrom <= {p} AND ({x}.withdrawnOn IS NULL OR {x}.withdrawnOn > {p})",
            otherwise="{x}.withdrawnOn IS NULL",
        ),
        "min_certainty": _CERTAIN,
        "disputed": _unless(
            "({x}.hedge = 'DENIED' OR EXISTS {{ ({x})<-[:DISPUTES]-(other:Claim) WHERE {known} }})"
        ),
    },
    "Stance": {
        "theatres": LensRule(
            "EXISTS {{ ({x})-[:ON]->(:Issue)-[:IN_THEATRE]->(theatre:Theatre) WHERE theatre.key IN {p} }}"
        ),
        "issues": LensRule("EXISTS {{ ({x})-[:ON]->(issue:Issue) WHERE issue.key IN {p} }}"),
        "as_of": _HELD,
        "known_by": LensRule("NOT EXISTS {{ ({x})-[:LEANS_ON]->(claim:Claim) WHERE claim.knownFrom > {p} }}"),
        "disputed": _unless("{x}.alternative IS NOT NULL"),
    },
    "Issue": {
        "theatres": LensRule("EXISTS {{ ({x})-[:IN_THEATRE]->(theatre:Theatre) WHERE theatre.key IN {p} }}"),
        "issues": LensRule("{x}.key IN {p}"),
    },
}

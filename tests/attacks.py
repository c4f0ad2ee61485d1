"""Requests made to hurt, with the code that each is refused with; None where it is to be answered."""

from typing import Any

from graphql import get_introspection_query

from linkage.graph.ids import global_id

PARSED, INVALID, CHOICE = "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE"
INPUT, COSTLY, NONE = "BAD_USER_INPUT", "TOO_COSTLY", "NOT_FOUND"


def asked(selection: str, head: str = "") -> str:
    return head + "{ " + selection + " }"


def many(times: int, text: str) -> str:
    """*text* again and again, `#` its number."""
    return " ".join(text.replace("#", str(number)) for number in range(times))


def within(levels: int, field: str, inner: str = "key") -> str:
    """*field* within itself."""
    return (field + " { ") * levels + inner + " }" * levels


def of_alder(selection: str) -> str:
    return asked('actor(key: "alder") { ' + selection + " }")


def claims(filter: str) -> str:
    return asked("claims(filter: { " + filter + " }) { totalCount }")


def doubling(levels: int, kind: str, inner: str) -> str:
    """Fragments that each spread the next twice, as *inner* has it (`@` is the next)."""
    chain = [f"fragment F{n} on {kind} {{ {inner} }}".replace("@", f"F{n + 1}") for n in range(levels)]
    return " ".join([*chain, f"fragment F{levels} on {kind} {{ key }}"])


def chained(levels: int) -> str:
    chain = [f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(levels)]
    return " ".join(["{ ...F0 }", *chain, f"fragment F{levels} on Query {{ __typename }}"])


def alternating(levels: int) -> dict[str, Any]:
    """AND within OR within AND: what doubles the work of a planner with each level."""
    found: dict[str, Any] = {"key": {"eq": "met"}}
    for _ in range(levels):
        found = {"OR": [{"AND": [found, {"kind": {"eq": "x"}}]}, {"issue": {"eq": "y"}}]}
    return found


def negated(levels: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(levels):
        found = {"NOT": found}
    return found


ALDER = global_id("Actor", "alder")
KEY = "query A($k: String!) { actor(key: $k) { key } }"
FIRST = "query A($k: Int!) { actors(first: $k) { nodes { key } } }"
LENS = "query A($k: LensInput) { relations(lens: $k) { totalCount } }"
FILTER = "query A($k: ClaimFilter) { claims(filter: $k) { totalCount } }"
PAGES = asked(
    "actors(first: $k) { nodes { claims(first: $k) { nodes { speakers { claims(first: $k) { totalCount } } } } } }"
)

DOCUMENTS = {
    # Size of the document
    "2,000 aliases of a root field": (asked(many(2_000, "a#: theatres { key }")), PARSED),
    "10,000 __typename": (asked(many(10_000, "a#: __typename")), PARSED),
    "1,000 operations": (many(1_000, "query A# { __typename }"), PARSED),
    "nesting of 300": (of_alder(within(300, "partOf")), PARSED),
    "nesting of 5,000": (of_alder(within(5_000, "partOf")), PARSED),
    "nesting of 5,000 inline fragments": (asked(within(5_000, "...", "__typename")), PARSED),
    "50,000 open braces": ("{" * 50_000, PARSED),
    "5,000 open brackets": ("{ claims(filter: { AND: " + "[" * 5_000, PARSED),
    "filters 400 deep": (claims(within(400, "NOT:", "")), PARSED),
    "a text of a million letters": (asked('actor(key: "' + "x" * 1_000_000 + '") { key }'), None),
    "a comment of a million letters": ("# " + "x" * 1_000_000 + "\n{ __typename }", None),
    "a million commas": ("," * 1_000_000 + "{ __typename }", None),
    "a field's name of 60,000 letters": (asked("a" * 60_000), INVALID),
    "an alias of 60,000 letters": (asked("a" * 60_000 + ": __typename"), None),
    # Size of what it asks for
    "22 doubling fragments": (
        asked("theatres { ...F0 } ") + doubling(22, "Theatre", "...@ ...@"), COSTLY,
    ),
    "9 doubling fragments through two aliases": (
        of_alder("...F0") + doubling(9, "Actor", "a: partOf { ...@ } b: partOf { ...@ }"), COSTLY,
    ),
    "12 doubling fragments through one field": (
        of_alder("...F0") + doubling(12, "Actor", "parts { ...@ } parts { ...@ }"), COSTLY,
    ),
    "100 aliases of a root field": (asked(many(100, "a#: theatres { key }")), COSTLY),
    "600 __typename": (asked(many(600, "a#: __typename")), COSTLY),
    "300 things within a thing": (of_alder(many(300, "a#: parts { key }")), COSTLY),
    "100 fragments over one field": (
        asked(many(100, "...F#")) + many(100, "fragment F# on Query { theatres { key } }"), COSTLY,
    ),
    "nesting of 100": (of_alder(within(100, "partOf")), COSTLY),
    "filters 100 deep": (claims(within(100, "NOT:", 'key: { eq: "met" }')), COSTLY),
    "200 filters side by side": (claims("OR: [" + many(200, '{ key: { eq: "#" } }') + "]"), COSTLY),
    "a large page of large pages": (
        asked("actors(first: 1000) { nodes { claims(first: 1000) { nodes { key } } } }"), COSTLY,
    ),
    "large pages of a hundred ids": (
        asked('nodes(ids: ["' + ALDER + '"]) { ... on Actor { claims(first: 1000) { nodes { speakers { key name kind } } } } }'),
        COSTLY,
    ),
    "introspection 29 times": (
        asked(many(29, "s#: __schema { types { fields { name args { name type { name } } } } }")), COSTLY,
    ),
    "introspection of 100 aliases": (
        asked("__schema { types { " + many(100, "a#: fields { type { name } args { name } }") + " } }"), COSTLY,
    ),
    "introspection as clients send it": (get_introspection_query(), None),
    # What cannot be valid, and the work of finding that out
    "1,900 times one field": (asked("theatres { " + many(1_900, "key") + " }"), INVALID),
    "490 times one field with fields": (of_alder(many(490, "parts { key }")), INVALID),
    "200 fragments in a chain": (chained(200), INVALID),
    "fragments in a circle": ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", INVALID),
    "a fragment in itself": ("{ ...A } fragment A on Query { ...A }", INVALID),
    "500 misspelt fields": (of_alder(many(500, "nam#")), INVALID),
    "a misspelt field": (asked("actr { key }"), INVALID),
    "a field that is called Variable": (asked("Variable"), INVALID),
    "a variable that is not declared": (asked("actor(key: $k) { key }"), INVALID),
    "a variable that nobody uses": ("query A($n: Int) { __typename }", INVALID),
    "400 variables that nobody uses": ("query A(" + many(400, "$v#: Int") + ") { __typename }", INVALID),
    "a variable of no type": ("query A($k: Nothing) " + asked("actor(key: $k) { key }"), INVALID),
    "a variable of another type": ("query A($k: Int!) " + asked("actor(key: $k) { key }"), INVALID),
    "a misspelt argument": (asked("actors(ordrBy: NAME_ASC) { totalCount }"), INVALID),
    "a misspelt enum": (asked("actors(orderBy: NAME_ASK) { totalCount }"), INVALID),
    "a misspelt filter": (claims("hedg: { eq: DENIED }"), INVALID),
    "a misspelt type": (asked("... on Qeury { __typename }"), INVALID),
    "900 directives that are not": (asked("theatres " + many(900, "@x") + " { key }"), INVALID),
    "@defer": (asked("theatres { ... @defer { key } }"), INVALID),
    "introspection within itself": (
        asked("__schema { types { fields { type { fields { type { fields { name } } } } } } }"), INVALID,
    ),
    # Which operation
    "nothing": ("", PARSED),
    "an operation without a field": ("{}", PARSED),
    "a query without a field": ("query A {}", PARSED),
    "a thing without a field": (of_alder("partOf {}"), PARSED),
    "garbage": ("}{ \x00", PARSED),
    "a mutation": ("mutation { load }", INVALID),
    "a subscription": ("subscription { claims }", INVALID),
    "a schema": ("type Query { x: Int }", INVALID),
    "a fragment and nothing else": ("fragment A on Query { __typename }", INVALID),
    "two operations, none named": ("query A { __typename } query B { __typename }", CHOICE),
    "300 operations": (many(300, "query A# { __typename }"), CHOICE),
    # Values
    "first: -1": (asked("actors(first: -1) { nodes { key } }"), INPUT),
    "first: 1001": (asked("actors(first: 1001) { nodes { key } }"), INPUT),
    "first: 2^31 - 1": (asked("actors(first: 2147483647) { nodes { key } }"), INPUT),
    "first: 2^31": (asked("actors(first: 2147483648) { nodes { key } }"), INVALID),
    "first of 50,000 digits": (asked("actors(first: " + "9" * 50_000 + ") { nodes { key } }"), INVALID),
    "a list of 10,001": (asked("places(first: 10001) { key }"), INPUT),
    "a list of -1": (of_alder("parts(first: -1) { key }"), INPUT),
    "lists within lists": (asked("theatres(first: 10000) { parts(first: 10000) { key } }"), COSTLY),
    "a subgraph of 20,001": (asked("subgraph(first: 20001) { totalCount }"), INPUT),
    "10,001 groups": (asked("claimCounts(by: ORIGIN, first: 10001) { totalCount }"), INPUT),
    "groups by nothing": (asked("claimCounts(by: []) { totalCount }"), INPUT),
    "a column 900 times": (asked("claimCounts(by: [" + many(900, "ORIGIN") + "]) { totalCount }"), None),
    "a number without end": (claims("certainty: { lt: 1e999 }"), None),
    "101 ids": (asked("nodes(ids: [" + many(101, f'"{ALDER}"') + "]) { id }"), INPUT),
    "Cypher in an id": (asked('node(id: "x\\") DETACH DELETE n //") { id }'), INPUT),
    "Cypher in a key": (asked('actor(key: "x\\"}) DETACH DELETE (n) //") { key }'), None),
    "Cypher in a filter": (claims('summary: { contains: "\') RETURN 1 //`" }'), None),
    "Cypher in a lens": (asked('relations(lens: { theatres: ["a` OR 1=1 //"] }) { totalCount }'), NONE),
    "a regular expression": (claims('summary: { contains: "(a+)+$" }'), None),
    "a null byte": (asked('actor(key: "a\\u0000b") { key }'), None),
    "half a character": (asked('actor(key: "\\ud800") { key }'), PARSED),
    "half a character, raw": (asked('actor(key: "\ud800") { key }'), PARSED),
    "half a character as a name": (asked("\ud800"), PARSED),
    "an id in Arabic letters": (asked('node(id: "ميناء") { id }'), INPUT),
    "a cursor of nobody's": (asked('actors(after: "x") { nodes { key } }'), INPUT),
    "a month for a day": (asked('relations(lens: { asOf: "2020-02" }) { totalCount }'), INVALID),
    "a day of 50,000 digits": (asked('relations(lens: { asOf: "' + "9" * 50_000 + '" }) { totalCount }'), INVALID),
    "a certainty of 2": (asked("relations(lens: { minCertainty: 2 }) { totalCount }"), INPUT),
    "900 theatres that are not": (
        asked("relations(lens: { theatres: [" + many(900, '"t#"') + "] }) { totalCount }"), NONE,
    ),
}  # fmt: skip

VARIABLES: dict[str, tuple[str, dict[str, Any], str | None]] = {
    "half a character as a key": (KEY, {"k": "\ud800"}, INPUT),
    "half a character as a day": (LENS, {"k": {"asOf": "\ud800"}}, INPUT),
    "half a character as a theatre": (LENS, {"k": {"theatres": ["\ud800"]}}, INPUT),
    "half a character that nobody asked for": ("{ __typename }", {"k": "\ud800"}, INPUT),
    "a null byte": (KEY, {"k": "\x00"}, None),
    "ten thousand texts for one": (KEY, {"k": ["a"] * 10_000}, INPUT),
    "a number of 30 digits": (FIRST, {"k": 10**30}, INPUT),
    "a whole number as a float": (FIRST, {"k": 2.0}, None),
    "true for a number": (FIRST, {"k": True}, INPUT),
    "null for a number": (FIRST, {"k": None}, INPUT),
    "nothing for a number": (FIRST, {}, INPUT),
    "null for a condition": ("query A($k: Boolean = true) { theatres @skip(if: $k) { key } }", {"k": None}, INPUT),
    "60,000 letters for a number": (FIRST, {"k": "x" * 60_000}, INPUT),
    "pages in pages": ("query A($k: Int!) " + PAGES, {"k": 1000}, COSTLY),
    "pages in pages by a float": ("query A($k: Int!) " + PAGES, {"k": 1000.0}, COSTLY),
    "pages in pages by a default": ("query A($k: Int! = 1000) " + PAGES, {}, COSTLY),
    "small pages in small pages by a default": ("query A($k: Int! = 3) " + PAGES, {}, None),
    "an unknown field of 5,000 letters": (LENS, {"k": {"x" * 5_000: 1}}, INPUT),
    "a misspelt field": (LENS, {"k": {"asof": "2020-01-01"}}, INPUT),
    "a misspelt enum": ("query A($k: [ActorOrder!]!) { actors(orderBy: $k) { totalCount } }", {"k": "NAME_ASK"}, INPUT),
    "filters 900 deep": (FILTER, {"k": negated(900)}, INPUT),
    "filters 100 deep": (FILTER, {"k": negated(100)}, COSTLY),
    "AND and OR 3 deep": (FILTER, {"k": alternating(3)}, COSTLY),
    "AND and OR 30 deep": (FILTER, {"k": alternating(30)}, COSTLY),
    "3,000 filters side by side": (FILTER, {"k": {"OR": [{"key": {"eq": str(n)}} for n in range(3_000)]}}, COSTLY),
    "3,000 empty filters": (FILTER, {"k": {"OR": [{}] * 3_000}}, COSTLY),
    "10,000 keys at once": (FILTER, {"k": {"key": {"in": [str(n) for n in range(10_000)]}}}, None),
}

OPERATIONS = {
    "that is not there": "B" * 5_000,
    "without a letter": "",
    "of half a character": "\ud800",
    "of Cypher": "A') RETURN 1 //",
}

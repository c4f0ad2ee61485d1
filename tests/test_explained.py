"""Every kind of statement that the API can send is understood by a real server, and none of it is going out of use."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_argument,
)
from neo4j import Driver, GraphDatabase

from linkage.api.compiler.cursors import encode
from linkage.api.storage.orders import ORDERS
from linkage.graph.ids import global_id
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.generation import STATE
from linkage.graph.store.statements import statement, statement_names
from tests.recording import Recorder, every_field, recording
from tests.reference import SCHEMA
from tests.routes import SMALL
from tests.test_cypher import misunderstood

assert SCHEMA.query_type is not None
QUERY = SCHEMA.query_type.fields
ALDER = global_id("Actor", "alder")
BARE_LENS = '{ asOf: "2020-05-15" }'
BY_TYPE = {"String": '"alder"', "ID": f'"{ALDER}"', "Int": "1", "Float": "0.5", "Boolean": "true", "Date": '"2020-05-15"'}  # fmt: skip
BY_NAME = {
    "disputed": "EXCLUDE", "draws": "0", "throughHubs": "false", "theatres": '["bay", "ridge"]', "issues": '["quay-toll"]', "datasets": '["small"]',
    "paths.to": '"cedar-front"', "leverageByMonth.from": '"2020-05"', "leverageByMonth.to": '"2020-06"',
    "package.actors": '["alder", "birch"]',
    **{f"{kind.lower()}Counts.by": f"[{' '.join(SCHEMA.type_map[f'{kind}Grouping'].values)}]" for kind in ("Claim", "Relation")},  # type: ignore[attr-defined]
}  # fmt: skip
"""Values that cannot be any of their type, or that have to be this one to change the statement."""
ELSEWHERE = {
    "after",
    "before",
    "last",
    "suppose",
    "claim.id",
    "package.issues",
    "backtest.agreements",
    "noAgreement",
    "redLines",
    "notWithout",
}
"""Arguments that are given by themselves or change no statement."""
ENDS = 'from: "alder", to: "cedar-front"'
TURNS = 'from: { asOf: "2020-02-01", knownBy: "2020-12-31" }, to: { asOf: "2020-08-10" }'
"""Between which ties begin and are disputed."""
PARTS = f"""{{ paths({ENDS}) {{ reason }} avoiding: paths({ENDS}, throughHubs: false) {{ reason }}
  diff({TURNS}) {{ totalCount }} relations {{ nodes {{ spell {{ ending }} }} }} }}"""
"""What is put together of files that are parts of statements."""
SORTED = {"text": "x", "number": 0.5, "day": "2020-05-15"}


def literal(name: str, kind: Any) -> str:
    """A value of an input type; of an input object every field, but of filters what compares with values and keys alone."""
    inner = get_named_type(kind)
    if isinstance(inner, GraphQLInputObjectType):
        fields = {
            key: item
            for key, item in inner.fields.items()
            if key != "is" and not is_of_related(inner, get_named_type(item.type))
        }
        text = f"{{ {', '.join(f'{key}: {literal(key, item.type)}' for key, item in fields.items())} }}"
    elif isinstance(inner, GraphQLEnumType):
        text = next(iter(inner.values))
    else:
        text = BY_TYPE[inner.name]
    text = BY_NAME.get(name, BY_NAME.get(name.split(".")[-1], text))
    return f"[{text}]" if is_list_type(get_nullable_type(kind)) and not text.startswith("[") else text


def is_of_related(within: GraphQLNamedType, kind: GraphQLNamedType) -> bool:
    """Whether an input is for the things of a filter itself once more, or for several that they are related to."""
    return kind is within or kind.name.endswith("ListFilter")


def arguments(field: str, *, full: bool) -> str:
    """Every argument of a root field, or only those that it needs, with a lens of a day and nothing else."""

    def value(name: str, argument: GraphQLArgument) -> str:
        is_lens = get_named_type(argument.type).name == "LensInput"
        return BARE_LENS if is_lens and not full else literal(f"{field}.{name}", argument.type)

    chosen = {
        name: argument
        for name, argument in QUERY[field].args.items()
        if (full or is_required_argument(argument) or field == "claim") and not {name, f"{field}.{name}"} & ELSEWHERE
    }
    texts = [f"{name}: {value(name, argument)}" for name, argument in chosen.items()]
    return f"({', '.join(texts)})" if texts else ""


LENS = literal("lens", SCHEMA.type_map["LensInput"])


def selections(field: str, lens: str) -> list[str]:
    """Selections that have everything in them between them."""
    kind = get_named_type(QUERY[field].type)
    if isinstance(kind, GraphQLInterfaceType):
        return [f"... on {each.name} {{ {every_field(each.name, lens)} }}" for each in SCHEMA.get_possible_types(kind)]
    assert isinstance(kind, GraphQLObjectType)
    if field == "leverageByMonth":  # has more in it than one operation may ask for
        others = [name for name in kind.fields if name != "leverage"]
        return [every_field(kind.name, lens, names) for names in (["leverage"], others)]
    if not kind.name.endswith("Connection"):
        return [every_field(kind.name, lens)]
    node = every_field(kind.name.removesuffix("Connection"), lens)
    return [f"totalCount pageInfo {{ endCursor }} edges {{ cursor node {{ {node} }} }}"]


def documents() -> Iterator[Any]:
    """Each root field of the schema bare and with all that narrows it, and each order with a cursor."""
    for field, definition in QUERY.items():
        for full in (False, True):
            for number, selection in enumerate(selections(field, LENS if full else "")):
                text = f"{{ {field}{arguments(field, full=full)} {{ {selection} }} }}"
                yield pytest.param(text, id=f"{field} {'full' if full else 'bare'} {number}")
        kind = get_named_type(definition.type).name.removesuffix("Connection")
        for order, rule in ORDERS[kind].items() if "orderBy" in definition.args and "after" in definition.args else ():
            after = encode(f"{kind}.{order}", SORTED[rule.kind], "id")
            text = f'{{ {field}(orderBy: {order}, after: "{after}") {{ nodes {{ id }} }} }}'
            yield pytest.param(text, id=f"{field} {order}")
            text = f'{{ {field}(orderBy: {order}, before: "{after}", last: 2) {{ nodes {{ id }} }} }}'
            yield pytest.param(text, id=f"{field} {order} from the end")
    yield pytest.param(f'{{ claim(id: "{ALDER}") {{ key }} }}', id="claim by id")
    yield pytest.param('{ paths(from: "alder", to: "cedar-front", throughHubs: false) { reason } }', id="hubs")
    yield pytest.param(f"{{ diff({TURNS}) {{ totalCount }} }}", id="turns")


UNSAID = """CREATE (spoken:Record {ended: ''}), (other:Record), (spoken)-[:ADDS_TO]->(other),
(spoken)-[:SALIENCE_LEANS_ON]->(other), (spoken)-[:SALIENCE_FALLS_WITH]->(other),
(spoken)-[:CAPABILITY_LEANS_ON]->(other), (spoken)-[:CAPABILITY_FALLS_WITH]->(other),
(spoken)-[:PART_OF_ISSUE]->(other), (spoken)-[:OVERLAPS]->(other), (point:IssuePoint {footing: ""}),
(point)-[:POINT_OF]->(other), (point)-[:AGREED_IN]->(other), (point)-[:TOLD_BY]->(other) DETACH DELETE spoken, other, point"""
"""What nothing in the data set has; a server remembers words that were once in use."""


NAMED = "CREATE (:JournalEntry {id: 'alder', number: 0, at: datetime()})"
"""A change whose cursor is the text that every argument of that type gets."""


@pytest.fixture(scope="module")
def recorder(database: Connection) -> Iterator[Recorder]:
    with Store(database) as store:
        store.rows(UNSAID)
        with recording(database, SMALL) as made:
            store.rows(NAMED)
            yield made


@pytest.fixture(scope="module")
def driver(database: Connection) -> Iterator[Driver]:
    with GraphDatabase.driver(database.uri, auth=(database.user, database.password)) as made:
        yield made


def looked_up(plan: Any) -> list[str]:
    """What the leaves of a plan look up, in their order: of two branches the left one goes first."""
    if "Argument" in plan["operatorType"]:
        return []
    below = [detail for child in plan.get("children", ()) for detail in looked_up(child)]
    return below or [plan["args"].get("Details", "")]


@pytest.mark.parametrize("document", list(documents()))
def test_the_server_knows_every_word_of_a_compiled_statement(recorder: Recorder, driver: Driver, document: str) -> None:
    plans = recorder.service.prepare(document).plans
    texts = recorder.ask(document)
    with driver.session() as session:
        summaries = [session.run(f"EXPLAIN {text}", values).consume() for text, values in recorder.sent]

    assert [plan.text for plan in plans.values()] == texts[-1:]
    assert [problem for summary in summaries for problem in misunderstood(summary)] == []
    watching = [summary for (text, _), summary in zip(recorder.sent, summaries, strict=True) if STATE in text]
    assert summaries[-1] in watching
    for summary in watching:  # twice, and each time who it is that announced a change
        last = looked_up(summary.plan)[-4:]
        assert [("Generation" in detail, "Lease" in detail) for detail in last] == [(True, False), (False, True)] * 2


@pytest.mark.parametrize("name", [name for name in statement_names() if statement(name).sees or statement(name).holes])
def test_every_file_that_is_a_part_goes_into_a_statement(recorder: Recorder, name: str) -> None:
    fillings = dict.fromkeys(statement(name).holes, "\n")
    lines = [line.strip() for line in statement(name).filled(**fillings).splitlines()]

    sent = recorder.ask(PARTS)

    assert not [line for line in lines if not any(line in text for text in sent)]

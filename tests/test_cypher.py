"""Every statement of cypher/ against a real server: it is understood, it does its work, and reading never writes."""

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from neo4j import READ_ACCESS, Driver, GraphDatabase, ResultSummary
from neo4j.exceptions import ClientError

from linkage.graph.errors import StatementTimeoutError, StoreError
from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.ids import global_id
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.reader import Reader
from linkage.graph.store.statements import statement, statement_names
from linkage.ingest.rows import OWNED
from tests.asking import asking
from tests.routes import SMALL

ALDER, FRONT = global_id("Actor", "alder"), global_id("Actor", "cedar-front")
PAIR = "BACKS|alder|cedar-front"
DYAD = "alder|cedar-front"
RUN = {"id": "run", "dataset": "small", "version": "v", "expected": 3, "done": 3, "relations": 1}
VERSION = {"id": "new", "pair": PAIR, "layer": "BOTH", "claims": [], "knownFrom": date(2020, 1, 1)}

VALUES: dict[str, dict[str, Any]] = {
    "digest.records": {"after": "", "limit": 10},
    "export.datasets": {},
    "export.head": {"dataset": "small"},
    "export.records": {"dataset": "small", "file": "actors.yaml", "first": 0, "end": 10, "owned": list(OWNED)},
    "generation.advance": {"dataset": "small", "relations": 2},
    "generation.announce": {"lease": 1},
    "generation.settle": {},
    "lease.cut_off": {"number": -1},
    "lease.give_back": {"number": -1},
    "lease.renew": {"number": -1, "seconds": 30.0},
    "lease.state": {},
    "lease.take": {"number": -1, "dead": False, "holder": "test", "host": "here", "process": 1, "seconds": 30.0},
    "journal.entries": {"after": "", "limit": 10},
    "journal.note": {"pages": [{"id": "1", "dataset": "small", "kind": "Actor", "how": "ADDED", "ids": [ALDER]}]},
    "journal.records": {"change": "none", "page": "", "index": 0, "limit": 10},
    "library.datasets": {},
    "library.judgements": {"datasets": ["other"]},
    "library.users": {"dataset": "small", "owned": list(OWNED)},
    "load.replan": {},
    "generation.observe": {},
    "load.advance_run": {"id": "run", "done": 2},
    "load.close_run": {"id": "run", "relations": 1},
    "load.digests": {"ids": [ALDER, "none"]},
    "load.last_run": {"dataset": "small"},
    "load.open_run": {"id": "next", "dataset": "small", "version": "v", "expected": 1, "who": None},
    "load.pending": {"ids": ["counted"]},
    "load.places": {"places": [[ALDER, "actors.yaml", 9]]},
    "load.release_keys": {"ids": [ALDER]},
    "load.records": {
        "rows": [{
            "id": ALDER, "label": "Actor", "properties": {"id": ALDER, "key": "alder"},
            "links": [{"type": "PART_OF", "target": FRONT, "position": 0}],
        }],
        "owned": list(OWNED),
    },
    "load.remove": {"ids": [ALDER]},
    "load.restore_runs": {
        "runs": [{**RUN, "startedAt": "2020-01-01T00:00:00Z", "closedAt": None}],
    },
    "load.room": {},
    "load.runs": {},
    "load.stored": {"dataset": "small", "after": "", "limit": 10},
    "migrations.0025-derive-layers": {},
    "migrations.0026-kind-aspect": {},
    "migrations.0042-stance-needs": {},
    "migrations.0043-figure-claims": {},
    "migrations.0048-first-journal-entry": {},
    "migrations.0032-dyads": {},
    "migrations.0033-relation-basis": {},
    "migrations.0036-no-double-relation": {},
    "migrations.0040-first-generation": {},
    "migrations.applied": {},
    "migrations.record": {"name": "9999-none"},
    "relations.count_pending": {},
    "relations.evidence": {"dyads": [DYAD]},
    "relations.memberships": {"actors": ["alder"]},
    "relations.pending": {"after": "", "limit": 10},
    "relations.replace": {
        "dyads": [{
            "dyad": DYAD, "number": 0, "left": ALDER, "right": FRONT,
            "ties": [{"family": "BACKS", "forward": True, "versions": [VERSION]}],
        }],
        "families": RELATIONSHIP_TYPES,
    },
    "soundness.adopt": {"rows": [[ALDER, "other"]]},
    "soundness.copies": {"id": ALDER},
    "soundness.digests": {"rows": [[ALDER, "other"]]},
    "soundness.doubles": {"limit": 10},
    "soundness.dyads": {"after": "", "limit": 10},
    "soundness.files": {"dataset": "small"},
    "soundness.generation": {},
    "soundness.indexes": {},
    "soundness.labels": {"rows": [[ALDER, "Place", ["Actor"]]]},
    "soundness.lost_marks": {},
    "soundness.nameless": {},
    "soundness.neighbours": {"ids": [ALDER]},
    "soundness.open_runs": {},
    "soundness.properties": {"rows": [[ALDER, {"folded": "x"}]]},
    "soundness.records": {"after": "", "limit": 10, "families": RELATIONSHIP_TYPES},
    "soundness.relations": {"rows": [{"dyad": DYAD, "left": ALDER, "right": FRONT}], "families": RELATIONSHIP_TYPES},
    "soundness.release": {"ids": [ALDER]},
    "soundness.release_dyads": {"dyads": [DYAD]},
    "soundness.remove_copies": {"id": "bare", "stays": 1, "families": RELATIONSHIP_TYPES},
    "soundness.remove_doubled_links": {"ids": [ALDER], "owned": ["LIKES"]},
    "soundness.remove_marks": {"dyads": ["nobody|nobody"]},
    "soundness.remove_nameless": {},
    "soundness.remove_relations": {"rows": [[ALDER, FRONT]], "families": RELATIONSHIP_TYPES},
    "soundness.remove_unknown_links": {"ids": [ALDER], "known": RELATIONSHIP_TYPES},
    "soundness.shared_keys": {"label": "Actor", "limit": 10},
    "soundness.strip": {"ids": [ALDER], "owned": list(OWNED)},
    "soundness.unclaimed": {"dyads": [DYAD]},
    "search.candidates": {"queries": ["alder"], "kinds": ["Actor", "Place"], "limit": 10},
    "search.indexes": {},
}  # fmt: skip

SETTING = """
MATCH (claim:Claim {pair: $pair}) WITH claim LIMIT 1
SET claim.id = 'claim', claim.dyad = NULL
MERGE (run:Run {id: 'run'}) SET run += $run
MERGE (:Pending {dyad: 'nobody|nobody'})
MERGE (:Pending {pair: 'BACKS|nobody|nobody'})
MERGE (:RelationKind {key: 'of an older text'})
MERGE (:Stance {key: 'of an older text'})
MERGE (:Record:Claim {id: 'counted', dyad: 'nobody|somebody'})
MERGE (lease:Lease {name: 'writer'}) SET lease = {
  name: 'writer', number: -1, holder: '', host: '', process: 0, since: datetime(), until: datetime()
}
MERGE (generation:Generation {name: 'graph'}) SET generation = {
  name: 'graph', number: 1, id: '', since: datetime(), changing: 1, announced: datetime(),
  building: 'small', buildingSince: datetime()
}
WITH claim
MATCH (alder:Actor {key: 'alder'}), (front:Actor {key: 'cedar-front'})
MERGE (:Record {id: 'bare'})
MERGE (:Record:Addition {id: 'addition'})-[:ADDS_TO]->(alder)
CREATE (:Record), (alder)-[:LIKES]->(front), (alder)-[:LIKES]->(front)
CREATE (alder)-[:BACKED {id: 'twice', pair: $pair}]->(front), (alder)-[:BACKED {id: 'twice', pair: $pair}]->(front)
"""
"""What the values above speak of, made and taken back with each test."""

MISUNDERSTOOD = {"UNRECOGNIZED", "DEPRECATION", "UNSUPPORTED"}
PARTS = [name for name in statement_names() if statement(name).sees or statement(name).holes]
READING = [name for name in statement_names() if statement(name).access == "read" and name not in PARTS]
WRITING = [name for name in statement_names() if statement(name).access == "write"]


@pytest.fixture(scope="module")
def driver(database: Connection) -> Iterator[Driver]:
    with (
        asking(database, SMALL),
        GraphDatabase.driver(database.uri, auth=(database.user, database.password)) as made,
    ):
        yield made


def values(name: str) -> dict[str, Any]:
    if name not in VALUES:
        pytest.fail(f"{name} has no values: give it some in VALUES of tests/test_cypher.py")
    given, wanted = set(VALUES[name]), statement(name).parameters
    if given != wanted:
        pytest.fail(f"{name} takes {sorted(wanted)}, VALUES of tests/test_cypher.py has {sorted(given)}")
    return VALUES[name]


def misunderstood(summary: ResultSummary) -> list[str]:
    """What the server does not know of a statement, or will not know for long."""
    return [
        status.status_description for status in summary.gql_status_objects if status.raw_classification in MISUNDERSTOOD
    ]


@pytest.mark.parametrize("name", READING + WRITING)
def test_the_server_knows_every_word_of_a_statement(driver: Driver, name: str) -> None:
    with driver.session() as session, session.begin_transaction() as transaction:
        transaction.run(SETTING, pair=PAIR, run=RUN).consume()
        summary = transaction.run("EXPLAIN " + statement(name).text, values(name)).consume()
        transaction.rollback()

    assert misunderstood(summary) == []


@pytest.mark.parametrize("name", READING)
def test_a_reading_statement_returns_one_record_of_the_columns_it_names(driver: Driver, name: str) -> None:
    with driver.session(default_access_mode=READ_ACCESS) as session:
        result = session.run(statement(name).text, values(name))
        keys, records = tuple(result.keys()), list(result)

    assert (keys, len(records)) == (statement(name).returns, 1)


@pytest.mark.parametrize("name", WRITING)
def test_a_writing_statement_changes_the_store(driver: Driver, name: str) -> None:
    with driver.session() as session, session.begin_transaction() as transaction:
        transaction.run(SETTING, pair=PAIR, run=RUN).consume()
        result = transaction.run(statement(name).text, values(name))
        keys, summary = tuple(result.keys()), result.consume()
        transaction.rollback()

    assert keys == statement(name).returns
    assert summary.counters.contains_updates


@pytest.mark.parametrize("name", WRITING)
def test_a_reading_session_refuses_to_write(driver: Driver, name: str) -> None:
    with (
        driver.session(default_access_mode=READ_ACCESS) as session,
        pytest.raises(ClientError) as caught,
    ):
        session.run(statement(name).text, values(name)).consume()

    assert caught.value.code == "Neo.ClientError.Statement.AccessMode"


def test_the_reader_of_the_api_refuses_to_write(driver: Driver, database: Connection) -> None:
    async def write() -> None:
        async with Reader(database) as reader:
            await reader.record("CREATE (thing:Intruder) RETURN count(thing) AS made", {})

    with pytest.raises(StoreError):
        asyncio.run(write())

    with driver.session() as session:
        assert session.run("MATCH (thing) WHERE 'Intruder' IN labels(thing) RETURN thing").values() == []


def test_a_statement_that_takes_too_long_is_told_apart(driver: Driver, database: Connection) -> None:
    async def count() -> None:
        async with Reader(database, timeout=0.2) as reader:
            await reader.record("UNWIND range(1, 1000000000) AS x RETURN count(sin(x))", {})

    with pytest.raises(StatementTimeoutError, match=r"more than 0\.2 seconds"):
        asyncio.run(count())


def test_migrations_are_applied_once_and_could_be_applied_again(driver: Driver, database: Connection) -> None:
    every = [name for name in statement_names() if name.startswith("migrations.0")]

    with Store(database) as store:
        nothing = store.migrate()
        with driver.session() as session:
            session.run("MATCH (migration:Migration) DELETE migration").consume()
        again = store.migrate()
        with driver.session() as session:
            states = session.run("SHOW INDEXES YIELD state RETURN collect(DISTINCT state)").single(strict=True)[0]

    assert (nothing, again, states) == ([], every, ["ONLINE"])

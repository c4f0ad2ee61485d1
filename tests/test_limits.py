"""What is made to hurt is answered, or refused with a code: soon, briefly, and without telling too much."""

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from linkage.api.http import limits
from linkage.api.http.service import Service
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from tests.asking import asking
from tests.attacks import (
    CHOICE,
    COSTLY,
    DOCUMENTS,
    OPERATIONS,
    VARIABLES,
    alternating,
    asked,
    many,
    of_alder,
    within,
)
from tests.routes import SMALL

CPU = 0.5
"""Seconds of our own process; the worst take a third of it on an idle machine."""
SECRETS = ("Did you mean", "MATCH", "CALL (", "bolt:", "neo4j", "Traceback", "linkage.")

Answer = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def answer(database: Connection) -> Iterator[Answer]:
    with asking(database, SMALL), asyncio.Runner() as runner:
        reader = Reader(database, timeout=120)  # how long the server takes is for benchmarks
        service = Service(reader.record)

        def answered(*request: Any) -> dict[str, Any]:
            return runner.run(service.answer(*request))

        answered("{ theatres { key } }")
        gc.collect()
        gc.freeze()  # going through what other tests left in this process is no work of a document
        yield answered
        gc.unfreeze()
        runner.run(reader.__aexit__())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_answered_or_refused(answer: Answer, name: str) -> None:
    document, code = DOCUMENTS[name]

    assert _codes(answer, document) == {code} - {None}


@pytest.mark.parametrize("name", VARIABLES)
def test_variables_are_taken_or_refused(answer: Answer, name: str) -> None:
    document, variables, code = VARIABLES[name]

    assert _codes(answer, document, variables) == {code} - {None}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_refused(answer: Answer, name: str) -> None:
    assert _codes(answer, "query A { __typename }", None, OPERATIONS[name]) == {CHOICE}


def _codes(answer: Answer, *request: Any) -> set[str]:
    """The codes of an answer that came soon and says nothing that it should not."""
    started = time.process_time()
    found = answer(*request)
    spent = time.process_time() - started

    errors = found.get("errors", [])
    messages = [error["message"] for error in errors]
    assert spent < CPU
    assert len(orjson.dumps(found)) < 500_000
    assert len(errors) <= 21
    assert max(map(len, messages), default=0) <= 300
    assert not [secret for secret in SECRETS if secret in " ".join(messages)]
    assert found.get("data") is not None or errors
    return {error["extensions"]["code"] for error in errors}


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param('relations(lens: { theatres: ["nowhere"] }) { totalCount }', id="a page"),
        pytest.param('subgraph(lens: { theatres: ["nowhere"] }) { totalCount }', id="a subgraph"),
        pytest.param('issues(lens: { theatres: ["nowhere"] }) { key }', id="a list"),
        pytest.param('paths(from: "alder", to: "alder") { reason }', id="paths"),
        pytest.param('tensions(theatres: ["nowhere"]) { balanced }', id="an analysis"),
        pytest.param('nodes(ids: ["x"]) { id }', id="a lookup"),
    ],
)
def test_a_root_field_that_is_refused_leaves_the_others(answer: Answer, refused: str) -> None:
    found = answer(f"{{ a: theatres {{ key }} refused: {refused} b: actors(first: 1) {{ totalCount }} }}")

    assert [error["path"] for error in found["errors"]] == [["refused"]]
    assert found["data"]["refused"] is None and found["data"]["a"] and found["data"]["b"]["totalCount"] > 1


def test_everything_is_still_there_afterwards(answer: Answer) -> None:
    assert answer("{ claims { totalCount } }")["data"]["claims"]["totalCount"] == 37


@pytest.mark.parametrize(
    ("at", "above"),
    [
        pytest.param(
            of_alder(within(limits.DEPTH - 2, "partOf")),
            of_alder(within(limits.DEPTH - 1, "partOf")),
            id="levels",
        ),
        pytest.param(
            asked(many(limits.ROOT_FIELDS, "a#: theatres { key }")),
            asked(many(limits.ROOT_FIELDS + 1, "a#: theatres { key }")),
            id="root fields",
        ),
        pytest.param(
            asked(many(limits.ANALYSES, 'a#: tensions(theatres: ["bay", "ridge"]) { balanced }')),
            asked(many(limits.ANALYSES + 1, 'a#: tensions(theatres: ["bay", "ridge"]) { balanced }')),
            id="analyses",
        ),
        pytest.param(
            of_alder(many(limits.PARTS - 1, "a#: partOf { key }")),
            of_alder(many(limits.PARTS, "a#: partOf { key }")),
            id="things within things",
        ),
        pytest.param(
            asked("actors(first: 1000) { nodes { claims(first: 900) { totalCount } } }"),
            asked("actors(first: 1000) { nodes { claims(first: 1000) { totalCount } } }"),
            id="values",
        ),
        pytest.param(
            asked("actors(last: 1000) { nodes { claims(last: 900) { totalCount } } }"),
            asked("actors(last: 1000) { nodes { claims(last: 1000) { totalCount } } }"),
            id="values of pages from the end",
        ),
        pytest.param(
            asked("issues(first: 1000) { stances(first: 900) { key } }"),
            asked("issues(first: 1000) { stances(first: 1000) { key } }"),
            id="values of lists",
        ),
        pytest.param(
            asked("claimCounts(by: ORIGIN, first: 10000) { groups { origin { claims(first: 90) { totalCount } } } }"),
            asked("claimCounts(by: ORIGIN, first: 10000) { groups { origin { claims(first: 100) { totalCount } } } }"),
            id="values of groups",
        ),
    ],
)
def test_a_query_at_a_limit_is_answered_and_one_above_it_refused(answer: Answer, at: str, above: str) -> None:
    assert "errors" not in answer(at)
    assert answer(above)["errors"][0]["extensions"]["code"] == COSTLY


def test_a_filter_at_the_limits_is_answered(answer: Answer) -> None:
    document = "query A($k: ClaimFilter) { claims(filter: $k) { totalCount } }"
    deepest = alternating(limits.FILTER_DEPTH // 2)

    found = answer(document, {"k": deepest})

    assert found["data"] == {"claims": {"totalCount": 0}}


def test_a_database_that_does_not_answer_is_not_named(database: Connection) -> None:
    gone = Connection("bolt://127.0.0.1:1", database.user, database.password)

    async def answered() -> dict[str, Any]:
        async with Reader(gone) as reader:
            return await Service(reader.record).answer("{ theatres { key } }")

    [error] = asyncio.run(answered())["errors"]

    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert "127.0.0.1" not in error["message"]

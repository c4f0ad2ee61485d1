"""Statements are planned before anybody asks: the very ones that will be sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from linkage.api.http.accounts import account_opened
from linkage.api.http.planning import plan_ahead, questions
from linkage.api.http.service import Service
from linkage.api.http.trusted import TrustedDocuments
from linkage.graph.errors import StoreError
from linkage.graph.lens import Lens
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from linkage.visualizations.network.view import QUERY, network_variables
from tests.emptied import filled

AWAY = Connection("bolt://127.0.0.1:1", "neo4j", "secret")
OPENING = Lens.from_address("theatre=valley&theatre=coast&as-of=2020-09-16&roll-up=yes")


@pytest.fixture(scope="module")
def loaded(database: Connection) -> Iterator[Connection]:
    with filled(database) as connection:
        yield connection


def with_reader(connection: Connection, course: Callable[[Reader], Awaitable[Any]]) -> Any:
    async def opened() -> Any:
        async with Reader(connection, timeout=120) as reader:
            return await course(reader)

    return asyncio.run(opened())


def test_what_is_planned_is_what_is_sent(loaded: Connection) -> None:
    lens = Lens.from_address("as-of=2020-09-16")

    async def course(reader: Reader) -> None:
        service = Service(reader.record)
        planned = await service.statements(QUERY, network_variables(lens))
        with account_opened() as account:
            answer = await Service(reader.record).answer(QUERY, network_variables(lens))

        assert "errors" not in answer and planned
        assert sorted(planned) == sorted(run.text for run in account.statements)

    with_reader(loaded, course)


def test_every_question_of_the_pages_is_one_that_the_database_plans(loaded: Connection) -> None:
    trusted = TrustedDocuments(
        {"names": "{ theatres { key } }", "one": "query($k: String!) { actor(key: $k) { key } }"}
    )
    asked = questions(OPENING, trusted)

    async def course(reader: Reader) -> None:
        service = Service(reader.record)
        texts = [await service.statements(document, variables) for document, variables in asked]
        await plan_ahead(service, reader, asked)

        *own, names, one = texts
        assert all(own) and len(names) == 1 and one == []

    with_reader(loaded, course)


def test_a_statement_that_cannot_be_planned_is_told(loaded: Connection) -> None:
    with pytest.raises(StoreError):
        with_reader(loaded, lambda reader: reader.plan("RETURN", {}))


def test_planning_reads_nothing_and_gives_up_where_the_database_is_away(caplog: pytest.LogCaptureFixture) -> None:
    with_reader(AWAY, lambda reader: plan_ahead(Service(reader.record), reader, questions(OPENING)))

    assert [record.levelname for record in caplog.records if "planned ahead" in record.getMessage()] == ["WARNING"]


def test_pages_without_two_theatres_or_a_day_have_no_trades_to_plan() -> None:
    assert len(questions(Lens())) == 1

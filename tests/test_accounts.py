"""What an answer cost and how it was got, told to whoever asks for it."""

from collections.abc import Iterator

import httpx
import pytest

from linkage.api.http.front import Access
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.emptied import filled
from tests.serving import served

QUERY = "query Names($first: Int!) { a: actors(first: $first) { nodes { key name } } theatres { key } }"


@pytest.fixture(scope="module")
def client(database: Connection, settings: Settings) -> Iterator[httpx.Client]:
    with (
        filled(database),
        served(database, settings, Access(plans=True)) as address,
        httpx.Client(base_url=address, timeout=120) as opened,
    ):
        yield opened


def ask(client: httpx.Client, query: str = QUERY, **extensions: object) -> dict[str, dict[str, dict[str, object]]]:
    sent = {"query": query, "variables": {"first": 2}, "extensions": extensions}
    answer: dict[str, dict[str, dict[str, object]]] = client.post("/graphql", json=sent).json()
    return answer


def test_an_answer_tells_what_it_cost_to_who_asks(client: httpx.Client) -> None:
    plain, told = ask(client), ask(client, cost=True)
    cost = told["extensions"]["cost"]

    assert "cost" not in plain["extensions"] and told["data"] == plain["data"]
    assert (cost["statements"], cost["allowed"]) == (2, 1_000_000)
    assert cost["answered"] == 2 * 2 + len(plain["data"]["theatres"])
    assert isinstance(cost["requested"], int) and cost["requested"] > 2 * 2
    assert isinstance(cost["storeMilliseconds"], float) and cost["storeMilliseconds"] > 0


def test_the_cost_of_what_asks_nothing_of_the_database_is_told_too(client: httpx.Client) -> None:
    cost = ask(client, "{ __typename }", cost=True)["extensions"]["cost"]

    assert (cost["statements"], cost["answered"], cost["storeMilliseconds"]) == (0, 1, 0)


@pytest.mark.parametrize("query", ["{ nope", "{ nope }"])
def test_what_was_not_weighed_has_no_cost(client: httpx.Client, query: str) -> None:
    answer = ask(client, query, cost=True)

    assert "errors" in answer and "cost" not in answer.get("extensions", {})


def test_a_server_for_those_who_develop_tells_its_statements(client: httpx.Client) -> None:
    statements = ask(client, plan=True)["extensions"]["plan"]

    assert isinstance(statements, list) and len(statements) == 2
    assert all("RETURN" in each["statement"] for each in statements)
    assert any(2 in (value, value - 1) for each in statements for value in _numbers(each["parameters"]))


def test_any_other_server_keeps_them(settings: Settings) -> None:
    away = Connection("bolt://127.0.0.1:1", "neo4j", "secret")
    with served(away, settings) as address:
        asked = {"query": "{ __typename }", "extensions": {"plan": True}}
        answer = httpx.post(f"{address}/graphql", json=asked, timeout=120)

    assert answer.status_code == 400 and "LINKAGE_PLANS=yes" in answer.text


def _numbers(value: object) -> Iterator[int]:
    match value:
        case dict():
            for each in value.values():
                yield from _numbers(each)
        case bool():
            pass
        case int():
            yield value

"""GraphQL over HTTP: media types, status codes and refusals, against a real server and a real Neo4j."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from graphql import build_schema

from linkage.api.schema.build import sdl
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from tests.serving import served

JSON = {"content-type": "application/json"}
GRAPHQL = {"accept": "application/graphql-response+json"}


@pytest.fixture(scope="module")
def client(shipped: Connection, settings: Settings) -> Iterator[httpx.Client]:
    with (
        served(shipped, settings) as address,
        httpx.Client(base_url=address, timeout=120) as made,
    ):
        yield made


def test_the_committed_schema_is_the_one_that_answers(client: httpx.Client) -> None:
    with open("api/schema.graphql", encoding="utf-8") as file:
        committed = file.read()

    assert committed == sdl(), "run `linkage schema > api/schema.graphql`"
    assert client.get("/graphql/schema").text == committed
    assert build_schema(committed).query_type is not None


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json", "*/*", ""])
def test_an_answer_has_the_media_type_that_was_asked_for(client: httpx.Client, accept: str) -> None:
    answer = client.post("/graphql", json={"query": "{ theatres { key } }"}, headers={"accept": accept})

    expected = accept if accept.startswith("application") else "application/json"
    assert (answer.status_code, answer.headers["content-type"]) == (200, f"{expected}; charset=utf-8")
    assert {"key": "libya"} in answer.json()["data"]["theatres"]


def test_a_query_in_the_address_is_answered_with_a_tag(client: httpx.Client) -> None:
    asked = {"query": "query A($k: String!) { actor(key: $k) { name } }", "variables": '{"k": "turkey"}'}
    answer = client.get("/graphql", params=asked)
    again = client.get("/graphql", params=asked, headers={"if-none-match": answer.headers["etag"]})

    assert answer.json()["data"] == {"actor": {"name": "Turkey"}}
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        pytest.param(b"null", {}, 400, "BAD_REQUEST", id="null"),
        pytest.param(b"1", {}, 400, "BAD_REQUEST", id="a number"),
        pytest.param(b"[{}]", {}, 400, "BAD_REQUEST", id="a batch"),
        pytest.param(b"{}", {}, 400, "BAD_REQUEST", id="no query"),
        pytest.param(b'{"query": 1}', {}, 400, "BAD_REQUEST", id="query not text"),
        pytest.param(b'{"query": "{theatres{key}}", "variables": []}', {}, 400, "BAD_REQUEST", id="variables a list"),
        pytest.param(b'{"query": "{theatres{key}}", "operationName": 1}', {}, 400, "BAD_REQUEST", id="name a number"),
        pytest.param(b'{"query": NaN}', {}, 400, "BAD_REQUEST", id="NaN"),
        pytest.param(b'{"query": "\\ud800"}', {}, 400, "BAD_REQUEST", id="lone surrogate"),
        pytest.param(b"\xff\xfe", {}, 400, "BAD_REQUEST", id="not UTF-8"),
        pytest.param(b"[" * 60_000, {}, 400, "BAD_REQUEST", id="deep"),
        pytest.param(b" " * 70_000, {}, 413, "TOO_LARGE", id="large"),
        pytest.param(b"{}", {"content-type": "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE", id="text"),
        pytest.param(b"{}", {"content-type": ""}, 415, "UNSUPPORTED_MEDIA_TYPE", id="nothing"),
        pytest.param(b"{}", {"accept": "image/png"}, 406, "NOT_ACCEPTABLE", id="a picture"),
    ],
)
def test_what_is_no_request_is_refused_with_a_code(
    client: httpx.Client, content: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    answer = client.post("/graphql", content=content, headers={**JSON, **headers})

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        pytest.param("{ nope", "GRAPHQL_PARSE_FAILED", id="not a query"),
        pytest.param("{ nope }", "GRAPHQL_VALIDATION_FAILED", id="unknown field"),
        pytest.param("{ Variable }", "GRAPHQL_VALIDATION_FAILED", id="unknown field of any name"),
        pytest.param("{ claim(key: $k) { key } }", "GRAPHQL_VALIDATION_FAILED", id="undeclared variable"),
        pytest.param("mutation { a }", "GRAPHQL_VALIDATION_FAILED", id="mutation"),
        pytest.param("{ claims(first: -1) { totalCount } }", "BAD_USER_INPUT", id="first below 0"),
        pytest.param("{ claims(first: 10000000) { totalCount } }", "BAD_USER_INPUT", id="first huge"),
        pytest.param('{ claims(after: "x") { nodes { key } } }', "BAD_USER_INPUT", id="forged cursor"),
        pytest.param('{ node(id: "x") { id } }', "BAD_USER_INPUT", id="forged id"),
        pytest.param("{ claim { key } }", "BAD_USER_INPUT", id="neither key nor id"),
        pytest.param('{ relations(lens: {theatres: ["x"]}) { totalCount } }', "NOT_FOUND", id="unknown theatre"),
        pytest.param(
            '{ relations(lens: {asOf: "2020-02-31"}) { totalCount } }', "GRAPHQL_VALIDATION_FAILED", id="31 February"
        ),
        pytest.param("{ relations(lens: {minCertainty: 2}) { totalCount } }", "BAD_USER_INPUT", id="certainty over 1"),
    ],
)
def test_a_query_that_cannot_be_answered_gets_a_code(client: httpx.Client, query: str, code: str) -> None:
    answer = client.post("/graphql", json={"query": query})

    assert answer.status_code == 200
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == [code]
    assert "Traceback" not in answer.text and "MATCH" not in answer.text


def test_what_is_not_there_is_null_and_no_error(client: httpx.Client) -> None:
    query = """{ actor(key: "nobody") { name } claim(key: "nothing") { key }
      node(id: "QWN0b3I6bm9ib2R5") { id } relation(id: "QWN0b3I6bm9ib2R5") { id } }"""
    answer = client.post("/graphql", json={"query": query}).json()

    assert answer["data"] == {"actor": None, "claim": None, "node": None, "relation": None}
    assert "errors" not in answer


def test_a_request_error_is_400_for_clients_of_the_new_media_type(client: httpx.Client) -> None:
    assert client.post("/graphql", json={"query": "{ nope"}, headers=GRAPHQL).status_code == 400
    assert client.post("/graphql", json={"query": '{ node(id: "x") { id } }'}, headers=GRAPHQL).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/graphql")

    assert answer.status_code == 405 and "POST" in answer.headers["allow"]


def test_introspection_is_answered(client: httpx.Client) -> None:
    answer = client.post("/graphql", json={"query": "{ __schema { queryType { name } } __typename }"})

    assert answer.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}, "__typename": "Query"}}


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        pytest.param("/?as-of=2020-02-31", 400, "as-of", id="a day that is none"),
        pytest.param("/?standing=sometimes", 400, "'attested', 'bridged' or 'carried'", id="a basis that there is not"),
        pytest.param("/?nonsense=1", 400, "nonsense", id="an unknown part"),
        pytest.param("/?theatre=atlantis", 404, "theatre atlantis", id="an unknown theatre"),
        pytest.param("/static/..%2Fapp.py", 404, "not found|Not Found", id="a path out of the folder"),
    ],
)
def test_a_bad_address_gets_one_sentence(client: httpx.Client, address: str, status: int, said: str) -> None:
    answer = client.get(address)

    assert answer.status_code == status and len(answer.text) < 300
    assert any(word in answer.text for word in said.split("|"))


def test_the_front_page_opens_with_a_lens_that_tells_something(client: httpx.Client) -> None:
    answer = client.get("/")

    assert answer.status_code == 200 and "Relations in Syria and Libya that held on 16 September 2020" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("condition", ["{}", '"x", {}', "*", '{},"y"'])
def test_a_tag_counts_in_a_list_too(client: httpx.Client, condition: str) -> None:
    asked = {"query": "{ theatres { key } }"}
    tag = client.get("/graphql", params=asked).headers["etag"]
    answer = client.get("/graphql", params=asked, headers={"if-none-match": condition.format(tag)})

    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get("/graphql", params=asked, headers={"if-none-match": '"x"'}).status_code == 200


@pytest.mark.parametrize(("taken", "sent"), [("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br", "br")])
def test_what_is_large_travels_compressed(client: httpx.Client, taken: str, sent: str) -> None:
    answer = client.get("/", headers={"accept-encoding": taken})
    whole = client.get("/", headers={"accept-encoding": "identity"})

    assert answer.headers["content-encoding"] == sent and "accept-encoding" in answer.headers["vary"].lower()
    assert answer.text == whole.text and "content-encoding" not in whole.headers
    assert int(answer.headers["content-length"]) < len(whole.content) / 3


def test_a_server_is_ready_where_the_schema_is_up_to_date(client: httpx.Client, shipped: Connection) -> None:
    assert client.get("/readyz").status_code == 200
    with Store(shipped) as store:
        store.rows("MATCH (migration:Migration) WITH migration LIMIT 1 SET migration.name = 'x' + migration.name")
        try:
            answer = client.get("/readyz")
        finally:
            store.rows("MATCH (m:Migration) WHERE m.name STARTS WITH 'x' SET m.name = substring(m.name, 1)")

    assert answer.status_code == 503 and "migrate" in answer.text
    assert client.get("/readyz").status_code == 200


def test_analyses_that_were_left_hold_nobody_up(client: httpx.Client) -> None:
    query = """query A($seed: Int!, $draws: Int!) { leverage(
        theatres: ["libya", "syria"], lens: {asOf: "2020-09-16"}, draws: $draws, seed: $seed, first: 1) { notes } }"""

    def leave(seed: int) -> bool:
        asked = {"query": query, "variables": {"seed": seed, "draws": 100_000}}
        with pytest.raises(httpx.TimeoutException):
            httpx.post(f"{client.base_url}/graphql", json=asked, timeout=1)
        return True

    few = {"query": query, "variables": {"seed": 1, "draws": 10}}
    assert "errors" not in client.post("/graphql", json=few).json()
    with ThreadPoolExecutor(12) as threads:
        assert all(threads.map(leave, range(12)))
    begin = time.monotonic()
    answer = client.post("/graphql", json=few).json()

    assert "errors" not in answer and time.monotonic() - begin < 6

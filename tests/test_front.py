"""What holds for every answer, and what a server says whose database is away: nothing listens where it is sought."""

import gzip
from collections.abc import Iterator

import httpx
import pytest

from linkage.api.http.front import Access
from linkage.graph.errors import SettingsError
from linkage.graph.settings import Settings, load_settings
from linkage.graph.store.connection import Connection
from tests.serving import served

AWAY = Connection("bolt://127.0.0.1:1", "neo4j", "secret")
PAGES = ["/", "/?theatre=libya", "/leverage", "/leverage/picture", "/leverage/lesson"]
ROUTES = [*PAGES, "/graphql", "/graphql/schema", "/static/page.css", "/static/nothing", "/nowhere", "/livez", "/readyz"]


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[httpx.Client]:
    with (
        served(AWAY, settings, Access(hosts=("Graph.Example",), origins=("https://front.example",))) as address,
        httpx.Client(base_url=address, timeout=120) as opened,
    ):
        yield opened


@pytest.mark.parametrize("media", ["application/json", "application/graphql-response+json"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_graphql_says_503_where_the_database_is_away(client: httpx.Client, method: str, media: str) -> None:
    asked = {"query": "{ __typename theatres { key } }"}
    sent = {"params": asked} if method == "GET" else {"json": asked}
    answer = client.request(method, "/graphql", headers={"accept": media}, **sent)  # type: ignore[arg-type]

    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"].startswith(media) and "etag" not in answer.headers
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["STORE_UNAVAILABLE"]


@pytest.mark.parametrize("page", [*PAGES, "/readyz"])
def test_pages_say_503_where_the_database_is_away(client: httpx.Client, page: str) -> None:
    answer = client.get(page)

    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
    assert len(answer.text) < 200 and "127.0.0.1" not in answer.text


def test_a_server_lives_whatever_its_database_does(client: httpx.Client) -> None:
    assert client.get("/livez").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_head_of_a_page_asks_nothing_of_the_database(client: httpx.Client, page: str) -> None:
    answer = client.head(page)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/html")


def test_the_head_of_a_page_still_reads_the_address(client: httpx.Client) -> None:
    assert client.head("/?as-of=2020-02-31").status_code == 400
    assert client.head("/leverage?as-of=2020-02-31").status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]:80"])
@pytest.mark.parametrize("path", ["/", "/graphql", "/static/page.css", "/nowhere"])
def test_a_name_that_is_not_ours_is_misdirected(client: httpx.Client, path: str, host: str) -> None:
    answer = client.get(path, headers={"host": host})

    assert answer.status_code == 421 and "--allowed-host" in answer.text


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "[::1]:8000", "127.0.0.1", "graph.example", "localhost."]
)
def test_names_of_this_machine_and_those_that_were_named_are_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/graphql/schema", headers={"host": host}).status_code == 200


def test_a_balancer_may_ask_by_any_name(client: httpx.Client) -> None:
    assert client.get("/livez", headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", ["GET", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_every_answer_says_what_a_browser_may_do_with_it(
    client: httpx.Client, path: str, method: str, host: str
) -> None:
    headers = client.request(method, path, headers={"host": host, "accept": "text/html"}).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in headers["content-security-policy"]
    assert headers["cache-control"]


@pytest.mark.parametrize("path", [*PAGES, "/graphql", "/graphql/schema"])
def test_options_are_told(client: httpx.Client, path: str) -> None:
    answer = client.options(path)

    assert (answer.status_code, answer.content) == (204, b"") and "GET" in answer.headers["allow"]


@pytest.mark.parametrize("query", ["mutation { a }", "query A { x } mutation B { y }"])
def test_an_address_asks_no_mutations(client: httpx.Client, query: str) -> None:
    name = {"operationName": "B"} if "B" in query else {}
    answer = client.get("/graphql", params={"query": query, **name})

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert client.post("/graphql", json={"query": query, **name}).status_code == 200


POST, HTML = {"json": {"query": "{ __typename }"}}, "text/html"
PLAIN, TELLING = "application/json", "application/graphql-response+json"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        pytest.param(f"{TELLING}, {PLAIN}", TELLING, id="both"),
        pytest.param(f"{TELLING};q=0.5, {PLAIN}", PLAIN, id="one more gladly"),
        pytest.param(f"{TELLING}; q=0, */*", PLAIN, id="not one"),
        pytest.param(f"{PLAIN};q=0, application/*", TELLING, id="not the other"),
        pytest.param("*/*;q=0.1", PLAIN, id="anything, if need be"),
        pytest.param(f"{PLAIN.upper()}; charset=utf-8", PLAIN, id="in capitals"),
        pytest.param(f"{PLAIN};q=0", "", id="not the only one that is named"),
        pytest.param("*/*;q=0", "", id="nothing"),
        pytest.param("image/png", "", id="a picture"),
    ],
)
def test_an_answer_has_a_type_that_the_client_takes(client: httpx.Client, accept: str, answered: str) -> None:
    answer = client.post("/graphql", headers={"accept": accept}, **POST)

    media = answer.headers["content-type"].partition(";")[0]
    assert (answer.status_code, media) == ((200, answered) if answered else (406, PLAIN))


@pytest.mark.parametrize(
    ("accept", "media"),
    [(HTML, HTML), (f"{HTML};q=0", ""), (f"{HTML};q=0, {PLAIN}", PLAIN)],
    ids=["a browser", "not for people", "a program"],
)
def test_graphiql_is_for_who_takes_pages(client: httpx.Client, accept: str, media: str) -> None:
    answer = client.get("/graphql", headers={"accept": accept})

    assert answer.headers["content-type"].partition(";")[0] == (media or PLAIN)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"content-type": "application/json; charset=UTF-8"}, 200, id="UTF-8"),
        pytest.param({"content-type": 'application/json;charset="utf-8"'}, 200, id="UTF-8 in quotes"),
        pytest.param({"content-type": "application/json; charset=utf-16"}, 415, id="UTF-16"),
        pytest.param({"content-encoding": "identity"}, 200, id="as it is"),
        pytest.param({"content-encoding": "gzip"}, 415, id="compressed"),
    ],
)
def test_a_body_is_json_in_utf_8_as_it_is(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    answer = client.post("/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": PLAIN, **headers})

    assert answer.status_code == status


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "identity, gzip", "GZIP"])
def test_a_body_that_would_unfold_to_more_is_not_unfolded(client: httpx.Client, coding: str) -> None:
    bomb = gzip.compress(b" " * 20_000_000)
    answer = client.post("/graphql", content=bomb, headers={"content-type": PLAIN, "content-encoding": coding})

    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")
    assert len(bomb) < 64 * 1024 and len(answer.content) < 300


@pytest.mark.parametrize("query", ["{}", "{ }", "query A {}", "{ a: __typename { } }", "# nothing", ","])
def test_an_operation_that_asks_nothing_is_no_operation(client: httpx.Client, query: str) -> None:
    answer = client.post("/graphql", json={"query": query}, headers={"accept": TELLING})

    assert answer.status_code == 400 and "data" not in answer.json()
    assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"


@pytest.mark.parametrize("extensions", ["1", '"x"', "[]", "true"])
def test_extensions_that_are_no_map_are_refused(client: httpx.Client, extensions: str) -> None:
    sent = f'{{"query": "{{ __typename }}", "extensions": {extensions}}}'
    posted = client.post("/graphql", content=sent, headers={"content-type": PLAIN})
    addressed = client.get("/graphql", params={"query": "{ __typename }", "extensions": extensions})

    for answer in (posted, addressed):
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("extensions", [{}, None, {"a": [1]}], ids=["empty", "none", "unknown"])
def test_extensions_that_nobody_knows_change_nothing(client: httpx.Client, extensions: object) -> None:
    answer = client.post("/graphql", json={"query": "{ __typename }", "extensions": extensions})

    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("address", "status"),
    [("query={__typename}", 200), ("query={nothing}", 200), ("", 400), ("query=mutation{a}", 405)],
)
def test_the_head_of_an_answer_reads_the_request_alone(client: httpx.Client, address: str, status: int) -> None:
    answer = client.head(f"/graphql?{address}")

    assert (answer.status_code, answer.content) == (status, b"")


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_has_a_name_of_its_own(client: httpx.Client, path: str) -> None:
    names = {client.get(path).headers["x-request-id"] for _ in range(2)}

    assert len(names) == 2 and all(len(name) >= 16 for name in names)


def test_a_request_keeps_the_name_that_its_client_gave_it(client: httpx.Client) -> None:
    named = {"x-request-id": "desk-7/2020.09"}
    refused = client.post("/graphql", json={"query": "{ nothing }"}, headers=named)
    away = client.post("/graphql", json={"query": "{ theatres { key } }"}, headers=named)
    batch = client.post("/graphql", json=[], headers=named)

    for answer in (refused, away, batch):
        assert answer.headers["x-request-id"] == "desk-7/2020.09"
        assert {error["extensions"]["requestId"] for error in answer.json()["errors"]} == {"desk-7/2020.09"}


@pytest.mark.parametrize("name", ["", "two words", "x" * 129, "ä", "a;b"])
def test_a_name_that_could_confuse_a_log_is_replaced(client: httpx.Client, name: str) -> None:
    answer = client.get("/livez", headers={"x-request-id": name.encode()})

    assert answer.headers["x-request-id"] not in (name, "")


def test_the_log_names_the_request_that_it_is_about(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    client.post("/graphql", json={"query": "{ theatres { key } }"}, headers={"x-request-id": "desk-8"})

    assert [record for record in caplog.records if "desk-8" in record.getMessage()]


def test_pages_of_an_origin_that_was_named_may_read_answers(client: httpx.Client) -> None:
    origin = {"origin": "https://front.example"}
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    allowed = client.options("/graphql", headers=origin | asked)
    answer = client.post("/graphql", headers=origin, **POST)

    assert allowed.status_code == 200 and "POST" in allowed.headers["access-control-allow-methods"]
    for response in (allowed, answer):
        assert response.headers["access-control-allow-origin"] == "https://front.example"
        assert "origin" in response.headers["vary"].lower()
    assert "linkage-generation" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", ["https://else.example", "http://front.example", "null"])
def test_pages_of_any_other_origin_may_not(client: httpx.Client, origin: str) -> None:
    asked = {"origin": origin, "access-control-request-method": "POST"}

    assert client.options("/graphql", headers=asked).status_code == 400
    for method in ("OPTIONS", "POST"):
        answer = client.request(method, "/graphql", headers=asked, **POST)
        assert "access-control-allow-origin" not in answer.headers


def test_a_schema_that_is_not_told_cannot_be_asked_for(settings: Settings) -> None:
    with served(AWAY, settings, Access(introspection=False)) as address, httpx.Client(base_url=address) as closed:
        answers = [closed.post("/graphql", json={"query": query}) for query in ("{ __schema { queryType { name } } }",
            '{ __type(name: "Actor") { name } }', "{ a: __schema { types { name } } }")]  # fmt: skip
        console = closed.get("/graphql", headers={"accept": HTML})
        schema = closed.get("/graphql/schema")
        typename = closed.post("/graphql", **POST)

    for answer in answers:
        assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}
    assert (console.status_code, schema.status_code) == (406, 404)
    assert typename.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("origin", ["*", "front.example", "https://front.example/path"])
def test_what_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, origin: str) -> None:
    monkeypatch.setenv("LINKAGE_ALLOWED_ORIGINS", f"https://one.example, {origin}")

    with pytest.raises(SettingsError, match="LINKAGE_ALLOWED_ORIGINS"):
        load_settings()


def test_origins_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKAGE_ALLOWED_ORIGINS", "https://one.example, http://localhost:5173")

    assert load_settings().allowed_origins == ("https://one.example", "http://localhost:5173")

"""The Python client against a real server on a socket; how long it waits is told by what it was told."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest
from rich.progress import Progress

from linkage.client import AnswerError, AsyncClient, Client, to_pandas
from linkage.client.errors import Patience
from linkage.client.pages import paged_list
from linkage.graph.errors import LinkageError
from linkage.graph.records import Hedge
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.ingest.library import load
from linkage.ingest.text.used import find
from tests import village
from tests.emptied import emptied
from tests.serving import served

PAGES = """query Claims($first: Int!, $after: String) {
  claims(first: $first, after: $after, orderBy: KEY_ASC) {
    nodes { key hedge knownFrom validFrom subject { key name } }
    pageInfo { hasNextPage endCursor }
  }
}"""
CLAIMS = 23


@pytest.fixture(scope="module")
def address(database: Connection, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    claims = [
        {**village.CLAIM, "key": f"c{n:02}", "locator": {"paragraph": n}, "summary": f"Ann backs Bob, {n}."}
        for n in range(CLAIMS)
    ]
    folder = village.write(tmp_path_factory.mktemp("village"), {"claims": claims})
    with emptied(database) as store:
        load(store, find(str(folder)), Progress(disable=True))
        with served(database, settings) as running:
            yield f"{running}/graphql"


def test_an_answer_is_read_as_values(address: str) -> None:
    with Client(address) as client:
        claim = client.ask(
            "query ($key: String!) { claim(key: $key) { hedge knownFrom subject { key } object { __typename ... on Actor { name } } } }",
            key="c00",
        ).claim

    assert claim.hedge is Hedge.ASSERTED and isinstance(claim.known_from, date)
    assert claim.subject.key == "ann" and claim.object.name == "Bob"


@pytest.mark.parametrize("first", [1, 2, 7, CLAIMS, 50])
def test_pages_of_any_size_miss_and_repeat_nothing(address: str, first: int) -> None:
    with Client(address) as client:
        keys = [claim.key for claim in client.each(PAGES, first=first)]

    assert keys == sorted(keys) and len(keys) == len(set(keys)) == CLAIMS


def test_the_asynchronous_client_answers_alike(address: str) -> None:
    async def both() -> tuple[list[str], str]:
        async with AsyncClient(address) as client:
            keys = [claim.key async for claim in client.each(PAGES, first=5)]
            answer = await client.ask('{ actor(key: "ann") { name } }')
            return keys, answer.actor.name

    keys, name = asyncio.run(both())

    assert len(keys) == CLAIMS and name == "Ann"


def test_a_question_that_is_wrong_is_one_error_with_its_code_and_its_request(address: str) -> None:
    with Client(address) as client, pytest.raises(AnswerError) as caught:
        client.ask('{ relations(lens: {theatres: ["nowhere"]}) { totalCount } }')

    error = caught.value
    assert error.code == "NOT_FOUND" and error.request_id
    assert str(error) == f"there is no theatre nowhere (NOT_FOUND, request {error.request_id})"


def test_values_become_a_frame_with_a_column_for_each_field(address: str) -> None:
    with Client(address) as client:
        frame = to_pandas(client.each(PAGES, first=10))

    assert list(frame.columns) == ["key", "hedge", "known_from", "valid_from", "subject.key", "subject.name"]
    assert len(frame) == CLAIMS and frame["valid_from"][0] == "2020-09" and isinstance(frame["known_from"][0], date)


class Answers(BaseHTTPRequestHandler):
    """Gives one answer after the other, the last for ever."""

    told: list[tuple[int, dict[str, str], object]]
    asked = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        kind = type(self)
        status, headers, body = self.told[min(kind.asked, len(self.told) - 1)]
        kind.asked += 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(orjson.dumps(body))

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def stand_in() -> Iterator[tuple[str, type[Answers]]]:
    handler = type("Told", (Answers,), {"told": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/graphql", handler
    server.shutdown()
    server.server_close()


def refusal(code: str) -> dict[str, object]:
    return {"errors": [{"message": "no", "extensions": {"code": code, "requestId": "r1"}}]}


@pytest.mark.parametrize("code", ["BUSY", "STORE_UNAVAILABLE"])
def test_what_may_be_over_in_a_moment_is_asked_again(stand_in: tuple[str, type[Answers]], code: str) -> None:
    address, handler = stand_in
    busy = (503, {"retry-after": "0"}, refusal(code))
    handler.told = [busy, busy, (200, {}, {"data": {"theatres": []}})]

    with Client(address) as client:
        assert client.ask("{ theatres { key } }").theatres == ()
    assert handler.asked == 3


@pytest.mark.parametrize("code", ["TIMEOUT", "BAD_USER_INPUT", "TOO_COSTLY", "INTERNAL_SERVER_ERROR"])
def test_what_asking_again_does_not_mend_is_told_at_once(stand_in: tuple[str, type[Answers]], code: str) -> None:
    address, handler = stand_in
    handler.told = [(200, {}, refusal(code))]

    with Client(address) as client, pytest.raises(AnswerError, match=rf"no \({code}, request r1\)"):
        client.ask("{ theatres { key } }")
    assert handler.asked == 1


def test_it_waits_as_long_as_the_server_says_and_no_longer_than_its_patience() -> None:
    patience, busy = Patience(10), AnswerError([{"message": "busy"}], 3)

    assert [patience.pause(busy) for _ in range(3)] == [3, 3, 3]
    with pytest.raises(AnswerError):
        patience.pause(busy)


def test_without_a_word_of_the_server_it_waits_twice_as_long_each_time() -> None:
    patience, lost = Patience(4), AnswerError([{"message": "gone"}], 0)

    assert [patience.pause(lost) for _ in range(4)] == [0.25, 0.5, 1, 2]
    with pytest.raises(AnswerError):
        patience.pause(lost)


def test_a_server_that_is_not_there_is_told_in_a_sentence() -> None:
    with (
        Client("http://127.0.0.1:1/graphql", patience=0) as client,
        pytest.raises(AnswerError, match="does not answer"),
    ):
        client.ask("{ theatres { key } }")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("{ claims { nodes { key } } }", id="no cursor"),
        pytest.param("query ($after: String) { claims(after: $after) { nodes { key } } }", id="no page info"),
        pytest.param(
            "query ($after: String) { claims(after: $after) { nodes { key } pageInfo { endCursor } } }", id="no end"
        ),
    ],
)
def test_a_document_without_a_list_to_page_through_is_told_what_it_lacks(document: str) -> None:
    with pytest.raises(LinkageError, match=r"takes \$after: String"):
        paged_list(document)


def test_neither_the_database_nor_the_server_is_imported() -> None:
    script = "import sys, linkage.client; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert not {"neo4j", "strawberry", "starlette", "uvicorn", "igraph", "scipy", "pandas"} & set(done.stdout.split())

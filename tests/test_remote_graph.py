import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from linkage.graph.errors import QueryError
from linkage.visualizations.client.remote import executor
from tests.calling import Caller


class Server(ThreadingHTTPServer):
    """Answers every question in one way and keeps the questions."""

    answer = b""
    status = 200
    asked: list[dict[str, object]]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/graphql"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def linkage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


def test_a_question_travels_with_its_variables_and_data_comes_back(server: Server) -> None:
    server.answer = b'{"data": {"theatres": []}}'

    assert executor(server.address)("{ theatres { key } }", {"first": 1}) == {"theatres": []}
    assert server.asked == [{"query": "{ theatres { key } }", "variables": {"first": 1}}]


def test_errors_of_the_server_are_raised_as_they_are(server: Server) -> None:
    server.status, server.answer = 400, b'{"errors": [{"message": "no such field"}]}'

    with pytest.raises(QueryError, match="no such field"):
        executor(server.address)("{ nothing }", {})


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"{}"], ids=["a page", "a list", "nothing"])
def test_what_is_not_graphql_is_told_with_its_address(answer: bytes, server: Server) -> None:
    server.answer = answer

    with pytest.raises(QueryError, match=rf"{server.address} answers 200 and no GraphQL"):
        executor(server.address)("{ theatres { key } }", {})


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/graphql", "127.0.0.1:8000", "http://[::1"],
    ids=["no server", "no scheme", "no address"],
)
def test_a_server_that_is_not_there_is_told_with_its_address(address: str) -> None:
    with pytest.raises(QueryError, match=rf"{re.escape(address)} does not answer"):
        executor(address)("{ theatres { key } }", {})


@pytest.mark.parametrize(
    "command",
    [["query", "docs/queries/said-by.graphql"], ["picture", "-o", "picture.html"]],
    ids=["query", "picture"],
)
def test_a_command_tells_a_wrong_address_in_one_sentence(command: list[str], server: Server, linkage: Caller) -> None:
    server.status, server.answer = 404, b"<html>"

    done = linkage(*command, "--server", server.address)

    assert done.returncode == 1
    assert done.stderr == f"linkage: {server.address} answers 404 and no GraphQL; check the address\n"

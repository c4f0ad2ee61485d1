"""What a server takes before there is a request: sockets that send too much, too slowly, or nothing at all."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from linkage.api.http import bounds
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.serving import served

AWAY = Connection("bolt://127.0.0.1:1", "neo4j", "secret")
ASKED = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n"
MEGABYTE = b"a" * 2**20


@pytest.fixture(scope="module")
def port(settings: Settings) -> Iterator[int]:
    with served(AWAY, settings) as address:
        yield int(address.rpartition(":")[2])


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=120)


def answer(port: int) -> tuple[bytes, float]:
    """The status line of a small answer on a connection of its own, and how long it took."""
    begin = time.monotonic()
    with opened(port) as connection:
        connection.sendall(ASKED + b"Connection: close\r\n\r\n")
        return connection.recv(15), time.monotonic() - begin


def rest(connection: socket.socket) -> bytes:
    """All that still comes, until the server closes."""
    content = b""
    with contextlib.suppress(ConnectionError):
        while part := connection.recv(65536):
            content += part
    return content


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(ASKED + b"X-Long: ", id="a header"),
        pytest.param(b"GET /", id="an address"),
        pytest.param(ASKED + b"X", id="the name of a header"),
    ],
)
def test_an_endless_head_holds_nobody_up(port: int, head: bytes) -> None:
    slowest, over = [0.0], threading.Event()

    def ask() -> None:
        while not over.is_set():
            slowest.append(answer(port)[1])

    asking = threading.Thread(target=ask)
    asking.start()
    with opened(port) as connection:
        connection.sendall(head)
        with pytest.raises(ConnectionError):
            for _ in range(100):
                connection.sendall(MEGABYTE)
    over.set()
    asking.join()

    assert max(slowest) < 0.5


@pytest.mark.parametrize(("size", "status"), [(60_000, b"200"), (90_000, b"431"), (200_000, b"431")])
def test_a_head_has_a_largest_size(port: int, size: int, status: bytes) -> None:
    with opened(port) as connection:
        connection.sendall(ASKED + b"X-Long: " + b"a" * size + b"\r\nConnection: close\r\n\r\n")

        assert connection.recv(12) == b"HTTP/1.1 " + status


@pytest.mark.parametrize(
    ("begin", "drip", "said"),
    [
        pytest.param(b"", b"", b"", id="silence"),
        pytest.param(b"GET / HT", b"", b"408", id="half a line"),
        pytest.param(ASKED, b"X-a: b\r\n", b"408", id="a header at a time"),
        pytest.param(ASKED + b"Content-Length: 60000\r\n\r\n", b" ", b"200", id="a body at a time, to a page"),
        pytest.param(ASKED + b"\r\n" + ASKED, b"X-a: b\r\n", b"408", id="the second request of a connection"),
        pytest.param(ASKED + b"\r\n", b"", b"200", id="nothing after an answer"),
    ],
)
def test_who_does_not_come_to_the_point_is_closed(
    port: int, monkeypatch: pytest.MonkeyPatch, begin: bytes, drip: bytes, said: bytes
) -> None:
    monkeypatch.setattr(bounds, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(bounds, "BODY_SECONDS", 1.0)
    content, start = b"", time.monotonic()
    with opened(port) as connection:
        connection.sendall(begin)
        connection.settimeout(0.2)
        while time.monotonic() - start < 10:
            try:
                part = connection.recv(65536)
            except TimeoutError:
                pass
            except ConnectionError:  # what we were sending crossed the end
                break
            else:
                content += part
                if not part:
                    break
            with contextlib.suppress(ConnectionError):
                connection.sendall(drip)
        else:
            pytest.fail("the connection is still open")

    assert said in content


def test_who_waits_longest_makes_room(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "CONNECTIONS", 20)
    with contextlib.ExitStack() as connections:
        silent = [connections.enter_context(opened(port)) for _ in range(25)]
        assert [answer(port)[0] for _ in range(5)] == [b"HTTP/1.1 200 OK"] * 5
        assert rest(silent[0]) == b""
        silent[-1].sendall(ASKED + b"\r\n")
        assert silent[-1].recv(15) == b"HTTP/1.1 200 OK"


def test_a_connection_is_kept_for_the_next_request(port: int) -> None:
    with opened(port) as connection:
        for _ in range(30):
            connection.sendall(ASKED + b"X-Long: " + b"a" * 4_000 + b"\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")

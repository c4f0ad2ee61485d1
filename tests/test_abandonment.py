"""Work for a client that has gone ends, and work for one that stays does not."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from linkage.api.http.abandonment import CancelAbandoned

LONG = 30.0
"""Seconds of a work that nobody should wait for."""


class Client:
    """Sends the parts of a body one after the other, and then goes, or stays for as long as it is answered."""

    def __init__(self, method: str, parts: list[bytes], *, stays: bool) -> None:
        self.scope: Scope = {"type": "http", "method": method, "path": "/", "headers": [], "query_string": b""}
        self.answer: list[Message] = []
        self._stays = stays
        self._parts: Iterator[Message] = iter(
            [
                {"type": "http.request", "body": part, "more_body": number < len(parts)}
                for number, part in enumerate(parts, 1)
            ]
        )

    async def receive(self) -> Message:
        part = next(self._parts, None)
        if part is None and self._stays:
            await asyncio.sleep(LONG)
        return part or {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.answer.append(message)


class Work:
    """An application that reads the body and then takes some time for its answer."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.cancelled = False
        self.body = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self.body = await Request(scope, receive).body() if scope["method"] == "POST" else b""
            await asyncio.sleep(self._seconds)
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        await PlainTextResponse("done")(scope, receive, send)


def serve(work: Work, client: Client) -> None:
    """Let the work be done for the client; TimeoutError where it takes more than a second."""

    async def served() -> None:
        async with asyncio.timeout(1):
            await CancelAbandoned(work)(client.scope, client.receive, client.send)

    asyncio.run(served())


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_work_ends_when_its_client_goes(method: str) -> None:
    work, client = Work(LONG), Client(method, [b"who ", b"backs whom"], stays=False)

    serve(work, client)

    assert work.cancelled and client.answer == []
    assert work.body == (b"who backs whom" if method == "POST" else b"")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_work_is_done_for_a_client_that_stays(method: str) -> None:
    work, client = Work(0.05), Client(method, [b"who"], stays=True)

    serve(work, client)

    assert not work.cancelled and client.answer[-1]["body"] == b"done"

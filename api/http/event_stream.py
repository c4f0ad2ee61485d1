"""GraphQL over server-sent events: the protocol graphql-sse, each operation on a connection of its own."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from linkage.api.http.conditional import NEVER_KEPT
from linkage.api.http.feed import HEARTBEAT, Feed, Told
from linkage.api.http.media import EVENTS

LAST_EVENT = "last-event-id"
_HEADERS = {"cache-control": NEVER_KEPT, "x-accel-buffering": "no"}
"""Nobody on the way is to keep the answer, or to hold it back."""
_SIGN_OF_LIFE = b":\n\n"


def respond_with_events(
    request: Request, query: str, variables: dict[str, Any] | None, operation_name: str | None
) -> Response:
    """The answers to an operation as events, each with the cursor that a client resumes by in `Last-Event-ID`."""
    feed: Feed = request.app.state.feed
    answers = feed.answers(query, variables, operation_name, request.headers.get(LAST_EVENT))
    return StreamingResponse(_events(feed, answers), media_type=EVENTS, headers=_HEADERS)


async def _events(feed: Feed, answers: AsyncGenerator[Told, None]) -> AsyncIterator[bytes]:
    yield _SIGN_OF_LIFE
    async with aclosing(answers):
        coming = asyncio.ensure_future(anext(answers, None))
        try:
            while True:
                await asyncio.wait({coming}, timeout=HEARTBEAT)
                if not coming.done():
                    yield _SIGN_OF_LIFE
                elif told := coming.result():
                    coming = asyncio.ensure_future(anext(answers, None))
                    yield _event(*told)
                else:
                    break
        finally:
            coming.cancel()
            await asyncio.wait({coming})
    if not feed.closed:  # else the client is to come again
        yield b"event: complete\ndata:\n\n"


def _event(cursor: str | None, answer: dict[str, Any]) -> bytes:
    named = f"id: {cursor}\n".encode() if cursor else b""
    return b"event: next\n" + named + b"data: " + orjson.dumps(answer) + b"\n\n"

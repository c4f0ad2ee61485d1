"""Work that nobody waits for any more is given up."""

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class CancelAbandoned:
    """Cancels the task that makes an answer when its client has gone, or when the server stops."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        heard, begun, answered = asyncio.Event(), asyncio.Event(), asyncio.Event()
        if scope["method"] in ("GET", "HEAD"):
            heard.set()  # what a body of theirs holds interests nobody

        async def hear() -> Message:
            message = await receive()
            if not message.get("more_body"):
                heard.set()
            return message

        async def answer(message: Message) -> None:
            begun.set()
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answered.set()

        work = asyncio.ensure_future(self._app(scope, hear, answer))
        leaving = asyncio.ensure_future(_left(receive, heard))
        try:
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
            # To the server a request that was answered is one whose client has gone.
            if answered.is_set():
                await work
        except asyncio.CancelledError:
            if not begun.is_set():
                await _STOPPING(scope, receive, send)
        finally:
            work.cancel()
            leaving.cancel()
            await asyncio.wait({work, leaving})
        if not work.cancelled():
            work.result()


_STOPPING = PlainTextResponse("the server is stopping: try again in a moment\n", 503, {"retry-after": "5"})


async def _left(receive: Receive, heard: asyncio.Event) -> None:
    """The client has gone; until *heard* is set, messages are somebody else's."""
    await heard.wait()
    while (await receive())["type"] != "http.disconnect":
        pass

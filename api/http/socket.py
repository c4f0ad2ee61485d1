"""
GraphQL over a web socket: the protocol graphql-transport-ws.

Strawberry has a handler of it, for its own views and schemas; it ends with an exception where a message is no map.
"""

import asyncio
from contextlib import aclosing, suppress
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect

from linkage.api.http.feed import LISTENERS, Feed
from linkage.api.http.graphql import Endpoint, GraphQLRequest
from linkage.api.http.refusals import RefusedRequest
from linkage.api.http.service import format_error

PROTOCOL = "graphql-transport-ws"
GREETING_SECONDS = 10.0
"""Until a client has to have said `connection_init`."""
OPERATIONS = 30
"""At once on one socket."""
_LONGEST_REASON = 100
"""Characters of why a socket is closed; the protocol of web sockets takes 123 bytes."""


async def serve_socket(websocket: WebSocket, endpoint: Endpoint) -> None:
    """Answer the operations that a client asks for over one socket, until it goes or says what cannot be understood."""
    conversation = _Conversation(websocket, websocket.app.state.feed, endpoint)
    with suppress(WebSocketDisconnect):
        try:
            await conversation.open()
            await conversation.hold()
        except _BrokenRule as rule:
            await conversation.end()
            await websocket.close(rule.code, str(rule)[:_LONGEST_REASON])
        finally:
            await conversation.end()


class _BrokenRule(Exception):
    """What the client said is against the protocol, which has a code for that."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class _Conversation:
    """What is said over one socket: after `open`, `hold` listens, and a task answers each operation."""

    def __init__(self, websocket: WebSocket, feed: Feed, endpoint: Endpoint) -> None:
        self._websocket = websocket
        self._feed = feed
        self._endpoint = endpoint
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._greeted = False

    async def open(self) -> None:
        """Take the client in, unless it speaks another protocol or there are too many."""
        spoken = PROTOCOL in self._websocket.scope["subprotocols"]
        await self._websocket.accept(PROTOCOL if spoken else None)
        if not spoken:
            raise _BrokenRule(4406, f"Subprotocol not acceptable: speak {PROTOCOL}")
        if len(self._feed.sockets) >= LISTENERS:
            raise _BrokenRule(1013, f"{LISTENERS} sockets are open here, which is the most: try again later")
        self._feed.sockets.add(self)

    async def hold(self) -> None:
        """Listen until the client goes, which raises WebSocketDisconnect, or breaks a rule."""
        try:
            async with asyncio.timeout(GREETING_SECONDS) as patience:
                while True:
                    await self._hear(await self._message())
                    if self._greeted:
                        patience.reschedule(None)
        except TimeoutError as error:
            raise _BrokenRule(4408, "Connection initialisation timeout") from error

    async def end(self) -> None:
        """Nothing is left of what was asked for."""
        self._feed.sockets.discard(self)
        tasks = list(self._operations.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _message(self) -> dict[str, Any]:
        event = await self._websocket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event["code"])
        try:
            message = orjson.loads(event.get("text") or b"")
        except orjson.JSONDecodeError as error:
            raise _BrokenRule(4400, "a message is JSON, sent as text") from error
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise _BrokenRule(4400, "a message is an object with a type")
        return message

    async def _hear(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "connection_init":
                await self._greet()
            case "ping":
                await self._say(type="pong", **_payload(message))
            case "pong":
                pass
            case "subscribe":
                await self._begin(_identity(message), message.get("payload"))
            case "complete":
                task = self._operations.pop(_identity(message), None)
                if task:
                    task.cancel()
            case unknown:
                raise _BrokenRule(4400, f"there is no message of type {unknown}")

    async def _greet(self) -> None:
        if self._greeted:
            raise _BrokenRule(4429, "Too many initialisation requests")
        self._greeted = True
        await self._say(type="connection_ack")

    async def _begin(self, identity: str, payload: Any) -> None:
        if not self._greeted:
            raise _BrokenRule(4401, "Unauthorized: say connection_init first")
        if identity in self._operations:
            raise _BrokenRule(4409, f"Subscriber for {identity} already exists")
        if len(self._operations) >= OPERATIONS:
            raise _BrokenRule(4429, f"a socket has at most {OPERATIONS} operations at once")
        try:
            question = self._endpoint.question(payload)
        except RefusedRequest as refusal:
            raise _BrokenRule(4400, str(refusal)) from refusal
        except GraphQLError as error:
            await self._say(id=identity, type="error", payload=[format_error(error)])
        else:
            self._operations[identity] = asyncio.create_task(self._answer(identity, question))

    async def _answer(self, identity: str, question: GraphQLRequest) -> None:
        """Say all answers to one operation; whoever asked may use its id again afterwards."""
        final: dict[str, Any] = {"type": "complete"}
        asked = question.document, question.variables, question.operation_name
        with suppress(WebSocketDisconnect):
            async with aclosing(self._feed.answers(*asked)) as answers:
                async for _, answer in answers:
                    if "data" not in answer:
                        final = {"type": "error", "payload": answer["errors"]}
                        break
                    await self._say(id=identity, type="next", payload=answer)
            if not self._feed.closed:  # else the client is to come again
                del self._operations[identity]
                await self._say(id=identity, **final)

    async def _say(self, **message: Any) -> None:
        await self._websocket.send_text(orjson.dumps(message).decode())


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    return {"payload": message["payload"]} if "payload" in message else {}


def _identity(message: dict[str, Any]) -> str:
    identity = message.get("id")
    if not isinstance(identity, str) or not identity:
        raise _BrokenRule(4400, "the id of an operation is text")
    return identity

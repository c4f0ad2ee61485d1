"""Clients of the feed that lose their connection at chance moments and come back, to whichever server."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect

from linkage.graph.ids import global_id
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

PROTOCOL = "graphql-transport-ws"
CHANGES = "subscription ($after: String) { changes(after: $after) { cursor generation counts { kind added } } }"
CURSORS = "query ($after: String, $first: Int!) { changes(after: $after, first: $first) { cursor } }"

PAUSES = (0, 0, 0, 0.02)
"""Seconds between two changes that are made, or heard, of which one is drawn."""

Told = dict[str, Any]
Listen = Callable[[str, str], AsyncIterator[Told]]
"""Tells the changes that a server has after a cursor."""


async def over_events(address: str, after: str) -> AsyncIterator[Told]:
    """Changes as server-sent events; a browser resumes by the header, and asks what it asked at first."""
    body = {"query": CHANGES, "variables": {"after": None}}
    headers = {"accept": "text/event-stream", "last-event-id": after}
    async with (
        httpx.AsyncClient(timeout=120) as client,
        client.stream("POST", f"{address}/graphql", json=body, headers=headers) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                yield orjson.loads(line.removeprefix("data: "))["data"]["changes"]


async def over_socket(address: str, after: str) -> AsyncIterator[Told]:
    """Changes as messages of a web socket."""
    async with greeted(address) as socket:
        payload = {"query": CHANGES, "variables": {"after": after}}
        await say(socket, type="subscribe", id="feed", payload=payload)
        while True:
            message = await hear(socket)
            assert message["type"] == "next", message
            yield message["payload"]["data"]["changes"]


TRANSPORTS: dict[str, Listen] = {"events": over_events, "socket": over_socket}


@asynccontextmanager
async def greeted(address: str) -> AsyncIterator[ClientConnection]:
    """A web socket whose client was taken in."""
    async with connect(socket_address(address), subprotocols=[PROTOCOL]) as socket:  # type: ignore[list-item]
        await say(socket, type="connection_init")
        assert await hear(socket) == {"type": "connection_ack"}
        yield socket


def socket_address(address: str) -> str:
    """Where the server at an address takes web sockets."""
    return f"{address.replace('http', 'ws', 1)}/graphql"


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(orjson.dumps(message).decode())


async def hear(socket: ClientConnection) -> Any:
    async with asyncio.timeout(60):
        return orjson.loads(await socket.recv())


async def listen(
    addresses: Sequence[str], transport: Listen, after: str, count: int, losses: int, dice: random.Random
) -> list[str]:
    """
    The first *count* cursors that a client is told from *after* on.

    It loses its connection so many times, whenever chance has it, with what is under way, and resumes with another server.
    """
    heard = [after]
    for loss, cut in enumerate([*sorted(dice.sample(range(1, count), losses)), count]):
        async with asyncio.timeout(300), aclosing(transport(addresses[loss % len(addresses)], heard[-1])) as changes:  # type: ignore[type-var]
            while len(heard) <= cut:
                heard.append((await anext(changes))["cursor"])
                await asyncio.sleep(dice.choice(PAUSES))
    return heard[1:]


async def cursors(address: str, after: str) -> list[str]:
    """The cursors of all changes since, asked for page by page."""
    known = [after]
    async with httpx.AsyncClient(timeout=120) as client:
        while True:
            body = {"query": CURSORS, "variables": {"after": known[-1], "first": 300}}
            answer = (await client.post(f"{address}/graphql", json=body)).json()
            page = [change["cursor"] for change in answer["data"]["changes"]]
            if not page:
                return known[1:]
            known += page


def change_often(database: Connection, count: int, pause: Callable[[], float]) -> None:
    """So many changes of the graph, one after the other, as loads write them, with a *pause* behind each."""
    with Store(database) as store, store.writing("a test"):
        for number in range(count):
            identifier = global_id("Actor", f"actor-{number}")
            page = {"id": uuid4().hex, "dataset": "test", "kind": "Actor", "how": "ADDED", "ids": [identifier]}
            with store.change() as change:
                change.write(("journal.note", {"pages": [page]}))
                change.list_all("test", 0)
            time.sleep(pause())


async def trial(
    database: Connection, addresses: Sequence[str], count: int, losses: int, seed: int
) -> tuple[list[str], dict[str, list[str]]]:
    """The cursors of *count* changes, and those that a client of each transport was told while they were made."""
    dice = random.Random(seed)
    async with httpx.AsyncClient(timeout=120) as client:
        answer = await client.post(f"{addresses[0]}/graphql", json={"query": "{ theatres { key } }"})
        start = answer.json()["extensions"]["dataSet"]["id"]
    clients = {
        name: asyncio.create_task(listen(addresses, transport, start, count, losses, random.Random(f"{seed} {name}")))
        for name, transport in TRANSPORTS.items()
    }
    await asyncio.to_thread(change_often, database, count, lambda: dice.choice(PAUSES))
    made = await cursors(addresses[-1], start)
    return made, {name: await task for name, task in clients.items()}

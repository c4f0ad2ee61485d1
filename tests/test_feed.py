"""The feed of changes over both transports: nothing is missed, nothing comes twice, and nothing is left behind."""

import asyncio
from collections.abc import Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
import pytest
from benchmarks.listening import (
    CHANGES,
    PROTOCOL,
    TRANSPORTS,
    change_often,
    greeted,
    hear,
    say,
    socket_address,
    trial,
)
from gql import Client, gql
from gql.transport.websockets import WebsocketsTransport
from gql.transport.websockets_protocol import WebsocketsProtocolTransportBase
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from linkage.api.http import event_stream, feed, socket
from linkage.api.http.app import create_app
from linkage.api.http.feed import Feed
from linkage.api.http.front import Access
from linkage.api.http.server import WebServer
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.visualizations import javascript
from tests.emptied import emptied
from tests.serving import ask, running, served

COUNT, LOSSES = 100, 20
LAST = "{ changes(first: 1000) { cursor } }"
EVENTS = {"accept": "text/event-stream"}
EVERY = "subscription { changes { cursor } }"
ORIGIN = "https://front.example"


@pytest.fixture(scope="module")
def changed(database: Connection) -> Iterator[Connection]:
    """A graph whose journal has a few entries."""
    with emptied(database):
        change_often(database, 3, lambda: 0)
        yield database


@pytest.fixture(scope="module")
def app(changed: Connection, settings: Settings) -> Starlette:
    access = Access(origins=(ORIGIN,))
    return create_app(changed, javascript.install(settings.cache), settings.opening, access)


@pytest.fixture(scope="module")
def address(app: Starlette) -> Iterator[str]:
    with running(app) as address:
        yield address


@pytest.fixture
def hub(app: Starlette, address: str) -> Feed:
    """The feed of the server at the address."""
    hub: Feed = app.state.feed
    return hub


def known(address: str) -> list[str]:
    """The cursors of all changes."""
    data: Any = ask(address, LAST)
    return [change["cursor"] for change in data["changes"]]


async def closed(socket: ClientConnection) -> tuple[int, str]:
    """How the server closes the socket."""
    async with asyncio.timeout(30):
        with pytest.raises(ConnectionClosed) as ended:
            while True:
                await socket.recv()
    assert ended.value.rcvd is not None
    return ended.value.rcvd.code, ended.value.rcvd.reason


def events(answer: httpx.Response) -> Iterator[dict[str, str]]:
    """The events of a stream as they come, each a map of its fields."""
    event: dict[str, str] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if line:
            event[name.rstrip(":") if not value else name] = value
        elif event:
            yield event
            event = {}


def test_nothing_is_missed_or_told_twice_however_often_connections_are_lost(
    changed: Connection, settings: Settings
) -> None:
    with served(changed, settings) as one, served(changed, settings) as other:
        made, heard = asyncio.run(trial(changed, [one, other], COUNT, LOSSES, seed=7))

    assert len(set(made)) == len(made) == COUNT
    assert heard == dict.fromkeys(TRANSPORTS, made)


def test_a_stream_begins_where_its_client_left_off(address: str) -> None:
    first, *rest = known(address)[-3:]
    asked = {"query": CHANGES, "variables": orjson.dumps({"after": first}).decode()}
    for headers, left in (({}, rest), ({"last-event-id": rest[0]}, rest[1:])):
        with httpx.stream("GET", f"{address}/graphql", params=asked, headers=EVENTS | headers, timeout=60) as answer:
            stream = events(answer)
            told = [next(event for event in stream if "data" in event) for _ in left]

        assert [event["id"] for event in told] == left
        assert {event["event"] for event in told} == {"next"}
        assert [orjson.loads(event["data"])["data"]["changes"]["cursor"] for event in told] == left


def test_what_is_told_is_what_a_query_answers(address: str) -> None:
    fields = "cursor generation at dataSets listed relations building counts { kind added changed removed }"
    first, second = known(address)[-2:]
    data: Any = ask(address, f"query ($after: String) {{ changes(after: $after) {{ {fields} }} }}", after=first)
    body = {"query": f"subscription {{ changes(after: {orjson.dumps(first).decode()}) {{ {fields} }} }}"}
    with httpx.stream("POST", f"{address}/graphql", json=body, headers=EVENTS, timeout=60) as answer:
        told = next(event["data"] for event in events(answer) if "data" in event)

    assert [orjson.loads(told)["data"]["changes"]] == data["changes"]
    assert data["changes"][0]["cursor"] == second


def test_a_query_over_events_has_one_answer(address: str) -> None:
    answer = httpx.post(f"{address}/graphql", json={"query": "{ theatres { key } }"}, headers=EVENTS)
    answered, complete = (event for event in events(answer) if "event" in event)

    assert answered["event"] == "next"
    assert orjson.loads(answered["data"])["data"] == {"theatres": []}
    assert complete["event"] == "complete"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription { changes", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changes { cursor } again: changes { cursor } }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { load }", "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { changes(after: "000000000000") { cursor } }', "BAD_USER_INPUT"),
        ("query A { theatres { key } } query B { theatres { key } }", "OPERATION_RESOLUTION_FAILURE"),
    ],
)
def test_what_cannot_be_run_is_told_over_both_transports(address: str, query: str, code: str) -> None:
    answer = httpx.post(f"{address}/graphql", json={"query": query}, headers=EVENTS)
    told, complete = (event for event in events(answer) if "event" in event)

    async def over_socket() -> Any:
        async with greeted(address) as socket:
            await say(socket, type="subscribe", id="1", payload={"query": query})
            refused = await hear(socket)
            # The id is free again, and no `complete` stands between.
            await say(socket, type="subscribe", id="1", payload={"query": "{ __typename }"})
            assert (await hear(socket))["type"] == "next"
        return refused

    refused = asyncio.run(over_socket())
    assert (answer.status_code, told["event"], complete["event"]) == (200, "next", "complete")
    assert "data" not in orjson.loads(told["data"])
    for errors in (orjson.loads(told["data"])["errors"], refused["payload"]):
        assert errors[0]["extensions"]["code"] == code
        assert errors[0]["extensions"]["requestId"]
    assert (refused["type"], refused["id"]) == ("error", "1")


def test_a_subscription_needs_a_transport_that_goes_on(address: str) -> None:
    answer = httpx.post(f"{address}/graphql", json={"query": EVERY})

    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "OPERATION_RESOLUTION_FAILURE"
    assert "text/event-stream" in error["message"]


def test_a_cursor_of_another_database_is_refused_in_one_sentence(address: str) -> None:
    for field in ('changes(after: "ffffffffffff") { cursor }', 'changedRecords(of: "ffffffffffff") { totalCount }'):
        [error] = httpx.post(f"{address}/graphql", json={"query": f"{{ {field} }}"}).json()["errors"]

        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "this database knows no change 'ffffffffffff'" in error["message"]
        assert "\n" not in error["message"]


def test_a_client_of_another_maker_understands_the_socket(address: str, changed: Connection) -> None:
    before, last = known(address)[-2:]

    async def listen() -> list[str]:
        transport = WebsocketsTransport(
            url=socket_address(address), subprotocols=[WebsocketsProtocolTransportBase.GRAPHQLWS_SUBPROTOCOL]
        )
        heard = []
        async with asyncio.timeout(60), Client(transport=transport, fetch_schema_from_transport=True) as session:
            request = gql(CHANGES)
            request.variable_values = {"after": before}
            async for answer in session.subscribe(request):
                heard.append(answer["changes"]["cursor"])
                if len(heard) == 1:
                    await asyncio.to_thread(change_often, changed, 1, lambda: 0)
                else:
                    break
            data = await session.execute(gql("{ theatres { key } }"))
        assert data == {"theatres": []}
        return heard

    heard = asyncio.run(listen())
    assert heard == [last, known(address)[-1]]


@pytest.mark.parametrize(
    ("messages", "code", "reason"),
    [
        ([b"\x00\xff"], 4400, "a message is JSON, sent as text"),
        (["{"], 4400, "a message is JSON, sent as text"),
        (["[]"], 4400, "a message is an object with a type"),
        (["7"], 4400, "a message is an object with a type"),
        (['{"type": 7}'], 4400, "a message is an object with a type"),
        (['{"type": "start"}'], 4400, "there is no message of type start"),
        (['{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }"}}'], 4401, "Unauthorized"),
        (['{"type": "connection_init"}'] * 2, 4429, "Too many initialisation requests"),
        (['{"type": "connection_init"}', '{"type": "subscribe"}'], 4400, "the id of an operation is text"),
        (['{"type": "connection_init"}', '{"type": "subscribe", "id": [1]}'], 4400, "the id of an operation is text"),
        (['{"type": "connection_init"}', '{"type": "complete"}'], 4400, "the id of an operation is text"),
        (['{"type": "connection_init"}', '{"type": "subscribe", "id": "1", "payload": 3}'], 4400, "one JSON object"),
        (
            ['{"type": "connection_init"}', '{"type": "subscribe", "id": "1", "payload": {"query": 1}}'],
            4400,
            "query is missing",
        ),
        (["x" * 70_000], 1009, ""),
    ],
)
def test_a_client_that_breaks_a_rule_is_told_which(
    address: str, hub: Feed, messages: list[str | bytes], code: int, reason: str
) -> None:
    async def break_rule() -> tuple[int, str]:
        async with connect(socket_address(address), subprotocols=[PROTOCOL]) as socket:  # type: ignore[list-item]
            for message in messages:
                await socket.send(message)
            return await closed(socket)

    ended, told = asyncio.run(break_rule())
    assert ended == code
    assert reason in told
    asyncio.run(rest(hub))


def test_two_operations_of_one_id_end_the_socket(address: str, hub: Feed) -> None:
    async def repeat() -> tuple[int, str]:
        async with greeted(address) as socket:
            for _ in range(2):
                await say(socket, type="subscribe", id="same", payload={"query": EVERY})
            return await closed(socket)

    assert asyncio.run(repeat()) == (4409, "Subscriber for same already exists")
    asyncio.run(rest(hub))


def test_a_client_that_says_nothing_is_not_waited_for(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "GREETING_SECONDS", 0.2)

    async def wait() -> tuple[int, str]:
        async with connect(socket_address(address), subprotocols=[PROTOCOL]) as silent:  # type: ignore[list-item]
            return await closed(silent)

    assert asyncio.run(wait()) == (4408, "Connection initialisation timeout")


def test_a_ping_is_answered_with_what_it_holds(address: str) -> None:
    async def ping() -> list[Any]:
        async with greeted(address) as socket:
            await say(socket, type="ping", payload={"n": 1})
            await say(socket, type="pong")
            await say(socket, type="ping")
            return [await hear(socket), await hear(socket)]

    assert asyncio.run(ping()) == [{"type": "pong", "payload": {"n": 1}}, {"type": "pong"}]


def test_another_protocol_is_not_spoken(address: str) -> None:
    async def shout(protocols: list[str]) -> tuple[int, str]:
        async with connect(socket_address(address), subprotocols=protocols or None) as socket:  # type: ignore[arg-type]
            return await closed(socket)

    for protocols in ([], ["graphql-ws"]):
        code, reason = asyncio.run(shout(protocols))
        assert (code, reason) == (4406, f"Subprotocol not acceptable: speak {PROTOCOL}")


async def knock(address: str, name: str = "", **headers: str) -> int:
    """With which status a socket is opened or refused, of a server that is called by another *name*."""
    url = httpx.URL(address)
    place = {"host": url.host, "port": url.port}
    asked = socket_address(str(url.copy_with(host=name or url.host)))
    try:
        async with connect(asked, subprotocols=[PROTOCOL], additional_headers=headers, **place):  # type: ignore[list-item]
            return 101
    except InvalidStatus as refusal:
        return refusal.response.status_code


def test_pages_of_other_origins_open_no_socket(address: str) -> None:
    for origin, status in (("https://evil.example", 403), ("null", 403), (ORIGIN, 101), (address, 101)):
        assert asyncio.run(knock(address, Origin=origin)) == status


def test_a_socket_is_opened_by_a_name_of_this_machine_alone(address: str) -> None:
    assert asyncio.run(knock(address)) == 101
    assert asyncio.run(knock(address, "evil.example")) == 403
    assert asyncio.run(knock(address, "evil.example", Origin="http://evil.example")) == 403


def test_a_silent_stream_gives_signs_of_life(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "HEARTBEAT", 0.05)
    with httpx.stream("POST", f"{address}/graphql", json={"query": EVERY}, headers=EVENTS, timeout=60) as answer:
        lines = answer.iter_lines()

        assert [next(lines) for _ in range(6)] == [":", ""] * 3


def test_there_is_a_limit_to_who_listens(address: str, hub: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LISTENERS", 1)
    monkeypatch.setattr(socket, "LISTENERS", 1)
    with httpx.stream("POST", f"{address}/graphql", json={"query": EVERY}, headers=EVENTS, timeout=60) as answer:
        lines = answer.iter_lines()
        assert next(lines) == ":"
        asyncio.run(rest(hub, listeners=1))
        refused = httpx.post(f"{address}/graphql", json={"query": EVERY}, headers=EVENTS)

        async def crowd() -> tuple[Any, tuple[int, str]]:
            async with greeted(address) as only:
                await say(only, type="subscribe", id="1", payload={"query": EVERY})
                async with connect(socket_address(address), subprotocols=[PROTOCOL]) as second:  # type: ignore[list-item]
                    return await hear(only), await closed(second)

        told, (code, reason) = asyncio.run(crowd())

    assert '"code":"BUSY"' in refused.text
    assert told["type"] == "error"
    assert told["payload"][0]["extensions"]["code"] == "BUSY"
    assert (code, "try again later" in reason) == (1013, True)
    asyncio.run(rest(hub))


async def rest(hub: Feed, listeners: int = 0) -> None:
    """Wait until so many listen, and without any nothing is left of those who did."""
    async with asyncio.timeout(30):
        while hub.listeners != listeners or (not listeners and (hub.sockets or hub.looking)):
            await asyncio.sleep(0.02)


@asynccontextmanager
async def beside(app: Starlette) -> Any:
    """A server in the loop of the test, whose tasks can so be counted; yields it and its address."""
    server = WebServer(app, "127.0.0.1", 0)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    try:
        yield server, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


def test_nothing_is_left_of_clients_that_go(changed: Connection, settings: Settings) -> None:
    app = create_app(changed, javascript.install(settings.cache), settings.opening)

    async def come_and_go() -> tuple[int, list[int]]:
        async with beside(app) as (_, address):
            counts = []
            for _ in range(3):
                streams = [transport(address, "") for transport in TRANSPORTS.values() for _ in range(5)]
                waiting = [asyncio.create_task(anext(stream)) for stream in streams]  # type: ignore[arg-type]
                await rest(app.state.feed, listeners=len(streams))
                for task in waiting:
                    task.cancel()
                await asyncio.gather(*waiting, return_exceptions=True)
                for stream in streams:
                    await stream.aclose()  # type: ignore[attr-defined]
                await rest(app.state.feed)
                await asyncio.sleep(0.5)
                counts.append(len(asyncio.all_tasks()))
            return len(streams), counts

    listened, counts = asyncio.run(come_and_go())
    assert listened == 10
    assert len(set(counts)) == 1, counts


def test_a_server_that_stops_ends_its_streams_so_that_clients_come_again(
    changed: Connection, settings: Settings
) -> None:
    app = create_app(changed, javascript.install(settings.cache), settings.opening)

    async def stop() -> tuple[list[str], int]:
        async with beside(app) as (server, address), httpx.AsyncClient(timeout=60) as client, greeted(address) as open_:
            await say(open_, type="subscribe", id="1", payload={"query": EVERY})
            body = {"query": EVERY}
            async with client.stream("POST", f"{address}/graphql", json=body, headers=EVENTS) as answer:
                await rest(app.state.feed, listeners=2)
                server.should_exit = True
                lines = [line async for line in answer.aiter_lines()]
            code, _ = await closed(open_)
            return lines, code

    lines, code = asyncio.run(stop())
    assert [line for line in lines if line and line != ":"] == []
    assert code == 1012

"""The tools for assistants: the real process, asked by the protocol's own client, over the shipped data set."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from benchmarks.environment import server_variables
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, TextContent

from linkage.cli.assistants.tools import TOOLS
from linkage.graph.errors import LinkageError
from linkage.graph.store.connection import Connection
from linkage.graph.wording import assistants as wording
from linkage.graph.wording.dates import spell
from tests.calling import Caller

COMMAND = [sys.executable, "-c", "from linkage.cli import main; main()", "mcp"]
DAY = "2020-01-10"
Call = Callable[..., CallToolResult]


@asynccontextmanager
async def opened(server: StdioServerParameters) -> AsyncIterator[ClientSession]:
    async with stdio_client(server) as streams, ClientSession(*streams) as session:
        await session.initialize()
        yield session


@pytest.fixture(scope="module")
def environment(shipped: Connection) -> dict[str, str]:
    return os.environ | server_variables(shipped)


@pytest.fixture(scope="module")
def call(environment: dict[str, str]) -> Iterator[Call]:
    server = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=environment)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(opened(server)) as session:
        yield lambda tool, **arguments: portal.call(session.call_tool, tool, arguments)


def text(result: CallToolResult) -> str:
    (block,) = result.content
    assert isinstance(block, TextContent)
    return block.text


def refused(*arguments: object, **named: object) -> str:
    """Why a tool does not answer, before anything is asked of the database."""

    def nobody(*_: object) -> dict[str, object]:
        raise AssertionError("asked")

    tool, *_ = arguments
    with pytest.raises(LinkageError) as error:
        TOOLS[str(tool)].call(nobody, named)
    return str(error.value)


def test_who_backs_haftar_and_who_denies_it_is_told_with_sources(call: Call) -> None:
    result = call("relations", object="haftar", family="backs", asOf=DAY, first=25, claims=10)

    relations = result.structured_content["relations"]["nodes"]
    wagner = next(relation for relation in relations if relation["subject"]["key"] == "wagner-group")
    assert {claim["key"] for claim in wagner["claims"]["supports"]} == {"f079-s19", "f079-s20", "f079-s21", "ly-641"}
    assert {claim["speakers"][0]["name"] for claim in wagner["claims"]["disputes"]} >= {"Russia", "Mikhail Bogdanov"}
    assert [claim["speakers"][0]["name"] for claim in wagner["claims"]["denials"]] == ["Mikhail Bogdanov"]
    part = next(part for part in text(result).split("\n\n") if "Wagner Group backs Khalifa Haftar (disputed)" in part)
    assert [line for line in part.splitlines() if line.endswith(":")] == ["For it:", "Disputed by:", "Denied by:"]


def test_every_claim_is_told_with_speaker_document_place_address_date_and_certainty(call: Call) -> None:
    lines = text(call("relations", subject="jordan", object="haftar", asOf=DAY)).splitlines()

    start = next(place for place, line in enumerate(lines) if "[f053-s24]" in line)
    claim, speakers, source = lines[start : start + 3]
    assert (
        claim
        == "- [f053-s24] Jordan is said to have passed six Chinese CH-4 drones on to Haftar. (asserted, certainty 0.4)"
    )
    assert speakers == (
        "  said by Independent Press; held about January 2020 to 10 April 2020 (date inferred); known from 2020-04-10"
    )
    title = "“UAE supplying Haftar with air defence system”"
    assert source == (
        f"  in {title} (Independent Press, 10 April 2020, from {title}), “Earlier this year, Jordan’s air force supplied "
        "Haftar’s…”, https://independentpress.cc/uae-supplying-haftar-with-israeli-air-defence-system-to-counter-turkish-"
        "drones-in-libya/2020/04/10"
    )


def test_what_is_carried_is_told_as_carried(call: Call) -> None:
    result = call("relations", subject="rsf-sudan", object="haftar", asOf=DAY)

    (relation,) = result.structured_content["relations"]["nodes"]
    last = spell(date.fromisoformat(relation["lastAttested"]))
    assert relation["basis"] == "CARRIED" and relation["lastAttested"] < DAY
    assert "backs Khalifa Haftar (disputed), " in text(result) and f", last on {last}, certainty" in text(result)
    assert "\nCarried: A claim covers a day before, and nothing has ended it since.\n" in text(result)


def test_what_is_left_out_is_counted_and_the_next_page_goes_on(call: Call) -> None:
    shown = call("relations", object="haftar", family="backs", asOf=DAY, first=4, claims=1)
    page = shown.structured_content["relations"]
    rest = call("relations", object="haftar", family="backs", asOf=DAY, first=25, after=page["pageInfo"]["endCursor"])

    assert f"{page['totalCount']} relations, of which 4 are told here" in text(shown)
    assert len(rest.structured_content["relations"]["nodes"]) == page["totalCount"] - 4
    assert page["nodes"][0]["leftOut"] == {"supports": 4, "disputes": 0, "denials": 0, "contested": 0}
    assert "4 claims more are not told here" in text(shown)


def test_an_unknown_actor_leads_to_the_nearest_names(call: Call) -> None:
    result = call("relations", object="haftr")

    assert result.is_error
    assert text(result).startswith("there is no actor 'haftr'; the nearest are haftar (Khalifa Haftar), lna (")


def test_an_unknown_theatre_leads_to_those_there_are(call: Call) -> None:
    result = call("coverage", theatres=["lybia"])

    assert result.is_error
    assert text(result).startswith("there is no theatre 'lybia'; there are east-med, idlib, libya, ")


def test_where_nothing_is_coded_silence_is_not_taken_for_absence(call: Call) -> None:
    result = call("relations", subject="jordan", object="ukraine")

    assert not result.is_error
    assert text(result).splitlines() == [
        wording.SILENCE,
        "In all, 30 claims name Jordan as who acts or to whom it is done.",
        "In all, 4 claims name Ukraine as who acts or to whom it is done.",
    ]


def test_paths_are_told_with_the_claims_of_each_step(call: Call) -> None:
    result = call("paths", **{"from": "haftar", "to": "syrian-government", "asOf": "2020-03-03"}, k=1)

    (path,) = result.structured_content["paths"]["paths"]
    assert path["length"] == 1 and path["hops"][0]["relation"]["claims"]["supports"]
    assert "1. Khalifa Haftar – Syrian government" in text(result) and "  said by " in text(result)


def test_trades_are_told_with_the_claims_that_they_hang_on(call: Call) -> None:
    result = call("leverage", theatres=["libya", "idlib"], asOf="2020-09-16", rollUp=True, first=1, draws=200)

    (trade,) = result.structured_content["leverage"]["trades"]
    assert len(trade["carrying"]) <= 4
    assert "no forecast" in text(result).lower() and "  said by " in text(result)


def test_coverage_counts_claims_and_who_published_them(call: Call) -> None:
    told = text(call("coverage", actor="jordan", other="haftar"))

    assert told.startswith("8 claims under this lens name Jordan and Khalifa Haftar, of 8 at any time;")
    assert "nobody has looked: " in told and told.endswith("does not say that it was not so.")


def test_a_claim_or_a_relation_is_opened(call: Call) -> None:
    found = call("relations", subject="jordan", object="haftar", asOf=DAY).structured_content["relations"]["nodes"]

    assert "document   UAE supplying Haftar with air defence system" in text(call("evidence", claim="f053-s24"))
    assert "[f053-s24]" in text(call("evidence", relation=found[0]["id"]))
    assert text(call("evidence", relation="nonsense")).startswith("'nonsense' is not an id")


def test_answers_name_the_generation_of_the_graph(call: Call) -> None:
    assert call("search", text="حفتر").structured_content["dataSet"]["generation"] > 0


def test_the_stream_carries_the_protocol_alone(environment: dict[str, str]) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {
            "jsonrpc": "2.0",
            "id": 2,
            "method": "tools/call",
            "params": {"name": "search", "arguments": {"text": "haftar"}},
        },
        {
            "jsonrpc": "2.0",
            "id": 3,
            "method": "tools/call",
            "params": {"name": "relations", "arguments": {"asOf": "2020"}},
        },
    ]
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdin and process.stdout
    process.stdin.write("".join(json.dumps(message) + "\n" for message in messages))
    process.stdin.flush()
    replies = [json.loads(process.stdout.readline()) for _ in range(3)]
    rest, _ = process.communicate(timeout=60)  # which closes standard input: the server ends

    assert {reply["id"] for reply in replies} == {1, 2, 3} and all(reply["jsonrpc"] == "2.0" for reply in replies)
    assert rest == "" and process.returncode == 0


def test_every_tool_and_every_argument_is_described() -> None:
    for tool in TOOLS.values():
        assert tool.description.endswith(".")
        for name, schema in tool.schema["properties"].items():
            assert schema["description"].endswith("."), (tool.name, name)
            assert "$ref" not in json.dumps(schema)


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        pytest.param(
            "relations", {"asOf": "2020-01"}, "asOf cannot be '2020-01': a day is written YYYY-MM-DD", id="half a date"
        ),
        pytest.param(
            "relations", {"first": 100}, "first cannot be 100: Input should be less than or equal to 25", id="many"
        ),
        pytest.param(
            "evidence", {"key": "x"}, "evidence has no argument 'key'; it takes claim, relation and claims", id="no"
        ),
        pytest.param("paths", {"from": "x"}, "paths needs 'to': the key of the actor at the other end.", id="missing"),
        pytest.param("evidence", {}, "evidence takes claim or relation, and one of them alone", id="neither"),
    ],
)
def test_a_call_that_cannot_be_answered_gets_one_sentence(tool: str, arguments: Any, sentence: str) -> None:
    assert refused(tool, **arguments) == sentence


def test_trades_without_a_day_are_asked_for_one() -> None:
    assert refused("leverage").startswith("leverage needs a day, asOf, and two theatres or more")


def test_without_the_extra_the_command_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "linkage.cli.assistants.protocol", raising=False)

    done = Caller(monkeypatch, capsys)("mcp")

    assert done.returncode == 1
    assert done.stderr == "linkage: mcp is not installed, which this command needs: pip install 'linkage-graph[mcp]'\n"

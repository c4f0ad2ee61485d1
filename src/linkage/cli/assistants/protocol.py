"""The tools over the Model Context Protocol: standard input and output carry the protocol and nothing else."""

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import anyio.from_thread
import anyio.to_thread
from mcp import types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server

from linkage.cli.assistants.arguments import Json
from linkage.cli.assistants.tools import TOOLS, AssistantTool
from linkage.graph.answers import answered, described, read_whole
from linkage.graph.errors import LinkageError
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from linkage.graph.wording import assistants as wording

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute


async def serve_tools(connection: Connection) -> None:
    """Answer calls over the database until standard input ends."""
    from linkage.api.http.service import Service

    async with Reader(connection, timeout=60) as reader:
        await reader.verify()
        service = Service(reader.record)

        def execute(query: str, variables: dict[str, object]) -> dict[str, object]:
            return answered(anyio.from_thread.run(service.answer, query, variables))

        server = assistant_server(execute)
        async with stdio_server() as (requests, replies):
            await server.run(requests, replies, server.create_initialization_options())


def assistant_server(execute: "Execute") -> Server[Any]:
    """A server that lists the tools and calls them; *execute* is asked from threads."""

    async def list_tools(
        _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_listed(tool) for tool in TOOLS.values()])

    async def call_tool(_: ServerRequestContext[Any], call: types.CallToolRequestParams) -> types.CallToolResult:
        return await anyio.to_thread.run_sync(partial(_called, execute, call.name, call.arguments or {}))

    return Server(
        "linkage",
        version=version("linkage-graph"),
        title="Linkage",
        instructions=wording.INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _listed(tool: AssistantTool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.schema,
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _called(execute: "Execute", name: str, values: Json) -> types.CallToolResult:
    """The answer of a tool, all of one generation of the graph, or one sentence that says what to do."""
    try:
        tool = TOOLS.get(name)
        if tool is None:
            raise LinkageError(wording.unknown_tool(name, TOOLS))
        answer, states = read_whole(execute, lambda ask: tool.call(ask, values))
    except LinkageError as error:
        return _result(str(error), is_error=True)
    return _result("\n".join(answer.lines), {**answer.fields, "dataSet": described(states[-1]) if states else None})


def _result(text: str, fields: Json | None = None, is_error: bool = False) -> types.CallToolResult:
    content: list[Any] = [types.TextContent(type="text", text=text)]
    return types.CallToolResult(content=content, structured_content=fields, is_error=is_error)

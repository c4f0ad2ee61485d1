"""Answers of GraphQL for commands: from the database without a web server, or from a server at its address."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from linkage.cli.terminal import NOTES, connect
from linkage.graph.answers import answered, read_whole
from linkage.graph.store.connection import Connection
from linkage.graph.store.generation import GraphState
from linkage.graph.store.reader import Reader
from linkage.graph.wording import generations as wording

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute

Answer = dict[str, Any]
T = TypeVar("T")
Server = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Ask the GraphQL server at this address, not the database."),
]

# The rooms above the store take a second to import, so a command does so only when it needs them.


def executor(server: str | None = None) -> "Execute":
    """Ask the database that is in use, or a server; QueryError tells what is wrong with it or with the query."""
    if server:
        from linkage.visualizations.client import remote

        return remote.executor(server)
    connection = connect()
    return lambda document, variables: answered(asyncio.run(_answer(connection, document, variables)))


def fetch_whole(work: "Callable[[Execute], T]", server: str | None = None) -> tuple[T, GraphState | None]:
    """
    What *work* makes of answers that are all of one generation of the graph, and that.

    LinkageError where the graph does not come to rest. A load that is open is told on standard error.
    """
    outcome, states = read_whole(executor(server), work)
    open_load = next((state for state in states if state.building), None)
    if open_load and open_load.building:
        NOTES.print(wording.building(open_load.building, open_load.building_since), style="yellow", highlight=False)
    return outcome, states[-1] if states else None


def fetch_answer(document: str, variables: Answer, operation: str | None, server: str | None) -> Answer:
    """The whole answer to a document, as it is: what could be answered, and the errors."""
    if server:
        from linkage.visualizations.client import remote

        return remote.fetch_answer(server, document, variables, operation)
    return asyncio.run(_answer(connect(), document, variables, operation))


async def _answer(connection: Connection, document: str, variables: Answer, operation: str | None = None) -> Answer:
    from linkage.api.http.service import Service

    async with Reader(connection, timeout=60) as reader:
        await reader.verify()
        return await Service(reader.record).answer(document, variables, operation)

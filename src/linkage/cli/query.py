"""`linkage query` and `linkage picture`: answers and pictures from the database, without a web server."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from linkage.cli.lens_options import (
    AsOf,
    Issues,
    KnownBy,
    MinCertainty,
    RollUp,
    Theatres,
    WhatIsDisputed,
    lens,
)
from linkage.cli.terminal import NOTES, connect, print_json
from linkage.graph.errors import LinkageError, QueryError
from linkage.graph.lens import Disputed
from linkage.graph.settings import Settings, load_settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader

if TYPE_CHECKING:
    from linkage.visualizations.assets import Assets
    from linkage.visualizations.client.answers import Execute

# The rooms above the store take a second to import, so a command does so only when it needs them.


def query(
    file: Annotated[str, typer.Argument(help="A file with a GraphQL document, or - for standard input.")],
    var: Annotated[
        list[str] | None, typer.Option(help="A variable as name=value; JSON or else text.")
    ] = None,
    operation: Annotated[str | None, typer.Option(help="Which operation of the document.")] = None,
) -> None:
    """
    Answer a GraphQL document and print the answer as JSON.

    Example: linkage query docs/queries/who-backs-whom.graphql --var day=2020-09-16
    """
    document = _text(file)
    values = dict(_variable(text) for text in var or [])
    answer = asyncio.run(_answer(connect(load_settings()), document, values, operation))
    print_json(answer)
    if "errors" in answer:
        raise QueryError(answer["errors"])


def picture(
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    theatre: Theatres = None,
    issue: Issues = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    min_certainty: MinCertainty = None,
    disputed: WhatIsDisputed = Disputed.INCLUDE,
    roll_up: RollUp = False,
) -> None:
    """
    Draw who stands with whom as one HTML file that works from disk.

    Example: linkage picture --theatre syria --theatre libya --as-of 2020-09-16 -o picture.html
    """
    from linkage.visualizations.network.canvas import render_network
    from linkage.visualizations.network.view import fetch_network

    settings = load_settings()
    chosen = lens(theatre, issue, as_of, known_by, min_certainty, disputed, roll_up)
    view = fetch_network(executor(connect(settings)), chosen)
    page = render_network(view, chosen, assets(settings))
    write_page(output, page, len(view.relations))


def write_page(output: Path, page: str, relations: int) -> None:
    """Write a picture's file, and say what is in it."""
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise LinkageError(f"{output} cannot be written: {error.strerror}; choose another -o") from error
    NOTES.print(f"{output}: {relations} relations, {len(page.encode()):,} bytes", highlight=False)


def assets(settings: Settings) -> "Assets":
    from linkage.visualizations import javascript
    from linkage.visualizations.assets import Assets

    javascript.install(settings.cache, console=NOTES)
    return Assets.load(javascript.asset(settings.cache, "vis-network/dist/vis-network.min.js"))


def executor(connection: Connection) -> "Execute":
    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        answer = asyncio.run(_answer(connection, document, variables))
        if "errors" in answer:
            raise QueryError(answer["errors"])
        data: dict[str, object] = answer["data"]
        return data

    return execute


async def _answer(
    connection: Connection, document: str, variables: dict[str, Any], operation: str | None = None
) -> dict[str, Any]:
    from linkage.api.http.service import Service

    async with Reader(connection, timeout=60) as reader:
        await reader.verify()
        return await Service(reader.record).answer(document, variables, operation)


def _text(file: str) -> str:
    try:
        read: Callable[[], bytes] = sys.stdin.buffer.read if file == "-" else Path(file).read_bytes
        return read().decode("utf-8")
    except OSError as error:
        raise LinkageError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LinkageError(
            f"{file} is not UTF-8: byte {error.start} is {error.object[error.start]:#04x}"
        ) from error


def _variable(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise typer.BadParameter(f"{text!r} is not name=value", param_hint="--var")
    try:
        return name, orjson.loads(value)
    except orjson.JSONDecodeError:
        return name, value

"""`linkage query`: the answer to a GraphQL document."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from linkage.cli.answers import Server, fetch_answer
from linkage.cli.terminal import print_json
from linkage.graph.errors import LinkageError, QueryError


def query(
    file: Annotated[str, typer.Argument(help="A file with a GraphQL document, or - for standard input.")],
    var: Annotated[list[str] | None, typer.Option(help="A variable as name=value; JSON or else text.")] = None,
    operation: Annotated[str | None, typer.Option(help="Which operation of the document.")] = None,
    server: Server = None,
) -> None:
    """
    Answer a GraphQL document and print the answer as JSON.

    Example: linkage query docs/queries/who-backs-whom.graphql --var day=2020-09-16
    """
    document = _document(file)
    values = dict(_variable(text) for text in var or [])
    answer = fetch_answer(document, values, operation, server)
    print_json(answer)
    if "errors" in answer:
        raise QueryError(answer["errors"])


def _document(file: str) -> str:
    try:
        read: Callable[[], bytes] = sys.stdin.buffer.read if file == "-" else Path(file).read_bytes
        return read().decode("utf-8")
    except OSError as error:
        raise LinkageError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LinkageError(f"{file} is not UTF-8: byte {error.start} is {error.object[error.start]:#04x}") from error


def _variable(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise typer.BadParameter(f"{text!r} is not name=value", param_hint="--var")
    try:
        return name, orjson.loads(value)
    except orjson.JSONDecodeError:
        return name, value

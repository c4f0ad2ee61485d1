"""What commands have in common: progress and errors on standard error, and the way to the database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column

from linkage.graph import access
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

NOTES = Console(stderr=True, soft_wrap=True)

NoWait = Annotated[
    bool, typer.Option("--no-wait", help="End at once where another command writes to the database already.")
]


def fail(message: str) -> NoReturn:
    """Say in one line what went wrong, and end."""
    print(f"linkage: {message}", file=sys.stderr)
    sys.exit(1)


def print_json(value: object) -> None:
    """Put a value on standard output as JSON."""
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def progress() -> Progress:
    """Bars for whatever takes longer than a moment."""
    return Progress(
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=NOTES,
    )


def texts(*headings: str) -> Iterator[Column]:
    """Columns of a table for texts, which go on in another line where they do not fit."""
    return (Column(heading, overflow="fold") for heading in headings)


def figures(*headings: str) -> Iterator[Column]:
    """Columns of a table for figures, which stand under each other by their ends."""
    return (Column(heading, justify="right") for heading in headings)


def connect(settings: Settings | None = None) -> Connection:
    """The database in use, of whose start standard error tells."""
    return access.connect(settings, NOTES)


def open_store(settings: Settings | None = None) -> Store:
    """The way to the database in use."""
    return Store(connect(settings))


@contextmanager
def open_for_writing(connection: Connection, command: str, *, who: str, no_wait: bool = False) -> Iterator[Store]:
    """
    The way to the database while nobody else writes to it, once whoever does has ended.

    LeaseHeldError where that takes a while and we are to wait for nobody.
    """
    with Store(connection) as store:
        holder = f"`linkage {command}` by {who}"
        with store.writing(holder, wait=not no_wait, tell=lambda wait: NOTES.print(wait, highlight=False)):
            yield store

"""What commands have in common: progress and errors on standard error, and the way to the database."""

import sys
from typing import NoReturn

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from linkage.graph import access
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

NOTES = Console(stderr=True, soft_wrap=True)


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


def connect(settings: Settings) -> Connection:
    """The database in use, of whose start standard error tells."""
    return access.connect(settings, NOTES)

"""A prompt for Cypher: statements in, tables out."""

import atexit
import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from neo4j.graph import Entity, Node, Relationship
from neo4j.graph import Path as GraphPath
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkage.graph.errors import StoreError, WriteRefusedError
from linkage.graph.store.database import Store
from linkage.graph.store.transactions import Rows

Ask = Callable[[str], Rows]
"""Runs one statement."""

HELP = """\
A statement ends with ; and may take several lines.
  :help   this text
  :exit   leave (or Ctrl-D)
The up arrow brings earlier statements back; Ctrl-C drops what was typed, or stops what runs."""

# What may hold a semicolon that ends nothing, the semicolon, and a quote or comment that is still open.
_PIECE = re.compile(
    r"""(?P<whole>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<end>;)|(?P<open>["'`]|/\*)""",
    re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def split(text: str) -> tuple[list[str], str]:
    """The statements of *text* that a semicolon ends, and the rest, which may be one without its end."""
    statements = []
    begin = 0
    for piece in _PIECE.finditer(text):
        if piece["open"]:
            break
        if piece["end"]:
            statements.append(text[begin : piece.start()].strip())
            begin = piece.end()
    return [statement for statement in statements if statement], text[begin:].strip()


def shown(value: object, nested: bool = False) -> str:
    """A value as Cypher would write it, a text by itself without its quotes."""
    match value:
        case Node():
            labels = "".join(f":{label}" for label in sorted(value.labels))
            return f"({labels}{_shown_properties(value)})"
        case Relationship():
            return f"[:{value.type}{_shown_properties(value)}]"
        case GraphPath():
            return _shown_path(value)
        case str():
            return json.dumps(value, ensure_ascii=False) if nested else value
        case None | bool():
            return json.dumps(value)
        case Mapping():
            return "{" + ", ".join(f"{key}: {shown(item, True)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(shown(item, True) for item in value) + "]"
        case _:
            return str(value)


def _shown_properties(entity: Entity) -> str:
    properties = dict(entity)
    return f" {shown(properties)}" if properties else ""


def _shown_path(path: GraphPath) -> str:
    text = shown(path.start_node)
    for start, relationship, end in zip(path.nodes, path.relationships, path.nodes[1:], strict=False):
        left, right = ("-", "->") if relationship.start_node == start else ("<-", "-")
        text += f"{left}{shown(relationship)}{right}{shown(end)}"
    return text


def reading(store: Store) -> Ask:
    """Runs statements that read; StoreError says how one that writes is run."""

    def ask(statement: str) -> Rows:
        try:
            return store.look_up(statement)
        except WriteRefusedError as error:
            raise StoreError(
                "this statement writes, and nothing was written: `linkage db shell --write` runs it, "
                "while no other command writes"
            ) from error

    return ask


def run(ask: Ask, console: Console, text: str) -> None:
    """Print what every statement of *text* returns; the last needs no semicolon. The first error ends it."""
    statements, rest = split(text)
    for statement in filter(None, [*statements, rest]):
        _print(console, *ask(statement))


def interact(ask: Ask, console: Console, history: Path) -> None:
    """Read, run and print until the person leaves; an error is shown and changes nothing."""
    _keep_history(history)
    console.print(":help for help, :exit to leave")
    begun = ""
    while True:
        try:
            line = input("     -> " if begun else "cypher> ")
            if not begun and line.strip() in (":exit", ":quit"):
                return
            if not begun and line.strip() == ":help":
                console.print(HELP)
                continue
            statements, begun = split(f"{begun}\n{line}")
            for statement in statements:
                _answer(ask, console, statement)
        except EOFError:
            return
        except KeyboardInterrupt:
            begun = ""
            console.print()
        except StoreError as error:
            begun = ""
            console.print(str(error), style="red", markup=False)


def _answer(ask: Ask, console: Console, statement: str) -> None:
    begin = time.perf_counter()
    columns, rows = ask(statement)
    _print(console, columns, rows)
    took = (time.perf_counter() - begin) * 1000
    console.print(f"{len(rows)} row{'s' * (len(rows) != 1)}, {took:.0f} ms", style="dim")


def _print(console: Console, columns: list[str], rows: list[list[object]]) -> None:
    cells = [[_one_line(shown(value)) for value in row] for row in rows]
    headings = [_one_line(column) for column in columns]
    if not columns:
        return
    if not console.is_terminal:
        print(*("\t".join(line) for line in [headings, *cells]), sep="\n")
        return
    table = Table()
    for heading in headings:
        table.add_column(Text(heading))
    for line in cells:
        table.add_row(*map(Text, line))
    console.print(table)


def _one_line(text: str) -> str:
    """Controls written out, so that a stored text cannot steer the terminal or break a line."""
    return _CONTROL.sub(lambda control: control[0].encode("unicode_escape").decode(), text)


def _keep_history(file: Path) -> None:
    """Let the arrow keys bring earlier lines back, where this Python has readline."""
    try:
        import readline
    except ImportError:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    readline.read_history_file(file)
    readline.set_history_length(1000)
    atexit.register(readline.write_history_file, file)

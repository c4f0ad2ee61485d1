"""A prompt for Cypher: statements in, tables out."""

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path

from neo4j.graph import Entity, Node, Relationship
from neo4j.graph import Path as GraphPath
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkage.graph.errors import StoreError
from linkage.graph.store.database import Store

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
        forward = relationship.start_node == start
        text += f"{'-' if forward else '<-'}{shown(relationship)}{'->' if forward else '-'}{shown(end)}"
    return text


class Shell:
    """Runs statements on one database and prints what they return."""

    def __init__(self, store: Store, console: Console) -> None:
        self._store = store
        self._console = console

    def run(self, text: str) -> None:
        """Run every statement of *text*; the last one needs no semicolon. The first error ends it."""
        statements, rest = split(text)
        for statement in [*statements, rest]:
            if statement:
                self._print(*self._store.rows(statement))

    def interact(self, history: Path) -> None:
        """Read, run and print until the person leaves; an error is shown and changes nothing."""
        with_history(history)
        self._console.print(":help for help, :exit to leave")
        rest = ""
        while True:
            try:
                line = input("     -> " if rest else "cypher> ")
                if not rest and line.strip() in (":exit", ":quit"):
                    return
                rest = self._entered(rest, line)
            except EOFError:
                return
            except KeyboardInterrupt:
                rest = ""
                self._console.print()

    def _entered(self, rest: str, line: str) -> str:
        """What remains to be completed after one more line."""
        if not rest and line.strip() == ":help":
            self._console.print(HELP)
            return ""
        statements, rest = split(f"{rest}\n{line}")
        for statement in statements:
            begin = time.perf_counter()
            try:
                columns, rows = self._store.rows(statement)
            except StoreError as error:
                self._console.print(str(error), style="red", markup=False)
                return ""
            self._print(columns, rows)
            took = time.perf_counter() - begin
            self._console.print(f"{len(rows)} row{'s' * (len(rows) != 1)}, {took * 1000:.0f} ms", style="dim")
        return rest

    def _print(self, columns: list[str], rows: list[list[object]]) -> None:
        if not columns:
            return
        if not self._console.is_terminal:
            print("\t".join(map(_one_line, columns)))
            for row in rows:
                print("\t".join(_one_line(shown(value)) for value in row))
            return
        table = Table()
        for column in columns:
            table.add_column(Text(_one_line(column)))
        for row in rows:
            table.add_row(*(Text(_one_line(shown(value))) for value in row))
        self._console.print(table)


def _one_line(text: str) -> str:
    """Controls written out, so that a stored text cannot steer the terminal or break a line."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def with_history(file: Path) -> None:
    """Earlier lines come back with the arrow keys, where this Python has readline."""
    try:
        import readline
    except ImportError:
        return
    import atexit

    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    readline.read_history_file(file)
    readline.set_history_length(1000)
    atexit.register(readline.write_history_file, file)

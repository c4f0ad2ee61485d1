"""
The canonical form of records as text: one way to write each, so that equal records are equal bytes.

Fields stand in the order of the classes and those with their default are left out. In YAML a record is
followed by one blank line, a text is folded where it does not fit its line, lists and maps stand on one line
where they fit, and only what YAML would read as something else is quoted. Comments are no part of it.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import orjson

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.errors import LinkageError
from linkage.graph.records import Reference

WIDTH = 110
_EXACT = 1 << 53
_INDENT = "  "

# What YAML 1.2 would read as null, a truth value or a number.
_SPECIAL = re.compile(
    r"null|Null|NULL|~|true|True|TRUE|false|False|FALSE"
    r"|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
# A text that means something to YAML where it begins, ends, or holds one of these.
_MARKED = re.compile(r"""^[\[\]{},#&*!|>'"%@`]|^[-?:]([ ,\[\]{}]|$)|: | \#|:$""")
# Between brackets libyaml ends a plain text before what could be the key or the value of a map.
_MARKED_IN_FLOW = re.compile(_MARKED.pattern + r"|[\[\]{},]|^[?:]|:\?")
_BREAK = re.compile(r"(?<! ) (?! )")


def fields(value: Any) -> dict[str, Any]:
    """The fields of a record that differ from their defaults, as plain values and dates."""
    return {
        name: _plain(content)
        for name, default in _defaults(value.__class__)
        if (content := getattr(value, name)) != default
    }


def format_yaml(records: Iterable[Any]) -> Iterator[str]:
    """The text of a YAML file, a record at a time."""
    for number, record in enumerate(records):
        lines = list(_map(fields(record), 1))
        yield "\n" * (number > 0) + "\n".join(["- " + lines[0].lstrip(" "), *lines[1:], ""])


def format_map(value: Any) -> str:
    """The text of a YAML file that holds one value, not a list: the head of a data set."""
    return "\n".join([*_map(fields(value), 0), ""])


def format_records(file: str, records: Iterable[Any]) -> Iterator[str]:
    """The text of *file*, whose ending tells the form, a record at a time."""
    if not file.endswith(".jsonl"):
        return format_yaml(records)
    values = (orjson.dumps(fields(record), str, orjson.OPT_PASSTHROUGH_DATACLASS) for record in records)
    return (value.decode() + "\n" for value in values)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of *path* when all is written, and leaves no trace otherwise."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                yield file
                file.close()
                Path(file.name).chmod(path.stat().st_mode if path.exists() else 0o644)
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise LinkageError(f"{path} cannot be written: {error.strerror}") from error


def write_text(path: Path, chunks: Iterable[str]) -> None:
    """Write a file whole or not at all."""
    with replacing(path) as file:
        for chunk in chunks:
            file.write(chunk.encode())


@cache
def _defaults(kind: Any) -> list[tuple[str, Any]]:
    return [
        (
            field.name,
            field.default if field.default_factory is dataclasses.MISSING else field.default_factory(),
        )
        for field in dataclasses.fields(kind)
    ]


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case Reference():
            return str(value)
        case float() if value.is_integer() and abs(value) < _EXACT:
            return int(value)
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case PartialDate() | Interval():
            return value
    return fields(value) if dataclasses.is_dataclass(value) else value


def _map(values: dict[str, Any], depth: int) -> Iterator[str]:
    """The lines of a map, indented by *depth*."""
    indent = _INDENT * depth
    for name, value in values.items():
        head = f"{indent}{_scalar(name)}:"
        line = f"{head} {_inline(value)}"
        if len(line) <= WIDTH and not _is_table(value):
            yield line
        elif isinstance(value, dict):
            yield head
            yield from _map(value, depth + 1)
        elif isinstance(value, list):
            yield head
            yield from _list(value, depth + 1)
        elif isinstance(value, str) and _BREAK.search(value):
            yield f"{head} >-"
            yield from _folded(value, indent + _INDENT)
        else:
            yield line


def _is_table(value: Any) -> bool:
    """Whether *value* is a list of maps, which reads best with each on a line of its own."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _list(values: list[Any], depth: int) -> Iterator[str]:
    """The lines of a list, one item after the other."""
    indent = _INDENT * depth
    for value in values:
        line = f"{indent}- {_inline(value)}"
        if isinstance(value, dict) and len(line) > WIDTH:
            start, *lines = _map(value, depth + 1)
            yield f"{indent}- {start.lstrip(' ')}"
            yield from lines
        else:
            yield line


def _folded(value: str, indent: str) -> Iterator[str]:
    """The lines of a folded text; YAML puts a space where a line ends."""
    line = ""
    for piece in _BREAK.split(value):
        if line and len(indent) + len(line) + 1 + len(piece) > WIDTH:
            yield indent + line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield indent + line


def _inline(value: Any, flow: bool = False) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return format(Decimal(repr(value)), "f")
        case str():
            return _scalar(value, flow)
        case list():
            return f"[{', '.join(_inline(item, True) for item in value)}]"
        case dict():
            inner = (f"{_scalar(name, True)}: {_inline(item, True)}" for name, item in value.items())
            return f"{{{', '.join(inner)}}}"
    return str(value)


def _scalar(value: str, flow: bool = False) -> str:
    marked = _MARKED_IN_FLOW if flow else _MARKED
    if value and not _SPECIAL.fullmatch(value) and not marked.search(value):
        return value
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'

"""
What a load refused, as JSON Lines: file, line, record, field, value, rule, and the record as it was written.

The text stays the only master: a list of rejects is worked through in the text, and the next load is held
against the list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import orjson

from linkage.graph.errors import LinkageError
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.writer import write_text

_FIELDS = ("file", "line", "record", "field", "value", "rule", "raw")
_LARGEST = 1 << 63


@dataclass(frozen=True, slots=True)
class Mending:
    """How a record that was once refused fares now."""

    record: str
    mended: bool


def write_rejects(path: Path, problems: Iterable[Problem]) -> None:
    """Write one line per problem; a file without lines says that nothing was refused."""
    write_text(path, (_line(problem) for problem in problems))


def read_rejects(path: Path) -> list[Problem]:
    """The problems in a file that `write_rejects` made."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise LinkageError(f"{path} cannot be read: {error.strerror}") from error
    return [_problem(path, number, line) for number, line in enumerate(lines, 1)]


def outcomes(before: Iterable[Problem], now: Iterable[Problem]) -> Iterator[Mending]:
    """
    Each record of *before*, once, with whether the text of *now* has nothing against it.

    A record is known again by kind and key, wherever it stands; what has no key, by its file.
    """
    refused = {_identity(problem) for problem in now}
    for identity in dict.fromkeys(_identity(problem) for problem in before):
        yield Mending(identity, identity not in refused)


def _identity(problem: Problem) -> str:
    return problem.record if problem.record and " (" not in problem.record else problem.file


def _line(problem: Problem) -> str:
    values = {name: _plain(getattr(problem, name)) for name in _FIELDS}
    return orjson.dumps(values).decode() + "\n"


def _plain(value: object) -> Any:
    """*value* as JSON can hold it: what is no JSON is kept as text."""
    match value:
        case None | bool():
            return value
        case int() if -_LARGEST <= value < _LARGEST:
            return value
        case float() if isfinite(value):
            return value
        case bytes():
            return value.decode("utf-8", "replace").rstrip()
        case dict():
            return {str(_plain(key)): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return str(value).encode("utf-8", "replace").decode()


def _problem(path: Path, number: int, line: bytes) -> Problem:
    try:
        values = orjson.loads(line)
        return Problem(**{name: values[name] for name in _FIELDS})
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise LinkageError(f"{path}:{number} is no reject: give the file that `load --rejects` wrote") from error

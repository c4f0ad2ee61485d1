"""
Records as text: YAML for people, JSON Lines for bulk.

A file is read as plain values with the line of each record. What cannot be read is a `Problem`, never an
exception from a parser, and no problem hides the ones after it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

LONGEST_LINE = 1 << 20
_MARK = b"\xef\xbb\xbf"
_DEEPEST = 8
_SHOWN = 60
# YAML 1.1 ends a line at the first three and passes over the last, so that a text would lose them.
_UNSEEN = re.compile("[\x85\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """
    A rule that a record breaks, and where; `key` is that of a record that is not valid, `raw` what it says.

    What is only odd is a warning, and `caution` says of which kind.
    """

    file: str
    rule: str
    line: int | None = None
    record: str | None = None
    field: str | None = None
    value: object = None
    key: str | None = None
    raw: object = None
    caution: str | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        value = f" = {_short(self.value)}" if self.value is not None else ""
        words = place, self.record, self.field and self.field + value, self.rule
        return ": ".join(word for word in words if word)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as read: a map that is still to be validated."""

    line: int
    value: dict[str, Any]


def read_records(path: Path, file: str) -> Iterator[Raw | Problem]:
    """The records of one file in their order; *file* is its name in messages."""
    if path.suffix == ".jsonl":
        yield from _json_lines(path, file)
        return
    text = decoded(path.read_bytes(), file)
    if isinstance(text, Problem):
        yield text
        return
    try:
        yield from _yaml(text, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        yield Problem(file, f"is not YAML: {error.problem}", mark.line + 1 if mark else None)
    except yaml.YAMLError as error:
        yield Problem(file, f"is not YAML: {str(error).splitlines()[0]}")


def decoded(data: bytes, file: str) -> str | Problem:
    """The text of a YAML file, or what keeps it from being read."""
    for number, line in enumerate(data.split(b"\n") if len(data) > LONGEST_LINE else (), 1):
        if len(line) > LONGEST_LINE:
            return Problem(file, f"has a line of more than {LONGEST_LINE:,} bytes", number)
    try:
        text = data.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(file, f"is not UTF-8: byte {error.start} is {error.object[error.start]:#04x}")
    unseen = _UNSEEN.search(text)
    if unseen:
        rule = f"holds the hidden character U+{ord(unseen[0]):04X}"
        return Problem(file, rule, text.count("\n", 0, unseen.start()) + 1)
    return text


def _json_lines(path: Path, file: str) -> Iterator[Raw | Problem]:
    with path.open("rb") as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                yield Problem(file, f"has a line of more than {LONGEST_LINE:,} bytes; the rest is not read", number)
                return
            if number == 1:
                line = line.removeprefix(_MARK)
            if line.strip(b" \t\r\n"):
                yield _json_record(line, number, file)


def _json_record(line: bytes, number: int, file: str) -> Raw | Problem:
    try:
        value = strict_json(line)
    except ValueError as error:
        return Problem(file, str(error), number, raw=line)
    if not isinstance(value, dict):
        return Problem(file, "is not a record, that is a map of fields", number, raw=line)
    return Raw(number, value)


def strict_json(text: bytes, deepest: int = _DEEPEST) -> Any:
    """The value that JSON stands for; ValueError where it is none, gives a field twice or nests more than *deepest*."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} in column {error.colno}") from error
    # Each field has a colon of its own, so that one colon a field leaves none for a field that is lost.
    if isinstance(value, dict | list) and text.count(b":") != _fields(value, deepest):
        _PAIRS.decode(text.decode())
    return value


def _fields(value: Any, deepest: int) -> int:
    """How many fields the maps in *value*, a map or a list, have."""
    if not deepest:
        raise ValueError(f"nests more than {_DEEPEST} deep")
    count, items = (len(value), value.values()) if value.__class__ is dict else (0, value)
    for item in items:
        if item.__class__ is dict or item.__class__ is list:
            count += _fields(item, deepest - 1)
    return count


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(_twice(next(name for name in names if names.count(name) > 1)))
    return fields


def _twice(field: str) -> str:
    return f"field {field} is given twice"


_PAIRS = json.JSONDecoder(object_pairs_hook=_unrepeated)


class _Loader(yaml.CSafeLoader):
    """YAML with only null, true, false and numbers: dates stay text, and `no` is a language."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _initials in (
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,399})$", list("-0123456789")),
    ("float", r"^-?(?:0|[1-9][0-9]{0,399})(?=[.eE])(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _initials)


def mapping(text: str) -> dict[str, Any]:
    """The one map that *text* holds; yaml.YAMLError or ValueError where it is not one."""
    _refuse_depth(text)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise ValueError("is not a map")
        _refuse_loss(loader, node, set())
        value: dict[str, Any] = loader.construct_document(node)
        return value
    finally:
        loader.dispose()


def _yaml(text: str, file: str) -> Iterator[Raw | Problem]:
    _refuse_depth(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            yield Problem(file, "is not a list of records")
            return
        for node in root.value:
            line = node.start_mark.line + 1
            if not isinstance(node, yaml.MappingNode):
                yield Problem(file, "is not a record, that is a map of fields", line)
                continue
            try:
                _refuse_loss(loader, node, set())
                yield Raw(line, loader.construct_document(node))
            except yaml.MarkedYAMLError as error:
                mark = error.problem_mark or node.start_mark
                yield Problem(file, str(error.problem), mark.line + 1)
    finally:
        loader.dispose()


def _refuse_depth(text: str) -> None:
    """The parser follows brackets within brackets until the process dies; no record needs more than a few."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            problem = f"nests more than {_DEEPEST} deep"
            mark: Any = event.start_mark  # of the C parser, which the stubs keep apart
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _refuse_loss(loader: Any, node: yaml.Node, seen: set[int]) -> None:
    """A field given twice would lose one value, an alias could make a small file huge, a tag would hide a type."""
    mark: Any = node.start_mark  # of the C parser, which the stubs keep apart
    if id(node) in seen:
        raise yaml.MarkedYAMLError(problem="aliases (*name) are not allowed", problem_mark=mark)
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode) and not node.style:
        own = loader.resolve(yaml.ScalarNode, node.value, (True, False))
    else:
        own = loader.DEFAULT_SEQUENCE_TAG if isinstance(node, yaml.SequenceNode) else loader.DEFAULT_SCALAR_TAG
        own = loader.DEFAULT_MAPPING_TAG if isinstance(node, yaml.MappingNode) else own
    if node.tag != own:
        raise yaml.MarkedYAMLError(problem="tags (!name) are not allowed", problem_mark=mark)
    if isinstance(node, yaml.MappingNode):
        _refuse_repetition(node)
        for _, value in node.value:
            _refuse_loss(loader, value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_loss(loader, item, seen)


def _refuse_repetition(node: yaml.MappingNode) -> None:
    names: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag != _Loader.DEFAULT_SCALAR_TAG:
            raise yaml.MarkedYAMLError(problem="a field's name is not text", problem_mark=key.start_mark)
        if key.value in names:
            raise yaml.MarkedYAMLError(problem=_twice(key.value), problem_mark=key.start_mark)
        names.add(key.value)


def raw_text(raw: Raw, field: str) -> str | None:
    """What an unvalidated record has in a field, if that is a text."""
    text = raw.value.get(field)
    return text if isinstance(text, str) else None

"""Small faults put into bytes, lines, fields and files, and a second reading of text that shares no code with ours."""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

import yaml

from linkage.graph.dates import Interval

SIGNS = [
    *["\ufeff", "\u200b", "\u202e", "\x85", "\u2028", "\x00", "\t", "\r", "\n", "\r\n", " ", "e\u0301", "\u0435", "\u00e9"],
    *['"', "'", "\\", ":", ": ", ",", "[", "]", "{", "}", "#", " #", "&a ", "*a", "!!str ", "!!binary ", "! ", "- ", "? ", "|", ">"],
    *["true", "null", "~", "0", "-", ".", "_", "e5", "1e999", "NaN", "0x1f", "2020-02-30", "..", "---\n", "...\n", "%YAML 1.1\n"],
]  # fmt: skip
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DEFAULTS: list[Any] = [None, False, [], {}, "stated", "inferred", "claims", ["actor"]]


def _span(random: Random, data: bytes, longest: int = 40) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randrange(longest))


def _flipped(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def _cut(random: Random, data: bytes) -> bytes:
    start, end = _span(random, data)
    return data[:start] + data[end:]


def _copied(random: Random, data: bytes) -> bytes:
    start, end = _span(random, data)
    at = random.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at:]


def _signed(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(SIGNS).encode() + data[at:]


def _lines(random: Random, data: bytes) -> bytes:
    """A line twice, elsewhere, or gone."""
    lines = data.splitlines(keepends=True)
    line = random.choice(lines)
    if random.random() < 0.6:
        lines.remove(line)
    if random.random() < 0.6:
        lines.insert(random.randrange(len(lines) + 1), line)
    return b"".join(lines)


def _fields(random: Random, data: bytes) -> bytes:
    """A field of one line given twice, with quotes or under another name."""
    fields = list(re.finditer(rb'"?([a-z_]+)"?: ?("[^"\n]*"|[^,"\n\]{}[]+)', data))
    if not fields:
        return data
    field = random.choice(fields)
    name, value = field[1], field[2]
    pair = field[0]
    changed = random.choice(
        [
            pair + b", " + pair,
            pair + b"\n  " + pair,
            pair[: -len(value)] + b'"' + value.strip(b'"') + b'"',
            pair[: -len(value)] + value.strip(b'"'),
            pair.replace(name, random.choice(fields)[1], 1),
            pair[: -len(value)] + random.choice([b"true", b"null", b"1", b"0.5", b"5e-1", b"5_0e-2", b"[]", b"{}"]),
        ]
    )
    return data[: field.start()] + changed + data[field.end() :]


CHANGES: list[Callable[[Random, bytes], bytes]] = [_flipped, _cut, _copied, _signed, _lines, _fields]


def mutated(random: Random, data: bytes) -> bytes:
    """*data* with one fault, or two or three of them."""
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        data = random.choice(CHANGES)(random, data) if data else data
    return data


def values(file: str, data: bytes) -> list[Any]:
    """The records in a text, maps as lists of pairs; ValueError or yaml.YAMLError where it is no such text."""
    text = data.decode("utf-8-sig")
    if file.endswith(".jsonl"):
        return [_loaded(line) for line in re.split("\r?\n", text) if line.strip(" \t\r")]
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    return [] if node is None else [_value(item) for item in node.value]


def _loaded(line: str) -> Any:
    return json.loads(line, object_pairs_hook=Pairs)


class Pairs(list[Any]):
    """A map as it was written."""


def _value(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return Pairs((key.value, _value(value)) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if not node.style and node.value in ("", "~", "null"):
        return None
    if not node.style and node.value in ("true", "false"):
        return node.value == "true"
    return float(node.value) if not node.style and _NUMBER.fullmatch(node.value) else node.value


def same(written: Any, canonical: Any) -> bool:
    """Whether what a person wrote and what we make of it mean the same."""
    if isinstance(canonical, Pairs):
        if not isinstance(written, Pairs) or len(dict(written)) != len(written):
            return False
        fields, ours = dict(written), dict(canonical)
        left_out = [fields[name] for name in fields.keys() - ours.keys()]
        return all(_is_default(value) for value in left_out) and all(
            name in fields and same(fields[name], value) for name, value in ours.items()
        )
    if isinstance(canonical, list):
        return isinstance(written, list) and len(written) == len(canonical) and all(map(same, written, canonical))
    if isinstance(canonical, str) and written != canonical:
        return _interval(written) == _interval(canonical) is not None
    return isinstance(written, bool) == isinstance(canonical, bool) and bool(written == canonical)


def _is_default(value: Any) -> bool:
    return value in _DEFAULTS and not isinstance(value, float | int) or value is False


def _interval(value: Any) -> Interval | None:
    try:
        return Interval.parse(f"{value:.0f}" if isinstance(value, float) else value)
    except (ValueError, AttributeError):
        return None

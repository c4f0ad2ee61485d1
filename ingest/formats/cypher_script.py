"""
Records as a script of Cypher that fills an empty Neo4j: a node for each record, a relationship for each link.

Whoever loads it needs nothing of ours; properties and types are called as the model calls them (`docs/model.md`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from linkage.graph.fields import Form, table
from linkage.graph.records import KINDS, REFERENCE_KINDS, Record, Reference
from linkage.ingest.formats.record_source import RecordSource
from linkage.ingest.properties import write_properties
from linkage.ingest.references import targets

ROWS = 500
"""Rows of a statement."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile(r"[\\'\n\r\t]")
Link = tuple[str, str, str]
"""The type of a link, and the labels of the nodes that it leads to."""


def literal(value: Any) -> str:
    """
    *value* as a literal of Cypher; TypeError for what no property can hold.

    The one place where a value becomes a part of a statement: a script has no parameters.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
        case date():
            return f"date('{value.isoformat()}')"
        case str():
            return f"'{_UNSAFE.sub(lambda sign: _ESCAPED[sign[0]], value)}'"
        case list() | tuple():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            if not all(_NAME.fullmatch(name) for name in value):
                raise TypeError(f"no names of properties: {', '.join(value)}")
            return f"{{{', '.join(f'{name}: {literal(item)}' for name, item in value.items())}}}"
    raise TypeError(f"no property holds a {type(value).__name__}")


def format_cypher(source: RecordSource) -> Iterator[str]:
    """The statements, each ended by a semicolon and a line's end: constraints, nodes of all kinds, then links."""
    yield f"// {source.described()}\n"
    for kind in KINDS.values():
        label = kind.__name__
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (node:{label}) REQUIRE node.key IS UNIQUE;\n"
    for kind in KINDS.values():
        nodes = (literal(_properties(record)) for record in source.records(kind))
        yield from _statements(nodes, f"CREATE (node:{kind.__name__}) SET node = row")
    for kind in KINDS.values():
        yield from _links(kind, source)


def _properties(record: Record) -> dict[str, Any]:
    """What a node carries; of names, which are records of their own with us, the texts."""
    properties = write_properties(record)
    for field in table(type(record)):
        if field.form is Form.NAMES:
            properties[field.stored] = [name.text for name in getattr(record, field.name)]
    return properties


def _links(kind: type[Record], source: RecordSource) -> Iterator[str]:
    ends: dict[tuple[str, str], list[str]] = {}
    for record in source.records(kind):
        for link, label, row in _ends(record):
            rows = ends.setdefault((link, label), [])
            rows.append(row)
            if len(rows) == ROWS:
                yield _linked(kind, link, label, rows)
                rows.clear()
    for (link, label), rows in ends.items():
        if rows:
            yield _linked(kind, link, label, rows)


def _ends(record: Any) -> Iterator[Link]:
    for field in table(type(record)):
        if field.form is not Form.LINK or field.refers is None or field.refers.link is None:
            continue
        for position, target in enumerate(targets(record, field)):
            reference = isinstance(target, Reference)
            label = REFERENCE_KINDS[target.kind].__name__ if reference else field.refers.to
            key = target.key if reference else target
            yield field.refers.link, label, literal([record.key, key, position])


def _linked(kind: type[Record], link: str, label: str, rows: Sequence[str]) -> str:
    pattern = f"(start:{kind.__name__} {{key: row[0]}}), (target:{label} {{key: row[1]}})"
    return "".join(_statements(rows, f"MATCH {pattern} CREATE (start)-[:{link} {{position: row[2]}}]->(target)"))


def _statements(rows: Iterable[str], rest: str) -> Iterator[str]:
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS)):
        lines = ",\n  ".join(batch)
        yield f"UNWIND [\n  {lines}\n] AS row\n{rest};\n"

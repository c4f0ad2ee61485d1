"""The API with a note of the statements that it sends, and selections of all that a type has."""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_interface_type,
    is_leaf_type,
    is_union_type,
)

from linkage.api.http.service import Service
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from tests.asking import asking
from tests.reference import SCHEMA


@dataclass
class Recorder:
    """The API over one data set, with a note of every statement that it sends."""

    runner: asyncio.Runner
    reader: Reader
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        async def run(text: str, values: dict[str, Any]) -> list[Any]:
            self.sent.append((text, values))
            return await self.reader.record(text, values)

        self.service = Service(run)

    def ask(self, document: str, **variables: object) -> list[str]:
        """The texts of the statements that an answer took."""
        self.sent.clear()
        self.runner.run(self.service.answer(document, variables))
        return [text for text, _ in self.sent]


@contextmanager
def recording(database: Connection, folder: Path) -> Iterator[Recorder]:
    """A recorder over the data set in *folder*, which is all that the database holds meanwhile."""
    with asking(database, folder), asyncio.Runner() as runner:
        reader = Reader(database, timeout=120)
        yield Recorder(runner, reader)
        runner.run(reader.__aexit__())


def every_field(kind: str, lens: str = "", names: Collection[str] = ()) -> str:
    """
    Everything of one type, values in it whole, and of records something that tells them from others.

    Where *names* are given, only the fields that are called so.
    """
    of = SCHEMA.get_type(kind)
    assert isinstance(of, GraphQLObjectType)
    return " ".join(_field(name, of.fields[name], lens) for name in names or of.fields)


def _field(name: str, definition: GraphQLField, lens: str) -> str:
    inner = get_named_type(definition.type)
    if is_leaf_type(inner):
        return name
    narrowed = f"{name}(lens: {lens})" if lens and "lens" in definition.args else name
    if is_union_type(inner) or is_interface_type(inner):
        return f"{narrowed} {{ __typename ... on Node {{ id }} }}"
    assert isinstance(inner, GraphQLObjectType)
    if inner.name.endswith("Connection"):
        lists = [f"{item} {{ id }}" for item in ("supports", "disputes", "denials") if item in inner.fields]
        return f"{narrowed} {{ totalCount edges {{ cursor node {{ id }} }} {' '.join(lists)} }}"
    if "id" not in inner.fields or inner.name.endswith("Columns"):
        return f"{narrowed} {{ {every_field(inner.name, lens)} }}"
    leaves = [leaf for leaf, item in inner.fields.items() if is_leaf_type(get_named_type(item.type))]
    return f"{narrowed} {{ {' '.join(leaves)} }}"

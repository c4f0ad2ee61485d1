"""
The answers to our own documents, as values.

A document says which fields are asked for, and the printed schema (`api/schema.graphql`) what each of them is, so
that nothing else has to say either again. For each set of fields there is one frozen class, made once, with an
attribute for every field; an object of which one field alone is asked for stands as that field: `subject { key }`
is read as the text in `subject`. Lists are tuples, null is None. Values are equal where their content is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import make_dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionNode,
    build_schema,
    parse,
)

from linkage.graph.dates import PartialDate
from linkage.graph.errors import PictureError
from linkage.graph.families import Family
from linkage.graph.leverage.thresholds import StanceFigure, ThresholdEffect
from linkage.graph.records import ActorKind, Basis, Hedge, Locator, NameKind, Range, SpeakerSide
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import Ending, StandingBasis

Value: TypeAlias = Any
"""A value of an answer: its attributes are the fields that the document asks for, spelt in snake_case."""
Execute: TypeAlias = Callable[[str, dict[str, object]], dict[str, object]]
"""Asks one GraphQL document with its variables; returns `data` or raises QueryError."""
Fragments: TypeAlias = Mapping[str, FragmentDefinitionNode]
Reader: TypeAlias = Callable[[Any], Any]

_ENUMS = (
    ActorKind,
    Basis,
    Ending,
    Hedge,
    NameKind,
    RelationStatus,
    SpeakerSide,
    StanceFigure,
    StandingBasis,
    ThresholdEffect,
)
_LEAVES: Mapping[str, Reader] = {
    "Date": date.fromisoformat,
    "DateTime": datetime.fromisoformat,
    "PartialDate": PartialDate.parse,
    "RelationFamily": Family.__members__.__getitem__,
    **{enum.__name__: enum.__members__.__getitem__ for enum in _ENUMS},
}
"""What becomes of dates and of our own enums; the values of any other enum are read as text in small letters."""
_RECORDS: Mapping[str, type] = {"Locator": Locator, "Range": Range}
"""Values of records that can be told as they are."""


class Wrapper:
    """Something around one value of an answer: what it does not have itself is asked of the value."""

    value: Value

    def __getattr__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "value"), name)


class _MisfitError(Exception):
    """A part of an answer is not what the schema says; `place` leads to it, from the inside out."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.place: list[str] = []


def read_answer(document: str, data: Mapping[str, object]) -> Value:
    """The *data* of an answer to *document* as a value; PictureError names the place where it does not fit."""
    try:
        return _document_reader(document)(data)
    except _MisfitError as error:
        place = ".".join(reversed(error.place))
        raise PictureError(f"the answer does not fit this version at {place}: {error}") from error


@cache
def printed_schema() -> GraphQLSchema:
    """The schema that answers are read by."""
    text = files("linkage").joinpath("api", "schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True)


@cache
def _document_reader(document: str) -> Reader:
    definitions = parse(document, no_location=True).definitions
    (operation,) = (node for node in definitions if isinstance(node, OperationDefinitionNode))
    fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
    query = printed_schema().query_type
    assert query is not None
    return _object_reader(query, operation.selection_set.selections, fragments)


def _object_reader(kind: GraphQLObjectType, selections: Iterable[SelectionNode], fragments: Fragments) -> Reader:
    fields: dict[str, list[FieldNode]] = {}
    for node in _fields(selections, fragments):
        fields.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
    readers = [
        (name, _type_reader(kind.fields[nodes[0].name.value].type, nodes, fragments)) for name, nodes in fields.items()
    ]
    attributes = tuple(map(snake_case, fields))
    make = _maker(kind.name, attributes)

    def read_object(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise _MisfitError("is no object")
        values = []
        for name, reader in readers:
            try:
                values.append(reader(value.get(name)))
            except _MisfitError as error:
                error.place.append(name)
                raise
        if len(values) == 1:
            return values[0]
        try:
            return make(*values)
        except ValueError as error:
            raise _MisfitError(str(error)) from error

    return read_object


def _fields(selections: Iterable[SelectionNode], fragments: Fragments) -> Iterable[FieldNode]:
    """The fields that are asked for, those of fragments in their place."""
    for node in selections:
        if isinstance(node, FragmentSpreadNode):
            yield from _fields(fragments[node.name.value].selection_set.selections, fragments)
        elif isinstance(node, FieldNode):
            yield node


@cache
def _maker(name: str, attributes: tuple[str, ...]) -> Callable[..., Any]:
    """What makes a value of its attributes, in their order: the same for the same fields in any document."""
    if record := _RECORDS.get(name):
        return lambda *values: record(**dict(zip(attributes, values, strict=True)))
    return make_dataclass(name, attributes, frozen=True, slots=True)


def snake_case(name: str) -> str:
    """The attribute for a field of GraphQL: `validFrom` is read as `valid_from`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _type_reader(kind: GraphQLOutputType, nodes: Sequence[FieldNode], fragments: Fragments) -> Reader:
    if isinstance(kind, GraphQLNonNull):
        return _value_reader(kind.of_type, nodes, fragments)
    reader = _value_reader(kind, nodes, fragments)
    return lambda value: None if value is None else reader(value)


def _value_reader(kind: GraphQLOutputType, nodes: Sequence[FieldNode], fragments: Fragments) -> Reader:
    if isinstance(kind, GraphQLList):
        return _list_reader(_type_reader(kind.of_type, nodes, fragments))
    if isinstance(kind, GraphQLObjectType):
        inner = [node.selection_set.selections for node in nodes if node.selection_set]
        return _object_reader(kind, [node for selections in inner for node in selections], fragments)
    assert isinstance(kind, GraphQLScalarType | GraphQLEnumType), f"no document of ours asks for {kind}"
    return _leaf_reader(kind)


def _list_reader(reader: Reader) -> Reader:
    def read_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise _MisfitError("is no list")
        items: list[Any] = []
        try:
            for item in value:
                items.append(reader(item))
        except _MisfitError as error:
            error.place.append(str(len(items)))
            raise
        return tuple(items)

    return read_list


def _leaf_reader(kind: GraphQLScalarType | GraphQLEnumType) -> Reader:
    convert = _LEAVES.get(kind.name, str.lower if isinstance(kind, GraphQLEnumType) else None)

    def read_leaf(value: Any) -> Any:
        try:
            leaf = kind.parse_value(value)
            return convert(leaf) if convert else leaf
        except (GraphQLError, KeyError, TypeError, ValueError) as error:
            raise _MisfitError(str(error)) from error

    return read_leaf

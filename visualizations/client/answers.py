"""
The answers to our own documents, as values.

A document says which fields are asked for, and the printed schema (`api/schema.graphql`) what each of them is, so
that nothing else has to say either again. For each set of fields there is one frozen class, made once, with an
attribute for every field; an object of which one field alone is asked for stands as that field, if it is read flat:
`subject { key }` is then the text in `subject`. What may be one of several types is read by its `__typename`. Lists are
tuples, null is None. Values are equal where their content is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, make_dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from keyword import iskeyword
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    build_schema,
    is_abstract_type,
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


@dataclass(frozen=True, slots=True)
class _Document:
    """The fragments of a document, and whether an object of one field stands as that field."""

    fragments: Mapping[str, FragmentDefinitionNode]
    flat: bool


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


def read_answer(document: str, data: Mapping[str, object], *, flat: bool = True) -> Value:
    """The *data* of an answer to *document* as a value; PictureError names the place where it does not fit."""
    try:
        return _document_reader(document, flat)(data)
    except _MisfitError as error:
        place = ".".join(reversed(error.place))
        raise PictureError(f"the answer does not fit this version at {place}: {error}") from error


@cache
def printed_schema() -> GraphQLSchema:
    """The schema that answers are read by."""
    text = files("linkage").joinpath("api", "schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True)


@cache
def _document_reader(document: str, flat: bool) -> Reader:
    definitions = parse(document, no_location=True).definitions
    (operation,) = (node for node in definitions if isinstance(node, OperationDefinitionNode))
    fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
    query = printed_schema().query_type
    assert query is not None
    return _object_reader(query, operation.selection_set.selections, _Document(fragments, flat))


def _object_reader(kind: GraphQLObjectType, selections: Iterable[SelectionNode], document: _Document) -> Reader:
    fields: dict[str, list[FieldNode]] = {}
    for node in _fields(kind, selections, document):
        fields.setdefault(response_name(node), []).append(node)
    readers = [(name, _field_reader(kind, nodes, document)) for name, nodes in fields.items()]
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
        if document.flat and len(values) == 1:
            return values[0]
        try:
            return make(*values)
        except ValueError as error:
            raise _MisfitError(str(error)) from error

    return read_object


def response_name(node: FieldNode) -> str:
    """The name that a field has in the answer."""
    return node.alias.value if node.alias else node.name.value


def _fields(kind: GraphQLObjectType, selections: Iterable[SelectionNode], document: _Document) -> Iterable[FieldNode]:
    """The fields that are asked for of an object of this type, those of fragments in their place."""
    for node in selections:
        if isinstance(node, FieldNode):
            yield node
            continue
        assert isinstance(node, FragmentSpreadNode | InlineFragmentNode)
        fragment = document.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
        if fragment.type_condition is None or _meets(kind, fragment.type_condition.name.value):
            yield from _fields(kind, fragment.selection_set.selections, document)


def _meets(kind: GraphQLObjectType, condition: str) -> bool:
    """Whether an object of this type is one of the type of a fragment."""
    wanted = printed_schema().type_map[condition]
    return wanted is kind or (is_abstract_type(wanted) and printed_schema().is_sub_type(wanted, kind))


def _field_reader(kind: GraphQLObjectType, nodes: Sequence[FieldNode], document: _Document) -> Reader:
    name = nodes[0].name.value
    return str if name == "__typename" else _type_reader(kind.fields[name].type, nodes, document)


@cache
def _maker(name: str, attributes: tuple[str, ...]) -> Callable[..., Any]:
    """What makes a value of its attributes, in their order: the same for the same fields in any document."""
    if record := _RECORDS.get(name):
        return lambda *values: record(**dict(zip(attributes, values, strict=True)))
    return make_dataclass(name, attributes, frozen=True, slots=True)


def snake_case(name: str) -> str:
    """The attribute for a field of GraphQL: `validFrom` is read as `valid_from`, and `from` as `from_`."""
    attribute = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.lstrip("_")).lower()
    return f"{attribute}_" if iskeyword(attribute) else attribute


def _type_reader(kind: GraphQLOutputType, nodes: Sequence[FieldNode], document: _Document) -> Reader:
    if isinstance(kind, GraphQLNonNull):
        return _value_reader(kind.of_type, nodes, document)
    reader = _value_reader(kind, nodes, document)
    return lambda value: None if value is None else reader(value)


def _value_reader(kind: GraphQLOutputType, nodes: Sequence[FieldNode], document: _Document) -> Reader:
    if isinstance(kind, GraphQLList):
        return _list_reader(_type_reader(kind.of_type, nodes, document))
    if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
        return _leaf_reader(kind)
    selections = [node for field in nodes if field.selection_set for node in field.selection_set.selections]
    if isinstance(kind, GraphQLObjectType):
        return _object_reader(kind, selections, document)
    assert isinstance(kind, GraphQLAbstractType)
    return _union_reader(kind, selections, document)


def _union_reader(kind: GraphQLAbstractType, selections: Sequence[SelectionNode], document: _Document) -> Reader:
    readers = {
        member.name: _object_reader(member, selections, document)
        for member in printed_schema().get_possible_types(kind)
    }

    def read_member(value: Any) -> Any:
        if not isinstance(value, Mapping) or value.get("__typename") not in readers:
            raise _MisfitError(f"may be {' or '.join(readers)}: the document has to ask for its __typename")
        return readers[value["__typename"]](value)

    return read_member


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

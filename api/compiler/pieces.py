"""What one selected field becomes, and the compiler as those see it who make that."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_object_type,
)

from linkage.api.compiler.cypher import Call, Return, bracketed
from linkage.api.compiler.parameters import Arguments, Bindings
from linkage.api.compiler.projection import Shape
from linkage.api.compiler.selections import Fields, Selections
from linkage.api.compiler.where import Conditions
from linkage.api.storage.places import Storage
from linkage.api.storage.table import FIELDS


@dataclass(frozen=True, slots=True)
class Piece:
    """One field: subqueries to run first, the expression of its value (none for a constant), its shape."""

    cell: str | None
    shape: Shape
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectPiece:
    """All fields that are selected on one thing: subqueries to run first, expressions, shapes by name."""

    calls: tuple[Call, ...]
    cells: tuple[str, ...]
    fields: tuple[tuple[str, Shape], ...]

    @property
    def cell(self) -> str:
        """The expression for the thing as a list of positions."""
        return bracketed(self.cells)

    def collected(self, variable: str) -> tuple[Call | Return, ...]:
        """Clauses that return, as *variable*, the list of all such things."""
        return *self.calls, Return((f"collect({self.cell}) AS {variable}",))

    def head(self, variable: str) -> tuple[Call | Return, ...]:
        """Clauses that return, as *variable*, the first such thing or null."""
        return *self.calls, Return((f"head(collect({self.cell})) AS {variable}",))


@dataclass(frozen=True, slots=True)
class FieldSelection:
    """A field as it is selected, once or several times, on the thing that the variable `carrier` holds."""

    definition: GraphQLField
    nodes: list[FieldNode]
    carrier: str

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.nodes[0].name.value

    @property
    def kind(self) -> GraphQLObjectType:
        """The object type that the field leads to."""
        return object_type(self.definition)

    @property
    def nullable(self) -> bool:
        """Whether the field may be null."""
        return not isinstance(self.definition.type, GraphQLNonNull)

    @property
    def listed(self) -> bool:
        """Whether the field is a list."""
        return is_list_type(get_nullable_type(self.definition.type))


@dataclass(slots=True)
class Compiler(ABC):
    """Compiles the fields of one statement, which share its names, parameters and conditions."""

    selections: Selections
    bindings: Bindings
    conditions: Conditions

    @abstractmethod
    def field(
        self, kind: GraphQLObjectType, storage: Mapping[str, Storage], nodes: list[FieldNode], carrier: str
    ) -> Piece:
        """One field of a thing of type *kind* whose fields stand as *storage* says."""

    def object(
        self,
        kind: GraphQLObjectType,
        nodes: list[FieldNode],
        carrier: str,
        storage: Mapping[str, Storage] | None = None,
    ) -> ObjectPiece:
        """Everything selected on one thing."""
        places = storage or FIELDS[kind.name]
        return object_piece(self.selections.on(kind, nodes), lambda chosen: self.field(kind, places, chosen, carrier))

    def source(self, selection: FieldSelection) -> tuple[int, Arguments]:
        """The number to bind by, and the arguments of a field in this request."""
        return self.bindings.source(selection.definition, selection.nodes[0])


def object_piece(chosen: Fields, compile_field: Callable[[list[FieldNode]], Piece]) -> ObjectPiece:
    """What becomes of all the fields that are *chosen* on one thing."""
    pieces = {key: compile_field(nodes) for key, nodes in chosen.items()}
    return ObjectPiece(
        tuple(call for piece in pieces.values() for call in piece.calls),
        tuple(piece.cell for piece in pieces.values() if piece.cell is not None),
        tuple((key, piece.shape) for key, piece in pieces.items()),
    )


def object_type(definition: GraphQLField) -> GraphQLObjectType:
    """The object type that a field leads to."""
    kind = get_named_type(definition.type)
    assert is_object_type(kind)
    return kind

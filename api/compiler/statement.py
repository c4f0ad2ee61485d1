"""
From a GraphQL selection to one Cypher statement per root field.

Whatever hangs on a thing becomes a `CALL (…) { … }` of its own that returns one value, so the statement
returns one record however deep the selection is. Only what stands in `api/storage/` and `cypher/` becomes text; the
values of arguments travel as parameters, bound anew for each request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import FieldNode, FragmentDefinitionNode, GraphQLField, GraphQLObjectType, GraphQLSchema
from graphql.execution.values import VariableValues, get_argument_values

from linkage.api.compiler.analysis import compile_worked
from linkage.api.compiler.counts import compile_counts
from linkage.api.compiler.cypher import Return, printed
from linkage.api.compiler.fields import compile_stored
from linkage.api.compiler.lookup import compile_linked, compile_lookup
from linkage.api.compiler.pages import compile_page
from linkage.api.compiler.parameters import Binding, Bindings
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece
from linkage.api.compiler.projection import Constant, Project, projector
from linkage.api.compiler.selections import Selections
from linkage.api.compiler.sorted_lists import compile_sorted
from linkage.api.compiler.subgraph import compile_subgraph
from linkage.api.compiler.where import Conditions
from linkage.api.storage import places
from linkage.api.storage.table import FIELDS
from linkage.graph.store.generation import watched


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """
    A statement, how its parameters follow from variables, and how its value becomes the answer.

    It returns one record: `value`, `unknown`, the keys in lenses that nothing carries, and what generation it saw.
    """

    text: str
    sources: tuple[tuple[GraphQLField, FieldNode], ...]
    bindings: tuple[Binding, ...]
    project: Project

    def parameters(self, variables: VariableValues) -> dict[str, Any]:
        """Values for one request; a GraphQLError where an argument is out of range."""
        arguments = [get_argument_values(definition, node, variables) for definition, node in self.sources]
        return {binding.name: binding.value(arguments[binding.source]) for binding in self.bindings}


def compile_field(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    nodes: list[FieldNode],
    variables: VariableValues,
) -> QueryPlan:
    """
    The plan of one root field; a GraphQLError where its arguments ask for what cannot be asked.

    Another request may use it if its variables have the same `outline`.
    """
    bindings = Bindings(variables)
    conditions = Conditions(bindings)
    compiler = _FieldCompiler(Selections(schema, fragments, variables), bindings, conditions)
    query = schema.query_type
    assert query is not None
    piece = compiler.field(query, FIELDS["Query"], nodes, "")
    returned = Return((f"{piece.cell} AS value", f"{conditions.missing} AS unknown"))
    text = watched(printed([*conditions.opening, *piece.calls, returned], conditions.known), ("value", "unknown"))
    return QueryPlan(text, tuple(bindings.sources), tuple(bindings.parameters), projector(piece.shape))


def outline(value: Any) -> Any:
    """What of a variable's value the text of a statement may depend on: everything but plain values."""
    match value:
        case dict():
            return tuple((key, outline(item)) for key, item in value.items())
        case list():
            # A choice may be of what the statement is made of, such as the columns that it groups by.
            nested = any(isinstance(item, dict | Enum) for item in value)
            return tuple(outline(item) for item in value) if nested else bool(value)
        case bool() | Enum() | None:
            return value
        case _:
            return 0


class _FieldCompiler(Compiler):
    """Sends each field to whoever knows the way in which it stands in the store."""

    __slots__ = ()

    def field(
        self,
        kind: GraphQLObjectType,
        storage: Mapping[str, places.Storage],
        nodes: list[FieldNode],
        carrier: str,
    ) -> Piece:
        name = nodes[0].name.value
        if name == "__typename":
            return Piece(None, Constant(kind.name))
        place = storage[name]
        return _compiled(self, FieldSelection(kind.fields[name], nodes, carrier), place)


def _compiled(compiler: Compiler, selection: FieldSelection, place: places.Storage) -> Piece:
    match place:
        case places.Page():
            return compile_page(compiler, selection, place)
        case places.Lookup():
            return compile_lookup(compiler, selection)
        case places.Linked():
            return compile_linked(compiler, selection)
        case places.Grouped():
            return compile_counts(compiler, selection, place)
        case places.Subgraph():
            return compile_subgraph(compiler, selection)
        case places.Worked(ask):
            return compile_worked(compiler, selection, ask)
        case places.SortedInto(ask):
            return compile_sorted(compiler, selection, ask)
        case places.ListColumn() | places.Position():
            raise TypeError(f"{selection.name} is a column, which is read of a whole list")
        case _:
            return compile_stored(compiler, selection, place)

"""
What a document may cost before any of it is run: tokens, root fields, depth and size.

The walk is linear in the document: each fragment is weighed once however often it is spread, which is what
doubling fragments are made to exploit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_list_type,
)

from linkage.api.errors import coded
from linkage.api.types import PAGE

TOKENS = 2_000
ROOT_FIELDS = 30
DEPTH = 15
LARGEST_PAGE = 1_000
LARGEST_SUBGRAPH = 20_000
SIZE = 1_000_000
"""Positions of an answer, as far as the sizes of pages and the guesses below tell."""

_LIST, _SUBGRAPH = 5, 100


@dataclass(frozen=True, slots=True)
class Weight:
    """How large an answer may get, and how deep."""

    size: int = 0
    depth: int = 0


def check(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
) -> None:
    """Raise a coded GraphQLError where the operation asks for more than is allowed."""
    scales = _Scales(schema, fragments, variables)
    kind = schema.query_type
    assert kind is not None
    roots = scales.roots(operation.selection_set, set())
    if roots > ROOT_FIELDS:
        raise coded("TOO_COSTLY", f"the operation has more than {ROOT_FIELDS} root fields; split it")
    weight = scales.selections(operation.selection_set, kind)
    if weight.depth > DEPTH:
        raise coded("TOO_COSTLY", f"the operation is more than {DEPTH} levels deep; ask in steps")
    if weight.size > SIZE:
        raise coded(
            "TOO_COSTLY",
            f"the answer may hold {weight.size:,} values and at most {SIZE:,} are allowed: lower `first`",
        )


@dataclass(slots=True)
class _Scales:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    weighed: dict[tuple[str, str], Weight] = field(default_factory=dict)

    def roots(self, selections: SelectionSetNode, seen: set[str]) -> int:
        """Root fields, those of a fragment counted at each of its first spreads."""
        count = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                count += 1
            elif isinstance(selection, InlineFragmentNode):
                count += self.roots(selection.selection_set, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                count += self.roots(self.fragments[selection.name.value].selection_set, seen)
        return count

    def selections(self, selections: SelectionSetNode, kind: Any) -> Weight:
        size = depth = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                weight = self.field(selection, kind)
            elif isinstance(selection, InlineFragmentNode):
                weight = self.selections(selection.selection_set, self.condition(selection, kind))
            else:
                assert isinstance(selection, FragmentSpreadNode)
                weight = self.fragment(selection.name.value, kind)
            size, depth = size + weight.size, max(depth, weight.depth)
        return Weight(size, depth)

    def condition(self, selection: InlineFragmentNode | FragmentDefinitionNode, kind: Any) -> Any:
        if selection.type_condition is None:
            return kind
        return self.schema.get_type(selection.type_condition.name.value)

    def fragment(self, name: str, kind: Any) -> Weight:
        key = name, kind.name
        if key not in self.weighed:
            self.weighed[key] = Weight()  # validation refuses circles; this only keeps the walk finite
            definition = self.fragments[name]
            self.weighed[key] = self.selections(definition.selection_set, self.condition(definition, kind))
        return self.weighed[key]

    def field(self, node: FieldNode, kind: Any) -> Weight:
        definition = kind.fields.get(node.name.value) if isinstance(kind, GraphQLObjectType) else None
        if definition is None or node.selection_set is None:
            return Weight(1, 1)
        of = get_named_type(definition.type)
        inner = self.selections(node.selection_set, of)
        return Weight(1 + inner.size * self.times(node, definition, of), inner.depth + 1)

    def times(self, node: FieldNode, definition: Any, of: Any) -> int:
        if of.name == "Subgraph":
            return _SUBGRAPH
        if "first" in definition.args:
            return self.first(node)
        listed = is_list_type(getattr(definition.type, "of_type", definition.type))
        # The rows of a connection are counted by its `first`.
        return _LIST if listed and node.name.value not in ("edges", "nodes", "actors", "relations") else 1

    def first(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value == "first":
                value: Any = None
                if isinstance(argument.value, IntValueNode):
                    value = int(argument.value.value)
                elif isinstance(argument.value, VariableNode):
                    value = self.variables.get(argument.value.name.value)
                return max(0, min(value, LARGEST_PAGE)) if isinstance(value, int) else PAGE
        return PAGE

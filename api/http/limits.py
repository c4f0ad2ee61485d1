"""
What a document may cost before any of it is run: tokens, root fields, depth, parts and size.

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
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_introspection_type,
    is_list_type,
)

from linkage.api.errors import coded
from linkage.api.leverage.query import ANALYSES as WORKED
from linkage.api.schema.declaration import PAGE
from linkage.api.storage.places import LARGEST_LIST

TOKENS = 2_000
ROOT_FIELDS = 30
ANALYSES = 5
"""Root fields that are worked out beside the server, one after the other."""
DEPTH = 15
PARTS = 100
"""Fields with fields of their own, wherever fragments repeat them: the database plans each by itself."""
FILTER_DEPTH = 5
"""AND, OR and NOT within each other: the time to plan them doubles with each."""
COMPARISONS = 100
"""Comparisons in the filters of one root field."""
RELATED = 10
"""How often the filters of one root field look at related things, which the database plans within half a second."""
LARGEST_LOOKUP = 100
LARGEST_PAGE = 1_000
LARGEST_SUBGRAPH = 20_000
SIZE = 1_000_000
"""Positions of an answer, as far as the sizes of pages and the guesses below tell."""

_LIST, _ROOT_LIST, _SUBGRAPH, _INTROSPECTED = 5, 50, 100, 25
_META = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
_COUNTED = ("Subgraph", "Connection", "Counts")
"""What the names of types end in whose lists are as long as the field that leads to them says."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How large an answer may get, how deep, and how many fields have fields of their own."""

    size: int = 0
    depth: int = 0
    nested: int = 0


def check_cost(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
) -> Weight:
    """What the operation weighs; a coded GraphQLError where it asks for more than is allowed."""
    scales = _Scales(schema, fragments, {**_defaults(operation), **variables})
    kind = schema.get_root_type(operation.operation)
    assert kind is not None
    roots = scales.roots(operation.selection_set, set())
    if roots > ROOT_FIELDS:
        raise coded("TOO_COSTLY", f"the operation has more than {ROOT_FIELDS} root fields; split it")
    analyses = scales.roots(operation.selection_set, set(), frozenset(WORKED))
    if analyses > ANALYSES:
        raise coded("TOO_COSTLY", f"the operation has more than {ANALYSES} analyses; split it")
    weight = scales.selections(operation.selection_set, kind)
    if weight.depth > DEPTH:
        raise coded("TOO_COSTLY", f"the operation is more than {DEPTH} levels deep; ask in steps")
    if weight.nested > PARTS:
        raise coded("TOO_COSTLY", f"the operation asks for more than {PARTS} things within things; split it")
    if weight.size > SIZE:
        raise coded(
            "TOO_COSTLY",
            f"the answer may hold {weight.size:,} values and at most {SIZE:,} are allowed: lower `first`",
        )
    return weight


@dataclass(slots=True)
class _Scales:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    weighed: dict[tuple[str, str], Weight] = field(default_factory=dict)

    def roots(self, selections: SelectionSetNode, seen: set[str], names: frozenset[str] | None = None) -> int:
        """Root fields (of these names), those of a fragment counted at each of its first spreads."""
        count = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                count += names is None or selection.name.value in names
            elif isinstance(selection, InlineFragmentNode):
                count += self.roots(selection.selection_set, seen, names)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                count += self.roots(self.fragments[selection.name.value].selection_set, seen, names)
        return count

    def selections(self, selections: SelectionSetNode, kind: Any) -> Weight:
        size = depth = nested = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                weight = self.field(selection, kind)
            elif isinstance(selection, InlineFragmentNode):
                weight = self.selections(selection.selection_set, self.condition(selection, kind))
            else:
                assert isinstance(selection, FragmentSpreadNode)
                weight = self.fragment(selection.name.value, kind)
            size, depth = size + weight.size, max(depth, weight.depth)
            nested += weight.nested
        return Weight(size, depth, nested)

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
        fields = {**_META, **kind.fields} if isinstance(kind, GraphQLObjectType) else {}
        definition = fields.get(node.name.value)
        if definition is None or node.selection_set is None:
            return Weight(1, 1)
        target = get_named_type(definition.type)
        inner = self.selections(node.selection_set, target)
        size = 1 + inner.size * self.times(node, definition, target, kind)
        return Weight(size, inner.depth + 1, inner.nested + (not is_introspection_type(target)))

    def times(self, node: FieldNode, definition: Any, target: Any, within: Any) -> int:
        """How many of *target* the field leads to, as far as one can tell beforehand."""
        if target.name in ("Subgraph", "Diff"):
            return _SUBGRAPH
        listed = is_list_type(get_nullable_type(definition.type))
        first = self.first(node, definition) if "first" in definition.args else None
        if first is not None:
            whole = listed or target.name.endswith("Counts")
            return max(0, min(first, LARGEST_LIST if whole else LARGEST_PAGE))
        if "ids" in definition.args:
            return LARGEST_LOOKUP
        if is_introspection_type(target):
            return _INTROSPECTED if listed else 1
        if not listed or target.name == "Change" or within.name.endswith(_COUNTED):
            return 1
        grows = within is self.schema.query_type and "first" in definition.args
        return _ROOT_LIST if grows else _LIST

    def first(self, node: FieldNode, definition: GraphQLField) -> int | None:
        """The size of a page, or of a list that has one; what is no number is refused later."""
        sizes = [self.number(item.value) for item in node.arguments or () if item.name.value in ("first", "last")]
        whole = [size for size in sizes if size is not None]
        if whole:
            return max(whole)
        if "last" in definition.args:
            return PAGE
        value = definition.args["first"].default_value
        return int(value) if isinstance(value, int) else None

    def number(self, value: ValueNode) -> int | None:
        """The whole number that an argument is given, by itself or by a variable."""
        if isinstance(value, IntValueNode):
            return int(value.value)
        number = self.variables.get(value.name.value) if isinstance(value, VariableNode) else None
        if isinstance(number, int) or (isinstance(number, float) and number.is_integer()):
            return int(number)
        return None


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    """Whole numbers that variables are where the request does not give them."""
    return {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }

"""
From a GraphQL selection to one Cypher statement per root field.

Whatever hangs on a thing becomes a `CALL (…) { … }` of its own that returns one value, so the statement
returns one record however deep the selection is. Only names from `api/mapping.py` become text; the values
of arguments travel as parameters, bound anew for each request.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLDirective,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    GraphQLUnionType,
    InlineFragmentNode,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_object_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from linkage.api import mapping
from linkage.api.cursors import decode
from linkage.api.errors import bad_input
from linkage.api.mapping import FIELDS, FILTERS, LENSES, NODES, ORDERS, RANGES, RELATION, Order
from linkage.api.projection import (
    Cell,
    Choice,
    Connection,
    Constant,
    Count,
    Cursor,
    Edge,
    Items,
    Object,
    PageInfo,
    Project,
    Rows,
    Shape,
    Value,
    projector,
)
from linkage.graph.ids import global_id, parts
from linkage.graph.lens import Disputed

LARGEST_PAGE = 1_000
LARGEST_SUBGRAPH = 20_000
MOST_IDS = 100

Arguments = dict[str, Any]
Fields = dict[str, list[FieldNode]]

_OPERATORS = {
    "eq": "= {p}",
    "in": "IN {p}",
    "lt": "< {p}",
    "lte": "<= {p}",
    "gt": "> {p}",
    "gte": ">= {p}",
    "contains": "CONTAINS {p}",
    "startsWith": "STARTS WITH {p}",
    "endsWith": "ENDS WITH {p}",
}
_CASELESS = ("contains", "startsWith", "endsWith")


@dataclass(frozen=True, slots=True)
class Binding:
    """A parameter and how its value follows from the arguments of one field."""

    name: str
    source: int
    value: Callable[[Arguments], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """
    A statement, how its parameters follow from variables, and how its value becomes the answer.

    It returns one record: `value`, and `unknown`, the keys in lenses that nothing carries.
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
) -> Plan:
    """The plan of one root field. Another request may use it if its variables have the same `outline`."""
    compiler = _Compiler(schema, fragments, variables)
    query = schema.query_type
    assert query is not None
    piece = compiler.field(query, FIELDS["Query"], nodes, "")
    unknown = " + ".join(compiler.unknown) or "[]"
    prelude = [f"WITH {', '.join(compiler.prelude)}"] if compiler.prelude else []
    text = "\n".join([*prelude, *piece.calls, f"RETURN {piece.cell} AS value, {unknown} AS unknown"])
    return Plan(text, tuple(compiler.sources), tuple(compiler.bindings), projector(piece.shape))


def outline(value: Any) -> Any:
    """What of a variable's value the text of a statement may depend on: everything but plain values."""
    match value:
        case dict():
            return tuple((key, outline(item)) for key, item in value.items())
        case list():
            return [outline(item) for item in value] if any(isinstance(item, dict) for item in value) else 0
        case bool() | Enum() | None:
            return value
        case _:
            return 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """One field: subqueries to run first, the expression of its value (none for a constant), its shape."""

    cell: str | None
    shape: Shape
    calls: tuple[str, ...] = ()


@dataclass(slots=True)
class _Compiler:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    prelude: list[str] = field(default_factory=list)
    globals: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    sources: list[tuple[GraphQLField, FieldNode]] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    # Names and parameters

    def fresh(self, letter: str) -> str:
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"

    def source(self, definition: GraphQLField, node: FieldNode) -> tuple[int, Arguments]:
        self.sources.append((definition, node))
        return len(self.sources) - 1, get_argument_values(definition, node, self.variables)

    def bind(self, source: int, value: Callable[[Arguments], Any]) -> str:
        name = self.fresh("p")
        self.bindings.append(Binding(name, source, value))
        return name

    # Selections

    def selected(self, kind: GraphQLObjectType, nodes: Iterable[FieldNode]) -> Fields:
        """The fields selected on an object type, by response name, in the order of the query."""
        found: Fields = {}
        for node in nodes:
            if node.selection_set:
                self._collect(kind, node.selection_set, found, set())
        return found

    def _collect(
        self, kind: GraphQLObjectType, selections: SelectionSetNode, found: Fields, seen: set[str]
    ) -> None:
        for selection in selections.selections:
            if self._off(GraphQLSkipDirective, selection, True) or self._off(
                GraphQLIncludeDirective, selection, False
            ):
                continue
            if isinstance(selection, FieldNode):
                name = selection.alias.value if selection.alias else selection.name.value
                found.setdefault(name, []).append(selection)
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                if selection.name.value in seen:
                    continue
                seen.add(selection.name.value)
                fragment = self.fragments[selection.name.value]
            assert isinstance(fragment, InlineFragmentNode | FragmentDefinitionNode)
            if self._applies(fragment, kind):
                self._collect(kind, fragment.selection_set, found, seen)

    def _off(self, directive: GraphQLDirective, selection: Any, when: bool) -> bool:
        values = get_directive_values(directive, selection, self.variables)
        return values is not None and values["if"] is when

    def _applies(
        self, fragment: InlineFragmentNode | FragmentDefinitionNode, kind: GraphQLObjectType
    ) -> bool:
        if fragment.type_condition is None:
            return True
        condition = self.schema.get_type(fragment.type_condition.name.value)
        if condition is kind:
            return True
        return is_abstract_type(condition) and self.schema.is_sub_type(condition, kind)

    # Fields

    def object(
        self,
        kind: GraphQLObjectType,
        nodes: list[FieldNode],
        x: str,
        places: Mapping[str, mapping.Place] | None = None,
    ) -> tuple[list[str], list[str], tuple[tuple[str, Shape], ...]]:
        """Subqueries, expressions and shapes of everything selected on one thing."""
        calls: list[str] = []
        cells: list[str] = []
        shapes: list[tuple[str, Shape]] = []
        for key, fields in self.selected(kind, nodes).items():
            piece = self.field(kind, places or FIELDS[kind.name], fields, x)
            calls += piece.calls
            if piece.cell is not None:
                cells.append(piece.cell)
            shapes.append((key, piece.shape))
        return calls, cells, tuple(shapes)

    def field(
        self, kind: GraphQLObjectType, places: Mapping[str, mapping.Place], nodes: list[FieldNode], x: str
    ) -> _Piece:
        name = nodes[0].name.value
        if name == "__typename":
            return _Piece(None, Constant(kind.name))
        definition = kind.fields[name]
        match places[name]:
            case mapping.Leaf(expression):
                return _Piece(expression.format(x=x), Value())
            case mapping.Part(present):
                return self.part(definition, RANGES.get(name), nodes, x, present)
            case mapping.Parts(length):
                return self.parts(definition, nodes, x, length)
            case mapping.One() as place:
                return self.one(definition, nodes, x, place)
            case mapping.Many() as place:
                return self.many(definition, nodes, x, place)
            case mapping.Page() as place:
                return self.page(definition, nodes, x, place)
            case mapping.Any(pattern):
                return self.any(definition, nodes, x, pattern)
            case mapping.Subgraph():
                return self.subgraph(definition, nodes)
            case mapping.Lookup():
                return self.lookup(definition, nodes)

    def part(
        self,
        definition: GraphQLField,
        places: Mapping[str, mapping.Place] | None,
        nodes: list[FieldNode],
        x: str,
        present: str | None,
    ) -> _Piece:
        _, cells, shapes = self.object(_object_type(definition), nodes, x, places)
        cell = _listed(cells)
        if present:
            return _Piece(f"CASE WHEN {present.format(x=x)} THEN {cell} END", Object(shapes, nullable=True))
        return _Piece(cell, Object(shapes))

    def parts(self, definition: GraphQLField, nodes: list[FieldNode], x: str, length: str) -> _Piece:
        index = self.fresh("i")
        kind = _object_type(definition)
        places = {
            name: mapping.Leaf(place.expression.replace("{i}", index))
            for name, place in FIELDS[kind.name].items()
            if isinstance(place, mapping.Leaf)
        }
        _, cells, shapes = self.object(kind, nodes, x, places)
        cell = f"[{index} IN range(0, {length.format(x=x)} - 1) | {_listed(cells)}]"
        return _Piece(cell, Items(Object(shapes)))

    def one(self, definition: GraphQLField, nodes: list[FieldNode], x: str, place: mapping.One) -> _Piece:
        kind, nullable = _object_type(definition), not isinstance(definition.type, GraphQLNonNull)
        if place.bound and self._only_leaves(kind, nodes):
            _, cells, shapes = self.object(kind, nodes, place.bound.format(x=x))
            return _Piece(_listed(cells), Object(shapes, nullable))
        y, v = self.fresh("n"), self.fresh("v")
        found = (
            f"WITH {place.bound.format(x=x)} AS {y}"
            if place.bound
            else f"MATCH {place.pattern.format(x=x, y=y)}"
        )
        conditions = self.named(definition, nodes, place.keys, y)
        calls, cells, shapes = self.object(kind, nodes, y)
        body = [found + _where(conditions), *calls, f"RETURN head(collect({_listed(cells)})) AS {v}"]
        return _Piece(v, Object(shapes, nullable), (self.call(x, body),))

    def named(
        self, definition: GraphQLField, nodes: list[FieldNode], keys: Mapping[str, str], y: str
    ) -> list[str]:
        """Conditions for the arguments that name one thing; exactly one of them is to be given."""
        if not keys:
            return []
        source, arguments = self.source(definition, nodes[0])
        given = [name for name in keys if arguments.get(name) is not None]
        if len(given) != 1:
            raise bad_input(f"{nodes[0].name.value} takes exactly one of {' and '.join(keys)}")
        name = given[0]
        return [f"{y}.{keys[name]} = ${self.bind(source, lambda arguments: arguments[name])}"]

    def many(self, definition: GraphQLField, nodes: list[FieldNode], x: str, place: mapping.Many) -> _Piece:
        kind = _object_type(definition)
        y, r, v = self.fresh("n"), self.fresh("r"), self.fresh("v")
        conditions = [place.where.format(x=x, y=y)] if place.where else []
        if "lens" in definition.args:
            source, arguments = self.source(definition, nodes[0])
            conditions += self.lens(kind.name, source, arguments, y)
        calls, cells, shapes = self.object(kind, nodes, y)
        body = [
            f"MATCH {place.pattern.format(x=x, y=y, r=r)}{_where(conditions)}",
            f"WITH {y} ORDER BY {place.order.format(y=y, r=r)}",
            *calls,
            f"RETURN collect({_listed(cells)}) AS {v}",
        ]
        return _Piece(v, Items(Object(shapes)), (self.call(x, body),))

    def any(self, definition: GraphQLField, nodes: list[FieldNode], x: str, pattern: str) -> _Piece:
        y, v = self.fresh("n"), self.fresh("v")
        union = get_named_type(definition.type)
        assert isinstance(union, GraphQLUnionType)
        calls, cell, shape = self.choice([kind.name for kind in union.types], nodes, y)
        body = [f"MATCH {pattern.format(x=x, y=y)}", *calls, f"RETURN head(collect({cell})) AS {v}"]
        return _Piece(v, shape, (self.call(x, body),))

    def choice(self, kinds: Iterable[str], nodes: list[FieldNode], y: str) -> tuple[list[str], str, Choice]:
        """The fields of whichever type a node turns out to have."""
        calls: list[str] = []
        branches: list[str] = []
        options: list[Object] = []
        for position, name in enumerate(kinds):
            kind = self.schema.get_type(name)
            assert is_object_type(kind)
            inner, cells, shapes = self.object(kind, nodes, y)
            calls += inner
            branches.append(f"WHEN {y}:{name} THEN {_listed([str(position), *cells])}")
            options.append(Object(shapes))
        return calls, f"CASE {' '.join(branches)} END", Choice(tuple(options))

    # Connections

    def page(self, definition: GraphQLField, nodes: list[FieldNode], x: str, place: mapping.Page) -> _Piece:
        edge_type = _object_type(_object_type(definition).fields["edges"])
        kind = _object_type(edge_type.fields["node"])
        source, arguments = self.source(definition, nodes[0])
        y, rows, count = self.fresh("n"), self.fresh("v"), self.fresh("v")
        match = f"MATCH {place.pattern.format(x=x, y=y)}"
        conditions = [place.where.format(x=x, y=y)] if place.where else []
        conditions += self.lens(kind.name, source, arguments, y)
        conditions += self.filter(kind.name, source, ("filter",), arguments.get("filter"), y)
        order = ORDERS[kind.name][arguments["orderBy"].value]
        tag = f"{kind.name}.{arguments['orderBy'].value}"
        shape, calls, cells = self.rows(_object_type(definition), kind, nodes, y, source, tag)
        behind = self.behind(source, arguments, order, tag, y)
        limit = self.bind(source, lambda arguments: _page_size(arguments["first"]) + 1)
        sort, way = order.expression.format(x=y), " DESC" if order.descending else ""
        value = f"toString({sort})" if order.kind == "day" else sort
        subqueries = []
        if any(isinstance(part, Rows | PageInfo) for _, part in shape.fields):
            body = [
                match + _where([*conditions, *behind]),
                f"WITH {y} ORDER BY {sort}{way}, {y}.id LIMIT ${limit}",
                *calls,
                f"RETURN collect({_listed([value, f'{y}.id', *cells])}) AS {rows}",
            ]
            subqueries.append(self.call(x, body))
        if any(isinstance(part, Count) for _, part in shape.fields):
            subqueries.append(self.call(x, [match + _where(conditions), f"RETURN count(*) AS {count}"]))
        made = "\n".join(subqueries)
        cell = _listed(
            [rows if f"AS {rows}\n" in made else "[]", count if f"AS {count}\n" in made else "null"]
        )
        return _Piece(cell, shape, tuple(subqueries))

    def rows(
        self,
        connection: GraphQLObjectType,
        kind: GraphQLObjectType,
        nodes: list[FieldNode],
        y: str,
        source: int,
        tag: str,
    ) -> tuple[Connection, list[str], list[str]]:
        """The shape of a connection, and what each of its rows needs beyond sort value and id."""
        calls: list[str] = []
        cells: list[str] = []
        fields: list[tuple[str, Shape]] = []

        def node(parents: list[FieldNode]) -> Cell:
            inner, values, shapes = self.object(kind, parents, y)
            calls.extend(inner)
            cells.append(_listed(values))
            return Cell(len(cells) + 1, Object(shapes))

        for key, chosen in self.selected(connection, nodes).items():
            match chosen[0].name.value:
                case "nodes":
                    fields.append((key, Rows(node(chosen))))
                case "edges":
                    fields.append((key, Rows(self.edge(connection, chosen, node))))
                case "pageInfo":
                    fields.append((key, self.page_info(connection, chosen)))
                case "totalCount":
                    fields.append((key, Count()))
                case _:
                    fields.append((key, Constant(connection.name)))
        limit = self.bind(source, lambda arguments: _page_size(arguments["first"]))
        after = self.bind(source, lambda arguments: arguments.get("after"))
        order = self.bind(source, lambda _: tag)
        return Connection(tuple(fields), limit, after, order), calls, cells

    def edge(
        self, connection: GraphQLObjectType, nodes: list[FieldNode], node: Callable[[list[FieldNode]], Cell]
    ) -> Edge:
        kind = _object_type(connection.fields["edges"])
        fields: list[tuple[str, Shape]] = []
        for key, chosen in self.selected(kind, nodes).items():
            match chosen[0].name.value:
                case "node":
                    fields.append((key, node(chosen)))
                case "cursor":
                    fields.append((key, Cursor()))
                case _:
                    fields.append((key, Constant(kind.name)))
        return Edge(tuple(fields))

    def page_info(self, connection: GraphQLObjectType, nodes: list[FieldNode]) -> PageInfo:
        kind = _object_type(connection.fields["pageInfo"])
        return PageInfo(
            tuple((key, chosen[0].name.value) for key, chosen in self.selected(kind, nodes).items())
        )

    def behind(self, source: int, arguments: Arguments, order: Order, tag: str, y: str) -> list[str]:
        """The condition that an item stands behind the cursor."""
        if arguments.get("after") is None:
            return []
        sort, sign = order.expression.format(x=y), "<" if order.descending else ">"
        value = self.bind(source, lambda arguments: _sort_value(decode(arguments["after"], tag)[0], order))
        last = self.bind(source, lambda arguments: decode(arguments["after"], tag)[1])
        return [f"({sort} {sign} ${value} OR ({sort} = ${value} AND {y}.id > ${last}))"]

    # Root fields of their own kind

    def subgraph(self, definition: GraphQLField, nodes: list[FieldNode]) -> _Piece:
        kind = _object_type(definition)
        source, arguments = self.source(definition, nodes[0])
        limit = self.bind(source, lambda arguments: _subgraph_size(arguments["first"]))
        calls: list[str] = []
        cells: list[str] = []
        shapes: list[tuple[str, Shape]] = []
        for key, chosen in self.selected(kind, nodes).items():
            name = chosen[0].name.value
            if name == "__typename":
                shapes.append((key, Constant(kind.name)))
                continue
            y, v = self.fresh("n"), self.fresh("v")
            match = f"MATCH (:Actor)-[{y}:{RELATION}]->(:Actor)"
            conditions = self.kept(source, arguments, y, undated=name == "undated")
            limited = f"WITH {y} ORDER BY {y}.pair, {y}.id LIMIT ${limit}"
            found = [match + _where(conditions)]
            if name in ("totalCount", "undated"):
                found.append(f"RETURN count(*) AS {v}")
                shapes.append((key, Value()))
            else:
                of = _object_type(kind.fields[name])
                ends = f"UNWIND [startNode({y}), endNode({y})] AS {y}e WITH DISTINCT {y}e ORDER BY {y}e.name, {y}e.key"
                thing = f"{y}e" if name == "actors" else y
                inner, values, parts_ = self.object(of, chosen, thing)
                found += [limited, *([ends] if name == "actors" else []), *inner]
                found.append(f"RETURN collect({_listed(values)}) AS {v}")
                shapes.append((key, Items(Object(parts_))))
            calls.append(self.call("", found))
            cells.append(v)
        return _Piece(_listed(cells), Object(tuple(shapes)), tuple(calls))

    def kept(self, source: int, arguments: Arguments, y: str, *, undated: bool) -> list[str]:
        """Conditions of a subgraph's relations; *undated* asks for those that only a missing date keeps out."""
        conditions = self.filter("Relation", source, ("filter",), arguments.get("filter"), y)
        given = arguments.get("lens") or {}
        if not undated:
            return conditions + self.lens("Relation", source, arguments, y)
        if given.get("asOf") is None:
            return ["false"]
        rest = {name: value for name, value in given.items() if name != "asOf"}
        return [*conditions, *self.lens("Relation", source, {"lens": rest}, y), f"NOT {y}.dated"]

    def lookup(self, definition: GraphQLField, nodes: list[FieldNode]) -> _Piece:
        source, _ = self.source(definition, nodes[0])
        several = is_list_type(_nullable(definition.type))
        references = self.bind(source, lambda arguments: _references(arguments["ids" if several else "id"]))
        ref, node, relation, record, edge, found = (
            self.fresh(letter) for letter in ("x", "n", "n", "v", "v", "v")
        )
        calls, cell, choice = self.choice(NODES, nodes, node)
        kind = self.schema.get_type("Relation")
        assert is_object_type(kind)
        inner, values, shapes = self.object(kind, nodes, relation)
        tagged = _listed([str(len(NODES)), *values])
        body = [
            f"UNWIND ${references} AS {ref}",
            self.call(ref, [f"MATCH ({node}:Record {{id: {ref}.id}})", *calls,
                            f"RETURN head(collect({cell})) AS {record}"]),
            self.call(ref, [f"MATCH (:Record {{id: {ref}.subject}})-[{relation}:{RELATION}]->(:Actor)"
                            f" WHERE {relation}.id = {ref}.id", *inner,
                            f"RETURN head(collect({tagged})) AS {edge}"]),
            f"RETURN collect([coalesce({record}, {edge})]) AS {found}",
        ]  # fmt: skip
        shape = Choice((*choice.options, Object(shapes)))
        if several:
            return _Piece(f"[item IN {found} | item[0]]", Items(shape), (self.call("", body),))
        return _Piece(f"{found}[0][0]", shape, (self.call("", body),))

    # Conditions

    def lens(self, kind: str, source: int, arguments: Arguments, y: str) -> list[str]:
        """What a lens asks of things of one kind; relations are always those known at one time."""
        given = arguments.get("lens")
        if kind == "Actor":
            if given is None:
                return []
            relation = self.fresh("r")
            inner = _where(self.lens("Relation", source, arguments, relation))
            return [f"EXISTS {{ MATCH ({y})-[{relation}:{RELATION}]-(:Actor){inner} }}"]
        if kind not in LENSES or (given is None and kind != "Relation"):
            return []
        rule, values = (
            LENSES[kind],
            {name: value for name, value in (given or {}).items() if value is not None},
        )
        conditions = []
        for name, template in (
            ("asOf", rule.as_of),
            ("issues", rule.issues),
            ("minCertainty", rule.min_certainty),
        ):
            if name in values and template:
                conditions.append(template.format(x=y, p=self.lens_value(source, name)))
        if "knownBy" in values and rule.known_by:
            conditions.append(rule.known_by.format(x=y, p=self.lens_value(source, "knownBy")))
        elif rule.now:
            conditions.append(rule.now.format(x=y))
        if "theatres" in values:
            conditions.append(rule.theatres.format(x=y, t=self.theatres(source)))
        if "issues" in values:
            self.check_keys(source, "issues", "Issue")
        if rule.disputed and values.get("disputed", Disputed.INCLUDE) is not Disputed.INCLUDE:
            kept = rule.disputed.format(x=y)
            conditions.append(kept if values["disputed"] is Disputed.ONLY else f"NOT ({kept})")
        return conditions

    def lens_value(self, source: int, name: str) -> str:
        return "$" + self.bind(source, lambda arguments: _lens_value(name, arguments["lens"][name]))

    def theatres(self, source: int) -> str:
        """The variable that holds the chosen theatres with all that lie within them."""
        chosen, variable = self.lens_value(source, "theatres"), self.fresh("t")
        self.prelude.append(
            "COLLECT { MATCH (inner:Theatre)-[:WITHIN*0..]->(outer:Theatre)"
            f" WHERE outer.key IN {chosen} RETURN DISTINCT inner.key }} AS {variable}"
        )
        self.globals.append(variable)
        self.check_keys(source, "theatres", "Theatre")
        return variable

    def check_keys(self, source: int, name: str, label: str) -> None:
        chosen = self.lens_value(source, name)
        self.unknown.append(
            f"[key IN {chosen} WHERE NOT EXISTS {{ (:{label} {{key: key}}) }} | '{label.lower()} ' + key]"
        )

    def filter(self, kind: str, source: int, path: tuple[str | int, ...], value: Any, y: str) -> list[str]:
        """The conditions of a filter, found in the arguments at *path*."""
        conditions = []
        for name, given in (value or {}).items():
            at = (*path, name)
            if given is None:
                continue
            if name in ("AND", "OR"):
                inner = [_all(self.filter(kind, source, (*at, n), item, y)) for n, item in enumerate(given)]
                conditions.append(_all(inner) if name == "AND" else f"({' OR '.join(inner) or 'false'})")
            elif name == "NOT":
                conditions.append(f"NOT {_all(self.filter(kind, source, at, given, y))}")
            else:
                for operator, operand in given.items():
                    conditions.append(self.compare(FILTERS[kind][name], source, (*at, operator), operand, y))
        return conditions

    def compare(
        self, rule: mapping.Filter, source: int, path: tuple[str | int, ...], operand: Any, y: str
    ) -> str:
        operator, inner = str(path[-1]), self.fresh("f")
        fold = "toLower({})" if operator in _CASELESS else "{}"
        test = "IS NULL"
        if operand is not None:
            parameter = self.bind(source, lambda arguments: _stored(_at(arguments, path)))
            test = _OPERATORS[operator].format(p=fold.format(f"${parameter}"))
        tests = [f"{fold.format(operand.format(x=y, f=inner))} {test}" for operand in rule.operands]
        return rule.within.format(x=y, f=inner, test=" OR ".join(tests))

    # Text

    def call(self, x: str, body: list[str]) -> str:
        """A subquery that sees *x* and the chosen theatres, and returns one row."""
        seen = ", ".join([*([x] if x else []), *self.globals])
        text = "\n".join(body).replace("\n", "\n  ")
        return f"CALL ({seen}) {{\n  {text}\n}}"

    def _only_leaves(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> bool:
        places = FIELDS[kind.name]
        names = [chosen[0].name.value for chosen in self.selected(kind, nodes).values()]
        return all(name == "__typename" or isinstance(places[name], mapping.Leaf) for name in names)


def _nullable(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _object_type(definition: GraphQLField) -> GraphQLObjectType:
    kind = get_named_type(definition.type)
    assert is_object_type(kind)
    return kind


def _listed(cells: Iterable[str]) -> str:
    return f"[{', '.join(cells)}]"


def _where(conditions: list[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _all(conditions: list[str]) -> str:
    return f"({' AND '.join(conditions) or 'true'})"


def _at(arguments: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        arguments = arguments[step]
    return arguments


def _stored(value: Any) -> Any:
    """A value as the store spells it: enums by their names."""
    if isinstance(value, list):
        return [_stored(item) for item in value]
    return value.name if isinstance(value, Enum) else value


def _lens_value(name: str, value: Any) -> Any:
    if name == "minCertainty" and not 0 <= value <= 1:
        raise bad_input(f"lens.minCertainty runs from 0 to 1, not {value:g}")
    return value


def _page_size(first: int) -> int:
    if not 0 <= first <= LARGEST_PAGE:
        raise bad_input(f"first runs from 0 to {LARGEST_PAGE}, not {first}")
    return first


def _subgraph_size(first: int) -> int:
    if not 0 <= first <= LARGEST_SUBGRAPH:
        raise bad_input(f"first of a subgraph runs from 0 to {LARGEST_SUBGRAPH}, not {first}")
    return first


def _sort_value(value: Any, order: Order) -> Any:
    """A cursor's sort value as the store compares it."""
    try:
        if order.kind == "day":
            return date.fromisoformat(value)
    except (ValueError, TypeError) as error:
        raise bad_input("after: this is not a cursor") from error
    if isinstance(value, str) is not (order.kind == "text"):
        raise bad_input("after: this is not a cursor")
    return value


def _references(given: str | list[str]) -> list[dict[str, str | None]]:
    """Ids with, for a relation, the id of its subject, from where it is found."""
    identifiers = given if isinstance(given, list) else [given]
    if len(identifiers) > MOST_IDS:
        raise bad_input(f"ids takes at most {MOST_IDS}, not {len(identifiers)}")
    return [{"id": identifier, "subject": _subject(identifier)} for identifier in identifiers]


def _subject(identifier: str) -> str | None:
    try:
        kind, *keys = parts(identifier)
    except ValueError as error:
        raise bad_input(str(error)) from error
    return global_id("Actor", keys[0]) if kind == "Relation" else None

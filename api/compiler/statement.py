"""
From a GraphQL selection to one Cypher statement per root field.

Whatever hangs on a thing becomes a `CALL (…) { … }` of its own that returns one value, so the statement
returns one record however deep the selection is. Only names from `api/mapping.py` become text; the values
of arguments travel as parameters, bound anew for each request.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_list_type,
    is_object_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from linkage.api.compiler.diff import Changes
from linkage.api.compiler.parameters import Arguments, Binding, Bindings
from linkage.api.compiler.paths import MOST_HOPS, MOST_PATHS, PathSearch
from linkage.api.compiler.projection import (
    CellShape,
    Choice,
    ConnectionShape,
    Constant,
    Count,
    Cursor,
    Edge,
    Items,
    Made,
    Object,
    PageInfoShape,
    Project,
    Rows,
    Shape,
    Value,
    projector,
)
from linkage.api.compiler.selections import Selections
from linkage.api.compiler.where import Conditions, where
from linkage.api.errors import bad_input
from linkage.api.http.limits import LARGEST_LOOKUP, LARGEST_PAGE, LARGEST_SUBGRAPH
from linkage.api.storage import places
from linkage.api.storage.filters import ORDERS, Order
from linkage.api.storage.places import STAYING, STAYS
from linkage.api.storage.table import FIELDS, NODES
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.ids import global_id, split_id


@dataclass(frozen=True, slots=True)
class QueryPlan:
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
) -> QueryPlan:
    """The plan of one root field. Another request may use it if its variables have the same `outline`."""
    bindings = Bindings(variables)
    conditions = Conditions(bindings)
    compiler = _Compiler(Selections(schema, fragments, variables), bindings, conditions)
    query = schema.query_type
    assert query is not None
    piece = compiler.field(query, FIELDS["Query"], nodes, "")
    unknown = " + ".join(conditions.unknown) or "[]"
    prelude = [f"WITH {', '.join(conditions.prelude)}"] if conditions.prelude else []
    text = "\n".join([*prelude, *piece.calls, f"RETURN {piece.cell} AS value, {unknown} AS unknown"])
    return QueryPlan(text, tuple(bindings.sources), tuple(bindings.parameters), projector(piece.shape))


def outline(value: Any) -> Any:
    """What of a variable's value the text of a statement may depend on: everything but plain values."""
    match value:
        case dict():
            return tuple((key, outline(item)) for key, item in value.items())
        case list():
            nested = any(isinstance(item, dict) for item in value)
            return tuple(outline(item) for item in value) if nested else bool(value)
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
    selections: Selections
    bindings: Bindings
    conditions: Conditions

    # Fields

    def object(
        self,
        kind: GraphQLObjectType,
        nodes: list[FieldNode],
        x: str,
        standing: Mapping[str, places.Storage] | None = None,
    ) -> tuple[list[str], list[str], tuple[tuple[str, Shape], ...]]:
        """Subqueries, expressions and shapes of everything selected on one thing."""
        calls: list[str] = []
        cells: list[str] = []
        shapes: list[tuple[str, Shape]] = []
        for key, fields in self.selections.on(kind, nodes).items():
            piece = self.field(kind, standing or FIELDS[kind.name], fields, x)
            calls += piece.calls
            if piece.cell is not None:
                cells.append(piece.cell)
            shapes.append((key, piece.shape))
        return calls, cells, tuple(shapes)

    def field(
        self, kind: GraphQLObjectType, standing: Mapping[str, places.Storage], nodes: list[FieldNode], x: str
    ) -> _Piece:
        name = nodes[0].name.value
        if name == "__typename":
            return _Piece(None, Constant(kind.name))
        definition = kind.fields[name]
        match standing[name]:
            case places.Leaf(expression):
                return _Piece(expression.format(x=x), Value())
            case places.Part(leaves, present):
                return self.part(definition, leaves, nodes, x, present)
            case places.Parts(leaves, length):
                return self.parts(definition, leaves, nodes, x, length)
            case places.One() as place:
                return self.one(definition, nodes, x, place)
            case places.Many() as place:
                return self.many(definition, nodes, x, place)
            case places.Page() as place:
                return self.page(definition, nodes, x, place)
            case places.Any(pattern):
                return self.any(definition, nodes, x, pattern)
            case places.Subgraph():
                return self.subgraph(definition, nodes)
            case places.Lookup():
                return self.lookup(definition, nodes)
            case places.Linked():
                return self.linked(definition, nodes)
            case places.Worked(ask):
                return self.worked(definition, nodes, ask)
            case places.Listed(expression):
                return self.listed(definition, nodes, x, expression)
            case places.Told() as place:
                return self.told(x, place)
            case places.Diff():
                return self.diff(definition, nodes)
            case places.Between():
                return self.between(definition, nodes)

    def part(
        self,
        definition: GraphQLField,
        standing: Mapping[str, places.Storage],
        nodes: list[FieldNode],
        x: str,
        present: str | None,
    ) -> _Piece:
        _, cells, shapes = self.object(_object_type(definition), nodes, x, standing)
        cell = _listed(cells)
        if present:
            return _Piece(f"CASE WHEN {present.format(x=x)} THEN {cell} END", Object(shapes, nullable=True))
        return _Piece(cell, Object(shapes))

    def parts(
        self,
        definition: GraphQLField,
        leaves: Mapping[str, places.Leaf],
        nodes: list[FieldNode],
        x: str,
        length: str,
    ) -> _Piece:
        index = self.bindings.fresh("i")
        kind = _object_type(definition)
        standing = {name: places.Leaf(leaf.expression.replace("{i}", index)) for name, leaf in leaves.items()}
        _, cells, shapes = self.object(kind, nodes, x, standing)
        cell = f"[{index} IN range(0, {length.format(x=x)} - 1) | {_listed(cells)}]"
        return _Piece(cell, Items(Object(shapes)))

    def one(self, definition: GraphQLField, nodes: list[FieldNode], x: str, place: places.One) -> _Piece:
        kind, nullable = _object_type(definition), not isinstance(definition.type, GraphQLNonNull)
        if place.bound and not place.where and self._only_leaves(kind, nodes):
            _, cells, shapes = self.object(kind, nodes, place.bound.format(x=x))
            return _Piece(_listed(cells), Object(shapes, nullable))
        y, r, v = self.bindings.fresh("n"), self.bindings.fresh("r"), self.bindings.fresh("v")
        found = (
            f"WITH {place.bound.format(x=x)} AS {y}"
            if place.bound
            else f"MATCH {place.pattern.format(x=x, y=y, r=r)}"
        )
        conditions = self.named(definition, nodes, place.keys, r if "{r}" in place.pattern else y)
        conditions += [place.where.format(y=y)] if place.where else []
        calls, cells, shapes = self.object(kind, nodes, y)
        first = [f"WITH {y} ORDER BY {place.order.format(y=y, r=r)} LIMIT 1"] if place.order else []
        body = [found + where(conditions), *first, *calls, f"RETURN head(collect({_listed(cells)})) AS {v}"]
        return _Piece(v, Object(shapes, nullable), (self.call(x, body),))

    def named(
        self, definition: GraphQLField, nodes: list[FieldNode], keys: Mapping[str, str], y: str
    ) -> list[str]:
        """Conditions for the arguments that name one thing; exactly one of them is to be given."""
        if not keys:
            return []
        source, arguments = self.bindings.source(definition, nodes[0])
        given = [name for name in keys if arguments.get(name) is not None]
        if len(given) != 1:
            raise bad_input(f"{nodes[0].name.value} takes exactly one of {' and '.join(keys)}")
        name = given[0]
        return [f"{y}.{keys[name]} = ${self.bindings.bind(source, lambda arguments: arguments[name])}"]

    def many(self, definition: GraphQLField, nodes: list[FieldNode], x: str, place: places.Many) -> _Piece:
        kind = _object_type(definition)
        y, r, v = self.bindings.fresh("n"), self.bindings.fresh("r"), self.bindings.fresh("v")
        conditions = [place.where.format(x=x, y=y)] if place.where else []
        if "lens" in definition.args:
            source, arguments = self.bindings.source(definition, nodes[0])
            conditions += self.conditions.lens(kind.name, source, arguments, y)
        calls, cells, shapes = self.object(kind, nodes, y)
        body = [
            f"MATCH {place.pattern.format(x=x, y=y, r=r)}{where(conditions)}",
            f"WITH {y} ORDER BY {place.order.format(x=x, y=y, r=r)}",
            *calls,
            f"RETURN collect({_listed(cells)}) AS {v}",
        ]
        return _Piece(v, Items(Object(shapes)), (self.call(x, body),))

    def any(self, definition: GraphQLField, nodes: list[FieldNode], x: str, pattern: str) -> _Piece:
        y, v = self.bindings.fresh("n"), self.bindings.fresh("v")
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
            kind = self.selections.schema.get_type(name)
            assert is_object_type(kind)
            inner, cells, shapes = self.object(kind, nodes, y)
            calls += inner
            branches.append(f"WHEN {y}:{name} THEN {_listed([str(position), *cells])}")
            options.append(Object(shapes))
        return calls, f"CASE {' '.join(branches)} END", Choice(tuple(options))

    # Connections

    def page(self, definition: GraphQLField, nodes: list[FieldNode], x: str, place: places.Page) -> _Piece:
        connection = _object_type(definition)
        kind = _object_type(_object_type(connection.fields["edges"]).fields["node"])
        source, arguments = self.bindings.source(definition, nodes[0])
        y, rows, count = self.bindings.fresh("n"), self.bindings.fresh("v"), self.bindings.fresh("v")
        match = f"MATCH {place.pattern.format(x=x, y=y)}"
        conditions = [place.where.format(x=x, y=y)] if place.where else []
        conditions += self.conditions.lens(kind.name, source, arguments, y)
        conditions += self.conditions.filter(kind.name, source, ("filter",), arguments.get("filter"), y)
        order = ORDERS[kind.name][arguments["orderBy"].value]
        tag = f"{kind.name}.{arguments['orderBy'].value}"
        lists: list[_Piece] = []

        def beside(name: str, chosen: list[FieldNode]) -> CellShape:
            lists.append(self.beside(kind, chosen, x, place.beside[name], order, source, arguments))
            return CellShape(len(lists) + 1, lists[-1].shape)

        shape, calls, cells = self.rows(connection, kind, nodes, y, source, tag, beside)
        behind = self.conditions.behind(source, arguments, order, tag, y)
        limit = self.bindings.bind(source, lambda arguments: _page_size(arguments["first"]) + 1)
        sort = order.expression.format(x=y)
        value = f"toString({sort})" if order.kind == "day" else sort
        distinct = "DISTINCT " if place.repeats else ""
        subqueries = []
        if any(isinstance(part, Rows | PageInfoShape) for _, part in shape.fields):
            body = [
                match + where([*conditions, *behind]),
                f"WITH {distinct}{y} ORDER BY {order.by(y)} LIMIT ${limit}",
                *calls,
                f"RETURN collect({_listed([value, f'{y}.id', *cells])}) AS {rows}",
            ]
            subqueries.append(self.call(x, body))
        if any(isinstance(part, Count) for _, part in shape.fields):
            subqueries.append(
                self.call(x, [match + where(conditions), f"RETURN count({distinct}{y}) AS {count}"])
            )
        made = "\n".join(subqueries)
        cell = _listed(
            [
                rows if f"AS {rows}\n" in made else "[]",
                count if f"AS {count}\n" in made else "null",
                *(piece.cell or "" for piece in lists),
            ]
        )
        return _Piece(cell, shape, (*subqueries, *(call for piece in lists for call in piece.calls)))

    def beside(
        self,
        kind: GraphQLObjectType,
        nodes: list[FieldNode],
        x: str,
        place: places.Beside,
        order: Order,
        source: int,
        arguments: Arguments,
    ) -> _Piece:
        """A list beside a page, in its order and no longer than it."""
        y, v = self.bindings.fresh("n"), self.bindings.fresh("v")
        conditions = [place.where.format(x=x, y=y)]
        if not place.only_known:
            conditions += self.conditions.lens(kind.name, source, arguments, y)
        elif arguments.get("lens") is not None:
            conditions.append(self.conditions.counted(kind.name, source, arguments).format(x=y))
        conditions += self.conditions.filter(kind.name, source, ("filter",), arguments.get("filter"), y)
        limit = self.bindings.bind(source, lambda arguments: _page_size(arguments["first"]))
        calls, cells, shapes = self.object(kind, nodes, y)
        body = [
            f"MATCH {place.pattern.format(x=x, y=y)}{where(conditions)}",
            f"WITH DISTINCT {y} ORDER BY {order.by(y)} LIMIT ${limit}",
            *calls,
            f"RETURN collect({_listed(cells)}) AS {v}",
        ]
        return _Piece(v, Items(Object(shapes)), (self.call(x, body),))

    def rows(
        self,
        connection: GraphQLObjectType,
        kind: GraphQLObjectType,
        nodes: list[FieldNode],
        y: str,
        source: int,
        tag: str,
        beside: Callable[[str, list[FieldNode]], CellShape],
    ) -> tuple[ConnectionShape, list[str], list[str]]:
        """The shape of a connection, and what each of its rows needs beyond sort value and id."""
        calls: list[str] = []
        cells: list[str] = []
        fields: list[tuple[str, Shape]] = []

        def node(parents: list[FieldNode]) -> CellShape:
            inner, values, shapes = self.object(kind, parents, y)
            calls.extend(inner)
            cells.append(_listed(values))
            return CellShape(len(cells) + 1, Object(shapes))

        for key, chosen in self.selections.on(connection, nodes).items():
            match chosen[0].name.value:
                case "nodes":
                    fields.append((key, Rows(node(chosen))))
                case "edges":
                    fields.append((key, Rows(self.edge(connection, chosen, node))))
                case "pageInfo":
                    fields.append((key, self.page_info(connection, chosen)))
                case "totalCount":
                    fields.append((key, Count()))
                case "__typename":
                    fields.append((key, Constant(connection.name)))
                case name:
                    fields.append((key, beside(name, chosen)))
        limit = self.bindings.bind(source, lambda arguments: _page_size(arguments["first"]))
        after = self.bindings.bind(source, lambda arguments: arguments.get("after"))
        order = self.bindings.bind(source, lambda _: tag)
        return ConnectionShape(tuple(fields), limit, after, order), calls, cells

    def edge(
        self,
        connection: GraphQLObjectType,
        nodes: list[FieldNode],
        node: Callable[[list[FieldNode]], CellShape],
    ) -> Edge:
        kind = _object_type(connection.fields["edges"])
        fields: list[tuple[str, Shape]] = []
        for key, chosen in self.selections.on(kind, nodes).items():
            match chosen[0].name.value:
                case "node":
                    fields.append((key, node(chosen)))
                case "cursor":
                    fields.append((key, Cursor()))
                case _:
                    fields.append((key, Constant(kind.name)))
        return Edge(tuple(fields))

    def page_info(self, connection: GraphQLObjectType, nodes: list[FieldNode]) -> PageInfoShape:
        kind = _object_type(connection.fields["pageInfo"])
        return PageInfoShape(
            tuple((key, chosen[0].name.value) for key, chosen in self.selections.on(kind, nodes).items())
        )

    # Root fields of their own kind

    def subgraph(self, definition: GraphQLField, nodes: list[FieldNode]) -> _Piece:
        kind = _object_type(definition)
        source, arguments = self.bindings.source(definition, nodes[0])
        limit = self.bindings.bind(source, lambda arguments: _subgraph_size(arguments["first"]))
        calls: list[str] = []
        cells: list[str] = []
        shapes: list[tuple[str, Shape]] = []
        for key, chosen in self.selections.on(kind, nodes).items():
            name = chosen[0].name.value
            if name == "__typename":
                shapes.append((key, Constant(kind.name)))
                continue
            y, v = self.bindings.fresh("n"), self.bindings.fresh("v")
            match = f"MATCH (:Actor)-[{y}:{RELATIONSHIPS}]->(:Actor)"
            conditions = self.conditions.kept(source, arguments, y, undated=name == "undated")
            limited = f"WITH {y} ORDER BY {y}.pair, {y}.id LIMIT ${limit}"
            found = [match + where(conditions)]
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

    def lookup(self, definition: GraphQLField, nodes: list[FieldNode]) -> _Piece:
        source, _ = self.bindings.source(definition, nodes[0])
        several = is_list_type(_nullable(definition.type))
        references = self.bindings.bind(
            source, lambda arguments: _references(arguments["ids" if several else "id"])
        )
        ref, node, relation, record, edge, found = (
            self.bindings.fresh(letter) for letter in ("x", "n", "n", "v", "v", "v")
        )
        calls, cell, choice = self.choice(NODES, nodes, node)
        kind = self.selections.schema.get_type("Relation")
        assert is_object_type(kind)
        inner, values, shapes = self.object(kind, nodes, relation)
        tagged = _listed([str(len(NODES)), *values])
        body = [
            f"UNWIND ${references} AS {ref}",
            self.call(ref, [f"MATCH (:Record {{id: {ref}.id}}){STAYS}({node}:Record)"
                            + where([STAYING.format(y=node)]), *calls,
                            f"RETURN head(collect({cell})) AS {record}"]),
            self.call(ref, [_version(ref, relation), *inner,
                            f"RETURN head(collect({tagged})) AS {edge}"]),
            f"RETURN collect([coalesce({record}, {edge})]) AS {found}",
        ]  # fmt: skip
        shape = Choice((*choice.options, Object(shapes)))
        if several:
            return _Piece(f"[item IN {found} | item[0]]", Items(shape), (self.call("", body),))
        return _Piece(f"{found}[0][0]", shape, (self.call("", body),))

    def linked(self, definition: GraphQLField, nodes: list[FieldNode]) -> _Piece:
        source, _ = self.bindings.source(definition, nodes[0])
        reference = self.bindings.bind(source, lambda arguments: _references(arguments["id"])[0])
        y, v = self.bindings.fresh("n"), self.bindings.fresh("v")
        calls, cells, shapes = self.object(_object_type(definition), nodes, y)
        body = [_version(f"${reference}", y), *calls, f"RETURN head(collect({_listed(cells)})) AS {v}"]
        return _Piece(v, Object(shapes, nullable=True), (self.call("", body),))

    def worked(self, definition: GraphQLField, nodes: list[FieldNode], ask: places.Ask) -> _Piece:
        source, _ = self.bindings.source(definition, nodes[0])
        kind, several = _object_type(definition), is_list_type(_nullable(definition.type))
        chosen = frozenset(fields[0].name.value for fields in self.selections.on(kind, nodes).values())
        told = self.bindings.bind(source, lambda arguments: ask(arguments, chosen))
        x, v = self.bindings.fresh("h"), self.bindings.fresh("v")
        calls, cells, shapes = self.object(kind, nodes, x)
        listed = f"${told}" if several else f"[${told}]"
        body = [f"UNWIND {listed} AS {x}", *calls, f"RETURN collect({_listed(cells)}) AS {v}"]
        piece = self.call("", body)
        return (
            _Piece(v, Items(Object(shapes)), (piece,))
            if several
            else _Piece(f"{v}[0]", Object(shapes), (piece,))
        )

    def diff(self, definition: GraphQLField, nodes: list[FieldNode]) -> _Piece:
        source, arguments = self.bindings.source(definition, nodes[0])
        before, after = (
            self.conditions.lens("Relation", source, arguments, "link", argument)
            for argument in ("from", "to")
        )
        known = [
            self.conditions.counted("Claim", source, arguments, argument).format(x="other")
            for argument in ("from", "to")
        ]
        limit = self.bindings.bind(source, lambda arguments: _page_size(arguments["first"]))
        search = Changes(tuple(before), tuple(after), known[0], known[1], limit)
        found = self.bindings.fresh("v")
        lines = search.lines(", ".join(self.conditions.known), found)
        _, cells, shapes = piece = self.object(_object_type(definition), nodes, found)
        return _Piece(_listed(cells), Object(shapes), (self.call("", lines), *piece[0]))

    def between(self, definition: GraphQLField, nodes: list[FieldNode]) -> _Piece:
        source, arguments = self.bindings.source(definition, nodes[0])
        kept = [*self.conditions.lens("Relation", source, arguments, "link"), "link.status <> 'DENIED'"]
        if arguments.get("families"):
            families = self.bindings.bind(source, lambda given: [one.name for one in given["families"]])
            kept.append(f"type(link) IN ${families}")
        start, end = (self.conditions.actor(source, argument) for argument in ("from", "to"))
        most = self.bindings.bind(source, _hops)
        count = self.bindings.bind(source, lambda given: _path_count(given["k"]))
        search = PathSearch(start, end, most, count, tuple(kept), arguments["throughHubs"], self.call)
        found = self.bindings.fresh("v")
        linked = [
            f"EXISTS {{ MATCH ({one})-[link:{RELATIONSHIPS}]-(:Actor){where(kept)} }}" for one in (start, end)
        ]
        row = f"[{', '.join([start, end, 'found', 'hubs', f'${most}', *linked])}]"
        lines = [*search.lines(), f"RETURN {row} AS {found}"]
        calls, cells, shapes = self.object(_object_type(definition), nodes, found)
        return _Piece(_listed(cells), Object(shapes), (self.call("", lines), *calls))

    # What a row of a statement holds

    def listed(self, definition: GraphQLField, nodes: list[FieldNode], x: str, expression: str) -> _Piece:
        y, v = self.bindings.fresh("n"), self.bindings.fresh("v")
        calls, cells, shapes = self.object(_object_type(definition), nodes, y)
        body = [f"UNWIND {expression.format(x=x)} AS {y}", *calls, f"RETURN collect({_listed(cells)}) AS {v}"]
        return _Piece(v, Items(Object(shapes)), (self.call(x, body),))

    def told(self, x: str, place: places.Told) -> _Piece:
        expression = place.expression.format(x=x)
        if not place.pattern:
            return _Piece(expression, Made(place.make))
        v = self.bindings.fresh("v")
        body = [place.pattern.format(x=x), f"RETURN head(collect({expression})) AS {v}"]
        return _Piece(v, Made(place.make), (self.call(x, body),))

    # Text

    def call(self, x: str, body: list[str]) -> str:
        """A subquery that sees *x* and the chosen theatres, and returns one row."""
        seen = ", ".join([*([x] if x else []), *self.conditions.known])
        text = "\n".join(body).replace("\n", "\n  ")
        return f"CALL ({seen}) {{\n  {text}\n}}"

    def _only_leaves(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> bool:
        standing = FIELDS[kind.name]
        names = [chosen[0].name.value for chosen in self.selections.on(kind, nodes).values()]
        return all(name == "__typename" or isinstance(standing[name], places.Leaf) for name in names)


def _nullable(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _object_type(definition: GraphQLField) -> GraphQLObjectType:
    kind = get_named_type(definition.type)
    assert is_object_type(kind)
    return kind


def _listed(cells: Iterable[str]) -> str:
    return f"[{', '.join(cells)}]"


def _page_size(first: int) -> int:
    if not 0 <= first <= LARGEST_PAGE:
        raise bad_input(f"first runs from 0 to {LARGEST_PAGE}, not {first}")
    return first


def _subgraph_size(first: int) -> int:
    if not 0 <= first <= LARGEST_SUBGRAPH:
        raise bad_input(f"first of a subgraph runs from 0 to {LARGEST_SUBGRAPH}, not {first}")
    return first


def _hops(arguments: Arguments) -> int:
    most: int = arguments["max"]
    if arguments["from"] == arguments["to"]:
        raise bad_input("from and to are one actor; a path needs two")
    if not 1 <= most <= MOST_HOPS:
        raise bad_input(f"max runs from 1 to {MOST_HOPS} hops, not {most}: beyond, everything is connected")
    return most


def _path_count(count: int) -> int:
    if not 1 <= count <= MOST_PATHS:
        raise bad_input(f"k runs from 1 to {MOST_PATHS} paths, not {count}")
    return count


def _version(reference: str, y: str) -> str:
    """Finds a relation from its subject, for no index holds the ids of relations."""
    return f"MATCH (:Record {{id: {reference}.subject}})-[{y}:{RELATIONSHIPS} {{id: {reference}.id}}]->()"


def _references(given: str | list[str]) -> list[dict[str, str | None]]:
    """Ids with, for a relation, the id of its subject, from where it is found."""
    identifiers = given if isinstance(given, list) else [given]
    if len(identifiers) > LARGEST_LOOKUP:
        raise bad_input(f"ids takes at most {LARGEST_LOOKUP}, not {len(identifiers)}")
    return [{"id": identifier, "subject": _subject(identifier)} for identifier in identifiers]


def _subject(identifier: str) -> str | None:
    try:
        kind, *keys = split_id(identifier)
    except ValueError as error:
        raise bad_input(f"{identifier!r} is not an id") from error
    return global_id("Actor", keys[0]) if kind == "Relation" else None

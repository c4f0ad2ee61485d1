"""Connections: a page of things in some order, how many there are, and lists beside the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graphql import FieldNode, GraphQLObjectType

from linkage.api.compiler.by_pair import by_pair
from linkage.api.compiler.cypher import Call, Clause, MatchClause, Return, Unwind, With, bracketed, subquery
from linkage.api.compiler.filters import FilterScope
from linkage.api.compiler.keyset import Keyset, page_size
from linkage.api.compiler.parameters import Arguments, given
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece, object_type
from linkage.api.compiler.projection import (
    CellShape,
    ConnectionShape,
    Constant,
    Count,
    Cursor,
    Edge,
    Items,
    Object,
    PageInfoShape,
    Rows,
    Shape,
    Value,
)
from linkage.api.storage import places
from linkage.api.storage.orders import PAIR


def compile_page(compiler: Compiler, selection: FieldSelection, place: places.Page) -> Piece:
    """A list of rows, a count, and whatever lists are selected beside them."""
    connection = _Connection.of(compiler, selection, place)
    related = compiler.conditions.related
    conditions = connection.conditions()
    connection.dear = compiler.conditions.related > related
    shape = connection.shape()
    shapes = [field_shape for _, field_shape in shape.fields]
    paged = any(isinstance(field_shape, Rows | PageInfoShape) for field_shape in shapes)
    counted = any(isinstance(field_shape, Count) for field_shape in shapes)
    if paged and counted and connection.dear:
        connection.gather(conditions)
    rows = connection.rows(conditions) if paged else Piece("[]", Value())
    count = connection.count(conditions) if counted else Piece("null", Value())
    pieces = [rows, count, *connection.lists]
    calls = (*connection.gathering, *(call for piece in pieces for call in piece.calls))
    return Piece(bracketed(piece.cell or "" for piece in pieces), shape, calls)


@dataclass(slots=True)
class _Connection:
    """
    A connection in the making.

    `item` is the variable of its things, `calls` and `cells` what a row needs beyond its place, `lists` what
    is selected beside the rows. Where its things are `dear` to find, `gathering` finds them once, as `gathered`.
    """

    compiler: Compiler
    selection: FieldSelection
    place: places.Page
    kind: GraphQLObjectType
    source: int
    arguments: Arguments
    item: str
    calls: list[Call] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lists: list[Piece] = field(default_factory=list)
    dear: bool = False
    gathered: str = ""
    gathering: tuple[Call, ...] = ()

    @classmethod
    def of(cls, compiler: Compiler, selection: FieldSelection, place: places.Page) -> "_Connection":
        kind = object_type(object_type(selection.kind.fields["edges"]).fields["node"])
        source, arguments = compiler.source(selection)
        return cls(compiler, selection, place, kind, source, arguments, compiler.bindings.fresh("n"))

    @property
    def keyset(self) -> Keyset:
        """The part of the list that is asked for."""
        return Keyset(self.compiler.bindings, self.source, self.arguments, self.kind.name)

    def conditions(self) -> list[str]:
        """What the place, the lens and the filter ask of the things."""
        x, y = self.selection.carrier, self.item
        standing = [self.place.where.format(x=x, y=y)] if self.place.where else []
        return standing + self._narrowing(y, lens=True)

    def _narrowing(self, variable: str, *, lens: bool) -> list[str]:
        kind, source, arguments = self.kind.name, self.source, self.arguments
        conditions = self.compiler.conditions.lens(kind, source, arguments, variable) if lens else []
        return conditions + FilterScope(self.compiler.conditions, source, arguments).on(kind, variable)

    def rows(self, conditions: list[str]) -> Piece:
        """The list of rows: one more than the page holds, if there are so many."""
        y, v, keyset = self.item, self.compiler.bindings.fresh("v"), self.keyset
        day = self.compiler.conditions.day(y)
        limit = given(self.compiler.bindings.bind(self.source, lambda arguments: page_size(arguments) + 1))
        order = keyset.sorting.by(y, day, backwards=keyset.backwards)
        sorting = With((y,), order, limit, distinct=self.place.repeats)
        row = bracketed([*keyset.sorting.place(y, day), *self.cells])
        read = self._first(conditions, keyset.between(y, day), order, limit)
        call = subquery(
            self.gathered or self.selection.carrier, *read, sorting, *self.calls, Return((f"collect({row}) AS {v}",))
        )
        return Piece(v, Value(), (call,))

    def gather(self, conditions: list[str]) -> None:
        """Find the things once, for rows and count alike."""
        self.gathered = self.compiler.bindings.fresh("v")
        distinct = "DISTINCT " if self.place.repeats else ""
        collecting = Return((f"collect({distinct}{self.item}) AS {self.gathered}",))
        self.gathering = (subquery(self.selection.carrier, self._match(conditions), collecting),)

    def _first(self, conditions: list[str], between: list[str], order: str, limit: str) -> Iterable[Clause]:
        """The things under conditions between the cursors, or no fewer than the first of them in this order."""
        if self.gathered:
            return Unwind(self.gathered, self.item), With((self.item,), conditions=between)
        if self.place.everywhere and self.keyset.sorting.orders == [PAIR] and not self.dear:
            bound = self.keyset.bound(self.item)
            return (by_pair(self.item, [*conditions, *between], limit, order, bound),)
        return (self._match([*conditions, *between]),)

    def count(self, conditions: list[str]) -> Piece:
        """How many things there are on all pages."""
        if self.gathered:
            return Piece(f"size({self.gathered})", Value())
        v, distinct = self.compiler.bindings.fresh("v"), "DISTINCT " if self.place.repeats else ""
        counting = Return((f"count({distinct}{self.item}) AS {v}",))
        return Piece(v, Value(), (subquery(self.selection.carrier, self._match(conditions), counting),))

    def _match(self, conditions: list[str]) -> MatchClause:
        """Finds the things under conditions."""
        return MatchClause(self.place.pattern.format(x=self.selection.carrier, y=self.item), conditions)

    def shape(self) -> ConnectionShape:
        """The shape of the connection; what its rows need is in `calls` and `cells` afterwards."""
        bind, connection = self.compiler.bindings.bind, self.selection.kind
        chosen = self.compiler.selections.on(connection, self.selection.nodes)
        fields = tuple((key, self._field(nodes)) for key, nodes in chosen.items())
        limit, sorting = bind(self.source, page_size), self.keyset.sorting
        ends = bind(
            self.source, lambda arguments: [arguments.get(name) is not None for name in ("after", "before", "last")]
        )
        order = bind(self.source, lambda _: sorting.tag)
        return ConnectionShape(fields, limit, ends, order, len(sorting.orders) + 1)

    def _field(self, nodes: list[FieldNode]) -> Shape:
        match nodes[0].name.value:
            case "nodes":
                return Rows(self._node(nodes))
            case "edges":
                return Rows(self._edge(nodes))
            case "pageInfo":
                return self._page_info(nodes)
            case "totalCount":
                return Count()
            case "__typename":
                return Constant(self.selection.kind.name)
            case name:
                self.lists.append(self._beside(nodes, self.place.beside[name]))
                return CellShape(len(self.lists) + 1, self.lists[-1].shape)

    def _node(self, nodes: list[FieldNode]) -> CellShape:
        record = self.compiler.object(self.kind, nodes, self.item)
        self.calls += record.calls
        self.cells.append(record.cell)
        return CellShape(len(self.keyset.sorting.orders) + len(self.cells), Object(record.fields))

    def _edge(self, nodes: list[FieldNode]) -> Edge:
        kind = object_type(self.selection.kind.fields["edges"])
        fields: list[tuple[str, Shape]] = []
        for key, chosen in self.compiler.selections.on(kind, nodes).items():
            match chosen[0].name.value:
                case "node":
                    fields.append((key, self._node(chosen)))
                case "cursor":
                    fields.append((key, Cursor()))
                case _:
                    fields.append((key, Constant(kind.name)))
        return Edge(tuple(fields))

    def _page_info(self, nodes: list[FieldNode]) -> PageInfoShape:
        kind = object_type(self.selection.kind.fields["pageInfo"])
        chosen = self.compiler.selections.on(kind, nodes)
        return PageInfoShape(tuple((key, fields[0].name.value) for key, fields in chosen.items()))

    def _beside(self, nodes: list[FieldNode], place: places.Beside) -> Piece:
        """A list beside the page, in its order and no longer than it."""
        x, fresh = self.selection.carrier, self.compiler.bindings.fresh
        y, v = fresh("n"), fresh("v")
        conditions = [place.where.format(x=x, y=y)]
        if place.only_known and (self.arguments.get("lens") or {}).get("knownBy") is not None:
            counted = self.compiler.conditions.counted(self.kind.name, self.source, self.arguments)
            conditions.append(counted.format(x=y))
        conditions += self._narrowing(y, lens=not place.only_known)
        limit = self.compiler.bindings.bind(self.source, page_size)
        records = self.compiler.object(self.kind, nodes, y)
        match = MatchClause(place.pattern.format(x=x, y=y), conditions)
        sorting = With((y,), self.keyset.sorting.by(y, None), given(limit), distinct=True)
        return Piece(v, Items(Object(records.fields)), (subquery(x, match, sorting, *records.collected(v)),))

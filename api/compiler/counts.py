"""How many things there are, in all and group by group: the database adds up, and gives the first groups."""

from dataclasses import dataclass

from graphql import FieldNode

from linkage.api.compiler.cypher import Call, Clause, MatchClause, Return, Unwind, With, subquery
from linkage.api.compiler.filters import FilterScope
from linkage.api.compiler.parameters import Arguments, given
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece, object_piece, object_type
from linkage.api.compiler.projection import Constant, Items, Object, Value
from linkage.api.errors import bad_input, within
from linkage.api.storage.groupings import GROUPINGS, Grouping
from linkage.api.storage.places import LARGEST_LIST, STAYING, Grouped


def compile_counts(compiler: Compiler, selection: FieldSelection, place: Grouped) -> Piece:
    """A subquery that finds the things, one that adds up their groups if these are selected, and one that tells these."""
    chosen = compiler.selections.on(selection.kind, selection.nodes)
    source, arguments = compiler.source(selection)
    fresh, bind = compiler.bindings.fresh, compiler.bindings.bind
    names = sorted(_names(place, arguments))
    first = bind(source, lambda arguments: within(arguments["first"], 0, LARGEST_LIST, "first of groups"))
    counts = _Counts(
        compiler, selection, place, source, arguments, names, given(first), fresh("n"), fresh("v"), fresh("v")
    )
    record = object_piece(chosen, counts.field)
    return Piece(record.cell, Object(record.fields), (counts.found(), *counts.adding, *record.calls))


@dataclass(slots=True)
class _Counts:
    """
    Counts in the making, of the things that are found as `things`, by the columns `names`.

    `adding` adds up all groups, in their order, as `groups`, once a field needs them.
    """

    compiler: Compiler
    selection: FieldSelection
    place: Grouped
    source: int
    arguments: Arguments
    names: list[str]
    first: str
    thing: str
    things: str
    groups: str
    adding: tuple[Call, ...] = ()

    def found(self) -> Call:
        """Finds the things that the lens and the filter let through, once for all that is told of them."""
        conditions, kind, y = self.compiler.conditions, self.place.kind, self.thing
        narrowed = conditions.lens(kind, self.source, self.arguments, y)
        narrowed += FilterScope(conditions, self.source, self.arguments).on(kind, y)
        match = MatchClause(self.place.pattern.format(y=y), narrowed)
        return subquery("", match, Return((f"collect({y}) AS {self.things}",)))

    def field(self, nodes: list[FieldNode]) -> Piece:
        """How many things there are, how many groups, or the first of these."""
        match nodes[0].name.value:
            case "__typename":
                return Piece(None, Constant(self.selection.kind.name))
            case "counted":
                return Piece(f"size({self.things})", Value())
            case "totalCount":
                self._add_up()
                return Piece(f"size({self.groups})", Value())
            case _:
                self._add_up()
                return self._first(nodes)

    def _first(self, nodes: list[FieldNode]) -> Piece:
        x, v = self.compiler.bindings.fresh("h"), self.compiler.bindings.fresh("v")
        records = self.compiler.object(object_type(self.selection.kind.fields["groups"]), nodes, x)
        unwind = Unwind(f"{self.groups}[..{self.first}]", x)
        return Piece(v, Items(Object(records.fields)), (subquery(self.groups, unwind, *records.collected(v)),))

    def _add_up(self) -> None:
        """Add up the groups: one text for whatever they are told apart by, in any order of columns and groups."""
        if self.adding:
            return
        fresh, bind = self.compiler.bindings.fresh, self.compiler.bindings.bind
        y, x, count, groupings = self.thing, fresh("h"), fresh("k"), GROUPINGS[self.place.kind]
        columns = {name: fresh("k") for name in self.names}
        values = {column: self._value(groupings[name]) for name, column in columns.items()}
        group = ", ".join(f"{name}: {column}" for name, column in {**columns, "count": count}.items())
        by = given(bind(self.source, lambda arguments: _names(self.place, arguments)))
        largest = given(bind(self.source, lambda arguments: arguments["orderBy"].value == "COUNT_DESC"))
        order = f"CASE WHEN {largest} THEN -{x}.count ELSE 0 END, [name IN {by} | {x}[name]]"
        call = subquery(
            self.things,
            Unwind(self.things, y),
            *(clause for clauses, _ in values.values() for clause in clauses),
            With(
                (*(f"{value} AS {column}" for column, (_, value) in values.items()), f"count(DISTINCT {y}) AS {count}")
            ),
            With((f"{{{group}}} AS {x}",), order),
            Return((f"collect({x}) AS {self.groups}",)),
        )
        self.adding = (call,)

    def _value(self, grouping: Grouping) -> tuple[list[Clause], str]:
        """Clauses that give a row for each value of a thing, one where there is none; and the value."""
        y, f = self.thing, self.compiler.bindings.fresh("f")
        value = grouping.value.format(x=y, f=f)
        if grouping.pattern:
            pattern = grouping.pattern.format(x=y, f=f)
            return [MatchClause(pattern, [STAYING.format(y=f)], optional=True)], value
        if grouping.each:
            return [Unwind(f"CASE WHEN size(coalesce({value}, [])) = 0 THEN [null] ELSE {value} END", f)], f
        return [], value


def _names(place: Grouped, arguments: Arguments) -> list[str]:
    """The columns that groups are told apart by, in the order of the argument; a GraphQLError where there are none."""
    names = list(dict.fromkeys(member.value for member in arguments["by"]))
    if not names:
        raise bad_input("by is to name at least one column")
    return names

"""The relations of a lens and the actors at their ends."""

from dataclasses import dataclass

from graphql import FieldNode, GraphQLObjectType

from linkage.api.compiler.columns import compile_columns
from linkage.api.compiler.cypher import Call, Clause, MatchClause, Return, Unwind, With, exists, subquery
from linkage.api.compiler.filters import FilterScope
from linkage.api.compiler.parameters import Arguments, given
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece, object_piece, object_type
from linkage.api.compiler.projection import Constant, Items, Object, Value
from linkage.api.compiler.where import dated
from linkage.api.errors import within
from linkage.api.http.limits import LARGEST_SUBGRAPH
from linkage.api.storage.orders import BY_NAME, Sorting
from linkage.graph.families import RELATIONSHIPS

_PATTERN = f"()-[{{y}}:{RELATIONSHIPS}]->()"


def compile_subgraph(compiler: Compiler, selection: FieldSelection) -> Piece:
    """A subquery that finds the relations, if any are shown, and one for each field that is selected on the subgraph."""
    chosen = compiler.selections.on(selection.kind, selection.nodes)
    fresh = compiler.bindings.fresh
    source, arguments = compiler.source(selection)
    limit = compiler.bindings.bind(
        source, lambda arguments: within(arguments["first"], 0, LARGEST_SUBGRAPH, "first of a subgraph")
    )
    subgraph = _Subgraph(compiler, selection, source, arguments, given(limit), fresh("n"), fresh("v"))
    record = object_piece(chosen, subgraph.field)
    return Piece(record.cell, Object(record.fields), (*subgraph.reading, *record.calls))


@dataclass(slots=True)
class _Subgraph:
    """A subgraph in the making; `reading` finds the relations as `relations`, once a field shows them."""

    compiler: Compiler
    selection: FieldSelection
    source: int
    arguments: Arguments
    limit: str
    relation: str
    relations: str
    reading: tuple[Call, ...] = ()

    def field(self, nodes: list[FieldNode]) -> Piece:
        """How many relations there are, how many for want of a date are not, those themselves, or their actors."""
        match nodes[0].name.value:
            case "__typename":
                return Piece(None, Constant(self.selection.kind.name))
            case "totalCount":
                return self._total()
            case "undated":
                return self._undated()
            case "columns":
                return self._columns(FieldSelection(self.selection.kind.fields["columns"], nodes, ""))
            case name:
                return self._listed(object_type(self.selection.kind.fields[name]), nodes, ends=name == "actors")

    def _total(self) -> Piece:
        y, v = self.compiler.bindings.fresh("n"), self.compiler.bindings.fresh("v")
        match = MatchClause(_PATTERN.format(y=y), self._kept(y))
        return Piece(v, Value(), (subquery("", match, Return((f"count(*) AS {v}",))),))

    def _undated(self) -> Piece:
        fresh = self.compiler.bindings.fresh
        y, v, ends = fresh("n"), fresh("v"), (fresh("n"), fresh("n"))
        kept = [*self._kept(y, but="as_of"), f"NOT {y}.dated"] if dated(self.arguments) else ["false"]
        undated = MatchClause(_PATTERN.format(y=y), kept)
        shown = self._shown_undated(y, ends)
        columns = (y, f"startNode({y}) AS {ends[0]}", f"endNode({y}) AS {ends[1]}")
        unshown = With(columns, conditions=[f"NOT {shown}"])
        return Piece(v, Value(), (subquery("", undated, unshown, Return((f"count(*) AS {v}",))),))

    def _listed(self, kind: GraphQLObjectType, nodes: list[FieldNode], *, ends: bool) -> Piece:
        self.reading = self.reading or (self._read(),)
        y, v = self.compiler.bindings.fresh("n") if ends else self.relation, self.compiler.bindings.fresh("v")
        clauses = self._ends(y) if ends else [Unwind(self.relations, y)]
        records = self.compiler.object(kind, nodes, y)
        return Piece(v, Items(Object(records.fields)), (subquery(self.relations, *clauses, *records.collected(v)),))

    def _kept(self, y: str, but: str = "") -> list[str]:
        """Conditions of the relations; *but* a field of the lens."""
        conditions = self.compiler.conditions
        kept = conditions.lens("Relation", self.source, self.arguments, y, but=but)
        return kept + FilterScope(conditions, self.source, self.arguments).on("Relation", y)

    def _shown_undated(self, y: str, ends: tuple[str, str]) -> str:
        """Whether a claim of a relation without a date carries the same tie to the day, between the actors in two variables."""
        shown, (subject, object_) = self.compiler.bindings.fresh("r"), ends
        same = [
            f"{shown}.pair = {y}.pair",
            f"coalesce({shown}.theatre, '') = coalesce({y}.theatre, '')",
            f"any(claim IN {shown}.claims WHERE claim IN {y}.claims)",
        ]
        return exists(MatchClause(f"({subject})-[{shown}:{RELATIONSHIPS}]->({object_})", [*same, *self._kept(shown)]))

    def _columns(self, selection: FieldSelection) -> Piece:
        """The columns of the relations and of the actors at their ends."""
        self.reading = self.reading or (self._read(),)
        y, actors = self.compiler.bindings.fresh("n"), self.compiler.bindings.fresh("v")
        collecting = Return((f"collect({y}) AS {actors}",))
        carriers = {"actors": (y, actors), "relations": (self.relation, self.relations)}

        def columns(nodes: list[FieldNode]) -> Piece:
            name = nodes[0].name.value
            if name == "__typename":
                return Piece(None, Constant(selection.kind.name))
            x, things = carriers[name]
            return compile_columns(self.compiler, FieldSelection(selection.kind.fields[name], nodes, x), things, actors)

        record = object_piece(self.compiler.selections.on(selection.kind, selection.nodes), columns)
        return Piece(record.cell, Object(record.fields), (subquery(self.relations, *self._ends(y), collecting),))

    def _ends(self, y: str) -> list[Clause]:
        """Each actor at an end of a relation once, by name."""
        ends = Unwind(f"[startNode({self.relation}), endNode({self.relation})]", y)
        return [Unwind(self.relations, self.relation), ends, With((y,), BY_NAME.format(y=y), distinct=True)]

    def _read(self) -> Call:
        y = self.relation
        match = MatchClause(_PATTERN.format(y=y), self._kept(y))
        collecting = Return((f"collect({y}) AS {self.relations}",))
        return subquery("", match, With((y,), Sorting("Relation", ("PAIR_ASC",)).by(y, None), self.limit), collecting)

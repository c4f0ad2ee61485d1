"""The relations of a lens and the actors at their ends."""

from graphql import FieldNode

from linkage.api.compiler.by_pair import by_pair
from linkage.api.compiler.cypher import Clause, MatchClause, Return, Unwind, With, subquery
from linkage.api.compiler.parameters import Arguments
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece, object_piece, object_type
from linkage.api.compiler.projection import Constant, Items, Object, Value
from linkage.api.errors import within
from linkage.api.http.limits import LARGEST_SUBGRAPH
from linkage.api.storage.filters import BY_NAME, PAIR
from linkage.graph.families import RELATIONSHIPS


def compile_subgraph(compiler: Compiler, selection: FieldSelection) -> Piece:
    """A subquery for each field that is selected on a subgraph."""
    source, arguments = compiler.source(selection)
    limit = compiler.bindings.bind(
        source, lambda arguments: within(arguments["first"], 0, LARGEST_SUBGRAPH, "first of a subgraph")
    )
    record = object_piece(
        compiler.selections.on(selection.kind, selection.nodes),
        lambda nodes: _field(compiler, selection, nodes, source, arguments, limit),
    )
    return Piece(record.cell, Object(record.fields), record.calls)


def _field(
    compiler: Compiler,
    selection: FieldSelection,
    nodes: list[FieldNode],
    source: int,
    arguments: Arguments,
    limit: str,
) -> Piece:
    """How many relations there are, how many for want of a date are not, those themselves, or their actors."""
    name = nodes[0].name.value
    if name == "__typename":
        return Piece(None, Constant(selection.kind.name))
    y, v = compiler.bindings.fresh("n"), compiler.bindings.fresh("v")
    pattern, counted = f"(:Actor)-[{y}:{RELATIONSHIPS}]->(:Actor)", Return((f"count(*) AS {v}",))
    if name == "undated":
        undated = MatchClause(pattern, compiler.conditions.undated(source, arguments, y))
        ends = compiler.bindings.fresh("n"), compiler.bindings.fresh("n")
        shown = compiler.conditions.shown_undated(source, arguments, y, ends)
        columns = (y, f"startNode({y}) AS {ends[0]}", f"endNode({y}) AS {ends[1]}")
        return Piece(v, Value(), (subquery("", undated, With(columns, conditions=[f"NOT {shown}"]), counted),))
    conditions = compiler.conditions.kept(source, arguments, y)
    if name == "totalCount":
        return Piece(v, Value(), (subquery("", MatchClause(pattern, conditions), counted),))
    clauses: list[Clause] = [by_pair(y, conditions, f"${limit}"), With((y,), PAIR.by(y, None), f"${limit}")]
    carrier = y
    if name == "actors":
        carrier = f"{y}e"
        clauses.append(Unwind(f"[startNode({y}), endNode({y})]", carrier))
        clauses.append(With((carrier,), BY_NAME.format(y=carrier), distinct=True))
    records = compiler.object(object_type(selection.kind.fields[name]), nodes, carrier)
    return Piece(v, Items(Object(records.fields)), (subquery("", *clauses, *records.collected(v)),))

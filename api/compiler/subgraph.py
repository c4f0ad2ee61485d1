"""The relations of a lens and the actors at their ends."""

from graphql import FieldNode

from linkage.api.compiler.cypher import Call, Clause, MatchClause, Return, Unwind, With, bracketed, subquery
from linkage.api.compiler.parameters import Arguments
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece, object_type
from linkage.api.compiler.projection import Constant, Items, Object, Shape, Value
from linkage.api.errors import bad_input
from linkage.api.http.limits import LARGEST_SUBGRAPH
from linkage.graph.families import RELATIONSHIPS


def compile_subgraph(compiler: Compiler, selection: FieldSelection) -> Piece:
    """A subquery for each field that is selected on a subgraph."""
    source, arguments = compiler.source(selection)
    limit = compiler.bindings.bind(source, lambda arguments: _subgraph_size(arguments["first"]))
    calls: list[Call] = []
    cells: list[str] = []
    fields: list[tuple[str, Shape]] = []
    for key, nodes in compiler.selections.on(selection.kind, selection.nodes).items():
        if nodes[0].name.value == "__typename":
            fields.append((key, Constant(selection.kind.name)))
            continue
        piece = _field(compiler, selection, nodes, source, arguments, limit)
        calls += piece.calls
        cells.append(piece.cell or "")
        fields.append((key, piece.shape))
    return Piece(bracketed(cells), Object(tuple(fields)), tuple(calls))


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
    y, v = compiler.bindings.fresh("n"), compiler.bindings.fresh("v")
    conditions = compiler.conditions.kept(source, arguments, y, undated=name == "undated")
    match = MatchClause(f"(:Actor)-[{y}:{RELATIONSHIPS}]->(:Actor)", conditions)
    if name in ("totalCount", "undated"):
        return Piece(v, Value(), (subquery("", match, Return((f"count(*) AS {v}",))),))
    clauses: list[Clause] = [match, With((y,), f"{y}.pair, {y}.id", f"${limit}")]
    carrier = y
    if name == "actors":
        carrier = f"{y}e"
        clauses.append(Unwind(f"[startNode({y}), endNode({y})]", carrier))
        clauses.append(With((carrier,), f"{carrier}.name, {carrier}.key", distinct=True))
    records = compiler.object(object_type(selection.kind.fields[name]), nodes, carrier)
    return Piece(v, Items(Object(records.fields)), (subquery("", *clauses, *records.collected(v)),))


def _subgraph_size(size: int) -> int:
    if not 0 <= size <= LARGEST_SUBGRAPH:
        raise bad_input(f"first of a subgraph runs from 0 to {LARGEST_SUBGRAPH}, not {size}")
    return size

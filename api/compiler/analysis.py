"""What is searched or worked out before the statement runs, which then reads what was selected of it."""

from linkage.api.compiler.cypher import Unwind, subquery
from linkage.api.compiler.parameters import given
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece
from linkage.api.compiler.projection import Items, Object
from linkage.api.storage.places import Ask


def compile_worked(compiler: Compiler, selection: FieldSelection, ask: Ask) -> Piece:
    """Maps that a parameter holds, or one of them, with what in the store they speak of."""
    source, _ = compiler.source(selection)
    chosen = compiler.selections.on(selection.kind, selection.nodes).values()
    names = frozenset(nodes[0].name.value for nodes in chosen)
    maps = compiler.bindings.bind(source, lambda arguments: ask(arguments, names))
    x, v = compiler.bindings.fresh("h"), compiler.bindings.fresh("v")
    fields = compiler.object(selection.kind, selection.nodes, x)
    items = given(maps) if selection.listed else f"[{given(maps)}]"
    calls = (subquery("", Unwind(items, x), *fields.collected(v)),)
    if selection.listed:
        return Piece(v, Items(Object(fields.fields)), calls)
    return Piece(f"{v}[0]", Object(fields.fields), calls)

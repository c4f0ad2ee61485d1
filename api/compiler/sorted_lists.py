"""Lists that were worked out before the statement runs, each part of one answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from graphql import FieldNode, print_ast

from linkage.api.compiler.cypher import Call, Return, Unwind, bracketed, subquery
from linkage.api.compiler.parameters import given
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece, object_piece, object_type
from linkage.api.compiler.projection import Constant, Items, Object, Value
from linkage.api.storage.places import Ask


@dataclass(frozen=True, slots=True)
class SharedReading:
    """What is read of all things of which the same is selected: *rows* are of the names of their lists and the things."""

    call: Call
    rows: str
    fields: Object


def compile_sorted(compiler: Compiler, selection: FieldSelection, ask: Ask) -> Piece:
    """Lists of maps; those of which the same is selected are read together, for every reading takes time to plan."""
    source, _ = compiler.source(selection)
    chosen = compiler.selections.on(selection.kind, selection.nodes)
    names = frozenset(nodes[0].name.value for nodes in chosen.values())
    answer = given(compiler.bindings.bind(source, lambda arguments: ask(arguments, names)))
    alike: dict[tuple[str, ...], list[list[FieldNode]]] = {}
    for nodes in chosen.values():
        if nodes[0].selection_set:
            alike.setdefault(_selected(nodes), []).append(nodes)
    readings = {text: _reading(compiler, selection, lists, answer) for text, lists in alike.items()}
    fields = object_piece(chosen, lambda nodes: _field(selection, nodes, answer, readings.get(_selected(nodes))))
    return Piece(fields.cell, Object(fields.fields), tuple(reading.call for reading in readings.values()))


def _selected(nodes: Iterable[FieldNode]) -> tuple[str, ...]:
    return tuple(print_ast(node.selection_set) for node in nodes if node.selection_set)


def _reading(compiler: Compiler, selection: FieldSelection, lists: list[list[FieldNode]], answer: str) -> SharedReading:
    x, v = compiler.bindings.fresh("h"), compiler.bindings.fresh("v")
    names = [nodes[0].name.value for nodes in lists]
    things = compiler.object(object_type(selection.kind.fields[names[0]]), lists[0], x)
    within = bracketed(repr(name) for name in dict.fromkeys(names))
    items = f"[item IN {answer}.items WHERE item.field IN {within}]"
    returned = Return((f"collect([{x}.field, {things.cell}]) AS {v}",))
    return SharedReading(subquery("", Unwind(items, x), *things.calls, returned), v, Object(things.fields))


def _field(selection: FieldSelection, nodes: list[FieldNode], answer: str, reading: SharedReading | None) -> Piece:
    name = nodes[0].name.value
    if name == "__typename":
        return Piece(None, Constant(selection.kind.name))
    if reading is None:
        return Piece(f"{answer}.{name}", Value())
    return Piece(f"[item IN {reading.rows} WHERE item[0] = {name!r} | item[1]]", Items(reading.fields))

"""Fields that stand in the store: on the thing itself, on what it is linked to, or in a row of a statement."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from graphql import FieldNode, GraphQLUnionType, get_named_type, is_object_type

from linkage.api.compiler.cypher import (
    Call,
    Clause,
    MatchClause,
    Return,
    Unwind,
    Verbatim,
    With,
    bracketed,
    subquery,
)
from linkage.api.compiler.filters import FilterScope
from linkage.api.compiler.parameters import given
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece
from linkage.api.compiler.projection import Choice, Items, Made, Object, Value
from linkage.api.errors import bad_input, within
from linkage.api.storage import places
from linkage.api.storage.filters import standing
from linkage.api.storage.places import LARGEST_LIST
from linkage.api.storage.table import FIELDS
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.store.statements import statement

Stored = (
    places.Leaf | places.Part | places.Parts | places.One | places.Many | places.Any | places.Listed | places.Told
    | places.Searched
)  # fmt: skip


def compile_stored(compiler: Compiler, selection: FieldSelection, place: Stored) -> Piece:
    """The value of a field that stands in the store."""
    match place:
        case places.Leaf(expression):
            x = selection.carrier
            return Piece(expression.format(x=x, certainty=compiler.conditions.certainty(x)), Value())
        case places.Part():
            return _part(compiler, selection, place)
        case places.Parts():
            return _parts(compiler, selection, place)
        case places.One():
            return _one(compiler, selection, place)
        case places.Many():
            return _many(compiler, selection, place)
        case places.Any():
            return _any(compiler, selection, place)
        case places.Listed():
            return _listed(compiler, selection, place)
        case places.Told():
            return _told(compiler, selection, place)
        case places.Searched():
            return _searched(compiler, selection, place)
        case _:
            assert_never(place)


def compile_kinds(
    compiler: Compiler, kinds: Iterable[str], nodes: list[FieldNode], carrier: str
) -> tuple[tuple[Call, ...], str, tuple[Object, ...]]:
    """Subqueries, expression and shapes for whichever of the types a node turns out to have."""
    calls: list[Call] = []
    branches: list[str] = []
    options: list[Object] = []
    for position, name in enumerate(kinds):
        kind = compiler.selections.schema.get_type(name)
        assert is_object_type(kind)
        record = compiler.object(kind, nodes, carrier)
        calls += record.calls
        branches.append(f"WHEN {carrier}:{name} THEN {bracketed([str(position), *record.cells])}")
        options.append(Object(record.fields))
    return tuple(calls), f"CASE {' '.join(branches)} END", tuple(options)


def _part(compiler: Compiler, selection: FieldSelection, place: places.Part) -> Piece:
    fields = compiler.object(selection.kind, selection.nodes, selection.carrier, place.leaves)
    if not place.present:
        return Piece(fields.cell, Object(fields.fields))
    present = place.present.format(x=selection.carrier)
    return Piece(f"CASE WHEN {present} THEN {fields.cell} END", Object(fields.fields, nullable=True))


def _parts(compiler: Compiler, selection: FieldSelection, place: places.Parts) -> Piece:
    index = compiler.bindings.fresh("i")
    storage = {name: places.Leaf(leaf.expression.replace("{i}", index)) for name, leaf in place.leaves.items()}
    fields = compiler.object(selection.kind, selection.nodes, selection.carrier, storage)
    length = place.length.format(x=selection.carrier)
    return Piece(f"[{index} IN range(0, {length} - 1) | {fields.cell}]", Items(Object(fields.fields)))


def _one(compiler: Compiler, selection: FieldSelection, place: places.One) -> Piece:
    x, fresh = selection.carrier, compiler.bindings.fresh
    if place.bound and not place.where and _only_leaves(compiler, selection):
        bound = place.bound.format(x=x)
        compiler.conditions.inherit(x, bound, place.day.format(x=x))
        record = compiler.object(selection.kind, selection.nodes, bound)
        return Piece(record.cell, Object(record.fields, selection.nullable))
    y, r, v = fresh("n"), fresh("r"), fresh("v")
    if place.bound:
        compiler.conditions.inherit(x, y, place.day.format(x=x))
    _look(compiler, place, x, y)
    conditions = _naming(compiler, selection, place.keys, r if "{r}" in place.pattern else y)
    conditions += [place.where.format(x=x, y=y)] if place.where else []
    body: list[Clause] = (
        [With((f"{place.bound.format(x=x)} AS {y}",), conditions=conditions)]
        if place.bound
        else [MatchClause(place.pattern.format(x=x, y=y, r=r), conditions)]
    )
    if place.order:
        body.append(With((y,), place.order.format(y=y, r=r), "1"))
    record = compiler.object(selection.kind, selection.nodes, y)
    return Piece(v, Object(record.fields, selection.nullable), (subquery(x, *body, *record.head(v)),))


def _only_leaves(compiler: Compiler, selection: FieldSelection) -> bool:
    storage = FIELDS[selection.kind.name]
    chosen = compiler.selections.on(selection.kind, selection.nodes).values()
    names = [nodes[0].name.value for nodes in chosen]
    return all(name == "__typename" or isinstance(storage[name], places.Leaf) for name in names)


def _naming(compiler: Compiler, selection: FieldSelection, keys: Mapping[str, str], y: str) -> list[str]:
    """Conditions for the arguments that name one thing; exactly one of them is to be given."""
    if not keys:
        return []
    source, arguments = compiler.source(selection)
    names = [name for name in keys if arguments.get(name) is not None]
    if len(names) != 1:
        raise bad_input(f"{selection.name} takes exactly one of {' and '.join(keys)}")
    [name] = names
    return [f"{y}.{keys[name]} = {given(compiler.bindings.bind(source, lambda arguments: arguments[name]))}"]


def _many(compiler: Compiler, selection: FieldSelection, place: places.Many) -> Piece:
    x, fresh = selection.carrier, compiler.bindings.fresh
    y, r, v = fresh("n"), fresh("r"), fresh("v")
    conditions = [place.where.format(x=x, y=y)] if place.where else []
    _look(compiler, place, x, y)
    limit = ""
    if "first" in selection.definition.args:
        source, arguments = compiler.source(selection)
        conditions += compiler.conditions.lens(selection.kind.name, source, arguments, y)
        conditions += FilterScope(compiler.conditions, source, arguments).on(selection.kind.name, y)
        limit = given(compiler.bindings.bind(source, lambda arguments: _list_size(arguments.get("first"))))
    records = compiler.object(selection.kind, selection.nodes, y)
    match = MatchClause(place.pattern.format(x=x, y=y, r=r), conditions)
    sorting = With((y,), place.order.format(x=x, y=y, r=r), limit)
    call = subquery(x, match, sorting, *records.collected(v))
    return Piece(v, Items(Object(records.fields), bounded=bool(limit)), (call,))


def _list_size(first: int | None) -> int:
    """How many items to read: *first*, or more than a list may have, for that to be seen."""
    return LARGEST_LIST + 1 if first is None else within(first, 0, LARGEST_LIST, "first of a list")


def _look(compiler: Compiler, place: places.One | places.Many, x: str, y: str) -> None:
    if place.looked_at:
        day, known_by = (expression.format(x=x) for expression in place.looked_at)
        compiler.conditions.look(y, day, known_by, x)


def _any(compiler: Compiler, selection: FieldSelection, place: places.Any) -> Piece:
    x, y, v = selection.carrier, compiler.bindings.fresh("n"), compiler.bindings.fresh("v")
    union = get_named_type(selection.definition.type)
    assert isinstance(union, GraphQLUnionType)
    kinds = (kind.name for kind in union.types)
    calls, cell, options = compile_kinds(compiler, kinds, selection.nodes, y)
    conditions = [place.where.format(x=x, y=y)] if place.where else []
    match, head = MatchClause(place.pattern.format(x=x, y=y), conditions), Return((f"head(collect({cell})) AS {v}",))
    return Piece(v, Choice(options), (subquery(x, match, *calls, head),))


def _listed(compiler: Compiler, selection: FieldSelection, place: places.Listed) -> Piece:
    x, y, v = selection.carrier, compiler.bindings.fresh("n"), compiler.bindings.fresh("v")
    compiler.conditions.inherit(x, y)
    records = compiler.object(selection.kind, selection.nodes, y)
    unwind = Unwind(place.expression.format(x=x), y)
    return Piece(v, Items(Object(records.fields)), (subquery(x, unwind, *records.collected(v)),))


def _told(compiler: Compiler, selection: FieldSelection, place: places.Told) -> Piece:
    x = selection.carrier
    expression = place.expression.format(x=x)
    if not place.pattern:
        return Piece(expression, Made(place.make))
    v = compiler.bindings.fresh("v")
    clauses, head = Verbatim(place.pattern.format(x=x)), Return((f"head(collect({expression})) AS {v}",))
    return Piece(v, Made(place.make), (subquery(x, clauses, head),))


def _searched(compiler: Compiler, selection: FieldSelection, place: places.Searched) -> Piece:
    x, v = selection.carrier, compiler.bindings.fresh("v")
    versions = standing("link", "other", compiler.conditions.known_for(x))
    search = Verbatim(statement(place.name).filled(types=RELATIONSHIPS, standing=versions))
    compiler.conditions.inherit(x, place.returns)
    record = compiler.object(selection.kind, selection.nodes, place.returns)
    seen = compiler.conditions.seen_for(x)
    call = Call((With((f"{x} AS link", *seen)), Call((search,), None), *record.head(v)), (x, *seen))
    return Piece(v, Object(record.fields, selection.nullable), (call,))

"""Things by their global ids: records from the index, relations from their subjects."""

from graphql import is_object_type

from linkage.api.compiler.cypher import MatchClause, Return, Unwind, bracketed, subquery
from linkage.api.compiler.fields import compile_kinds
from linkage.api.compiler.parameters import given
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece
from linkage.api.compiler.projection import Choice, Items, Object
from linkage.api.errors import bad_input
from linkage.api.http.limits import LARGEST_LOOKUP
from linkage.api.storage.places import STAYING, STAYS
from linkage.api.storage.table import NODES
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.ids import global_id, split_id

_RELATION = len(NODES)
"""The option of a choice that a relation is; those before are the types of nodes, in their order."""


def compile_lookup(compiler: Compiler, selection: FieldSelection) -> Piece:
    """Anything by its id; for a list of ids a list, with null for what is not there."""
    source, _ = compiler.source(selection)
    listed = selection.listed
    references = compiler.bindings.bind(
        source, lambda arguments: _references(arguments["ids"] if listed else [arguments["id"]])
    )
    reference, v = compiler.bindings.fresh("x"), compiler.bindings.fresh("v")
    record, options = _record(compiler, selection, reference)
    relation, fields = _relation(compiler, selection, reference)
    collecting = Return((f"collect([coalesce({record.cell}, {relation.cell})]) AS {v}",))
    unwind = Unwind(given(references), reference)
    call, shape = subquery("", unwind, *record.calls, *relation.calls, collecting), Choice((*options, fields))
    if listed:
        return Piece(f"[item IN {v} | item[0]]", Items(shape), (call,))
    return Piece(f"{v}[0][0]", shape, (call,))


def compile_linked(compiler: Compiler, selection: FieldSelection) -> Piece:
    """A relation by its id, or null."""
    source, _ = compiler.source(selection)
    reference = compiler.bindings.bind(source, lambda arguments: _references([arguments["id"]])[0])
    y, v = compiler.bindings.fresh("n"), compiler.bindings.fresh("v")
    relation = compiler.object(selection.kind, selection.nodes, y)
    call = subquery("", _version(given(reference), y), *relation.head(v))
    return Piece(v, Object(relation.fields, nullable=True), (call,))


def _record(compiler: Compiler, selection: FieldSelection, reference: str) -> tuple[Piece, tuple[Object, ...]]:
    """The record that a reference leads to, under the key that stays; and the shapes it may have."""
    y, v = compiler.bindings.fresh("n"), compiler.bindings.fresh("v")
    calls, cell, options = compile_kinds(compiler, NODES, selection.nodes, y)
    match = MatchClause(f"(:Record {{id: {reference}.id}}){STAYS}({y}:Record)", [STAYING.format(y=y)])
    call = subquery(reference, match, *calls, Return((f"head(collect({cell})) AS {v}",)))
    return Piece(v, Choice(options), (call,)), options


def _relation(compiler: Compiler, selection: FieldSelection, reference: str) -> tuple[Piece, Object]:
    """The relation that a reference leads to, and its shape."""
    y, v = compiler.bindings.fresh("n"), compiler.bindings.fresh("v")
    kind = compiler.selections.schema.get_type("Relation")
    assert is_object_type(kind)
    relation = compiler.object(kind, selection.nodes, y)
    fields = Object(relation.fields)
    cell = bracketed([str(_RELATION), *relation.cells])
    head = Return((f"head(collect({cell})) AS {v}",))
    return Piece(v, fields, (subquery(reference, _version(reference, y), *relation.calls, head),)), fields


def _version(reference: str, y: str) -> MatchClause:
    """Finds a relation from its subject, for no index holds the ids of relations."""
    return MatchClause(f"(:Record {{id: {reference}.subject}})-[{y}:{RELATIONSHIPS} {{id: {reference}.id}}]->()")


def _references(identifiers: list[str]) -> list[dict[str, str | None]]:
    """Ids with, for a relation, the id of its subject, from where it is found."""
    if len(identifiers) > LARGEST_LOOKUP:
        raise bad_input(f"ids takes at most {LARGEST_LOOKUP}, not {len(identifiers)}")
    return [{"id": identifier, "subject": _subject(identifier)} for identifier in identifiers]


def _subject(identifier: str) -> str | None:
    try:
        kind, *keys = split_id(identifier)
    except ValueError as error:
        raise bad_input(f"{identifier!r} is not an id") from error
    return global_id("Actor", keys[0]) if kind == "Relation" else None

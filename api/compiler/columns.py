"""Things column by column: a list of each field, of which texts that repeat are told once."""

from collections.abc import Callable, Sequence
from typing import Any

from graphql import FieldNode

from linkage.api.compiler.cypher import bracketed
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece, object_piece
from linkage.api.compiler.projection import Constant, Made, Object, Value
from linkage.api.storage.places import ListColumn, Position
from linkage.api.storage.table import FIELDS


def compile_columns(compiler: Compiler, selection: FieldSelection, things: str, ends: str) -> Piece:
    """
    The columns of the things in a list, which the conditions know by the name of the carrier.

    *ends* is the list of actors among which positions are told.
    """

    def column(nodes: list[FieldNode]) -> Piece:
        name, x = nodes[0].name.value, selection.carrier
        if name == "__typename":
            return Piece(None, Constant(selection.kind.name))
        match FIELDS[selection.kind.name][name]:
            case Position(actor):
                keys = f"[{x} IN {things} | {actor.format(x=x)}.key]"
                return Piece(bracketed([f"[end IN {ends} | end.key]", keys]), Made(_positions))
            case ListColumn(expression, coded):
                value = expression.format(x=x, certainty=compiler.conditions.certainty(x))
                chosen = _chosen(compiler, selection, nodes) if coded else {}
                return Piece(f"[{x} IN {things} | {value}]", Made(_coded(chosen)) if coded else Value())
            case place:
                raise TypeError(f"{name} stands in no column but as {place}")

    record = object_piece(compiler.selections.on(selection.kind, selection.nodes), column)
    return Piece(record.cell, Object(record.fields))


def _chosen(compiler: Compiler, selection: FieldSelection, nodes: list[FieldNode]) -> dict[str, str]:
    """What is selected of a column of codes, by response name."""
    codes = FieldSelection(selection.kind.fields[nodes[0].name.value], nodes, selection.carrier).kind
    return {key: fields[0].name.value for key, fields in compiler.selections.on(codes, nodes).items()}


def _coded(chosen: dict[str, str]) -> Callable[[Sequence[str | None]], dict[str, Any]]:
    def coded(texts: Sequence[str | None]) -> dict[str, Any]:
        places: dict[str, int] = {}
        codes = [None if text is None else places.setdefault(text, len(places)) for text in texts]
        parts = {"values": list(places), "codes": codes, "__typename": "Codes"}
        return {key: parts[name] for key, name in chosen.items()}

    return coded


def _positions(keys: tuple[Sequence[str], Sequence[str]]) -> list[int]:
    """Where each of the second keys stands among the first."""
    among, ends = keys
    places = {key: place for place, key in enumerate(among)}
    return [places[key] for key in ends]

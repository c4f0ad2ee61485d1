"""What changed from one lens to another; the search itself is `cypher/diff/changes.cypher`."""

from datetime import date

from linkage.api.compiler.cypher import Verbatim, all_of, subquery
from linkage.api.compiler.pages import page_size
from linkage.api.compiler.parameters import Arguments
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece
from linkage.api.compiler.projection import Object
from linkage.api.compiler.where import Vantage
from linkage.api.storage.filters import standing
from linkage.api.storage.places import CHANGES
from linkage.graph.families import RELATIONSHIP_TYPES, RELATIONSHIPS, Family
from linkage.graph.store.statements import statement

_CHANNELS = [family.name for family in Family if not family.sign]


def compile_diff(compiler: Compiler, selection: FieldSelection) -> Piece:
    """How many changes there are, and the first of each kind."""
    source, arguments = compiler.source(selection)
    conditions, bindings = compiler.conditions, compiler.bindings
    before, after = (conditions.lens("Relation", source, arguments, "link", argument) for argument in ("from", "to"))
    known_before, known_after = (
        conditions.counted("Claim", source, arguments, argument).format(x="other") for argument in ("from", "to")
    )
    told = conditions.counted("Relation", source, arguments, "to")
    bindings.bind(source, lambda arguments: _day(arguments, "from"), "earlier")
    bindings.bind(source, lambda arguments: _day(arguments, "to"), "later")
    bindings.bind(source, lambda arguments: page_size(arguments["first"]), "limit")
    bindings.bind(source, lambda _: RELATIONSHIP_TYPES, "families")
    bindings.bind(source, lambda _: _CHANNELS, "channels")
    bindings.bind(source, lambda _: CHANGES, "kinds")
    text = statement("diff.changes").filled(
        types=RELATIONSHIPS,
        before=all_of(before),
        after=all_of(after),
        knownBefore=known_before,
        knownAfter=known_after,
        standing=standing("relation", "other", told),
    )
    conditions.views["changes"] = Vantage(None, told)
    changes = compiler.object(selection.kind, selection.nodes, "changes")
    return Piece(changes.cell, Object(changes.fields), (subquery("", Verbatim(text)), *changes.calls))


def _day(arguments: Arguments, argument: str) -> date | None:
    return (arguments.get(argument) or {}).get("asOf")

"""
The search for the shortest paths between two actors; its steps are in `cypher/paths/`.

Length by length: for n hops, the actors that are n - 1, n - 2 … hops away from the end are known beforehand, and
a path takes its next step only to one of those. So a search holds nothing but beginnings of paths that arrive, it
stops at the first length that gives enough, and parallel relations make one step. Neo4j's own `SHORTEST k` counts
every choice among parallel relations as another path, and takes whichever it meets first of one length.
"""

from collections.abc import Iterator

from linkage.api.compiler.cypher import Call, Clause, Verbatim, With, all_of, subquery
from linkage.api.compiler.parameters import Arguments
from linkage.api.compiler.pieces import Compiler, FieldSelection, Piece
from linkage.api.compiler.projection import Object
from linkage.api.errors import bad_input, within
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.store.statements import statement

MOST_HOPS = 4
MOST_PATHS = 20
HUB = 20
"""An actor with more relations than this under a lens is a hub."""


def compile_paths(compiler: Compiler, selection: FieldSelection) -> Piece:
    """The shortest paths, or why there is none."""
    source, arguments = compiler.source(selection)
    conditions, bind = compiler.conditions, compiler.bindings.bind
    walked = [*conditions.lens("Relation", source, arguments, "link"), "link.status <> 'DENIED'"]
    if arguments.get("families"):
        families = bind(source, lambda arguments: [family.name for family in arguments["families"]])
        walked.append(f"type(link) IN ${families}")
    conditions.actor(source, "from", "origin")
    conditions.actor(source, "to", "target")
    bind(source, _hops, "most")
    bind(source, lambda arguments: within(arguments["k"], 1, MOST_PATHS, "k", " paths"), "count")
    if not arguments["throughHubs"]:
        bind(source, lambda _: HUB, "busiest")
    condition = all_of(walked)
    step = Verbatim(
        statement("paths.step").filled(types=RELATIONSHIPS, kept=condition, certainty=conditions.certainty("link"))
    )
    search = _search(step, condition, arguments["throughHubs"])
    call = subquery("", *search, _filled("answer", condition))
    conditions.inherit("link", "paths")
    paths = compiler.object(selection.kind, selection.nodes, "paths")
    return Piece(paths.cell, Object(paths.fields), (call, *paths.calls))


def _search(step: Verbatim, condition: str, through_hubs: bool) -> Iterator[Clause]:
    """Clauses that leave `found`, the paths, and `hubs`, the actors that were passed over."""
    yield With(("[] AS found", "[] AS hubs", "[[target]] AS nears"))
    for hops in range(1, MOST_HOPS + 1):
        yield With(("*", f"$most >= {hops} AND size(found) < $count AS due"))
        if hops > 1:
            yield from _near(condition, through_hubs)
        yield With(("found", "hubs", "nears", "CASE WHEN due THEN [[]] ELSE [] END AS walked"))
        for _ in range(hops):
            yield Call((step,), None)
            yield With(("found", "hubs", "nears", "longer AS walked"))
        yield Call((Verbatim(statement("paths.ranked").filled()),), None)
        yield With(("(found + ranked)[..$count] AS found", "hubs", "nears"))


def _near(condition: str, through_hubs: bool) -> Iterator[Clause]:
    """Clauses that add to `nears` who is one hop further away from the target."""
    yield Call((_filled("near", condition),), None)
    if through_hubs:
        yield With(("found", "hubs", "due", "nears + [reached] AS nears"))
        return
    yield Call((_filled("hubs", condition),), None)
    yield With(("found", "hubs + [hub IN busy WHERE NOT hub IN hubs] AS hubs", "due", "nears + [near] AS nears"))


def _filled(name: str, condition: str) -> Verbatim:
    return Verbatim(statement(f"paths.{name}").filled(types=RELATIONSHIPS, kept=condition))


def _hops(arguments: Arguments) -> int:
    most: int = arguments["max"]
    if arguments["from"] == arguments["to"]:
        raise bad_input("from and to are one actor; a path needs two")
    if not 1 <= most <= MOST_HOPS:
        raise bad_input(f"max runs from 1 to {MOST_HOPS} hops, not {most}: beyond, everything is connected")
    return most

"""The tools: what each is called with, what it asks of GraphQL, and what it tells."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from linkage.cli import claim as claim_command
from linkage.cli.assistants import arguments as given
from linkage.cli.assistants.arguments import ArgumentError, Json
from linkage.cli.assistants.documents import document
from linkage.cli.assistants.lookups import check_actors, check_theatres, elsewhere
from linkage.cli.assistants.text import relation_lines, several, trade_lines
from linkage.cli.search import DOCUMENT as SEARCH
from linkage.graph.lens import Lens
from linkage.graph.wording import assistants as wording
from linkage.graph.wording.lists import constant
from linkage.graph.wording.numbers import number
from linkage.graph.wording.paths import SIGNS

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute

CARRYING = 4
"""Claims that are told of a trade, those that it hangs on most."""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """What a tool tells: lines to read, and the same as the fields of GraphQL."""

    lines: Iterable[str]
    fields: Json


@dataclass(frozen=True, slots=True)
class AssistantTool:
    """A tool; `lens` says whether it also takes the fields of the lens."""

    name: str
    title: str
    description: str
    arguments: type[given.Arguments]
    answer: "Callable[[Execute, Any, Lens], ToolAnswer]"
    lens: bool = True

    @property
    def schema(self) -> Json:
        """The JSON Schema of what it takes."""
        return given.schema_of(self.arguments, self.lens)

    def call(self, execute: "Execute", values: Mapping[str, object]) -> ToolAnswer:
        """The answer; a LinkageError says in a sentence what to do where it cannot be given."""
        own, lens = given.read_arguments(self.name, self.arguments, self.lens, values)
        if lens.theatres:
            check_theatres(execute, lens.theatres)
        return self.answer(execute, own, lens)


def _search(execute: "Execute", own: given.SearchArguments, _: Lens) -> ToolAnswer:
    data: Any = execute(SEARCH, {"text": own.text, "kinds": None, "first": own.first})
    hits = data["search"]
    return ToolAnswer(map(_hit, hits) if hits else [wording.SILENCE], data)


def _hit(hit: Json) -> str:
    node, name = hit["node"], hit["name"]
    kind = constant(node.get("actorKind", node["type"]))
    ambiguous = "; it may be another as well" if hit["ambiguous"] else ""
    return f"- {node['key']}: {node['shown']} ({kind}), by the name {name['text']} ({constant(hit['rule'])}){ambiguous}"


def _relations(execute: "Execute", own: given.RelationsArguments, lens: Lens) -> ToolAnswer:
    named = {name: key for name in ("subject", "object", "actor") if (key := getattr(own, name))}
    names = check_actors(execute, named.values())
    conditions: Json = {name: {"eq": names[key][0]} for name, key in named.items()}
    if own.family:
        conditions["family"] = {"eq": own.family.name}
    text = document("relations")
    variables = {
        "filter": conditions,
        "lens": lens.variables(),
        "first": own.first,
        "after": own.after,
        "claims": own.claims,
    }
    data: Any = execute(text, variables)
    page = _read(text, data)
    if not page.nodes:
        return ToolAnswer([wording.SILENCE, *elsewhere(execute, names.values())], data)
    cursor = page.page_info.end_cursor if page.page_info.has_next_page else None
    lines = [f"{lens.caption()} {wording.page('relation', len(page.nodes), page.total_count, cursor)}"]
    for relation in page.nodes:
        lines += ["", *relation_lines(relation)]
    for node in data["relations"]["nodes"]:
        _count_left_out(node)
    return ToolAnswer(lines, data)


def _evidence(execute: "Execute", own: given.EvidenceArguments, _: Lens) -> ToolAnswer:
    if (own.claim is None) == (own.relation is None):
        raise ArgumentError(wording.one_of("evidence", ("claim", "relation")))
    if own.claim:
        claim = claim_command.open_claim(execute, own.claim)
        return ToolAnswer(claim_command.lines(claim), {"claim": claim})
    text = document("relation")
    data: Any = execute(text, {"id": own.relation, "claims": own.claims})
    if data["relation"] is None:
        raise ArgumentError(wording.UNKNOWN_RELATION)
    lines = list(relation_lines(_read(text, data)))
    _count_left_out(data["relation"])
    return ToolAnswer(lines, data)


def _paths(execute: "Execute", own: given.PathsArguments, lens: Lens) -> ToolAnswer:
    names = check_actors(execute, (own.start, own.end))
    text = document("paths")
    variables: Json = {
        "from": names[own.start][0],
        "to": names[own.end][0],
        "lens": lens.variables(),
        "families": [family.name for family in own.families],
        "max": own.max,
        "k": own.k,
        "hubs": own.hubs,
        "claims": own.claims,
    }
    data: Any = execute(text, variables)
    answer = _read(text, data)
    lines = [lens.caption()]
    if answer.reason:
        lines += [f"{answer.reason}.", wording.SILENCE]
    for place, path in enumerate(answer.paths, 1):
        hops = [path.hops[0].start.name, *(hop.end.name for hop in path.hops)]
        lines += ["", f"{place}. {' – '.join(hops)} ({SIGNS[path.sign]})"]
        for hop in path.hops:
            lines += [
                f"{hop.sentence}; {number(hop.others, 'further relation')} between the two",
                *relation_lines(hop.relation),
            ]
    for path in data["paths"]["paths"]:
        for hop in path["hops"]:
            _count_left_out(hop["relation"])
    return ToolAnswer(lines, data)


def _leverage(execute: "Execute", own: given.LeverageArguments, lens: Lens) -> ToolAnswer:
    if lens.as_of is None or len(lens.theatres) < 2:
        raise ArgumentError(wording.TRADES_NEED)
    names = check_actors(execute, own.actors)
    text = document("leverage")
    variables: Json = {
        "theatres": list(lens.theatres),
        "lens": replace(lens, theatres=()).variables(),
        "actors": [names[key][0] for key in own.actors] or None,
        "draws": own.draws,
        "first": own.first,
    }
    data: Any = execute(text, variables)
    for trade in data["leverage"]["trades"]:
        trade["leftOut"] = {"carrying": max(len(trade["carrying"]) - CARRYING, 0)}
        trade["carrying"] = trade["carrying"][:CARRYING]
    return ToolAnswer(trade_lines(data["leverage"], _read(text, data)), data)


def _coverage(execute: "Execute", own: given.CoverageArguments, lens: Lens) -> ToolAnswer:
    keys = [key for key in (own.actor, own.other) if key]
    names = check_actors(execute, keys)
    ends = [{"OR": [{"subject": {"eq": names[key][0]}}, {"object": {"eq": names[key][0]}}]} for key in keys]
    spoken: Json = {"speaker": {"in": [names[key][0] for key in keys]}} if keys else {}
    variables: Json = {
        "about": {"AND": ends} if ends else {},
        "spoken": spoken,
        "between": {"AND": [{"actor": {"eq": names[key][0]}} for key in keys]} if keys else {},
        "lens": lens.variables(),
    }
    text = document("coverage")
    data: Any = execute(text, variables)
    answer = _read(text, data)
    about = [name for _, name in names.values()]
    lines = list(wording.coverage(about, answer))
    for title, claims in (("Known first:", answer.claims.nodes), ("Known last:", answer.latest)):
        if claims:
            lines += [title, *several(claims)]
    return ToolAnswer([*lines, wording.NOT_ABSENCE], data)


def _read(text: str, data: Mapping[str, object]) -> Any:
    from linkage.visualizations.client.answers import read_answer

    return read_answer(text, data)


def _count_left_out(relation: Json) -> None:
    """Put how many claims are not told in place of the keys of all."""
    keys, opposite = relation.pop("all"), relation.pop("opposite")
    left_out = {name: len(keys[name]) - len(relation["claims"][name]) for name in keys}
    relation["leftOut"] = left_out | {"contested": len(opposite) - len(relation["contested"])}


TOOLS = {
    tool.name: tool
    for tool in (
        AssistantTool(
            "search",
            "Find an actor or a place",
            "Find actors and places by a name in any script, and their keys, which the other tools take.",
            given.SearchArguments,
            _search,
            lens=False,
        ),
        AssistantTool(
            "relations",
            "Who stands with or against whom",
            "Who backs, opposes or negotiates with whom, on a day (asOf) or at any time, each with the claims for it, those "
            "that dispute it and those that deny it, their speakers, documents and dates. Who backs X: object X, family backs.",
            given.RelationsArguments,
            _relations,
        ),
        AssistantTool(
            "evidence",
            "Open a claim or a relation",
            "One claim with its source, what it disputes and what disputes it; or one relation with all of its claims.",
            given.EvidenceArguments,
            _evidence,
            lens=False,
        ),
        AssistantTool(
            "paths",
            "How two actors are connected",
            "The shortest paths between two actors, a sentence for each step with its claims, or why there is none.",
            given.PathsArguments,
            _paths,
        ),
        AssistantTool(
            "leverage",
            "What could be traded between theatres",
            "What actors could trade for what between two theatres or more on a day (asOf), and the claims that this hangs on. "
            "It is no forecast. With draws it takes some seconds.",
            given.LeverageArguments,
            _leverage,
        ),
        AssistantTool(
            "coverage",
            "How much is coded",
            "How many claims are coded of an actor, of two, or in all, under a lens: the first, the last, and by whom they "
            "were published. Ask before saying that something did not happen.",
            given.CoverageArguments,
            _coverage,
        ),
    )
}
"""All tools by name, in the order in which they are listed."""

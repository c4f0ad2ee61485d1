"""Search: the index proposes names, we rank them, and the compiled statement reads what was selected of the hits."""

from dataclasses import dataclass
from typing import Any, Self

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import bad_input, coded, within
from linkage.graph.errors import ProcedureError
from linkage.graph.names import index_terms
from linkage.graph.names.normalization import script, spelling
from linkage.graph.names.ranking import Candidate, Hit, rank_bearers
from linkage.graph.store.generation import watched
from linkage.graph.store.statements import statement

LARGEST = 50
"""Hits that can be asked for."""
_CANDIDATES = 100
_BEARERS = ("Actor", "Place")


@dataclass(frozen=True, slots=True)
class Search(Deferred):
    """What is searched for: a text, the labels of its bearers, and how many hits."""

    text: str
    kinds: tuple[str, ...]
    first: int

    @classmethod
    def of(cls, arguments: Arguments, _chosen: frozenset[str] = frozenset()) -> Self:
        """The search that the arguments ask for; a GraphQLError where they ask too much."""
        text = arguments["text"]
        if len(text) > index_terms.LONGEST or len(spelling(text).words) > index_terms.MOST_WORDS:
            raise bad_input(
                f"text has at most {index_terms.LONGEST} letters and {index_terms.MOST_WORDS} words: search for fewer"
            )
        first = within(arguments["first"], 0, LARGEST, "first of a search")
        return cls(text, tuple(kind.value for kind in arguments.get("kinds") or ()) or _BEARERS, first)

    async def answer(self, desk: Desk) -> list[dict[str, Any]]:
        """The hits, ranked, as the compiled statement takes them; a GraphQLError where no names are indexed."""
        queries = index_terms.search_queries(self.text)
        if not queries:
            return []
        candidates = statement("search.candidates")
        values = {"queries": queries, "kinds": list(self.kinds), "limit": _CANDIDATES}
        try:
            [proposed] = await desk.run(watched(candidates.filled(), candidates.returns), values)
        except ProcedureError as error:
            if await desk.run(statement("search.indexes").text, {}) == [0]:
                message = "no names are indexed here yet: run `linkage load`"
                raise coded("STORE_UNAVAILABLE", message) from error
            raise
        return [_hit(hit) for hit in rank_bearers(self.text, map(_candidate, proposed), self.first)]


def _candidate(row: list[Any]) -> Candidate:
    bearer, label, key, text, language, name_script, kind, used = row
    return Candidate(bearer, label, key, text, language or "und", name_script or script(text), kind or "COMMON", used)


def _hit(hit: Hit) -> dict[str, Any]:
    """A hit as the compiled statement takes it."""
    name = hit.candidate
    return {
        "id": name.bearer,
        "rule": hit.match.rule.name,
        "score": hit.match.score,
        "ambiguous": hit.ambiguous,
        "name": {
            "text": name.text,
            "language": name.language,
            "script": name.script,
            "kind": name.kind,
            "used": name.used,
        },
    }

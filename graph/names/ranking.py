"""From names that may be meant to the bearers of those that are, the best first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from linkage.graph.names.matching import Match, match_name
from linkage.graph.names.normalization import script

_LEAST_OF_BEST = 0.5
"""What means a name less than half as well as another text does is noise."""
_KINDS = ("OFFICIAL", "COMMON", "SHORT", "FORMER", "METONYM", "PARTISAN")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, and who or what bears it: by id, by the name that we show, by key."""

    bearer: str
    shown_name: str
    key: str
    text: str
    language: str
    script: str
    kind: str
    used: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A bearer found by one of its names; `ambiguous` where another is found just as well."""

    candidate: Candidate
    match: Match
    ambiguous: bool = False


def rank_bearers(text: str, candidates: Iterable[Candidate], limit: int) -> list[Hit]:
    """The bearers that a text may mean, each once, by the name that it means best."""
    written = script(text)
    hits = [
        Hit(candidate, meant) for candidate in candidates if (meant := match_name(text, candidate.text)) is not None
    ]
    hits.sort(key=lambda hit: _order(hit, written))
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.candidate.bearer, hit)
    close = [hit for hit in best.values() if hit.match.score >= _LEAST_OF_BEST * hits[0].match.score]
    scores = [hit.match.score for hit in close]
    return [replace(hit, ambiguous=scores.count(hit.match.score) > 1) for hit in close[:limit]]


def _order(hit: Hit, written: str) -> tuple[object, ...]:
    """By score; then names in the script of the text, names proper before nicknames, and by name."""
    name = hit.candidate
    kind = _KINDS.index(name.kind)
    return -hit.match.score, name.script != written, kind, name.shown_name, name.key, name.text, name.language

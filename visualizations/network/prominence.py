"""
Which actors carry a picture: those that weighty ties bind to each other, in several theatres, between many.

What is read here is plain: who, with whom, where, and how much a tie weighs. Nothing is random, and keys break ties.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2, sqrt

import igraph

HALF_LIFE = 90
"""Days after which a report weighs half as much."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What binds two actors in one theatre, and how much it weighs."""

    ends: tuple[str, str]
    theatre: str | None
    weight: float


def tie_weight(age: int, origins: int) -> float:
    """
    What a tie weighs whose nearest report is *age* days away and that *origins* independent origins support.

    It is 1 for one origin on the day itself, halves with every `HALF_LIFE` and grows with the logarithm of origins:
    the second one tells more than the tenth.
    """
    return float(log2(1 + origins) * 2 ** (-age / HALF_LIFE))


def rank_actors(ties: Iterable[Tie]) -> list[str]:
    """
    All actors at an end of a tie, the most prominent first.

    Again and again the least prominent of those who are left goes, and they stand in the opposite order: whoever is
    ranked first is bound to others that are (peeling by weight, the s-core of Eidsaa and Almaas, 2013). Prominence
    is the square of the sum, over theatres, of the roots of what the actor's ties to those who are left weigh in
    each, so that the same weight in two theatres counts twice as much; and up to twice that for who stands on the
    shortest ways between others (betweenness, Freeman 1977).
    """
    pairs = _strongest(ties)
    neighbours: dict[str, list[tuple[str, str | None, float]]] = {}
    for (near, far, theatre), weight in sorted(pairs.items(), key=lambda pair: (*pair[0][:2], pair[0][2] or "")):
        neighbours.setdefault(near, []).append((far, theatre, weight))
        neighbours.setdefault(far, []).append((near, theatre, weight))
    bridging = _bridging(sorted(neighbours), sorted({(near, far) for near, far, _ in pairs}))
    scores = {key: bridging[key] * _spread(ties_of) for key, ties_of in neighbours.items()}
    removed = []
    while scores:
        # Of two that are alike the one whose key comes first stays longer.
        least = max(scores, key=lambda key: (-scores[key], key))
        removed.append(least)
        del scores[least]
        for key in {far for far, _, _ in neighbours[least]} & scores.keys():
            scores[key] = bridging[key] * _spread(tie for tie in neighbours[key] if tie[0] in scores)
    return removed[::-1]


def _strongest(ties: Iterable[Tie]) -> dict[tuple[str, str, str | None], float]:
    """The weight of the weightiest tie of each pair in each theatre: saying one thing in three ways adds nothing."""
    pairs: dict[tuple[str, str, str | None], float] = {}
    for tie in ties:
        near, far = sorted(tie.ends)
        if near != far:
            pairs[near, far, tie.theatre] = max(tie.weight, pairs.get((near, far, tie.theatre), 0.0))
    return pairs


def _spread(ties: Iterable[tuple[str, str | None, float]]) -> float:
    """What ties weigh, by theatre, the more the more evenly they are spread over several."""
    theatres: dict[str | None, float] = {}
    for _, theatre, weight in ties:
        theatres[theatre] = theatres.get(theatre, 0.0) + weight
    return sum(sqrt(weight) for weight in theatres.values()) ** 2


def _bridging(keys: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Mapping[str, float]:
    """From 1 for an actor on no shortest way between two others to 2 for the one on most of them."""
    number = {key: n for n, key in enumerate(keys)}
    graph = igraph.Graph(n=len(keys), edges=[(number[near], number[far]) for near, far in pairs])
    # The last digits of sums depend on their order; no rank may hang on them.
    between = [round(value, 6) for value in graph.betweenness()]
    most = max(between, default=0.0) or 1.0
    return {key: 1 + between[n] / most for key, n in number.items()}

"""Which actors are judged to be one: clusters of keys, each read under the key that stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from linkage.graph.records import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Identity:
    """`stays` leads from each merged key to the one that it is read under."""

    stays: Mapping[str, str] = field(default_factory=dict)

    def key(self, actor: str) -> str:
        """The key that this actor is read under, its own where nobody judged it to be another."""
        return self.stays.get(actor, actor)


def identity(judgements: Iterable[Judgement]) -> Identity:
    """
    What the judgements of sameness add up to.

    They are transitive. Of each cluster the key stays that no judgement merges into another; of several, or
    of none, the first in the alphabet.
    """
    clusters: dict[str, set[str]] = {}
    merged: set[str] = set()
    for judgement in judgements:
        if judgement.verdict is Verdict.SAME:
            merged.add(judgement.right)
            joined = clusters.get(judgement.left, {judgement.left}) | clusters.get(
                judgement.right, {judgement.right}
            )
            clusters.update(dict.fromkeys(joined, joined))
    stays = {}
    for key, cluster in clusters.items():
        staying = min(cluster - merged or cluster)
        if staying != key:
            stays[key] = staying
    return Identity(stays)

"""Which actors are judged to be one: clusters of keys, each read under the key that is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from linkage.graph.records import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Identity:
    """`kept_keys` leads from each merged key to the one that it is read under."""

    kept_keys: Mapping[str, str] = field(default_factory=dict)

    def key(self, actor: str) -> str:
        """The key that this actor is read under, its own where nobody judged it to be another."""
        return self.kept_keys.get(actor, actor)


def resolve_identity(judgements: Iterable[Judgement]) -> Identity:
    """
    What the judgements of sameness add up to.

    They are transitive. Of each cluster the key is kept that no judgement merges into another, that is never on
    the right; of several, or of none, the first in the alphabet.
    """
    clusters: dict[str, set[str]] = {}
    merged: set[str] = set()
    for judgement in judgements:
        if judgement.verdict is Verdict.SAME:
            merged.add(judgement.right)
            left, right = (clusters.get(key, {key}) for key in (judgement.left, judgement.right))
            joined = left | right
            clusters.update(dict.fromkeys(joined, joined))
    kept_keys = {key: min(cluster - merged or cluster) for key, cluster in clusters.items()}
    return Identity({key: kept for key, kept in kept_keys.items() if kept != key})

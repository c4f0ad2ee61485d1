"""What a load would take away, which a person has to agree to where it is much."""

from collections.abc import Iterator
from dataclasses import dataclass

from linkage.graph.errors import LinkageError
from linkage.graph.ids import split_id
from linkage.graph.records import KINDS, Claim
from linkage.graph.store.database import Store
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.plan import BATCH, LoadPlan, batches

FREE = 0.02
"""The share of a stored data set's records that may go without a word."""
_LISTED = 10
_KINDS = {kind.__name__ for kind in KINDS.values()}


@dataclass(frozen=True, slots=True)
class Removal:
    """How many of the records that are stored would go, and the first of them by kind and key."""

    stored: int = 0
    gone: int = 0
    listed: tuple[str, ...] = ()

    @property
    def large(self) -> bool:
        """Whether it is more than goes without a word."""
        return self.gone > FREE * self.stored

    def __str__(self) -> str:
        more = self.gone - len(self.listed)
        names = ", ".join(self.listed) + (f" and {more:,} more" if more else "")
        return f"takes away {self.gone:,} of {self.stored:,} stored records ({names})"


def plan_removal(store: Store, plan: LoadPlan, catalogue: Catalogue) -> Removal:
    """
    Count the records that the text no longer has.

    A claim that says something else under the key it had is another claim, and none is lost.
    """
    stored = sum(
        counts[state] for label, counts in plan.counts.items() if label in _KINDS for state in counts if state != "new"
    )
    gone = 0
    listed: list[str] = []
    for name in _gone(store, plan, catalogue):
        gone += 1
        if len(listed) < _LISTED:
            listed.append(name)
    return Removal(stored, gone, tuple(listed))


def refuse_removal(dataset: str, removal: Removal) -> None:
    """LinkageError where more would go than may without being asked for."""
    if removal.large:
        raise LinkageError(
            f"the load of {dataset!r} {removal}; nothing was written: "
            "put back what is missing, or give `linkage load` the option --allow-removal if that is meant"
        )


def _gone(store: Store, plan: LoadPlan, catalogue: Catalogue) -> Iterator[str]:
    for ids in batches(plan.remove, BATCH):
        keys = {identifier: key for identifier, _, _, key, *_ in store.read("load.digests", ids=ids)}
        for identifier in ids:
            label = split_id(identifier)[0]
            if label in _KINDS and not (label == Claim.__name__ and keys[identifier] in catalogue.claim_ids):
                yield f"{label.lower()} {keys[identifier]}"

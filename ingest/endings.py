"""Claims that a tie is over, held against all that tell of it."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from linkage.graph.families import Family
from linkage.graph.records import Claim, Course, Hedge, RelationKind
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.cautions import Caution
from linkage.ingest.shares import tie
from linkage.ingest.text.dataset import DataSet, Located
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import in_order


def ends_something(claim: Claim, catalogue: Catalogue) -> bool:
    """Whether a claim of a valid kind says that a tie between two actors is over."""
    return catalogue.has(RelationKind, claim.kind) and _ended(claim, catalogue) is not None


def idle_endings(dataset: DataSet, catalogue: Catalogue) -> Iterator[Problem]:
    """
    A warning for each claim that ends a tie of which no other claim tells.

    All claims are read once more, but only where the catalogue has some that end one.
    """
    ended = {_ended(entry.record, catalogue) for entry in catalogue.endings}
    told: Counter[str | None] = Counter()
    for entry in chain.from_iterable(text.records(Claim) for text in in_order([dataset])) if ended else ():
        if isinstance(entry, Located):
            told.update(ended & {_told(entry.record, catalogue)})
    for entry in catalogue.endings:
        own = _told(entry.record, catalogue) is not None
        if told[_ended(entry.record, catalogue)] <= own:
            yield _idle(entry, catalogue)


def _idle(entry: Located, catalogue: Catalogue) -> Problem:
    claim: Claim = entry.record
    ends = catalogue.get(RelationKind, claim.kind).ends
    rule = "ends a tie of which no other claim tells"
    field, value = ("kind", claim.kind) if ends else ("course", Course.ENDS.value)
    return entry.warning(Caution.IDLE_END, field, value, rule)


def _ended(claim: Claim, catalogue: Catalogue) -> str | None:
    """The tie that the claim says to be over."""
    kind: RelationKind = catalogue.get(RelationKind, claim.kind)
    return _tie(claim, kind.family if claim.course is Course.ENDS else kind.ends, catalogue)


def _told(claim: Claim, catalogue: Catalogue) -> str | None:
    """The tie that the claim says to hold, if only for a time."""
    return _tie(claim, catalogue.get(RelationKind, claim.kind).family, catalogue)


def _tie(claim: Claim, family: Family | None, catalogue: Catalogue) -> str | None:
    return None if claim.hedge is Hedge.DENIED else tie(claim, family, catalogue)

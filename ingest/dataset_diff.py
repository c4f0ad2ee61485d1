"""Two versions of a data set: which claims came, went or changed, and which relations change by them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rich.progress import Progress

from linkage.graph.records import Claim
from linkage.graph.relations.dyads import Contribution, Tie, derive_ties, dyad_name
from linkage.graph.relations.versions import Version
from linkage.ingest.contributions import contribution
from linkage.ingest.loading import check
from linkage.ingest.rows import RecordRow, record_rows
from linkage.ingest.text.dataset import DataSet, Located


class RecordChange(StrEnum):
    """What became of a claim or a relation from one version to the next."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ClaimTurn:
    """A claim that is not what it was; what it rests on, such as the date of its document, counts as its own."""

    turn: RecordChange
    key: str
    summary: str


@dataclass(frozen=True, slots=True)
class RelationTurn:
    """A relation whose versions are not what they were, with the keys of the turned claims that it rests on."""

    pair: str
    theatre: str | None
    before: tuple[Version, ...]
    after: tuple[Version, ...]
    claims: tuple[str, ...]

    @property
    def turn(self) -> RecordChange:
        return RecordChange.ADDED if not self.before else RecordChange.GONE if not self.after else RecordChange.CHANGED


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a newer version changes; relations are those between the actors that claims name."""

    claims: tuple[ClaimTurn, ...]
    relations: tuple[RelationTurn, ...]


def compare(old: DataSet, new: DataSet, progress: Progress) -> Comparison:
    """Hold *new* against *old*; InvalidDataSetError where either breaks rules."""
    before, after = _claims(old, progress), _claims(new, progress)
    turned = [claim for key in sorted({*before, *after}) for claim in _turned(before.get(key), after.get(key))]
    keys = [claim.key for claim in turned]
    return Comparison(tuple(turned), tuple(_relations(before, after, keys)))


Rows = dict[str, RecordRow]
"""The rows of all claims by their keys."""


def _claims(dataset: DataSet, progress: Progress) -> Rows:
    catalogue = check(dataset, progress)
    return {
        row.properties["key"]: row
        for entry in dataset.records(Claim)
        if isinstance(entry, Located)
        for row in record_rows(entry.record, catalogue)
        if row.label == "Claim"
    }


def _turned(old: RecordRow | None, new: RecordRow | None) -> Iterator[ClaimTurn]:
    if old is None or new is None:
        turn, row = (RecordChange.ADDED, new) if new else (RecordChange.GONE, old)
    elif old.digest == new.digest:
        return
    else:
        withdrawn = "withdrawnOn" in new.properties and "withdrawnOn" not in old.properties
        turn, row = (RecordChange.WITHDRAWN if withdrawn else RecordChange.CHANGED), new
    assert row is not None
    yield ClaimTurn(turn, row.properties["key"], row.properties["summary"])


def _relations(before: Rows, after: Rows, turned: Collection[str]) -> Iterator[RelationTurn]:
    """Derive in both versions whatever lies between the actors of a turned claim, or of one that it disputes."""
    bearing: dict[str, set[str]] = {}
    for rows_ in (before, after):
        by_id = {row.id: row for row in rows_.values()}
        for key in turned:
            for dyad in _bears_on(rows_.get(key), by_id):
                bearing.setdefault(dyad, set()).add(key)
    old, new = (_versions(rows_, bearing.keys()) for rows_ in (before, after))
    for tie in sorted({*old, *new}, key=lambda tie: (tie[0], tie[1] or "")):
        earlier, later = (tuple(ties.get(tie, ())) for ties in (old, new))
        if earlier != later:
            yield RelationTurn(*tie, earlier, later, tuple(sorted(bearing[dyad_name(tie[0])])))


def _bears_on(row: RecordRow | None, by_id: Rows) -> Iterator[str]:
    if row is not None:
        named = [row, *(by_id[link.target] for link in row.links if link.type == "DISPUTES")]
        yield from (dyad for claim in named if (dyad := claim.properties.get("dyad")))


def _versions(rows_: Rows, dyads: Collection[str]) -> dict[Tie, list[Version]]:
    """The versions of every tie of some dyads."""
    disputing: dict[str, list[tuple[date, date | None]]] = {}
    for row in rows_.values():
        for link in row.links:
            if link.type == "DISPUTES":
                spoken = row.properties["knownFrom"], row.properties.get("withdrawnOn")
                disputing.setdefault(link.target, []).append(spoken)
    contributions: dict[str, list[Contribution]] = {}
    for row in rows_.values():
        dyad = row.properties.get("dyad")
        if dyad is not None and dyad in dyads:
            contributions.setdefault(dyad, []).append(
                contribution({**row.properties, "id": row.id}, ["BOTH"], disputing.get(row.id, ()))
            )
    derived = (tie for claims in contributions.values() for tie in derive_ties(claims))
    return {tie: [version for version, _ in versions] for tie, versions in derived if versions}

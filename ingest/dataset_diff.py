"""Two versions of a data set: which claims came, went or changed, and which relations change by them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rich.progress import Progress

from linkage.graph.records import Claim, Hedge
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.versions import Version, derive
from linkage.ingest.loading import check
from linkage.ingest.rows import RecordRow, record_rows
from linkage.ingest.text.dataset import DataSet, Located

Relation = tuple[str, str | None]
"""`family|subject|object`, and the theatre."""


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


def _relations(before: Rows, after: Rows, turned: Iterable[str]) -> Iterator[RelationTurn]:
    """Derive in both versions whatever a turned claim speaks of, or disputes a claim about."""
    bearing: dict[Relation, set[str]] = {}
    for rows_ in (before, after):
        by_id = {row.id: row for row in rows_.values()}
        for key in turned:
            for relation in _bears_on(rows_.get(key), by_id):
                bearing.setdefault(relation, set()).add(key)
    old, new = (_evidence(rows_, bearing.keys()) for rows_ in (before, after))
    for relation in sorted(bearing, key=lambda relation: (relation[0], relation[1] or "")):
        earlier, later = (tuple(derive(claims.get(relation, ())).versions) for claims in (old, new))
        if earlier != later:
            yield RelationTurn(*relation, earlier, later, tuple(sorted(bearing[relation])))


def _bears_on(row: RecordRow | None, by_id: Rows) -> Iterator[Relation]:
    if row is not None:
        yield from _speaks_of(row)
        for link in row.links:
            if link.type == "DISPUTES":
                yield from _speaks_of(by_id[link.target])


def _speaks_of(row: RecordRow) -> Iterator[Relation]:
    if pair := row.properties.get("pair"):
        yield from ((pair, theatre) for theatre in row.properties["theatres"] or [None])


def _evidence(rows_: Rows, wanted: Collection[Relation]) -> dict[Relation, list[Evidence]]:
    """What the claims about some relations contribute to each."""
    disputing: dict[str, list[tuple[date, date | None]]] = {}
    for row in rows_.values():
        for link in row.links:
            if link.type == "DISPUTES":
                spoken = row.properties["knownFrom"], row.properties.get("withdrawnOn")
                disputing.setdefault(link.target, []).append(spoken)
    evidence: dict[Relation, list[Evidence]] = {}
    for row in rows_.values():
        for relation in _speaks_of(row):
            if relation in wanted:
                evidence.setdefault(relation, []).append(_contribution(row, disputing.get(row.id, ())))
    return evidence


def _contribution(row: RecordRow, disputed: Iterable[tuple[date, date | None]]) -> Evidence:
    properties = row.properties
    return Evidence(
        id=row.id,
        origin=properties["origin"],
        certainty=properties["certainty"],
        known_from=properties["knownFrom"],
        withdrawn_on=properties.get("withdrawnOn"),
        valid_from=properties.get("validFrom"),
        valid_to=properties.get("validTo"),
        dated=properties["dated"],
        denies=properties["hedge"] == Hedge.DENIED.name,
        issue=properties.get("issue"),
        disputed=tuple(disputed),
    )

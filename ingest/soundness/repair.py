"""What is done about each kind of fault, from what the store itself holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from linkage.graph.errors import RefusedByConstraintError
from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.ids import global_id
from linkage.graph.store.changes import Writing
from linkage.graph.store.database import Store
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.store.transactions import Step
from linkage.ingest.rows import OWNED
from linkage.ingest.soundness.content import StoredNode, content_digest
from linkage.ingest.soundness.relations import derive_dyad, evidence_by_dyad

Mend = Callable[[Writing, Sequence[Fault]], None]
"""Mends faults of one kind within one transaction."""


def mend(store: Store, kind: FaultKind, faults: Sequence[Fault]) -> bool:
    """
    Whether these faults of one kind are mended now; False where nothing can be done, or not yet.

    Readers see it in one step.
    """
    try:
        if kind in _SCHEMA:
            _SCHEMA[kind](store, faults)
        elif kind in _MENDING:
            with store.change() as change:
                _MENDING[kind](change, faults)
    except RefusedByConstraintError:  # what is in the way is mended before the next round
        return False
    return kind in MENDABLE


def _targets(faults: Iterable[Fault]) -> list[Any]:
    return [fault.target for fault in faults]


def _by_statement(name: str, parameter: str, **values: object) -> Mend:
    """Mends by one statement, which takes the targets of the faults."""

    def write(change: Writing, faults: Sequence[Fault]) -> None:
        change.write((name, {parameter: _targets(faults), **values}))

    return write


def _migrate(store: Store, _faults: Sequence[Fault]) -> None:
    store.migrate()


def _create(store: Store, faults: Sequence[Fault]) -> None:
    for migration, _, _ in _targets(faults):
        store.alter(migration)


def _create_anew(store: Store, faults: Sequence[Fault]) -> None:
    for migration, name, constraint in _targets(faults):
        store.alter("soundness.drop_constraint" if constraint else "soundness.drop_index", name=name)
        store.alter(migration)


def _remove_nameless(change: Writing, _faults: Sequence[Fault]) -> None:
    change.write(("soundness.remove_nameless", {}))


def _remove(change: Writing, faults: Sequence[Fault]) -> None:
    ids = _targets(faults)
    change.write(("load.pending", {"ids": ids}), ("load.remove", {"ids": ids}))


def _strip(change: Writing, faults: Sequence[Fault]) -> None:
    ids = _targets(faults)
    change.write(("load.pending", {"ids": ids}), ("soundness.strip", {"ids": ids, "owned": list(OWNED)}))


def _keep_one_copy(change: Writing, faults: Sequence[Fault]) -> None:
    for identifier in _targets(faults):
        copies = change.read("soundness.copies", id=identifier)
        stays = max(range(len(copies)), key=lambda place: _is_whole(*copies[place]))
        change.write(("soundness.remove_copies", {"id": identifier, "stays": stays, "families": RELATIONSHIP_TYPES}))


def _is_whole(labels: list[str], properties: dict[str, Any], links: list[list[Any]]) -> bool:
    """Whether what is stored of this copy of a record fits its digest."""
    node = StoredNode(frozenset(labels), properties, [(kind, target, place) for kind, target, place in links])
    return node.label is not None and content_digest(node) == node.digest


def _release_keys(change: Writing, faults: Sequence[Fault]) -> None:
    """Leave each key to the record whose id is made of it, else to the first."""
    surplus = []
    for label, key, ids in _targets(faults):
        rightful = global_id(label, key)
        stays = rightful if rightful in ids else ids[0]
        surplus += [identifier for identifier in ids if identifier != stays]
    change.write(("load.release_keys", {"ids": surplus}))


def _write_rows(change: Writing, faults: Sequence[Fault]) -> None:
    """Write rows as a load does: what they counted for is marked before, what they count for afterwards."""
    targets = _targets(faults)
    counted = [(stored, row["id"]) for stored, row in targets if row["label"] in ("Claim", "Share")]
    steps: list[Step] = [
        ("load.pending", {"ids": [identifier for stored, identifier in counted if stored]}),
        ("load.records", {"rows": [row for _, row in targets], "owned": list(OWNED)}),
        ("load.pending", {"ids": [identifier for _, identifier in counted]}),
    ]
    change.write(*steps)


def _derive(change: Writing, faults: Sequence[Fault]) -> None:
    """Put what the claims add up to in the place of whatever is stored between two actors."""
    _derive_dyads(change, dict.fromkeys(_targets(faults), 0))


def _derive_marked(change: Writing, faults: Sequence[Fault]) -> None:
    _derive_dyads(change, dict(_targets(faults)))


def _derive_dyads(change: Writing, marks: Mapping[str, int]) -> None:
    evidence = evidence_by_dyad(change, list(marks))
    derived = [dyad for name, rows in evidence.items() if (dyad := derive_dyad(name, rows, marks[name]))]
    # All goes before anything comes, for no two relations may have one id, between whomever they are.
    _remove_relations(change, [[dyad["left"], dyad["right"]] for dyad in derived])
    change.write(("relations.replace", {"dyads": derived, "families": RELATIONSHIP_TYPES}))


def _remove_strays(change: Writing, faults: Sequence[Fault]) -> None:
    _remove_relations(change, [fault.target for fault in faults if not isinstance(fault.target, str)])
    _derive(change, [fault for fault in faults if isinstance(fault.target, str)])


def _remove_relations(change: Writing, rows: Sequence[Sequence[str]]) -> None:
    change.write(("soundness.remove_relations", {"rows": rows, "families": RELATIONSHIP_TYPES}))


def _remove_marks(change: Writing, faults: Sequence[Fault]) -> None:
    change.write(("soundness.remove_marks", {"dyads": [name for name in _targets(faults) if name is not None]}))


def _advance(_change: Writing, _faults: Sequence[Fault]) -> None:
    """Any change makes another generation, of which what readers are told is true."""


def _close_runs(change: Writing, faults: Sequence[Fault]) -> None:
    change.write(*(("load.close_run", {"id": identifier, "relations": None}) for identifier in _targets(faults)))


_SCHEMA: Mapping[FaultKind, Callable[[Store, Sequence[Fault]], None]] = {
    FaultKind.MIGRATION_LACKING: _migrate,
    FaultKind.SCHEMA_LACKING: _create,
    FaultKind.INDEX_FAILED: _create_anew,
}

_MENDING: Mapping[FaultKind, Mend] = {
    FaultKind.ID_LACKING: _remove_nameless,
    FaultKind.ID_WRONG: _remove,
    FaultKind.RECORD_DOUBLED: _keep_one_copy,
    FaultKind.KEY_DOUBLED: _release_keys,
    FaultKind.LABEL_WRONG: _by_statement("soundness.labels", "rows"),
    FaultKind.DATASET_LACKING: _by_statement("soundness.adopt", "rows"),
    FaultKind.DATASET_UNKNOWN: _strip,
    FaultKind.DIGEST_LACKING: _by_statement("soundness.digests", "rows"),
    FaultKind.COMPUTED_DAMAGED: _write_rows,
    FaultKind.CONTENT_DAMAGED: _by_statement("soundness.release", "ids"),
    FaultKind.FORMS_LACKING: _by_statement("soundness.properties", "rows"),
    FaultKind.ORPHAN: _remove,
    FaultKind.LINK_DOUBLED: _by_statement("soundness.remove_doubled_links", "ids", owned=list(OWNED)),
    FaultKind.LINK_UNKNOWN: _by_statement("soundness.remove_unknown_links", "ids", known=[*OWNED, *RELATIONSHIP_TYPES]),
    FaultKind.OWNER_LACKING: _remove,
    FaultKind.ROW_LACKING: _write_rows,
    FaultKind.ROW_DIFFERS: _write_rows,
    FaultKind.ROW_SURPLUS: _remove,
    FaultKind.ACTOR_LACKING: _by_statement("soundness.release_dyads", "dyads"),
    FaultKind.RELATION_DOUBLED: _derive,
    FaultKind.RELATION_STRAY: _remove_strays,
    FaultKind.RELATION_LACKING: _derive,
    FaultKind.RELATION_WRONG: _derive,
    FaultKind.MARK_LEFT: _derive_marked,
    FaultKind.MARK_LOST: _remove_marks,
    FaultKind.RUN_UNCLOSED: _close_runs,
    FaultKind.CHANGE_LEFT: _advance,
    FaultKind.GENERATION_LACKING: _advance,
    FaultKind.GENERATION_WRONG: _advance,
}

MENDABLE = frozenset({*_SCHEMA, *_MENDING, FaultKind.LEASE_LEFT})
"""The kinds of fault about which something can be done without the text."""

"""What is done about each kind of fault, from what the store itself holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from linkage.graph.errors import StoreError
from linkage.graph.ids import global_id
from linkage.graph.store.database import Step, Store
from linkage.graph.store.faults import Fault, FaultKind
from linkage.ingest.rows import OWNED
from linkage.ingest.soundness.content import StoredNode, content_digest
from linkage.ingest.soundness.records import FAMILIES
from linkage.ingest.soundness.relations import derive_dyad, evidence_by_dyad

Mend = Callable[[Store, Sequence[Fault]], None]


def mend(store: Store, kind: FaultKind, faults: Sequence[Fault]) -> bool:
    """Whether these faults of one kind are mended now; False where nothing can be done, or not yet."""
    if kind not in _MENDING:
        return False
    try:
        _MENDING[kind](store, faults)
    except StoreError:
        if kind not in _SCHEMA:
            raise
        return False  # what a constraint forbids is mended before the next round
    return True


def _targets(faults: Iterable[Fault]) -> list[Any]:
    return [fault.target for fault in faults]


def _by_statement(name: str, parameter: str, **values: object) -> Mend:
    """Mends by one statement, which takes the targets of the faults."""

    def write(store: Store, faults: Sequence[Fault]) -> None:
        store.write((name, {parameter: _targets(faults), **values}))

    return write


def _migrate(store: Store, _faults: Sequence[Fault]) -> None:
    store.migrate()


def _create(store: Store, faults: Sequence[Fault]) -> None:
    for migration, _, _ in _targets(faults):
        store.write((migration, {}))


def _create_anew(store: Store, faults: Sequence[Fault]) -> None:
    for migration, name, constraint in _targets(faults):
        store.write(("soundness.drop_constraint" if constraint else "soundness.drop_index", {"name": name}))
        store.write((migration, {}))


def _remove_nameless(store: Store, _faults: Sequence[Fault]) -> None:
    store.write(("soundness.remove_nameless", {}))


def _remove(store: Store, faults: Sequence[Fault]) -> None:
    ids = _targets(faults)
    store.write(("load.pending", {"ids": ids}), ("load.remove", {"ids": ids}))


def _strip(store: Store, faults: Sequence[Fault]) -> None:
    ids = _targets(faults)
    store.write(("load.pending", {"ids": ids}), ("soundness.strip", {"ids": ids, "owned": list(OWNED)}))


def _keep_one_copy(store: Store, faults: Sequence[Fault]) -> None:
    for identifier in _targets(faults):
        copies = store.read("soundness.copies", id=identifier)
        stays = max(copies, key=_is_whole)[0]
        others = [copy[0] for copy in copies if copy[0] != stays]
        store.write(("soundness.remove_copies", {"stays": stays, "copies": others, "families": FAMILIES}))


def _is_whole(copy: Sequence[Any]) -> bool:
    """Whether what is stored of this copy of a record fits its digest."""
    _, labels, properties, links = copy
    node = StoredNode(frozenset(labels), properties, [(kind, target, place) for kind, target, place in links])
    return node.label is not None and content_digest(node) == node.digest


def _release_keys(store: Store, faults: Sequence[Fault]) -> None:
    """Leave each key to the record whose id is made of it, else to the first."""
    surplus = []
    for label, key, ids in _targets(faults):
        rightful = global_id(label, key)
        stays = rightful if rightful in ids else ids[0]
        surplus += [identifier for identifier in ids if identifier != stays]
    store.write(("load.release_keys", {"ids": surplus}))


def _write_rows(store: Store, faults: Sequence[Fault]) -> None:
    """Write rows as a load does: what they counted for is marked before, what they count for afterwards."""
    targets = _targets(faults)
    counted = [(stored, row["id"]) for stored, row in targets if row["label"] in ("Claim", "Share")]
    steps: list[Step] = [
        ("load.pending", {"ids": [identifier for stored, identifier in counted if stored]}),
        ("load.records", {"rows": [row for _, row in targets], "owned": list(OWNED)}),
        ("load.pending", {"ids": [identifier for _, identifier in counted]}),
    ]
    store.write(*steps)


def _derive(store: Store, faults: Sequence[Fault]) -> None:
    """Put what the claims add up to in the place of whatever is stored between two actors, and unmark them."""
    evidence = evidence_by_dyad(store, list(dict.fromkeys(_targets(faults))))
    derived = [dyad for name, rows in evidence.items() if (dyad := derive_dyad(name, rows))]
    store.write(("relations.replace", {"dyads": derived, "families": FAMILIES}))


def _remove_strays(store: Store, faults: Sequence[Fault]) -> None:
    ties = [fault.target for fault in faults if not isinstance(fault.target, str)]
    dyads = [fault for fault in faults if isinstance(fault.target, str)]
    if ties:
        store.write(("soundness.remove_relations", {"rows": ties, "families": FAMILIES}))
    if dyads:
        _derive(store, dyads)


def _remove_marks(store: Store, faults: Sequence[Fault]) -> None:
    store.write(("soundness.remove_marks", {"dyads": [name for name in _targets(faults) if name is not None]}))


def _close_runs(store: Store, faults: Sequence[Fault]) -> None:
    store.write(*(("load.close_run", {"id": identifier, "relations": None}) for identifier in _targets(faults)))


_SCHEMA = (FaultKind.MIGRATION_LACKING, FaultKind.SCHEMA_LACKING, FaultKind.INDEX_FAILED)

_MENDING: Mapping[FaultKind, Mend] = {
    FaultKind.MIGRATION_LACKING: _migrate,
    FaultKind.SCHEMA_LACKING: _create,
    FaultKind.INDEX_FAILED: _create_anew,
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
    FaultKind.LINK_UNKNOWN: _by_statement("soundness.remove_unknown_links", "ids", known=[*OWNED, *FAMILIES]),
    FaultKind.OWNER_LACKING: _remove,
    FaultKind.ROW_LACKING: _write_rows,
    FaultKind.ROW_DIFFERS: _write_rows,
    FaultKind.ROW_SURPLUS: _remove,
    FaultKind.ACTOR_LACKING: _by_statement("soundness.release_dyads", "dyads"),
    FaultKind.RELATION_DOUBLED: _derive,
    FaultKind.RELATION_STRAY: _remove_strays,
    FaultKind.RELATION_LACKING: _derive,
    FaultKind.RELATION_WRONG: _derive,
    FaultKind.MARK_LEFT: _derive,
    FaultKind.MARK_LOST: _remove_marks,
    FaultKind.RUN_UNCLOSED: _close_runs,
}

MENDABLE = frozenset(_MENDING)
"""The kinds of fault about which something can be done without the text."""

"""Every record that is stored, page by page: what it is, whose it is, and whether it fits its digest."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.ids import global_id, split_id
from linkage.graph.records import Actor
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.wording.faults import record_title
from linkage.ingest.soundness.content import DEPENDENT, StoredNode, node_faults
from linkage.ingest.soundness.survey import Survey

PAGE = 2_000
_CONTENT = (FaultKind.CONTENT_DAMAGED, FaultKind.RELEASED)

_Page = Sequence[tuple[StoredNode, list[str], list[tuple[str, str | None]]]]
"""Each record with the ids that it has relations to, and who links to it where it has no digest."""


def record_faults(survey: Survey) -> Iterator[Fault]:
    """What is wrong with records; those that do not fit their digests are only noted, for the text has to be seen."""
    task = survey.progress.add_task("records", total=None)
    after = ""
    while rows := survey.store.read("soundness.records", after=after, limit=PAGE, families=RELATIONSHIP_TYPES):
        page = [_node(*row) for row in rows]
        for fault in _page_faults(survey, page):
            if fault.kind in _CONTENT:
                if fault.target not in survey.doubled:
                    survey.damaged.add(fault.target, fault)
            else:
                survey.incomplete.add(fault.dataset)
                yield fault
        yield from _stray_relations(survey, page)
        survey.records += len(page)
        survey.progress.advance(task, len(page))
        after = page[-1][0].id
    survey.progress.update(task, total=survey.records)


def _node(
    labels: list[str], properties: dict[str, Any], links: list[list[Any]], ties: list[str], owners: list[list[Any]]
) -> tuple[StoredNode, list[str], list[tuple[str, str | None]]]:
    node = StoredNode(frozenset(labels), properties, [(kind, target, place) for kind, target, place in links])
    return node, ties, [(identifier, dataset) for identifier, dataset in owners]


def _page_faults(survey: Survey, page: _Page) -> Iterator[Fault]:
    written = []
    for node, _, owners in page:
        if node.is_bare:
            yield _bare_fault(node, owners)
        else:
            written.append(node)
    ownerless = _ownerless(survey, written)
    for node in written:
        if node.id in ownerless:
            yield node.fault(FaultKind.OWNER_LACKING)
        else:
            yield from node_faults(node)
    yield from _homeless_faults(survey, [node for node in written if node.dataset is None and node.label])


def _bare_fault(node: StoredNode, owners: Sequence[tuple[str, str | None]]) -> Fault:
    if not owners:
        return node.fault(FaultKind.ORPHAN)
    [owner, dataset] = owners[0]
    return Fault(FaultKind.TARGET_LACKING, record_title(node.id), dataset, record_title(owner), node.id)


def _ownerless(survey: Survey, nodes: Iterable[StoredNode]) -> set[str]:
    """The ids of those that belong to a record which is not stored."""
    owners = {
        node.id: node.owner
        for node in nodes
        if node.label in DEPENDENT and not any(link[0] == DEPENDENT[node.label] for link in node.links)
    }
    stored = {row[0] for row in survey.store.read("load.digests", ids=list(owners.values()))} if owners else set()
    return {identifier for identifier, owner in owners.items() if owner not in stored}


def _homeless_faults(survey: Survey, nodes: Sequence[StoredNode]) -> Iterator[Fault]:
    """Records of no data set: whatever links to each other is of one."""
    ids = [node.id for node in nodes]
    homes = dict(survey.store.read("soundness.neighbours", ids=ids)) if ids else {}
    for node in nodes:
        datasets = homes.get(node.id) or []
        if len(datasets) == 1:
            title = record_title(node.id, node.properties.get("key"))
            yield Fault(FaultKind.DATASET_LACKING, title, None, target=[node.id, datasets[0]])
        else:
            yield node.fault(FaultKind.DATASET_UNKNOWN)


def _stray_relations(survey: Survey, page: _Page) -> Iterator[Fault]:
    """Relations between two of which no claim speaks, or that are no two actors."""
    dyads: dict[str, list[str]] = {}
    for node, ties, _ in page:
        for tied in ties:
            name = _dyad(node.id, tied)
            if name is None:
                title = f"of {record_title(node.id)} to {record_title(tied)}"
                yield Fault(FaultKind.RELATION_STRAY, title, target=[node.id, tied])
            else:
                dyads.setdefault(name, [node.id, tied])
    for name in survey.store.read("soundness.unclaimed", dyads=list(dyads)) if dyads else ():
        start, end = dyads[name]
        title = f"of {record_title(start)} to {record_title(end)}"
        yield Fault(FaultKind.RELATION_STRAY, title, target=[start, end])


def _dyad(start: str, end: str) -> str | None:
    """The name of the dyad of two actors, None where they are not two or no actors."""
    keys = []
    for identifier in (start, end):
        label, *names = split_id(identifier)
        if label == Actor.__name__ and global_id(label, *names) == identifier:
            keys += names
    return "|".join(sorted(keys)) if len(set(keys)) == 2 else None

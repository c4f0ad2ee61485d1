"""Relations as they are stored, held against what the stored claims add up to."""

from collections.abc import Iterator, Mapping, Sequence
from math import isclose
from typing import Any

from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.store.changes import Writing
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.store.transactions import native
from linkage.graph.wording.faults import relation_title
from linkage.graph.wording.lists import listed
from linkage.ingest.loading import relations
from linkage.ingest.soundness.survey import Survey
from linkage.ingest.stored_versions import actor_ids

PAGE = 500
NEARLY = 1e-9
"""By what part figures may differ that were worked out on another machine."""

_CLAIM_ID = 8
"""Where `relations.evidence` has the id of a claim."""

Derived = dict[str, Any]
"""A dyad with its ties, as the statement that stores relations takes it."""
StoredRelation = tuple[str, bool, Mapping[str, Any]]
"""Family, whether it leads from the left actor to the right one, properties."""


def relation_faults(survey: Survey) -> Iterator[Fault]:
    """Where stored relations are not what stored claims add up to; dyads that are marked are left to their marks."""
    task = survey.progress.add_task("derive", total=None)
    after = ""
    while dyads := survey.store.read("soundness.dyads", after=after, limit=PAGE):
        yield from _page_faults(survey, dyads)
        survey.dyads += len(dyads)
        survey.progress.advance(task, len(dyads))
        after = dyads[-1]
    survey.progress.update(task, total=survey.dyads)


def _page_faults(survey: Survey, dyads: list[str]) -> Iterator[Fault]:
    stored = {name: details for name, *details in stored_dyads(survey.store, dyads)}
    for name, evidence in evidence_by_dyad(survey.store, dyads).items():
        present, marked, rows = stored[name]
        survey.relations += len(rows)
        if marked or any(row[_CLAIM_ID] in survey.damaged for row in evidence):
            continue
        derived = derive_dyad(name, evidence)
        if derived is None:
            yield dyad_fault(FaultKind.DYAD_UNREADABLE, name)
        elif not present and derived["ties"]:
            yield dyad_fault(FaultKind.ACTOR_LACKING, name)
        else:
            yield from compare(derived, [(family, forward, values) for family, forward, values in rows])


def stored_dyads(store: Writing, dyads: Sequence[str]) -> list[list[Any]]:
    """Of each dyad its name, whether both actors are stored, whether it is marked, and its relations."""
    rows = [{"dyad": name, **actor_ids(name)} for name in dyads]
    stored: list[list[Any]] = store.read("soundness.relations", rows=rows, families=RELATIONSHIP_TYPES)
    return stored


def evidence_by_dyad(store: Writing, dyads: Sequence[str]) -> dict[str, list[list[Any]]]:
    """What derivation has to know of the claims about each of these dyads."""
    evidence: dict[str, list[list[Any]]] = {name: [] for name in dyads}
    for row in store.read("relations.evidence", dyads=list(dyads)):
        evidence[row[0]].append(row)
    return evidence


def derive_dyad(name: str, evidence: Sequence[list[Any]], mark: int = 0) -> Derived | None:
    """
    What the claims about a dyad add up to; None where one of them is so damaged that it cannot be read.

    *mark* is the number of the mark that is settled with it.
    """
    try:
        [derived] = relations({name: mark}, evidence)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
    return derived


def dyad_fault(kind: FaultKind, name: str) -> Fault:
    return Fault(kind, listed(name.split("|")), target=name)


def compare(derived: Derived, stored: Sequence[StoredRelation]) -> Iterator[Fault]:
    """Where the stored relations of a dyad are not the derived ones, each told once."""
    name: str = derived["dyad"]
    expected = {
        version["id"]: (tie["family"], tie["forward"], version)
        for tie in derived["ties"]
        for version in tie["versions"]
    }
    copies: dict[Any, list[StoredRelation]] = {}
    for relation in stored:
        copies.setdefault(relation[2].get("id"), []).append(relation)
    for identifier, relation in expected.items():
        if identifier not in copies:
            yield _relation_fault(FaultKind.RELATION_LACKING, name, relation)
    for identifier, equal in copies.items():
        if identifier not in expected:
            yield from (_relation_fault(FaultKind.RELATION_STRAY, name, relation) for relation in equal)
        elif len(equal) > 1:
            yield _relation_fault(FaultKind.RELATION_DOUBLED, name, equal[0], str(len(equal)))
        elif differences := _differences(expected[identifier], equal[0]):
            yield _relation_fault(FaultKind.RELATION_WRONG, name, expected[identifier], differences)


def _relation_fault(kind: FaultKind, dyad: str, relation: StoredRelation, detail: str = "") -> Fault:
    family, forward, properties = relation
    left, right = dyad.split("|")
    subject, object_ = (left, right) if forward else (right, left)
    return Fault(kind, relation_title(subject, family, object_, properties), None, detail, dyad)


def _differences(derived: StoredRelation, stored: StoredRelation) -> str:
    """`certainty 0.9, not 0.7`: what is stored and what it should be; empty where all is equal."""
    differences = []
    if derived[:2] != stored[:2]:
        turned = derived[0] == stored[0]
        differences.append("the other way round" if turned else f"family {stored[0]}, not {derived[0]}")
    for name in sorted(derived[2].keys() | stored[2].keys()):
        value, wanted = native(stored[2].get(name)), derived[2].get(name)
        if not _equal(value, wanted):
            differences.append(f"{name} {_shown(value)}, not {_shown(wanted)}")
    return "; ".join(differences)


def _equal(value: Any, wanted: Any) -> bool:
    if isinstance(value, float) and isinstance(wanted, float):
        return isclose(value, wanted, rel_tol=NEARLY)
    return bool(value == wanted)


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)

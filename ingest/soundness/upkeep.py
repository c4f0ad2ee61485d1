"""What keeps the store in order beside its records: migrations, constraints, indexes, marks and records of loads."""

from collections.abc import Iterator
from dataclasses import replace

from linkage.graph.records import KINDS
from linkage.graph.store.database import lacking_migrations
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.store.statements import SchemaChange, statement
from linkage.graph.wording.faults import record_title
from linkage.graph.wording.numbers import number
from linkage.ingest.plan import BATCH
from linkage.ingest.soundness.relations import dyad_fault, stored_dyads
from linkage.ingest.soundness.survey import Survey

MOST = 10_000
"""Ids or keys that several records carry, of one kind, that are told at once."""
ONLINE, FAILED = "ONLINE", "FAILED"


def migration_faults(survey: Survey) -> Iterator[Fault]:
    """Migrations that were never applied."""
    for name in lacking_migrations(survey.store.read("migrations.applied")):
        yield Fault(FaultKind.MIGRATION_LACKING, name.removeprefix("migrations."), target=name)


def identity_faults(survey: Survey) -> Iterator[Fault]:
    """Records without an id, and, where no constraint forbids it, several records of one id or of one key."""
    store = survey.store
    if nameless := store.read("soundness.nameless"):
        survey.incomplete.add(None)
        yield Fault(FaultKind.ID_LACKING, number(nameless, "record"))
    states = _states(survey)
    if states.get("record_id") != ONLINE:
        for identifier, dataset, nodes in store.read("soundness.doubles", limit=MOST):
            survey.incomplete.add(dataset)
            survey.doubled.add(identifier)
            yield Fault(FaultKind.RECORD_DOUBLED, record_title(identifier), dataset, str(nodes), identifier)
    unguarded = [name for name in expected_schema() if name.endswith("_key") and states.get(name) != ONLINE]
    labels = [kind.__name__ for kind in KINDS.values()] if unguarded else []
    for label in labels:
        for key, ids in store.read("soundness.shared_keys", label=label, limit=MOST):
            survey.incomplete.add(None)
            yield Fault(FaultKind.KEY_DOUBLED, f"{label.lower()} {key}", None, str(len(ids)), [label, key, ids])


def mark_faults(survey: Survey) -> Iterator[Fault]:
    """Dyads that are marked: no load is open that would derive them, or it will do so anyway."""
    if lost := survey.store.read("soundness.lost_marks"):
        yield Fault(FaultKind.MARK_LOST, number(lost, "mark"))
    after = ""
    while marks := survey.store.read("relations.pending", after=after, limit=BATCH):
        dyads = [name for name, _ in marks if name.count("|") == 1]
        present = {name: both for name, both, *_ in stored_dyads(survey.store, dyads)}
        for name, mark in marks:
            if present.get(name):
                yield replace(dyad_fault(FaultKind.MARK_LEFT, name), target=(name, mark))
            else:
                yield Fault(FaultKind.MARK_LOST, f"the mark {name}", target=name)
        after = marks[-1][0]


def schema_faults(survey: Survey) -> Iterator[Fault]:
    """Constraints and indexes of applied migrations that are not there, or do not work."""
    applied = {f"migrations.{name}" for name in survey.store.read("migrations.applied")}
    states = _states(survey)
    for name, (migration, change) in expected_schema().items():
        title = f"{'constraint' if change.constraint else 'index'} {name}"
        if name in states:
            if states[name] == FAILED:
                yield Fault(FaultKind.INDEX_FAILED, title, target=[migration, name, change.constraint])
        elif migration in applied:
            yield Fault(FaultKind.SCHEMA_LACKING, title, target=[migration, name, change.constraint])


def expected_schema() -> dict[str, tuple[str, SchemaChange]]:
    """The constraints and indexes that all migrations leave, each with the migration that creates it."""
    objects: dict[str, tuple[str, SchemaChange]] = {}
    for name in lacking_migrations(()):
        change = statement(name).schema
        if change and change.created:
            objects[change.name] = name, change
        elif change:
            objects.pop(change.name, None)
    return objects


def _states(survey: Survey) -> dict[str, str]:
    return dict(survey.store.read("soundness.indexes"))


def run_faults(survey: Survey) -> Iterator[Fault]:
    """Loads that did not end and that no later load of the same data set made up for."""
    for identifier, dataset, done, expected, started in survey.store.read("soundness.open_runs"):
        title = f"data set {dataset}"
        day = started[:16].replace("T", " ")
        if done == expected:
            yield Fault(FaultKind.RUN_UNCLOSED, title, dataset, day, identifier)
        else:
            yield Fault(FaultKind.RUN_OPEN, title, dataset, f"{done} of {expected} records, begun {day}", identifier)


def turn_faults(survey: Survey) -> Iterator[Fault]:
    """What whoever wrote last has left behind; whoever writes now takes it over."""
    lease = survey.store.lease()
    if lease.until is not None and (lease.free or lease.dead):
        yield Fault(FaultKind.LEASE_LEFT, str(lease))


def generation_faults(survey: Survey) -> Iterator[Fault]:
    """What readers are told of the graph as a whole, where that is not true."""
    title = "the graph"
    state = survey.store.read("soundness.generation")
    if state is None:
        if survey.records:
            yield Fault(FaultKind.GENERATION_LACKING, title)
        return
    announced, building, opened = state
    if announced:
        yield Fault(FaultKind.CHANGE_LEFT, title)
    if building != opened:
        announcement, truth = (f"data set {name}" if name else "nothing" for name in (building, opened))
        detail = f"{announcement} is being loaded, where {truth} is"
        yield Fault(FaultKind.GENERATION_WRONG, title, opened, detail)

"""A check of all that is stored, in sections that stand in the order in which they are mended."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from rich.progress import Progress

from linkage.graph.errors import LeaseHeldError, LinkageError
from linkage.graph.store.database import Store
from linkage.graph.store.faults import Fault, FaultKind
from linkage.ingest.plan import BATCH, batches
from linkage.ingest.soundness.records import record_faults
from linkage.ingest.soundness.relations import relation_faults
from linkage.ingest.soundness.repair import mend
from linkage.ingest.soundness.survey import Survey
from linkage.ingest.soundness.texts import text_faults
from linkage.ingest.soundness.upkeep import (
    generation_faults,
    identity_faults,
    mark_faults,
    migration_faults,
    run_faults,
    schema_faults,
    turn_faults,
)

LISTED = 20
"""So many faults of a kind are told one by one."""
ROUNDS = 6
"""What one round mends may show what another has to; more than three were never needed."""

Section = Callable[[Survey], Iterator[Fault]]

_SECTIONS: tuple[Section, ...] = (
    migration_faults,
    identity_faults,
    record_faults,
    text_faults,
    relation_faults,
    mark_faults,
    schema_faults,
    run_faults,
    generation_faults,
)


@dataclass(slots=True)
class Faults:
    """How many faults of each kind there are, and the first of them."""

    counts: Counter[FaultKind] = field(default_factory=Counter)
    listed: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.counts[fault.kind] += 1
        if self.counts[fault.kind] <= LISTED:
            self.listed.append(fault)


@dataclass(slots=True)
class Soundness:
    """What a check found: how much it looked at, what it mended, what is still wrong."""

    records: int = 0
    dyads: int = 0
    relations: int = 0
    repaired: Faults = field(default_factory=Faults)
    faults: Faults = field(default_factory=Faults)


def check_store(store: Store, progress: Progress) -> Soundness:
    """
    Hold everything that is stored against what it should be; nothing is written.

    LeaseHeldError where somebody writes to the store; LinkageError where somebody wrote to it meanwhile.
    """
    lease = store.lease()
    if not (lease.free or lease.dead):
        raise LeaseHeldError(f"the database is being written to by {lease}: check it when that has ended")
    survey, soundness = Survey(store, progress), Soundness()
    for section in (turn_faults, *_SECTIONS):
        for fault in section(survey):
            soundness.faults.add(fault)
    if store.lease().number != lease.number:
        raise LinkageError("the database was written to while it was checked: check it again")
    return _counted(soundness, survey)


def repair_store(
    store: Store, progress: Progress, holder: str, *, wait: bool = True, tell: Callable[[str], Any] = len
) -> Soundness:
    """
    Mend whatever can be mended from what is stored, and look again until nothing more can; *holder* is on record as
    who writes.

    What is then still wrong needs a load. A repair that is cut short has mended what it came to. *wait* and *tell*
    are those of `Store.writing`.
    """
    soundness = Soundness()
    turns = list(turn_faults(Survey(store, progress)))
    with store.writing(holder, wait=wait, tell=tell):
        for fault in turns:
            soundness.repaired.add(fault)
        for _ in range(ROUNDS):
            before = soundness.repaired.counts.total()
            _mend_round(store, progress, soundness)
            if soundness.repaired.counts.total() == before:
                break
    return soundness


def _mend_round(store: Store, progress: Progress, soundness: Soundness) -> None:
    survey, soundness.faults = Survey(store, progress), Faults()
    before = soundness.repaired.counts.total()
    for section in _SECTIONS:
        for batch in batches(section(survey), BATCH):
            _mend_batch(store, batch, soundness, untouched=soundness.repaired.counts.total() == before)
    _counted(soundness, survey)


def _mend_batch(store: Store, batch: list[Fault], soundness: Soundness, *, untouched: bool) -> None:
    """Mend faults kind by kind; a record is given up only where nothing else was mended, the graph being *untouched*."""
    for kind, group in groupby(sorted(batch, key=lambda fault: fault.kind), key=lambda fault: fault.kind):
        faults = list(group)
        mended = (untouched or kind is not FaultKind.CONTENT_DAMAGED) and mend(store, kind, faults)
        outcome = soundness.repaired if mended else soundness.faults
        for fault in faults:
            outcome.add(fault)


def _counted(soundness: Soundness, survey: Survey) -> Soundness:
    soundness.records, soundness.dyads, soundness.relations = survey.records, survey.dyads, survey.relations
    return soundness

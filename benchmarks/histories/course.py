"""Ten minutes of three writers and eight readers, and what is told of them."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.histories.checker import ANSWERED, Load
from benchmarks.histories.mischief import deeds_for
from benchmarks.histories.trial import Course, Outcome, hold
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

WRITERS, READERS = 3, 8
SECONDS = 600.0
SEED = 11


def run(connection: Connection, settings: Settings, folder: Path) -> Iterator[Figure]:
    """Loads and answers at once while writers are killed and paused and the database is paused, for `SECONDS`."""
    course = Course(WRITERS, READERS, deeds_for(SECONDS, random.Random(SEED)), SEED)
    outcome = hold(connection, settings, folder / "histories", course)
    loads = outcome.history.loads
    yield Figure(
        "answers that are of one generation", len(outcome.settled), 1_000, "", least=True, detail=_told(outcome)
    )
    yield Figure("generations seen", len(outcome.generations), 10, "", least=True)
    yield Figure(
        "loads that ended well", sum(load.code == 0 for load in loads), 10, "", least=True, detail=_ends(loads)
    )
    yield Figure("violations", len(outcome.violations), 0, "", detail="; ".join(outcome.violations[:5]))


def _told(outcome: Outcome) -> str:
    """How many answers there were of each kind, and what was done."""
    kinds = Counter(
        "while a load was open" if answer.building else str(answer.status) if answer.status != ANSWERED else "settled"
        for answer in outcome.history.answers
    )
    return _list({**kinds, **{deed.value: count for deed, count in outcome.done.items()}})


def _ends(loads: Sequence[Load]) -> str:
    return _list(Counter(f"code {load.code}" for load in loads))


def _list(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))

"""What several writers and readers get who are killed and paused, held against a model; and the model's judge."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.histories.checker import Answer, Ending, History, Load, violations
from benchmarks.histories.mischief import Deed, deeds_for
from benchmarks.histories.texts import VERSIONS, write_text
from benchmarks.histories.trial import QUIET, Course, hold

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.library import load
from linkage.ingest.text.used import find

MODEL = {
    "hills": {"one": {"actors": "h1", "claims": "c1"}, "two": {"actors": "h2", "claims": "c2"}},
    "coast": {"one": {"actors": "k1", "claims": "d1"}},
}
COAST = MODEL["coast"]["one"]
ONE, TWO = ({"hills": MODEL["hills"][version], "coast": COAST} for version in ("one", "two"))
MIXED = {"hills": {"actors": "h1", "claims": "c2"}, "coast": COAST}
STRANGE = {"hills": {"actors": "h1", "claims": "c3"}, "coast": COAST}
LOADS = [Load("hills", "one", 0, 1), Load("coast", "one", 1, 2), Load("hills", "two", 5, 8)]
BEFORE, AFTER = Answer(1, 3, 4, 200, 2, "b", None, ONE), Answer(2, 6, 9, 200, 3, "c", None, TWO)
ENDING = Ending("x", "x")


def judged(*answers: Answer, loads: list[Load] = LOADS, ending: Ending = ENDING) -> list[str]:
    return violations(History(answers, loads, ending), MODEL)


def test_a_history_that_a_serial_order_explains_is_content() -> None:
    refused = Answer(3, 5, 7, 503)
    meanwhile = Answer(3, 6, 7, 200, 2, "b", None, ONE)
    unfinished = Answer(3, 6, 7, 200, 2, "b", "hills", MIXED)

    assert judged(BEFORE, refused, meanwhile, unfinished, AFTER) == []


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        pytest.param(Answer(1, 6, 7, 500, complaint="oh"), "has the status 500: oh", id="a server error"),
        pytest.param(Answer(1, 6, 7, 0, complaint="cut"), "has the status 0: cut", id="a cut connection"),
        pytest.param(Answer(1, 5, 6, 200, 1, "a", None, ONE), "is of an earlier generation than", id="a step back"),
        pytest.param(
            Answer(3, 4, 6, 200, 1, "a", "hills", MIXED), "is of an earlier generation than", id="back while building"
        ),
        pytest.param(Answer(1, 5, 6, 200, 2, "b", None, TWO), "differs from", id="two contents of one generation"),
        pytest.param(Answer(1, 5, 6, 200, 2, "z", None, ONE), "differs from", id="two ids of one number"),
        pytest.param(Answer(1, 5, 6, 200, 4, "b", None, ONE), "differs from", id="two numbers of one id"),
        pytest.param(Answer(1, 6, 7, 200, 9, "z", None, MIXED), "holds no version of hills", id="a mixture"),
        pytest.param(Answer(1, 6, 7, 200, 9, "z", None, STRANGE), "no text", id="what no text stands for"),
        pytest.param(Answer(1, 6, 7, 200, 9, "z", None, {}), "holds no version of coast", id="nothing at all"),
        pytest.param(Answer(1, 4, 4.5, 200, 9, "z", None, TWO), "not loaded", id="what is not loaded yet"),
        pytest.param(Answer(1, 9, 10, 200, 9, "z", None, ONE), "loaded over", id="what was loaded over"),
    ],
)
def test_an_answer_that_no_serial_order_explains_is_found(answer: Answer, complaint: str) -> None:
    complaints = judged(BEFORE, answer)

    assert complaints and any(complaint in sentence for sentence in complaints)


def test_what_was_cut_short_may_have_happened_later_or_never() -> None:
    killed = [*LOADS[:2], Load("hills", "two", 5, 6, -9)]
    late, never = Answer(1, 9, 10, 200, 3, "c", None, TWO), Answer(1, 9, 10, 200, 2, "b", None, ONE)

    assert judged(BEFORE, late, loads=killed) == judged(BEFORE, never, loads=killed) == []


@pytest.mark.parametrize(
    ("load", "complaint"),
    [
        pytest.param(Load("hills", "two", 5, 6, 1, "KeyError: 'a'"), "ended with 1: KeyError", id="a traceback"),
        pytest.param(Load("hills", "two", 5, 6, 1, "linkage: E: run `linkage --debug …`"), "1: linkage", id="a fault"),
        pytest.param(Load("hills", "two", 5, 6, 2, "linkage: no"), "ended with 2", id="another code"),
    ],
)
def test_a_load_that_fails_without_a_reason_is_found(load: Load, complaint: str) -> None:
    assert [complaint in sentence for sentence in judged(BEFORE, loads=[*LOADS, load])] == [True]


@pytest.mark.parametrize(
    ("ending", "complaint"),
    [
        pytest.param(Ending("x", "y"), "ends as x", id="another graph"),
        pytest.param(Ending("x", "x", doubles=3), "3 relations are stored twice", id="doubles"),
        pytest.param(Ending("x", "x", faults=("a mark",)), "says: a mark", id="faults"),
    ],
)
def test_an_ending_that_no_serial_order_explains_is_found(ending: Ending, complaint: str) -> None:
    assert [complaint in sentence for sentence in judged(BEFORE, ending=ending)] == [True]


PAUSED = """
import sys
from rich.progress import Progress
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.lease import Lease, LeaseTerms
from linkage.ingest import library, loading, plan, room
from linkage.ingest.text.used import find
loading.BATCH = plan.BATCH = 30
room.ONE_STEP = 0
if sys.argv[5] == "planted":
    Lease.check = Lease.guard = lambda self, transaction: None
with Store(Connection(*sys.argv[1:4]), LeaseTerms(seconds=1, renewal=0.3)) as store:
    write, steps_written = store.write, []
    def write_and_wait(*steps):
        counters = write(*steps)
        steps_written.append(steps)
        if len(steps_written) == 4:
            print("held", flush=True)
            sys.stdin.readline()
        return counters
    store.write = write_and_wait
    library.load(store, find(sys.argv[4]), Progress(disable=True), allow_removal=True)
"""
"""A load in many steps that waits after some of them; where a fault is planted, it asks for no lease any more."""


@pytest.mark.parametrize(("lease", "complaints"), [("as it is", 0), ("planted", 1)])
def test_a_fault_in_the_lease_is_found_by_how_it_ends(
    database: Connection, store: Store, tmp_path: Path, lease: str, complaints: int
) -> None:
    first, early, late = (write_text(tmp_path / version, "hills", version) for version in VERSIONS)
    load(store, find(str(late)), QUIET)
    serial = digest(store)
    load(store, find(str(first)), QUIET, allow_removal=True)
    words = [database.uri, database.user, database.password, str(early), lease]
    with subprocess.Popen(
        [sys.executable, "-c", PAUSED, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as writer:  # fmt: skip
        assert writer.stdout is not None and writer.stdout.readline() == "held\n"
        writer.send_signal(signal.SIGSTOP)
        load(store, find(str(late)), QUIET, allow_removal=True)
        writer.send_signal(signal.SIGCONT)
        writer.communicate("on\n", timeout=120)

    assert len(judged(ending=Ending(digest(store), serial))) == complaints


def test_writers_that_are_killed_and_paused_leave_what_some_serial_order_makes(
    database: Connection, settings: Settings, tmp_path: Path
) -> None:
    deeds = deeds_for(45, random.Random(11))
    outcome = hold(database, settings, tmp_path, Course(writers=3, readers=8, deeds=deeds, seed=11))

    assert outcome.violations == []
    assert outcome.done[Deed.FREEZE] and (outcome.done[Deed.KILL] or outcome.done[Deed.STALL])
    assert any(load.code == 0 for load in outcome.history.loads[6:])
    assert len(outcome.generations) > 1

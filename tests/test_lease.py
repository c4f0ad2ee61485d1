"""One writer at a time, against a real Neo4j: whoever was frozen, killed or late can do no harm."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from benchmarks import invented
from rich.progress import Progress

from linkage.graph.errors import LeaseHeldError, LeaseLostError, StoreError
from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.store import lease
from linkage.graph.store.changes import GraphChange
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.graph.store.lease import LeaseTerms
from linkage.ingest import loading, room
from linkage.ingest.library import load
from linkage.ingest.text.used import find
from tests.village import claim, write

QUIET = Progress(disable=True)
BRIEF = LeaseTerms(seconds=1, renewal=0.3, pause=0.05)
HOLDER = """
import sys
from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.lease import LeaseTerms
def opened(name):
    return "load.open_run", {"id": name, "dataset": name, "version": "v", "expected": 0, "who": None}
def told(word):
    print(word, flush=True)
    sys.stdin.readline()
terms = LeaseTerms(seconds=float(sys.argv[4]), renewal=0.3)
with Store(Connection(*sys.argv[1:4]), terms) as store, store.writing("an earlier test"):
    if sys.argv[5] == "between":
        store.write(opened("early"))
        told("held")
        store.write(opened("late"))
    elif sys.argv[5] == "announced":
        write = store.write
        def announced(*steps):
            write(*steps)
            if steps[0][0] == "generation.announce":
                told("held")
        store.write = announced
        with store.change() as change:
            change.write(opened("late"))
    else:
        with store.change() as change:
            change.write(opened("late"))
            told("held")
"""


def run_record(name: str) -> tuple[str, dict[str, object]]:
    return "load.open_run", {"id": name, "dataset": name, "version": "v", "expected": 0, "who": None}


def run_ids(store: Store) -> list[object]:
    return [row[0] for row in store.rows("MATCH (run:Run) RETURN run.id ORDER BY run.id")[1]]


@contextmanager
def held_elsewhere(database: Connection, seconds: float, where: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lease and waits: between two transactions, within one, or with one announced."""
    words = [database.uri, database.user, database.password, str(seconds), where]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as holder:  # fmt: skip
        try:
            assert holder.stdout is not None and holder.stdout.readline() == "held\n"
            yield holder
        finally:
            holder.kill()


def test_nothing_is_written_without_the_lease(store: Store) -> None:
    with pytest.raises(StoreError, match="nothing is written without the lease"):
        store.write(run_record("one"))

    assert run_ids(store) == []


def test_the_lease_gets_another_number_each_time_and_is_free_in_between(store: Store) -> None:
    before = store.lease()
    with store.writing("a test"):
        held = store.lease()
        with store.writing("a part of it"):
            within = store.lease()
    after = store.lease()

    assert (before.free, held.free, after.free) == (True, False, True)
    assert held == within and held.number == before.number + 1
    assert (held.holder, held.process) == ("a test", os.getpid())


def test_a_lease_is_renewed_while_its_holder_lives(database: Connection, store: Store) -> None:
    terms = LeaseTerms(seconds=4, renewal=0.3, pause=0.05)
    with Store(database, terms) as other, other.writing("a long test"):
        time.sleep(4.5)
        with other.change() as change:
            change.write(run_record("in one step"))
            time.sleep(4.5)
            refused = pytest.raises(
                LeaseHeldError, match=r"a long test \(process \d+ on .*, since 20.*\): try again when"
            )
            with refused, store.writing("another test", wait=False):
                pass
        other.write(run_record("long"))

    assert run_ids(store) == ["in one step", "long"]


def test_a_second_writer_waits_and_says_for_whom(database: Connection, store: Store) -> None:
    sentences: list[str] = []

    def second() -> None:
        with Store(database, BRIEF) as other, other.writing("the second", tell=sentences.append):
            other.write(run_record(f"after {len(run_ids(other))}"))

    with ThreadPoolExecutor(1) as threads, store.writing("the first"):
        waiting = threads.submit(second)
        while not sentences:
            time.sleep(0.02)
        time.sleep(0.5)
        store.write(run_record("first"))
        assert not waiting.done()

    waiting.result()
    assert run_ids(store) == ["after 1", "first"]
    assert len(sentences) == 1 and sentences[0].startswith("waiting for the first (process ")


@pytest.mark.parametrize("where", ["between", "within"])
def test_a_frozen_holder_cannot_write_after_it_wakes(database: Connection, store: Store, where: str) -> None:
    with held_elsewhere(database, 1, where) as holder:
        holder.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        with store.writing("a later test"):
            waited = time.monotonic() - started
            store.write(run_record("mine"))
            holder.send_signal(signal.SIGCONT)
            _, complaint = holder.communicate("on\n", timeout=120)
            store.write(run_record("mine too"))

    assert holder.returncode == 1
    assert (
        "LeaseLostError: this command was away for too long, and its turn to write was taken over by a later test"
        in (complaint)
    )
    assert complaint.strip().endswith("nothing more was written: run the command again")
    assert run_ids(store) == (["early"] if where == "between" else []) + ["mine", "mine too"]
    assert 0.3 < waited < 10


def test_a_frozen_holder_that_wakes_up_does_not_stand_in_the_way_of_who_took_over(
    database: Connection, store: Store
) -> None:
    with held_elsewhere(database, 1, "between") as holder:
        holder.send_signal(signal.SIGSTOP)
        with store.writing("a later test"), store.change() as change:
            change.write(run_record("late"))  # locks what the other is about to write
            holder.send_signal(signal.SIGCONT)
            _, complaint = holder.communicate("on\n", timeout=120)

    assert "LeaseLostError" in complaint
    assert run_ids(store) == ["early", "late"]


def test_what_a_former_holder_begins_while_its_lease_is_taken_is_ended(
    database: Connection, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = lease.value

    def begin_and_take(transaction: Any, name: str, values: dict[str, object]) -> Any:
        if name == "lease.take" and values["holder"] == "a later test":
            begun.append(late.enter_context(former.change()))
            begun[0].write(run_record("late"))
        return take(transaction, name, values)

    monkeypatch.setattr(lease, "value", begin_and_take)
    begun: list[GraphChange] = []
    with (
        Store(database, LeaseTerms(seconds=0.5, renewal=60)) as former,
        pytest.raises(LeaseLostError),
        former.writing("an earlier test"),
        ThreadPoolExecutor(1) as threads,
        ExitStack() as late,
        store.writing("a later test"),
        store.change() as change,
    ):
        change.write(run_record("mine"))
        waiting = threads.submit(begun[0].write, run_record("mine"))
        time.sleep(0.5)
        change.write(run_record("late"))  # which the former has locked: a deadlock, unless it was ended

    assert "has been terminated" in str(waiting.exception(60))
    assert run_ids(store) == ["late", "mine"]


def test_a_holder_that_was_away_goes_on_where_nobody_took_over(database: Connection, store: Store) -> None:
    with held_elsewhere(database, 0.5, "within") as holder:
        holder.send_signal(signal.SIGSTOP)
        time.sleep(1)
        holder.send_signal(signal.SIGCONT)
        holder.communicate("on\n", timeout=120)

    assert holder.returncode == 0
    assert run_ids(store) == ["late"]


@pytest.mark.parametrize("where", ["between", "within"])
def test_a_killed_holder_is_taken_over_at_once(database: Connection, store: Store, where: str) -> None:
    with held_elsewhere(database, 300, where) as holder:
        holder.kill()
        holder.wait()
        started = time.monotonic()
        with store.writing("a later test"):
            store.write(run_record("mine"))

    assert time.monotonic() - started < 10
    assert run_ids(store) == (["early"] if where == "between" else []) + ["mine"]


def rests(store: Store, seconds: float) -> bool:
    """Whether readers need not wait for a change any more within so many seconds."""
    deadline = time.monotonic() + seconds
    while store.generation().changing:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_readers_wait_for_a_change_for_as_long_as_whoever_announced_it_holds_the_lease(
    database: Connection, store: Store
) -> None:
    before = store.generation()
    with held_elsewhere(database, 5, "announced") as holder:
        assert not rests(store, 8)
        holder.communicate("on\n", timeout=120)

    after = store.generation()
    assert (holder.returncode, run_ids(store)) == (0, ["late"])
    assert (after.number, after.changing, after.announced) == (before.number + 1, False, None)


def test_readers_do_not_wait_for_a_change_whose_writer_was_killed(database: Connection, store: Store) -> None:
    before = store.generation()
    with held_elsewhere(database, 300, "announced") as holder:
        holder.kill()
        holder.wait()
        assert rests(store, 20)

    assert run_ids(store) == []
    assert store.generation().continues(before)


def test_a_change_whose_writer_was_frozen_is_ended_by_readers_and_not_made_unannounced(
    database: Connection, store: Store
) -> None:
    before = store.generation()
    with held_elsewhere(database, 1, "announced") as holder:
        holder.send_signal(signal.SIGSTOP)
        assert rests(store, 20)
        holder.send_signal(signal.SIGCONT)
        _, complaint = holder.communicate("on\n", timeout=120)

    assert holder.returncode == 1
    assert complaint.strip().endswith("its change was ended for those who read; nothing was written: run it again")
    assert run_ids(store) == []
    assert store.generation() == before


def test_a_change_is_over_once_another_has_the_lease_of_whoever_announced_it(store: Store) -> None:
    before = store.generation()
    with store.writing("a test"):
        store.write(("generation.announce", {"lease": store.lease().number}))
        held = store.generation()
        store.write(("generation.announce", {"lease": store.lease().number - 1}))
        late = store.generation()
        store.write(("generation.settle", {}))

    assert held.changing and not late.changing
    assert late == before


def test_a_mark_that_is_set_while_its_dyad_is_derived_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, find(str(write(tmp_path))), QUIET)
    [[identifier]] = store.rows("MATCH (claim:Claim) RETURN claim.id")[1]
    with store.writing("a test"):
        store.write(("load.pending", {"ids": [identifier]}))
        marks = dict(store.read("relations.pending", after="", limit=10))
        derived = loading.relations(marks, store.read("relations.evidence", dyads=list(marks)))
        store.write(("load.pending", {"ids": [identifier]}))
        store.write(("relations.replace", {"dyads": derived, "families": RELATIONSHIP_TYPES}))
        again = dict(store.read("relations.pending", after="", limit=10))

    assert (marks, again) == ({"ann|bob": 1}, {"ann|bob": 2})
    assert load(store, find(str(tmp_path)), QUIET).relations == 1
    assert store.read("relations.count_pending") == 0


def generation_of(store: Store) -> tuple[int, str]:
    generation = store.generation()
    assert not generation.changing and generation.building is None
    return generation.number, generation.id


def test_every_load_that_writes_makes_another_generation(store: Store, tmp_path: Path) -> None:
    seen = [generation_of(store)]
    for certainty in (0.5, 0.5, 0.6):
        load(store, find(str(write(tmp_path, {"claims": [claim(certainty=certainty)]}))), QUIET)
        seen.append(generation_of(store))

    first = seen[0][0]
    assert [number - first for number, _ in seen] == [0, 1, 1, 2]
    assert len({identifier for _, identifier in seen}) == 3


QUESTION = """
MATCH (generation:Generation {name: 'graph'})
WITH generation, generation.id AS before, generation.changing IS NOT NULL AS changing
CALL (generation) { MATCH (claim:Claim) RETURN count(claim) AS claims }
CALL (claims) { MATCH ()-[relation:BACKS|OPPOSES]->() RETURN count(relation) AS relations }
CALL (claims, relations) { MATCH (after:Generation {name: 'graph'}) RETURN after }
RETURN before, after.id, coalesce(changing, false) OR after.changing IS NOT NULL, claims, relations
"""


def test_a_load_is_one_step_for_whoever_reads(database: Connection, store: Store, tmp_path: Path) -> None:
    old = invented.write(tmp_path / "old", actors=100, claims=600)
    new = invented.write(tmp_path / "new", actors=100, claims=1_000, seed=8)
    load(store, find(str(old)), QUIET)
    seen, ended = [], threading.Event()

    def look() -> None:
        with Store(database) as reader:
            while not ended.is_set():
                seen.append(reader.rows(QUESTION)[1][0])

    with ThreadPoolExecutor(1) as threads:
        looking = threads.submit(look)
        load(store, find(str(new)), QUIET, allow_removal=True)
        ended.set()
        looking.result()
    seen.append(store.rows(QUESTION)[1][0])

    stable = {tuple(row[3:]) for row in seen if row[0] == row[1] and not row[2]}
    assert len(stable) == 2 and len(seen) > 10, "one before and one after, nothing in between"
    assert {claims for claims, _ in stable} == {600, 1_000}


def test_readers_are_told_while_a_load_of_many_steps_is_open_and_after_it_was_cut_short(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "ONE_STEP", 0)
    states = []
    derive = loading.derive_open

    def derive_and_look(*arguments: Any) -> None:
        states.append(store.generation().building)
        derive(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "derive_open", derive_and_look)
    with pytest.raises(KeyboardInterrupt):
        load(store, find(str(write(tmp_path))), QUIET)
    states.append(store.generation().building)
    load(store, find(str(tmp_path)), QUIET)

    assert states == ["village", "village"]
    assert store.generation().building is None


LOAD = """
import sys
from rich.progress import Progress
from linkage.graph.families import RELATIONSHIP_TYPES
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest import library, loading, plan, room
from linkage.ingest.text.used import find
if sys.argv[5] == "steps":
    loading.BATCH, plan.BATCH, room.ONE_STEP = 40, 40, 0
with Store(Connection(*sys.argv[1:4])) as store:
    library.load(store, find(sys.argv[4]), Progress(disable=True), allow_removal=True)
"""


def loader(database: Connection, folder: Path, mode: str) -> subprocess.Popen[bytes]:
    words = [database.uri, database.user, database.password, str(folder), mode]
    return subprocess.Popen([sys.executable, "-c", LOAD, *words])


def edited(folder: Path, target: Path, certainty: float) -> Path:
    """The text in *folder* where half of the claims have another certainty and every tenth is gone."""
    invented.write(target, actors=60, claims=400)
    lines = [orjson.loads(line) for line in (folder / "claims" / "all.jsonl").read_bytes().splitlines()]
    changed = [
        line | ({"certainty": certainty} if number % 2 else {}) for number, line in enumerate(lines) if number % 10
    ]
    (target / "claims" / "all.jsonl").write_bytes(b"\n".join(map(orjson.dumps, changed)))
    return target


@pytest.mark.parametrize("mode", ["one step", "steps"])
def test_two_loads_at_once_end_as_one_after_the_other(
    database: Connection, store: Store, tmp_path: Path, mode: str
) -> None:
    former = invented.write(tmp_path / "former", actors=60, claims=400)
    texts = [edited(former, tmp_path / name, certainty) for name, certainty in (("one", 0.2), ("other", 0.7))]
    digests = set()
    for text in texts:
        load(store, find(str(text)), QUIET, allow_removal=True)
        digests.add(digest(store))
    load(store, find(str(former)), QUIET, allow_removal=True)

    processes = [loader(database, text, mode) for text in texts]
    codes = [process.wait(300) for process in processes]

    doubles = (
        "MATCH ()-[r:BACKS|OPPOSES|NEGOTIATES_WITH]->() WITH r.id AS id, count(*) AS n WHERE n > 1 RETURN count(id)"
    )
    assert codes == [0, 0]
    assert digest(store) in digests
    assert store.rows(doubles)[1] == [[0]]
    assert store.read("relations.count_pending") == 0


def test_a_load_of_one_step_that_is_killed_has_changed_nothing(
    database: Connection, store: Store, tmp_path: Path
) -> None:
    former = invented.write(tmp_path / "former", actors=60, claims=400)
    load(store, find(str(former)), QUIET)
    before, generation = digest(store), store.generation()
    process = loader(database, invented.write(tmp_path / "later", actors=2_000, claims=4_000, seed=8), "one step")
    busy = "SHOW TRANSACTIONS YIELD metaData, statusDetails, currentQuery WHERE metaData.lease > 0 RETURN count(*)"
    deadline = time.monotonic() + 60
    while store.rows(busy)[1] == [[0]]:
        assert process.poll() is None and time.monotonic() < deadline
    time.sleep(0.3)
    process.kill()
    process.wait()

    with store.writing("a later test"):
        assert digest(store) == before
    assert store.generation() == generation


@pytest.mark.parametrize(
    ("limits", "records"),
    [
        pytest.param(["0B", "0B", "0B"], 50_000, id="no limit"),
        pytest.param(["716.80MiB", "0B", "0B"], 25_000, id="a heap of one GiB"),
        pytest.param(["716.80MiB", "0B", "10.00MiB"], 350, id="a limit for each transaction"),
        pytest.param([], 50_000, id="a server that does not tell"),
    ],
)
def test_a_server_takes_as_many_records_at_once_as_it_has_memory_for(limits: list[str], records: int) -> None:
    assert room.records_in(limits) == pytest.approx(records, rel=0.01)

"""Loading against a real Neo4j: nothing twice, nothing lost, the same graph whatever happened on the way."""

import gc
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import orjson
import pytest
from benchmarks import invented
from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest import loading, plan, spill
from linkage.ingest.library import load
from linkage.ingest.loading import LoadReport
from linkage.ingest.text.used import find
from tests.emptied import SMALL
from tests.village import VILLAGE, claim, write


def loaded(store: Store, folder: Path | str, *, dry_run: bool = False, allow_removal: bool = True) -> LoadReport:
    return load(store, find(str(folder)), Progress(disable=True), dry_run=dry_run, allow_removal=allow_removal)


def relations(store: Store) -> list[list[object]]:
    text = (
        "MATCH (a:Actor)-[r:BACKS|OPPOSES|NEGOTIATES_WITH]->(b:Actor) WITH a, r, b ORDER BY r.id "
        "RETURN a.key, type(r), b.key, r.theatre, r.status, toString(r.validFrom), toString(r.knownFrom)"
    )
    return store.rows(text)[1]


def test_a_claim_becomes_a_relation(store: Store, tmp_path: Path) -> None:
    report = loaded(store, write(tmp_path))

    assert report.relations == 1
    assert relations(store) == [["ann", "BACKS", "bob", "valley", "SINGLE_SOURCE", "2020-09-01", "2020-09-20"]]


def test_the_same_text_twice_writes_nothing(store: Store) -> None:
    first = loaded(store, SMALL)
    before = digest(store)

    second = loaded(store, SMALL)

    assert first.counters["nodes_created"] > 100 and second.counters == {}
    assert store.rows("MATCH (run:Run) RETURN count(run)")[1] == [[1]]
    assert digest(store) == before


def test_a_dry_run_plans_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    report = loaded(store, write(tmp_path), dry_run=True)

    assert report.plan.counts["Claim"] == {"new": 1, "changed": 0, "moved": 0, "same": 0, "gone": 0}
    assert store.rows("MATCH (n) WHERE NOT n:Migration|Lease|Generation|JournalEntry RETURN count(n)")[1] == [[0]]


def valley(*claims: int) -> dict[str, list[dict[str, Any]]]:
    """The village and so many people in it, claims about some of whom are told."""
    people = [{"key": f"p{number}", "kind": "person", "name": f"P {number}"} for number in range(150)]
    told = [claim(key=f"c{number}", object=f"p{number}", summary="Ann backs them.") for number in claims]
    return {"actors": [*VILLAGE["actors"], *people], "claims": told}


def test_a_load_that_takes_much_away_asks_first(store: Store, tmp_path: Path) -> None:
    loaded(store, write(tmp_path, valley(*range(50))))
    before = digest(store)
    write(tmp_path, valley(*range(12, 50)))

    with pytest.raises(LinkageError) as refusal:
        loaded(store, tmp_path, allow_removal=False)
    plan = loaded(store, tmp_path, allow_removal=False, dry_run=True)
    unchanged, runs = digest(store), store.rows("MATCH (run:Run) RETURN count(run)")[1]
    loaded(store, tmp_path, allow_removal=True)

    listed = ", ".join(f"claim c{number}" for number in range(12))
    assert "takes away 12 of 212 stored records (claim c" in str(refusal.value)
    assert " and 2 more); nothing was written: " in str(refusal.value) and "--allow-removal" in str(refusal.value)
    assert len(plan.removal.listed) == 10 and all(name in listed for name in plan.removal.listed) and plan.removal.large
    assert unchanged == before and runs == [[1]]
    assert store.rows("MATCH (claim:Claim) RETURN count(claim)")[1] == [[38]]


def test_a_load_that_takes_little_away_or_words_claims_anew_does_not_ask(store: Store, tmp_path: Path) -> None:
    loaded(store, write(tmp_path, valley(*range(50))), allow_removal=False)
    later = valley(*range(4, 50))
    later["claims"] = [record | {"matter": "bread"} for record in later["claims"]]

    report = loaded(store, write(tmp_path, later), allow_removal=False)

    assert report.plan.counts["Claim"] == {"new": 46, "changed": 0, "moved": 0, "same": 0, "gone": 50}
    assert (report.removal.stored, report.removal.gone, report.removal.large) == (212, 4, False)


def test_invalid_text_writes_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InvalidDataSetError):
        loaded(store, write(tmp_path, {"claims": [claim(), claim(key="two", subject="dan")]}))

    assert store.rows("MATCH (n) WHERE NOT n:Migration|Lease|Generation|JournalEntry RETURN count(n)")[1] == [[0]]


def test_a_change_of_text_leaves_what_a_fresh_load_would(store: Store, tmp_path: Path) -> None:
    later = {
        "actors": [{**VILLAGE["actors"][0], "name": "Anna"}, *VILLAGE["actors"][1:]],
        "documents": [{**VILLAGE["documents"][0], "published": "2020-10-02"}],
        "claims": [
            claim(certainty=0.4),
            claim(key="two", subject="cem", hedge="denied", summary="Cem denies."),
            claim(key="three", hedge="denied", speakers=["cem", "gazette"], disputes=["two"], summary="No."),
        ],
    }
    earlier = {"claims": [claim(), claim(key="four", subject="cem", object="ann"), claim(key="two", kind="meets")]}
    loaded(store, write(tmp_path / "a", earlier))
    report = loaded(store, write(tmp_path / "a", later))
    changed = digest(store)
    invented.empty(store)
    loaded(store, write(tmp_path / "a", later))

    assert report.plan.counts["Claim"] == {"new": 2, "changed": 1, "moved": 0, "same": 0, "gone": 2}
    assert digest(store) == changed


def test_a_disputing_claim_changes_what_it_disputes_and_nothing_once_it_is_gone(store: Store, tmp_path: Path) -> None:
    loaded(store, write(tmp_path))
    before = digest(store)
    disputing = claim(key="two", kind="says", object=None, matter="No.", summary="No.", disputes=["one"])
    loaded(store, write(tmp_path, {"claims": [claim(), disputing]}))

    assert [row[4] for row in relations(store)] == ["DISPUTED"]

    loaded(store, write(tmp_path))

    assert digest(store) == before


def test_claims_may_exchange_their_keys(store: Store, tmp_path: Path) -> None:
    one, two = claim(), claim(key="two", subject="cem", summary="Cem backs Bob.")
    loaded(store, write(tmp_path, {"claims": [one, two]}))
    exchanged = [
        {**one, "key": "two"},
        {**two, "key": "three"},
        claim(key="one", kind="meets", summary="They meet."),
    ]
    loaded(store, write(tmp_path, {"claims": exchanged}))
    after = digest(store)
    invented.empty(store)
    loaded(store, write(tmp_path, {"claims": exchanged}))

    assert digest(store) == after


def test_a_withdrawn_claim_is_known_until_the_day_before(store: Store, tmp_path: Path) -> None:
    loaded(store, write(tmp_path, {"claims": [claim(withdrawn={"on": "2020-10-01", "reason": "An error."})]}))

    [[known_to]] = store.rows("MATCH ()-[r:BACKS]->() RETURN toString(r.knownTo)")[1]

    assert known_to == "2020-09-30"


def test_a_record_of_another_data_set_is_not_taken_over(store: Store, tmp_path: Path) -> None:
    loaded(store, write(tmp_path / "a"))

    with pytest.raises(LinkageError, match="is in data set 'village' already: give it another key in 'town'"):
        loaded(store, write(tmp_path / "b", name="town"))


def peak(store: Store, folder: Path) -> int:
    """Bytes that checking and planning take at their most."""
    gc.collect()
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    loaded(store, folder, dry_run=True)
    return tracemalloc.get_traced_memory()[1] - before


def disputing(folder: Path, claims: int) -> Path:
    """Invented claims, each of which disputes the next one, and of which four share a document."""
    invented.write(folder, actors=200, claims=claims)
    for path, change in (
        (folder / "documents.jsonl", lambda number, record: [record | {"key": f"{record['key']}-{copy}"} for copy in range(25)]),
        (folder / "claims" / "all.jsonl", lambda number, record: [record | {
            "disputes": [f"claim-{(number + 1) % claims}"], "document": f"{record['document']}-{number % 25}",
            "held": f"{record['held'].partition('/')[0]}/2030"}]),
    ):  # fmt: skip
        records = [orjson.loads(line) for line in path.read_bytes().splitlines()]
        changed = [new for number, record in enumerate(records) for new in change(number, record)]
        path.write_bytes(b"\n".join(map(orjson.dumps, changed)))
    return folder


def test_memory_does_not_grow_with_claims_or_their_documents(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in ((loading, "BATCH"), (plan, "BATCH"), (spill, "PIECE")):
        monkeypatch.setattr(module, name, 100)  # a batch is in memory, so many of them have to be read
    thresholds = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # a server in another test may have told the collector to take its time
    few, many = disputing(tmp_path / "few", 2_000), disputing(tmp_path / "many", 6_000)
    tracemalloc.start()
    try:
        peak(store, many)  # fills what keeps some thousands of short texts at hand, whatever the size
        grown = peak(store, many) - peak(store, few)
    finally:
        tracemalloc.stop()
        gc.set_threshold(*thresholds)

    assert grown < 20 * 4_000


KILLED = """
import sys
from pathlib import Path
from rich.progress import Progress
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest import library, loading, plan, room
from linkage.ingest.text.used import find
loading.BATCH = plan.BATCH = 40
room.ONE_STEP = 0
with Store(Connection(*sys.argv[1:4])) as store:
    library.load(store, find(sys.argv[4]), Progress(disable=True), allow_removal=True)
"""


@pytest.mark.parametrize(
    ("sign", "enough"),
    [
        pytest.param("MATCH (claim:Claim) RETURN count(claim)", 300, id="while claims are written"),
        pytest.param("MATCH ()-[r:BACKS]->() RETURN count(r)", 100, id="while relations are derived"),
    ],
)
def test_a_killed_load_that_is_repeated_gives_the_undisturbed_graph(
    store: Store, database: Connection, tmp_path: Path, sign: str, enough: int
) -> None:
    folder = invented.write(tmp_path / "many", actors=200, claims=2_000)
    loaded(store, folder)
    undisturbed = digest(store)
    invented.empty(store)

    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, database.uri, database.user, database.password, str(folder)]
    )
    deadline = time.monotonic() + 60
    while store.rows(sign)[1][0][0] < enough:
        assert child.poll() is None and time.monotonic() < deadline
    child.kill()
    child.wait()

    assert digest(store) != undisturbed
    loaded(store, folder)
    assert digest(store) == undisturbed
    assert store.rows("MATCH (pending:Pending) RETURN count(pending)")[1] == [[0]]

"""A stored graph with faults planted in it: each is found by its name, and mended or told to be loaded again."""

import json
import random
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks import invented
from benchmarks.environment import server_variables
from rich.progress import Progress

from linkage.graph.errors import StoreError
from linkage.graph.ids import global_id
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.store.statements import statement
from linkage.graph.wording.faults import wrong
from linkage.ingest.library import load
from linkage.ingest.soundness.check import check_store, repair_store
from linkage.ingest.soundness.repair import MENDABLE
from linkage.ingest.text.used import find
from tests.calling import Caller
from tests.emptied import emptied
from tests.full import write_full
from tests.routes import SMALL

QUIET = Progress(disable=True)
K = FaultKind

SOME_TIE = "MATCH (a:Actor)-[r:BACKS]->(b:Actor) WITH a, r, b ORDER BY r.id LIMIT 1 "
NO_TIE = "MATCH (a:Actor {key: 'f-cem'}), (b:Actor {key: 'alder'}) "
SHARE = "MATCH (share:Share)-[link:OF]->(claim) WITH share, link, claim ORDER BY share.id LIMIT 1 "

FOLLOWING = {K.RELATION_STRAY, K.RELATION_WRONG, K.RELATION_LACKING, K.DYAD_UNREADABLE, K.GENERATION_WRONG}
"""What may be right already once that is mended from which it follows."""


@dataclass
class Loaded:
    """A store that holds two data sets, with their folders and its digest; it is whole until a test says otherwise."""

    store: Store
    folders: tuple[Path, ...]
    digest: str
    whole: bool = True

    def plant(self, statements: Iterable[str]) -> None:
        for text in statements:
            self.store.rows(text)
        while any(state == "POPULATING" for _, state in self.store.read("soundness.indexes")):
            time.sleep(0.05)

    def load(self) -> None:
        load_all(self.store, self.folders)

    def faults(self) -> set[FaultKind]:
        return kinds(check_store(self.store, QUIET).faults.listed)


def load_all(store: Store, folders: Iterable[Path]) -> None:
    for folder in folders:
        load(store, find(str(folder)), QUIET)


def kinds(faults: Iterable[Fault]) -> set[FaultKind]:
    return {fault.kind for fault in faults}


@pytest.fixture(scope="module")
def loaded(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folders = (write_full(tmp_path_factory.mktemp("full")), SMALL)
    with emptied(database) as store:
        load_all(store, folders)
        yield Loaded(store, folders, digest(store))


@pytest.fixture
def sound(loaded: Loaded) -> Loaded:
    """The store with nothing wrong in it, whatever became of it in the test before."""
    if not loaded.whole:
        loaded.store.rows("MATCH (migration:Migration) DELETE migration")
        loaded.store.migrate()
        invented.empty(loaded.store)
        loaded.load()
    loaded.whole = False
    return loaded


MENDED = [
    pytest.param(["DROP CONSTRAINT backs_pair", SOME_TIE + "CREATE (a)-[c:BACKS]->(b) SET c = properties(r)"], {K.RELATION_DOUBLED, K.SCHEMA_LACKING}, id="a relation stored twice"),
    pytest.param([NO_TIE + "CREATE (a)-[:OPPOSES {id: 'x'}]->(b)"], {K.RELATION_STRAY}, id="a relation of two of whom nobody speaks"),
    pytest.param([SOME_TIE + "CREATE (a)-[:OPPOSES {id: 'x'}]->(b)"], {K.RELATION_STRAY}, id="a relation that no claim adds up to"),
    pytest.param(["MATCH (a:Actor {key: 'alder'}), (b:Theatre) WITH a, b LIMIT 1 CREATE (a)-[:BACKS {id: 'x'}]->(b)"], {K.RELATION_STRAY}, id="a relation to a theatre"),
    pytest.param(["MATCH (a:Actor {key: 'alder'}) CREATE (a)-[:BACKS {id: 'x'}]->(a)"], {K.RELATION_STRAY}, id="a relation to itself"),
    pytest.param([SOME_TIE + "DELETE r"], {K.RELATION_LACKING}, id="a relation that is lacking"),
    pytest.param([SOME_TIE + "SET r.certainty = 0.123"], {K.RELATION_WRONG}, id="a relation with a wrong value"),
    pytest.param([SOME_TIE + "SET r.seen = true"], {K.RELATION_WRONG}, id="a relation with a value too many"),
    pytest.param([SOME_TIE + "WITH a, b, r, properties(r) AS kept DELETE r CREATE (b)-[c:BACKS]->(a) SET c = kept"], {K.RELATION_WRONG}, id="a relation turned round"),
    pytest.param(["MATCH (c:Claim {key: 'met'}) CREATE (:Pending {dyad: c.dyad})"], {K.MARK_LEFT}, id="a mark left over"),
    pytest.param([SOME_TIE + "DELETE r CREATE (:Pending {dyad: CASE WHEN a.key < b.key THEN a.key + '|' + b.key ELSE b.key + '|' + a.key END})"], {K.MARK_LEFT}, id="a dyad that waits to be derived"),
    pytest.param(["CREATE (:Pending {dyad: 'nobody|noone'})"], {K.MARK_LOST}, id="a mark of nobody"),
    pytest.param(["CREATE (:Pending {pair: 'BACKS|alder|birch'})"], {K.MARK_LOST}, id="a mark without a dyad"),
    pytest.param(["MATCH (c:Claim {key: 'met'}) REMOVE c.dataset"], {K.DATASET_LACKING}, id="a claim of no data set"),
    pytest.param(["MATCH (c:Claim {key: 'met'}) REMOVE c.digest"], {K.DIGEST_LACKING}, id="a claim without a digest"),
    pytest.param(["MATCH (c:Claim {key: 'met'}) SET c.roots = ['nobody']"], {K.COMPUTED_DAMAGED}, id="a claim with wrong roots"),
    pytest.param(["MATCH (c:Claim {key: 'met'}) REMOVE c.pair"], {K.COMPUTED_DAMAGED}, id="a claim without its pair"),
    pytest.param([SHARE + "REMOVE share.pair"], {K.COMPUTED_DAMAGED, K.DYAD_UNREADABLE}, id="a share without its pair"),
    pytest.param([SHARE + "DELETE link"], {K.COMPUTED_DAMAGED, K.RELATION_STRAY}, id="a share that forgot its claim"),
    pytest.param([f"CREATE (:Record {{id: '{global_id('Actor', 'nobody')}'}})"], {K.ORPHAN}, id="an id that nothing links to"),
    pytest.param([f"CREATE (s:Record:Share {{id: '{global_id('Share', 'gone', '0')}', dyad: 'a|b', dataset: 'small', digest: 'x'}})"], {K.OWNER_LACKING}, id="a share of a claim that is gone"),
    pytest.param(["MATCH (c:Claim {key: 'met'})-[l:SPEAKER]->(s) WITH c, l, s LIMIT 1 CREATE (c)-[d:SPEAKER]->(s) SET d = properties(l)"], {K.LINK_DOUBLED}, id="a link stored twice"),
    pytest.param([NO_TIE + "CREATE (a)-[:LIKES]->(b)"], {K.LINK_UNKNOWN}, id="a link of an unknown type"),
    pytest.param(["MATCH (a:Actor {key: 'alder'}) CREATE (a)-[:PART_OF]->(:Thing)"], {K.LINK_UNKNOWN}, id="a link to what is no record"),
    pytest.param(["DROP CONSTRAINT claim_key"], {K.SCHEMA_LACKING}, id="a constraint that is lacking"),
    pytest.param(["DROP INDEX claim_dyad"], {K.SCHEMA_LACKING}, id="an index that is lacking"),
    pytest.param(
        ["DROP INDEX claim_dyad", f"CREATE (:Claim {{dyad: '{'x' * 40_000}'}})", statement("migrations.0028-claim-dyad").text,
         "MATCH (c:Claim) WHERE c.id IS NULL DELETE c"],
        {K.INDEX_FAILED}, id="an index that failed"),
    pytest.param(["MATCH (m:Migration {name: '0033-relation-basis'}) DELETE m"], {K.MIGRATION_LACKING}, id="a migration that is lacking"),
    pytest.param(["MATCH (run:Run {dataset: 'small'}) REMOVE run.closedAt"], {K.RUN_UNCLOSED, K.GENERATION_WRONG}, id="a load that wrote all and was not closed"),
    pytest.param(["MATCH (name:Name {text: 'Birch'}) REMOVE name.folded"], {K.FORMS_LACKING}, id="a name without its forms"),
    pytest.param(["MATCH (actor:Actor {key: 'alder'}) SET actor.sounds = 'x'"], {K.FORMS_LACKING}, id="a shown name with wrong forms"),
    pytest.param(["MATCH (c:Claim {key: 'toll-demanded'}) REMOVE c:Claim SET c:Theatre"], {K.LABEL_WRONG}, id="a claim labelled as a theatre"),
    pytest.param(["CREATE (:Record:Actor {key: 'nameless'})"], {K.ID_LACKING}, id="a record without an id"),
    pytest.param(["CREATE (:Record:Actor {id: 'alder', key: 'odd', dataset: 'small', digest: 'x'})"], {K.ID_WRONG}, id="a record whose id is none"),
    pytest.param([SHARE + "DETACH DELETE share"], {K.ROW_LACKING, K.RELATION_STRAY}, id="a share that is lacking"),
    pytest.param([SHARE + f"CREATE (c:Record:Share)-[:OF]->(claim) SET c = share {{.*, id: '{global_id('Share', 'x', '7')}'}}"], {K.ROW_SURPLUS}, id="a share too many"),
    pytest.param([SOME_TIE + "WITH r, properties(r) AS kept DELETE r WITH kept " + NO_TIE + "CREATE (a)-[c:BACKS]->(b) SET c = kept"], {K.RELATION_STRAY, K.RELATION_LACKING}, id="a relation of two others"),
    pytest.param(["MATCH (lease:Lease) SET lease.until = datetime() - duration({hours: 1})"], {K.LEASE_LEFT}, id="a turn to write that was not given back"),
    pytest.param(["MATCH (g:Generation) SET g.changing = 0, g.announced = datetime()"], {K.CHANGE_LEFT}, id="a change that nobody makes"),
    pytest.param(["MATCH (g:Generation) SET g.building = 'small'"], {K.GENERATION_WRONG}, id="a load that is not open"),
    pytest.param(["MATCH (g:Generation) DELETE g"], {K.GENERATION_LACKING}, id="no generation"),
    pytest.param(
        ["DROP CONSTRAINT record_id", "DROP CONSTRAINT claim_key",
         "MATCH (c:Claim {key: 'met'}) CREATE (d:Record:Claim) SET d = properties(c), d.certainty = 0.1"],
        {K.RECORD_DOUBLED, K.KEY_DOUBLED, K.SCHEMA_LACKING}, id="a record stored twice"),
]  # fmt: skip


@pytest.fixture
def linkage(database: Connection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    for name, value in server_variables(database).items():
        monkeypatch.setenv(name, value)
    return Caller(monkeypatch, capsys)


@pytest.mark.parametrize(("statements", "expected"), MENDED)
def test_what_the_store_itself_can_put_right_is_found_and_mended(
    sound: Loaded, statements: list[str], expected: set[FaultKind]
) -> None:
    sound.plant(statements)
    faults = sound.faults()
    soundness = repair_store(sound.store, QUIET, "a test")

    assert faults == expected
    assert kinds(soundness.repaired.listed) >= expected & MENDABLE - FOLLOWING
    assert soundness.faults.listed == [] and sound.faults() == set()
    assert digest(sound.store) == sound.digest
    sound.whole = True


LOADED = [
    pytest.param(["MATCH (c:Claim {key: 'met'}) SET c.certainty = 0.01"], {K.CONTENT_DAMAGED}, {K.RELEASED}, id="a damaged claim"),
    pytest.param(["MATCH (c:Claim {key: 'met'})-[link:SPEAKER]->() DELETE link"], {K.CONTENT_DAMAGED}, {K.RELEASED}, id="a claim that lost who says so"),
    pytest.param(["MATCH (n:Name {text: 'Birch'}) SET n.text = 'Beech', n.folded = 'beech'"], {K.CONTENT_DAMAGED}, {K.RELEASED}, id="a damaged name"),
    pytest.param(["MATCH (d:DataSet {key: 'small'}) REMOVE d.sizes"], {K.CONTENT_DAMAGED}, {K.RELEASED}, id="a damaged head"),
    pytest.param(["MATCH (p:Place {key: 'f-bridge'}) CALL (p) { MATCH (p)-[link]->() DELETE link } SET p = {id: p.id}"], {K.TARGET_LACKING}, {K.TARGET_LACKING}, id="a link to what is not there"),
    pytest.param(["MATCH (k:RelationKind {key: 'f-mute'}) REMOVE k.dataset"], {K.DATASET_UNKNOWN}, {K.RECORDS_LACKING}, id="a record of no data set that nothing links to"),
    pytest.param(["MATCH (j:Judgement) WITH j LIMIT 1 DETACH DELETE j"], {K.RECORDS_LACKING}, {K.RECORDS_LACKING}, id="a record that is gone"),
    pytest.param(["MATCH (c:Claim {key: 'met'}) SET c.ordinal = 0"], {K.RECORDS_LACKING}, {K.RECORDS_LACKING}, id="two records in one place"),
    pytest.param(["MATCH (d:DataSet {key: 'full'}) DETACH DELETE d"], {K.OWNER_LACKING}, {K.HEAD_LACKING}, id="a data set without its head"),
    pytest.param([SHARE + "DETACH DELETE claim"], {K.OWNER_LACKING, K.RELATION_STRAY}, {K.RECORDS_LACKING}, id="a claim that is gone"),
    pytest.param(["MATCH (run:Run {dataset: 'small'}) REMOVE run.closedAt SET run.done = 3"], {K.RUN_OPEN, K.GENERATION_WRONG}, {K.RUN_OPEN}, id="a load that did not end"),
    pytest.param(["MATCH (a:Actor {key: 'twin-west'}) DETACH DELETE a"], {K.CONTENT_DAMAGED, K.RECORDS_LACKING}, {K.RELEASED, K.RECORDS_LACKING}, id="an actor that is gone"),
    pytest.param(["DROP CONSTRAINT actor_key", "MATCH (a:Actor {key: 'birch'}) SET a.key = 'alder'"], {K.KEY_DOUBLED, K.CONTENT_DAMAGED, K.SCHEMA_LACKING}, {K.RELEASED}, id="a key that two carry"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "expected", "remaining"), LOADED)
def test_what_only_a_load_can_put_right_is_found_and_told(
    sound: Loaded, statements: list[str], expected: set[FaultKind], remaining: set[FaultKind]
) -> None:
    sound.plant(statements)
    faults = sound.faults()
    soundness = repair_store(sound.store, QUIET, "a test")
    told = [wrong(fault) for fault in soundness.faults.listed]
    left = sound.faults()
    sound.load()

    assert faults == expected
    assert kinds(soundness.faults.listed) == remaining == left
    assert all("load data set 'small' again." in text or "load data set 'full' again." in text for text in told)
    assert sound.faults() == set() and digest(sound.store) == sound.digest
    sound.whole = True


@pytest.mark.parametrize("seed", range(4))
def test_faults_that_come_together_leave_the_graph_of_a_fresh_load(sound: Loaded, seed: int) -> None:
    mended, told = random.Random(seed).sample(MENDED, 4), random.Random(seed).sample(LOADED, 2)
    for parameters in (*mended, *told):
        with suppress(StoreError):  # what an earlier one took away cannot be dropped or changed again
            sound.plant(parameters.values[0])  # type: ignore[arg-type]
    repair_store(sound.store, QUIET, "a test")
    sound.load()
    repair_store(sound.store, QUIET, "a test")

    assert sound.faults() == set() and digest(sound.store) == sound.digest
    sound.whole = True


def test_a_sound_store_is_told_in_figures_and_not_written_to(sound: Loaded, linkage: Caller) -> None:
    before = sound.store.generation(), sound.store.lease()
    done = linkage("db", "check", "--repair")

    assert done.returncode == 0, done.stdout
    assert re.fullmatch(r"Nothing is wrong: \d+ records, \d+ relations of \d+ dyads\.\n", done.stdout)
    assert (sound.store.generation(), sound.store.lease()) == before
    sound.whole = True


def test_faults_are_told_until_they_are_mended(sound: Loaded, linkage: Caller) -> None:
    sound.plant(["MATCH (c:Claim {key: 'met'}) SET c.certainty = 0.01", "CREATE (:Pending {dyad: 'nobody|noone'})"])
    check, told = linkage("db", "check"), linkage("db", "check", "--json")
    record = json.loads(told.stdout)
    repair, after = linkage("db", "check", "--repair"), linkage("db", "check")
    sound.load()
    last = linkage("db", "check")

    damage = "Claim met is damaged: what is stored of it does not fit its digest"
    assert (check.returncode, repair.returncode, after.returncode, last.returncode) == (1, 1, 1, 0)
    assert check.stdout.splitlines() == [
        f"{damage}; --repair has the next load write it anew; then load data set 'small' again.",
        "The mark nobody|noone for derivation of no two actors that are there; --repair deletes it.",
        "2 faults; `linkage db check --repair` sees to them.",
    ]
    assert record["faults"]["counts"] == {"content-damaged": 1, "mark-lost": 1}
    assert [fault["mendable"] for fault in record["faults"]["listed"]] == [True, True]
    assert "The mark nobody|noone for derivation of no two actors that are there: it is deleted." in repair.stdout
    assert after.stdout.splitlines() == [
        "Claim met waits to be written anew, for what is stored of it did not fit its digest; load data set 'small' again.",
        "1 fault that only a load puts right.",
    ]
    sound.whole = True


def test_many_faults_of_a_kind_are_counted(sound: Loaded, linkage: Caller) -> None:
    sound.plant(["UNWIND range(1, 30) AS number CREATE (:Pending {dyad: 'nobody|' + number})"])
    lines = linkage("db", "check").stdout.splitlines()
    linkage("db", "check", "--repair")

    assert len(lines) == 22 and lines[20] == "… and 10 more of this kind (mark lost)."
    sound.whole = True


def test_a_check_is_refused_while_somebody_writes(sound: Loaded, linkage: Caller) -> None:
    with sound.store.writing("a load"):
        done = linkage("db", "check")

    assert done.returncode == 1 and "is being written to by a load (process" in done.stderr
    sound.whole = True


def test_nothing_is_wrong_with_the_data_set_that_is_shipped(shipped: Connection) -> None:
    with Store(shipped) as store:
        soundness = check_store(store, QUIET)

    assert soundness.faults.listed == []
    assert soundness.records > 2_000 and soundness.relations > 500

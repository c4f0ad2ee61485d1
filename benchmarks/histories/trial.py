"""Writers and readers at once on one database, disturbed again and again, and what became of it."""

import random
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import httpx
from rich.progress import Progress

from benchmarks import invented
from benchmarks.histories.checker import Answer, Ending, History, Load, Model, versions, violations
from benchmarks.histories.clients import Writers, ask, ask_on
from benchmarks.histories.commands import environment, serving
from benchmarks.histories.mischief import Deed, Mischief
from benchmarks.histories.texts import write_texts
from linkage.graph.embedded import process
from linkage.graph.embedded.home import Home
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.graph.wording.faults import wrong
from linkage.ingest.library import load
from linkage.ingest.soundness.check import check_store
from linkage.ingest.text.used import find

QUIET = Progress(disable=True)
_DOUBLES = "MATCH ()-[r]->() WHERE r.id IS NOT NULL WITH r.id AS id, count(*) AS n WHERE n > 1 RETURN count(id)"


@dataclass(frozen=True, slots=True)
class Course:
    """How many write and read, what is done to them, in this order, and what chance begins with."""

    writers: int
    readers: int
    deeds: Iterable[Deed]
    seed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A history, what is wrong with it, and how often each deed was done."""

    history: History
    violations: list[str]
    done: Counter[Deed]

    @property
    def settled(self) -> list[Answer]:
        return [answer for answer in self.history.answers if answer.settled]

    @property
    def generations(self) -> set[int]:
        return {answer.generation for answer in self.settled}


@dataclass
class Trial:
    """One database, one server, and the versions of the data sets."""

    connection: Connection
    settings: Settings
    store: Store
    writers: Writers
    address: str

    def run(self, course: Course) -> Outcome:
        """Learn what the texts stand for, then let all work until every deed is done, and check what they got."""
        with httpx.Client(base_url=self.address, timeout=60) as client:
            model, first = self._learn(client)
            answers, loads, done = self._disturbed(course)
            loads = [*first, *loads, *self._close()]
            answers.append(ask(client, course.readers))
        history = History(answers, loads, self._ending(answers[-1], model))
        return Outcome(history, violations(history, model), done)

    def _learn(self, client: httpx.Client) -> tuple[Model, list[Load]]:
        """What an answer shows of each version while nobody disturbs, and the loads that this took."""
        model: dict[str, dict[str, dict[str, str]]] = {}
        loads = []
        for dataset, folders in self.writers.texts.items():
            for version, folder in folders.items():
                begin = time.monotonic()
                load(self.store, find(str(folder)), QUIET, allow_removal=True)
                loads.append(Load(dataset, version, begin, time.monotonic()))
                answer = ask(client, 0)
                assert answer.settled, answer.complaint
                model.setdefault(dataset, {})[version] = dict(answer.contents[dataset])
        return model, loads

    def _disturbed(self, course: Course) -> tuple[list[Answer], list[Load], Counter[Deed]]:
        over = Event()
        server = process.find(Home.of(self.settings))
        assert server is not None
        mischief = Mischief(self.store, self.writers, server, random.Random(course.seed))
        with ThreadPoolExecutor(course.writers + course.readers) as pool:
            asking = [pool.submit(ask_on, self.address, number, over) for number in range(course.readers)]
            seeds = [f"{course.seed} {number}" for number in range(course.writers)]
            loading = [pool.submit(self.writers.load_on, seed, over) for seed in seeds]
            try:
                for deed in course.deeds:
                    mischief.do(deed)
            finally:
                over.set()
            answers = [answer for future in asking for answer in future.result()]
            loads = [load for future in loading for load in future.result()]
        return answers, loads, mischief.done

    def _close(self) -> list[Load]:
        """
        Close what a killed load left open, as `linkage load` does it when it is repeated.

        The last killed command may have left its lease and the word that a change is coming: the next writer ends both.
        """
        loads = []
        while building := self.store.generation().building:
            loads.append(self.writers.load(building, next(iter(self.writers.texts[building]))))
            assert loads[-1].code == 0, loads[-1].complaint
        with self.store.writing("the end of a trial"):
            pass
        return loads

    def _ending(self, answer: Answer, model: Model) -> Ending:
        """What is stored, against fresh loads of the versions that the last answer shows."""
        stored = digest(self.store)
        [[doubles]] = self.store.rows(_DOUBLES)[1]
        faults = tuple(map(wrong, check_store(self.store, QUIET).faults.listed))
        invented.empty(self.store)
        for dataset in model:
            for version in sorted(versions(answer, model, dataset))[:1]:
                load(self.store, find(str(self.writers.texts[dataset][version])), QUIET)
        return Ending(stored, digest(self.store), int(str(doubles)), faults)


def hold(connection: Connection, settings: Settings, folder: Path, course: Course) -> Outcome:
    """What became of one trial on a database that is empty before and after."""
    told = environment(connection, settings)
    with Store(connection) as store:
        store.migrate()
        invented.empty(store)
        with serving(told) as address:
            outcome = Trial(connection, settings, store, Writers(write_texts(folder), told), address).run(course)
        invented.empty(store)
    return outcome

"""What a search, and an actor with its evidence, take among 20,000 actors, against the shipped data set alone."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
from rich.progress import Progress

from benchmarks import invented
from benchmarks.figures import Figure
from linkage.api.http.service import Service
from linkage.graph import embedded
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.reader import Reader
from linkage.ingest.library import load
from linkage.ingest.text.used import find

ACTORS, CLAIMS = 20_000, 40_000
ROUNDS, WARMUP = 25, 10
SEARCH = """query Search($text: String!) { search(text: $text) {
  node { ... on Actor { id key name kind } ... on Place { id key name } }
  name { text script kind } rule score ambiguous
} }"""
ACTOR = """query Actor($key: String!) { actor(key: $key) {
  name names { text script kind }
  relations(first: 20) { totalCount nodes {
    family status certainty subject { name } object { name }
    claims(first: 5) { nodes { summary speakers { name } document { title address } } }
  } }
} }"""
TEXTS = ("haftar", "hafta", "Хафтар", "حفتر", "Çavuşoğlu", "moscow", "gna", "al wefaq", "erdo", "hatfar")
KEYS = ("haftar", "turkey", "gna", "lna")

# Syllables in Latin, Cyrillic and Arabic letters, of which names are made that sound like those of the files.
SYLLABLES = [
    ("ba", "ба", "با"), ("di", "ди", "دي"), ("ha", "ха", "حا"), ("kha", "ха", "خا"), ("fi", "фи", "في"),
    ("sa", "са", "سا"), ("shu", "шу", "شو"), ("ra", "ра", "را"), ("mu", "му", "مو"), ("na", "на", "نا"),
    ("li", "ли", "لي"), ("go", "го", "غو"), ("qa", "ка", "قا"), ("ta", "та", "تا"), ("ja", "джа", "جا"),
    ("tar", "тар", "تر"), ("man", "ман", "من"), ("rov", "ров", "روف"), ("lu", "лу", "لو"), ("zi", "зи", "زي"),
]  # fmt: skip
SCRIPTS = (("en", "Latn"), ("ru", "Cyrl"), ("ar", "Arab"))


def run(connection: Connection, settings: Settings, folder: Path) -> Iterator[Figure]:
    """Two servers side by side: the shipped data set, and the same with 20,000 invented actors; asked in turns."""
    alone = settings.model_copy(update={"home": folder / "alone", "bolt_port": None})
    try:
        small = embedded.start(alone)
        names = _fill(small, []), _fill(connection, [_named(folder / "many")])
        for name, document, values in (
            ("search", SEARCH, [{"text": text} for text in TEXTS]),
            ("actor with its evidence", ACTOR, [{"key": key} for key in KEYS]),
        ):
            few, many = asyncio.run(_times(small, connection, document, values))
            yield Figure(
                f"{name} among {ACTORS:,} actors, time",
                many / few,
                3,
                detail=f"{many:.1f} against {few:.1f} ms; {names[1]:,} names against {names[0]:,}",
            )
    finally:
        embedded.stop(alone)


async def _times(
    small: Connection, large: Connection, document: str, values: list[dict[str, str]]
) -> tuple[float, float]:
    """Milliseconds of one answer on each server: the median over rounds of the mean over all questions."""
    async with Reader(small) as first, Reader(large) as second:
        services = Service(first.record), Service(second.record)
        taken: tuple[list[float], list[float]] = [], []
        for _ in range(WARMUP + ROUNDS):
            for service, times in zip(services, taken, strict=True):
                started = time.perf_counter()
                for given in values:
                    answer = await service.answer(document, given)
                    assert "errors" not in answer and all(answer["data"].values()), answer
                times.append((time.perf_counter() - started) / len(values) * 1_000)
    few, many = (statistics.median(times[WARMUP:]) for times in taken)
    return few, many


def _fill(connection: Connection, folders: list[Path]) -> int:
    """Load the shipped data set and these; the number of names there are then."""
    with Store(connection) as store, Progress(transient=True) as bars:
        store.migrate()
        invented.empty(store)
        for name in ["syria-libya", *map(str, folders)]:
            load(store, find(name), bars)
        [[count]] = store.rows("MATCH (name:Name) RETURN count(*)")[1]
        assert isinstance(count, int)
        return count


def _named(folder: Path) -> Path:
    """Invented actors, each with a name and a family name in three scripts; no key is one of the shipped set."""
    invented.write(folder, actors=ACTORS, claims=CLAIMS)
    for file, field in (("kinds.jsonl", b'"key":"'), ("claims/all.jsonl", b'"kind":"')):
        path = folder / file
        path.write_bytes(path.read_bytes().replace(field, field + b"invented-"))
    chance = random.Random(7)
    file = folder / "actors.jsonl"
    actors = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    for actor in actors:
        given, family = (chance.choices(SYLLABLES, k=chance.choice((2, 3))) for _ in range(2))
        spelt = [("".join(part).title() for part in zip(*syllables, strict=True)) for syllables in (given, family)]
        pairs = list(zip(*spelt, strict=True))
        actor["kind"], actor["name"] = "person", " ".join(pairs[0])
        actor["names"] = [
            {"text": text, "language": language, "script": script, "kind": kind}
            for (language, script), (first, last) in zip(SCRIPTS, pairs, strict=True)
            for text, kind in ((f"{first} {last}", "common"), (last, "short"))
        ]
    file.write_bytes(b"".join(orjson.dumps(actor) + b"\n" for actor in actors))
    return folder

"""Where the records that are exported come from: the text of a data set, or the store, both read as streams."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.fields import table
from linkage.graph.records import KINDS, REFERENCE_KINDS, Claim, Head, Record, Reference, Stance
from linkage.graph.store.database import Store
from linkage.ingest.export import records, stored_dataset
from linkage.ingest.one_state import unchanged_graph, unchanged_text
from linkage.ingest.references import targets
from linkage.ingest.text.dataset import DataSet, kind_of
from linkage.ingest.text.reader import Problem

Records = Callable[[type[Record]], Iterator[Any]]
"""The records of a kind, in the order of the text; they can be asked for again."""


@dataclass(frozen=True, slots=True)
class RecordSource:
    """
    A data set to be read from: what it says of itself, the digest of its text, and its records by kind.

    `generation` is that of the graph where the store is read, None where the text is.
    """

    head: Head
    version: str
    records: Records
    generation: int | None = None

    def described(self) -> str:
        """Of what the records are, for files that have a place to say so."""
        state = f"; generation {self.generation} of the graph" if self.generation is not None else ""
        return f"{self.head.title} (data set {self.head.name}, version {self.version}{state})"


@contextmanager
def text_source(dataset: DataSet) -> Iterator[RecordSource]:
    """The records as the text has them; InvalidDataSetError at the first that is not valid."""

    def read(kind: type[Record]) -> Iterator[Any]:
        for entry in dataset.records(kind):
            if isinstance(entry, Problem):
                raise InvalidDataSetError(dataset.name, [entry])
            yield entry.record

    with unchanged_text(dataset) as version:
        yield RecordSource(dataset.head, version, read)


@contextmanager
def stored_source(store: Store, name: str) -> Iterator[RecordSource]:
    """The records as the store has them, all of one generation; LinkageError where it lacks some or was written to."""
    with unchanged_graph(store, "export") as state:
        head, files = stored_dataset(store, name)
        runs = [run for run in store.read("load.runs") if run["dataset"] == name]
        if not runs:
            raise LinkageError(f"nothing says which text of data set {name!r} is in the store: load it again")

        def read(kind: type[Record]) -> Iterator[Any]:
            for file, size in files.items():
                if kind_of(file) is kind:
                    yield from records(store, name, file, size)

        yield RecordSource(head, runs[0]["version"], read, state.number)


def narrowed(source: RecordSource, claims: set[str]) -> RecordSource:
    """The part of a source that these *claims* need: what they name, what that names, and the stances that lean on them."""
    keys: dict[type[Record], set[str]] = {kind: set() for kind in KINDS.values()}
    keys[Claim] = claims
    for claim in source.records(Claim):
        if claim.key in claims:
            _keep(claim, keys)
    for stance in source.records(Stance):
        if not claims.isdisjoint(stance.claims):
            keys[Stance].add(stance.key)
            _keep(stance, keys)
    before = -1
    referred = [kind for kind in KINDS.values() if kind not in (Claim, Stance)]
    while (size := sum(map(len, keys.values()))) != before:
        before = size
        for kind in referred:
            for record in source.records(kind):
                if record.key in keys[kind]:
                    _keep(record, keys)

    def read(kind: type[Record]) -> Iterator[Any]:
        return (record for record in source.records(kind) if record.key in keys[kind])

    return RecordSource(source.head, source.version, read, source.generation)


def _keep(record: Any, keys: dict[type[Record], set[str]]) -> None:
    """Add what a record names, but for other claims: those that it disputes were not asked for."""
    kinds = {kind.__name__: kind for kind in KINDS.values() if kind is not Claim}
    for field in table(type(record)):
        for target in targets(record, field) if field.refers else ():
            if isinstance(target, Reference):
                keys[REFERENCE_KINDS[target.kind]].add(target.key)
            elif field.refers and field.refers.to in kinds:
                keys[kinds[field.refers.to]].add(target)

"""Where the records that are exported come from: the text of a data set, or the store, both read as streams."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.fields import table
from linkage.graph.records import KINDS, REFERENCE_KINDS, Claim, Head, IssuePoint, Record, Reference, Stance
from linkage.graph.store.database import Store
from linkage.ingest.export import records, stored_dataset
from linkage.ingest.one_state import unchanged_graph, unchanged_text
from linkage.ingest.references import targets
from linkage.ingest.text.dataset import DataSet, kind_of
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import in_order

Records = Callable[[type[Record]], Iterator[Any]]
"""The records of a kind, in the order of the text; they can be asked for again."""


@dataclass(frozen=True, slots=True)
class RecordSource:
    """
    A data set to be read from: what it says of itself, the digest of its text, and its records by kind.

    `used` are those of the data sets that it uses. `generation` is that of the graph where the store is read, None
    where the text is.
    """

    head: Head
    version: str
    records: Records
    generation: int | None = None
    used: Records = lambda _: iter(())

    def known(self, kind: type[Record]) -> Iterator[Any]:
        """The records that it may name: those that it uses, and its own."""
        return chain(self.used(kind), self.records(kind))

    def described(self) -> str:
        """Of what the records are, for files that have a place to say so."""
        state = f"; generation {self.generation} of the graph" if self.generation is not None else ""
        return f"{self.head.title} (data set {self.head.name}, version {self.version}{state})"


@contextmanager
def text_source(dataset: DataSet) -> Iterator[RecordSource]:
    """The records as the text has them; InvalidDataSetError at the first that is not valid."""

    def read(text: DataSet, kind: type[Record]) -> Iterator[Any]:
        for entry in text.records(kind):
            if isinstance(entry, Problem):
                raise InvalidDataSetError(text.name, [entry])
            yield entry.record

    used = in_order(dataset.uses)
    with unchanged_text(dataset) as version:
        yield RecordSource(
            dataset.head,
            version,
            partial(read, dataset),
            used=lambda kind: chain.from_iterable(read(text, kind) for text in used),
        )


@contextmanager
def stored_source(store: Store, name: str) -> Iterator[RecordSource]:
    """The records as the store has them, all of one generation; LinkageError where it lacks some or was written to."""
    with unchanged_graph(store, "export") as state:
        head, files = stored_dataset(store, name)
        runs = [run for run in store.read("load.runs") if run["dataset"] == name]
        if not runs:
            raise LinkageError(f"nothing says which text of data set {name!r} is in the store: load it again")

        def read(dataset: str, files: dict[str, int], kind: type[Record]) -> Iterator[Any]:
            for file, size in files.items():
                if kind_of(file) is kind:
                    yield from records(store, dataset, file, size)

        used = _stored_uses(store, head)
        yield RecordSource(
            head,
            runs[0]["version"],
            partial(read, name, files),
            state.number,
            lambda kind: chain.from_iterable(read(other, sizes, kind) for other, sizes in used.items()),
        )


def _stored_uses(store: Store, head: Head) -> dict[str, dict[str, int]]:
    """The data sets that one uses, with all that these use, each with its files and their sizes."""
    used: dict[str, dict[str, int]] = {}
    for name in head.uses:
        if name not in used:
            inner, files = stored_dataset(store, name)
            used |= _stored_uses(store, inner) | {name: files}
    return used


def with_named(source: RecordSource) -> RecordSource:
    """The same with those records of the data sets it uses, but for claims, that its own ones name: whole by itself."""
    keys: dict[type[Record], set[str]] = {kind: set() for kind in KINDS.values()}
    for kind in KINDS.values():
        for record in source.records(kind):
            _keep(record, keys)
    _complete(keys, source.used)
    read = partial(_kept, keys, source.used)
    return replace(source, records=lambda kind: chain(read(kind), source.records(kind)), used=lambda _: iter(()))


def _kept(keys: dict[type[Record], set[str]], records_of: Records, kind: type[Record]) -> Iterator[Any]:
    return (record for record in records_of(kind) if record.key in keys[kind])


def _complete(keys: dict[type[Record], set[str]], records_of: Records) -> None:
    """Add what the records with these keys name, until nothing is missing."""
    before = -1
    while (size := sum(map(len, keys.values()))) != before:
        before = size
        for kind in KINDS.values():
            for record in () if kind in (Claim, Stance, IssuePoint) else _kept(keys, records_of, kind):
                _keep(record, keys)


def narrowed(source: RecordSource, claims: set[str]) -> RecordSource:
    """The part of a source that these *claims* need: what they name, what that names, and what is judged by them."""
    keys: dict[type[Record], set[str]] = {kind: set() for kind in KINDS.values()}
    keys[Claim] = claims
    for claim in source.records(Claim):
        if claim.key in claims:
            _keep(claim, keys)
    for kind in (Stance, IssuePoint):
        for judged in source.records(kind):
            if not claims.isdisjoint(judged.claims):
                keys[kind].add(judged.key)
                _keep(judged, keys)
    _complete(keys, source.known)
    return replace(source, records=partial(_kept, keys, source.records), used=partial(_kept, keys, source.used))


def _keep(record: Any, keys: dict[type[Record], set[str]]) -> None:
    """Add what a record names, but for other claims: those that it disputes were not asked for."""
    kinds = {kind.__name__: kind for kind in KINDS.values() if kind is not Claim}
    for field in table(type(record)):
        for target in targets(record, field) if field.refers else ():
            if isinstance(target, Reference):
                keys[REFERENCE_KINDS[target.kind]].add(target.key)
            elif field.refers and field.refers.to in kinds:
                keys[kinds[field.refers.to]].add(target)

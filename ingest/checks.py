"""The one pass over the text of a data set that reads, checks and catalogues its records."""

from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import replace
from itertools import chain

from linkage.graph.records import KINDS, Claim, Document, Issue, Judgement, Record
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.endings import ends_something
from linkage.ingest.oddities import Oddities
from linkage.ingest.references import circles, unknown_claims, unknown_in
from linkage.ingest.rules import CHECKS_OF_ALL, check_record, idle_disputes
from linkage.ingest.spill import Shelf, Spool
from linkage.ingest.text.dataset import DataSet, Located
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import in_order

Entries = dict[str, Located] | Shelf[Located]
"""The records of a kind by their keys; where there may be any number, on disk."""


def build_catalogue(
    dataset: DataSet, step: Callable[[], None] = lambda: None, judgements: Sequence[Judgement] = ()
) -> tuple[Catalogue, Spool[Problem]]:
    """
    Read and check the whole text; calls *step* once a record. With problems the catalogue is not for use.

    *judgements* are those of data sets that this one does not use, which count as its own.
    """
    catalogue = Catalogue(dataset.coders, dataset.half_lives, judgements=judgements)
    return catalogue, Spool(_problems(dataset, catalogue, step))


def _problems(dataset: DataSet, catalogue: Catalogue, step: Callable[[], None]) -> Iterator[Problem]:
    """Everything that is wrong with the text; the catalogue fills on the way."""
    naming_claims: Spool[Located] = Spool()
    oddities = Oddities(dataset.head)
    invalid: dict[tuple[str, int | None], list[Problem]] = {}
    for kind in KINDS.values():
        entries: Entries = Shelf() if kind is Document else {}
        yield from _borrowed(kind, dataset, catalogue, entries)
        held: Sized = catalogue.claim_ids if kind is Claim else entries
        lent = len(held)
        for entry in dataset.records(kind):
            if isinstance(entry, Problem):
                catalogue.note_invalid(kind, entry.key)
                invalid.setdefault((entry.file, entry.line), []).append(entry)
                yield entry
                continue
            step()
            catalogue.files[entry.file] += 1
            if kind is Claim:
                yield from _claim(entry, catalogue, oddities)
                if entry.record.disputes or entry.record.supports:
                    naming_claims.append(entry)
            else:
                yield from _new(entry, entries)
        if kind is not Claim:
            catalogue.entries[kind] = entries
            yield from _kind(kind, catalogue, oddities)
        catalogue.counts[kind] = len(held) - lent
    for entry in chain(catalogue.own(Issue), naming_claims):
        yield from unknown_claims(entry, catalogue)
    for entry in naming_claims:
        yield from idle_disputes(entry, catalogue)
    for problems in invalid.values():
        bad = {problem.field.partition(".")[0] for problem in problems if problem.field}
        yield from unknown_in(problems[0], bad, catalogue)
    catalogue.warnings.extend(oddities.of_all(catalogue))


def _borrowed(kind: type[Record], dataset: DataSet, catalogue: Catalogue, entries: Entries) -> Iterator[Problem]:
    """Take in the records of a kind that the data sets bring which this one uses; their problems are their own."""
    keys = catalogue.borrowed.setdefault(kind, set())
    for source in in_order(dataset.uses):
        for entry in source.records(kind):
            place = replace(entry, file=f"{source.name}/{entry.file}")
            if isinstance(place, Problem):
                catalogue.note_invalid(kind, place.key)
                yield place
            elif kind is Claim:
                if not catalogue.borrow(place.record, source):
                    yield place.problem(
                        "key", place.record.key, "is that of a claim of another data set, or says the same"
                    )
            else:
                keys.add(place.record.key)
                yield from _new(place, entries)


def _claim(entry: Located, catalogue: Catalogue, oddities: Oddities) -> Iterator[Problem]:
    problems = list(check_record(entry, catalogue))
    if not problems:
        catalogue.count(entry.record)
        catalogue.warnings.extend(oddities.of_record(entry, catalogue))
        if ends_something(entry.record, catalogue):
            catalogue.endings.append(entry)
    yield from problems


def _new(entry: Located, entries: Entries) -> Iterator[Problem]:
    """A problem where the key was given before; otherwise the record is one of *entries* now."""
    earlier = entries.get(entry.record.key)
    if earlier is None:
        entries[entry.record.key] = entry
    else:
        rule = f"is given to two records, first at {earlier.file}:{earlier.line}"
        yield entry.problem("key", entry.record.key, rule)


def _kind(kind: type[Record], catalogue: Catalogue, oddities: Oddities) -> Iterator[Problem]:
    """What is wrong with the records of a kind, one by one and together."""
    for entry in catalogue.own(kind):
        yield from check_record(entry, catalogue)
        catalogue.warnings.extend(oddities.of_record(entry, catalogue))
    entries = catalogue.entries[kind].values()
    yield from circles(kind, entries, catalogue)
    if kind is Judgement:
        catalogue.merge()
    catalogue.warnings.extend(oddities.of_kind(kind, catalogue))
    if kind in CHECKS_OF_ALL:
        yield from CHECKS_OF_ALL[kind](entries, catalogue)

"""A stance table as records of a data set, in a text file of their own; `linkage load` brings them to the database."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

from rich.progress import Progress

from linkage.graph.dates import Interval
from linkage.graph.errors import LinkageError
from linkage.graph.records import Actor, Issue, Range, Stance
from linkage.ingest.loading import check
from linkage.ingest.rules import overlap
from linkage.ingest.tables.csv_table import STDIN, title
from linkage.ingest.tables.stance_table import (
    PERCENT,
    CodedStance,
    inside,
    read_coded_stances,
    read_scales,
    scaled,
)
from linkage.ingest.text.dataset import DataSet, Located
from linkage.ingest.text.writer import format_records, write_text

_LONGEST = 72
"""Letters of a key, before the number that tells it from another."""


def import_stances(
    file: Path,
    dataset: DataSet,
    progress: Progress,
    *,
    coder: str,
    held: Interval,
    scales: Path | None = None,
) -> tuple[Path, int]:
    """
    Write the rows of *file* into the data set as stances that held then; return the new file and their number.

    Positions run from 0 to 100 where no scales are given. Nothing is written where a row breaks a rule, or where the
    data set has that actor's stance on that issue for some of the same days already.
    """
    if coder not in dataset.coders:
        known = ", ".join(dataset.coders)
        raise LinkageError(f"{coder!r} is no coder of data set {dataset.name!r}; name one of {known}")
    name = title(file) if file == STDIN else file.name
    path = dataset.folder / "stances" / f"{_slug(name.removesuffix('.csv')) or 'imported'}.yaml"
    if path.exists():
        raise LinkageError(f"{path} is there already; move it away, or import a file of another name")
    version = dataset.version()
    catalogue = check(dataset, progress)
    stances = [entry.record for entry in dataset.records(Stance) if isinstance(entry, Located)]
    known_keys = {"actor": catalogue.entries[Actor].keys(), "issue": catalogue.entries[Issue].keys()}
    rows = read_coded_stances(file)
    ends = read_scales(scales, rows) if scales else {inside(row, PERCENT).issue: PERCENT for row in rows}
    for row in rows:
        _check(row, known_keys, stances, held)
    keys = _keys(rows, held, {stance.key for stance in stances})
    records = [
        Stance(
            key=key,
            issue=row.issue,
            actor=row.actor,
            held=held,
            position=_exactly(scaled(row, ends[row.issue])),
            salience=_exactly(row.salience),
            capability=_exactly(row.power),
            reasoning=f"Imported from {name}.",
            coder=coder,
        )
        for key, row in zip(keys, rows, strict=True)
    ]
    dataset.require_version(version)
    write_text(path, format_records(path.name, records))
    return path, len(records)


def _check(coded: CodedStance, keys: Mapping[str, AbstractSet[str]], stances: Iterable[Stance], held: Interval) -> None:
    for column, known in keys.items():
        key = coded.row.cells[column]
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0)
            hint = f"the nearest is {near[0]!r}" if near else "it has none"
            raise coded.row.refusal(f"no {column} of the data set has the key {key!r}; {hint}")
    if coded.power > 1:
        power = coded.row.cells["power"]
        raise coded.row.refusal(
            f"the power {power} is above 1, where a capability ends; divide all powers by the highest"
        )
    for stance in stances:
        if (stance.actor, stance.issue) == coded.cell and overlap(stance.held, held):
            raise coded.row.refusal(f"{stance.key} is of the same two and holds {stance.held}, which overlaps {held}")


def _keys(rows: Iterable[CodedStance], held: Interval, taken: set[str]) -> Iterator[str]:
    """A readable key for each row that no other stance has."""
    for row in rows:
        base = _slug(f"{row.issue}-{row.actor}-{held}"[:_LONGEST])
        key, number = base, 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        taken.add(key)
        yield key


def _exactly(value: Fraction) -> Range:
    return Range(low=float(value), high=float(value), value=float(value))


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")

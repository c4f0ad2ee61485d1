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
from linkage.ingest.checks import overlap
from linkage.ingest.loading import check
from linkage.ingest.tables.csv_table import STDIN, title
from linkage.ingest.tables.stance_table import PERCENT, CodedStance, coded, given, inside, scaled
from linkage.ingest.text.dataset import DataSet, Located
from linkage.ingest.text.writer import text, write

_LONGEST = 72
"""Letters of a key, before the number that tells it from another."""


def add(
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
    found = check(dataset, progress)
    there = [entry.record for entry in dataset.records(Stance) if isinstance(entry, Located)]
    known_keys = {"actor": found.entries[Actor].keys(), "issue": found.entries[Issue].keys()}
    rows = coded(file)
    ends = given(scales, rows) if scales else {inside(one, PERCENT).issue: PERCENT for one in rows}
    for one in rows:
        _check(one, known_keys, there, held)
    keys = _keys(rows, held, {stance.key for stance in there})
    records = [
        Stance(
            key=key,
            issue=one.issue,
            actor=one.actor,
            held=held,
            position=_exactly(scaled(one, ends[one.issue])),
            salience=_exactly(one.salience),
            capability=_exactly(one.power),
            reasoning=f"Imported from {name}.",
            coder=coder,
        )
        for key, one in zip(keys, rows, strict=True)
    ]
    write(path, text(path.name, records))
    return path, len(records)


def _check(
    one: CodedStance, keys: Mapping[str, AbstractSet[str]], there: Iterable[Stance], held: Interval
) -> None:
    for column, known in keys.items():
        key = one.row.cells[column]
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0)
            hint = f"the nearest is {near[0]!r}" if near else "it has none"
            raise one.row.refusal(f"no {column} of the data set has the key {key!r}; {hint}")
    if one.power > 1:
        power = one.row.cells["power"]
        raise one.row.refusal(
            f"the power {power} is above 1, where a capability ends; divide all powers by the highest"
        )
    for stance in there:
        if (stance.actor, stance.issue) == one.cell and overlap(stance.held, held):
            raise one.row.refusal(
                f"{stance.key} is of the same two and holds {stance.held}, which overlaps {held}"
            )


def _keys(rows: Iterable[CodedStance], held: Interval, taken: set[str]) -> Iterator[str]:
    """A readable key for each row that no other stance has."""
    for one in rows:
        base = _slug(f"{one.issue}-{one.actor}-{held}"[:_LONGEST])
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

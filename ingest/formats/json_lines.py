"""Records as JSON Lines, a file for each kind: the form that a data set itself has for bulk, so nothing is lost."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from linkage.graph.records import Record
from linkage.ingest.formats.sheet_rows import CellPlace, PlacedRecord
from linkage.ingest.text.dataset import Located, located
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.writer import format_records


def format_json_lines(_kind: type[Record], records: Iterable[Any]) -> Iterator[str]:
    """The text of a file of this kind, a record at a time."""
    return format_records(".jsonl", records)


def read_json_lines(file: Path, kind: type[Record]) -> Iterator[PlacedRecord | Problem]:
    """The records of a file and what is wrong with it, line by line."""
    for entry in located(file, file.name, kind):
        if isinstance(entry, Located):
            yield PlacedRecord(CellPlace(file.name, entry.line), entry.record)
        else:
            yield entry

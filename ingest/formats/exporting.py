"""A source of records written in one of the formats, to a file or to a folder with a file for each kind."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linkage.graph.errors import LinkageError
from linkage.graph.records import KINDS, Record
from linkage.ingest.formats.format_list import FileFormat
from linkage.ingest.formats.record_source import RecordSource
from linkage.ingest.text.writer import write_text

TEMPLATE = ("claims", "actors", "documents", "stances")
"""The kinds that people add to."""
Format = Callable[[type[Record], Iterable[Any]], Iterator[str]]


@dataclass(slots=True)
class Tally:
    """What was written: records by file, and what the format could not take, with how often."""

    files: dict[Path, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)


def export_records(
    form: FileFormat, source: RecordSource, output: Path, kinds: Sequence[str] = (), *, empty: bool = False
) -> Tally:
    """
    Write the records of these *kinds*, all where none is named; with *empty* the headings alone.

    LinkageError where a kind is unknown or the format needs a library that is not there.
    """
    for name in kinds:
        if name not in KINDS:
            raise LinkageError(f"there are no records called {name!r}; there are {', '.join(KINDS)}")
    names = list(kinds) or list(TEMPLATE if empty else KINDS)
    match form.name:
        case "csv":
            from linkage.ingest.formats.csv_sheets import format_csv

            return _texts(form, format_csv, source, output, kinds, empty=empty)
        case "jsonl":
            from linkage.ingest.formats.json_lines import format_json_lines

            return _texts(form, format_json_lines, source, output, kinds, empty=empty)
        case "xlsx":
            from linkage.ingest.formats.workbook import write_workbook

            return Tally({output: write_workbook(output, source, names, empty=empty)})
    raise LinkageError(f"{form.title} holds no records")


def _texts(
    form: FileFormat, write: Format, source: RecordSource, output: Path, kinds: Sequence[str], *, empty: bool
) -> Tally:
    tally = Tally()
    for name, path in targets(form, output, kinds, empty=empty).items():
        counted = _Counted(() if empty else source.records(KINDS[name]))
        write_text(path, write(KINDS[name], counted))
        tally.files[path] = counted.number
    return tally


def targets(form: FileFormat, output: Path, kinds: Sequence[str], *, empty: bool = False) -> dict[str, Path]:
    """The file for each kind: one where *output* ends as such a file does, else one for each in that folder."""
    if output.suffix == form.ending and not output.is_dir():
        if len(kinds) > 1:
            raise LinkageError(f"{output} holds one kind of record; name a folder for {', '.join(kinds)}")
        name = kinds[0] if kinds else output.stem if output.stem in KINDS else "claims"
        return {name: output}
    names = kinds or (TEMPLATE if empty else KINDS)
    return {name: output / f"{name}{form.ending}" for name in names}


class _Counted:
    """Records that are counted as they go by."""

    def __init__(self, records: Iterable[Any]) -> None:
        self.records, self.number = records, 0

    def __iter__(self) -> Iterator[Any]:
        for record in self.records:
            self.number += 1
            yield record

"""A source of records written in one of the formats, to a file or to a folder with a file for each kind."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from linkage.graph.errors import LinkageError
from linkage.graph.records import KINDS, Document, Record
from linkage.ingest.formats.format_list import Contents, FileFormat
from linkage.ingest.formats.record_source import Records, RecordSource, with_named
from linkage.ingest.text.writer import write_text

TEMPLATE = ("claims", "actors", "documents", "stances")
"""The kinds that people add to."""


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
    if form.holds is Contents.RECORDS and not form.tabular:
        source = with_named(source)
    reader = _CountingReader(source.records)
    counted = replace(source, records=reader)
    match form.name:
        case "csv" | "jsonl" | "parquet":
            files = targets(form, output, kinds, empty=empty)
            return Tally({path: _table(form, counted, path, name, empty) for name, path in files.items()})
        case "xlsx":
            from linkage.ingest.formats.workbook import write_workbook

            names = list(kinds) or list(TEMPLATE if empty else KINDS)
            return Tally({output: write_workbook(output, source, names, empty=empty)})
    dropped: Counter[str] = Counter()
    write_text(output, _chunks(form, counted, dropped))
    total = reader.counts[Document] if form.holds is Contents.DOCUMENTS else reader.counts.total()
    return Tally({output: total}, dict(dropped))


def _table(form: FileFormat, source: RecordSource, path: Path, name: str, empty: bool) -> int:
    """Write the file of one kind; how many records it has."""
    kind = KINDS[name]
    records: Iterable[Any] = () if empty else source.records(kind)
    if form.name == "parquet":
        from linkage.ingest.formats.arrow_tables import write_parquet

        return write_parquet(path, kind, records, source.described())
    from linkage.ingest.formats.csv_sheets import format_csv
    from linkage.ingest.formats.json_lines import format_json_lines

    write = format_csv if form.name == "csv" else format_json_lines
    counted = _CountingReader(lambda _: iter(records))
    write_text(path, write(kind, counted(kind)))
    return counted.counts[kind]


def _chunks(form: FileFormat, source: RecordSource, dropped: Counter[str]) -> Iterator[str]:
    """The text of a format that has all in one file."""
    match form.name:
        case "ftm":
            from linkage.ingest.formats.entities import format_entities

            return format_entities(source, dropped)
        case "jsonld":
            from linkage.ingest.formats.linked_data import format_json_ld

            return format_json_ld(source)
        case "cypher":
            from linkage.ingest.formats.cypher_script import format_cypher

            return format_cypher(source)
    from linkage.ingest.formats.citations import format_bibtex, format_citation, format_csl

    writers: dict[str, Callable[[RecordSource], Iterator[str]]] = {
        "bibtex": format_bibtex,
        "csl": format_csl,
        "cff": format_citation,
    }
    return writers[form.name](source)


def targets(form: FileFormat, output: Path, kinds: Sequence[str], *, empty: bool = False) -> dict[str, Path]:
    """The file for each kind: one where *output* ends as such a file does, else one for each in that folder."""
    if output.suffix == form.ending and not output.is_dir():
        if len(kinds) > 1:
            raise LinkageError(f"{output} holds one kind of record; name a folder for {', '.join(kinds)}")
        name = kinds[0] if kinds else output.stem if output.stem in KINDS else "claims"
        return {name: output}
    names = kinds or (TEMPLATE if empty else KINDS)
    return {name: output / f"{name}{form.ending}" for name in names}


class _CountingReader:
    """Reads records, and counts those of each kind when they are first read."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.counts: Counter[type[Record]] = Counter()
        self._begun: set[type[Record]] = set()

    def __call__(self, kind: type[Record]) -> Iterator[Any]:
        new = kind not in self._begun
        self._begun.add(kind)
        for record in self._records(kind):
            self.counts[kind] += new
            yield record

"""Files of other tools read as records, each with its place."""

from collections.abc import Callable, Iterator
from pathlib import Path

from linkage.graph.errors import LinkageError
from linkage.graph.records import KINDS, Record
from linkage.ingest.formats.format_list import FileFormat
from linkage.ingest.formats.sheet_rows import PlacedRecord
from linkage.ingest.text.reader import Problem

Read = Callable[[Path, type[Record]], Iterator[PlacedRecord | Problem]]


def read_file(form: FileFormat, file: Path, kind: str | None = None) -> Iterator[PlacedRecord | Problem]:
    """
    The records in a file, or in all such files of a folder, and whatever is wrong with them.

    A file of one kind is told by *kind*, or else by its name (`claims.csv`). LinkageError where neither says so.
    """
    if not file.exists():
        raise LinkageError(f"{file} is not there")
    match form.name:
        case "xlsx":
            from linkage.ingest.formats.workbook_reader import read_workbook

            return read_workbook(file)
        case "csv":
            from linkage.ingest.formats.csv_sheets import read_csv

            return _files(form, read_csv, file, kind)
    from linkage.ingest.formats.json_lines import read_json_lines

    return _files(form, read_json_lines, file, kind)


def _files(form: FileFormat, read: Read, file: Path, kind: str | None) -> Iterator[PlacedRecord | Problem]:
    files = sorted(file.glob(f"*{form.ending}")) if file.is_dir() else [file]
    if not files:
        raise LinkageError(f"{file} holds no file that ends in {form.ending}")
    for path in files:
        name = kind or next((name for name in KINDS if path.stem.lower().startswith(name)), None)
        if name is None or name not in KINDS:
            raise LinkageError(f"{path} does not say what it holds: name it {', '.join(KINDS)}, or give --records")
        yield from read(path, KINDS[name])

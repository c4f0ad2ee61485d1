"""`linkage import csv`, `xlsx` and `jsonl`: records that others have written, added to the text of a data set."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.cautions import tell_warnings
from linkage.cli.terminal import progress
from linkage.graph.errors import InvalidDataSetError
from linkage.graph.wording import formats as wording
from linkage.ingest.cautions import Caution
from linkage.ingest.formats.format_list import FORMATS, FileFormat
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import find

if TYPE_CHECKING:
    from linkage.ingest.formats.sheet_rows import PlacedRecord

Into = Annotated[
    str | None,
    typer.Option(
        metavar="DATASET", help="Folder of the data set to add to; without it, records are printed as JSON Lines."
    ),
]


def add_formats(app: typer.Typer) -> None:
    """Give the command `import` a command for each format that is read."""
    for form in FORMATS:
        if form.readable:
            text = f"Add the records of {form.title} to a data set: all of them, or none where a cell breaks a rule."
            example = f"Example: linkage import {form.name} five{form.ending} --into my-data"
            app.command(form.name, help=f"{text}\n\n{example}")(_command(form))


def _command(form: FileFormat) -> Callable[..., None]:
    def import_records(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="The file, or a folder with a file for each kind.")],
        into: Into = None,
        kind: Annotated[
            str | None,
            typer.Option("--records", metavar="KIND", help="What the file holds, where its name does not say so."),
        ] = None,
    ) -> None:
        from linkage.ingest.formats.importing import read_file

        entries = read_file(form, file, kind)
        if into is None:
            _print(file, entries)
        else:
            _add(into, entries, file.stem)

    return import_records


def _add(into: str, entries: "Iterable[PlacedRecord | Problem]", name: str) -> None:
    from linkage.ingest.formats.additions import add_records

    dataset = find(into)
    with progress() as bars:
        added = add_records(dataset, entries, name, bars)
    tell_warnings(filter(_of_sheet, added.warnings), everything=True)  # nothing of a file is dropped without a word
    tell_warnings(warning for warning in added.warnings if not _of_sheet(warning))
    for path, count in added.files.items():
        typer.echo(wording.added(str(dataset.folder / path), count))
    if added.present or not added.files:
        typer.echo(wording.present(added.present))


def _of_sheet(warning: Problem) -> bool:
    return warning.caution == Caution.EXTRA_COLUMN


def _print(file: Path, entries: "Iterable[PlacedRecord | Problem]") -> None:
    """The records as a data set has them; InvalidDataSetError with all that is wrong, once all are read."""
    from linkage.ingest.text.writer import format_records

    problems: list[Problem] = []
    for entry in entries:
        if isinstance(entry, Problem) and entry.caution:
            tell_warnings([entry])
        elif isinstance(entry, Problem):
            problems.append(entry)
        else:
            sys.stdout.writelines(format_records(".jsonl", [entry.record]))
    if problems:
        raise InvalidDataSetError(file.name, problems)

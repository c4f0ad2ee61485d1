"""`linkage export csv`, `xlsx` and so on: records and relations as files of other tools."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.answers import fetch_whole
from linkage.cli.lens_options import takes_lens
from linkage.cli.load import SHIPPED
from linkage.cli.terminal import NOTES, open_store
from linkage.graph.errors import LinkageError
from linkage.graph.lens import Lens
from linkage.graph.wording import formats as wording
from linkage.ingest.formats.format_list import FORMATS, Contents, FileFormat
from linkage.ingest.text.dataset import HEAD
from linkage.ingest.text.used import find

if TYPE_CHECKING:
    from linkage.ingest.formats.record_source import RecordSource

Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write, or a folder for a file of each kind.")]
Source = Annotated[
    str, typer.Argument(metavar="DATASET", help="Name of a data set in the store, or a folder with its text.")
]
Kinds = Annotated[
    list[str] | None, typer.Option("--records", metavar="KIND", help="Only these: claims, actors, documents …")
]
Empty = Annotated[bool, typer.Option("--empty", help="The headings and lists alone, to be filled in.")]


def add_formats(app: typer.Typer) -> None:
    """Give the command `export` a command for each format."""
    for form in FORMATS:
        make = _relations if form.holds is Contents.RELATIONS else _tables if form.readable else _records
        app.command(form.name, help=_help(form))(make(form))


def _help(form: FileFormat) -> str:
    lines = [wording.holds(form.title, form.holds), wording.lost(form.title, form.lost)]
    if form.extra:
        lines.append(wording.needs(form.extra))
    return "\n\n".join([*lines, f"Example: linkage export {form.name} -o {wording.example(form.ending)}"])


def _tables(form: FileFormat) -> Callable[..., None]:
    @takes_lens()
    def export_tables(
        output: Output, lens: Lens, dataset: Source = SHIPPED, kinds: Kinds = None, empty: Empty = False
    ) -> None:
        _write(form, output, lens, dataset, kinds or [], empty=empty)

    return export_tables


def _records(form: FileFormat) -> Callable[..., None]:
    @takes_lens()
    def export_entities(output: Output, lens: Lens, dataset: Source = SHIPPED) -> None:
        _write(form, output, lens, dataset, [])

    return export_entities


def _relations(form: FileFormat) -> Callable[..., None]:
    @takes_lens()
    def export_relations(output: Output, lens: Lens) -> None:
        from linkage.ingest.formats.network import read_network
        from linkage.ingest.formats.network_files import write_network

        network, state = fetch_whole(lambda execute: read_network(execute, lens))
        write_network(form, output, network, wording.network(lens.caption(), state))
        _tell(form, {output: len(network.relations)}, {}, state.number if state else None)

    return export_relations


def _write(form: FileFormat, output: Path, lens: Lens, dataset: str, kinds: list[str], *, empty: bool = False) -> None:
    from linkage.ingest.formats.exporting import export_records

    with _source(dataset, lens) as source:
        tally = export_records(form, source, output, kinds, empty=empty)
    _tell(form, tally.files, tally.dropped, source.generation)


@contextmanager
def _source(dataset: str, lens: Lens) -> "Iterator[RecordSource]":
    """The text in a folder, or a data set in the store: all of it, or what the relations of a lens rest on."""
    from linkage.ingest.formats.record_source import narrowed, stored_source, text_source

    narrows = any(field.narrows(lens) for field in Lens.fields())
    if (Path(dataset) / HEAD).is_file():
        if narrows:
            raise LinkageError(
                f"a lens looks at relations, which the text in {dataset} has none of: load it, then export"
            )
        with text_source(find(dataset)) as source:
            yield source
        return
    with open_store() as store, stored_source(store, dataset) as source:
        yield narrowed(source, _claims(lens)) if narrows else source


def _claims(lens: Lens) -> set[str]:
    from linkage.ingest.formats.network import read_claims

    claims, _ = fetch_whole(lambda execute: read_claims(execute, lens))
    return claims


def _tell(form: FileFormat, files: dict[Path, int], dropped: dict[str, int], generation: int | None) -> None:
    """Say what was written, of which generation of the graph, and what is lost on the way."""
    for path, count in files.items():
        NOTES.print(wording.written(path, count, form.holds, generation), highlight=False)
    for what, count in dropped.items():
        NOTES.print(wording.dropped(what, count), highlight=False)
    NOTES.print(wording.lost(form.title, form.lost), highlight=False)

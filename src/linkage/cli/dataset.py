"""The text of data sets on the command line: `fmt`, `export`, `backup`, `restore`."""

import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer

from linkage.cli.load import SHIPPED
from linkage.cli.terminal import NOTES, connect, progress
from linkage.graph.errors import LinkageError
from linkage.graph.settings import load_settings
from linkage.graph.store.database import Store
from linkage.ingest import backup as archive
from linkage.ingest.export import export
from linkage.ingest.text import formatting
from linkage.ingest.text.dataset import find
from linkage.ingest.text.json_schema import schemas
from linkage.ingest.text.writer import write_text

Name = Annotated[str, typer.Argument(help="Name of a data set that ships with Linkage, or a folder.")]
Folder = Annotated[Path, typer.Option("--output", "-o", help="Folder to write into.")]

exports = typer.Typer(
    help="Write what is in the store, or what the model says, as files.", no_args_is_help=True
)


def fmt(
    dataset: Name = SHIPPED,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if anything would change.")
    ] = False,
    drop_comments: Annotated[
        bool, typer.Option("--drop-comments", help="Take comments out of YAML.")
    ] = False,
) -> None:
    """
    Write the files of a data set in canonical form, in which equal records are equal bytes.

    Comments have no place in it, since the store has none for them: what is worth keeping belongs in a note.

    Example: linkage fmt syria-libya --check
    """
    found = find(dataset)
    with progress() as bars:
        findings = formatting.examine(found, bars)
    if findings.comments and (check or not drop_comments):
        for comment in findings.comments:
            print(comment, file=sys.stderr)
    if check:
        for file in findings.files:
            typer.echo(f"{file} is not in canonical form")
        raise typer.Exit(bool(findings.files))
    if findings.comments and not drop_comments:
        raise LinkageError(
            "nothing was changed: move the comments into notes, or give --drop-comments to lose them"
        )
    formatting.rewrite(found, findings.files)
    for file in findings.files:
        typer.echo(f"{file} is rewritten")


@exports.command("text")
def export_text(
    output: Folder, dataset: Annotated[str, typer.Argument(help="Name of a data set in the store.")] = SHIPPED
) -> None:
    """
    Write a data set's text from the database alone, byte for byte the canonical form of what was loaded.

    Example: linkage export text syria-libya -o syria-libya
    """
    with Store(connect(load_settings())) as store, progress() as bars:
        count = export(store, dataset, output, bars)
    NOTES.print(f"{count:,} records in {output}", highlight=False)


@exports.command("schema")
def export_schema(
    output: Folder,
    dataset: Annotated[
        str | None, typer.Argument(help="Name or folder of a data set whose keys editors are to offer.")
    ] = None,
) -> None:
    """
    Write a JSON Schema for each kind of file of a data set, for editors that complete and check.

    Example: linkage export schema syria-libya -o build/schemas
    """
    for name, schema in schemas(find(dataset) if dataset else None):
        content = orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode()
        write_text(output / f"{name}.json", [content, "\n"])
    NOTES.print(f"schemas are in {output}", highlight=False)


def backup(file: Annotated[Path, typer.Argument(help="Archive to write, such as linkage.tar.gz.")]) -> None:
    """
    Save the text of every data set in the store and the record of loads, in one archive.

    Example: linkage backup linkage.tar.gz
    """
    with Store(connect(load_settings())) as store, progress() as bars:
        digest = archive.backup(store, file, bars)
    typer.echo(f"{file} stands for the graph {digest}")


def restore(
    file: Annotated[Path, typer.Argument(help="Archive that `linkage backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put archived data sets in the place of those of the same name.")
    ] = False,
) -> None:
    """
    Make an empty database hold what was saved, and check that the graph is equal.

    Example: linkage restore linkage.tar.gz
    """
    settings = load_settings()
    with Store(connect(settings)) as store, progress() as bars:
        store.migrate()
        digest = archive.restore(store, file, bars, replace=replace, who=settings.coder)
    typer.echo(f"the graph is {digest}")

"""`linkage fmt`: the files of a data set in canonical form."""

import sys
from typing import Annotated

import typer

from linkage.cli.load import SHIPPED
from linkage.cli.terminal import progress
from linkage.graph.errors import LinkageError
from linkage.ingest.text import formatting
from linkage.ingest.text.used import find


def fmt(
    dataset: Annotated[str, typer.Argument(help="Name of a data set that ships with Linkage, or a folder.")] = SHIPPED,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 if anything would change.")] = False,
    drop_comments: Annotated[bool, typer.Option("--drop-comments", help="Take comments out of YAML.")] = False,
) -> None:
    """
    Write the files of a data set in canonical form, in which equal records are equal bytes.

    Comments have no place in it, since the store has none for them: what is worth keeping belongs in a note.

    Example: linkage fmt syria-libya --check
    """
    folder = find(dataset)
    with progress() as bars:
        findings = formatting.examine(folder, bars)
    if findings.comments and (check or not drop_comments):
        for comment in findings.comments:
            print(comment, file=sys.stderr)
    if check:
        for file in findings.files:
            typer.echo(f"{file} is not in canonical form")
        raise typer.Exit(bool(findings.files))
    if findings.comments and not drop_comments:
        raise LinkageError("nothing was changed: move the comments into notes, or give --drop-comments to lose them")
    formatting.rewrite(folder, findings)
    for file in findings.files:
        typer.echo(f"{file} is rewritten")

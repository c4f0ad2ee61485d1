"""`linkage init`: a data set to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from linkage.ingest.beginning import begin


def init(
    name: Annotated[str, typer.Argument(help="The name of the data set, as commands are to call it.")],
    folder: Annotated[
        Path | None, typer.Option("--output", "-o", help="The folder to write; else one of its name, here.")
    ] = None,
    coder: Annotated[str, typer.Option(help="Who codes: the name that stands in the records.")] = "first-coder",
) -> None:
    """
    Write a data set to begin with: one record of each kind that most have, which loads as it is.

    It uses the data set `common`, which brings kinds of claims, states, organisations and media.

    Example: linkage init sudan
    """
    written = begin(name, folder or Path(name), coder)
    typer.echo(f"{written} is a data set: put your records in the place of its own, then `linkage load {written}`")

"""`linkage backup`: every data set in the store, in one archive."""

from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.terminal import open_store, progress
from linkage.ingest import backup as archive


def backup(file: Annotated[Path, typer.Argument(help="Archive to write, such as linkage.tar.gz.")]) -> None:
    """
    Save the text of every data set in the store and the record of loads, in one archive.

    Example: linkage backup linkage.tar.gz
    """
    with open_store() as store, progress() as bars:
        digest = archive.backup(store, file, bars)
    typer.echo(f"{file} stands for the graph {digest}")

"""`linkage restore`: an archive of data sets, back in a database."""

from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.terminal import NoWait, connect, open_for_writing, progress
from linkage.graph.settings import load_settings
from linkage.ingest import backup as archive


def restore(
    file: Annotated[Path, typer.Argument(help="Archive that `linkage backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put archived data sets in the place of those of the same name.")
    ] = False,
    no_wait: NoWait = False,
) -> None:
    """
    Make an empty database hold what was saved, and check that the graph is equal.

    Example: linkage restore linkage.tar.gz
    """
    settings = load_settings()
    command = f"restore {file.name}"
    with open_for_writing(connect(settings), command, who=settings.coder, no_wait=no_wait) as store:
        store.migrate()
        with progress() as bars:
            digest = archive.restore(store, file, bars, replace=replace, who=settings.coder)
    typer.echo(f"the graph is {digest}")

"""`linkage unload`: a data set taken out of the database."""

from typing import Annotated

import typer

from linkage.cli.load import show
from linkage.cli.terminal import NoWait, connect, open_for_writing, open_store, progress
from linkage.graph.settings import load_settings
from linkage.ingest import library


def unload(
    dataset: Annotated[str, typer.Argument(help="Name of a data set in the database.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Plan only; take nothing away.")] = False,
    no_wait: NoWait = False,
) -> None:
    """
    Take a data set out of the database; what other data sets use stays, and so do they.

    Example: linkage unload sudan --dry-run
    """
    settings = load_settings()
    if dry_run:
        with open_store(settings) as store, progress() as bars:
            report = library.unload(store, dataset, bars, dry_run=True)
    else:
        with open_for_writing(connect(settings), f"unload {dataset}", who=settings.coder, no_wait=no_wait) as store:
            store.migrate()
            with progress() as bars:
                report = library.unload(store, dataset, bars, who=settings.coder)
    show(dataset, report, "Plan for taking away" if dry_run else "Took away")

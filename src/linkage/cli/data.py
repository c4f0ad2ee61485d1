"""`linkage load`: from text to the database."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from linkage.cli.terminal import connect, progress
from linkage.graph.settings import load as load_settings
from linkage.graph.store import Store
from linkage.ingest.dataset import find
from linkage.ingest.loading import STATES, Report
from linkage.ingest.loading import load as load_dataset

SHIPPED = "syria-libya"


def load(
    dataset: Annotated[
        str, typer.Argument(help="Name of a data set that ships with Linkage, or a folder.")
    ] = SHIPPED,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and plan only; write nothing.")] = False,
) -> None:
    """
    Make the database hold what a data set's text says.

    The text is checked whole before anything is written; the same text twice writes nothing.

    Example: linkage load syria-libya --dry-run
    """
    found = find(dataset)
    with Store(connect(load_settings())) as store, progress() as bars:
        if not dry_run:
            store.migrate()
        report = load_dataset(store, found, bars, dry_run=dry_run)
    show(found.name, report, dry_run=dry_run)


def show(name: str, report: Report, *, dry_run: bool) -> None:
    """Print what a load did, or would do."""
    table = Table(title=f"{'Plan for' if dry_run else 'Loaded'} {name}", title_justify="left")
    table.add_column("records")
    for state in STATES:
        table.add_column(state, justify="right")
    for label, counts in report.plan.counts.items():
        table.add_row(label, *(str(counts[state]) for state in STATES))
    console = Console()
    console.print(table)
    if not dry_run:
        done = f"{report.relations} relation versions derived" if report.counters else "nothing to write"
        console.print(done)

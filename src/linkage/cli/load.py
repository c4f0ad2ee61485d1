"""`linkage load`: from text to the database."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from linkage.cli.cautions import tell_warnings
from linkage.cli.terminal import NoWait, connect, figures, open_for_writing, open_store, progress
from linkage.graph.errors import InvalidDataSetError
from linkage.graph.settings import load_settings
from linkage.ingest.library import load_all
from linkage.ingest.loading import LoadReport
from linkage.ingest.plan import STATES
from linkage.ingest.text import rejects
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import find

SHIPPED = "syria-libya"


def load(
    datasets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DATASET]...",
            help="Names of data sets that ship with Linkage, or folders.",
            show_default=SHIPPED,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and plan only; write nothing.")] = False,
    allow_removal: Annotated[
        bool, typer.Option("--allow-removal", help="Take away whatever the text no longer has, however much it is.")
    ] = False,
    no_wait: NoWait = False,
    keep: Annotated[
        Path | None, typer.Option("--rejects", help="Write what is refused to this file, as JSON Lines.")
    ] = None,
    retry: Annotated[
        Path | None, typer.Option("--retry", help="Say which rejects of this file are mended by now.")
    ] = None,
) -> None:
    """
    Make the database hold what the texts of data sets say, and of those that they use.

    Texts are checked whole before anything is written; the same text twice writes nothing.

    Example: linkage load syria-libya --dry-run
    """
    before = rejects.read_rejects(retry) if retry else []
    settings = load_settings()
    try:
        texts = [find(name) for name in datasets or [SHIPPED]]
        if dry_run:
            with open_store(settings) as store, progress() as bars:
                reports = load_all(store, texts, bars, dry_run=True)
        else:
            command = f"load {' '.join(text.name for text in texts)}"
            with open_for_writing(connect(settings), command, who=settings.coder, no_wait=no_wait) as store:
                store.migrate()
                with progress() as bars:
                    reports = load_all(store, texts, bars, who=settings.coder, allow_removal=allow_removal)
    except InvalidDataSetError as error:
        _tell([reject for reject in error.rejects if isinstance(reject, Problem)], before, keep)
        raise
    _tell([], before, keep)
    for name, report in reports.items():
        tell_warnings(report.warnings)
        show(name, report, "Plan for" if dry_run else "Loaded")
        if dry_run and report.removal.large and not allow_removal:
            print(f"the load {report.removal}; it would be refused without --allow-removal")


def _tell(refused: list[Problem], before: list[Problem], keep: Path | None) -> None:
    """Say how earlier rejects fare now, and write down those of today."""
    for outcome in rejects.outcomes(before, refused):
        print(f"{'mended' if outcome.mended else 'not yet'}: {outcome.record}")
    if keep:
        rejects.write_rejects(keep, refused)


def show(name: str, report: LoadReport, verb: str) -> None:
    """Print what a load did, or would do, as the words *verb* say."""
    table = Table("records", *figures(*STATES), title=f"{verb} {name}", title_justify="left")
    for label, counts in report.plan.counts.items():
        table.add_row(label, *(str(counts[state]) for state in STATES))
    console = Console()
    console.print(table)
    if not verb.startswith("Plan"):
        done = f"{report.relations} relation versions derived" if report.counters else "nothing to write"
        console.print(done)

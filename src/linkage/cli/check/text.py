"""`linkage check text`: whether a data set keeps the rules, and what in it is odd."""

from typing import Annotated

import typer

from linkage.cli.cautions import tell_warnings
from linkage.cli.load import SHIPPED
from linkage.cli.terminal import progress
from linkage.graph.wording.numbers import number
from linkage.ingest.loading import check
from linkage.ingest.text.used import find


def check_text(
    dataset: Annotated[str, typer.Argument(help="Name of a data set that ships with Linkage, or a folder.")] = SHIPPED,
    everything: Annotated[bool, typer.Option("--all", help="Tell every warning, not the first few of a kind.")] = False,
) -> None:
    """
    Check the whole text of a data set: every problem is told at once, and what is odd as a warning.

    The exit code is 1 where there is a problem. Warnings are told kind by kind. No database is needed.

    Example: linkage check text syria-libya --all
    """
    folder = find(dataset)
    with progress() as bars:
        catalogue = check(folder, bars)
    tell_warnings(catalogue.warnings, everything=everything)
    records = number(sum(catalogue.counts.values()), "record")
    print(f"{folder.name}: {records}, no problem, {number(len(catalogue.warnings), 'warning')}")

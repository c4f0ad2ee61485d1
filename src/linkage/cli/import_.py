"""`linkage import`: files that others have made, brought into a data set."""

from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.exchange import StanceFile
from linkage.cli.import_formats import add_formats
from linkage.cli.terminal import progress
from linkage.graph.dates import Interval

app = typer.Typer(help="Bring files that others have made into a data set.", no_args_is_help=True)


@app.command("stances")
def import_stances(
    file: StanceFile,
    dataset: Annotated[str, typer.Option(help="Folder of the data set to write into.")],
    coder: Annotated[str, typer.Option(help="Who judged; one of the coders of the data set.")],
    held: Annotated[str, typer.Option(metavar="PERIOD", help="When they stood there: 2020, 2020-09, 2020-09/..")],
    scales: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Columns issue, low, high: the ends of each scale. Else 0 and 100."),
    ] = None,
) -> None:
    """
    Write the rows of such a table into a data set as stances, each exactly as coded and resting on no claim.

    Actors and issues are keys of the data set. `linkage load` then brings them to the database.

    Example: linkage import stances stances.csv --dataset my-data --coder ida --held 2020-09
    """
    from linkage.ingest.tables.stance_import import import_stances as write_stances
    from linkage.ingest.text.used import find

    try:
        period = Interval.parse(held)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--held") from error
    with progress() as bars:
        path, count = write_stances(file, find(dataset), bars, coder=coder, held=period, scales=scales)
    typer.echo(f"{count:,} stances in {path}")


add_formats(app)

"""`linkage export stances` and `linkage import stances`: the stance table as comma-separated values, out and in."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from linkage.cli import lens_options
from linkage.cli.query import executor
from linkage.cli.terminal import NOTES, connect, progress
from linkage.graph.dates import Interval
from linkage.graph.errors import LinkageError
from linkage.graph.lens import Lens
from linkage.graph.settings import load_settings

THEATRES = "{ theatres { key within { key } } }"
DOCUMENT = """query Stances($theatres: [String!]!, $lens: LensInput!) {
  stances(theatres: $theatres, lens: $lens) {
    issue { key }
    cells { actor { key } position salience capability }
    unknown { actor { key } }
  }
}"""

imports = typer.Typer(help="Bring files that others have made into a data set.", no_args_is_help=True)


def export(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.csv", help="The file to write.")],
    as_of: Annotated[datetime, typer.Option(formats=lens_options.DAY, help="The day they are of.")],
    known_by: lens_options.KnownBy = None,
    theatre: lens_options.Theatres = None,
    scales: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv", help="Write the ends of the scales, too, for `linkage exchange --scales`."
        ),
    ] = None,
) -> None:
    """
    Write who stands where on a day as a table: columns actor, issue, position, salience, power.

    A cell has the best figures of its best supported reading; what is unknown has no row.

    Example: linkage export stances --as-of 2020-09-16 --theatre syria --theatre libya -o stances.csv
    """
    from linkage.ingest.tables import stance_table
    from linkage.ingest.text.writer import write_text

    ask = executor(connect(load_settings()))
    lens = Lens(as_of=lens_options.day(as_of), known_by=lens_options.day(known_by))
    rows: Any = ask(
        DOCUMENT, {"theatres": theatre or _outermost(ask(THEATRES, {})), "lens": lens.variables()}
    )
    cells = {
        (cell["actor"]["key"], row["issue"]["key"]): (cell["position"], cell["salience"], cell["capability"])
        for row in rows["stances"]
        for cell in row["cells"]
    }
    if not cells:
        raise LinkageError(f"no stance is known in full on {lens.as_of}; choose another --as-of")
    write_text(output, stance_table.format_stance_table(cells))
    if scales:
        write_text(scales, stance_table.format_scales({issue for _, issue in cells}))
    unknown = sum(len(row["unknown"]) for row in rows["stances"])
    NOTES.print(
        f"{output}: {len(cells):,} stances; {unknown:,} more are coded in part, and left out", highlight=False
    )


@imports.command("stances")
def import_stances(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv",
            help="Columns actor, issue, position, salience, power; - reads standard input.",
        ),
    ],
    dataset: Annotated[str, typer.Option(help="Folder of the data set to write into.")],
    coder: Annotated[str, typer.Option(help="Who judged; one of the coders of the data set.")],
    held: Annotated[
        str, typer.Option(metavar="PERIOD", help="When they stood there: 2020, 2020-09, 2020-09/..")
    ],
    scales: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv", help="Columns issue, low, high: the ends of each scale. Else 0 and 100."
        ),
    ] = None,
) -> None:
    """
    Write the rows of such a table into a data set as stances, each exactly as coded and resting on no claim.

    Actors and issues are keys of the data set. `linkage load` then brings them to the database.

    Example: linkage import stances stances.csv --dataset my-data --coder ida --held 2020-09
    """
    from linkage.ingest.tables.stance_import import import_stances
    from linkage.ingest.text.dataset import find

    try:
        period = Interval.parse(held)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--held") from error
    with progress() as bars:
        path, count = import_stances(file, find(dataset), bars, coder=coder, held=period, scales=scales)
    typer.echo(f"{count:,} stances in {path}")


def _outermost(found: Any) -> list[str]:
    """Theatres that lie in no other: all stances lie in one of them."""
    return [theatre["key"] for theatre in found["theatres"] if theatre["within"] is None]

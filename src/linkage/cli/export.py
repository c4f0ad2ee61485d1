"""`linkage export`: what is in the store, or what the model says, as files."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from linkage.cli.answers import fetch_whole
from linkage.cli.export_formats import add_formats
from linkage.cli.lens_options import takes_lens
from linkage.cli.load import SHIPPED
from linkage.cli.terminal import NOTES, open_store, progress
from linkage.graph.errors import LinkageError
from linkage.graph.lens import Lens
from linkage.graph.relations.standing import StandingBasis
from linkage.ingest.export import export
from linkage.ingest.text.json_schema import schemas
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import write_text

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute

Folder = Annotated[Path, typer.Option("--output", "-o", help="Folder to write into.")]
THEATRES = "{ theatres { key within { key } } }"
DOCUMENT = """query Stances($theatres: [String!]!, $lens: LensInput!) {
  stances(theatres: $theatres, lens: $lens) {
    issue { key }
    cells { actor { key } position salience capability }
    unknown { actor { key } }
  }
}"""

app = typer.Typer(help="Write what is in the store, or what the model says, as files.", no_args_is_help=True)


@app.command("text")
def export_text(
    output: Folder, dataset: Annotated[str, typer.Argument(help="Name of a data set in the store.")] = SHIPPED
) -> None:
    """
    Write a data set's text from the database alone, byte for byte the canonical form of what was loaded.

    Example: linkage export text syria-libya -o syria-libya
    """
    with open_store() as store, progress() as bars:
        count = export(store, dataset, output, bars)
    NOTES.print(f"{count:,} records in {output}", highlight=False)


@app.command("schema")
def export_schema(
    output: Folder,
    dataset: Annotated[
        str | None, typer.Argument(help="Name or folder of a data set whose keys editors are to offer.")
    ] = None,
) -> None:
    """
    Write a JSON Schema for each kind of file of a data set, for editors that complete and check.

    Example: linkage export schema syria-libya -o build/schemas
    """
    for name, schema in schemas(find(dataset) if dataset else None):
        content = orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode()
        write_text(output / f"{name}.json", [content, "\n"])
    NOTES.print(f"schemas are in {output}", highlight=False)


@app.command("stances")
@takes_lens("as_of", "known_by", "theatres", defaults={"as_of": ...}, help={"as_of": "The day they are of."})
def export_stances(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.csv", help="The file to write.")],
    lens: Lens,
    scales: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Write the ends of the scales, too, for `linkage exchange --scales`."),
    ] = None,
) -> None:
    """
    Write who stands where on a day as a table: columns actor, issue, position, salience, power.

    A cell has the best figures of its best supported reading as it was coded for the day: what is unknown or carried from an
    earlier month has no row.

    Example: linkage export stances --as-of 2020-09-16 --theatre syria --theatre libya -o stances.csv
    """
    from linkage.ingest.tables import stance_table

    rows, _ = fetch_whole(lambda execute: _stances(execute, lens))
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
    NOTES.print(f"{output}: {len(cells):,} stances; {unknown:,} more are coded in part, and left out", highlight=False)


def _stances(execute: "Execute", lens: Lens) -> Any:
    """The stances of a day; without theatres of those that lie in no other, for all stances lie in one of them."""
    theatres = list(lens.theatres)
    if not theatres:
        answer: Any = execute(THEATRES, {})
        theatres = [theatre["key"] for theatre in answer["theatres"] if theatre["within"] is None]
    asked = replace(lens, theatres=(), standing=StandingBasis.ATTESTED)
    return execute(DOCUMENT, {"theatres": theatres, "lens": asked.variables()})


add_formats(app)

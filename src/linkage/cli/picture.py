"""`linkage picture`: who stands with whom, as one HTML file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.answers import Server, fetch_whole
from linkage.cli.lens_options import takes_lens
from linkage.cli.terminal import NOTES
from linkage.graph.errors import LinkageError
from linkage.graph.fields import descriptions
from linkage.graph.lens import Lens
from linkage.graph.settings import load_settings
from linkage.visualizations.network.focus import FIRST, Focus

if TYPE_CHECKING:
    from linkage.visualizations.assets import Assets
    from linkage.visualizations.client.trades import TradeCard
    from linkage.visualizations.network.view import View

_FOCUS = descriptions(Focus)


@takes_lens()
def picture(
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    lens: Lens,
    actors: Annotated[str, typer.Option(metavar="NUMBER|all", help=_FOCUS["actors"])] = "",
    beside: Annotated[list[str] | None, typer.Option("--with", metavar="KEY", help=_FOCUS["beside"])] = None,
    server: Server = None,
) -> None:
    """
    Draw who stands with whom as one HTML file that works from disk.

    Example: linkage picture --theatre syria --theatre libya --as-of 2020-09-16 -o picture.html
    """
    from linkage.visualizations.network.view import fetch_network

    focus = Focus.from_texts({"actors": [actors] if actors else [], "with": beside or []})
    view, _ = fetch_whole(lambda execute: fetch_network(execute, lens), server)
    write_picture(output, view, lens, focus=focus)


def write_picture(
    output: Path, view: "View", lens: Lens, trade: "TradeCard | None" = None, focus: Focus = FIRST
) -> None:
    """Write the file of a picture, and say what is in it."""
    from linkage.visualizations.network.canvas import render_network

    page = render_network(view, lens, _assets(), trade=trade, focus=focus)
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise LinkageError(f"{output} cannot be written: {error.strerror}; choose another -o") from error
    NOTES.print(f"{output}: {len(view.relations)} relations, {len(page.encode()):,} bytes", highlight=False)


def _assets() -> "Assets":
    """What pages are made with, fetched where it is not there yet."""
    from linkage.visualizations import javascript
    from linkage.visualizations.assets import Assets

    cache = load_settings().cache
    javascript.install(cache, console=NOTES)
    return Assets.load(javascript.asset(cache, "vis-network/dist/vis-network.min.js"))

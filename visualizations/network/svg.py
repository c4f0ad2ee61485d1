"""The picture as one sheet of SVG with its title, legend and sources: for paper, for export, without script."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.visualizations import markup
from linkage.visualizations.layout.geometry import text_width, wrapped
from linkage.visualizations.layout.labels import LEADING, RADIUS, SIZE
from linkage.visualizations.layout.trade_layer import Overlay
from linkage.visualizations.network import style
from linkage.visualizations.network import words as wording
from linkage.visualizations.network.drawing import Drawing
from linkage.visualizations.network.legend import Legend, legend
from linkage.visualizations.network.style import Gift, Shape, Standing
from linkage.visualizations.network.view import View
from linkage.visualizations.pages.leverage import words as terms

MARGIN = 28.0
SMALL, LINE = 13.0, 19.0
SWATCH, SHAPE, GAP, ENTRY = 54.0, 26.0, 20.0, 26.0
LEAST_WIDTH = 780.0
# Characters that no XML document may hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A swatch of the legend at its place, so wide; `thing` is a family, a gift, a standing or a shape."""

    thing: Family | Gift | Standing | Shape
    words: str
    x: float
    y: float
    swatch: float


def sheet(drawing: Drawing, lens: Lens, overlay: Overlay | None = None) -> str:
    """Draw the whole sheet; every line and every actor has a `<title>`."""
    view, box = drawing.view, drawing.box
    width = max(box.width, LEAST_WIDTH) + 2 * MARGIN
    room = width - 2 * MARGIN
    over = f" {terms.over(overlay.trade, overlay.missing)}" if overlay else ""
    caption = wrapped(f"{wording.caption(lens, view)} {wording.counts(view)}{over}", room, SMALL, 6)
    top = MARGIN + 30 + LINE * len(caption) + 14
    entries = list(_entries(legend(view, bool(overlay)), room))
    legend_top = top + box.height + 22
    sources_top = legend_top + max(entry.y for entry in entries) + ENTRY + 12
    sources = wrapped(f"Sources: {'; '.join(_sources(view))}.", room, SMALL, 6)
    text = markup.render(
        "sheet.svg",
        drawing=drawing, overlay=overlay, terms=terms, style=style, wording=wording, title=wording.title(lens, view), caption=caption,
        width=width, height=sources_top + LINE * len(sources) + MARGIN / 2, margin=MARGIN,
        left=(width - box.width) / 2 - box.left, top=top - box.top,
        entries=entries, legend_top=legend_top, sources=sources, sources_top=sources_top,
        radius=RADIUS, size=SIZE, leading=LEADING, small=SMALL, line=LINE,
    )  # fmt: skip
    return _NOT_XML.sub("", text)


def _entries(shown: Legend, room: float) -> Iterator[Entry]:
    """Set the legend in rows; lines, standings and shapes each start a new one."""
    y = 0.0
    for group in (shown.families, shown.standings, shown.shapes):
        x = 0.0
        for thing in group:
            swatch = SHAPE if isinstance(thing, Shape) else SWATCH
            words = thing.words if isinstance(thing, Standing | Shape) else thing.verb
            width = swatch + text_width(words, SMALL)
            if x and x + width > room:
                x, y = 0.0, y + ENTRY
            yield Entry(thing, words, x, y, swatch)
            x += width + GAP
        y += ENTRY


def _sources(view: View) -> Sequence[str]:
    """Every document that a line rests on, once."""
    documents = [claim.document for relation in view.relations for claim in relation.claims.nodes]
    return sorted({f"“{document.title}”, {wording.published(document)}" for document in documents})

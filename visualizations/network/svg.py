"""The picture as one sheet of SVG with its title, legend and sources: for paper, for export, without script."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.wording import leverage, pictures
from linkage.graph.wording.claims import published
from linkage.graph.wording.lens import caption
from linkage.visualizations import markup
from linkage.visualizations.layout.geometry import text_width, wrapped
from linkage.visualizations.layout.sizes import SIZES
from linkage.visualizations.layout.trade_layer import Overlay
from linkage.visualizations.network.drawing import Drawing
from linkage.visualizations.network.legend import Legend, legend_of
from linkage.visualizations.network.style import BasisLook, GiftLook, Shape, StatusLook
from linkage.visualizations.network.view import View

MARGIN = 28.0
LINE = 19.0  # from one line of a paragraph to the next
SWATCH, SHAPE, GAP, ENTRY = 54.0, 26.0, 20.0, 26.0
LEAST_WIDTH = 780.0
# Characters that no XML document may hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the legend explains, at its place, with a swatch so wide."""

    look: Family | GiftLook | StatusLook | BasisLook | Shape
    text: str
    x: float
    y: float
    swatch: float


def sheet(drawing: Drawing, lens: Lens, overlay: Overlay | None = None) -> str:
    """Draw the whole sheet; every line and every actor has a `<title>`."""
    view, box = drawing.view, drawing.box
    width = max(box.width, LEAST_WIDTH) + 2 * MARGIN
    room = width - 2 * MARGIN
    over = f" {leverage.over(overlay.trade, overlay.missing)}" if overlay else ""
    sentences = f"{caption(lens, view.theatre_names, view.since)} {pictures.counts(view)}{over}"
    lines = wrapped(sentences, room, SIZES.words, 6)
    top = MARGIN + 30 + LINE * len(lines) + 14
    entries = list(_entries(legend_of(view, bool(overlay)), room))
    legend_top = top + box.height + 22
    sources_top = legend_top + max(entry.y for entry in entries) + ENTRY + 12
    sources = wrapped(f"Sources: {'; '.join(_sources(view))}.", room, SIZES.words, 6)
    text = markup.render_template(
        "sheet.svg",
        drawing=drawing, overlay=overlay, title=pictures.title(lens, view.theatre_names), caption=lines,
        width=width, height=sources_top + LINE * len(sources) + MARGIN / 2, margin=MARGIN,
        left=(width - box.width) / 2 - box.left, top=top - box.top,
        entries=entries, legend_top=legend_top, sources=sources, sources_top=sources_top,
        line=LINE,
    )  # fmt: skip
    return _NOT_XML.sub("", text)


def _entries(legend: Legend, room: float) -> Iterator[Entry]:
    """Set the legend in rows; lines, supports, bases and shapes each start a new one."""
    y = 0.0
    for looks in (legend.families, legend.statuses, legend.bases, legend.shapes):
        x = 0.0
        for look in looks:
            swatch = SHAPE if isinstance(look, Shape) else SWATCH
            text = look.words if isinstance(look, StatusLook | BasisLook | Shape) else look.verb
            width = swatch + text_width(text, SIZES.words)
            if x and x + width > room:
                x, y = 0.0, y + ENTRY
            yield Entry(look, text, x, y, swatch)
            x += width + GAP
        y += ENTRY if looks else 0.0


def _sources(view: View) -> Sequence[str]:
    """Every document that a line rests on, once."""
    documents = [claim.document for relation in view.relations for claim in relation.claims.nodes]
    return sorted({f"“{document.title}”, {published(document)}" for document in documents})

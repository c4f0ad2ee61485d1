"""The part of the style table that a view needs explained."""

from dataclasses import dataclass

from linkage.visualizations.style import SHAPE_OF, SHAPES, STANDINGS, STROKES, Shape, Standing, Stroke
from linkage.visualizations.view import View


@dataclass(frozen=True, slots=True)
class Legend:
    """The strokes, standings and shapes that are there to be seen, in the order of the table."""

    strokes: tuple[Stroke, ...]
    standings: tuple[Standing, ...]
    shapes: tuple[Shape, ...]


def legend(view: View) -> Legend:
    """Explain what *view* shows and nothing else."""
    families = {line.family for line in view.lines}
    statuses = {line.status for line in view.lines}
    shapes = {SHAPE_OF[actor.kind].name for actor in view.actors}
    return Legend(
        tuple(stroke for family, stroke in STROKES.items() if family in families),
        tuple(standing for status, standing in STANDINGS.items() if status in statuses),
        tuple(shape for shape in SHAPES if shape.name in shapes),
    )

"""The part of the style table that a view needs explained."""

from dataclasses import dataclass

from linkage.graph.families import Family
from linkage.visualizations.network.style import (
    GIFT,
    SHAPE_OF,
    SHAPES,
    STANDINGS,
    Gift,
    Shape,
    Standing,
)
from linkage.visualizations.network.view import View


@dataclass(frozen=True, slots=True)
class Legend:
    """The families, standings and shapes that are there to be seen, in the order of the table."""

    families: tuple[Family | Gift, ...]
    standings: tuple[Standing, ...]
    shapes: tuple[Shape, ...]


def legend(view: View, traded: bool = False) -> Legend:
    """Explain what *view* shows, and the arrows of a trade where it is *traded*, and nothing else."""
    families = {line.family for line in view.lines}
    statuses = {line.status for line in view.lines}
    shapes = {SHAPE_OF[actor.kind].name for actor in view.actors}
    return Legend(
        (*(family for family in Family if family in families), *((GIFT,) if traded else ())),
        tuple(standing for status, standing in STANDINGS.items() if status in statuses),
        tuple(shape for shape in SHAPES if shape.name in shapes),
    )

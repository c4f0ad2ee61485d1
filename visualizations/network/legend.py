"""The part of the style table that a view needs explained."""

from dataclasses import dataclass

from linkage.graph.families import Family
from linkage.visualizations.network.style import (
    GIFT,
    SHAPE_OF,
    SHAPES,
    STATUS_LOOKS,
    GiftLook,
    Shape,
    StatusLook,
)
from linkage.visualizations.network.view import View


@dataclass(frozen=True, slots=True)
class Legend:
    """The families, statuses and shapes that are there to be seen, in the order of the table."""

    families: tuple[Family | GiftLook, ...]
    statuses: tuple[StatusLook, ...]
    shapes: tuple[Shape, ...]


def legend_of(view: View, traded: bool = False) -> Legend:
    """Explain what *view* shows, and the arrows of a trade where it is *traded*, and nothing else."""
    families = {line.family for line in view.lines}
    statuses = {line.status for line in view.lines}
    shapes = {SHAPE_OF[actor.kind].name for actor in view.actors}
    return Legend(
        (*(family for family in Family if family in families), *((GIFT,) if traded else ())),
        tuple(look for status, look in STATUS_LOOKS.items() if status in statuses),
        tuple(shape for shape in SHAPES if shape.name in shapes),
    )

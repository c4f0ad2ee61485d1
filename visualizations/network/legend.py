"""The part of the style table that a view needs explained."""

from dataclasses import dataclass

from linkage.graph.families import Family
from linkage.graph.relations.standing import StandingBasis
from linkage.visualizations.network.style import (
    BASIS_LOOKS,
    GIFT,
    SHAPE_OF,
    SHAPES,
    STATUS_LOOKS,
    BasisLook,
    GiftLook,
    Shape,
    StatusLook,
)
from linkage.visualizations.network.view import View


@dataclass(frozen=True, slots=True)
class Legend:
    """The families, supports, bases and shapes that are there to be seen, in the order of the table."""

    families: tuple[Family | GiftLook, ...]
    statuses: tuple[StatusLook, ...]
    bases: tuple[BasisLook, ...]
    shapes: tuple[Shape, ...]


def legend_of(view: View, traded: bool = False) -> Legend:
    """
    Explain what *view* shows, and the arrows of a trade where it is *traded*, and nothing else.

    Full lines are explained where there are others.
    """
    families = {line.family for line in view.lines}
    statuses = {line.support for line in view.lines}
    bases = {line.basis for line in view.lines}
    shapes = {SHAPE_OF[actor.kind].name for actor in view.actors}
    return Legend(
        (*(family for family in Family if family in families), *((GIFT,) if traded else ())),
        tuple(look for status, look in STATUS_LOOKS.items() if status in statuses),
        tuple(look for basis, look in BASIS_LOOKS.items() if basis in bases and bases != {StandingBasis.ATTESTED}),
        tuple(shape for shape in SHAPES if shape.name in shapes),
    )

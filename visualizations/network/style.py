"""
How things look: one table for the picture, the legend, the table of relations and the style sheet.

How a family is drawn stands with the family, in `linkage.graph.families`; the status of a relation is told by width and a mark, never by colour.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from linkage.graph.families import Family, Stroke
from linkage.graph.records import ActorKind
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.wording import relations


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLook:
    """How the status of a relation is drawn: a width, and a mark on the line."""

    status: RelationStatus
    words: str
    width: float
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The shape of some kinds of actor: vis-network's name of it, and its outline around (0, 0)."""

    name: str
    words: str
    outline: str
    kinds: tuple[ActorKind, ...]


STATUS_LOOKS: Mapping[RelationStatus, StatusLook] = {
    status: StatusLook(status=status, words=relations.STANDINGS[status], width=width, mark=mark)
    for status, width, mark in (
        (RelationStatus.AGREED, 4, ""),
        (RelationStatus.SINGLE_SOURCE, 2, "1"),
        (RelationStatus.DISPUTED, 2, "≠"),
        (RelationStatus.DENIED, 1, "×"),
    )
}

SHAPES = (
    Shape(
        name="dot", words="state or government", outline="M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0z",
        kinds=(ActorKind.STATE, ActorKind.GOVERNMENT),
    ),
    Shape(
        name="diamond", words="armed force or group", outline="M0 -1L1 0L0 1L-1 0z",
        kinds=(ActorKind.ARMED_FORCE, ActorKind.ARMED_GROUP),
    ),
    Shape(
        name="hexagon", words="coalition or organisation",
        outline="M1 0L.5 .866L-.5 .866L-1 0L-.5 -.866L.5 -.866z",
        kinds=(ActorKind.COALITION, ActorKind.ORGANISATION),
    ),
    Shape(
        name="square", words="person or office", outline="M-1 -1H1V1H-1z",
        kinds=(ActorKind.PERSON, ActorKind.OFFICE),
    ),
    Shape(
        name="triangle", words="delegation", outline="M0 -1.01L1.15 .98H-1.15z",
        kinds=(ActorKind.DELEGATION,),
    ),
    Shape(
        name="triangleDown", words="medium or source", outline="M0 1.01L1.15 -.98H-1.15z",
        kinds=(ActorKind.MEDIUM, ActorKind.UNNAMED_SOURCE),
    ),
    Shape(
        name="star", words="population, or not identified",
        outline="M0 -0.984L0.241 -0.25L1.01 -0.247L0.39 0.209L0.627 0.944L0 0.492L-0.627 0.944L-0.39 0.209L-1.01 -0.247L-0.241 -0.25z",
        kinds=(ActorKind.POPULATION, ActorKind.UNIDENTIFIED),
    ),
)  # fmt: skip
SHAPE_OF = {kind: shape for shape in SHAPES for kind in shape.kinds}


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftLook:
    """How what is given in a trade is drawn over everything else, told like a family."""

    value: str
    verb: str
    stroke: Stroke
    width: float


GIFT = GiftLook(
    value="gives", verb="would give in the trade", width=6,
    stroke=Stroke(
        tag="gives", light="#A3195B", text="#8F1550", dark="#FF8FC4", dashes=None, end="arrow", length=30,
        outline="M0 0L-1 .45L-1 -.45z", slope=0.0, pull=0.0, outside=0,
    ),
)  # fmt: skip
FAMILIES = tuple(Family)

# One fill per region in the order they are drawn (after Okabe and Ito), then those of actors in several.
FILLS = ("#56B4E9", "#E69F00", "#7FCDA9", "#E3A6C8", "#B5B5B5")
SHARED_FILL = "#F0E442"
INK, PAPER = "#16202A", "#FFFFFF"

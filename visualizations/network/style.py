"""
How things look: one table for the picture, the legend, the table of relations and the style sheet.

How a family is drawn stands with the family, in `linkage.graph.families`. The support of a relation is told by width and
a mark, and by what it stands on a day by a full or a hollow line, never by colour.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zlib import crc32

from linkage.graph.families import Family, Stroke
from linkage.graph.records import ActorKind
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.theatres import Within, enclosing_theatres
from linkage.graph.wording import pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLook:
    """
    How a line is drawn besides its family.

    A hollow one has a `core` of that width in the colour of the paper, with so much of the line's own in it as `tint`
    says (0 to 1). A line that is `crossed` has ticks across it, and no marks at its ends.
    """

    width: float
    core: float = 0.0
    tint: float = 0.0
    crossed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLook:
    """How the support of a relation is drawn: a width, and a mark on the line."""

    status: RelationStatus
    words: str
    width: float
    mark: str

    @property
    def look(self) -> LineLook:
        """How a line of it is drawn that is attested on the day."""
        return line_look(StandingBasis.ATTESTED, self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLook:
    """How it is drawn on what a relation stands: hollow with so much `tint`, or full where there is None."""

    basis: StandingBasis
    words: str
    tint: float | None

    @property
    def look(self) -> LineLook:
        """How a line on that basis is drawn that has several origins."""
        return line_look(self.basis, RelationStatus.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The shape of some kinds of actor: vis-network's name of it, and its outline around (0, 0)."""

    name: str
    words: str
    outline: str
    kinds: tuple[ActorKind, ...]


STATUS_LOOKS: Mapping[RelationStatus, StatusLook] = {
    status: StatusLook(status=status, words=pictures.SUPPORTS[status], width=width, mark=mark)
    for status, width, mark in (
        (RelationStatus.AGREED, 4, ""),
        (RelationStatus.SINGLE_SOURCE, 2, "1"),
        (RelationStatus.DISPUTED, 2, "≠"),
        (RelationStatus.DENIED, 2, "×"),
    )
}
BASIS_LOOKS: Mapping[StandingBasis, BasisLook] = {
    basis: BasisLook(basis=basis, words=pictures.BASES[basis], tint=tint)
    for basis, tint in (
        (StandingBasis.ATTESTED, None),
        (StandingBasis.BRIDGED, 0.4),
        (StandingBasis.CARRIED, 0.0),
    )
}
CASING = 2.5  # by so much a hollow line is wider, so that its two edges weigh about as much as the full line


def line_look(basis: StandingBasis, status: RelationStatus) -> LineLook:
    """How a line is drawn that stands on *basis* with the support of *status*; a denied one is hollow and crossed."""
    width, tint, denied = STATUS_LOOKS[status].width, BASIS_LOOKS[basis].tint, status is RelationStatus.DENIED
    if tint is None and not denied:
        return LineLook(width=width)
    outer = width + CASING
    return LineLook(width=outer, core=outer / 2, tint=0.0 if denied else tint or 0.0, crossed=denied)


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

# Fills of theatres, none of them like a colour of a sign; of what is in no theatre; and of actors in several.
FILLS = ("#249CA8", "#B48430", "#189C54", "#CCD89C", "#F8C6BE", "#30F0D8")
OUTSIDE_FILL, SHARED_FILL = "#B5B5B5", "#F0E442"
INK, PAPER = "#16202A", "#FFFFFF"


def theatre_fills(within: Within) -> dict[str, str]:
    """
    The fill of every theatre, whichever of them are shown.

    Each has one of its own, found from its key; of two that have the same, the second takes the next one that is free,
    parts after wholes. With more theatres than fills some share one.
    """
    slots: dict[str, int] = {}
    for key in sorted(within, key=lambda key: (len(enclosing_theatres(key, within)), key)):
        slots[key] = _free_slot(crc32(key.encode()) % len(FILLS), slots.values())
    return {key: FILLS[slot] for key, slot in slots.items()}


def _free_slot(wanted: int, taken: Collection[int]) -> int:
    slots = ((wanted + step) % len(FILLS) for step in range(len(FILLS)))
    return next((slot for slot in slots if slot not in taken), wanted)

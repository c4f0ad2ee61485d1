"""
The families of relations: what claims about two actors add up to.

Each is one record, and whatever depends on a family follows from it: the relationship types of Cypher, the enum of
GraphQL, the words of a sentence, the stroke of a line and its place in a layout. A new one needs a line here, an index
and the uniqueness of its ids (`cypher/migrations/`), and the printed schema.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """
    How relations of a family are drawn, on light and on dark ground.

    A sign is told three times, by colour, dash and end mark, so that it survives grey print and colour blindness.
    `tag` is what stands on the line, in the colour `text`. `end` is vis-network's name of the mark at an end;
    `outline` is that mark with its tip at (0, 0), in units of `length`. `slope` is what a line costs a layout by
    its steepness, `pull` how strongly it draws its ends together; in a fan, lines of higher `outside` run outside.
    """

    tag: str
    light: str
    text: str
    dark: str
    dashes: tuple[int, int] | None
    end: str
    length: float
    outline: str
    slope: float
    pull: float
    outside: int


class Family(StrEnum):
    """
    What a kind of relation adds up to between two actors.

    `sign` is 1, -1 or 0: a channel has no sign. A family that is not `directed` reads the same both ways. `verb`
    leads from subject to object.
    """

    sign: int
    directed: bool
    verb: str
    stroke: Stroke

    def __new__(cls, value: str, sign: int, directed: bool, verb: str, stroke: Stroke) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sign, member.directed, member.verb, member.stroke = sign, directed, verb, stroke
        return member

    BACKS = (
        "backs", 1, True, "backs",
        Stroke(
            tag="backs", light="#0072B2", text="#005A8F", dark="#62B8F0", dashes=None,
            end="arrow", length=24, outline="M0 0L-1 .3L-.9 0L-1 -.3z", slope=0.5, pull=3.0, outside=1,
        ),
    )  # fmt: skip
    OPPOSES = (
        "opposes", -1, True, "opposes",
        Stroke(
            tag="opposes", light="#D55E00", text="#A84A00", dark="#FF9A57", dashes=(9, 6),
            end="bar", length=22, outline="M0 .5V-.5H-.15V.5z", slope=-0.25, pull=0.5, outside=2,
        ),
    )  # fmt: skip
    NEGOTIATES_WITH = (
        "negotiates_with", 0, False, "negotiates with",
        Stroke(
            tag="talks", light="#6A3D9A", text="#5B3387", dark="#C9A6F5", dashes=(2, 5),
            end="circle", length=13, outline="M0 0A.4 .4 0 1 1 -.8 0A.4 .4 0 1 1 0 0z", slope=0.0, pull=2.0, outside=0,
        ),
    )  # fmt: skip


RELATIONSHIP_TYPES = [family.name for family in Family]
"""The types of relationship that relations are stored as."""
RELATIONSHIPS = "|".join(RELATIONSHIP_TYPES)
"""The same, as a Cypher pattern takes them."""

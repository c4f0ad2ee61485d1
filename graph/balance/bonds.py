"""Relations at a lens, and what two actors are to each other in one theatre: their signed bonds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from linkage.graph.families import Family


@dataclass(frozen=True, slots=True)
class LensRelation:
    """A relation that somebody supports at the lens; the theatre is the one asked for that it lies in."""

    id: str
    family: Family
    subject: str
    object: str
    theatre: str | None


@dataclass(frozen=True, slots=True)
class Bond:
    """All relations of one sign between two actors in one theatre."""

    one: str
    two: str
    theatre: str
    sign: int
    links: tuple[LensRelation, ...]


def signed_bonds(links: Iterable[LensRelation]) -> list[Bond]:
    """The signed relations by pair, theatre and sign, whichever way they point; within one actor there is none."""
    grouped: dict[tuple[str, str, str, int], list[LensRelation]] = defaultdict(list)
    for link in links:
        if link.family.sign and link.theatre and link.subject != link.object:
            actor1, actor2 = sorted((link.subject, link.object))
            grouped[actor1, actor2, link.theatre, link.family.sign].append(link)
    return [
        Bond(*key, tuple(sorted(relations, key=lambda link: link.id))) for key, relations in sorted(grouped.items())
    ]


def bonds_by_pair(bonds: Iterable[Bond]) -> dict[tuple[str, str], list[Bond]]:
    """The bonds of every two actors, under their names in the order of the alphabet."""
    pairs: dict[tuple[str, str], list[Bond]] = defaultdict(list)
    for bond in bonds:
        pairs[bond.one, bond.two].append(bond)
    return pairs

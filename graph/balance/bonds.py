"""Relations at a lens, and what two actors are to each other in one theatre: their signed bonds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.wording import caveats

ANY_DAY = Lens()


@dataclass(frozen=True, slots=True)
class LensRelation:
    """
    A relation that somebody supports at the lens; the theatre is the one asked for that it lies in.

    `last_attested` is the day of its last report where it is not attested on the day of the `lens` that it was found by.
    """

    id: str
    family: Family
    subject: str
    object: str
    theatre: str | None
    basis: StandingBasis = StandingBasis.ATTESTED
    last_attested: date | None = None
    lens: Lens = ANY_DAY


@dataclass(frozen=True, slots=True)
class Bond:
    """All relations of one sign between two actors in one theatre; it stands on the strongest basis of them."""

    one: str
    two: str
    theatre: str
    sign: int
    links: tuple[LensRelation, ...]

    @property
    def basis(self) -> StandingBasis:
        return min((link.basis for link in self.links), key=list(StandingBasis).index)


def weakest(bases: Iterable[StandingBasis]) -> StandingBasis:
    """The weakest of several bases: what needs all of them stands on no better one."""
    return max(bases, key=list(StandingBasis).index)


def standing_note(links: Iterable[LensRelation]) -> str | None:
    """How many of these relations nobody reports for the day, and since when; None where all are reported for it."""
    relations = {link.id: link for link in links}.values()
    days = [link.last_attested for link in relations if link.last_attested]
    return caveats.standing(
        relations=len(relations),
        bridged=sum(link.basis is StandingBasis.BRIDGED for link in relations),
        carried=sum(link.basis is StandingBasis.CARRIED for link in relations),
        oldest=min(days, default=None),
    )


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

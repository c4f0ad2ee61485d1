"""What the relations of several theatres say together: pairs, mirror positions, triads, and who can talk to whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

import networkx as nx

from linkage.graph.balance.bonds import (
    Bond,
    LensRelation,
    bonds_by_pair,
    signed_bonds,
    standing_note,
    weakest,
)
from linkage.graph.relations.standing import StandingBasis


@dataclass(frozen=True, slots=True)
class DividedPair:
    """Two actors that stand together in some theatres and apart in others."""

    one: str
    two: str
    together: tuple[Bond, ...]
    apart: tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class MirrorSide:
    """In one theatre, two actors that back two opponents: each actor's backing, and the opposition between these."""

    theatre: str
    backed: tuple[str, str]
    links: tuple[LensRelation, ...]

    @property
    def basis(self) -> StandingBasis:
        return weakest(link.basis for link in self.links)


@dataclass(frozen=True, slots=True)
class MirrorPair:
    """Two actors that back opponents of each other, in more than one theatre."""

    one: str
    two: str
    sides: tuple[MirrorSide, ...]


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors with a sign between every two, from more than one theatre; balanced where the product is +."""

    actors: tuple[str, str, str]
    bonds: tuple[Bond, Bond, Bond]

    @property
    def balanced(self) -> bool:
        return self.bonds[0].sign * self.bonds[1].sign * self.bonds[2].sign > 0

    @property
    def basis(self) -> StandingBasis:
        """The weakest of its bonds: it needs all of them."""
        return weakest(bond.basis for bond in self.bonds)

    @property
    def note(self) -> str | None:
        return standing_note(link for bond in self.bonds for link in bond.links)


@dataclass(frozen=True, slots=True)
class Channel:
    """How two actors can talk: by a relation of their own, or through others; no steps where nobody is known."""

    actors: tuple[str, ...]
    links: tuple[LensRelation, ...]

    @property
    def direct(self) -> bool:
        """Whether they negotiate with each other; that one backs the other is no talk."""
        return len(self.actors) == 2 and not any(link.family.sign for link in self.links)


def divided_pairs(links: Iterable[LensRelation]) -> list[DividedPair]:
    """Pairs with a + in one theatre and a − in another."""
    pairs = []
    for (actor1, actor2), bonds in bonds_by_pair(signed_bonds(links)).items():
        together = tuple(bond for bond in bonds if bond.sign > 0)
        apart = tuple(bond for bond in bonds if bond.sign < 0)
        if any(plus.theatre != minus.theatre for plus, minus in product(together, apart)):
            pairs.append(DividedPair(actor1, actor2, together, apart))
    return pairs


def mirror_pairs(links: Iterable[LensRelation]) -> list[MirrorPair]:
    """Pairs that back opponents of each other in two theatres or more."""
    links = list(links)
    sides: dict[tuple[str, str], list[MirrorSide]] = defaultdict(list)
    for theatre in sorted({link.theatre for link in links if link.theatre}):
        backing, against = _backing_and_opposition([link for link in links if link.theatre == theatre])
        for (u, v), opposed in sorted(against.items()):
            for backer1, backer2 in product(sorted(backing[u]), sorted(backing[v])):
                if backer1 != backer2 and not {backer1, backer2} & {u, v}:
                    relations = (backing[u][backer1], backing[v][backer2], opposed)
                    (name1, backed1), (name2, backed2) = sorted([(backer1, u), (backer2, v)])
                    sides[name1, name2].append(MirrorSide(theatre, (backed1, backed2), relations))
    return [
        MirrorPair(*pair, tuple(pair_sides))
        for pair, pair_sides in sorted(sides.items())
        if len({side.theatre for side in pair_sides}) > 1
    ]


def _backing_and_opposition(
    links: list[LensRelation],
) -> tuple[Mapping[str, dict[str, LensRelation]], dict[tuple[str, str], LensRelation]]:
    """Who is backed by whom, and who opposes whom, with one relation for each."""
    backing: dict[str, dict[str, LensRelation]] = defaultdict(dict)
    against: dict[tuple[str, str], LensRelation] = {}
    for link in sorted(links, key=lambda link: link.id):
        if link.family.sign > 0:
            backing[link.object].setdefault(link.subject, link)
        elif link.family.sign < 0 and link.subject != link.object:
            actor1, actor2 = sorted((link.subject, link.object))
            against.setdefault((actor1, actor2), link)
    return backing, against


def triads(links: Iterable[LensRelation]) -> list[Triad]:
    """Triangles of signed relations from more than one theatre, the unbalanced first (Heider; Cartwright and Harary 1956)."""
    between = bonds_by_pair(signed_bonds(links))
    graph = nx.Graph(between.keys())
    unsorted = []
    for triangle in nx.all_triangles(graph):
        a, b, c = sorted(triangle)
        for bonds in product(between[a, b], between[a, c], between[b, c]):
            if len({bond.theatre for bond in bonds}) > 1:
                unsorted.append(Triad((a, b, c), bonds))
    return sorted(
        unsorted, key=lambda triad: (triad.balanced, triad.actors, [(b.theatre, b.sign) for b in triad.bonds])
    )


def shortest_channel(links: Iterable[LensRelation], actor1: str, actor2: str) -> Channel:
    """
    How two actors can talk: negotiation relations of their own, else the shortest path over others.

    A path goes over + and 0 relations, in either direction; of several the first by name is taken.
    """
    open_ = [link for link in links if link.family.sign >= 0 and link.subject != link.object]
    steps: dict[frozenset[str], list[LensRelation]] = defaultdict(list)
    for link in open_:
        steps[frozenset((link.subject, link.object))].append(link)
    if direct := tuple(link for link in steps.get(frozenset((actor1, actor2)), ()) if not link.family.sign):
        return Channel((actor1, actor2), direct)
    graph = nx.Graph(tuple(sorted(ends)) for ends in steps)
    if actor1 not in graph or actor2 not in graph or not nx.has_path(graph, actor1, actor2):
        return Channel((), ())
    path = min(nx.all_shortest_paths(graph, actor1, actor2))
    return Channel(tuple(path), tuple(_path_relations(path, steps)))


def _path_relations(path: list[str], steps: Mapping[frozenset[str], list[LensRelation]]) -> Iterator[LensRelation]:
    for ends in pairwise(path):
        yield from sorted(steps[frozenset(ends)], key=lambda link: link.id)

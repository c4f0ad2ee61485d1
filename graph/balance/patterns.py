"""What the relations of several theatres say together: pairs, mirror positions, triads, and who can talk to whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

import networkx as nx

from linkage.graph.leverage.inputs import LensRelation


@dataclass(frozen=True, slots=True)
class Bond:
    """All relations of one sign between two actors in one theatre."""

    one: str
    two: str
    theatre: str
    sign: int
    links: tuple[LensRelation, ...]


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


@dataclass(frozen=True, slots=True)
class Channel:
    """How two actors can talk: by a relation of their own, or through others; no steps where nobody is known."""

    actors: tuple[str, ...]
    links: tuple[LensRelation, ...]

    @property
    def direct(self) -> bool:
        return len(self.actors) == 2


def bonds(links: Iterable[LensRelation]) -> list[Bond]:
    """The signed relations by pair, theatre and sign, whichever way they point; within one actor there is none."""
    found: dict[tuple[str, str, str, int], list[LensRelation]] = defaultdict(list)
    for link in links:
        if link.family.sign and link.theatre and link.subject != link.object:
            one, two = sorted((link.subject, link.object))
            found[one, two, link.theatre, link.family.sign].append(link)
    return [
        Bond(*key, tuple(sorted(those, key=lambda link: link.id))) for key, those in sorted(found.items())
    ]


def divided(links: Iterable[LensRelation]) -> list[DividedPair]:
    """Pairs with a + in one theatre and a − in another."""
    found = []
    for (one, two), between in _by_pair(bonds(links)).items():
        together = tuple(bond for bond in between if bond.sign > 0)
        apart = tuple(bond for bond in between if bond.sign < 0)
        if any(plus.theatre != minus.theatre for plus, minus in product(together, apart)):
            found.append(DividedPair(one, two, together, apart))
    return found


def mirrors(links: Iterable[LensRelation]) -> list[MirrorPair]:
    """Pairs that back opponents of each other in two theatres or more."""
    links = list(links)
    found: dict[tuple[str, str], list[MirrorSide]] = defaultdict(list)
    for theatre in sorted({link.theatre for link in links if link.theatre}):
        backing, against = _sides([link for link in links if link.theatre == theatre])
        for (u, v), opposed in sorted(against.items()):
            for one, two in product(sorted(backing[u]), sorted(backing[v])):
                if one != two and not {one, two} & {u, v}:
                    used = (backing[u][one], backing[v][two], opposed)
                    names, backed = ((one, two), (u, v)) if one < two else ((two, one), (v, u))
                    found[names].append(MirrorSide(theatre, backed, used))
    return [
        MirrorPair(*pair, tuple(sides))
        for pair, sides in sorted(found.items())
        if len({side.theatre for side in sides}) > 1
    ]


def _sides(
    links: list[LensRelation],
) -> tuple[Mapping[str, dict[str, LensRelation]], dict[tuple[str, str], LensRelation]]:
    """Who is backed by whom, and who opposes whom, with one relation for each."""
    backing: dict[str, dict[str, LensRelation]] = defaultdict(dict)
    against: dict[tuple[str, str], LensRelation] = {}
    for link in sorted(links, key=lambda link: link.id):
        if link.family.sign > 0:
            backing[link.object].setdefault(link.subject, link)
        elif link.family.sign < 0 and link.subject != link.object:
            one, two = sorted((link.subject, link.object))
            against.setdefault((one, two), link)
    return backing, against


def triads(links: Iterable[LensRelation]) -> list[Triad]:
    """Triangles of signed relations that take in more than one theatre, the unbalanced first."""
    between = _by_pair(bonds(links))
    graph = nx.Graph(between.keys())
    found = []
    for triangle in nx.all_triangles(graph):
        a, b, c = sorted(triangle)
        for three in product(between[a, b], between[a, c], between[b, c]):
            if len({bond.theatre for bond in three}) > 1:
                found.append(Triad((a, b, c), three))
    return sorted(
        found, key=lambda triad: (triad.balanced, triad.actors, [(b.theatre, b.sign) for b in triad.bonds])
    )


def channel(links: Iterable[LensRelation], one: str, two: str) -> Channel:
    """
    How *one* and *two* can talk: negotiation relations of their own, else the shortest way over others.

    A way goes over + and 0 relations, in either direction; of several the first by name is told.
    """
    open_ = [link for link in links if link.family.sign >= 0 and link.subject != link.object]
    own = tuple(link for link in open_ if link.family.sign == 0 and {link.subject, link.object} == {one, two})
    if own:
        return Channel((one, two), own)
    steps: dict[frozenset[str], list[LensRelation]] = defaultdict(list)
    for link in open_:
        steps[frozenset((link.subject, link.object))].append(link)
    graph = nx.Graph(tuple(sorted(ends)) for ends in steps)
    if one not in graph or two not in graph or not nx.has_path(graph, one, two):
        return Channel((), ())
    way = min(nx.all_shortest_paths(graph, one, two))
    return Channel(tuple(way), tuple(_walked(way, steps)))


def _walked(way: list[str], steps: Mapping[frozenset[str], list[LensRelation]]) -> Iterator[LensRelation]:
    for ends in pairwise(way):
        yield from sorted(steps[frozenset(ends)], key=lambda link: link.id)


def _by_pair(found: Iterable[Bond]) -> dict[tuple[str, str], list[Bond]]:
    pairs: dict[tuple[str, str], list[Bond]] = defaultdict(list)
    for bond in found:
        pairs[bond.one, bond.two].append(bond)
    return pairs

"""Camps per theatre and in all theatres together, and the actors that change camp between them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import networkx as nx

from linkage.graph.balance.bonds import Bond, LensRelation, signed_bonds, standing_note
from linkage.graph.balance.camps import SignedTie, Split, split_camps
from linkage.graph.wording import camps as wording

SECONDS = 5.0
"""After this long a split is told with what is proven of it, and after as long again what all best splits share."""


@dataclass(frozen=True, slots=True)
class CampSplit:
    """
    The least frustrated split of one theatre, or of all together (None), into at most k camps.

    Each actor *either_way* can be moved alone, the rest as it is, and the split is as good. Two actors of one of the
    *groups* are together in every best split, or apart in every one, by proof; there are none for three camps.
    """

    theatre: str | None
    k: int
    index: float
    bound: float
    unique: bool | None
    bonds: int
    camps: tuple[tuple[str, ...], ...]
    frustrated: tuple[LensRelation, ...]
    notes: tuple[str, ...]
    either_way: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TheatreCamps:
    """
    Splits per theatre and then together; `movers` are actors with the theatres in which they change camp.

    Only what every best split into two camps agrees on makes a mover, and only of who has bonds in the theatre and in another.
    """

    splits: tuple[CampSplit, ...]
    movers: tuple[tuple[str, tuple[str, ...]], ...]


def theatre_camps(
    links: Iterable[LensRelation], theatres: tuple[str, ...], sizes: tuple[int, ...] = (2, 3)
) -> TheatreCamps:
    """
    Split the signed bonds of each theatre, and of all: one for each pair, sign and theatre, however many relations.

    A channel has no sign and stays out.
    """
    signed = signed_bonds(links)
    splits = [
        _split_theatre([bond for bond in signed if theatre in (None, bond.theatre)], theatre, k)
        for k in sizes
        for theatre in (*theatres, None)
    ]
    halves = [camps for camps in splits if camps.k == 2]
    return TheatreCamps(tuple(splits), tuple(_movers(signed, halves)))


def _split_theatre(signed: list[Bond], theatre: str | None, k: int) -> CampSplit:
    ties = {SignedTie(bond.one, bond.two, bond.sign, id=bond.theatre): bond for bond in signed}
    best = split_camps(ties, k, seconds=SECONDS, backbone=True)
    return CampSplit(
        theatre=theatre,
        k=k,
        index=best.index,
        bound=best.bound,
        unique=best.unique,
        bonds=len(signed),
        camps=best.camps,
        frustrated=tuple(link for tie in best.frustrated for link in ties[tie].links),
        notes=tuple(_notes(signed, best)),
        either_way=best.either_way,
        groups=best.backbone.groups if best.backbone else (),
    )


def _notes(signed: list[Bond], best: Split) -> Iterator[str]:
    graph = nx.Graph((bond.one, bond.two) for bond in signed)
    circles = graph.number_of_edges() - graph.number_of_nodes() + nx.number_connected_components(graph)
    yield (
        f"{len(signed)} signed bonds among {graph.number_of_nodes()} actors, {circles} independent circles: "
        "on a sparse graph a low index says little."
    )
    if note := standing_note(link for bond in signed for link in bond.links):
        yield note
    if best.unique is False:
        yield "Other splits are just as good, so who stands in which camp is open for some."
    if best.backbone and best.unique is not True:
        largest = max(map(len, best.backbone.groups), default=0)
        yield wording.backbone(largest, graph.number_of_nodes(), best.backbone.complete)
    if not best.exact:
        yield f"Time ran out: no split has fewer than {best.bound:g} bonds against it, this one has {best.index:g}."


def _movers(signed: list[Bond], halves: list[CampSplit]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who stands in a theatre, against most of its connected part, on another side than in all theatres together."""
    by_theatre = {half.theatre: half for half in halves}
    together = by_theatre.pop(None)
    theatres = _bonded_theatres(signed)
    moved: dict[str, list[str]] = defaultdict(list)
    for theatre, half in by_theatre.items():
        turned = _turned(half, together)
        graph = nx.Graph((bond.one, bond.two) for bond in signed if bond.theatre == theatre)
        for part in nx.connected_components(graph):
            for actor in part:
                if len(theatres[actor]) > 1 and 2 * len(part & turned[actor]) > len(part):
                    moved[actor].append(str(theatre))
    for actor, changes in sorted(moved.items()):
        yield actor, tuple(changes)


def _bonded_theatres(signed: Iterable[Bond]) -> dict[str, set[str]]:
    theatres: dict[str, set[str]] = defaultdict(set)
    for bond in signed:
        theatres[bond.one].add(bond.theatre)
        theatres[bond.two].add(bond.theatre)
    return theatres


def _turned(half: CampSplit, together: CampSplit) -> dict[str, set[str]]:
    """To each actor those that are with it in the one split and apart from it in the other, whichever best splits these are."""
    place = _places(half), _places(together)
    changed = {actor: place[0][actor][1] != place[1][actor][1] for actor in place[0]}
    agreed: dict[tuple[int, int], set[str]] = defaultdict(set)
    for actor in place[0]:
        agreed[place[0][actor][0], place[1][actor][0]].add(actor)
    turned: dict[str, set[str]] = defaultdict(set)
    for group in agreed.values():
        for actor, opposite in product(group, group):
            if changed[actor] != changed[opposite]:
                turned[actor].add(opposite)
    return turned


def _places(split: CampSplit) -> dict[str, tuple[int, int]]:
    """The numbers of each actor's group and camp."""
    camp = {actor: number for number, actors in enumerate(split.camps) for actor in actors}
    return {actor: (number, camp[actor]) for number, group in enumerate(split.groups) for actor in group}

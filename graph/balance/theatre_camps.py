"""Camps per theatre and in all theatres together, and the actors that change camp between them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx

from linkage.graph.balance.bonds import Bond, LensRelation, signed_bonds, standing_note
from linkage.graph.balance.camps import SignedTie, Split, split_camps

SECONDS = 5.0
"""After this long a split is told with what is proven of it."""


@dataclass(frozen=True, slots=True)
class CampSplit:
    """The least frustrated split of one theatre, or of all together (None), into at most k camps."""

    theatre: str | None
    k: int
    index: float
    bound: float
    unique: bool | None
    bonds: int
    camps: tuple[tuple[str, ...], ...]
    frustrated: tuple[LensRelation, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TheatreCamps:
    """Splits per theatre and then together; `movers` are actors with the theatres in which they change camp."""

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
    best = split_camps(ties, k, seconds=SECONDS)
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
    if not best.exact:
        yield f"Time ran out: no split has fewer than {best.bound:g} bonds against it, this one has {best.index:g}."


def _movers(signed: list[Bond], halves: list[CampSplit]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who is in a theatre with those that it is apart from in all theatres together, part by connected part."""
    camps = {
        half.theatre: {actor: number for number, camp in enumerate(half.camps) for actor in camp} for half in halves
    }
    moved: dict[str, list[str]] = defaultdict(list)
    for theatre, camp in camps.items():
        if theatre is None:
            continue
        graph = nx.Graph((bond.one, bond.two) for bond in signed if bond.theatre == theatre)
        for component in nx.connected_components(graph):
            unlike = {actor for actor in component if camp[actor] != camps[None][actor]}
            # Where the part is divided evenly, neither half has changed rather than the other.
            if 2 * len(unlike) != len(component):
                for actor in min(unlike, component - unlike, key=len):
                    moved[actor].append(theatre)
    for actor, theatres in sorted(moved.items()):
        yield actor, tuple(theatres)

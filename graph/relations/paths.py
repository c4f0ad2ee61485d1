"""
The shortest paths between two actors, over relations that a lens shows.

Length by length: for n hops, the actors that are n - 1, n - 2 … hops away from the end are known beforehand, and a path
takes its next step only to one of those. So the search holds nothing but beginnings of paths that arrive, and parallel
relations make one step.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import pairwise
from math import prod
from typing import Self

MOST_HOPS = 4
MOST_PATHS = 20
HUB = 20
"""An actor with more relations than this under a lens is a hub."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two actors, which are named by their keys; `place` is where the store has it."""

    place: str
    id: str
    subject: str
    object: str
    sign: int
    certainty: float
    origins: int

    def between(self) -> Iterator[tuple[str, str]]:
        """Both ways along it."""
        yield self.subject, self.object
        yield self.object, self.subject

    @property
    def rank(self) -> tuple[float, int, str]:
        """Sorts the best supported first; the id settles ties."""
        return -self.certainty, -self.origins, self.id


@dataclass(frozen=True, slots=True)
class Hop:
    """A step of a path, along the best supported of the relations between two actors; there are `others`."""

    start: str
    end: str
    link: Link
    others: int

    @property
    def forward(self) -> bool:
        """Whether it leads from subject to object; a channel leads both ways."""
        return self.link.sign == 0 or self.link.subject == self.start


Path = tuple[Hop, ...]


@dataclass(slots=True)
class LinkMap:
    """Relations by their two ends, as far as they have been added; whichever comes again changes nothing."""

    links: dict[str, dict[str, set[Link]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    @classmethod
    def of(cls, links: Iterable[Link]) -> Self:
        """A map of these relations."""
        made = cls()
        made.add(links)
        return made

    def add(self, links: Iterable[Link]) -> None:
        """Take in more relations."""
        for link in links:
            for start, end in link.between():
                self.links[start][end].add(link)

    def neighbours(self, actor: str) -> Collection[str]:
        """Who has a relation with an actor."""
        return self.links[actor].keys() if actor in self.links else ()

    def hop(self, start: str, end: str) -> Hop:
        """The step from one actor to another, between whom there is a relation."""
        links = self.links[start][end]
        return Hop(start, end, min(links, key=lambda link: link.rank), len(links) - 1)


def paths_of(
    links: LinkMap, ends: tuple[str, str], hops: int, count: int, avoiding: Collection[str] = ()
) -> list[Path]:
    """
    The first *count* paths of so many hops from one end to the other that pass nobody twice and none of *avoiding*.

    The best supported come first: support is the product of the certainties of the steps; keys of actors settle ties.
    """
    hops_between: dict[tuple[str, str], Hop] = {}
    routes = _routes(links, ends, _nearer(links, ends, hops, avoiding), (ends[0],))

    def path(route: Sequence[str]) -> Path:
        return tuple(_hop(links, hops_between, start, end) for start, end in pairwise(route))

    return nsmallest(count, map(path, routes), key=_rank)


def sign(path: Path) -> int | None:
    """The product of the signs of a path's relations; None where one of them is a channel."""
    return prod(hop.link.sign for hop in path) or None


def _nearer(links: LinkMap, ends: tuple[str, str], hops: int, avoiding: Collection[str]) -> list[Collection[str]]:
    """Who may stand on a path 0, 1 … hops away from its end."""
    nears: list[Collection[str]] = [{ends[1]}]
    barred = {*ends, *avoiding}
    for _ in range(hops - 1):
        nears.append({near for actor in nears[-1] for near in links.neighbours(actor)} - barred)
    return nears


def _routes(
    links: LinkMap, ends: tuple[str, str], nears: Sequence[Collection[str]], route: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """The actors of each path that goes on from the beginning *route*."""
    left = len(nears) - len(route)
    if left < 0:
        yield route
        return
    for actor in _common(links.neighbours(route[-1]), nears[left]):
        if actor not in route:
            yield from _routes(links, ends, nears, (*route, actor))


def _common(neighbours: Collection[str], near: Collection[str]) -> Iterator[str]:
    """Who is in both, by way of the smaller."""
    small, large = sorted((neighbours, near), key=len)
    return (actor for actor in small if actor in large)


def _hop(links: LinkMap, hops: dict[tuple[str, str], Hop], start: str, end: str) -> Hop:
    if (start, end) not in hops:
        hops[start, end] = links.hop(start, end)
    return hops[start, end]


def _rank(path: Path) -> tuple[float, list[str]]:
    return -prod((hop.link.certainty for hop in path), start=1.0), [hop.end for hop in path]

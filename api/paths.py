"""Paths: relations near both ends are read, the shortest ways are searched, the statement reads what was selected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.lens_statement import LensScope, LensStatement, refuse_unknown
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import bad_input, within
from linkage.graph.families import RELATIONSHIP_TYPES, RELATIONSHIPS, Family
from linkage.graph.relations.paths import HUB, MOST_HOPS, MOST_PATHS, Hop, Link, LinkMap, Path, paths_of, sign
from linkage.graph.wording.paths import no_path

_NEAR = 3
"""From so many hops on, a path has steps that touch neither end."""


@dataclass(frozen=True, slots=True)
class End:
    """An actor that paths lead from or to; `linked` where it has any relation under the lens."""

    key: str
    name: str
    linked: bool


@dataclass(frozen=True, slots=True)
class PathSearch(Deferred):
    """What is searched for; the two statements read relations around actors, and who is next to actors."""

    ends: tuple[str, str]
    families: list[str]
    most: int
    count: int
    through_hubs: bool
    view: dict[str, date | None]
    around: LensStatement
    reached: LensStatement

    @classmethod
    def of(cls, arguments: Arguments, _chosen: frozenset[str] = frozenset()) -> Self:
        """The search that the arguments ask for; a GraphQLError where they ask what cannot be searched."""
        if arguments["from"] == arguments["to"]:
            raise bad_input("from and to are one actor; a path needs two")
        most = arguments["max"]
        if not 1 <= most <= MOST_HOPS:
            raise bad_input(f"max runs from 1 to {MOST_HOPS} hops, not {most}: beyond, everything is connected")
        lens = arguments.get("lens") or {}
        return cls(
            (arguments["from"], arguments["to"]),
            [family.name for family in arguments.get("families") or ()] or RELATIONSHIP_TYPES,
            most,
            within(arguments["k"], 1, MOST_PATHS, "k", " paths"),
            arguments["throughHubs"],
            {"asOf": lens.get("asOf"), "knownBy": lens.get("knownBy")},
            *_statements(arguments),
        )

    async def answer(self, desk: Desk) -> dict[str, Any]:
        """The paths and what explains their number, as the compiled statement takes them."""
        links = LinkMap()
        (origin, target) = await self._ends(desk, links)
        keys = origin.key, target.key
        paths: list[Path] = []
        hubs: dict[str, str] = {}
        nears = [target.key]
        for hops in range(1, self.most + 1):
            if len(paths) >= self.count:
                break
            if hops > 1 and not self.through_hubs:
                nears = await self._pass_over(desk, nears, keys, hubs)
            if hops == _NEAR:
                between = {actor for key in keys for actor in links.neighbours(key)}
                await self._read(desk, links, between.difference(keys, hubs))
            paths += paths_of(links, keys, hops, self.count - len(paths), hubs)
        reason = no_path(
            origin.name, target.name, len(paths), self.most, origin.linked, target.linked, list(hubs.values())
        )
        return {
            "origin": origin.key,
            "target": target.key,
            "paths": [self._path(path) for path in paths],
            "hubs": list(hubs),
            "reason": reason,
        }

    async def _ends(self, desk: Desk, links: LinkMap) -> tuple[End, End]:
        """Both ends, with their relations added to *links*; a GraphQLError where a key is nobody's."""
        around, unknown = await self.around.read(desk, actors=list(self.ends), families=self.families)
        ends = {key: End(stays, name, bool(rows)) for key, stays, name, rows in around}
        nobody = [f"actor {key}" for key in self.ends if key not in ends]
        await refuse_unknown(desk, [*unknown, *nobody])
        _add(links, around)
        origin, target = (ends[key] for key in self.ends)
        return origin, target

    async def _read(self, desk: Desk, links: LinkMap, actors: Iterable[str]) -> None:
        """Add the relations of these actors to *links*."""
        around, _ = await self.around.read(desk, actors=sorted(actors), families=self.families)
        _add(links, around)

    async def _pass_over(self, desk: Desk, nears: list[str], ends: tuple[str, str], hubs: dict[str, str]) -> list[str]:
        """Who is next to *nears* and no hub; those that are come into *hubs* with their names."""
        reached, _ = await self.reached.read(desk, actors=nears, ends=list(ends), families=self.families, busiest=HUB)
        hubs |= {key: name for key, name, hub in reached if hub}
        return [key for key, _, hub in reached if not hub]

    def _path(self, path: Path) -> dict[str, Any]:
        return {"length": len(path), "sign": sign(path), "hops": [self._hop(hop) for hop in path]}

    def _hop(self, hop: Hop) -> dict[str, Any]:
        return {
            "start": hop.start,
            "end": hop.end,
            "forward": hop.forward,
            "relation": hop.link.place,
            "others": hop.others,
            **self.view,
        }


def _statements(arguments: Arguments) -> Iterator[LensStatement]:
    """What reads the relations around actors, and who is next to actors."""
    around, reached = LensScope(arguments), LensScope(arguments)
    kept, certainty = around.kept(), around.conditions.certainty("link")
    yield around.statement("paths.around", types=RELATIONSHIPS, kept=kept, certainty=certainty)
    yield reached.statement("paths.reached", types=RELATIONSHIPS, kept=reached.kept())


def _add(links: LinkMap, around: Iterable[list[Any]]) -> None:
    for *_, rows in around:
        links.add(
            Link(place, id_, subject, object_, Family[family].sign, certainty, origins)
            for place, id_, subject, object_, family, certainty, origins in rows
        )

"""
What a picture shows: the answer of a query, divided into regions by theatre.

A view knows nothing of colours or positions; it can be drawn, tabled or written out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import TypeAdapter, ValidationError

from linkage.graph.errors import PictureError
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.theatres import enclosing_theatres, home_theatres
from linkage.visualizations.client.evidence import Claim
from linkage.visualizations.client.picture import Actor, Answer, Relation, Status, Subgraph, Theatre
from linkage.visualizations.client.queries import query

# Asks one GraphQL document with its variables; returns `data` or raises QueryError.
Execute = Callable[[str, dict[str, object]], dict[str, object]]

MOST_RELATIONS = 1500  # beyond this a picture is a hairball in any renderer
MOST_CLAIMS = 50  # the evidence kept per relation; the rest is counted
QUERY = query("picture")
_SHOWN_FIRST = (Status.DISPUTED, Status.AGREED, Status.SINGLE_SOURCE, Status.DENIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Actors that are drawn together: those of one theatre (`key`), or those of several (None)."""

    key: str | None
    name: str
    actors: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """
    Relations of one family from one actor to another in one theatre, in order of time.

    On one day there is one; where a lens names no day, there is one for each period.
    """

    relations: tuple[Relation, ...]

    @property
    def id(self) -> str:
        return self.relations[0].id

    @property
    def family(self) -> Family:
        return self.relations[0].family

    @property
    def theatre(self) -> str | None:
        return self.relations[0].theatre

    @property
    def ends(self) -> tuple[str, str]:
        """From whom to whom."""
        return self.relations[0].ends

    @property
    def mutual(self) -> bool:
        return all(relation.mutual for relation in self.relations)

    @property
    def status(self) -> Status:
        """Dispute in any period shows, and so does agreement; a line is denied where all of it is."""
        found = {relation.status for relation in self.relations}
        return next(status for status in _SHOWN_FIRST if status in found)


@dataclass(frozen=True, kw_only=True)
class View:
    """
    What a lens shows.

    `total` counts the relations it keeps, `undated` those that no date ties to its day. `homes` tells for a
    theatre the one that it is drawn as: a part belongs to the largest one that was asked for. Where it is compared
    with another lens, `since`, `changes` says by relations' ids what became of them.
    """

    theatres: tuple[Theatre, ...]
    actors: tuple[Actor, ...]
    relations: tuple[Relation, ...]
    regions: tuple[Region, ...]
    homes: Mapping[str, str]
    total: int
    undated: int
    since: Lens | None = None
    changes: Mapping[str, str] = field(default_factory=dict)

    def change(self, line: Line) -> str | None:
        """What became of a line since the earlier lens, in words."""
        return next((self.changes[one.id] for one in line.relations if one.id in self.changes), None)

    @property
    def too_large(self) -> bool:
        return self.total > len(self.relations)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of actors by their keys."""
        return {actor.key: actor.name for actor in self.actors}

    @cached_property
    def theatre_names(self) -> dict[str, str]:
        """Names of theatres by their keys."""
        return {theatre.key: theatre.name for theatre in self.theatres}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The relations, those of one pair, family and theatre together."""
        groups: dict[tuple[object, ...], list[Relation]] = {}
        for relation in self.relations:
            groups.setdefault((*relation.ends, relation.family, relation.theatre), []).append(relation)
        return tuple(Line(tuple(group)) for group in groups.values())

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that its relations rest on, each once."""
        found = {claim.key: claim for relation in self.relations for claim in relation.claims.nodes}
        return tuple(found.values())

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The families of its relations, in their own order."""
        found = {relation.family for relation in self.relations}
        return tuple(family for family in Family if family in found)

    @cached_property
    def by_theatre(self) -> dict[str, list[Line]]:
        """The lines under the names of their theatres."""
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(self.theatre_names.get(line.theatre or "", "No theatre"), []).append(line)
        return groups


def fetch(execute: Execute, lens: Lens) -> View:
    """Ask for what *lens* shows, in one query."""
    return read(execute(QUERY, variables(lens)), lens)


def variables(lens: Lens) -> dict[str, object]:
    """The variables of the picture's query."""
    return {"lens": lens.variables(), "relations": MOST_RELATIONS, "claims": MOST_CLAIMS}


def read(data: Mapping[str, object], lens: Lens) -> View:
    """Make a view of the answer to the picture's query; PictureError where it has another shape."""
    try:
        answer = TypeAdapter(Answer).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PictureError(f"the answer does not fit this version at {where}: {first['msg']}") from error
    found = answer.subgraph
    homes = _homes(answer.theatres, lens.theatres)
    if unknown := {relation.theatre for relation in found.relations if relation.theatre} - homes.keys():
        raise PictureError(f"the answer has relations in {min(unknown)!r} without the theatre itself")
    actors = _linked(found)
    names = {actor.key: actor.name for actor in actors}
    relations = tuple(sorted(found.relations, key=lambda relation: _order(relation, homes, names)))
    return View(
        theatres=answer.theatres,
        actors=actors,
        relations=relations,
        regions=_divide(actors, relations, answer.theatres, homes),
        homes=homes,
        total=found.total_count,
        undated=found.undated,
    )


def _linked(found: Subgraph) -> tuple[Actor, ...]:
    """The actors at an end of a relation, by name; every end must be among those answered."""
    linked = {end for relation in found.relations for end in relation.ends}
    if absent := linked - {actor.key for actor in found.actors}:
        raise PictureError(f"the answer has relations of {min(absent)!r} without the actor itself")
    return tuple(
        sorted((a for a in found.actors if a.key in linked), key=lambda actor: (actor.name, actor.key))
    )


def _homes(theatres: Sequence[Theatre], asked: Sequence[str]) -> dict[str, str]:
    """Tell for each theatre the outermost one around it that was asked for, or the outermost of all."""
    within = {theatre.key: theatre.within for theatre in theatres}
    outermost = {key: enclosing_theatres(key, within)[-1] for key in within}
    homes = outermost | home_theatres(within, asked)
    # Regions follow the order in which they were asked for.
    return dict(
        sorted(homes.items(), key=lambda pair: asked.index(pair[1]) if pair[1] in asked else len(asked))
    )


def _divide(
    actors: Iterable[Actor],
    relations: Iterable[Relation],
    theatres: Iterable[Theatre],
    homes: Mapping[str, str],
) -> tuple[Region, ...]:
    """Put each actor in the region of its theatre; those with relations in several stand apart, last."""
    found: dict[str, set[str]] = {actor.key: set() for actor in actors}
    for relation in relations:
        if relation.theatre is not None:
            for end in relation.ends:
                found[end].add(homes[relation.theatre])
    names = {theatre.key: theatre.name for theatre in theatres}
    shared = tuple(key for key, places in found.items() if len(places) > 1)
    regions = [
        Region(
            key=home, name=names[home], actors=tuple(key for key, places in found.items() if places == {home})
        )
        for home in dict.fromkeys(homes.values())
    ]
    outside = tuple(key for key, places in found.items() if not places)
    regions.append(Region(key="", name="No theatre", actors=outside))
    count = len({home for places in found.values() for home in places})
    regions.append(Region(key=None, name="In both" if count == 2 else "In several", actors=shared))
    return tuple(region for region in regions if region.actors)


def _order(relation: Relation, homes: Mapping[str, str], names: Mapping[str, str]) -> tuple[object, ...]:
    """Where a relation stands in a table: by theatre, family and the names of its ends."""
    home = homes.get(relation.theatre or "", "")
    place = list(homes.values()).index(home) if home else len(homes)
    family = list(Family).index(relation.family)
    return (
        place,
        family,
        names[relation.subject],
        names[relation.object],
        str(relation.valid_from),
        relation.id,
    )

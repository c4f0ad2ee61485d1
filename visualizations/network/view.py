"""
What a picture shows: the answer of a query, divided into regions by theatre.

A view knows nothing of colours or positions; it can be drawn, tabled or written out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from linkage.graph.answers import state_of
from linkage.graph.errors import PictureError
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.store.generation import GraphState
from linkage.visualizations.client.answers import Execute, Value, read_answer
from linkage.visualizations.client.queries import query
from linkage.visualizations.network.regions import Region, divide_regions, theatre_homes

MOST_RELATIONS = 1500  # beyond this a picture is a hairball in any renderer
MOST_CLAIMS = 50  # the evidence kept per relation; the rest is counted
QUERY = query("picture")
_SHOWN_FIRST = (
    RelationStatus.DISPUTED,
    RelationStatus.AGREED,
    RelationStatus.SINGLE_SOURCE,
    RelationStatus.DENIED,
)


@dataclass(frozen=True)
class Line:
    """
    Relations of one family from one actor to another in one theatre, in order of time.

    On one day there is one; where a lens names no day, there is one for each period.
    """

    relations: tuple[Value, ...]

    @property
    def id(self) -> str:
        return str(self.relations[0].id)

    @property
    def family(self) -> Family:
        family: Family = self.relations[0].family
        return family

    @property
    def theatre(self) -> str | None:
        theatre: str | None = self.relations[0].theatre
        return theatre

    @property
    def ends(self) -> tuple[str, str]:
        """From whom to whom."""
        return self.relations[0].subject, self.relations[0].object

    @cached_property
    def mutual(self) -> bool:
        """Whether it has no direction: in each period every claim is of a kind that reads the same both ways."""
        claims = [relation.claims.nodes for relation in self.relations]
        return not self.family.directed or all(
            nodes and all(claim.kind.symmetric for claim in nodes) for nodes in claims
        )

    @cached_property
    def status(self) -> RelationStatus:
        """Dispute in any period shows, and so does agreement; a line is denied where all of it is."""
        statuses = {relation.status for relation in self.relations}
        return next(status for status in _SHOWN_FIRST if status in statuses)

    @cached_property
    def support(self) -> RelationStatus:
        """
        How it is drawn: its status, but by the origins of all its spells, for how many speak on one day is chance.

        Acts of the opposite sign since the last report dispute it.
        """
        if self.status in (RelationStatus.DISPUTED, RelationStatus.DENIED):
            return self.status
        if any(relation.contested for relation in self.relations):
            return RelationStatus.DISPUTED
        spells = (relation.spell for relation in self.relations)
        return RelationStatus.AGREED if any(spell and spell.origins > 1 for spell in spells) else self.status

    @cached_property
    def basis(self) -> StandingBasis:
        """The strongest on which any of it stands."""
        bases = {relation.basis for relation in self.relations}
        return next(basis for basis in StandingBasis if basis in bases)

    @cached_property
    def last_report(self) -> date | None:
        """The last day before that of the lens on which it is attested; None where it is attested on that one."""
        if self.basis is StandingBasis.ATTESTED:
            return None
        return max((relation.last_attested for relation in self.relations if relation.last_attested), default=None)


@dataclass(frozen=True, kw_only=True)
class View:
    """
    What a lens shows.

    `total` counts the relations it keeps, `undated` those that no date ties to its day. `homes` tells for a
    theatre the one that it is drawn as: a part belongs to the largest one that was asked for. `day` is that of the
    lens. Where it is compared with another lens, `since`, `changes` says by relations' ids what became of them. `state`
    is the generation of the graph, where the answer names it; `whole` the view that this one is a part of, None where
    it is all of it.
    """

    theatres: tuple[Value, ...]
    actors: tuple[Value, ...]
    relations: tuple[Value, ...]
    regions: tuple[Region, ...]
    homes: Mapping[str, str]
    total: int
    undated: int
    day: date | None = None
    since: Lens | None = None
    state: GraphState | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    whole: "View | None" = None

    def change(self, line: Line) -> str | None:
        """What became of a line since the earlier lens, in words."""
        ids = (relation.id for relation in line.relations)
        return next((self.changes[id_] for id_ in ids if id_ in self.changes), None)

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
        groups: dict[tuple[object, ...], list[Value]] = {}
        for relation in self.relations:
            alike = relation.subject, relation.object, relation.family, relation.theatre
            groups.setdefault(alike, []).append(relation)
        return tuple(Line(tuple(group)) for group in groups.values())

    @cached_property
    def claims(self) -> tuple[Value, ...]:
        """The claims that bear on its relations, each once."""
        return tuple({claim.key: claim for relation in self.relations for claim in _bearing(relation)}.values())

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The families of its relations, in their own order."""
        present = {relation.family for relation in self.relations}
        return tuple(family for family in Family if family in present)

    @cached_property
    def by_theatre(self) -> dict[str, list[Line]]:
        """The lines under the names of their theatres."""
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(self.theatre_names.get(line.theatre or "", "No theatre"), []).append(line)
        return groups


def fetch_network(execute: Execute, lens: Lens) -> View:
    """Ask for what *lens* shows, in one query."""
    return read_network(execute(QUERY, network_variables(lens)), lens)


def network_variables(lens: Lens) -> dict[str, object]:
    """The variables of the picture's query."""
    return {"lens": lens.variables(), "relations": MOST_RELATIONS, "claims": MOST_CLAIMS}


def read_network(data: Mapping[str, object], lens: Lens) -> View:
    """A view of the answer to the picture's query; PictureError where it has another shape."""
    answer = read_answer(QUERY, data)
    subgraph = answer.subgraph
    homes = theatre_homes(answer.theatres, lens.theatres)
    if unknown := {relation.theatre for relation in subgraph.relations if relation.theatre} - homes.keys():
        raise PictureError(f"the answer has relations in {min(unknown)!r} without the theatre itself")
    actors = _linked_actors(subgraph)
    names = {actor.key: actor.name for actor in actors}
    relations = tuple(sorted(subgraph.relations, key=lambda relation: _order(relation, homes, names)))
    return View(
        theatres=answer.theatres,
        actors=actors,
        relations=relations,
        regions=divide_regions(actors, relations, answer.theatres, homes),
        homes=homes,
        total=subgraph.total_count,
        undated=subgraph.undated,
        day=lens.as_of,
        state=state_of(data),
    )


def _bearing(relation: Value) -> Iterator[Value]:
    """The claims that a relation rests on, those that contest it, and the one that ends it."""
    yield from relation.claims.nodes
    yield from relation.contested
    if relation.spell and relation.spell.ended_by:
        yield relation.spell.ended_by


def _linked_actors(subgraph: Value) -> tuple[Value, ...]:
    """The actors at an end of a relation, by name; every end must be among those answered."""
    linked = {end for relation in subgraph.relations for end in (relation.subject, relation.object)}
    if absent := linked - {actor.key for actor in subgraph.actors}:
        raise PictureError(f"the answer has relations of {min(absent)!r} without the actor itself")
    actors = (actor for actor in subgraph.actors if actor.key in linked)
    return tuple(sorted(actors, key=lambda actor: (actor.name, actor.key)))


def _order(relation: Value, homes: Mapping[str, str], names: Mapping[str, str]) -> tuple[object, ...]:
    """Where a relation stands in a table: by theatre, family and the names of its ends."""
    home = homes.get(relation.theatre or "", "")
    place = list(homes.values()).index(home) if home else len(homes)
    family = list(Family).index(relation.family)
    ends = names[relation.subject], names[relation.object]
    return place, family, *ends, str(relation.valid_from), relation.id

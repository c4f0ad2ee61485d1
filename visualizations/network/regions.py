"""Actors by the theatres that they have relations in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linkage.graph.theatres import enclosing_theatres, home_theatres
from linkage.visualizations.client.answers import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Actors that are drawn together: those of one theatre (`key`), or those of several (None)."""

    key: str | None
    name: str
    actors: tuple[str, ...]


def theatre_homes(theatres: Sequence[Value], chosen: Sequence[str]) -> dict[str, str]:
    """For each theatre the outermost one around it that is among the *chosen*, or the outermost of all."""
    within = {theatre.key: theatre.within for theatre in theatres}
    outermost = {key: enclosing_theatres(key, within)[-1] for key in within}
    homes = outermost | home_theatres(within, chosen)
    # Regions follow the order in which they were asked for.
    return dict(sorted(homes.items(), key=lambda pair: chosen.index(pair[1]) if pair[1] in chosen else len(chosen)))


def divide_regions(
    actors: Iterable[Value], relations: Iterable[Value], theatres: Iterable[Value], homes: Mapping[str, str]
) -> tuple[Region, ...]:
    """Put each actor in the region of its theatre; those with relations in several stand apart, last."""
    places: dict[str, set[str]] = {actor.key: set() for actor in actors}
    for relation in relations:
        if relation.theatre is not None:
            places[relation.subject].add(homes[relation.theatre])
            places[relation.object].add(homes[relation.theatre])

    def only_in(home: set[str]) -> tuple[str, ...]:
        return tuple(key for key, around in places.items() if around == home)

    names = {theatre.key: theatre.name for theatre in theatres}
    shared = tuple(key for key, around in places.items() if len(around) > 1)
    several = "In both" if len(set().union(*places.values())) == 2 else "In several"
    regions = [
        *(Region(key=home, name=names[home], actors=only_in({home})) for home in dict.fromkeys(homes.values())),
        Region(key="", name="No theatre", actors=only_in(set())),
        Region(key=None, name=several, actors=shared),
    ]
    return tuple(region for region in regions if region.actors)

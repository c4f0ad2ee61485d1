"""Who backs whom among those concerned: a loser whose own backer agreed is that backer's client."""

from collections.abc import Collection, Iterable

from linkage.graph.balance.bonds import LensRelation


def backing_relations(links: Iterable[LensRelation], backers: Collection[str], client: str) -> tuple[LensRelation, ...]:
    """The relations at the lens in which one of *backers* backs the client; nobody is a client of its own."""
    return tuple(
        link
        for link in links
        if link.family.sign > 0 and link.object == client != link.subject and link.subject in backers
    )

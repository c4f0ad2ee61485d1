"""Who backs whom among those concerned: a loser whose own backer agreed is that backer's client."""

from collections.abc import Collection

from linkage.graph.balance.bonds import LensRelation
from linkage.graph.leverage.inputs import Dossier


def backing_relations(dossier: Dossier, backers: Collection[str], client: str) -> tuple[LensRelation, ...]:
    """
    The relations at the lens in which one of *backers* backs the client; nobody is a client of its own.

    Each counts as whom it acts for on the day, so that who is whose client does not hang on whether a lens rolls up. Where
    relations name these themselves, those that name who acts for them are left out.
    """
    clients = set(dossier.standing_for([client]))
    patrons = set(dossier.standing_for(backers)) - clients
    backing = tuple(
        link
        for link in dossier.backing
        if link.family.sign > 0
        and not clients.isdisjoint(dossier.standing_for([link.object]))
        and not patrons.isdisjoint(dossier.standing_for([link.subject]))
    )
    return tuple(link for link in backing if link.subject in patrons and link.object in clients) or backing

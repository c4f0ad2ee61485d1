"""Stances that count for whom their actors act, by the rule by which relations are rolled up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from linkage.graph.leverage.inputs import Dossier, MemberReading
from linkage.graph.leverage.stance_matrix import Cell


def roll_up_stances(dossier: Dossier, asked: Iterable[str] = ()) -> Dossier:
    """
    The dossier in which who acts for others on the day stands on nothing itself, and blocks nothing itself.

    A full reading of the principal's own holds, and those of its members are set aside. Else the full ones of its
    members count, the last coded, as rivals where there are several, and what is not full where nothing is. Who acts
    for several counts for each. Whoever of *asked* acts for others is noted.
    """
    members: dict[Cell, list[MemberReading]] = defaultdict(list)
    for reading in dossier.readings:
        for principal in dossier.principals.get(reading.actor, ()):
            members[principal, reading.issue].append(MemberReading(reading, principal))
    counting = {cell: _counted(dossier, cell, several) for cell, several in members.items()}
    counted = [member for several in counting.values() for member in several]
    own = [reading for reading in dossier.readings if reading.actor not in dossier.principals]
    return replace(
        dossier,
        readings=(*own, *(replace(member.reading, actor=member.principal) for member in counted)),
        vetoes={issue: _blockers(dossier.principals, blockers) for issue, blockers in dossier.vetoes.items()},
        rolled=tuple(counted),
        set_aside=tuple(
            member for cell, several in members.items() for member in several if member not in counting[cell]
        ),
        replaced=tuple(actor for actor in asked if actor in dossier.principals),
    )


def _counted(dossier: Dossier, cell: Cell, members: Sequence[MemberReading]) -> Sequence[MemberReading]:
    """Those of the readings of members that count for a cell of whom they act for."""
    if cell in dossier.rivals and cell[0] not in dossier.principals:
        return ()
    full = [member for member in members if member.reading in dossier.rivals.get(member.reading.cell, ())]
    latest = max((_coded(member) for member in full), default=None)
    return [member for member in full if _coded(member) == latest] or members


def _coded(member: MemberReading) -> date:
    """The last day that it was coded for, the end of time where that is the day looked at."""
    return member.reading.carried_from or date.max


def _blockers(
    principals: Mapping[str, tuple[str, ...]], blockers: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Who is said to block an issue, with the claims, once who acts for others does so for them."""
    claims: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for actor, keys in blockers.items():
        for principal in principals.get(actor, (actor,)):
            claims[principal] = (*claims[principal], *keys)
    return dict(claims)

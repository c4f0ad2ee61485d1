"""For whom actors act, read from the store up to the end of each chain."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from linkage.api.compiler.deferred import Desk
from linkage.graph.lens import Lens
from linkage.graph.relations.affiliation import ALWAYS, Membership, principals_on
from linkage.graph.store.generation import watched
from linkage.graph.store.statements import statement


@dataclass(frozen=True, slots=True)
class Memberships:
    """What is known of the memberships of some actors and of all whom they act for, and how those concerned are called."""

    by_actor: dict[str, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)

    def principals(self, lens: Lens) -> dict[str, tuple[str, ...]]:
        """For whom actors act at a lens, where for others."""
        return principals_on(list(self.by_actor), self.by_actor, lens.as_of, lens.known_by)


async def read_memberships(desk: Desk, actors: Iterable[str]) -> Memberships:
    """Those of the actors, of whom these act for, and so on."""
    query = statement("relations.memberships")
    text = watched(query.filled(), query.returns)
    memberships, asked, open_ = Memberships(), set[str](), set(actors)
    while open_:
        [rows] = await desk.run(text, {"actors": sorted(open_)})
        asked |= open_
        for (actor, name), (principal, principal_name), *days in rows:
            memberships.by_actor[actor].append(_membership(actor, principal, *days))
            memberships.names.update({actor: name, principal: principal_name})
        open_ = {row[1][0] for row in rows} - asked
    return memberships


def _membership(actor: str, principal: str, *texts: str | None) -> Membership:
    start, end, known, withdrawn = (text and date.fromisoformat(text) for text in texts)
    return Membership(actor, principal, (start or ALWAYS[0], end or ALWAYS[1]), known or date.min, withdrawn or None)

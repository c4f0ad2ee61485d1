"""
The search for the shortest paths between two actors, as text of a statement.

Length by length: for n hops, the actors that are n - 1, n - 2 … hops away from the end are known beforehand, and
a path takes its next step only to one of those. So a search holds nothing but beginnings of paths that arrive, it
stops at the first length that gives enough, and parallel relations make one step. Neo4j's own `SHORTEST k` counts
every choice among parallel relations as another path, and takes whichever it meets first of one length.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linkage.api.compiler.where import where
from linkage.graph.families import RELATIONSHIPS

MOST_HOPS = 4
MOST_PATHS = 20
HUB = 20
"""An actor with more relations than this under a lens is a hub."""


@dataclass(frozen=True, slots=True)
class PathSearch:
    """
    Finds paths from one actor to another: lists of steps `[from, relation, how many others, to]`.

    `start` and `end` are variables of the actors, `most` and `count` parameters: the longest path and how many.
    `kept` are conditions on a relation `link`; `call` makes a subquery that sees the variables named first.
    """

    start: str
    end: str
    most: str
    count: str
    kept: tuple[str, ...]
    through_hubs: bool
    call: Callable[[str, list[str]], str]

    def lines(self) -> Iterator[str]:
        """Lines that leave `found`, the paths, and `hubs`, the actors that were passed over."""
        yield f"WITH *, [] AS found0, [] AS hubs1, [{self.end}] AS near0"
        for hops in range(1, MOST_HOPS + 1):
            due = f"${self.most} >= {hops} AND size(found{hops - 1}) < ${self.count}"
            yield f"WITH *, {due} AS due{hops}"
            if hops > 1:
                yield from self._near(hops - 1, hops)
            yield from self._length(hops)
        yield f"WITH *, found{MOST_HOPS} AS found, hubs{MOST_HOPS} AS hubs"

    def _near(self, away: int, hops: int) -> Iterator[str]:
        """Who can be this many hops before the end of a path."""
        reached = [
            f"UNWIND CASE WHEN due{hops} THEN near{away - 1} ELSE [] END AS here",
            f"MATCH (here)-[link:{RELATIONSHIPS}]-(there:Actor)"
            + where([*self.kept, f"there <> {self.start}", f"there <> {self.end}"]),
            f"RETURN collect(DISTINCT there) AS reached{away}",
        ]
        yield self.call(f"due{hops}, near{away - 1}", reached)
        if self.through_hubs:
            yield f"WITH *, reached{away} AS near{away}, hubs{away} AS hubs{hops}"
            return
        busy = f"COUNT {{ MATCH (there)-[link:{RELATIONSHIPS}]-(:Actor){where(list(self.kept))} }} > {HUB}"
        sorted_out = [
            f"UNWIND reached{away} AS there",
            f"WITH there, {busy} AS busy",
            "WITH collect(CASE WHEN busy THEN there END) AS busy, collect(CASE WHEN NOT busy THEN there END) AS near",
            f"RETURN busy AS busy{away}, near AS near{away}",
        ]
        yield self.call(f"reached{away}", sorted_out)
        yield f"WITH *, hubs{away} + [hub IN busy{away} WHERE NOT hub IN hubs{away}] AS hubs{hops}"

    def _length(self, hops: int) -> Iterator[str]:
        """Add the paths of exactly this many hops, the best supported first, as far as they are needed."""
        yield f"WITH *, CASE WHEN due{hops} THEN [[]] ELSE [] END AS walked{hops}0"
        for step in range(1, hops + 1):
            before, near = f"walked{hops}{step - 1}", f"near{hops - step}"
            forward = [
                f"UNWIND {before} AS path",
                f"WITH path, {near} AS near, coalesce(path[-1][3], {self.start}) AS here",
                f"MATCH (here)-[link:{RELATIONSHIPS}]-(there:Actor)"
                + where([*self.kept, "there IN near", "none(step IN path WHERE step[0] = there)"]),
                "WITH path, here, there, link ORDER BY link.certainty DESC, link.origins DESC, link.id",
                "WITH path, here, there, collect(link) AS links",
                f"RETURN collect(path + [[here, links[0], size(links) - 1, there]]) AS walked{hops}{step}",
            ]
            yield self.call(f"{before}, {near}", forward)
        support = "reduce(whole = 1.0, step IN path | whole * step[1].certainty)"
        ranked = [
            f"UNWIND walked{hops}{hops} AS path",
            f"WITH path ORDER BY {support} DESC, [step IN path | step[3].key]",
            f"RETURN collect(path) AS ranked{hops}",
        ]
        yield self.call(f"walked{hops}{hops}", ranked)
        yield f"WITH *, (found{hops - 1} + ranked{hops})[..${self.count}] AS found{hops}"

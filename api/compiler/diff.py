"""
What changed between two lenses, as text of a statement.

Relations are compared by pair, family and theatre. One *stands* where somebody supports it, so one that is only
denied does not. Each change has one kind: a pair of which every sign turned round is `flipped`, and neither added
nor ended.
"""

from dataclasses import dataclass

from linkage.api.compiler.where import where
from linkage.api.storage.places import CHANGES
from linkage.graph.families import RELATIONSHIPS, Family

_FAMILIES = [family.name for family in Family]
_CHANNELS = [family.name for family in Family if not family.sign]
_FIRST_DAY = "date('0001-01-01')"


@dataclass(frozen=True, slots=True)
class Changes:
    """
    Finds changes: lists `[kind, relation, what it was, ids of the claims that made the change]`.

    `before` and `after` are the two lenses' conditions on a relation `link`, `known_before` and `known_after` their
    conditions on a claim `other`. `limit` is the parameter for how many of each kind are returned.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    known_before: str
    known_after: str
    limit: str

    def lines(self, known: str, value: str) -> list[str]:
        """Lines that return how many there are, and the first of each kind, as *value*; they may use *known*."""
        match = f"MATCH (:Actor)-[link:{RELATIONSHIPS}]->(:Actor)"
        made = "change, relation, CASE change WHEN 'flipped' THEN was[-1] ELSE old[-1] END, ids"
        return [
            f"CALL ({known}) {{",
            f"  {match}{where(list(self.before))} RETURN link, false AS later",
            "  UNION ALL",
            f"  {match}{where(list(self.after))} RETURN link, true AS later",
            "}",
            f"WITH *, coalesce(link.validFrom, {_FIRST_DAY}) AS since ORDER BY since, link.id",
            "WITH startNode(link) AS subject, endNode(link) AS object, link.theatre AS theatre,",
            "  collect(CASE WHEN NOT later THEN link END) AS olds, collect(CASE WHEN later THEN link END) AS news",
            f"WITH *, {_standing('olds', signed=True)} AS was, {_standing('news', signed=True)} AS signed",
            "WITH *, size(was) > 0 AND size(signed) > 0",
            "  AND all(one IN was WHERE all(other IN signed WHERE one.sign = -other.sign)) AS turned",
            f"UNWIND {_FAMILIES} AS family",
            f"WITH was, turned AND NOT family IN {_CHANNELS} AS turned,",
            "  [link IN olds WHERE type(link) = family] AS old, [link IN news WHERE type(link) = family] AS new",
            f"WITH *, {_standing('old')} AS stood, {_standing('new')} AS stands, {_disputed('new')} AS contested",
            "WITH *, CASE",
            "  WHEN turned THEN CASE WHEN size(stands) > 0 THEN 'flipped' END",
            "  WHEN size(stands) > 0 AND size(stood) = 0 THEN 'added'",
            "  WHEN size(stood) > 0 AND size(stands) = 0 THEN 'ended'",
            f"  WHEN size(contested) > 0 AND size({_disputed('old')}) = 0 THEN 'disputed'",
            "END AS change",
            "WHERE change IS NOT NULL",
            "WITH *, CASE change WHEN 'ended' THEN stood[-1] WHEN 'disputed' THEN contested[-1] ELSE stands[-1] END",
            "    AS relation,",
            "  reduce(ids = [], link IN old | ids + link.claims) AS oldClaims,",
            "  reduce(ids = [], link IN new | ids + link.claims) AS newClaims",
            *self._disputing(),
            "WITH *, CASE change WHEN 'ended' THEN [id IN oldClaims WHERE NOT id IN newClaims]",
            "  ELSE [id IN newClaims WHERE NOT id IN oldClaims] + disputing END AS ids",
            "ORDER BY relation.pair, relation.theatre, relation.id",
            f"WITH change, [{made}] AS made",
            "RETURN [count(*), "
            + ", ".join(f"collect(CASE change WHEN '{kind}' THEN made END)[..${self.limit}]" for kind in CHANGES)
            + f"] AS {value}",
        ]  # fmt: skip

    def _disputing(self) -> list[str]:
        """Whoever newly disputes what a relation rests on: such claims may speak of another pair."""
        return [
            "CALL (change, oldClaims, newClaims) {",
            "  WITH * WHERE change = 'disputed'",
            "  MATCH (claim:Record:Claim)<-[:DISPUTES]-(other:Claim)",
            f"  WHERE claim.id IN newClaims AND {self.known_after}",
            "  WITH DISTINCT oldClaims, other, [(other)-[:DISPUTES]->(rest:Claim) | rest.id] AS disputed",
            f"  WHERE NOT ({self.known_before} AND any(id IN oldClaims WHERE id IN disputed))",
            "  RETURN collect(other.id) AS disputing",
            "}",
        ]


def _standing(links: str, *, signed: bool = False) -> str:
    return f"[link IN {links} WHERE link.status <> 'DENIED'{' AND link.sign <> 0' if signed else ''}]"


def _disputed(links: str) -> str:
    return f"[link IN {links} WHERE link.status IN ['DISPUTED', 'DENIED']]"

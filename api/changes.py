"""Changes: what both lenses show is read, then what bears on what turned; the statement reads what was selected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.lens_statement import LensScope, LensStatement, statement_under
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import unknown_keys, within
from linkage.api.http.limits import LARGEST_PAGE
from linkage.api.storage.filters import standing
from linkage.graph.records import Course, Hedge
from linkage.graph.relations.changes import (
    BearingClaim,
    Bearings,
    Change,
    ChangeWindow,
    Dispute,
    TieVersion,
    settle,
)
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import Ending, StandingBasis
from linkage.graph.relations.turns import ChangeKind, ShownRelation, Turn, find_turns


@dataclass(frozen=True, slots=True)
class ChangeSearch(Deferred):
    """What is compared, *first* of each kind in *kinds*: the statements read what a lens shows, and what bears on it."""

    window: ChangeWindow
    known_by: date | None
    first: int
    kinds: frozenset[str]
    before: LensStatement
    after: LensStatement
    bearings: LensStatement

    @classmethod
    def of(cls, arguments: Arguments, chosen: frozenset[str]) -> Self:
        """The search that the arguments ask for; a GraphQLError where they ask too much."""
        return cls(
            ChangeWindow(arguments["from"].get("asOf"), arguments["to"].get("asOf")),
            arguments["to"].get("knownBy"),
            within(arguments["first"], 0, LARGEST_PAGE, "first"),
            chosen,
            statement_under("diff.shown", arguments, "from"),
            statement_under("diff.shown", arguments, "to"),
            _bearings_statement(arguments),
        )

    async def answer(self, desk: Desk) -> dict[str, Any]:
        """The changes, as the compiled statement takes them; a GraphQLError where a lens names what is not there."""
        olds, unknown_before = await self.before.read(desk)
        news, unknown_after = await self.after.read(desk)
        if unknown_before or unknown_after:
            raise unknown_keys([*unknown_before, *unknown_after])
        turns = find_turns(map(_shown, olds), map(_shown, news))
        changes = settle(turns, await self._bearings(desk, turns), self.window)
        return {"totalCount": len(changes), "items": list(map(self._item, self._first(changes)))}

    async def _bearings(self, desk: Desk, turns: Iterable[Turn]) -> Bearings:
        """What bears on turns; versions of ties only where both lenses have a day, for no others tell of what is between."""
        by_kind: defaultdict[ChangeKind, list[Turn]] = defaultdict(list)
        for turn in turns:
            by_kind[turn.kind].append(turn)
        if not by_kind:
            return Bearings()
        came, went = by_kind[ChangeKind.ATTESTED], by_kind[ChangeKind.FADED]
        claims, versions, disputes, _ = await self.bearings.read(
            desk,
            relations=_places(relation for turn in turns for relation in (*turn.olds, *turn.news)),
            ties=_places(turn.relation for turn in (*came, *went)) if self.window.bounded else [],
            disputed=_places(relation for turn in by_kind[ChangeKind.DISPUTED] for relation in turn.news),
        )
        return Bearings(
            {place: ids for place, ids, _ in claims},
            {place: acts for place, _, acts in claims},
            _versions(versions),
            [Dispute(id_, frozenset(disputed), before) for id_, before, disputed in disputes],
        )

    def _first(self, changes: Iterable[Change]) -> Iterator[Change]:
        """The first changes of each kind that is asked for."""
        counts: defaultdict[ChangeKind, int] = defaultdict(int)
        for change in changes:
            counts[change.kind] += 1
            if change.kind in self.kinds and counts[change.kind] <= self.first:
                yield change

    def _item(self, change: Change) -> dict[str, Any]:
        turn, window = change.turn, self.window
        return {
            "field": change.kind.value,
            "relation": turn.relation.place,
            "day": window.earlier if turn.kind is ChangeKind.FADED else window.later,
            "before": turn.before and turn.before.place,
            "dayBefore": window.earlier,
            "knownBy": self.known_by,
            "claims": sorted(change.claims),
        }


def _bearings_statement(arguments: Arguments) -> LensStatement:
    scope = LensScope(arguments)
    known_before, known_after = (scope.known("Claim", argument).format(x="other") for argument in ("from", "to"))
    versions = standing("link", "other", scope.known("Relation", "to"))
    return scope.statement("diff.bearings", standing=versions, knownBefore=known_before, knownAfter=known_after)


def _shown(row: list[Any]) -> ShownRelation:
    place, id_, pair, theatre, status, since = row
    return ShownRelation(place, id_, pair, theatre, RelationStatus[status], since)


def _places(relations: Iterable[ShownRelation]) -> list[str]:
    return sorted({relation.place for relation in relations})


def _versions(rows: Iterable[list[Any]]) -> dict[str, list[TieVersion]]:
    """Versions of ties by the relation that the tie was read for."""
    versions: defaultdict[str, list[TieVersion]] = defaultdict(list)
    for place, first, last, basis, ending, ended_by, claims in rows:
        versions[place].append(
            TieVersion(
                _day(first),
                _day(last),
                StandingBasis[basis],
                Ending[ending] if ending else None,
                ended_by,
                [
                    BearingClaim(id_, _day(begin), Hedge[hedge], Course[course] if course else None, bool(state))
                    for id_, begin, hedge, course, state in claims
                ],
            )
        )
    return versions


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

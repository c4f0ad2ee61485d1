"""Changes: what both lenses show is read, then what bears on what turned; the statement reads what was selected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.lens_statement import LensScope, LensStatement, refuse_unknown
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import within
from linkage.api.http.limits import LARGEST_PAGE
from linkage.api.storage.filters import standing
from linkage.graph.families import RELATIONSHIPS
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
    """What is compared, *first* of each kind in *kinds*: the statements read what each lens shows, then what bears on that."""

    window: ChangeWindow
    known_by: date | None
    first: int
    kinds: frozenset[str]
    shown: LensStatement
    ties: LensStatement
    claims: LensStatement

    @classmethod
    def of(cls, arguments: Arguments, chosen: frozenset[str]) -> Self:
        """The search that the arguments ask for; a GraphQLError where they ask too much."""
        return cls(
            ChangeWindow(arguments["from"].get("asOf"), arguments["to"].get("asOf")),
            arguments["to"].get("knownBy"),
            within(arguments["first"], 0, LARGEST_PAGE, "first"),
            chosen,
            *_statements(arguments),
        )

    async def answer(self, desk: Desk) -> dict[str, Any]:
        """The changes, as the compiled statement takes them; a GraphQLError where a lens names what is not there."""
        shown, unknown = await self.shown.read(desk)
        await refuse_unknown(desk, unknown)
        olds, news = ([_shown(row) for sides in shown for row in sides[side]] for side in (0, 1))
        turns = find_turns(olds, news)
        changes = settle(turns, await self._bearings(desk, turns), self.window)
        return {"totalCount": len(changes), "items": list(map(self._item, self._first(changes)))}

    async def _bearings(self, desk: Desk, turns: list[Turn]) -> Bearings:
        """What bears on turns."""
        if not turns:
            return Bearings()
        ties, _ = await self.ties.read(
            desk,
            places=_places(relation for turn in turns for relation in (*turn.olds, *turn.news)),
            followed=_places(self._followed(turns)),
        )
        bearings = Bearings(
            {place: claims for place, claims, *_ in ties},
            {place: acts for place, _, acts, _ in ties},
            {place: list(map(_version, versions)) for place, *_, versions in ties},
        )
        ids = bearings.open_claims(turns, self.window)
        claims, _ = await self.claims.read(desk, claims=sorted(ids)) if ids else ([], [])
        return replace(bearings, told=dict(map(_told, claims)), disputes=_disputes(claims))

    def _followed(self, turns: Iterable[Turn]) -> Iterator[ShownRelation]:
        """Relations whose ties are read along all days: of what came or went, if there are days in between."""
        if self.window.bounded:
            yield from (turn.relation for turn in turns if turn.kind in (ChangeKind.ATTESTED, ChangeKind.FADED))

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


def _statements(arguments: Arguments) -> Iterator[LensStatement]:
    """What reads the relations that the lenses show, ties, and claims."""
    shown, ties, claims = LensScope(arguments), LensScope(arguments), LensScope(arguments)
    yield shown.statement("diff.shown", types=RELATIONSHIPS, before=shown.kept("from"), after=shown.kept("to"))
    versions = standing("link", "other", ties.known("Relation", "to"))
    yield ties.statement("diff.ties", types=RELATIONSHIPS, standing=versions)
    known_before, known_after = (claims.known("Claim", argument).format(x="other") for argument in ("from", "to"))
    yield claims.statement("diff.claims", knownBefore=known_before, knownAfter=known_after)


def _shown(row: list[Any]) -> ShownRelation:
    place, id_, pair, theatre, status, since = row
    return ShownRelation(place, id_, pair, theatre, RelationStatus[status], since)


def _places(relations: Iterable[ShownRelation]) -> list[str]:
    return sorted({relation.place for relation in relations})


def _version(row: list[Any]) -> TieVersion:
    first, last, basis, ending, ended_by, claims = row
    return TieVersion(
        _day(first), _day(last), StandingBasis[basis], Ending[ending] if ending else None, ended_by, claims
    )


def _told(row: list[Any]) -> tuple[str, BearingClaim]:
    id_, first, hedge, course, state, _ = row
    return id_, BearingClaim(_day(first), Hedge[hedge], Course[course] if course else None, bool(state))


def _disputes(claims: Iterable[list[Any]]) -> list[Dispute]:
    disputed: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for claim, *_, disputes in claims:
        for id_, before in disputes:
            disputed[id_, before].add(claim)
    return [Dispute(id_, frozenset(claims), before) for (id_, before), claims in disputed.items()]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

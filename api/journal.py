"""The journal of the graph: what changed since a client last looked, read by a statement and told entry by entry."""

from dataclasses import dataclass
from typing import Any, Self

from graphql import GraphQLError

from linkage.api.compiler import cursors
from linkage.api.compiler.deferred import Deferred, Desk, Run
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import bad_input, within
from linkage.graph.store.generation import watched
from linkage.graph.store.statements import statement

LARGEST = 1_000
"""Entries, or records of one, that can be asked for at once."""
_RECORDS = "ChangedRecord"


@dataclass(frozen=True, slots=True)
class EntrySearch(Deferred):
    """The first entries of the journal behind a cursor, or from its beginning."""

    after: str
    first: int

    @classmethod
    def of(cls, arguments: Arguments, _chosen: frozenset[str] = frozenset()) -> Self:
        """The entries that the arguments ask for; a GraphQLError where they ask for too many."""
        return cls(arguments.get("after") or "", within(arguments["first"], 0, LARGEST, "first of changes"))

    async def answer(self, desk: Desk) -> list[dict[str, Any]]:
        """The entries, as the compiled statement takes them; a GraphQLError where there is no such cursor."""
        return await read_entries(desk.run, self.after, self.first)


@dataclass(frozen=True, slots=True)
class RecordSearch(Deferred):
    """Some of the records that one entry speaks of, behind the place that a cursor names."""

    change: str
    first: int
    page: str
    index: int

    @classmethod
    def of(cls, arguments: Arguments, _chosen: frozenset[str] = frozenset()) -> Self:
        """The records that the arguments ask for; a GraphQLError where they ask for too many, or by no cursor."""
        after = arguments.get("after")
        index, page = cursors.decode(after, _RECORDS) if after else (0, "")
        if type(index) is not int:
            raise bad_input("after: this is not a cursor")
        return cls(arguments["of"], within(arguments["first"], 0, LARGEST, "first of changedRecords"), page, index)

    async def answer(self, desk: Desk) -> dict[str, Any]:
        """The records, as the compiled statement takes them; a GraphQLError where there is no such change."""
        values = {"change": self.change, "page": self.page, "index": self.index, "limit": self.first + 1}
        known, total, records = await desk.run(_ONE_ENTRY, values)
        if not known:
            raise _unknown("of", self.change)
        last = records[: self.first][-1:] if len(records) > self.first else []
        ends = [cursors.encode(_RECORDS, record["index"], record["page"]) for record in last]
        return {"totalCount": total, "records": records[: self.first], "endCursor": next(iter(ends), None)}


async def read_entries(run: Run, after: str, first: int) -> list[dict[str, Any]]:
    """The first entries behind the one of this cursor; a GraphQLError where there is none."""
    known, entries = await run(_ENTRIES, {"after": after, "limit": first})
    if not known:
        raise _unknown("after", after)
    return list(entries)


def _unknown(argument: str, cursor: str) -> GraphQLError:
    return bad_input(
        f"{argument}: this database knows no change {cursor[:40]!r}, which is of another one or of a time that is not "
        "yet here: read everything anew and go on from `extensions.dataSet.id`"
    )


def _watched(name: str) -> str:
    named = statement(name)
    return watched(named.filled(), named.returns)


_ENTRIES, _ONE_ENTRY = _watched("journal.entries"), _watched("journal.records")

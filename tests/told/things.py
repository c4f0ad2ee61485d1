"""Everything that a data set has to be asked for, through lenses and by the page."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from graphql import GraphQLError

from linkage.api.compiler import cursors
from linkage.graph import records
from linkage.graph.ids import global_id
from linkage.ingest.text.used import in_order
from tests.told.filtering import Sieve
from tests.told.narrowing import Thing, rank, seen
from tests.told.standing import looked_at
from tests.told.text import Text
from tests.told.writers import WRITERS, plain, relation, values

BY_DEFAULT = {"disputed": "INCLUDE", "standing": "CARRIED", "rollUp": False}
"""What a lens says where it says nothing."""


class Things:
    """Everything that there is to be asked for."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def of(self, kind: str) -> list[Thing]:
        """Everything of one kind."""
        return self.relations if kind == "Relation" else list(self._things[kind].values())

    def listed(self, kind: str) -> list[Thing]:
        """What a root field lists: of actors those that are read under their own key."""
        return [thing for thing in self.of(kind) if kind != "Actor" or self.text.stays[thing["key"]] == thing["key"]]

    def get(self, kind: str, key: str | None) -> Thing | None:
        return self._things[kind].get(key) if key else None

    @cached_property
    def _things(self) -> dict[str, dict[str | None, Thing]]:
        things: dict[str, dict[str | None, Thing]] = {}
        for kind in records.KINDS.values():
            things[kind.__name__] = {key: self._thing(record) for key, record in self.text.records[kind].items()}
        return things

    def _thing(self, record: records.Record) -> Thing:
        name = type(record).__name__
        held_by = self.text.held_by[type(record), record.key]
        special = WRITERS[type(record)](record, self) if type(record) in WRITERS else {}
        return {
            "__typename": name,
            "id": global_id(name, record.id if isinstance(record, records.Claim) else record.key),
            **plain(record, self),
            **special,
            "dataset": held_by,
            "_values": values(record) | special.get("_values", {}) | {"dataset": [held_by]},
        }

    @property
    def datasets(self) -> list[Thing]:
        """What the data sets say of themselves."""
        heads = sorted((text.head for text in in_order([self.text.dataset])), key=lambda head: head.name)
        return [
            {"__typename": "DataSet", "key": head.name, "title": head.title, "description": head.description,
             "uses": list(head.uses)}
            for head in heads
        ]  # fmt: skip

    def actor(self, key: str) -> Thing:
        """The actor that this key leads to."""
        return self._things["Actor"][self.text.stays[key]]

    @cached_property
    def relations(self) -> list[Thing]:
        return [looked_at(relation(*version, self), None, None, self) for version in self.text.versions]

    # What is let through

    def through_lens(self, kind: str, things: Iterable[Thing], lens: Mapping[str, Any] | None) -> list[Thing]:
        if lens is None and kind != "Relation":
            return list(things)
        given = {name: value for name, value in (lens or {}).items() if value not in (None, [])}
        self._check_lens(kind, given)
        if kind == "Actor":
            if not {name: value for name, value in given.items() if value != BY_DEFAULT.get(name)}:
                return list(things)
            kept = self.through_lens("Relation", self.relations, given)
            ends = {end for relation in kept for end in relation["_values"]["actor"]}
            return [thing for thing in things if thing["key"] in ends]
        if kind == "Relation":
            things = [looked_at(thing, given.get("asOf"), given.get("knownBy"), self) for thing in things]
        if kind != "Issue" and self.text.dataset.name not in given.get("datasets", [self.text.dataset.name]):
            return []
        inner = self.text.inner(given.get("theatres", ()))
        return [thing for thing in things if seen(kind, thing, given, inner)]

    def _check_lens(self, kind: str, given: Mapping[str, Any]) -> None:
        # Data sets narrow no issues, whoever holds them.
        if kind != "Issue" and not set(given.get("datasets", ())) <= {head["key"] for head in self.datasets}:
            raise GraphQLError("the lens names what is not there")
        for name, label in (("theatres", "Theatre"), ("issues", "Issue")):
            if any(self.get(label, key) is None for key in given.get(name, ())):
                raise GraphQLError("the lens names what is not there")
        if not 0 <= given.get("minCertainty", 0) <= 1:
            raise GraphQLError("minCertainty is out of range")

    def filtered(
        self, kind: str, things: Iterable[Thing], filter: Mapping[str, Any] | None, lens: Mapping[str, Any] | None
    ) -> list[Thing]:
        """Things that pass a filter, in which relations are looked at through a lens."""
        return [thing for thing in things if Sieve(self, lens).passes(kind, thing, filter)]

    def page(
        self,
        kind: str,
        things: Iterable[Thing],
        *,
        orderBy: Iterable[str],
        first: int | None = None,
        last: int | None = None,
        filter: Mapping[str, Any] | None = None,
        lens: Mapping[str, Any] | None = None,
        after: str | None = None,
        before: str | None = None,
        filter_lens: Mapping[str, Any] | None = None,
    ) -> Thing:
        kept = self.filtered(kind, self.through_lens(kind, things, lens), filter, filter_lens or lens)
        names = list(dict.fromkeys(orderBy))
        tag = f"{kind}.{','.join(names)}"
        kept.sort(key=lambda thing: str(thing["id"]))
        for name in reversed(names):
            kept.sort(key=lambda thing: _sorted_by(thing, name), reverse=name.endswith("_DESC"))
        if not 0 < len(names) <= 4:
            raise GraphQLError("so many orders cannot be asked for")
        rest = [thing for thing in kept if after is None or _side(thing, names, cursors.decode(after, tag)) > 0]
        rest = [thing for thing in rest if before is None or _side(thing, names, cursors.decode(before, tag)) < 0]
        if first is not None and last is not None:
            raise GraphQLError("first and last exclude each other")
        first = 50 if first is None and last is None else first
        if not 0 <= (first or 0) <= 1_000 or not 0 <= (last or 0) <= 1_000:
            raise GraphQLError("first or last is out of range")
        shown = rest[:first] if last is None else rest[len(rest) - min(last, len(rest)) :]
        more = len(rest) > len(shown)
        edges = [{"cursor": cursors.encode(tag, *place(thing, names)), "node": thing} for thing in shown]
        return {
            "totalCount": len(kept),
            "nodes": shown,
            "edges": edges,
            "pageInfo": {
                "hasNextPage": before is not None or (last is None and more),
                "hasPreviousPage": after is not None or (last is not None and more),
                "startCursor": edges[0]["cursor"] if edges else None,
                "endCursor": edges[-1]["cursor"] if edges else None,
            },
        }


def place(thing: Thing, names: Iterable[str]) -> list[Any]:
    """What tells where a thing stands in a list that is sorted by orders of these names."""
    return [*(thing["_orders"][name.rpartition("_")[0]] for name in names), thing["id"]]


def _sorted_by(thing: Thing, name: str) -> Any:
    return rank(thing["_orders"][name.rpartition("_")[0]])


def _side(thing: Thing, names: list[str], cursor: tuple[Any, ...]) -> int:
    """1 where a thing stands behind a place, -1 where before it, 0 at it."""
    own = place(thing, names)
    for name, value, other in zip([*names, "ID_ASC"], own, cursor, strict=True):
        mine, its = (value, other) if name == "ID_ASC" else (rank(value), rank(other))
        if mine != its:
            return 1 if (mine > its) is not name.endswith("_DESC") else -1
    return 0

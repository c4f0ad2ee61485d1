"""Everything that a data set has to be asked for, through lenses and by the page."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from graphql import GraphQLError

from linkage.api.compiler import cursors
from linkage.graph import records
from linkage.graph.ids import global_id
from linkage.ingest.text.used import in_order
from tests.told.narrowing import Thing, passes, rank, seen
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

    def kept(
        self, kind: str, things: Iterable[Thing], filter: Mapping[str, Any] | None, lens: Mapping[str, Any] | None
    ) -> list[Thing]:
        """What lens and filter let through."""
        return [thing for thing in self.through_lens(kind, things, lens) if passes(filter, thing["_values"])]

    def page(
        self,
        kind: str,
        things: Iterable[Thing],
        *,
        orderBy: str,
        first: int,
        filter: Mapping[str, Any] | None = None,
        lens: Mapping[str, Any] | None = None,
        after: str | None = None,
    ) -> Thing:
        kept = self.kept(kind, things, filter, lens)
        order, _, way = orderBy.rpartition("_")
        tag, falling = f"{kind}.{orderBy}", way == "DESC"
        kept.sort(key=lambda thing: str(thing["id"]))
        kept.sort(key=lambda thing: rank(thing["_orders"][order]), reverse=falling)
        rest = kept
        if after is not None:
            value, last = cursors.decode(after, tag)

            def behind(thing: Thing) -> bool:
                own, place = rank(thing["_orders"][order]), rank(value)
                further: bool = own < place if falling else own > place
                return further or (own == place and str(thing["id"]) > last)

            rest = [thing for thing in kept if behind(thing)]
        if not 0 <= first <= 1_000:
            raise GraphQLError("first is out of range")
        shown = rest[:first]
        edges = [
            {"cursor": cursors.encode(tag, thing["_orders"][order], thing["id"]), "node": thing} for thing in shown
        ]
        return {
            "totalCount": len(kept),
            "nodes": shown,
            "edges": edges,
            "pageInfo": {
                "hasNextPage": len(rest) > len(shown),
                "hasPreviousPage": after is not None,
                "startCursor": edges[0]["cursor"] if edges else None,
                "endCursor": edges[-1]["cursor"] if edges else None,
            },
        }

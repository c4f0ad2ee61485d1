"""
What the API should answer, told without a database.

The text of a data set becomes maps, fields with arguments become functions, and graphql-core completes them
field by field as it does by default: aliases, fragments, merging, directives, `__typename`, nulls and the
order of the response are its work and not ours. Nothing of `linkage.api` is used but the printed schema and
the spelling of cursors.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    default_field_resolver,
    execute_sync,
    get_named_type,
    get_nullable_type,
    is_interface_type,
    is_list_type,
    parse,
)

from linkage.graph import records
from linkage.graph.ids import split_id
from tests.told.columns import columns
from tests.told.counts import counts
from tests.told.narrowing import Thing, collated
from tests.told.schema import SCHEMA
from tests.told.text import Text
from tests.told.things import Things

__all__ = ["SCHEMA", "Reference"]


class Reference:
    """The answers to any document over the data set in *folder*."""

    def __init__(self, folder: Path | str) -> None:
        self.text = Text(folder)
        self.things = Things(self.text)

    def answer(self, document: str, variables: dict[str, Any] | None = None) -> ExecutionResult:
        return execute_sync(
            SCHEMA, parse(document), self.query, variable_values=variables, field_resolver=self._resolve
        )

    def _resolve(self, source: object, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        """The value of a field; of a list that is not read by the page those that pass, the first of them."""
        if not is_list_type(get_nullable_type(info.return_type)):
            return default_field_resolver(source, info, **arguments)
        first, filter = arguments.pop("first", None), arguments.pop("filter", None)
        if first is not None and not 0 <= first <= 10_000:
            raise GraphQLError("first is out of range")
        listed = default_field_resolver(source, info, **arguments)
        if filter is not None:
            kind = get_named_type(info.return_type).name
            listed = self.things.filtered(kind, listed, filter, arguments.get("lens"))
        return listed[:first]

    @cached_property
    def query(self) -> Thing:
        def listed(kind: str, *order: str) -> Callable[..., list[Thing]]:
            def key(thing: Thing) -> list[Any]:
                plain = [(thing[name] is None, thing[name] or "") for name in order if name != "name"]
                return [collated(thing["name"]), *plain] if "name" in order else plain

            return lambda _, lens=None: sorted(self.things.through_lens(kind, self.things.of(kind), lens), key=key)

        def paged(kind: str) -> Callable[..., Thing]:
            return lambda _, **given: self.things.page(kind, self.things.listed(kind), **given)

        def counted(kind: str) -> Callable[..., Thing]:
            def count(_: Any, filter: Any = None, lens: Any = None, **given: Any) -> Thing:
                seen = self.things.through_lens(kind, self.things.of(kind), lens)
                return counts(self.things, self.things.filtered(kind, seen, filter, lens), **given)

            return count

        whole = {
            file: listed(kind.__name__, *(name for name in ("name", "key") if hasattr(kind, name)))
            for file, kind in records.KINDS.items()
            if file not in ("kinds", "stances", "points")
        }

        def by_key(kind: str) -> Callable[..., Thing | None]:
            return lambda _, key: self.things.get(kind, key)

        names = [kind.__name__ for kind in records.KINDS.values()]
        return {
            **{name[0].lower() + name[1:]: by_key(name) for name in names},
            **whole,
            "actor": lambda _, key: self.things.get("Actor", self.text.stays.get(key)),
            "actors": paged("Actor"),
            "dataSets": lambda _: self.things.datasets,
            "issues": listed("Issue", "question", "key"),
            "agreements": listed("Agreement", "signed", "key"),
            "events": listed("Event", "_first", "key"),
            "relationKinds": listed("RelationKind", "key"),
            "documents": paged("Document"),
            "claim": self._one_claim,
            "claims": paged("Claim"),
            "claimCounts": counted("Claim"),
            "relation": lambda _, id: self._by_id(id) if split_id(id)[0] == "Relation" else None,
            "relations": paged("Relation"),
            "relationCounts": counted("Relation"),
            "subgraph": self.subgraph,
            "node": lambda _, id: self._by_id(id),
            "nodes": self._nodes,
        }

    def _one_claim(self, _: object, key: str | None = None, id: str | None = None) -> Thing | None:
        if (key is None) is (id is None):
            raise GraphQLError("exactly one of key and id")
        found = [thing for thing in self.things.of("Claim") if key in (None, thing["key"])]
        return next((thing for thing in found if id in (None, thing["id"])), None)

    def _nodes(self, _: object, ids: list[str]) -> list[Thing | None]:
        if len(ids) > 100:
            raise GraphQLError("too many ids")
        return [self._by_id(id) for id in ids]

    def _by_id(self, id: str) -> Thing | None:
        split_id(id)
        node = SCHEMA.get_type("Node")
        assert is_interface_type(node)
        kinds = [kind.name for kind in SCHEMA.get_possible_types(node)]
        found = next((thing for kind in kinds for thing in self.things.of(kind) if thing["id"] == id), None)
        return self.things.actor(found["key"]) if found and found["__typename"] == "Actor" else found

    def subgraph(
        self,
        _: object,
        first: int,
        filter: Mapping[str, Any] | None = None,
        lens: Mapping[str, Any] | None = None,
    ) -> Thing:
        if not 0 <= first <= 20_000:
            raise GraphQLError("first is out of range")

        looked = lens

        def passing(lens: Mapping[str, Any] | None) -> list[Thing]:
            kept = self.things.through_lens("Relation", self.things.relations, lens)
            return self.things.filtered("Relation", kept, filter, looked)

        kept = passing(lens)
        kept.sort(key=lambda thing: (thing["_orders"]["PAIR"], thing["id"]))
        shown = kept[:first]
        timeless = {name: value for name, value in (lens or {}).items() if name != "asOf"}
        undated = [
            relation
            for relation in passing(timeless)
            if not relation["dated"] and not any(_same_tie(relation, other) for other in kept)
        ]
        ends = {end for relation in shown for end in relation["_values"]["actor"]}
        actors = [thing for thing in self.things.of("Actor") if thing["key"] in ends]
        actors.sort(key=lambda thing: (collated(thing["name"]), thing["key"]))
        return {
            "relations": shown,
            "actors": actors,
            "columns": columns(actors, shown),
            "totalCount": len(kept),
            "undated": len(undated) if (lens or {}).get("asOf") else 0,
        }


def _same_tie(undated: Thing, shown: Thing) -> bool:
    """Whether a claim of what has no date carries the same tie to the day."""
    claims = {*undated["_version"].finding.claims} & {*shown["_version"].finding.claims}
    return undated["_tie"] == shown["_tie"] and bool(claims)

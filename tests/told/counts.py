"""How many things there are by what tells them apart, counted one by one in plain maps."""

from collections import Counter
from collections.abc import Iterable
from itertools import product
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from tests.told.narrowing import Thing

if TYPE_CHECKING:
    from tests.told.things import Things

KINDS = {
    "kind": "RelationKind",
    "subject": "Actor",
    "speaker": "Actor",
    "origin": "Actor",
    "theatre": "Theatre",
    "issue": "Issue",
    "document": "Document",
}
"""Of what the keys are that things are told apart by; all else is told as it is."""


def counts(things: "Things", kept: Iterable[Thing], *, by: list[str], orderBy: str, first: int) -> Thing:
    """The groups of things, whatever they are told apart by; a thing counts once in each."""
    names = list(dict.fromkeys(map(_column, by)))
    if not names or not 0 <= first <= 10_000:
        raise GraphQLError("by or first is out of range")
    found: Counter[tuple[str | None, ...]] = Counter()
    everything = list(kept)
    for thing in everything:
        found.update(set(product(*(_values(thing, name) for name in names))))
    groups = sorted(found.items(), key=lambda group: [(value is None, value or "") for value in group[0]])
    if orderBy == "COUNT_DESC":
        groups.sort(key=lambda group: -group[1])
    return {
        "counted": len(everything),
        "totalCount": len(groups),
        "groups": [_group(things, dict(zip(names, values, strict=True)), count) for values, count in groups[:first]],
    }


def _column(member: str) -> str:
    head, *rest = member.lower().split("_")
    return head + "".join(map(str.title, rest))


def _values(thing: Thing, name: str) -> list[str | None]:
    match name:
        case "validMonth":
            return [thing["_held"] and thing["_held"][0] and thing["_held"][0][:7]]
        case "knownMonth":
            return [thing["knownFrom"][:7]]
        case "origin":
            return [thing["origin"]]
        case _:
            return thing["_values"][name] or [None]


def _group(things: "Things", values: dict[str, Any], count: int) -> Thing:
    told = {name: things.get(KINDS[name], key) if name in KINDS else key for name, key in values.items()}
    return {**told, "count": count}

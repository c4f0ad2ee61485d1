"""Whether what a call names is there, and what may be meant where it is not."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from linkage.cli.assistants.arguments import ArgumentError
from linkage.cli.search import DOCUMENT as SEARCH
from linkage.graph.wording import assistants as wording

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute

NEAREST = 5
"""Actors that are named where a key leads to none."""


def check_actors(execute: "Execute", keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The key and the name of the actors that these keys lead to; ArgumentError names the nearest where one does not."""
    names = {}
    for key in keys:
        actor: Any = execute("query Actor($key: String!) { actor(key: $key) { key name } }", {"key": key})["actor"]
        if actor is None:
            raise ArgumentError(wording.unknown_actor(key, _nearest(execute, key)))
        names[key] = (actor["key"], actor["name"])
    return names


def _nearest(execute: "Execute", key: str) -> list[tuple[str, str]]:
    text = key.replace("-", " ")
    data: Any = execute(SEARCH, {"text": text, "kinds": ["ACTOR"], "first": NEAREST})
    return [(hit["node"]["key"], hit["node"]["shown"]) for hit in data["search"]]


def check_theatres(execute: "Execute", keys: Iterable[str]) -> None:
    """ArgumentError names the theatres there are where a key leads to none."""
    data: Any = execute("{ theatres { key } }", {})
    theatres = [theatre["key"] for theatre in data["theatres"]]
    for key in keys:
        if key not in theatres:
            raise ArgumentError(wording.unknown_theatre(key, theatres))


def elsewhere(execute: "Execute", actors: Iterable[tuple[str, str]]) -> Iterator[str]:
    """How much is coded at all of those who were asked about."""
    for key, name in actors:
        data: Any = execute(
            "query Coded($key: String!) { actor(key: $key) { claims(first: 1) { totalCount } } }", {"key": key}
        )
        yield wording.elsewhere(name, data["actor"]["claims"]["totalCount"])

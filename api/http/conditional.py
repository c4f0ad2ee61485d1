"""Answers that name the generation of the graph they are of, and are sent only to who does not have them yet."""

import hashlib
from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from linkage.api.http.generations import Generations
from linkage.api.http.service import Service, refusing
from linkage.graph.errors import LensError
from linkage.graph.store.allowance import allowed
from linkage.graph.store.generation import GraphState

GENERATION = "linkage-generation"
AT_LEAST = "linkage-at-least"
NEVER_KEPT = "no-store"
_MAKING = (".py", ".cypher", ".graphql", ".html", ".svg")
_ANSWERING = ("GET", "HEAD")

Make = Callable[[], Awaitable[tuple[Response, GraphState | None]]]
"""Makes an answer, and tells of which generation it is."""


async def answer_conditionally(request: Request, make: Make, *, key: str, look: bool) -> Response:
    """
    The answer that *make* makes, or 304 where the client has it, which is found out before anything is made.

    *key* tells answers to equal addresses apart; one that says `NEVER_KEPT` gets no tag. What is seen of the graph
    is at most `FRESH` seconds old, and where *look* is set it is so for answers that are made, too. QueryError where
    the database does not answer, for which the request waits as long as `create_app` was told, and where it has not
    come to the generation that the request names.
    """
    with allowed(request.app.state.longest):
        return await _answer(request, make, key, look)


async def _answer(request: Request, make: Make, key: str, look: bool) -> Response:
    service: Service = request.app.state.service
    await _reach(service.generations, request.headers.get(AT_LEAST))
    condition, seen = request.headers.get("if-none-match"), None
    if request.method in _ANSWERING and (condition or (look and request.method == "GET")):
        with refusing():
            seen = await service.generations.fresh()
        if condition and names_tag(condition, entity_tag(seen, request, key)):
            return Response(status_code=304, headers=_headers(seen, request, key))
    response, made = await make()
    state = made or seen
    if state:
        kept = request.method in _ANSWERING and response.headers.get("cache-control") != NEVER_KEPT
        response.headers.update(_headers(state, request, key) if kept else {GENERATION: str(state.number)})
    return response


def entity_tag(state: GraphState, request: Request, key: str) -> str:
    """What names one answer for ever: generation, address, and the code that answers; empty while a load is open."""
    if state.building or not state.id:
        return ""
    parts = (_code(), key, request.url.path, request.url.query)
    return f'W/"{state.id}-{hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()}"'


def names_tag(condition: str, tag: str) -> bool:
    """Whether `If-None-Match` names the tag, alone or in a list, weak or strong, or is `*`."""
    tags = [name.strip().removeprefix("W/") for name in condition.split(",")]
    return bool(tag) and ("*" in tags or tag.removeprefix("W/") in tags)


def _headers(state: GraphState, request: Request, key: str) -> dict[str, str]:
    tag = entity_tag(state, request, key)
    named = {GENERATION: str(state.number)}
    return named | ({"etag": tag, "cache-control": "no-cache"} if tag else {"cache-control": NEVER_KEPT})


async def _reach(generations: Generations, number: str | None) -> None:
    if number is None:
        return
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise LensError(f"Linkage-At-Least is the number of a generation, not {number[:20]!r}")
    with refusing():
        await generations.reach(int(number))


@cache
def _code() -> str:
    """Changes whenever what makes answers does: other code makes another answer."""
    rooms = (
        Path(str(files("linkage").joinpath(room))).resolve() for room in ("api", "cypher", "graph", "visualizations")
    )
    return str(max(path.stat().st_mtime_ns for room in rooms for path in room.rglob("*") if path.suffix in _MAKING))

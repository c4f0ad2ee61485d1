"""Linkage's application with routes beside it that send the same data without GraphQL: the floor."""

import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import orjson
from neo4j import READ_ACCESS, AsyncGraphDatabase
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from linkage.api.http.app import create_app
from linkage.graph.store.connection import Connection

_FOUND = "MATCH (s:Actor)-[r:BACKS|OPPOSES|NEGOTIATES_WITH]->(o:Actor) WHERE r.knownTo IS NULL WITH s, r, o ORDER BY r.pair, r.id LIMIT $first"
SUBGRAPH = f"""
CALL () {{ {_FOUND} UNWIND [s, o] AS a WITH DISTINCT a ORDER BY a.name, a.key
  RETURN collect({{id: a.id, key: a.key, name: a.name, kind: a.kind, note: a.note, typename: 'Actor'}}) AS actors }}
CALL () {{ {_FOUND}
  RETURN collect({{id: r.id, family: type(r), status: r.status, certainty: r.certainty,
                   subject: {{key: s.key}}, object: {{key: o.key}}}}) AS relations }}
RETURN {{actors: actors, relations: relations}} AS value
"""
SMALL = """
MATCH (a:Actor {key: $key})
CALL (a) { MATCH (a)-[r:BACKS|OPPOSES|NEGOTIATES_WITH]-(:Actor) WHERE r.knownTo IS NULL RETURN count(*) AS total }
CALL (a) { MATCH (a)-[r:BACKS|OPPOSES|NEGOTIATES_WITH]-(:Actor) WHERE r.knownTo IS NULL
  WITH r ORDER BY r.pair, r.id LIMIT $first
  RETURN collect({cursor: r.id, node: {id: r.id, family: type(r), status: r.status, certainty: r.certainty,
    validFrom: toString(r.validFrom), subject: {key: startNode(r).key, name: startNode(r).name},
    object: {key: endNode(r).key, name: endNode(r).name}}}) AS edges }
RETURN {id: a.id, key: a.key, name: a.name, kind: a.kind, note: a.note,
        relations: {totalCount: total, pageInfo: {hasNextPage: total > $first}, edges: edges}} AS value
"""


def app() -> Starlette:
    """Both in one process, over the database that the environment names."""
    connection = Connection(os.environ["BENCH_URI"], os.environ["BENCH_USER"], os.environ["BENCH_PASSWORD"])
    made = create_app(connection, Path(os.environ["BENCH_JAVASCRIPT"]), "")
    within = made.router.lifespan_context
    auth = (connection.user, connection.password)
    driver = AsyncGraphDatabase.driver(connection.uri, auth=auth, notifications_min_severity="OFF")

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with within(app), driver:
            yield

    def floor(text: str, name: str) -> Route:
        async def answer(request: Request) -> Response:
            values = orjson.loads(await request.body())["variables"]
            async with driver.session(default_access_mode=READ_ACCESS) as session:
                result = await session.run(text, values)
                [[value]] = await result.values()
            return Response(orjson.dumps({"data": {name: value}}), media_type="application/json")

        return Route(f"/floor/{name}", answer, methods=["POST"])

    made.router.lifespan_context = lifespan
    made.router.routes += [floor(SUBGRAPH, "subgraph"), floor(SMALL, "actor")]
    return made

"""For those who watch the server: whether it lives, and whether it can answer."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from linkage.api.http.service import Service
from linkage.graph.errors import StoreError
from linkage.graph.store.database import lacking_migrations
from linkage.graph.store.statements import statement

PATIENCE = 3.0
"""Seconds that the database has to answer."""
RETRY_AFTER = "5"


async def live(_request: Request) -> Response:
    """This process answers; whether the database does, `/readyz` tells."""
    return PlainTextResponse("alive\n")


async def ready(request: Request) -> Response:
    """200 where the database answers and its schema is up to date, else 503; the body says which of them fails."""
    service: Service = request.app.state.service
    try:
        async with asyncio.timeout(PATIENCE):
            [applied] = await service.run(statement("migrations.applied").text, {})
    except (StoreError, TimeoutError):
        return _unready({"database": "does not answer"})
    if lacking_migrations(applied):
        return _unready({"database": "answers", "schema": "is not up to date; run `linkage db migrate`"})
    return JSONResponse({"database": "answers", "schema": "is up to date"})


def _unready(facts: dict[str, str]) -> Response:
    return JSONResponse(facts, 503, {"retry-after": RETRY_AFTER})


HEALTH_ROUTES = [Route("/livez", live), Route("/readyz", ready)]

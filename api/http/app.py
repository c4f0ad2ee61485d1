"""The ASGI application: GraphQL, its console, its schema, and the picture of whatever lens the address names."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Sequence
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

import orjson
from brotli_asgi import BrotliMiddleware
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from linkage.api.cookbook import questions
from linkage.api.http import leverage_pages
from linkage.api.http.abandonment import CancelAbandoned
from linkage.api.http.conditional import AT_LEAST, GENERATION, answer_conditionally
from linkage.api.http.documents import Documents
from linkage.api.http.event_stream import LAST_EVENT
from linkage.api.http.feed import Feed
from linkage.api.http.front import THIS_MACHINE, Access, Front
from linkage.api.http.generations import LONGEST
from linkage.api.http.graphql import Endpoint
from linkage.api.http.health import HEALTH_ROUTES
from linkage.api.http.identification import REQUEST_ID, IdentifyRequests
from linkage.api.http.media import qualities
from linkage.api.http.planning import AskedDocument, plan_ahead
from linkage.api.http.refusals import refuse_method, refuse_page, report_failure
from linkage.api.http.service import Service
from linkage.api.http.socket import serve_socket
from linkage.api.http.supervision import Revive, supervise
from linkage.api.http.watching import UNWATCHED, Watching
from linkage.api.http.workers import LANES, Workers
from linkage.api.schema.build import sdl
from linkage.graph.answers import answered
from linkage.graph.errors import LensError, QueryError
from linkage.graph.lens import Lens
from linkage.graph.store.connection import Connection
from linkage.graph.store.gate import AT_ONCE, WAITING, Gate
from linkage.graph.store.generation import GraphState
from linkage.graph.store.reader import Reader
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.network.canvas import render_network
from linkage.visualizations.network.focus import part_focus
from linkage.visualizations.network.view import QUERY, network_variables, read_network

_TEMPLATES = Path(__file__).parents[1] / "templates"
_CONSOLE = {
    "/static/react.js": "react/umd/react.production.min.js",
    "/static/react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "/static/graphiql.js": "graphiql/graphiql.min.js",
    "/static/graphiql.css": "graphiql/graphiql.min.css",
}
# GraphiQL sets styles from its script and its editor starts workers from data.
_CONSOLE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = {"content-security-policy": f"{SERVED_POLICY}; frame-ancestors 'self'"}
_ENDING = 2
"""Seconds left for a request after a statement that took as long as it may."""
_ACROSS_ORIGINS: dict[str, Any] = {
    "allow_methods": ("GET", "HEAD", "POST"),
    "allow_headers": ("content-type", AT_LEAST, LAST_EVENT, REQUEST_ID),
    "expose_headers": ("etag", "retry-after", GENERATION, REQUEST_ID),
}
_ASKING = frozenset({"query", "documentId", "extensions"})
"""Whatever has one of these in its address asks something."""
_KEPT = {"cache-control": "public, max-age=3600"}


def create_app(
    connection: Connection,
    javascript: Path,
    opening: str,
    access: Access = THIS_MACHINE,
    revive: Revive | None = None,
    longest: float = LONGEST,
    watching: Watching = UNWATCHED,
    share: int = 1,
    ahead: Sequence[AskedDocument] = (),
) -> Starlette:
    """
    The application over one database; it opens its driver when it starts, and closes it when it ends.

    *javascript* is the folder where the pages' packages are installed; *opening* is the lens, as an address
    spells it, that the front page shows when it is asked for none; *access* is who may ask for what; *revive*
    finds or starts the database where it no longer answers; *longest* are the seconds that a request waits for the
    database in all; *watching* is what is told of requests. As one of *share* processes it takes so large a part of
    what may be worked on at once. What *ahead* asks is planned by the database while the application is answering already.
    """
    modules = javascript / "node_modules"
    endpoint = Endpoint(Documents(access.trusted), access.plans)
    assets = Assets.load(modules / "vis-network/dist/vis-network.min.js")

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with Workers(ceil(LANES / share)) as workers:
            gate = Gate(ceil(AT_ONCE / share), ceil(WAITING / share))
            async with Reader(connection, timeout=longest - _ENDING, gate=gate) as reader:
                app.state.service = Service(reader.record, workers, introspection=access.introspection)
                app.state.feed = Feed(app.state.service, longest)
                app.state.longest = longest
                _spare_the_collector()
                beside = [asyncio.ensure_future(plan_ahead(app.state.service, reader, ahead))] if ahead else []
                if revive:
                    beside.append(asyncio.ensure_future(supervise(reader, revive)))
                yield
                for work in beside:
                    work.cancel()
                await asyncio.gather(*beside, return_exceptions=True)

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/", partial(_page, assets=assets, opening=opening)),
            Route("/graphql", partial(_graphql, endpoint=endpoint, console=access.console), methods=["GET", "POST"]),
            WebSocketRoute("/graphql", partial(serve_socket, endpoint=endpoint)),
            *([Route("/graphql/schema", _schema)] if access.introspection else []),
            Route("/static/{name}", partial(_static, assets=assets, modules=modules)),
            *leverage_pages.leverage_routes(assets, opening, _PAGE),
            *HEALTH_ROUTES,
            *watching.routes,
        ],
        middleware=_layers(access, watching),
        exception_handlers={
            405: refuse_method,
            LensError: refuse_page,
            QueryError: refuse_page,
            Exception: report_failure,
        },
    )


def _layers(access: Access, watching: Watching) -> list[Middleware]:
    """What a request passes on its way in, and its answer on its way out."""
    return [
        Middleware(IdentifyRequests),
        *watching.layers,
        Middleware(Front, hosts=access.hosts, origins=access.origins),
        Middleware(CORSMiddleware, allow_origins=access.origins, **_ACROSS_ORIGINS),
        Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        Middleware(BrotliMiddleware, minimum_size=1_000, gzip_fallback=False),  # goes first where both are taken
        Middleware(CancelAbandoned),
    ]


def _spare_the_collector() -> None:
    """
    Collect less often, and never what is there at the start.

    A large answer is a tree of thousands of maps without a circle; walking it again and again doubled the
    cost of an answer with 10,000 items (`benchmarks/answers.py`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


async def _graphql(request: Request, endpoint: Endpoint, console: bool) -> Response:
    opened = console and request.method != "POST" and qualities(request).get("text/html")
    if opened and _ASKING.isdisjoint(request.query_params):
        text = (_TEMPLATES / "graphiql.html").read_text(encoding="utf-8")
        return HTMLResponse(text, headers={"content-security-policy": _CONSOLE_POLICY})
    return await endpoint.answer_request(request)


async def _schema(_request: Request) -> Response:
    return PlainTextResponse(sdl())


async def _static(request: Request, assets: Assets, modules: Path) -> Response:
    path = f"/static/{request.path_params['name']}"
    if path in assets.files:
        media, content = assets.files[path]
        return Response(content, media_type=media, headers=_KEPT)
    if path in _CONSOLE:
        media = "text/css" if path.endswith(".css") else "text/javascript"
        return Response((modules / _CONSOLE[path]).read_bytes(), media_type=media, headers=_KEPT)
    if path == "/static/console.js":
        listed = orjson.dumps(questions())
        script = b"const questions = " + listed + b";\n" + (_TEMPLATES / "console.js").read_bytes()
        return Response(script, media_type="text/javascript", headers=_KEPT)
    return PlainTextResponse("not found", 404)


async def _page(request: Request, assets: Assets, opening: str) -> Response:
    address, focus = part_focus(request.url.query)
    lens = Lens.from_address(address or opening)
    draw = partial(render_network, lens=lens, assets=assets, mode="served", focus=focus)

    async def drawn() -> tuple[Response, GraphState | None]:
        if request.method == "HEAD":
            return HTMLResponse(headers=_PAGE), None
        answer, state = await request.app.state.service.answer_of(QUERY, network_variables(lens), None)
        data = answered(answer)
        shown = await run_in_threadpool(lambda: draw(read_network(data, lens)))
        return HTMLResponse(shown, headers=_PAGE), state

    return await answer_conditionally(request, drawn, key=opening, look=True)

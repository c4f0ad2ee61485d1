"""The pages of trades: `/leverage`, the picture with a trade drawn over it, and the lesson on why answers change."""

from collections.abc import Callable
from typing import Any

from anyio import CapacityLimiter, from_thread, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from linkage.api.http.service import Service
from linkage.graph.errors import LensError, QueryError
from linkage.graph.lens import Lens
from linkage.visualizations.assets import Assets
from linkage.visualizations.client.answers import Execute
from linkage.visualizations.network.canvas import render_network
from linkage.visualizations.network.view import fetch_network
from linkage.visualizations.pages.lesson.lesson import fetch_lesson
from linkage.visualizations.pages.lesson.page import render_lesson
from linkage.visualizations.pages.lesson.request import LessonRequest
from linkage.visualizations.pages.leverage.page import render_leverage
from linkage.visualizations.pages.leverage.request import Inquiry
from linkage.visualizations.pages.leverage.result import LeverageResult, fetch_leverage

AT_ONCE = 4
"""Pages that are made at the same time: each holds a thread while its questions are answered."""
Draw = Callable[[Execute], str]


def leverage_routes(assets: Assets, opening: str, headers: dict[str, str]) -> list[Route]:
    """The pages; *opening* is the lens, as an address spells it, that stands in for what an address leaves out."""
    opened, room = Lens.from_address(opening), CapacityLimiter(AT_ONCE)

    def found(request: Request, execute: Execute) -> LeverageResult:
        return fetch_leverage(execute, Inquiry.from_address(request.url.query, opened))

    async def page(request: Request) -> Response:
        return await _answer(request, lambda execute: render_leverage(found(request, execute), assets))

    async def picture(request: Request) -> Response:
        def draw(execute: Execute) -> str:
            it = found(request, execute)
            lens = it.inquiry.lens
            return render_network(fetch_network(execute, lens), lens, assets, mode="served", trade=it.trade)

        return await _answer(request, draw)

    async def taught(request: Request) -> Response:
        def draw(execute: Execute) -> str:
            lesson = fetch_lesson(execute, LessonRequest.from_address(request.url.query))
            return render_lesson(lesson, assets)

        return await _answer(request, draw)

    async def _answer(request: Request, draw: Draw) -> Response:
        return await _drawn(request, draw, room, headers)

    return [
        Route("/leverage", page),
        Route("/leverage/picture", picture),
        Route("/leverage/lesson", taught),
    ]


async def _drawn(request: Request, draw: Draw, room: CapacityLimiter, headers: dict[str, str]) -> Response:
    """The page, or one sentence on what is wrong with its address."""
    service: Service = request.app.state.service

    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        return from_thread.run(_ask, service, document, variables)

    try:
        return HTMLResponse(await to_thread.run_sync(draw, execute, limiter=room), headers=headers)
    except LensError as error:
        return PlainTextResponse(f"{error}\n", 400, headers)
    except QueryError as error:
        return PlainTextResponse(f"{error}\n", 404, headers)


async def _ask(service: Service, document: str, variables: dict[str, Any]) -> dict[str, object]:
    answer = await service.answer(document, variables)
    if "errors" in answer:
        raise QueryError(answer["errors"])
    data: dict[str, object] = answer["data"]
    return data

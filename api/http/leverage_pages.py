"""The pages of trades: `/leverage`, the picture with a trade drawn over it, and the lesson on why answers change."""

from collections.abc import Callable
from functools import partial

from anyio import CapacityLimiter, from_thread, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from linkage.api.http.service import Service
from linkage.graph.errors import answered
from linkage.graph.lens import Lens
from linkage.visualizations.assets import Assets
from linkage.visualizations.client.answers import Execute
from linkage.visualizations.network.canvas import render_network
from linkage.visualizations.network.view import fetch_network
from linkage.visualizations.pages.lesson.lesson import fetch_lesson, render_lesson
from linkage.visualizations.pages.lesson.request import LessonRequest
from linkage.visualizations.pages.leverage.page import render_leverage
from linkage.visualizations.pages.leverage.request import Inquiry
from linkage.visualizations.pages.leverage.result import LeverageResult, fetch_leverage

AT_ONCE = 4
"""Pages that are made at the same time: each holds a thread while its questions are answered."""
Draw = Callable[[Request, Execute], str]


def leverage_routes(assets: Assets, opening: str, headers: dict[str, str]) -> list[Route]:
    """The pages; *opening* is the lens, as an address spells it, that stands in for what an address leaves out."""
    opened, room = Lens.from_address(opening), CapacityLimiter(AT_ONCE)

    def result(request: Request, execute: Execute) -> LeverageResult:
        return fetch_leverage(execute, Inquiry.from_address(request.url.query, opened))

    def page(request: Request, execute: Execute) -> str:
        return render_leverage(result(request, execute), assets)

    def picture(request: Request, execute: Execute) -> str:
        answer = result(request, execute)
        lens = answer.inquiry.lens
        return render_network(fetch_network(execute, lens), lens, assets, mode="served", trade=answer.trade)

    def lesson(request: Request, execute: Execute) -> str:
        return render_lesson(fetch_lesson(execute, LessonRequest.from_address(request.url.query)), assets)

    draws = {"/leverage": page, "/leverage/picture": picture, "/leverage/lesson": lesson}
    return [Route(path, partial(_drawn, draw=draw, room=room, headers=headers)) for path, draw in draws.items()]


async def _drawn(request: Request, draw: Draw, room: CapacityLimiter, headers: dict[str, str]) -> Response:
    service: Service = request.app.state.service

    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        return answered(from_thread.run(service.answer, document, variables))

    return HTMLResponse(await to_thread.run_sync(draw, request, execute, limiter=room), headers=headers)

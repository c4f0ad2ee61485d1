"""
The pages of trades: `/leverage`, the picture with a trade drawn over it, and the lesson on why answers change; and those
of the back-test, which are the same whatever is asked.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Self, TypeAlias, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from linkage.api.http.conditional import answer_conditionally
from linkage.api.http.service import Service
from linkage.graph.answers import answered
from linkage.graph.errors import LensError
from linkage.graph.lens import Lens
from linkage.graph.store.generation import GraphState
from linkage.visualizations.assets import Assets
from linkage.visualizations.client.answers import Execute
from linkage.visualizations.network.canvas import render_network
from linkage.visualizations.network.focus import Focus, part_focus
from linkage.visualizations.network.view import fetch_network
from linkage.visualizations.pages.backtest.page import render_backtest, render_backtest_lesson
from linkage.visualizations.pages.backtest.result import BacktestResult, LatestBacktest, fetch_state
from linkage.visualizations.pages.lesson.lesson import fetch_lesson, render_lesson
from linkage.visualizations.pages.lesson.request import LessonRequest
from linkage.visualizations.pages.leverage.page import render_leverage
from linkage.visualizations.pages.leverage.request import Inquiry
from linkage.visualizations.pages.leverage.result import fetch_leverage, fetch_package

AT_ONCE = 4
"""Pages that are made at the same time: each holds a thread while its questions are answered."""
_Asked = TypeVar("_Asked")
RenderBacktest: TypeAlias = Callable[[BacktestResult, Assets], str]


def leverage_routes(assets: Assets, opening: str, headers: dict[str, str]) -> list[Route]:
    """The pages; *opening* is the lens, as an address spells it, that stands in for what an address leaves out."""
    opened, room, latest = Lens.from_address(opening), CapacityLimiter(AT_ONCE), LatestBacktest()

    def inquiry(address: str) -> Inquiry:
        return Inquiry.from_address(address, opened)

    def page(inquiry: Inquiry, execute: Execute) -> str:
        result = fetch_package(execute, fetch_leverage(execute, inquiry, robust=True))
        return render_leverage(result, assets, latest.attempt(execute, result.state))

    def sight(address: str) -> tuple[Inquiry, Focus]:
        rest, focus = part_focus(address)
        return inquiry(rest), focus

    def picture(sight: tuple[Inquiry, Focus], execute: Execute) -> str:
        asked, focus = sight
        answer = fetch_leverage(execute, asked)
        lens = answer.inquiry.lens
        view = fetch_network(execute, lens)
        return render_network(view, lens, assets, mode="served", trade=answer.trade, focus=focus)

    def lesson(asked: LessonRequest, execute: Execute) -> str:
        return render_lesson(fetch_lesson(execute, asked), assets)

    def backtest(render: RenderBacktest, _asked: None, execute: Execute) -> str:
        return render(latest.fetch(execute, fetch_state(execute)), assets)

    drawn = partial(_drawn, room=room, headers=headers)
    unasked = partial(drawn, read=_nothing)
    return [
        Route("/leverage", partial(drawn, read=inquiry, draw=page)),
        Route("/leverage/picture", partial(drawn, read=sight, draw=picture)),
        Route("/leverage/lesson", partial(drawn, read=LessonRequest.from_address, draw=lesson)),
        Route("/backtest", partial(unasked, draw=partial(backtest, render_backtest))),
        Route("/backtest/lesson", partial(unasked, draw=partial(backtest, render_backtest_lesson))),
    ]


def _nothing(address: str) -> None:
    """LensError where an address asks for anything: the back-test is of all agreements."""
    if address:
        raise LensError(
            f"the back-test is of all agreements and takes nothing after the question mark, not {address[:40]!r}"
        )


async def _drawn(
    request: Request,
    read: Callable[[str], _Asked],
    draw: Callable[[_Asked, Execute], str],
    room: CapacityLimiter,
    headers: dict[str, str],
) -> Response:
    """The page that the address asks for; HEAD reads the address and draws nothing."""
    asked = read(request.url.query)

    async def drawn() -> tuple[Response, GraphState | None]:
        if request.method == "HEAD":
            return HTMLResponse(headers=headers), None
        service: Service = request.app.state.service
        with Questions(service) as questions:
            page, state = await service.complete(
                partial(to_thread.run_sync, draw, asked, questions.execute, limiter=room)
            )
        return HTMLResponse(page, headers=headers), state

    return await answer_conditionally(request, drawn, key="page", look=True)


class Questions:
    """What a page asks from its thread; at the end what is not answered yet is given up, and so is the page."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._loop = asyncio.get_running_loop()
        self._open: set[Future[dict[str, Any]]] = set()
        self._over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        for question in tuple(self._open):
            question.cancel()

    def execute(self, document: str, variables: dict[str, object]) -> dict[str, object]:
        """The `data` of the answer, in a thread beside the loop; CancelledError where the page is given up."""
        question = asyncio.run_coroutine_threadsafe(self._service.answer(document, variables), self._loop)
        self._open.add(question)
        if self._over:
            question.cancel()
        return answered(question.result())

"""The page on predictions that are held against agreements: every case, how often each method was right, what is unknown."""

from linkage.graph.wording import backtest as wording
from linkage.visualizations import markup
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.pages.backtest.lesson import BacktestLesson
from linkage.visualizations.pages.backtest.result import BacktestResult


def render_backtest(result: BacktestResult, assets: Assets) -> str:
    """The page with all cases; it needs no script."""
    return markup.render_template(
        "backtest.html",
        result=result, answer=result.answer, said=wording, links=assets.links, policy=SERVED_POLICY,
    )  # fmt: skip


def render_backtest_lesson(result: BacktestResult, assets: Assets) -> str:
    """The lesson for a class: one case step by step, all cases, and questions."""
    return markup.render_template(
        "backtest_lesson.html",
        result=result, answer=result.answer, lesson=BacktestLesson(result), said=wording, links=assets.links,
        policy=SERVED_POLICY,
    )  # fmt: skip

"""Why the answer changes from day to day: a page for a class, with the figures and the claims of the page of trades."""

from linkage.visualizations import markup
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.pages.lesson import calculation, comparison
from linkage.visualizations.pages.lesson.day import best, direction_text
from linkage.visualizations.pages.lesson.lesson import Lesson
from linkage.visualizations.pages.lesson.request import MOST_DAYS

SOURCES = 3  # that are shown of those that entered or left; the rest is folded away


def render_lesson(lesson: Lesson, assets: Assets) -> str:
    """The page of a lesson."""
    return markup.render_template(
        "lesson.html",
        lesson=lesson, request=lesson.request, comparison=comparison, way=direction_text, best=best,
        calculation=calculation, shown=SOURCES, most=MOST_DAYS, links=assets.links, policy=SERVED_POLICY,
    )  # fmt: skip

"""
A real Chromium for tests; a plugin: `pytest_plugins = ["tests.browser"]` in the module that needs it.

Nothing that a page asks for leaves the machine, and whatever it complains of is kept.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 120_000
"""Milliseconds that a page of a busy machine may take for anything."""
_REPORTS = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.reports.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


@dataclass
class Look:
    """A page that is looked at, what it wanted from other hosts and what it complained of."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def trouble(self) -> list[str]:
        """Everything that a faultless page leaves empty."""
        reports: list[str] = self.page.evaluate("window.reports || []")
        return self.outside + self.complaints + reports

    def point(self, kind: str, id_: str) -> tuple[float, float]:
        """Where an actor, or the middle of a line, is on the screen."""
        script = """([kind, id]) => {
            const element = document.getElementById("diagram"), canvas = element.picture.canvas;
            const at = canvas.network.canvasToDOM(canvas.where({ kind, id })), box = element.getBoundingClientRect();
            return [box.left + element.clientLeft + at.x, box.top + element.clientTop + at.y];
        }"""
        x, y = self.page.evaluate(script, [kind, id_])
        return x, y

    def axe(self, source: str) -> list[Any]:
        """What axe-core finds wrong; the debugger runs it, for the page's own policy forbids it."""
        self.page.evaluate(source)
        script = """async () => (await axe.run()).violations.map(
            (rule) => [rule.id, rule.nodes.map((node) => node.html)])"""
        found: list[Any] = self.page.evaluate(script)
        return found

    def click(self, kind: str, id_: str) -> None:
        self.page.mouse.click(*self.point(kind, id_))
        # vis-network waits a moment, for it could have been a double click.
        self.page.wait_for_timeout(400)


Looking = Callable[..., Look]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """
    Debian's Chromium, or else Playwright's own.

    One per module: while Playwright runs, nothing else in the thread can start an event loop.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def look(chromium: Browser) -> Iterator[Looking]:
    """Open an address or a file; `width`, `height`, `dark` and `scripts` are how it is looked at."""
    contexts = []

    def open_page(
        where: str | Path, width: int = 1280, height: int = 860, dark: bool = False, scripts: bool = True
    ) -> Look:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        seen = Look(context.new_page())

        def route(request: Route) -> None:
            url = request.request.url
            if url.startswith(("file:", "data:", "blob:", "http://127.0.0.1")):
                request.continue_()
            else:
                seen.outside.append(url)
                request.abort()

        def listen(message: ConsoleMessage) -> None:
            seen.complaints.append(f"{message.type}: {message.text}")

        context.route("**/*", route)
        seen.page.on("console", listen)
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.add_init_script(_REPORTS)
        seen.page.goto(where.as_uri() if isinstance(where, Path) else where)
        if scripts and seen.page.locator("#diagram").count():
            seen.page.wait_for_selector("#diagram[data-drawn]")
        return seen

    yield open_page
    for context in contexts:
        context.close()

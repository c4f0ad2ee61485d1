"""How large the data set's picture is as a file, and how long Chromium takes until it stands."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure
from benchmarks.shipped import load_shipped
from linkage.api.http.service import Service
from linkage.graph.lens import Lens
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader
from linkage.visualizations import javascript
from linkage.visualizations.assets import Assets
from linkage.visualizations.network.canvas import render_network
from linkage.visualizations.network.view import fetch_network

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def run(connection: Connection, settings: Settings, folder: Path) -> Iterator[Figure]:
    """Draw what the front page opens with, and everything that the shipped data set holds of Syria and Libya."""
    load_shipped(connection)
    javascript.install(settings.cache)
    assets = Assets.load(javascript.asset(settings.cache, "vis-network/dist/vis-network.min.js"))

    async def ask(document: str, variables: dict[str, Any]) -> dict[str, Any]:
        async with Reader(connection, timeout=60) as reader:
            data: dict[str, Any] = (await Service(reader.record).answer(document, variables))["data"]
            return data

    for what, lens in (
        ("picture of 16 September 2020", Lens.from_address(settings.opening)),
        ("picture of all times", Lens(theatres=("syria", "libya"))),
    ):
        view = fetch_network(lambda document, variables: asyncio.run(ask(document, variables)), lens)
        file = folder / "picture.html"
        file.write_text(render_network(view, lens, assets), encoding="utf-8")
        size = file.stat().st_size / 1_000
        yield Figure(f"{what}, file", size, 900, "kB", detail=f"{len(view.relations)} relations")
        yield Figure(f"{what}, drawn and still in Chromium", _drawn(file), 2, "s")


def _drawn(file: Path) -> float:
    with sync_playwright() as playwright:
        executable = str(CHROMIUM) if CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(file.as_uri())
        drawn = page.wait_for_selector("#diagram[data-drawn]")
        assert drawn is not None
        milliseconds = float(drawn.get_attribute("data-drawn") or "nan")
        browser.close()
    return milliseconds / 1_000

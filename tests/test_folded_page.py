"""The folded picture in a real Chromium: what is counted, and the ways to what is folded away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from linkage.graph.lens import Lens
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.network.canvas import render_network
from linkage.visualizations.network.focus import Focus, part_focus
from linkage.visualizations.network.view import read_network
from tests.crowd import GUESTS, crowd, guest

if TYPE_CHECKING:
    from tests.browser import Look, Looking

pytest_plugins = ["tests.browser"]

ADDRESS = "theatre=orchard&theatre=harbour&as-of=2020-09-16"
BOTH = Lens.from_address(ADDRESS)
FOLDED = f"{ADDRESS}&actors=5"


@pytest.fixture(scope="module")
def server(assets: Assets) -> Iterator[str]:
    """Serves the page of the crowd for whatever is asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            media, content = assets.files.get(where.path) or ("text/html; charset=utf-8", self.page(where.query))
            self.send_response(200)
            self.send_header("content-type", media)
            self.send_header("content-security-policy", SERVED_POLICY)
            self.end_headers()
            self.wfile.write(content)

        def page(self, address: str) -> bytes:
            rest, focus = part_focus(address)
            lens = Lens.from_address(rest)
            return render_network(read_network(crowd(), lens), lens, assets, mode="served", focus=focus).encode()

        def log_message(self, format: str, *args: object) -> None: ...

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/"
    running.shutdown()
    running.server_close()


def drawn(seen: Look) -> set[str]:
    keys: list[str] = seen.page.evaluate("document.getElementById('diagram').picture.canvas.nodes.getIds()")
    return set(keys)


def test_an_actor_in_the_list_is_one_click_away_and_can_be_left_out_again(server: str, look: Looking) -> None:
    seen = look(f"{server}?{FOLDED}")
    assert guest(9) not in drawn(seen)
    seen.page.click("#folded-harbour summary")
    seen.page.get_by_role("link", name="Guest 09", exact=True).click()
    seen.page.wait_for_selector("#diagram[data-drawn]")

    assert guest(9) in drawn(seen)
    assert seen.page.locator(".evidence.open h2").inner_text() == "Guest 09"
    seen.page.get_by_role("link", name="leave it out").click()
    seen.page.wait_for_selector("#diagram[data-drawn]")
    assert guest(9) not in drawn(seen)
    assert seen.trouble == []


def test_a_line_that_is_not_drawn_leads_from_the_table_to_its_evidence(server: str, look: Looking) -> None:
    seen = look(f"{server}?{FOLDED}")
    rows = seen.page.locator("#relations tbody tr")
    assert rows.count() == 6 + GUESTS
    rows.filter(has_text="Guest 09").get_by_role("link", name="1 claim").click()
    seen.page.wait_for_selector("#diagram[data-drawn]")

    assert "Guest 09 backs" in seen.page.locator(".evidence.open h2").inner_text()


def test_the_control_changes_how_many_are_drawn_in_place(server: str, look: Looking) -> None:
    seen = look(f"{server}?{ADDRESS}&with={guest(9)}")
    seen.page.evaluate("window.mark = 'the same page'")
    seen.page.focus("#actors")
    seen.page.select_option("#actors", label="all")
    seen.page.locator("#counts").get_by_text("30 relations between 27 actors").wait_for()

    assert len(drawn(seen)) == 27
    assert seen.page.evaluate("window.mark") == "the same page"
    assert part_focus(urlsplit(seen.page.url).query)[1] == Focus(actors=None, beside=(guest(9),))
    assert seen.page.locator("#folded").count() == 0
    assert seen.page.evaluate("document.activeElement.id") == "actors"


def test_a_click_on_the_count_in_a_frame_opens_its_list(server: str, look: Looking) -> None:
    seen = look(f"{server}?{FOLDED}")
    spot = seen.page.evaluate("""() => {
        const { canvas } = document.getElementById("diagram").picture, frame = canvas.data.frames.find((f) => f.key === "harbour");
        const box = canvas.element.getBoundingClientRect();
        const at = canvas.network.canvasToDOM({ x: frame.left + frame.width / 2, y: frame.top + frame.height - 14 });
        return [box.left + at.x, box.top + at.y];
    }""")
    seen.page.mouse.click(*spot)
    seen.page.wait_for_selector("#folded-harbour[open]")

    assert seen.page.locator("#folded-orchard[open]").count() == 0


def test_a_file_says_how_the_rest_is_drawn_and_keeps_every_line_in_its_table(
    tmp_path: Path, assets: Assets, look: Looking
) -> None:
    file = tmp_path / "picture.html"
    file.write_text(render_network(read_network(crowd(), BOTH), BOTH, assets, focus=Focus(actors=5)), encoding="utf-8")
    seen = look(file)

    assert "--actors all" in seen.page.inner_text("#folded")
    assert seen.page.locator("#relations tbody tr").count() == 6 + GUESTS
    assert seen.page.locator('#folded a, #relations a[href^="?"]').count() == 0
    assert seen.trouble == []


def test_an_actor_without_a_line_is_named(server: str, look: Looking) -> None:
    seen = look(f"{server}?{FOLDED}&with=nobody")

    assert "No relation that fits is one of “nobody”." in seen.page.inner_text("#counts")


@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_a_folded_page(width: int, server: str, packages: Path, look: Looking) -> None:
    seen = look(f"{server}?{FOLDED}&with={guest(9)}", width=width)
    seen.page.evaluate("for (const list of document.querySelectorAll('details')) list.open = true")

    assert seen.axe((packages / "axe-core/axe.min.js").read_text(encoding="utf-8")) == []

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from linkage.graph.lens import Lens
from linkage.visualizations.assets import SERVED_POLICY, Assets
from linkage.visualizations.network.canvas import Mode, render_network, to_pyvis
from linkage.visualizations.network.view import View, read_network
from tests.orchard import ACTORS, THEATRES, Json, actor, answer, claim, document, lapse, quarrel, relation

if TYPE_CHECKING:
    from tests.browser import Looking

pytest_plugins = ["tests.browser"]

BOTH = Lens.from_address("theatre=orchard&theatre=harbour&as-of=2020-09-16")
LINE = "north-backs-board-harbour"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</script></title><script>hurt(1)</script><img src=x onerror=hurt(2)>\" onfocus='hurt(3)' {{7*7}} href="


@pytest.fixture
def file(tmp_path: Path, assets: Assets) -> Path:
    return write(tmp_path, read_network(quarrel(), BOTH), assets)


def write(folder: Path, view: View, assets: Assets, lens: Lens = BOTH) -> Path:
    path = folder / "picture.html"
    path.write_text(render_network(view, lens, assets), encoding="utf-8")
    return path


@pytest.fixture
def server(assets: Assets) -> Iterator[str]:
    """Serves the page for whatever lens is asked for, keeping the relations of its theatres."""

    class Handler(BaseHTTPRequestHandler):
        data = staticmethod(quarrel)

        def do_GET(self) -> None:
            where = urlsplit(self.path)
            media, content = assets.files.get(where.path) or self.page(Lens.from_address(where.query))
            self.send_response(200)
            self.send_header("content-type", media)
            self.send_header("content-security-policy", SERVED_POLICY)
            self.end_headers()
            self.wfile.write(content)

        def page(self, lens: Lens) -> tuple[str, bytes]:
            data = self.data()
            kept = [r for r in data["subgraph"]["relations"] if r["theatre"]["key"] in lens.theatres]
            data["subgraph"] |= {"relations": kept, "totalCount": len(kept)}
            return "text/html; charset=utf-8", render_network(
                read_network(data, lens), lens, assets, mode="served"
            ).encode()

        def log_message(self, format: str, *args: object) -> None: ...

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/"
    running.shutdown()
    running.server_close()


def test_a_file_is_drawn_within_two_seconds_and_asks_for_nothing(file: Path, look: Looking) -> None:
    seen = look(file)

    assert int(seen.page.get_attribute("#diagram", "data-drawn") or 0) < 2000
    assert seen.trouble == []


def test_a_file_carries_little_besides_the_library(file: Path, assets: Assets) -> None:
    assert file.stat().st_size < len(assets.library) + 150_000


def test_a_click_on_a_line_opens_its_evidence(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.click("line", LINE)

    opened = seen.page.locator(".evidence:visible")
    assert opened.count() == 1
    assert "In Harbour: Northmark backs Harbour Board" in opened.inner_text()
    assert "A gardener → The Gazette" in opened.inner_text()
    assert "paragraph 3, “in the orchard…”" in opened.inner_text()
    assert seen.page.get_attribute(".evidence:visible a", "href") == "https://gazette.example/day"
    assert seen.page.url.endswith(f"#line-{LINE}")
    assert seen.trouble == []


def test_a_claim_of_two_periods_stands_in_the_page_once_and_is_shown_in_both(
    tmp_path: Path, assets: Assets, look: Looking
) -> None:
    said = claim("The fence was mended.")
    periods = [
        relation(
            "north",
            "BACKS",
            "south",
            "orchard",
            id=f"period-{day}",
            validFrom=f"2020-09-{day}",
            claims=[said],
        )
        for day in (16, 17)
    ]
    actors = [actor("north", "Northmark"), actor("south", "Southmark")]
    file = write(tmp_path, read_network(answer(actors, periods, THEATRES), BOTH), assets)
    seen = look(file)
    seen.click("line", "period-16")

    assert file.read_text("utf-8").count("The fence was mended.") == 1
    assert seen.page.locator(".evidence:visible").inner_text().count("The fence was mended.") == 2
    assert seen.trouble == []


def test_denials_and_disputes_stand_apart_from_what_supports(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.page.goto(f"{file.as_uri()}#line-north-opposes-south-orchard")

    text = seen.page.locator(".evidence:visible").inner_text()
    assert text.index("Claims for it (1)") < text.index("Disputed: The North accepted it.")
    assert text.index("Disputed:") < text.index("Claims that deny it (1)") < text.index("rejects nothing")


def test_a_click_on_an_actor_shows_its_names_each_in_its_language(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.click("actor", "north")

    name = seen.page.locator(".evidence:visible .name")
    assert name.inner_text() == "نورثمارك"
    assert (name.get_attribute("lang"), name.get_attribute("dir")) == ("ar", "rtl")


def test_a_click_beside_everything_closes_the_evidence(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.click("line", LINE)
    box = seen.page.locator("#diagram").bounding_box()
    assert box is not None
    seen.page.mouse.click(box["x"] + 4, box["y"] + 4)
    seen.page.wait_for_timeout(400)

    assert seen.page.locator(".evidence:visible").count() == 0
    assert seen.page.locator("#hint").is_visible()


def test_the_address_opens_what_it_points_at_and_back_closes_it(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.page.locator(f'#relations a[href="#line-{LINE}"]').click()
    assert seen.page.locator(".evidence:visible").get_attribute("id") == f"line-{LINE}"

    seen.page.go_back()
    assert seen.page.locator(".evidence:visible").count() == 0


def test_keys_walk_through_every_actor_and_line_and_open_the_evidence(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.page.focus("#diagram")
    said = []
    for _ in range(len(ACTORS) + 10):
        seen.page.keyboard.press("n")
        said.append(seen.page.inner_text("#spoken"))

    assert len(set(said)) == len(ACTORS) + 10
    assert any(sentence.startswith("In Harbour: Northmark backs Harbour Board, since 16") for sentence in said)
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "panel"
    assert seen.page.locator(".evidence:visible").count() == 1
    seen.page.keyboard.press("Escape")
    assert seen.page.evaluate("document.activeElement.id") == "diagram"
    assert seen.page.locator(".evidence:visible").count() == 0


@pytest.mark.parametrize(("key", "start", "end"), [("ArrowDown", "board", "crew"), ("ArrowUp", "crew", "board")])
def test_arrows_go_to_the_next_actor_that_way(key: str, start: str, end: str, file: Path, look: Looking) -> None:
    seen = look(file)
    height = {name: seen.point("actor", name)[1] for name in (start, end)}
    assert (height[end] > height[start]) == (key == "ArrowDown")
    seen.page.goto(f"{file.as_uri()}#actor-{start}")
    seen.page.focus("#diagram")
    seen.page.keyboard.press(key)

    names = {one["key"]: one["name"] for one in ACTORS}
    assert seen.page.inner_text("#spoken").startswith(names[end])


def test_the_table_holds_the_same_relations_as_the_picture(file: Path, look: Looking) -> None:
    seen = look(file)
    drawn = seen.page.evaluate("document.getElementById('diagram').picture.canvas.edges.getIds()")
    links = seen.page.locator("#relations tbody td:last-child a")
    rows = links.evaluate_all("(links) => links.map((link) => link.hash.slice('#line-'.length))")

    assert sorted(rows) == sorted(drawn)
    assert len(rows) == 10
    assert "10 relations between 7 actors. 10 lines said for this day. Not drawn: 3" in seen.page.inner_text("#counts")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["wide", "narrow"])
def test_axe_finds_nothing(dark: bool, width: int, server: str, packages: Path, look: Looking) -> None:
    seen = look(f"{server}?{BOTH.address()}#line-north-opposes-south-orchard", width=width, dark=dark)

    assert seen.axe((packages / "axe-core/axe.min.js").read_text(encoding="utf-8")) == []


def test_the_canvas_follows_the_dark_theme(file: Path, look: Looking) -> None:
    corner = """() => {
        const canvas = document.querySelector('#diagram canvas');
        const edges = document.getElementById('diagram').picture.canvas.edges;
        return edges.get('north-backs-board-harbour').color.color;
    }"""
    light, dark = look(file).page.evaluate(corner), look(file, dark=True).page.evaluate(corner)

    assert (light, dark) == ("#0072B2", "#62B8F0")


def test_regions_stand_on_each_other_on_a_narrow_screen(file: Path, look: Looking) -> None:
    wide, narrow = look(file), look(file, width=390, height=844)

    (x1, y1), (x2, y2) = wide.point("actor", "guild"), wide.point("actor", "board")
    assert abs(x1 - x2) > abs(y1 - y2)
    (x1, y1), (x2, y2) = narrow.point("actor", "guild"), narrow.point("actor", "board")
    assert abs(y1 - y2) > abs(x1 - x2)
    assert narrow.page.evaluate("document.documentElement.scrollWidth") == 390


def hostile() -> Json:
    """Script in every text that an answer can hold."""
    bad = [actor("north", HOSTILE, names=({"text": HOSTILE, "language": "ar", "script": "Arab", "kind": "COMMON"},))]
    bad.append(actor("south", f"{HOSTILE} again", note=HOSTILE))
    objection = {"summary": HOSTILE, "speakers": [{"name": HOSTILE}], "document": {"title": HOSTILE}}
    said = claim(
        HOSTILE,
        key=HOSTILE,
        kind={"verb": HOSTILE, "symmetric": False},
        speakers=[{"name": HOSTILE}],
        note=HOSTILE,
        coder=HOSTILE,
        issue={"question": HOSTILE},
        locator={"paragraph": None, "words": HOSTILE},
        document=document(HOSTILE, "javascript:hurt(4)"),
        disputedBy=[objection],
        withdrawn={"on": "2020-10", "reason": HOSTILE},
    )
    found = relation("north", "BACKS", "south", "orchard", id='"><script>hurt(5)</script>', claims=[said])
    theatres = [{"key": "orchard", "name": HOSTILE, "within": None}, *THEATRES[1:]]
    return answer(bad, [found], theatres)


@pytest.mark.parametrize("mode", ["file", "served"])
def test_script_in_the_data_does_not_run(mode: Mode, tmp_path: Path, assets: Assets, look: Looking) -> None:
    text = render_network(read_network(hostile(), BOTH), BOTH, assets, mode=mode)
    # Without the policy: escaping has to hold on its own.
    text = text.replace('http-equiv="Content-Security-Policy"', 'name="policy"')
    for name, (_, content) in assets.files.items():
        (tmp_path / Path(name).name).write_bytes(content)
        text = text.replace(f'"{assets.links[_role(name)]}"', f'"{Path(name).name}"')
    path = tmp_path / "hostile.html"
    path.write_text(f"<script>hurt = (n) => {{ throw n; }}</script>{text}", encoding="utf-8")
    seen = look(path)
    for kind, id_ in (("actor", "north"), ("line", '"><script>hurt(5)</script>')):
        seen.page.mouse.move(*seen.point(kind, id_))
        seen.page.wait_for_timeout(400)
        seen.click(kind, id_)
        assert "hurt" in seen.page.locator(".evidence:visible h2").inner_text()

    assert seen.trouble == []
    assert seen.page.locator("script").count() == 4
    assert seen.page.locator("img, a[href^=javascript]").count() == 0


def _role(path: str) -> str:
    return {
        "/static/vis-network.js": "library",
        "/static/picture.js": "script",
        "/static/picture.css": "style",
    }[path]


def test_pyvis_own_page_carries_no_markup_from_the_data() -> None:
    html = to_pyvis(read_network(hostile(), BOTH)).generate_html()

    assert "hurt" in html
    assert "<script>hurt" not in html
    assert "<img src=x" not in html
    # The letters href in a node's title would make it print all titles as HTML.
    assert ".innerHTML = " not in html


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_picture_can_be_saved(kind: str, file: Path, tmp_path: Path, look: Looking) -> None:
    seen = look(file)
    with seen.page.expect_download() as download:
        seen.page.click(f'[data-export="{kind}"]')
    saved = tmp_path / f"saved.{kind}"
    download.value.save_as(saved)

    assert download.value.suggested_filename == f"orchard-harbour-2020-09-16.{kind}"
    if kind == "png":
        assert saved.read_bytes().startswith(b"\x89PNG")
    else:
        lines = [group for group in ElementTree.parse(saved).iter(f"{SVG}g") if "data-line" in group.attrib]
        assert [len(group.findall(f"{SVG}title")) for group in lines] == [1] * 10
    assert seen.trouble == []


def test_a_saved_picture_has_actors_where_they_were_dragged_to(file: Path, tmp_path: Path, look: Looking) -> None:
    seen = look(file)
    seen.page.evaluate("document.getElementById('diagram').picture.canvas.network.moveNode('ann', 12, 34)")
    with seen.page.expect_download() as download:
        seen.page.click('[data-export="svg"]')
    download.value.save_as(tmp_path / "saved.svg")

    text = (tmp_path / "saved.svg").read_text(encoding="utf-8")
    assert 'data-actor="ann" transform="translate(12 34)"' in text


def test_both_edges_and_the_core_of_a_hollow_line_are_saved_where_its_actors_were_dragged_to(
    tmp_path: Path, assets: Assets, look: Looking
) -> None:
    seen = look(write(tmp_path, read_network(lapse(), BOTH), assets))
    seen.page.evaluate("document.getElementById('diagram').picture.canvas.network.moveNode('guild', 12, 34)")
    with seen.page.expect_download() as download:
        seen.page.click('[data-export="svg"]')
    download.value.save_as(tmp_path / "saved.svg")

    groups = ElementTree.parse(tmp_path / "saved.svg").iter(f"{SVG}g")
    line = next(group for group in groups if group.get("data-line") == "south-backs-guild-orchard")
    ways = [path.get("d", "") for path in line.findall(f"{SVG}path")]
    assert len(ways) == 2
    assert all(way.endswith(" 12 34") for way in ways)


def test_without_scripts_the_sheet_and_all_evidence_are_there(file: Path, look: Looking) -> None:
    seen = look(file, scripts=False)

    assert seen.page.locator("#sheet svg").is_visible()
    assert seen.page.locator(".evidence").count() == seen.page.locator(".evidence:visible").count() == 17
    assert not seen.page.locator("#diagram").is_visible()
    seen.page.locator(f"#line-{LINE} .claims a").click()
    assert seen.page.locator("#claims li:target").is_visible()


def test_an_empty_picture_says_why_and_what_to_change(tmp_path: Path, assets: Assets, look: Looking) -> None:
    view = read_network(answer([], [], THEATRES, undated=2), BOTH)
    seen = look(write(tmp_path, view, assets))

    text = seen.page.inner_text("#message")
    assert "Relations in Orchard and Harbour that held on 16 September 2020." in text
    assert "leave out the day, for 2 relations have no date" in text
    assert seen.trouble == []


def test_a_picture_of_too_many_relations_asks_for_less(tmp_path: Path, assets: Assets, look: Looking) -> None:
    data = quarrel()
    data["subgraph"]["totalCount"] = 12_345
    seen = look(write(tmp_path, read_network(data, BOTH), assets))

    assert "12,345 relations fit" in seen.page.inner_text("#message")
    assert seen.page.locator("#diagram").count() == 0


def test_the_form_changes_address_and_picture_in_place(server: str, look: Looking) -> None:
    seen = look(f"{server}?{BOTH.address()}")
    seen.page.evaluate("window.mark = 'the same page'")
    seen.page.uncheck('#lens input[value="harbour"]')
    seen.page.locator("#title").get_by_text("Who stands with whom: Orchard", exact=True).wait_for()

    assert seen.page.evaluate("window.mark") == "the same page"
    assert Lens.from_address(urlsplit(seen.page.url).query).theatres == ("orchard",)
    assert "5 relations" in seen.page.inner_text("#counts")
    seen.page.go_back()
    seen.page.get_by_text("Who stands with whom: Orchard and Harbour").first.wait_for()
    assert seen.page.is_checked('#lens input[value="harbour"]')
    assert seen.trouble == []


def test_the_form_works_without_scripts(server: str, look: Looking) -> None:
    seen = look(f"{server}?{BOTH.address()}", scripts=False)
    seen.page.uncheck('#lens input[value="harbour"]')
    seen.page.click("#lens button")

    assert seen.page.title() == "Who stands with whom: Orchard"


CORE = """id => {
    const { canvas } = document.getElementById("diagram").picture, { x, y } = canvas.where({ kind: "line", id });
    canvas.network.moveTo({ position: { x, y }, scale: 4 });
    canvas.data.edges.forEach((edge) => { edge.tag = null; });
    canvas.network.redraw();
    const area = canvas.element.querySelector("canvas"), ratio = area.width / area.clientWidth;
    const seen = canvas.network.canvasToDOM({ x, y });
    return [...area.getContext("2d").getImageData(seen.x * ratio, seen.y * ratio, 1, 1).data].slice(0, 3);
}"""


@pytest.mark.parametrize(("dark", "ink"), [(False, (0, 114, 178)), (True, (98, 184, 240))], ids=["light", "dark"])
def test_on_the_canvas_what_is_said_for_the_day_is_full_and_the_rest_is_hollow(
    dark: bool, ink: tuple[int, ...], tmp_path: Path, assets: Assets, look: Looking
) -> None:
    seen = look(write(tmp_path, read_network(lapse(), BOTH), assets), dark=dark)

    def away(line: str) -> float:
        """How far the colour in the middle of a line is from that of its family."""
        core = seen.page.evaluate(CORE, f"{line}-orchard")
        return sum(abs(a - b) for a, b in zip(core, ink, strict=True))

    assert away("north-backs-guild") < 12
    assert 12 < away("south-backs-watch") < away("south-backs-guild")


def test_the_evidence_says_on_what_a_line_stands_and_which_acts_contest_it(
    tmp_path: Path, assets: Assets, look: Looking
) -> None:
    seen = look(write(tmp_path, read_network(lapse(), BOTH), assets))
    seen.click("line", "south-backs-guild-orchard")

    text = seen.page.locator(".evidence:visible").inner_text()
    assert "Carried\n" in text
    assert "One origin only, last on 24 May 2019, certainty 0.4." in text
    assert "Stands without a gap from 1 May 2019 to 1 May 2021, on 3 claims from 2 origins" in text
    assert text.index("Acts of the opposite sign (1)") < text.index("South and guild came to blows.")


def test_the_weakest_basis_that_counts_is_chosen_in_the_form_and_stands_in_the_address(
    server: str, look: Looking
) -> None:
    seen = look(f"{server}?{BOTH.address()}")
    assert seen.page.locator("#standing option").all_inner_texts() == ["attested", "bridged", "carried"]
    assert seen.page.input_value("#standing") == "carried"
    seen.page.select_option("#standing", "attested")
    seen.page.wait_for_function(
        "() => document.getElementById('caption').innerText.includes('Only what is reported of')"
    )

    assert Lens.from_address(urlsplit(seen.page.url).query).standing == "attested"
    assert seen.trouble == []


def test_an_actor_lists_its_lines_in_the_words_of_their_evidence(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.click("actor", "board")

    links = seen.page.locator(".evidence:visible .links a")
    assert links.all_inner_texts() == [
        "In Harbour: Northmark backs Harbour Board",
        "In Harbour: Harbour Crew opposes Harbour Board",
    ]
    links.first.click()
    assert seen.page.url.endswith(f"#line-{LINE}")


def test_no_sentence_of_ours_foretells_or_demands(file: Path, look: Looking) -> None:
    words = look(file).page.inner_text("body").lower().replace(".", " ").split()

    assert not {"will", "should", "must", "shall"} & set(words)


def test_a_button_leads_back_to_all_relations(file: Path, look: Looking) -> None:
    seen = look(file)
    seen.click("line", LINE)
    seen.page.click("#close")

    assert seen.page.locator("#hint").is_visible()
    assert seen.page.locator(".evidence:visible, #close:visible").count() == 0

import re
from dataclasses import fields
from xml.etree import ElementTree

import pytest

from linkage.graph.lens import Lens
from linkage.visualizations import markup
from linkage.visualizations.layout.sizes import DrawnSizes
from linkage.visualizations.network.drawing import draw
from linkage.visualizations.network.style import PAPER
from linkage.visualizations.network.svg import sheet
from linkage.visualizations.network.view import read_network
from tests.orchard import THEATRES, Json, actor, answer, claim, document, lapse, quarrel, relation

BOTH = Lens.from_address("theatre=orchard&theatre=harbour&as-of=2020-09-16")
SVG = "{http://www.w3.org/2000/svg}"


def drawn() -> ElementTree.Element:
    return ElementTree.fromstring(sheet(draw(read_network(quarrel(), BOTH)), BOTH))


def words(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_every_line_and_every_actor_has_one_title() -> None:
    root = drawn()
    groups = [group for group in root.iter(f"{SVG}g") if {"data-line", "data-actor"} & group.attrib.keys()]

    assert len(groups) == 10 + 7
    assert all(len(group.findall(f"{SVG}title")) == 1 for group in groups)


def test_title_caption_counts_and_sources_are_on_the_sheet() -> None:
    text = " ".join(words(drawn()))

    assert "Who stands with whom: Orchard and Harbour" in text
    assert "Relations in Orchard and Harbour that held on 16 September 2020." in text
    assert "Not drawn: 3" in text
    assert "Sources: “A day in the orchard”, The Gazette, 18 September 2020." in text


def test_the_legend_explains_what_is_there_and_nothing_else() -> None:
    text = words(drawn())

    assert {"backs", "opposes", "negotiates with", "one origin only", "disputed, or contested by acts"} <= set(text)
    assert "delegation" not in text


def test_signs_differ_in_dash_and_in_end_mark_and_not_only_in_colour() -> None:
    root = drawn()
    looks = set()
    for key in (
        "north-backs-board-harbour",
        "crew-opposes-board-harbour",
        "north-negotiates_with-south-harbour",
    ):
        path = next(group for group in root.iter(f"{SVG}g") if group.get("data-line") == key)[1]
        looks.add((path.get("stroke-dasharray"), path.get("marker-end")))

    assert len({dash for dash, _ in looks}) == len({end for _, end in looks}) == 3


def strokes(line: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(sheet(draw(read_network(lapse(), BOTH)), BOTH))
    return next(group for group in root.iter(f"{SVG}g") if group.get("data-line") == line).findall(f"{SVG}path")


def test_what_is_not_said_for_the_day_is_hollow_and_ends_as_it_would_otherwise() -> None:
    (full,), (edges, core) = strokes("north-backs-guild-orchard"), strokes("south-backs-guild-orchard")

    assert (edges.get("stroke"), core.get("stroke")) == ("currentColor", PAPER)
    assert float(core.get("stroke-width", 0)) < float(edges.get("stroke-width", 0))
    assert core.get("marker-end") == full.get("marker-end") == "url(#end-backs)"


def test_what_lies_between_two_reports_has_a_tint_in_its_core() -> None:
    *_, tint = strokes("south-backs-watch-orchard")

    assert (tint.get("stroke"), tint.get("stroke-opacity")) == ("currentColor", "0.4")


def test_what_is_denied_is_hollow_and_crossed_and_ends_in_nothing() -> None:
    _, core, ticks = strokes("ann-backs-south-orchard")

    assert core.get("stroke") == PAPER
    assert ticks.get("stroke-dasharray") == "1.5 12.0"
    assert not any(path.get("marker-end") or path.get("marker-start") for path in (core, ticks))


def test_the_day_of_the_last_report_stands_on_the_line_with_its_year_where_it_is_another() -> None:
    text = words(ElementTree.fromstring(sheet(draw(read_network(lapse(), BOTH)), BOTH)))

    assert {"backs", "backs, last 4 Jul", "backs, last 24 May 2019", "backs, denied"} <= set(text)


@pytest.mark.parametrize(("data", "explained"), [(quarrel(), False), (lapse(), True)], ids=["all said", "not all"])
def test_the_legend_tells_full_lines_from_hollow_ones_where_there_are_any(data: Json, explained: bool) -> None:
    text = words(ElementTree.fromstring(sheet(draw(read_network(data, BOTH)), BOTH)))
    bases = {"said for this day", "between two reports", "carried from the last report"}

    assert bases & set(text) == (bases if explained else set())


def test_names_of_any_kind_leave_well_formed_xml() -> None:
    name = 'A <b> & "B"\x0b ]]>\ufffe'
    said = claim("x", document=document(title=name))
    data = answer(
        [actor("north", name), actor("south", "S")],
        [relation("north", "BACKS", "south", "orchard", claims=[said])],
        THEATRES,
    )
    root = ElementTree.fromstring(sheet(draw(read_network(data, BOTH)), BOTH))

    titles = [group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g") if group.get("data-actor") == "north"]
    assert titles == ['A <b> & "B" ]]>']


@pytest.mark.parametrize("name", ["js/canvas.js", "sheet.svg", "swatches.svg"])
def test_what_draws_names_only_sizes_that_the_table_has(name: str) -> None:
    text = (markup.TEMPLATES / name).read_text(encoding="utf-8")
    names = set(re.findall(r"(?<!data\.)\bsizes\.(\w+)", text))
    for taken in re.findall(r"\{([^{}]*)\} = this\.sizes", text):
        names |= {part.split(":")[0].strip() for part in taken.split(",")}

    assert names and names <= {field.name for field in fields(DrawnSizes)}

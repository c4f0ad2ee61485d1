import re
from dataclasses import fields
from xml.etree import ElementTree

import pytest

from linkage.graph.lens import Lens
from linkage.visualizations import markup
from linkage.visualizations.layout.sizes import DrawnSizes
from linkage.visualizations.network.drawing import draw
from linkage.visualizations.network.svg import sheet
from linkage.visualizations.network.view import read_network
from tests.orchard import THEATRES, actor, answer, claim, document, quarrel, relation

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

    assert {"backs", "opposes", "negotiates with", "one origin only", "several independent origins"} <= set(text)
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

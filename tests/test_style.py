import itertools

import pytest

from linkage.graph.families import Family
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis
from linkage.visualizations.network.style import FILLS, GIFT, INK, OUTSIDE_FILL, SHARED_FILL, line_look, theatre_fills

ALL_FILLS = (*FILLS, OUTSIDE_FILL, SHARED_FILL)
SIGNS = {
    colour
    for stroke in (*(family.stroke for family in Family), GIFT.stroke)
    for colour in (stroke.light, stroke.text, stroke.dark)
}
DARK_PAPER = "#11181E"
APART = 20.0  # in CIELAB (CIE 1976), where about 2.3 can just be noticed


def linear(colour: str) -> list[float]:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(colour: str, ground: str) -> float:
    """As WCAG 2.2 has it, from 1 to 21."""
    darker, lighter = sorted((luminance(colour), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: str) -> tuple[float, float, float]:
    """CIELAB under D65."""
    rows = ((0.4124, 0.3576, 0.1805, 0.9505), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.089))
    parts = [sum(w * p for w, p in zip(row[:3], linear(colour), strict=True)) / row[3] for row in rows]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(colour: str, neighbour: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(colour), lab(neighbour), strict=True)) ** 0.5


@pytest.mark.parametrize("fill", ALL_FILLS)
def test_no_fill_is_like_the_colour_of_a_sign(fill: str) -> None:
    assert min(distance(fill, sign) for sign in SIGNS) > APART


def test_no_fill_is_like_another() -> None:
    assert min(distance(*pair) for pair in itertools.combinations(ALL_FILLS, 2)) > APART


@pytest.mark.parametrize("fill", ALL_FILLS)
def test_a_fill_stands_out_from_its_outline_on_light_ground_and_from_the_paper_on_dark(fill: str) -> None:
    assert min(contrast(fill, INK), contrast(fill, DARK_PAPER)) >= 3


def test_a_theatre_has_its_own_fill_whichever_others_there_are() -> None:
    few = theatre_fills({"orchard": None, "harbour": None})
    more = theatre_fills({"well": "orchard", "harbour": None, "orchard": None, "north-pier": "harbour"})

    assert len(set(more.values())) == len(more)
    assert {key: more[key] for key in few} == few


def test_a_theatre_has_its_fill_in_whatever_order_they_come() -> None:
    keys = [f"valley-{number}" for number in range(len(FILLS))]
    fills = theatre_fills(dict.fromkeys(keys))

    assert sorted(fills.values()) == sorted(FILLS)
    assert theatre_fills(dict.fromkeys(reversed(keys))) == fills


def test_with_more_theatres_than_fills_some_share_one() -> None:
    fills = theatre_fills({f"valley-{number}": None for number in range(20)})

    assert set(fills.values()) == set(FILLS)


def test_only_what_is_said_for_the_day_and_not_denied_is_drawn_full() -> None:
    full = {
        (basis, status) for basis in StandingBasis for status in RelationStatus if not line_look(basis, status).core
    }

    assert full == {
        (StandingBasis.ATTESTED, status) for status in RelationStatus if status is not RelationStatus.DENIED
    }


def test_a_line_of_several_origins_is_wider_however_it_stands() -> None:
    for basis in StandingBasis:
        assert line_look(basis, RelationStatus.AGREED).width > line_look(basis, RelationStatus.SINGLE_SOURCE).width

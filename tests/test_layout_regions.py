import itertools
import random

import pytest

from linkage.graph.lens import Lens
from linkage.visualizations.layout import sizes
from linkage.visualizations.layout.edge_labels import tagged
from linkage.visualizations.layout.geometry import Box, Curve
from linkage.visualizations.network.drawing import Drawing, draw
from linkage.visualizations.network.view import View, read_network
from tests.orchard import ACTORS, RELATIONS, THEATRES, Json, actor, answer, quarrel, relation, theatre

BOTH = Lens(theatres=("orchard", "harbour"))


def invented(actors: int, relations: int, theatres: int, shared: int = 3) -> View:
    """A view of that size; the same one each time."""
    dice = random.Random(actors)
    homes = [f"t{n % theatres}" for n in range(actors)]
    found: list[Json] = []
    for n in range(relations):
        place = f"t{n % theatres}"
        pool = [k for k in range(actors) if homes[k] == place or k < shared]
        one, other = dice.sample(pool, 2)
        family = dice.choice(["BACKS", "OPPOSES", "NEGOTIATES_WITH"])
        found.append(relation(f"a{one}", family, f"a{other}", place, id=f"r{n}"))
    people = [
        actor(f"a{n}", dice.choice(["Ann", "Bob of the Hill", "The Society of Old Gardeners"])) for n in range(actors)
    ]
    places = [theatre(f"t{n}", f"Theatre {n}") for n in range(theatres)]
    return read_network(answer(people, found, places), Lens(theatres=tuple(f"t{n}" for n in range(theatres))))


SIZES = [
    pytest.param(7, 9, 1, id="one theatre"),
    pytest.param(14, 24, 2, id="two theatres"),
    pytest.param(20, 30, 3, id="three theatres"),
    pytest.param(30, 50, 5, id="five theatres"),
    pytest.param(55, 80, 2, id="more than take seats by swapping"),
]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize(("actors", "relations", "theatres"), SIZES)
def test_no_name_stands_on_another_or_on_an_actor(actors: int, relations: int, theatres: int, narrow: bool) -> None:
    drawing = draw(invented(actors, relations, theatres), narrow)

    for one, other in itertools.permutations(drawing.spots, 2):
        assert one.label.box.overlap(Box.about(other.place, 2 * sizes.SIZES.radius, 2 * sizes.SIZES.radius)) == 0
        assert one.label.box.overlap(other.label.box) == 0


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize(("actors", "relations", "theatres"), SIZES)
def test_no_words_of_a_line_stand_on_others(actors: int, relations: int, theatres: int, narrow: bool) -> None:
    drawing = draw(invented(actors, relations, theatres), narrow)
    tags = [course.tag for course in drawing.courses if course.tag and course.tag.text]

    assert tags
    for one, other in itertools.combinations(tags, 2):
        assert one.box.overlap(other.box) == 0


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize(("actors", "relations", "theatres"), SIZES)
def test_regions_share_no_ground(actors: int, relations: int, theatres: int, narrow: bool) -> None:
    frames = draw(invented(actors, relations, theatres), narrow).frames

    for one, other in itertools.combinations(frames, 2):
        assert one.box.overlap(other.box) == 0


@pytest.mark.parametrize("size", [(14, 24, 2), (120, 200, 3)], ids=["small", "large"])
def test_the_same_view_is_drawn_the_same_way(size: tuple[int, int, int]) -> None:
    assert draw(invented(*size)) == draw(invented(*size))


def place(drawing: Drawing, key: str) -> tuple[float, float]:
    return next(spot.place for spot in drawing.spots if spot.actor.key == key)


def test_opponents_stand_on_opposite_sides_in_both_theatres_level_with_those_they_back() -> None:
    without_ann = answer(ACTORS, RELATIONS[:-1], THEATRES)
    drawing = draw(read_network(without_ann, BOTH))
    heights = {key: place(drawing, key)[1] for key in ("north", "south", "guild", "watch", "board", "crew")}

    assert heights["north"] == heights["guild"] == heights["board"]
    assert heights["south"] == heights["watch"] == heights["crew"]
    assert abs(heights["north"] - heights["south"]) > 300


def test_actors_in_both_theatres_stand_between_them() -> None:
    drawing = draw(read_network(quarrel(), BOTH))
    across = {spot.actor.key: spot.place[0] for spot in drawing.spots}

    assert max(across["guild"], across["watch"], across["ann"]) < across["north"] == across["south"]
    assert across["south"] < min(across["board"], across["crew"])


def test_lines_of_one_pair_run_apart_each_to_the_side_of_its_theatre() -> None:
    drawing = draw(read_network(quarrel(), BOTH))
    middle = place(drawing, "north")[0]
    pair = [course for course in drawing.courses if set(course.line.ends) == {"north", "south"}]
    offsets = {
        course.line.theatre: course.curve.at(0.5)[0] - middle
        for course in pair
        if course.line.family == "negotiates_with"
    }

    assert len({round(course.curve.at(0.5)[0]) for course in pair}) == 3
    assert offsets["harbour"] > 20
    assert min(course.curve.at(0.5)[0] for course in pair) < middle - 20


def test_every_line_carries_its_mark_even_where_words_find_no_room() -> None:
    view = invented(30, 50, 5)
    drawing = draw(view)

    assert all(course.tag and course.tag.mark == "1" for course in drawing.courses)


def test_a_large_picture_has_straight_solid_lines_without_words() -> None:
    drawing = draw(invented(150, 400, 3))

    assert not drawing.dashed
    assert all(course.curve.bend == 0 and course.tag is None for course in drawing.courses)


def test_where_not_all_words_find_room_the_shorter_ones_stand() -> None:
    curves = {"": Curve((0.0, 0.0), (300.0, 0.0))}
    walls = [Box(-50.0, -20.0, 100.0, 20.0), Box(200.0, -20.0, 350.0, 20.0)]
    texts = ("backs, last 24 May 2019", "24 May")

    assert tagged(curves, {"": ""}, {"": texts}, [])[""].text == texts[0]
    assert tagged(curves, {"": ""}, {"": texts}, walls)[""].text == texts[1]


def test_words_stand_within_the_rest_of_the_picture_where_they_can() -> None:
    curves = {"": Curve((0.0, 0.0), (0.0, 300.0))}
    beside = [Box(-150.0, 0.0, -140.0, 10.0), Box(15.0, 0.0, 20.0, 10.0)]
    tag = tagged(curves, {"": "1"}, {"": ("backs, last 4 Jul",)}, beside)[""]

    assert tag.text and tag.box.right <= 20

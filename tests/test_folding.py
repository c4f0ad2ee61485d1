"""What a picture folds away, and how that is counted."""

from dataclasses import replace
from itertools import combinations

import pytest

from linkage.graph.lens import Lens
from linkage.graph.wording.pictures import counts, folded, not_drawn
from linkage.graph.wording.relations import CHANGES
from linkage.visualizations.network.drawing import draw
from linkage.visualizations.network.focus import EVERYBODY, Focus
from linkage.visualizations.network.folding import Fold, fold_of, fold_view, line_weight
from linkage.visualizations.network.view import View, read_network
from tests.crowd import GUESTS, POWERS, crowd, guest
from tests.orchard import ACTORS, THEATRES, answer, carried, quarrel, relation

BOTH = Lens.from_address("theatre=orchard&theatre=harbour&as-of=2020-09-16")


@pytest.fixture(scope="module")
def whole() -> View:
    return read_network(crowd(), BOTH)


def fold(view: View) -> Fold:
    present = fold_of(view)
    assert present
    return present


@pytest.mark.parametrize(
    "view",
    [read_network(quarrel(), BOTH), replace(read_network(crowd(), BOTH), total=1501)],
    ids=["few actors", "more relations than were sent"],
)
def test_a_view_that_need_not_or_cannot_be_folded_stays_the_same(view: View) -> None:
    assert fold_view(view, Focus()) is view


def test_everybody_is_drawn_where_all_are_asked_for(whole: View) -> None:
    assert fold_view(whole, EVERYBODY) is whole
    assert fold_of(whole) is None


def test_those_who_carry_the_picture_are_drawn(whole: View) -> None:
    part = fold_view(whole, Focus(actors=3))

    assert set(part.names) == set(POWERS)
    assert len(part.lines) == 6


def test_nothing_is_hidden_without_its_count(whole: View) -> None:
    part = fold_view(whole, Focus())
    amounts = [fold(part).counted(region) for region in whole.regions]

    assert [sum(column) for column in zip(*amounts, strict=True)] == [
        len(whole.actors) - len(part.actors),
        len(whole.lines) - len(part.lines),
    ]


def test_each_frame_says_what_is_folded_into_it(whole: View) -> None:
    frames = {frame.region.name: frame.more for frame in draw(fold_view(whole, Focus(actors=5))).frames}

    assert frames["Orchard"] == "+ 12 more actors, 12 lines"
    assert frames["Harbour"] == "+ 10 more actors, 10 lines"
    assert frames["In both"] == ""


def test_every_actor_that_is_drawn_has_its_weightiest_line(whole: View) -> None:
    part = fold_view(whole, Focus(actors=20))
    linked = {end for line in part.lines for end in line.ends}

    assert linked == set(part.names)
    assert len(part.actors) <= 20


def test_of_lines_between_the_same_actors_the_weightiest_are_drawn() -> None:
    pairs = [("north", "south"), ("south", "board"), ("north", "board")]
    strong = [relation(one, family, other, "orchard", origins=3)
              for one, other in pairs for family in ("BACKS", "OPPOSES", "NEGOTIATES_WITH")]  # fmt: skip
    old = carried("north", "south", "2018-01-01", id="old") | {"theatre": {"key": "harbour"}}
    weak = [old, carried("ann", "crew", "2018-01-01")]
    part = fold_view(read_network(answer(ACTORS, [*weak, *strong], THEATRES), BOTH), Focus(actors=3))

    assert len(part.lines) == 7
    assert "old" not in {line.id for line in part.lines}


def test_an_actor_that_is_asked_for_is_drawn_with_all_its_lines(whole: View) -> None:
    part = fold_view(whole, Focus(actors=3, beside=(guest(9),)))

    assert set(part.names) == {*POWERS, guest(9)}
    assert all(guest(9) not in line.ends for line in fold(part).lines)


def test_an_actor_that_is_asked_for_brings_along_whom_it_has_a_line_to(whole: View) -> None:
    part = fold_view(whole, Focus(actors=3, beside=(guest(GUESTS - 1),)))

    assert {guest(GUESTS - 1), guest(GUESTS - 2)} <= set(part.names)


def test_an_actor_without_a_line_changes_nothing(whole: View) -> None:
    assert set(fold_view(whole, Focus(actors=3, beside=("nobody",))).names) == set(POWERS)


def test_asking_for_the_ends_of_a_line_draws_it(whole: View) -> None:
    focus = Focus(actors=3)
    for line in fold(fold_view(whole, focus)).lines:
        asked = focus.joined(*fold(fold_view(whole, focus)).unfolding(line))

        assert line.id in {drawn.id for drawn in fold_view(whole, asked).lines}


def test_a_line_that_is_only_denied_weighs_nothing() -> None:
    view = read_network(answer(ACTORS, [relation("ann", "BACKS", "north", "orchard", status="DENIED")], THEATRES), BOTH)

    assert line_weight(view.lines[0], view) == 0


def test_a_line_weighs_by_its_nearest_report() -> None:
    lines = [
        carried("ann", "north", "2020-03-20", nextAttested="2020-09-20", id="a"),
        carried("ann", "south", "2020-03-20", id="b"),
        relation("ann", "BACKS", "guild", "orchard", id="c"),
    ]
    view = read_network(answer(ACTORS, lines, THEATRES), BOTH)
    weights = {line.id: line_weight(line, view) for line in view.lines}

    assert weights["a"] > weights["b"]
    assert weights["b"] == pytest.approx(1.585 / 4, abs=0.001)
    assert weights["c"] == 1


def test_where_two_lenses_are_compared_what_has_not_changed_weighs_nothing(whole: View) -> None:
    changed = next(line.id for line in whole.lines if guest(4) in line.ends)
    compared = replace(whole, changes={changed: next(iter(CHANGES.values()))})

    assert {line.id for line in compared.lines if line_weight(line, compared)} == {changed}


def test_the_counts_tell_the_whole(whole: View) -> None:
    assert counts(fold_view(whole, Focus(actors=3))).startswith("3 of 27 actors and 6 of 30 lines are drawn")


@pytest.mark.parametrize(
    ("amounts", "words"),
    [((34, 120), "+ 34 more actors, 120 lines"), ((1, 1), "+ 1 more actor, 1 line"), ((0, 12), "+ 12 more lines"),
     ((3, 0), "+ 3 more actors"), ((0, 0), "")],
    ids=["both", "one of each", "lines alone", "actors alone", "nothing"],
)  # fmt: skip
def test_what_is_folded_is_said_shortly(amounts: tuple[int, int], words: str) -> None:
    assert folded(*amounts) == words


def test_the_heading_says_how_much_is_not_drawn() -> None:
    assert not_drawn(128, 334) == "Not drawn: 128 actors and 334 lines"
    assert not_drawn(0, 3) == "Not drawn: 3 lines"


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("actors", [5, 12, 16, 20])
def test_frames_of_a_folded_picture_share_no_ground_and_no_words_stand_out_of_them(
    actors: int, narrow: bool, whole: View
) -> None:
    drawing = draw(fold_view(whole, Focus(actors=actors)), narrow)
    boxes = [frame.box for frame in drawing.frames]
    words = [course.tag.box for course in drawing.courses if course.tag]

    assert not any(box.overlap(beside) for box, beside in combinations(boxes, 2))
    # The page leaves 16 pixels around the frames.
    assert all(drawing.box.left - 16 <= box.left and box.right <= drawing.box.right + 16 for box in words)

"""The first screen of the page of trades: its picture, its reasons and its sentence, on invented figures."""

from datetime import date
from itertools import combinations, pairwise
from types import SimpleNamespace as Node

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.leverage.sampling_error import sampling_error
from linkage.graph.wording.findings import Leaning, finding, knowledge
from linkage.visualizations.pages.leverage.gains_chart import PLOT, GainsChart, gains_chart
from linkage.visualizations.pages.leverage.reasons import Reason, reasons

NORTH, SOUTH = Node(key="north", name="Northmark"), Node(key="south", name="Southmark")
DAY = date(2020, 9, 16)
LEANING = Leaning(
    actors=("Northmark", "Southmark"), givers=("Northmark", "Southmark"), theatres=("Orchard", "Harbour"),
    share=0.64, opposite=0.35, none=0.01,
)  # fmt: skip
shares = st.floats(0.02, 0.98)


def gains(north: float, south: float) -> list[Node]:
    return [Node(actor="north", gain=north), Node(actor="south", gain=south)]


def package(*points: tuple[float, float]) -> Node:
    """A frontier from 40 for Northmark, where Southmark loses 20, over (20, 15) to the other way round."""
    corners = [(40.0, -20.0), (20.0, 15.0), (-10.0, 30.0)]
    rules = ("equal_gain", "nash", "kalai_smorodinsky", "welfare")
    return Node(
        issues=range(5),
        corners=[Node(gains=gains(*corner)) for corner in corners],
        points=[Node(rule=rule, gains=gains(*point)) for rule, point in zip(rules, points, strict=True)],
        worth=[Node(actor=NORTH, apart=8.0), Node(actor=SOUTH, apart=9.0)],
    )


def chart(*points: tuple[float, float]) -> GainsChart:
    drawn = gains_chart(package(*points), (NORTH, SOUTH), 4.0)
    assert drawn
    return drawn


def points(*along: float) -> list[tuple[float, float]]:
    """Places on the frontier between (20, 15) and none for Northmark."""
    return [(20 * share, 25 - 10 * share) for share in along]


@given(st.tuples(shares, shares, shares, shares))
def test_signs_stand_inside_the_axes_and_labels_cover_no_other(along: tuple[float, ...]) -> None:
    drawn = chart(*points(*along))
    boxes = [label.box for label in drawn.labels]

    assert all(PLOT.holds(sign.place) for sign in drawn.signs)
    assert all(box.inside(PLOT) for box in boxes)
    assert all(one.overlap(other) == 0 for one, other in combinations(boxes, 2))
    assert not [box for box in boxes for sign in drawn.signs if box.holds(sign.place)]


def test_along_the_frontier_one_gains_what_the_other_loses_and_all_is_in_the_plot() -> None:
    line = chart(*points(0.7, 0.6, 0.5, 0.9)).frontier

    assert len(line) >= 3 and all(PLOT.holds(place) for place in line)
    assert all(left[0] > right[0] and left[1] > right[1] for left, right in pairwise(line))


def test_signs_on_one_place_share_a_label_and_the_same_gains_make_the_same_picture() -> None:
    drawn = chart(*points(0.5, 0.6, 0.6, 0.9))

    assert ("Nash", "Kalai–Smorodinsky") in [label.lines for label in drawn.labels]
    assert drawn == chart(*points(0.5, 0.6, 0.6, 0.9))
    assert "Nash: Northmark +12.00, Southmark +19.00." in drawn.description


def test_there_is_no_picture_where_neither_can_gain() -> None:
    bare = package(*[(0.0, 0.0)] * 4)
    bare.corners, bare.worth = [Node(gains=gains(5.0, -5.0)), Node(gains=gains(-5.0, 0.0))], []

    assert gains_chart(bare, (NORTH, SOUTH), None) is None


def carried(claim: str, swing: float, held: float = 0.5) -> Node:
    return Node(claim=claim, swing=swing, held=held)


def test_reasons_are_the_strongest_first_and_claims_that_fail_together_are_one() -> None:
    carrying = [carried("a", 0.1), carried("b", -0.3), carried("c", 0.4), carried("d", 0.4), carried("e", 0.001),
                carried("f", -0.1), carried("g", 0.2), carried("h", 0.15)]  # fmt: skip

    assert reasons(carrying, 1) == [Reason("c", 0.4, 1), Reason("g", 0.2, 0), Reason("h", 0.15, 0)]
    assert reasons(carrying, -1) == [Reason("b", -0.3, 0), Reason("f", -0.1, 0)]


@pytest.mark.parametrize(
    ("known_by", "words"),
    [
        (date(2020, 9, 20), "as it was known by 20 September 2020, which is hindsight by 4 days"),
        (DAY, "as it was known by that day"),
        (date(2020, 9, 1), "as it was known by 1 September 2020"),
    ],
)
def test_hindsight_is_named(known_by: date | None, words: str) -> None:
    assert knowledge(DAY, known_by) == words


def test_the_finding_names_both_who_gives_where_and_how_sure_the_share_is() -> None:
    assert finding(LEANING, reason=None, draws=4000, as_of=DAY, known_by=DAY) == (
        "Northmark would give in Orchard and Southmark in Harbour in 0.64 ± 0.02 of the draws for 16 September 2020, "
        "as it was known by that day; the other way round in 0.35."
    )


@pytest.mark.parametrize(
    ("share", "draws", "error"), [(0.5, 9604, 0.01), (0.5, 100, 0.1), (0.0, 100, 0.03), (1.0, 1, 1.0)]
)
def test_the_error_of_a_share_is_that_of_a_sample(share: float, draws: int, error: float) -> None:
    assert sampling_error(share, draws) == error

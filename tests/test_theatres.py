"""Which of the theatres asked for another one is told under."""

from linkage.graph.theatres import asked_around, enclosing_theatres, home_theatres

WITHIN = {"mill": "village", "village": "valley", "valley": None, "port": "coast", "coast": None}


def test_a_theatre_lies_in_those_around_it_from_the_inside_out() -> None:
    assert enclosing_theatres("mill", WITHIN) == ["mill", "village", "valley"]
    assert enclosing_theatres("nowhere", WITHIN) == ["nowhere"]
    assert enclosing_theatres("hen", {"hen": "egg", "egg": "hen"}) == ["hen", "egg"]


def test_of_those_around_it_the_ones_asked_for_are_told_apart() -> None:
    assert asked_around("mill", WITHIN, ("valley", "mill", "coast")) == ["mill", "valley"]
    assert asked_around("port", WITHIN, ("valley",)) == []


def test_a_part_belongs_to_the_largest_theatre_that_was_asked_for() -> None:
    assert home_theatres(WITHIN, ("village", "valley")) == dict.fromkeys(("mill", "village", "valley"), "valley")


def test_a_theatre_outside_all_that_was_asked_for_has_no_home() -> None:
    assert home_theatres(WITHIN, ("village", "port")) == {
        "mill": "village",
        "village": "village",
        "port": "port",
    }

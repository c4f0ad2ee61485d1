import pytest

from linkage.graph.errors import LensError
from linkage.visualizations.network.focus import EVERYBODY, Focus, joined_address, part_focus

OPENING = "theatre=orchard&as-of=2020-09-16"


@pytest.mark.parametrize(
    ("address", "focus"),
    [
        ("", Focus()),
        ("actors=all", EVERYBODY),
        ("actors=40", Focus(actors=40)),
        ("with=ann&with=bob&with=ann", Focus(beside=("ann", "bob"))),
        ("actors=24&with=ann", Focus(actors=24, beside=("ann",))),
    ],
    ids=["the first picture", "everybody", "so many", "two by name, one twice", "both"],
)
def test_an_address_says_how_many_actors_are_drawn_and_who_else(address: str, focus: Focus) -> None:
    rest, read = part_focus(f"{OPENING}&{address}")

    assert (rest, read) == (OPENING, focus)
    assert part_focus(joined_address(OPENING, read)) == (OPENING, focus)


def test_keys_parted_by_colons_stay_as_they_are() -> None:
    assert part_focus("trade=ann:toll:bob:mill&actors=all") == ("trade=ann:toll:bob:mill", EVERYBODY)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("actors=many", "actors cannot be 'many': a number from 2, or 'all'"),
        ("actors=1", "actors cannot be '1'"),
        ("actors=-3", "actors cannot be '-3'"),
        ("actors=3&actors=4", "actors is given twice"),
        ("with=Ann%20B", "with cannot be 'Ann B'"),
    ],
    ids=["no number", "too few", "below nothing", "twice", "no key"],
)
def test_what_cannot_be_used_is_named(address: str, words: str) -> None:
    with pytest.raises(LensError, match=words):
        part_focus(f"{OPENING}&{address}")


def test_the_first_picture_adds_nothing_to_an_address() -> None:
    assert joined_address(OPENING, Focus()) == OPENING


def test_actors_are_joined_once_and_parted() -> None:
    joined = Focus().joined("ann", "bob").joined("ann")

    assert joined.beside == ("ann", "bob")
    assert joined.parted("ann").beside == ("bob",)


def test_a_form_offers_the_present_size_among_others() -> None:
    assert 33 in Focus(actors=33).sizes
    assert EVERYBODY.sizes[-1] is None

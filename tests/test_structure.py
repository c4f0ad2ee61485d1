"""What relations of several theatres say together: pairs, mirror positions, triads, channels; and nothing more."""

import random
from collections import defaultdict, deque
from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest

from linkage.graph.balance.bonds import LensRelation, signed_bonds
from linkage.graph.balance.patterns import divided_pairs, mirror_pairs, shortest_channel, triads
from linkage.graph.families import Family

SIGNS = {"backs": 1, "opposes": -1, "negotiates_with": 0}


def links(*lines: str) -> list[LensRelation]:
    """`ann backs bob in valley`, or without a theatre."""
    found = []
    for number, line in enumerate(lines):
        subject, verb, object_, *place = line.split()
        found.append(LensRelation(f"r{number}", Family(verb), subject, object_, place[1] if place else None))
    return found


def drawn(seed: int) -> list[LensRelation]:
    dice = random.Random(seed)
    return [
        LensRelation(f"r{number:02}", Family(verb), *dice.sample(["ann", "bob", "cem", "dan", "eve"], 2), theatre)
        for number in range(dice.randint(0, 14))
        for verb in [dice.choice(list(SIGNS))]
        for theatre in [dice.choice(["valley", "coast", "hills"])]
    ]


def test_relations_of_one_sign_between_two_in_one_theatre_are_one_bond() -> None:
    found = signed_bonds(
        links(
            "bob backs ann in valley",
            "ann backs bob in valley",
            "ann opposes bob in valley",
            "ann backs bob in coast",
            "ann negotiates_with bob in valley",
            "ann backs bob",
            "ann opposes ann in valley",
        )
    )

    assert [(one.one, one.two, one.theatre, one.sign, [link.id for link in one.links]) for one in found] == [
        ("ann", "bob", "coast", 1, ["r3"]),
        ("ann", "bob", "valley", -1, ["r2"]),
        ("ann", "bob", "valley", 1, ["r0", "r1"]),
    ]


def test_two_who_stand_together_here_and_apart_there_are_a_divided_pair() -> None:
    (pair,) = divided_pairs(links("ann backs bob in valley", "bob opposes ann in coast", "ann opposes cem in coast"))

    assert (pair.one, pair.two) == ("ann", "bob")
    assert [bond.theatre for bond in pair.together] == ["valley"]
    assert [bond.theatre for bond in pair.apart] == ["coast"]


def test_both_signs_in_one_theatre_are_no_divided_pair() -> None:
    assert divided_pairs(links("ann backs bob in valley", "ann opposes bob in valley")) == []


def test_backers_of_opponents_in_two_theatres_stand_in_mirror_positions() -> None:
    (mirror,) = mirror_pairs(
        links(
            "ann backs east in valley", "bob backs west in valley", "east opposes west in valley",
            "ann backs north in coast", "bob backs south in coast", "south opposes north in coast",
            "cem backs south in coast",
        )
    )  # fmt: skip

    assert (mirror.one, mirror.two) == ("ann", "bob")
    assert [(side.theatre, side.backed) for side in mirror.sides] == [
        ("coast", ("north", "south")),
        ("valley", ("east", "west")),
    ]
    assert [link.id for link in mirror.sides[1].links] == ["r0", "r1", "r2"]


@pytest.mark.parametrize(
    "missing",
    [
        pytest.param("south opposes north in valley", id="opponents in one theatre only"),
        pytest.param("south backs north in coast", id="no opponents"),
        pytest.param("bob opposes ann in coast", id="they themselves"),
    ],
)
def test_backers_of_opponents_in_one_theatre_are_no_mirror(missing: str) -> None:
    assert not mirror_pairs(
        links(
            "ann backs east in valley", "bob backs west in valley", "east opposes west in valley",
            "ann backs north in coast", "bob backs south in coast", missing,
        )
    )  # fmt: skip


def test_nobody_stands_in_a_mirror_position_to_its_own_backer() -> None:
    places = ("valley", "coast")

    assert not mirror_pairs(
        links(
            *(
                f"{line} in {place}"
                for place in places
                for line in ("ann backs bob", "cem backs ann", "ann opposes bob")
            )
        )
    )


@pytest.mark.parametrize("seed", range(60))
def test_triads_are_all_triangles_of_more_than_one_theatre_the_unbalanced_first(seed: int) -> None:
    some = drawn(seed)
    expected = _triads(some)

    found = triads(some)

    told = [(triad.actors, tuple((bond.theatre, bond.sign) for bond in triad.bonds), triad.balanced) for triad in found]
    assert sorted(told) == sorted(expected)
    assert [triad.balanced for triad in found] == sorted(triad.balanced for triad in found)
    for triad in found:
        a, b, c = triad.actors
        assert [(bond.one, bond.two) for bond in triad.bonds] == [(a, b), (a, c), (b, c)]


def test_two_friends_of_a_friend_who_are_foes_are_not_in_balance() -> None:
    found = triads(links("ann backs bob in valley", "bob backs cem in coast", "cem opposes ann in coast"))

    assert [triad.balanced for triad in found] == [False]


def test_who_negotiates_needs_nobody_between() -> None:
    found = shortest_channel(
        links("bob negotiates_with ann", "ann backs cem", "cem backs bob", "ann opposes bob"), "ann", "bob"
    )

    assert found.direct and found.actors == ("ann", "bob") and [link.id for link in found.links] == ["r0"]


def test_foes_talk_through_the_fewest_others_and_not_over_an_opposition() -> None:
    found = shortest_channel(
        links(
            "ann opposes bob", "ann opposes zoe", "zoe opposes bob",
            "ann backs cem", "cem negotiates_with bob", "bob backs cem",
            "ann backs dan", "dan backs bob",
        ), "ann", "bob",
    )  # fmt: skip

    assert not found.direct and found.actors == ("ann", "cem", "bob")
    assert [link.id for link in found.links] == ["r3", "r4", "r5"]


def test_who_backs_the_other_can_talk_to_it_directly() -> None:
    assert shortest_channel(links("ann backs bob"), "bob", "ann").actors == ("bob", "ann")


@pytest.mark.parametrize("one", ["ann", "nobody"])
def test_where_nobody_is_known_between_two_there_is_no_channel(one: str) -> None:
    found = shortest_channel(links("ann opposes bob", "ann backs cem"), one, "bob")

    assert (found.actors, found.links, found.direct) == ((), (), False)


@pytest.mark.parametrize("seed", range(60))
def test_a_channel_is_as_short_as_it_can_be_and_the_same_back(seed: int) -> None:
    some = drawn(seed)
    for one, two in combinations(["ann", "bob", "cem"], 2):
        found = shortest_channel(some, one, two)

        steps = len(found.actors) - 1
        assert steps == _distance(some, one, two)
        assert len(shortest_channel(some, two, one).actors) == len(found.actors)
        assert all(SIGNS[link.family] >= 0 for link in found.links)
        joined = {frozenset((link.subject, link.object)) for link in found.links}
        assert joined == {frozenset(ends) for ends in pairwise(found.actors)}


def _triads(some: Iterable[LensRelation]) -> list[tuple[tuple[str, ...], tuple[tuple[str, int], ...], bool]]:
    signed: dict[frozenset[str], set[tuple[str, int]]] = defaultdict(set)
    for link in some:
        if SIGNS[link.family] and link.theatre:
            signed[frozenset((link.subject, link.object))].add((link.theatre, SIGNS[link.family]))
    return [
        ((a, b, c), (x, y, z), x[1] * y[1] * z[1] > 0)
        for a, b, c in combinations(["ann", "bob", "cem", "dan", "eve"], 3)
        for x in signed[frozenset((a, b))]
        for y in signed[frozenset((a, c))]
        for z in signed[frozenset((b, c))]
        if len({x[0], y[0], z[0]}) > 1
    ]


def _distance(some: Iterable[LensRelation], one: str, two: str) -> int:
    """Steps over relations that are no opposition, -1 where there is no way."""
    beside: dict[str, set[str]] = defaultdict(set)
    for link in some:
        if SIGNS[link.family] >= 0:
            beside[link.subject].add(link.object)
            beside[link.object].add(link.subject)
    found, queue = {one: 0}, deque([one])
    while queue:
        here = queue.popleft()
        for other in beside[here] - found.keys():
            found[other] = found[here] + 1
            queue.append(other)
    return found.get(two, -1)

"""Camps per theatre and in all together, and who changes camp between them."""

import random
from collections.abc import Iterator
from itertools import combinations, product

import networkx as nx
import pytest

from linkage.graph.balance.bonds import LensRelation
from linkage.graph.balance.camps import SignedTie
from linkage.graph.balance.theatre_camps import TheatreCamps, theatre_camps
from linkage.graph.families import Family
from tests.test_backbone import best_splits
from tests.test_camps import named


def camps(*lines: str) -> TheatreCamps:
    """Of relations such as `ann backs bob in valley`."""
    relations = [
        LensRelation(f"r{number}", Family(verb), subject, object_, theatre)
        for number, (subject, verb, object_, _, theatre) in enumerate(line.split() for line in lines)
    ]
    return theatre_camps(relations, ("valley", "coast"))


def test_each_theatre_is_split_alone_and_all_are_split_together() -> None:
    told = camps("ann opposes bob in valley", "cem backs bob in valley", "ann opposes dan in coast")

    assert [(split.theatre, split.k) for split in told.splits] == [
        ("valley", 2), ("coast", 2), (None, 2), ("valley", 3), ("coast", 3), (None, 3),
    ]  # fmt: skip
    assert [split.camps for split in told.splits[:3]] == [
        (("ann",), ("bob", "cem")),
        (("ann",), ("dan",)),
        (("ann",), ("bob", "cem", "dan")),
    ]
    assert all(split.index == split.bound == 0 for split in told.splits) and told.movers == ()


def test_relations_that_say_the_same_are_one_bond_and_a_channel_is_none() -> None:
    (valley, *_) = camps(
        "ann backs bob in valley", "bob backs ann in valley", "ann opposes bob in valley",
        "ann backs cem in valley", "bob backs cem in valley", "ann negotiates_with dan in valley",
    ).splits  # fmt: skip

    assert (valley.bonds, valley.index, valley.camps) == (4, 1, (("ann", "bob", "cem"),))
    assert [relation.id for relation in valley.frustrated] == ["r2"]


def test_a_split_says_how_little_it_rests_on_and_whether_it_is_the_only_one() -> None:
    told = camps("ann opposes bob in valley", "bob opposes cem in valley", "cem opposes ann in valley")
    valley = told.splits[0]

    assert (valley.index, valley.unique) == (1, False)
    assert valley.notes[0].startswith("3 signed bonds among 3 actors, 1 independent circles")
    assert "Other splits are just as good" in valley.notes[1]


def test_who_is_with_others_in_one_theatre_than_in_all_together_moves() -> None:
    told = camps(
        "ann backs bob in valley", "ann backs cem in valley", "ann opposes dan in valley",
        "bob opposes dan in valley", "cem opposes dan in valley",
        "ann opposes cem in coast", "bob opposes cem in coast", "dan backs cem in coast", "ann backs bob in coast",
        "ann opposes dan in coast", "ann opposes cem in hills", "bob opposes cem in hills", "dan backs cem in hills",
    )  # fmt: skip

    assert told.splits[2].camps == (("ann", "bob"), ("cem", "dan"))
    assert told.movers == (("cem", ("valley",)),)


def test_where_a_part_is_divided_evenly_nobody_moves() -> None:
    told = camps("ann opposes bob in valley", "ann backs bob in coast", "bob backs ann in hills")

    assert (told.splits[0].camps, told.splits[2].camps) == ((("ann",), ("bob",)), (("ann", "bob"),))
    assert told.movers == ()


def test_parts_that_no_bond_ties_in_a_theatre_are_each_held_against_all_together() -> None:
    told = camps(
        "ann backs bob in valley",
        "bob backs cem in valley",
        "dan backs eve in valley",
        "ann opposes dan in coast",
    )

    assert told.splits[0].camps == (("ann", "bob", "cem", "dan", "eve"),)
    assert told.splits[2].camps == (("ann", "bob", "cem"), ("dan", "eve"))
    assert told.movers == ()


SIDED = (
    "ann backs bob in valley", "bob backs cem in valley", "ann backs cem in valley", "ann opposes dan in valley",
    "bob opposes dan in valley", "cem opposes dan in valley",
)  # fmt: skip


def test_who_has_bonds_in_one_theatre_only_moves_in_none() -> None:
    """Fay stands where it does because of dan; that dan's friends are others elsewhere says nothing of fay."""
    elsewhere = ("dan backs ann in coast", "dan backs bob in hills", "dan backs cem in hills", "dan backs ann in hills")

    told = camps(*SIDED, "fay backs dan in valley", *elsewhere, "dan backs bob in coast", "dan backs cem in coast")

    assert told.splits[0].camps == (("ann", "bob", "cem"), ("dan", "fay"))
    assert len(told.splits[2].camps) == 1
    assert told.movers == (("dan", ("valley",)),)


def test_who_stands_elsewhere_in_one_of_several_best_splits_only_does_not_move() -> None:
    """Together dan has three bonds with ann, bob and cem and three against: it could go either way."""
    told = camps(*SIDED, "dan backs ann in coast", "dan backs bob in coast", "dan backs cem in coast")

    assert told.splits[2].unique is False and told.splits[2].either_way == ("dan",)
    assert told.movers == ()


def test_who_could_go_either_way_is_named_for_its_theatre_and_the_note_counts_the_others() -> None:
    told = camps(*SIDED, "eve backs ann in valley", "eve backs dan in valley", "ann backs bob in coast")
    valley, coast = told.splits[:2]

    assert (valley.either_way, coast.either_way) == (("eve",), ())
    assert "4 of 5 actors stand to each other in every best split as they do in this one." in valley.notes


def test_where_time_runs_out_nobody_moves_and_the_note_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkage.graph.balance.theatre_camps.SECONDS", 1e-9)
    chance = random.Random(2)
    verbs = [f"a{i} {chance.choice(['backs', 'opposes'])} a{j} in valley" for i, j in combinations(range(14), 2)]

    told = camps(*verbs, "a1 opposes a2 in coast", "a2 opposes a3 in coast")

    assert told.movers == ()
    assert any("time ran out before this was known of all" in note for note in told.splits[0].notes)


@pytest.mark.parametrize("block", range(4))
def test_a_mover_moves_whichever_best_splits_are_held_against_each_other(block: int) -> None:
    movers = 0
    for seed in range(30 * block, 30 * block + 30):
        lines = drawn(seed)
        told = camps(*lines)
        for actor, theatres in told.movers:
            assert len({line.split()[4] for line in lines if actor in line.split()}) == 2, seed
            for theatre in theatres:
                assert all(against(lines, actor, theatre)), (seed, actor)
                movers += 1

    assert movers


def drawn(seed: int) -> list[str]:
    """Seven actors that are friends and foes in two theatres, by chance."""
    chance = random.Random(seed)
    pairs = [(theatre, *pair) for theatre in ("valley", "coast") for pair in combinations("abcdefg", 2)]
    return [f"{u} {chance.choice(['backs', 'opposes'])} {v} in {theatre}" for theatre, u, v in chance.sample(pairs, 20)]


def against(lines: list[str], actor: str, theatre: str) -> Iterator[bool]:
    """Per two best splits, of the theatre and of all: whether most of the actor's part changed sides towards it."""
    ties = {
        place: [
            SignedTie(u, v, 1 if verb == "backs" else -1, id=where)
            for u, verb, v, _, where in map(str.split, lines)
            if place in (None, where)
        ]
        for place in (theatre, None)
    }
    part = nx.node_connected_component(nx.Graph((tie.source, tie.target) for tie in ties[theatre]), actor)
    names, everybody = named(ties[theatre]), named(ties[None])
    for inner, whole in product(best_splits(ties[theatre]), best_splits(ties[None])):
        changed = {name: inner[names.index(name)] ^ whole[everybody.index(name)] for name in part}
        yield 2 * sum(changed[name] != changed[actor] for name in part) > len(part)

"""Camps per theatre and in all together, and who changes camp between them."""

from linkage.graph.balance.bonds import LensRelation
from linkage.graph.balance.theatre_camps import TheatreCamps, theatre_camps
from linkage.graph.families import Family


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

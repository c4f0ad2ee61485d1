"""Whose a stance is once acts count for those on whose behalf they are done, on an invented guild and its wardens."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from linkage.graph.balance.bonds import LensRelation
from linkage.graph.families import Family
from linkage.graph.leverage.inputs import Dossier, StanceReading
from linkage.graph.leverage.patronage import backing_relations
from linkage.graph.leverage.rolled_stances import roll_up_stances
from tests.dossiers import dossier, reading, witness

WARDENS = {"ann": ("guild",), "bob": ("guild",)}


def rolled(readings: Iterable[StanceReading], principals: dict[str, tuple[str, ...]] | None = None) -> Dossier:
    principals = WARDENS if principals is None else principals
    sure = [witness("sure", 1.0), witness("never", 0.0)]
    return roll_up_stances(replace(dossier(readings, sure), principals=principals))


def cells(changed: Dossier) -> dict[tuple[str, str], list[str]]:
    return {cell: [each.key for each in readings] for cell, readings in changed.rivals.items()}


def test_a_stance_counts_for_whom_its_actor_acts() -> None:
    changed = rolled([reading("ann", "toll", 10), reading("cem", "toll", 90)])

    assert cells(changed) == {("guild", "toll"): ["ann-toll"], ("cem", "toll"): ["cem-toll"]}
    assert [(each.reading.key, each.principal) for each in changed.rolled] == [("ann-toll", "guild")]


def test_an_umbrellas_own_reading_holds_and_those_of_members_are_told_but_not_doubled() -> None:
    changed = rolled([reading("guild", "toll", 50), reading("ann", "toll", 10), reading("ann", "port", 20)])

    assert cells(changed) == {("guild", "toll"): ["guild-toll"], ("guild", "port"): ["ann-port"]}
    assert changed.table.centres["toll"] == 50
    assert [each.reading.key for each in changed.set_aside] == ["ann-toll"]


@pytest.mark.parametrize(
    "own",
    [
        pytest.param(reading("guild", "toll", 50, None), id="that lacks a figure"),
        pytest.param(reading("guild", "toll", 50, claims=["never"]), id="that rests on claims of no certainty"),
    ],
)
def test_a_members_reading_counts_where_the_umbrella_has_only_one(own: StanceReading) -> None:
    changed = rolled([own, reading("ann", "toll", 10)])

    assert cells(changed) == {("guild", "toll"): ["ann-toll"]}
    assert changed.set_aside == ()
    assert changed.unknown == ()


def test_readings_of_two_members_are_rivals() -> None:
    changed = rolled([reading("ann", "toll", 10), reading("bob", "toll", 90)])

    assert cells(changed) == {("guild", "toll"): ["ann-toll", "bob-toll"]}


def test_of_two_members_the_one_coded_later_counts_alone() -> None:
    march, april = date(2020, 3, 31), date(2020, 4, 30)
    later = replace(reading("ann", "toll", 10), carried_from=april)
    changed = rolled([later, replace(reading("bob", "toll", 90), carried_from=march)])

    assert cells(changed) == {("guild", "toll"): ["ann-toll"]}
    assert [each.reading.key for each in changed.set_aside] == ["bob-toll"]
    assert cells(rolled([later, reading("bob", "toll", 90)])) == {("guild", "toll"): ["bob-toll"]}


def test_what_members_leave_unknown_is_unknown_of_the_umbrella() -> None:
    changed = rolled([reading("ann", "toll", 10, None), reading("bob", "toll", None, None)])

    assert changed.unknown == ((("guild", "toll"), ("salience",)),)


def test_a_gap_of_a_member_opens_none_where_the_umbrella_is_known() -> None:
    changed = rolled([reading("guild", "toll", 10), reading("bob", "toll", None)])

    assert changed.unknown == ()
    assert [each.reading.key for each in changed.set_aside] == ["bob-toll"]


def test_who_acts_for_two_counts_for_both() -> None:
    changed = rolled([reading("ann", "toll", 10)], {"ann": ("guild", "town")})

    assert cells(changed) == {("guild", "toll"): ["ann-toll"], ("town", "toll"): ["ann-toll"]}


def test_who_acts_for_nobody_keeps_its_stance_and_nothing_is_told() -> None:
    plain = dossier([reading("ann", "toll", 10)])

    assert roll_up_stances(plain) == plain
    assert plain.notes == ()


def test_who_is_said_to_block_blocks_for_whom_it_acts() -> None:
    blocked = replace(
        dossier([]), principals=WARDENS, vetoes={"toll": {"ann": ("c1",), "bob": ("c2",), "cem": ("c3",)}}
    )

    assert roll_up_stances(blocked).vetoes == {"toll": {"guild": ("c1", "c2"), "cem": ("c3",)}}


def test_what_is_rolled_up_and_what_is_set_aside_is_told_by_name() -> None:
    changed = rolled([reading("guild", "toll", 50), reading("ann", "toll", 10), reading("ann", "port", 20)])

    told = replace(changed, names={"ann": "Ann", "guild": "the Guild"}, replaced=("ann",)).notes

    assert told == (
        "Rolled up: the Guild in place of Ann, for that is whom it acts for.",
        "Rolled up: 1 stance counts for whoever its actor acts for: Ann for the Guild on port.",
        "Rolled up: 1 stance is set aside, as whoever its actor acts for has a full one of its own on the issue, or another "
        + "member a later one: Ann for the Guild on toll.",
    )


def test_whoever_was_asked_for_is_looked_at_as_whom_it_acts_for() -> None:
    changed = roll_up_stances(replace(dossier([]), principals=WARDENS), ["ann", "cem"])

    assert changed.replaced == ("ann",)
    assert changed.standing_for(["ann", "bob", "cem"]) == ("guild", "cem")


# Marks


def backing(subject: str, object_: str) -> LensRelation:
    return LensRelation(f"{subject}-{object_}", Family.BACKS, subject, object_, "valley")


def marks(changed: Dossier, patron: str) -> set[str]:
    """Whom the patron backs, by the name of whom they act for."""
    return {
        principal
        for client in changed.table.actors
        if backing_relations(changed, {patron}, client)
        for principal in changed.principals.get(client, (client,))
    }


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(backing("town", "guild"), id="the umbrella is backed"),
        pytest.param(backing("town", "ann"), id="the member was backed before it acted for the umbrella"),
        pytest.param(backing("mayor", "guild"), id="who acts for the patron backs the umbrella"),
    ],
)
def test_a_client_is_marked_alike_whether_stances_are_rolled_up_or_not(link: LensRelation) -> None:
    readings = [reading("ann", "toll", 10), reading("guild", "port", 10), reading("town", "toll", 90)]
    principals = {**WARDENS, "mayor": ("town",)}
    plain = replace(dossier(readings), principals=principals, backing=(link,))

    assert marks(plain, "town") == marks(roll_up_stances(plain), "town") == {"guild"}


def test_relations_that_name_who_acts_are_told_only_where_none_names_for_whom() -> None:
    links = (backing("town", "guild"), backing("mayor", "guild"), backing("town", "ann"))
    plain = replace(dossier([]), principals={**WARDENS, "mayor": ("town",)}, backing=links)

    assert backing_relations(plain, {"town"}, "guild") == links[:1]
    assert backing_relations(replace(plain, backing=links[1:]), {"town"}, "guild") == links[1:]


def test_who_acts_for_the_patron_is_no_client_of_it() -> None:
    plain = replace(dossier([]), principals=WARDENS, backing=(backing("guild", "ann"),))

    assert backing_relations(plain, {"guild"}, "ann") == ()

"""Trades of equal gain: by hand, against an exact reference, and what holds of any table."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.leverage.exchange import Exchange, centres_after, exchanges, externalities
from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand
from tests.tables import WORKED, drawn, near, renamed, shuffled, table, trades

GAIN, POSITION = 1e-8, 1e-6
VILLAGE = {
    ("ann", "bridge"): (0, "0.2", 1),
    ("ann", "toll"): (10, "0.8", "0.5"),
    ("bob", "bridge"): (90, "0.9", "0.5"),
    ("bob", "toll"): (100, "0.3", 1),
    ("cem", "bridge"): (100, "0.5", "0.4"),
    ("cem", "toll"): (40, "0.5", "0.4"),
}
seeds = st.integers(0, 10**6)
few = settings(max_examples=60, deadline=None)


def test_a_centre_is_the_mean_of_the_positions_by_weight() -> None:
    three = table({("a", "p"): (0, 1, 1), ("b", "p"): (100, 1, 1), ("c", "p"): (100, 1, 1)})

    assert three.centres == {"p": Fraction(200, 3)}
    assert three.moved({("a", "p"): Fraction(100)}).centres == {"p": 100}
    assert three.moved({("b", "p"): Fraction(0)}).centres == {"p": Fraction(100, 3)}
    assert three.pull("a", "p") == Fraction(200, 3) - 100


def test_nobody_pulls_where_it_stands_alone_or_where_nobody_has_weight() -> None:
    idle = table({("a", "p"): (30, 1, 0), ("a", "q"): (30, 1, 1)})

    assert idle.centres == {"p": None, "q": 30}
    assert (idle.pull("a", "p"), idle.pull("a", "q")) == (None, None)
    assert exchanges(idle) == []


def test_two_actors_at_opposite_ends_trade_what_a_pencil_says() -> None:
    worked = table(WORKED)

    (trade,) = exchanges(worked)

    # A1 goes all the way: O of I1 shifts by 100/7 to A2's position, that of I2 by half as much, at which both gain 5.
    assert worked.centres == {"I1": Fraction(600, 7), "I2": Fraction(250, 7)}
    assert trade.key == ("A1", "I1", "A2", "I2")
    assert (trade.from1, trade.to1, trade.from2, trade.to2) == pytest.approx((0, 100, 100, 80))
    assert (trade.shift1, trade.shift2, trade.gain) == pytest.approx((100 / 7, 50 / 7, 5))
    assert (trade.valid, trade.tie, trade.limit) == (True, False, "move1")


def test_who_stays_out_of_a_trade_gains_and_loses_by_its_own_position_and_salience() -> None:
    village = table(VILLAGE)
    best = exchanges(village)[0]
    amounts = externalities(village, best)
    (first, start1, end1), (second, start2, end2) = centres_after(village, best)

    assert {first, second} == {"bridge", "toll"} and {best.giver1, best.giver2} == {"ann", "bob"}
    bridge, toll = ((start1, end1), (start2, end2)) if first == "bridge" else ((start2, end2), (start1, end1))
    nearer = 0.5 * (abs(bridge[0] - 100) - abs(bridge[1] - 100)) + 0.5 * (abs(toll[0] - 40) - abs(toll[1] - 40))
    assert amounts["cem"] == pytest.approx(nearer)
    assert amounts["ann"] == pytest.approx(best.gain) == amounts["bob"]


def test_who_stands_on_the_centre_gives_to_either_side_of_it() -> None:
    cells = {
        ("low", "p"): (0, 1, 1), ("high", "p"): (1, 1, 1), ("third", "p"): ("0.5", "0.2", 1),
        ("low", "q"): (0, "0.1", 1), ("high", "q"): (100, 1, 1), ("third", "q"): (100, 1, 1),
    }  # fmt: skip
    on_it = table(cells)
    turned = table({**cells, ("low", "p"): (1, 1, 1), ("high", "p"): (0, 1, 1)})
    beyond = table({**cells, ("third", "p"): ("0.49", "0.2", 1)})

    assert on_it.centres["p"] == turned.centres["p"] == Fraction(1, 2)
    assert _pairs(on_it) == _pairs(turned) == {("low", "high"), ("low", "third")}
    assert _pairs(beyond) == {("low", "high")}


def test_nobody_asks_for_more_where_the_centre_is_its_own_position() -> None:
    cells = {
        ("ann", "p"): (50, "0.9", 1), ("bob", "p"): (80, "0.1", 1), ("cem", "p"): (50 - Fraction(10, 3), "0.9", 1),
        ("ann", "q"): (0, "0.1", 1), ("bob", "q"): (100, "0.9", 1),
    }  # fmt: skip

    (trade,) = [trade for trade in exchanges(table(cells)) if {trade.giver1, trade.giver2} == {"ann", "bob"}]

    assert table(cells).centres["p"] == 50
    assert (trade.gain, trade.valid) == (0, False)


def test_trades_of_equal_gain_are_ties_whatever_their_order() -> None:
    cells = {
        **WORKED,
        **{("A3", issue): figures for (actor, issue), figures in WORKED.items() if actor == "A1"},
    }

    found = exchanges(table(cells))

    assert [(trade.key, trade.tie) for trade in found] == [
        (("A1", "I1", "A2", "I2"), True),
        (("A2", "I2", "A3", "I1"), True),
    ]


def test_who_cares_alike_has_no_trade_and_no_direction() -> None:
    alike = {**WORKED, ("A1", "I1"): (0, "0.6", 1), ("A1", "I2"): (0, "0.5", 1)}

    (trade,) = exchanges(table(alike))

    assert (trade.gain, trade.valid, trade.tie) == (0, False, True)


@pytest.mark.parametrize("block", range(8))
def test_every_candidate_is_what_plain_fractions_make_of_the_definitions(block: int) -> None:
    valid = 0
    for seed in range(50 * block, 50 * block + 50):
        drawn_ = drawn(seed, actors=3 + seed % 5, issues=2 + seed % 3)
        expected = trades(drawn_)
        found = {(trade.key if trade.key in expected else trade.turned.key): trade for trade in exchanges(drawn_)}

        assert found.keys() == expected.keys(), seed
        for key, trade in found.items():
            turned, exact = trade if trade.key == key else trade.turned, expected[key]
            assert near(turned.gain, exact.gain, GAIN), (seed, key)
            assert near(turned.to1, exact.ends[key[0], key[1]], POSITION), (seed, key)
            assert near(turned.to2, exact.ends[key[2], key[3]], POSITION), (seed, key)
            assert turned.valid == (exact.gain >= Fraction(1, 10**10)), (seed, key)
            valid += turned.valid

    assert valid > 100


@few
@given(seeds)
def test_both_gain_the_same_and_neither_moves_beyond_the_other(seed: int) -> None:
    drawn_ = drawn(seed)
    for trade in exchanges(drawn_):
        amounts = externalities(drawn_, trade)

        assert amounts[trade.giver1] == pytest.approx(trade.gain, abs=GAIN)
        assert amounts[trade.giver2] == pytest.approx(trade.gain, abs=GAIN)
        assert _between(trade.from1, trade.to1, drawn_.stands[trade.giver2, trade.issue1])
        assert _between(trade.from2, trade.to2, drawn_.stands[trade.giver1, trade.issue2])
        assert 0 <= trade.to1 <= 100 and 0 <= trade.to2 <= 100


@few
@given(seeds)
def test_no_centre_passes_who_asked_for_the_shift_and_each_is_where_the_moves_bring_it(seed: int) -> None:
    drawn_ = drawn(seed)
    for trade in exchanges(drawn_):
        moved = drawn_.moved(
            {
                (trade.giver1, trade.issue1): Fraction(trade.to1),
                (trade.giver2, trade.issue2): Fraction(trade.to2),
            }
        )
        for (issue, start, end), demander in zip(
            centres_after(drawn_, trade), (trade.giver2, trade.giver1), strict=True
        ):
            centre = moved.centres[issue]
            assert centre is not None and near(end, centre, POSITION)
            assert _between(start, end, drawn_.stands[demander, issue])


@few
@given(seeds, st.integers(0, 10**6))
def test_other_names_and_another_order_make_the_same_trades(seed: int, order: int) -> None:
    one = drawn(seed)
    actors, issues = shuffled(one.actors, order), shuffled(one.issues, order)
    other = renamed(one, actors, issues)

    expected = {(actors[a], issues[p], actors[b], issues[q]): gain for (a, p, b, q), gain in _gains(one).items()}
    assert _gains(other) == pytest.approx(expected, abs=GAIN)


@few
@given(seeds, st.sets(st.integers(0, 3)), st.booleans())
def test_scales_with_their_ends_swapped_make_the_mirrored_trades(
    seed: int, places: set[int], on_a_centre: bool
) -> None:
    one = drawn(seed, on_a_centre=on_a_centre)
    swapped = {one.issues[place] for place in places if place < len(one.issues)}
    mirrored = one.moved({cell: 100 - stand.position for cell, stand in one.stands.items() if cell[1] in swapped})

    def mirror(trade: Exchange) -> Exchange:
        if trade.issue1 in swapped:
            trade = trade._replace(from1=100 - trade.from1, to1=100 - trade.to1)
        if trade.issue2 in swapped:
            trade = trade._replace(from2=100 - trade.from2, to2=100 - trade.to2)
        return trade

    expected = {trade.key: mirror(trade) for trade in exchanges(one)}
    found = {trade.key: trade for trade in exchanges(mirrored)}
    assert found.keys() == expected.keys()
    for key, trade in found.items():
        figures = (trade.from1, trade.to1, trade.from2, trade.to2, trade.gain)
        other = expected[key]
        assert figures == pytest.approx((other.from1, other.to1, other.from2, other.to2, other.gain), abs=POSITION)


@few
@given(seeds, st.integers(0, 100), st.integers(0, 10))
def test_an_actor_without_power_changes_nothing(seed: int, position: int, salience: int) -> None:
    one = drawn(seed)
    idle = {("idle", issue): Stand(Fraction(position), Fraction(salience, 10), Fraction()) for issue in one.issues}
    more = StanceMatrix({**one.stands, **idle})

    assert more.centres == one.centres
    assert exchanges(more) == exchanges(one)


def test_only_the_pairs_of_issues_that_are_asked_for_are_traded_on() -> None:
    one = drawn(3, actors=6, issues=4)

    found = exchanges(one, [("p2", "p0"), ("p1", "p9")])

    assert found and all({trade.issue1, trade.issue2} == {"p0", "p2"} for trade in found)


def test_valid_trades_come_first_and_the_largest_of_them_first() -> None:
    found = exchanges(drawn(8, actors=7, issues=4))

    assert [trade.valid for trade in found] == sorted((trade.valid for trade in found), reverse=True)
    assert all(one.gain >= other.gain - 1e-9 for one, other in pairwise(found))


def _pairs(table: StanceMatrix) -> set[tuple[str, str]]:
    return {
        (one, two)
        for trade in exchanges(table)
        for one, two in ((trade.giver1, trade.giver2), (trade.giver2, trade.giver1))
        if one == "low"
    }


def _gains(table: StanceMatrix) -> dict[tuple[str, str, str, str], float]:
    """Gains by who gives on what, whichever of the two is named first; those without direction are all 0."""
    return {trade.key: trade.gain for found in exchanges(table) if found.valid for trade in (found, found.turned)}


def _between(start: float, end: float, target: Stand) -> bool:
    low, high = sorted((start, float(target.position)))
    return low - POSITION <= end <= high + POSITION

"""Draws: what claims that hold or fail make of trades, and that the figures are what they are called."""

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import prod, sqrt

import numpy as np
import pytest

from linkage.graph.leverage.analysis import LeverageAnalysis, TraderPair, analyse
from linkage.graph.leverage.exchange import exchanges
from linkage.graph.leverage.grounds import Grounds
from linkage.graph.leverage.inputs import Dossier, StanceReading
from linkage.graph.leverage.monte_carlo import Draws, Gains, claim_swings, trade_share, trader_pairs
from linkage.graph.leverage.stance_matrix import StanceMatrix
from linkage.graph.records import Range, Support
from tests import tables
from tests.dossiers import dossier, drawn, of_table, reading, witness

SEEDS = range(6)
CARRIED = dossier(
    [
        reading("ann", "toll", 0, 0.1, 1.0, ["c1"]),
        reading("ann", "port", 0, 0.9, 1.0),
        reading("bob", "toll", 100, 0.6, 1.0, ["c2", "c3"]),
        reading("bob", "port", 100, 0.5, 1.0),
    ],
    [witness("c1", 0.6), witness("c2", 0.5, "wire"), witness("c3", 0.4, "wire")],
)
"""One trade, in which Ann gives on the toll: it is there where c1 holds, and c2 or c3."""


@pytest.mark.parametrize("seed", range(40))
def test_where_nothing_is_open_every_draw_is_the_trade_of_the_table(seed: int) -> None:
    table = tables.drawn(seed)
    exact = tables.trades(table)
    draws = Draws(of_table(table), 3, seed)

    for p, q in combinations(table.issues, 2):
        for one, two in combinations(table.actors, 2):
            if all(cell in table.stands for cell in ((one, p), (one, q), (two, p), (two, q))):
                gains = draws.gains(one, two, p, q)
                assert gains.known.all()
                assert gains.gain == pytest.approx([_gain(exact, one, p, two, q)] * 3, abs=1e-8)
                assert gains.reverse == pytest.approx([_gain(exact, one, q, two, p)] * 3, abs=1e-8)


@pytest.mark.parametrize(("salience", "pays"), [(Fraction(3, 10**11), True), (Fraction(1, 10**11), False)])
def test_the_least_gain_that_is_one_is_the_same_in_the_table_and_in_draws(salience: Fraction, pays: bool) -> None:
    """By hand the two gain 5 times the unit in which they care, held against a least gain of a tenth of a billionth."""
    cells = tables.table(tables.WORKED).stands
    table = StanceMatrix({cell: replace(stand, salience=stand.salience * salience) for cell, stand in cells.items()})

    (trade,) = exchanges(table)
    gains = Draws(of_table(table), 3, 1).gains("A1", "A2", "I1", "I2")

    assert 5 * salience > Fraction(1, 10**10) or not pays
    assert trade.valid is pays and (gains.gain > 0).all() == (gains.gain > 0).any() == pays


@pytest.mark.parametrize("off", ["0", "5e-10", "-5e-10", "5e-9", "-5e-9", "0.01"])
def test_how_near_the_centre_is_on_it_is_the_same_in_the_table_and_in_draws(off: str) -> None:
    cells = {
        ("low", "p"): (0, 1, 1), ("high", "p"): (1, 1, 1), ("third", "p"): (Fraction(1, 2) + Fraction(off), "0.2", 1),
        ("low", "q"): (0, "0.1", 1), ("high", "q"): (100, 1, 1), ("third", "q"): (100, 1, 1),
    }  # fmt: skip
    table = tables.table(cells)
    draws = Draws(of_table(table), 3, 1)

    trading = {frozenset((trade.giver1, trade.giver2)) for trade in exchanges(table) if trade.valid}

    assert trading >= {frozenset(("low", "high"))}
    for one, two in combinations(table.actors, 2):
        gains = draws.gains(one, two, "p", "q")
        assert ((gains.gain > 0) | (gains.reverse > 0)).any() == ({one, two} in trading)


@pytest.mark.parametrize("seed", range(20))
def test_scales_that_are_turned_round_move_no_share(seed: int) -> None:
    """On one of the issues somebody stands on the centre."""
    one = tables.drawn(seed)
    turned = one.moved({cell: 100 - stand.position for cell, stand in one.stands.items() if cell[1] in ("p0", "p2")})
    draws, again = (Draws(of_table(each), 2, seed) for each in (one, turned))

    for p, q in combinations(one.issues, 2):
        for actor1, actor2 in trader_pairs(draws.dossier, p, q):
            expected, gains = draws.gains(actor1, actor2, p, q), again.gains(actor1, actor2, p, q)
            assert gains.gain == pytest.approx(expected.gain, abs=1e-8)
            assert gains.reverse == pytest.approx(expected.reverse, abs=1e-8)


def test_one_actor_that_is_named_alone_is_told_so() -> None:
    answered = analyse(replace(CARRIED, names={"ann": "Ann"}), actors=["ann"])

    assert (answered.trades, answered.reason) == ((), "Only Ann is named, and a trade takes two actors.")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_claim_without_certainty_never_holds_and_one_that_is_sure_is_never_out(seed: int) -> None:
    found = drawn(seed)
    held = Draws(found, 500, seed).held

    for key, one in found.witnesses.items():
        assert held[key].any() == (one.certainty > 0) and held[key].all() == (one.certainty == 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_claim_without_certainty_changes_nothing(seed: int) -> None:
    found = drawn(seed)
    idle = reading("ann", "toll", 3, 1.0, 1.0, ["idle"], "a-rival")
    more = replace(
        found,
        readings=(
            *(_leaning_on(one, "idle") if one.grounds.claims else one for one in found.readings),
            idle,
        ),
        witnesses={**found.witnesses, "idle": witness("idle", 0)},
    )

    assert list(_gains(more, 200, seed)) == list(_gains(found, 200, seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_issue_that_is_entered_twice_moves_no_share(seed: int) -> None:
    found = drawn(seed)
    copies = [
        replace(one, key=f"{one.key}-copy", issue=f"{one.issue}-copy") for one in found.readings if one.issue == "toll"
    ]
    issues = {**found.issues, "toll-copy": found.issues["toll"]}
    twice = replace(found, issues=issues, readings=(*found.readings, *copies))
    declared = replace(twice, overlaps=(frozenset(("toll", "toll-copy")),))

    alone, together = (analyse(each, draws=400, seed=3).pairs for each in (found, declared))

    assert [_shares(pair) for pair in together] == [_shares(pair) for pair in alone]
    assert not any({"toll", "toll-copy"} <= {*pair} for pair in (*declared.pairs, *declared.pairs_within))
    assert ("toll", "toll-copy") in twice.pairs_within


def _shares(pair: TraderPair) -> tuple[object, ...]:
    return pair.one, pair.two, pair.even, pair.none, [direction.share for direction in pair.directions]


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_of_one_origin_fail_together(seed: int) -> None:
    found = drawn(seed)
    held = Draws(found, 500, seed).held

    for one, two in combinations(found.witnesses.values(), 2):
        if one.origin == two.origin and one.certainty <= two.certainty:
            assert not (held[one.key] & ~held[two.key]).any()
    assert any(one.origin == two.origin for one, two in combinations(found.witnesses.values(), 2))


def test_claims_of_two_origins_fail_apart() -> None:
    held = Draws(dossier([], [witness("one", 0.5), witness("two", 0.5)]), 4_000, 1).held

    assert (held["one"] & ~held["two"]).mean() == pytest.approx(0.25, abs=0.04)


@pytest.mark.parametrize("certainties", [[0.5], [0.3, 0.8], [0.2, 0.2, 0.2, 0.9], [0.05, 0.6]])
def test_a_reading_holds_as_often_as_its_claims_add_up_to(certainties: list[float]) -> None:
    witnesses = [witness(f"c{n}", certainty, f"origin {n // 2}") for n, certainty in enumerate(certainties)]
    one = reading("ann", "toll", 10, claims=[each.key for each in witnesses])
    pairs = [max(certainties[n : n + 2]) for n in range(0, len(certainties), 2)]
    expected, number = 1 - prod(1 - highest for highest in pairs), 20_000
    found = dossier([one], witnesses)

    known = Draws(found, number, 5).cells["ann", "toll"].known

    assert found.certainty(one) == pytest.approx(expected)
    assert known.mean() == pytest.approx(expected, abs=4 * sqrt(expected * (1 - expected) / number))


def test_a_reading_that_leans_on_no_claim_is_always_known() -> None:
    assert Draws(dossier([reading("ann", "toll", 10)]), 100, 1).cells["ann", "toll"].known.all()


def test_of_rival_readings_that_hold_one_is_drawn_and_never_their_mean() -> None:
    rivals = [
        reading("ann", "toll", 10, 0.2, 0.5, ["c1"], "first"),
        reading("ann", "toll", 90, 0.8, 0.5, ["c2"], "second"),
    ]
    found = Draws(dossier(rivals, [witness("c1", 0.6), witness("c2", 0.3)]), 10_000, 3)
    cell, first, second = found.cells["ann", "toll"], found.held["c1"], found.held["c2"]

    assert set(zip(cell.position[cell.known], cell.salience[cell.known], strict=True)) == {
        (10, 0.2),
        (90, 0.8),
    }
    assert (cell.known == (first | second)).all()
    assert (cell.position[first & ~second] == 10).all() and (cell.position[second & ~first] == 90).all()
    assert (cell.position[first & second] == 10).mean() == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_lies_between_the_bounds_of_a_reading(seed: int) -> None:
    found = drawn(seed)

    for cell, rivals in found.rivals.items():
        one = Draws(found, 300, seed).cells[cell]
        inside = np.zeros(300, dtype=bool)
        for rival in rivals:
            assert rival.position and rival.salience and rival.capability
            inside |= _within(one.position, rival.position) & _within(one.salience, rival.salience)
        assert (inside | ~one.known).all()
        assert (one.weight[~one.known] == 0).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_add_up(seed: int) -> None:
    found = analyse(drawn(seed), draws=400, seed=seed, first=50)

    assert found.pairs
    for pair in found.pairs:
        forth, back = pair.directions
        assert forth.share.share + back.share.share + pair.even + pair.none == pytest.approx(1)
        assert (forth.share.share, back.share.share) == (back.share.opposite, forth.share.opposite)
    for told in [trade.share for trade in found.trades] + [
        one.share for pair in found.pairs for one in pair.directions
    ]:
        assert told is not None and told.share == pytest.approx(told.needed * told.given)
        assert told.share + told.opposite <= told.needed + 1e-12
        assert (told.gain is not None) == (told.share > 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_likelier_trade_is_told_first(seed: int) -> None:
    shares = [trade.share.share for trade in analyse(drawn(seed), draws=200, first=50).trades if trade.share]

    assert shares == sorted(shares, reverse=True)


def test_a_trade_is_there_as_often_as_the_claims_it_needs_hold() -> None:
    (trade,) = analyse(CARRIED, draws=20_000, seed=4).trades

    assert trade.key == ("ann", "toll", "bob", "port") and trade.share is not None
    assert trade.share.needed == trade.share.share == pytest.approx(0.6 * 0.5, abs=0.015)
    assert (trade.share.given, trade.share.opposite) == (1, 0)
    assert trade.share.gain == pytest.approx((5, 5, 5))


def test_the_swing_of_a_claim_is_what_the_trade_loses_where_it_fails() -> None:
    (trade,) = analyse(CARRIED, draws=20_000, seed=4).trades
    found = {swing.claim: swing for swing in trade.swings}

    # Without c1 there is no trade; with it there is one wherever c2 holds, and c3 only ever holds beside c2.
    assert found["c1"].swing == pytest.approx(0.5, abs=0.02) and found["c2"].swing == pytest.approx(0.6, abs=0.02)
    assert found["c3"].swing == pytest.approx(0.6 - 0.6 * 0.1 / 0.6, abs=0.02)
    assert found["c1"].held == pytest.approx(0.6, abs=0.02)
    assert [one.swing for one in trade.swings] == sorted((one.swing for one in trade.swings), reverse=True)


def test_a_claim_that_held_in_every_draw_or_in_none_decides_nothing() -> None:
    draws = Draws(dossier([], [witness("sure", 1), witness("void", 0), witness("open", 0.5)]), 100, 1)

    assert [one.claim for one in claim_swings(draws, draws.held["open"], ["sure", "void", "open"])] == ["open"]


def test_no_draw_with_what_is_needed_is_no_division_by_zero() -> None:
    never = np.zeros(10, dtype=bool)

    assert trade_share(never, never, never, np.zeros(10)).given == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_added_about_others_leaves_the_draws_of_the_rest_as_they_are(seed: int) -> None:
    found = drawn(seed)
    more = replace(
        found,
        readings=(reading("zoe", "toll", Range(low=0, high=50), claims=["new"]), *found.readings),
        witnesses={"new": witness("new", 0.5), **found.witnesses},
    )
    before, after = Draws(found, 100, 7), Draws(more, 100, 7)

    for cell, one in before.cells.items():
        for figure in ("known", "position", "salience", "weight"):
            assert (getattr(one, figure) == getattr(after.cells[cell], figure)).all()


def test_the_same_seed_gives_the_same_bytes_on_any_machine() -> None:
    assert _digest(analyse(drawn(1), draws=1_000, seed=11, first=100)) == "d09b5517744f5441664b4e85b10f7322"


def test_another_seed_gives_other_draws() -> None:
    assert _digest(analyse(drawn(1), draws=1_000, seed=12)) != _digest(analyse(drawn(1), draws=1_000, seed=11))


def test_the_order_of_what_is_read_changes_nothing() -> None:
    found = drawn(2)
    turned = replace(
        found,
        readings=found.readings[::-1],
        witnesses=dict(reversed(list(found.witnesses.items()))),
    )

    assert _digest(analyse(turned, draws=300, seed=1)) == _digest(analyse(found, draws=300, seed=1))


def _gain(exact: dict[tables.Key, tables.Trade], one: str, p: str, two: str, q: str) -> float:
    """What each gains where *one* gives on *p* and *two* on *q*, 0 where there is no such trade."""
    trade = exact.get((one, p, two, q)) or exact.get((two, q, one, p))
    return float(trade.gain) if trade and not trade.even else 0.0


def _leaning_on(one: StanceReading, claim: str) -> StanceReading:
    return replace(one, grounds=replace(one.grounds, claims=(*one.grounds.claims, claim)))


def _gains(found: Dossier, number: int, seed: int) -> Iterator[tuple[str, ...]]:
    draws = Draws(found, number, seed)
    for p, q in found.pairs:
        for one, two in combinations(found.table.actors, 2):
            if {(one, p), (one, q), (two, p), (two, q)} <= found.rivals.keys():
                yield one, two, p, q, *_bytes(draws.gains(one, two, p, q))


def _bytes(gains: Gains) -> tuple[str, str, str]:
    return gains.known.tobytes().hex(), gains.gain.tobytes().hex(), gains.reverse.tobytes().hex()


def _within(figures: np.ndarray, bounds: Range) -> np.ndarray:
    return (figures >= bounds.low) & (figures <= bounds.high)


def _digest(found: LeverageAnalysis) -> str:
    """Of everything that the draws decide: the order of trades, their shares and swings."""
    told = repr([(trade.key, trade.share, trade.swings) for trade in found.trades])
    told += repr([(pair.one, pair.two, pair.even, pair.none, pair.directions) for pair in found.pairs])
    figures = re.sub(r"\b[A-Z]\w*\(", "(", told)  # whatever the classes are called
    return hashlib.blake2b(figures.encode(), digest_size=16).hexdigest()


@pytest.mark.parametrize("seed", range(30))
def test_a_reading_is_as_certain_as_the_share_of_draws_in_which_it_holds(seed: int) -> None:
    chance = random.Random(seed)
    witnesses = [witness(f"c{number}", chance.random(), chance.choice("abcd")) for number in range(6)]
    favour, against = [f"c{number}" for number in range(3)], [f"c{number}" for number in range(3, 3 + seed % 4)]
    held = reading("ann", "toll", 50, 0.5, 0.5, favour[: seed % 3 + 1])
    needs = list(Support)[seed % 2]
    more = Grounds(tuple(chance.sample(favour, seed % 4)), list(Support)[seed % 3 == 1])
    coded = replace(held, grounds=Grounds(held.grounds.claims, needs, tuple(against)), salience_grounds=more)
    found = dossier([coded], witnesses)

    share = Draws(found, 20_000, seed).cells["ann", "toll"].known.mean() if found.rivals else 0.0

    assert share == pytest.approx(found.certainty(coded), abs=0.015)


def test_what_speaks_against_a_reading_that_leans_on_nothing_takes_from_it() -> None:
    bare = reading("ann", "toll", 50, 0.5, 0.5)
    found = dossier([bare], [witness("c1", 0.25), witness("c2", 0.5, "other")])

    assert found.certainty(bare) == 1
    assert found.certainty(replace(bare, grounds=Grounds(against=("c1", "c2")))) == 0.75 * 0.5

"""The smallest change that undoes a trade: by hand, and against a scan of every figure."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from linkage.graph.leverage.exchange import Exchange, exchanges
from linkage.graph.leverage.stance_matrix import StanceMatrix
from linkage.graph.leverage.thresholds import StanceFigure, ThresholdEffect, TradeThreshold, thresholds
from tests.tables import WORKED, drawn, table, trades

STEPS = 6
CLOSE = Fraction(1, 10**6)
HALF = Fraction(1, 2)


def test_the_thresholds_of_two_actors_are_what_a_pencil_says() -> None:
    worked = table(WORKED)
    (trade,) = exchanges(worked)

    found = {(one.actor, one.issue, one.figure): one for one in thresholds(worked, trade)}

    # A1 cares 1 : 9, A2 6 : 5. They care alike where A1's 0.1 is 1.08 (no salience), its 0.9 is 1/12, and so on.
    assert found["A1", "I2", StanceFigure.SALIENCE].at == Fraction(1, 12)
    assert found["A2", "I1", StanceFigure.SALIENCE].at == Fraction(1, 18)
    # Only A1's silence about what it gives undoes it from that side, and only who swaps sides with the other.
    assert (found["A1", "I1", StanceFigure.SALIENCE].at, found["A1", "I1", StanceFigure.SALIENCE].effect) == (
        0,
        ThresholdEffect.VOID,
    )
    assert found["A1", "I1", StanceFigure.POSITION].at == 100 and found["A2", "I1", StanceFigure.POSITION].at == 0


def test_two_alone_on_an_issue_fall_out_of_trade_at_one_point_and_trade_again_beyond_it() -> None:
    """At 80 both stand together; from there on they stand on opposite sides of their centre again."""
    one = table({**WORKED, ("A2", "I1"): (80, "0.6", 1)})
    (trade,) = exchanges(one)

    (found,) = [
        each
        for each in thresholds(one, trade)
        if (each.actor, each.issue, each.figure) == ("A1", "I1", StanceFigure.POSITION)
    ]

    assert (found.at, found.until, found.effect) == (80, 80, ThresholdEffect.VOID)
    assert {frozenset(key) for key in map(_touched, exchanges(one.moved({("A1", "I1"): Fraction(81)})))} == {
        frozenset(_touched(trade))
    }


def test_a_range_goes_on_to_the_end_of_the_scale_where_the_trade_never_stands_again() -> None:
    one = table({**WORKED, ("A2", "I1"): (60, "0.6", 1), ("A3", "I1"): (30, "0.6", 1)})
    (trade,) = [each for each in exchanges(one) if {each.giver1, each.giver2} == {"A1", "A2"}]

    found = {(each.actor, each.issue, each.figure): each for each in thresholds(one, trade)}
    moved = found["A1", "I1", StanceFigure.POSITION]

    # The others' mean is 45: there A1 stands on the centre, and beyond it on A2's side for good.
    assert (moved.at, moved.until, moved.effect) == (45, 100, ThresholdEffect.VOID)


def test_two_who_care_alike_only_at_the_end_of_a_scale_do_not_change_roles() -> None:
    one = table(
        {
            ("A1", "I1"): (0, "0.9", 1),
            ("A1", "I2"): (0, "0.5", 1),
            ("A2", "I1"): (100, "0.5", 1),
            ("A2", "I2"): (100, "0.25", 1),
        }
    )
    (trade,) = exchanges(one)

    (found,) = [each for each in thresholds(one, trade) if each.at == 1]

    assert trade.key == ("A1", "I1", "A2", "I2")
    assert (found.actor, found.issue, found.figure) == ("A1", "I1", StanceFigure.SALIENCE)
    assert found.effect is ThresholdEffect.VOID


def test_who_has_no_power_over_what_it_asks_for_never_changes_roles() -> None:
    one = table({**WORKED, ("A1", "I2"): (0, "0.9", 0), ("A3", "I2"): (0, 1, 1)})
    (trade,) = exchanges(one)

    (found,) = [
        each
        for each in thresholds(one, trade)
        if (each.actor, each.issue) == ("A2", "I1") and each.figure is StanceFigure.SALIENCE
    ]

    assert (found.at, found.effect) == (Fraction(1, 18), ThresholdEffect.VOID)


def test_the_smallest_change_is_told_first_as_a_part_of_its_scale() -> None:
    one = drawn(5, actors=6)
    found = [thresholds(one, trade) for trade in exchanges(one) if trade.valid]

    assert found and all(
        [each.share for each in changes] == sorted(each.share for each in changes) for changes in found
    )
    assert all(
        each.share == abs(each.at - each.value) / (100 if each.figure is StanceFigure.POSITION else 1)
        for changes in found
        for each in changes
    )


@pytest.mark.parametrize("block", range(4))
def test_a_scan_of_every_figure_finds_the_same_thresholds(block: int) -> None:
    """Up to the threshold, on either side, the trade stands; beyond it it does not, and what became of it is told."""
    effects = set()
    for seed in range(12 * block, 12 * block + 12):
        one = drawn(seed, actors=4, issues=2)
        for trade in exchanges(one):
            if trade.valid:
                effects |= set(_scan(one, trade))

    assert effects == {ThresholdEffect.VOID, ThresholdEffect.REVERSE, None}


def _touched(trade: Exchange) -> tuple[tuple[str, str], tuple[str, str]]:
    return trade.key[:2], trade.key[2:]


def _scan(table: StanceMatrix, trade: Exchange) -> Iterator[ThresholdEffect | None]:
    told = {(one.actor, one.issue, one.figure): one for one in thresholds(table, trade)}
    for (actor, issue), figure in product(table.stands, StanceFigure):
        threshold = told.get((actor, issue, figure))
        stand = table.stands[actor, issue]
        value = stand.position if figure is StanceFigure.POSITION else stand.salience
        most = Fraction(100 if figure is StanceFigure.POSITION else 1)
        for at in _safe(value, most, threshold):
            assert _became(table, trade, actor, issue, figure, at) is None, (trade, threshold, at)
        if threshold:
            found = [_became(table, trade, actor, issue, figure, at) for at in _beyond(threshold, most)]
            # One way may do no harm, and beyond a point where both stand together they may trade again.
            assert threshold.effect in found, (trade, threshold)
            assert set(found) <= {threshold.effect, ThresholdEffect.VOID, None}, (trade, threshold)
            middles = [
                threshold.at + step * (threshold.until - threshold.at) for step in (HALF / 5, HALF, 1 - HALF / 5)
            ]
            if threshold.at != threshold.until:
                became = {_became(table, trade, actor, issue, figure, at) for at in middles}
                assert became == {threshold.effect}, (trade, threshold)
            past = threshold.until + (1 if threshold.until >= value else -1) * CLOSE * most
            if 0 <= past <= most:
                assert _became(table, trade, actor, issue, figure, past) is not threshold.effect, (trade, threshold)
        yield threshold.effect if threshold else None


def _safe(value: Fraction, most: Fraction, threshold: TradeThreshold | None) -> Iterator[Fraction]:
    """Values at which the trade is to stand, up to the threshold and as far on the other side."""
    reach = abs(threshold.at - value) if threshold else most
    for step in (*(Fraction(step, STEPS) for step in range(STEPS)), 1 - CLOSE):
        for at in (value - step * reach, value + step * reach):
            if 0 <= at <= most:
                yield at
    if not threshold:
        yield from (Fraction(0), most)


def _beyond(threshold: TradeThreshold, most: Fraction) -> Iterator[Fraction]:
    """The threshold and a hair beyond it, both ways where it is what the figure is."""
    value, at, hair = threshold.value, threshold.at, CLOSE * most
    yield at
    yield from (at + way * hair for way in (1, -1) if (at - value) * way >= 0 and 0 <= at + way * hair <= most)


def _became(
    table: StanceMatrix, trade: Exchange, actor: str, issue: str, figure: StanceFigure, at: Fraction
) -> ThresholdEffect | None:
    """What becomes of the trade where one figure is another; None where it stands."""
    changed = StanceMatrix({**table.stands, (actor, issue): replace(table.stands[actor, issue], **{figure.value: at})})
    found = {frozenset((key[:2], key[2:])) for key, exact in trades(changed).items() if exact.gain > 0}
    if frozenset((trade.key[:2], trade.key[2:])) in found:
        return None
    reverse = frozenset(((trade.giver2, trade.issue1), (trade.giver1, trade.issue2)))
    return ThresholdEffect.REVERSE if reverse in found else ThresholdEffect.VOID

"""A trade by four rules: by hand, against the exchange in fractions, in order, and in words."""

from fractions import Fraction

import pytest

from linkage.graph.errors import LeverageError
from linkage.graph.leverage.analysis import analyse
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.exchange import Exchange, exchanges
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.leverage.stance_matrix import StanceMatrix
from linkage.graph.leverage.trade_solutions import TradeSolution, rule_leaders, trade_solution, trade_solutions
from linkage.graph.wording import solutions as wording
from tests.dossiers import drawn as drawn_dossier
from tests.dossiers import of_table
from tests.tables import WORKED, drawn, table, trades


def test_a_trade_by_each_rule_is_where_a_pencil_says() -> None:
    one = table(WORKED)
    (trade,) = exchanges(one)

    by_rule = {solution.rule.value: solution for solution in trade_solutions(one, trade)}

    nash = (Fraction(100, 7), Fraction(590, 63), 100, Fraction(664, 9), 7, Fraction(35, 9))
    assert _figures(by_rule["equal-gain"]) == (Fraction(100, 7), Fraction(50, 7), 100, 80, 5, 5)
    assert _figures(by_rule["nash"]) == _figures(by_rule["ks"]) == nash
    assert _figures(by_rule["welfare"])[4:] == (14, 0)
    assert [solution.measure for solution in by_rule.values()] == [5, Fraction(245, 9), Fraction(35, 9), 14]


def test_by_equal_gain_it_is_the_trade_in_fractions_and_by_no_rule_does_a_giver_lose_or_turn_round() -> None:
    checked = 0
    for seed in range(120):
        one = drawn(seed, actors=4, issues=3)
        exact = trades(one)
        for trade in _valid(one):
            key = trade.key if trade.key in exact else trade.turned.key
            named = trade if trade.key == key else trade.turned
            equal, *others = trade_solutions(one, named)
            definition = exact[key]
            assert (equal.shift1, equal.shift2) == (definition.shifts[key[1]], definition.shifts[key[3]])
            assert (equal.to1, equal.to2) == (definition.ends[key[:2]], definition.ends[key[2:]])
            assert (equal.gain1, equal.gain2) == definition.gains
            for other in others:
                assert min(other.gain1, other.gain2) >= 0
                assert (other.to1 - Fraction(named.from1)) * (equal.to1 - Fraction(named.from1)) >= 0
                assert (other.to2 - Fraction(named.from2)) * (equal.to2 - Fraction(named.from2)) >= 0
            checked += 1

    assert checked > 100


def test_no_trade_is_larger_by_the_measure_of_a_rule_than_the_one_that_it_puts_first() -> None:
    for seed in range(20):
        one = drawn(seed, actors=5, issues=3)
        valid = _valid(one)
        leaders = rule_leaders(one, valid)
        assert [leader.rule for leader in leaders] == (list(BargainingRule) if valid else [])
        for leader in leaders:
            most = max(trade_solution(one, trade, leader.rule).measure for trade in valid)
            assert leader.solution.measure == most and leader.solution.rule is leader.rule


def test_rules_that_put_different_trades_first_are_said_to() -> None:
    agreed = {len({leader.key for leader in rule_leaders(one, _valid(one))}) for one in map(drawn, range(40))}

    assert {1, 2} <= agreed


@pytest.mark.parametrize("rule", list(BargainingRule))
def test_an_analysis_is_ordered_by_the_rule_and_tells_what_everybody_gains_by_it(rule: BargainingRule) -> None:
    analysis = analyse(of_table(drawn(3, actors=6)), first=100, rule=rule, compare=True)

    chosen = [next(solution for solution in trade.solutions if solution.rule is rule) for trade in analysis.trades]
    measures = [float(solution.measure) for solution in chosen]
    assert len(measures) > 3 and measures == sorted(measures, reverse=True)
    for trade, solution in zip(analysis.trades, chosen, strict=True):
        amounts = {outcome.actor: outcome.amount for outcome in trade.outcomes}
        gains = [float(solution.gain1), float(solution.gain2)]
        assert [amounts[trade.key[0]], amounts[trade.key[2]]] == pytest.approx(gains, abs=1e-9)
    assert analysis.trades[0].key == next(leader.key for leader in analysis.leaders if leader.rule is rule)


def test_draws_stay_those_of_equal_gain_and_that_is_said() -> None:
    equal, nash = (
        analyse(drawn_dossier(1), draws=200, seed=3, first=100, rule=rule)
        for rule in (BargainingRule.EQUAL_GAIN, BargainingRule.NASH)
    )

    assert {trade.key: trade.share for trade in equal.trades} == {trade.key: trade.share for trade in nash.trades}
    assert not any("in the order of" in note for note in equal.notes)
    (note,) = (note for note in nash.notes if "in the order of" in note)
    assert note == (
        "Trades at the best figures stand in the order of nash and are told by it; draws with their shares, thresholds "
        "and the round are of equal gain."
    )


def test_the_published_round_is_made_and_named_where_it_is_asked_for() -> None:
    usual, published = (analyse(of_table(drawn(8, actors=6)), round_rule=rule) for rule in RoundRule)

    assert [step.trade.key for step in usual.round] != [step.trade.key for step in published.round]
    assert not any(note.startswith("The round:") for note in usual.notes)
    assert any(note.startswith("The round: As published, only trades of one") for note in published.notes)


def test_too_many_trades_are_not_put_in_the_order_of_another_rule() -> None:
    crowd = of_table(drawn(1, actors=40, issues=8))

    assert analyse(crowd, first=1, compare=True).leaders == ()
    with pytest.raises(LeverageError, match="trades are too many to put in the order of welfare, which takes 2,000"):
        analyse(crowd, first=1, rule=BargainingRule.WELFARE)


def test_how_far_rules_agree_is_one_sentence() -> None:
    toll = {"giver1": {"name": "Ann"}, "issue1": {"key": "toll"}, "giver2": {"name": "Bob"}, "issue2": {"key": "port"}}
    leaders = [{**toll, "rule": rule.name} for rule in BargainingRule]
    parted = [*leaders[:3], {**leaders[3], "giver1": {"name": "Cem"}}]

    assert wording.agreement(leaders) == "all 4 rules put the same trade first: Ann on toll, Bob on port"
    assert wording.agreement(parted) == (
        "equal-gain, nash and ks: Ann on toll, Bob on port; welfare: Cem on toll, Bob on port"
    )


def _valid(one: StanceMatrix) -> list[Exchange]:
    return [trade for trade in exchanges(one) if trade.valid]


def _figures(solution: TradeSolution) -> tuple[Fraction, ...]:
    return solution.shift1, solution.shift2, solution.to1, solution.to2, solution.gain1, solution.gain2

"""Trades by several rules beside one another: what a rule orders, how far the rules agree, what a round sizes again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.wording.exchange import medians, sized_again
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import count, fixed

Json: TypeAlias = Mapping[str, Any]


def notes(rule: BargainingRule, round_rule: RoundRule, *, draws: int, steps: int) -> Iterator[str]:
    """What has to be known where something else than equal gain, or than the usual round, was asked for."""
    if rule is not BargainingRule.EQUAL_GAIN:
        equal = "draws with their shares, thresholds and the round" if draws else "thresholds and the round"
        yield f"Trades at the best figures stand in the order of {rule} and are told by it; {equal} are of equal gain."
    if steps and round_rule is RoundRule.PUBLISHED:
        yield f"The round: {sized_again(round_rule)}"


def too_many(trades: int, most: int, rule: BargainingRule) -> str:
    return (
        f"{count(trades)} trades are too many to put in the order of {rule}, which takes {count(most)} at most: "
        "name the actors that may trade"
    )


def rule_name(name: str) -> str:
    """A rule of GraphQL as it is asked for on the command line."""
    return BargainingRule[name].value


def by_equal_gain(name: str) -> bool:
    return BargainingRule[name] is BargainingRule.EQUAL_GAIN


def gains(trade: Json, solution: Json) -> str:
    """`gains 1.90 to Turkey and 1.70 to Russia by nash`."""
    parts = " and ".join(f"{fixed(solution[f'gain{i}'])} to {trade[f'giver{i}']['name']}" for i in (1, 2))
    return f"gains {parts} by {rule_name(solution['rule'])}"


def beside(solutions: Sequence[Json]) -> str:
    """What both gain by each rule: `equal-gain 1.79 and 1.79 · nash 1.90 and 1.70`."""
    return " · ".join(
        f"{rule_name(each['rule'])} {fixed(each['gain1'])} and {fixed(each['gain2'])}" for each in solutions
    )


def agreement(leaders: Sequence[Json]) -> str:
    """How far the rules agree on which trade is best: that all do, or what each puts first."""
    trades: dict[str, list[str]] = defaultdict(list)
    for leader in leaders:
        gifts = ", ".join(f"{leader[f'giver{i}']['name']} on {leader[f'issue{i}']['key']}" for i in (1, 2))
        trades[gifts].append(rule_name(leader["rule"]))
    if len(trades) == 1:
        return f"all {len(leaders)} rules put the same trade first: {next(iter(trades))}"
    return "; ".join(f"{listed(rules)}: {gifts}" for gifts, rules in trades.items())


def spreads(table: Sequence[Json]) -> str | None:
    """How far medians lie from centres; None where no issue has weight."""
    distances = {row["issue"]["key"]: abs(row["median"] - row["centre"]) for row in table if row["centre"] is not None}
    return medians(distances) if distances else None

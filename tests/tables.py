"""Stance tables for tests, and every trade on one worked out slowly, in plain fractions, from the definitions."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix, Stand

Key = tuple[str, str, str, str]

WORKED = {
    ("A1", "I1"): (0, "0.1", 1),
    ("A1", "I2"): (0, "0.9", 1),
    ("A2", "I1"): (100, "0.6", 1),
    ("A2", "I2"): (100, "0.5", 1),
}
"""Two actors at opposite ends of two issues, small enough to work out by hand."""


@dataclass(frozen=True)
class Trade:
    """What the definitions say of a trade, exactly; `even` where both care alike and no direction is right."""

    ends: dict[Cell, Fraction]
    shifts: dict[str, Fraction]
    gain: Fraction
    gains: tuple[Fraction, Fraction]
    even: bool


def table(cells: Mapping[Cell, tuple[object, object, object]]) -> StanceMatrix:
    """A table from figures or their text."""
    return StanceMatrix({cell: Stand(*(Fraction(str(figure)) for figure in three)) for cell, three in cells.items()})


def drawn(seed: int, actors: int = 5, issues: int = 4, *, on_a_centre: bool = True) -> StanceMatrix:
    """
    A table with much that is special: ends of the scale, positions on a centre, equal figures, zeros, empty cells.

    Half of the tables have coarse figures, so that trades tie, and half of them fine ones.
    """
    dice = random.Random(seed)
    fine = dice.random() < 0.5
    cells: dict[Cell, Stand] = {}
    for issue in range(issues):
        for actor in range(actors):
            if dice.random() < 0.9:
                cells[f"a{actor}", f"p{issue}"] = _stand(dice, fine)
    return _with_one_on_the_centre(dice, StanceMatrix(cells)) if on_a_centre else StanceMatrix(cells)


def _stand(dice: random.Random, fine: bool) -> Stand:
    if fine:
        figures = dice.randint(0, 10_000), dice.randint(1, 1_000), dice.randint(1, 1_000)
        return Stand(Fraction(figures[0], 100), Fraction(figures[1], 1_000), Fraction(figures[2], 1_000))
    position = Fraction(dice.choice([0, 0, 20, 50, 80, 100, 100]))
    return Stand(position, Fraction(dice.randint(0, 4), 4), Fraction(dice.randint(0, 3), 3))


def _with_one_on_the_centre(dice: random.Random, drawn: StanceMatrix) -> StanceMatrix:
    """The table in which one actor stands exactly on the centre of an issue, where that is possible."""
    for issue in dice.sample(drawn.issues, len(drawn.issues)):
        actor = dice.choice(list(drawn.on[issue]))
        rest = [(own.weight, own.position) for name, own in drawn.on[issue].items() if name != actor]
        weight = sum(weight for weight, _ in rest)
        if weight:
            centre = sum((weight * position for weight, position in rest), Fraction()) / weight
            return drawn.moved({(actor, issue): centre})
    return drawn


def trades(table: StanceMatrix) -> dict[Key, Trade]:
    """Every candidate in which both givers have weight on what they give, by who gives on what."""
    return {
        key: trade
        for p, q in combinations(table.issues, 2)
        for i, j in combinations(table.actors, 2)
        for key, trade in _between(table, i, j, p, q)
    }


def centre(table: StanceMatrix, issue: str, moved: Mapping[Cell, Fraction] | None = None) -> Fraction | None:
    """The centre of an issue, somebody perhaps standing elsewhere."""
    weight = pulled = Fraction()
    for (actor, on), stand in table.stands.items():
        if on == issue:
            weight += stand.salience * stand.power
            pulled += stand.salience * stand.power * (moved or {}).get((actor, on), stand.position)
    return pulled / weight if weight else None


def _between(table: StanceMatrix, i: str, j: str, p: str, q: str) -> Iterator[tuple[Key, Trade]]:
    if not all(cell in table.stands for cell in ((i, p), (i, q), (j, p), (j, q))):
        return
    for issue in (p, q):
        middle = centre(table, issue)
        low, high = sorted(table.stands[actor, issue].position for actor in (i, j))
        if middle is None or not low <= middle <= high or low == high:
            return
    s_ip, s_iq, s_jp, s_jq = (table.stands[cell].salience for cell in ((i, p), (i, q), (j, p), (j, q)))
    # i demands p and supplies q where s_ip / s_iq >= s_jp / s_jq, else the reverse.
    demander, supplier = (i, j) if s_ip * s_jq >= s_jp * s_iq else (j, i)
    if table.stands[demander, q].weight and table.stands[supplier, p].weight:
        yield (demander, q, supplier, p), _trade(table, demander, supplier, p, q)


def _trade(table: StanceMatrix, i: str, j: str, p: str, q: str) -> Trade:
    """i demands p and supplies q. Sizes are tried one rule after the other, as the definitions have them."""
    x_ip, x_iq, x_jp, x_jq = (table.stands[cell].position for cell in ((i, p), (i, q), (j, p), (j, q)))
    s_ip, s_iq, s_jp, s_jq = (table.stands[cell].salience for cell in ((i, p), (i, q), (j, p), (j, q)))
    share_q = table.stands[i, q].weight / _weight(table, q)
    share_p = table.stands[j, p].weight / _weight(table, p)
    rate = (s_iq + s_jq) / (s_ip + s_jp)  # dp / dq
    dp = abs(x_ip - x_jp) * share_p
    dq = dp / rate
    if dq > abs(x_jq - x_iq) * share_q:
        dq = abs(x_jq - x_iq) * share_q
        dp = dq * rate
    o_p, o_q = centre(table, p), centre(table, q)
    assert o_p is not None and o_q is not None
    if dp > abs(x_ip - o_p):
        dp = abs(x_ip - o_p)
        dq = dp / rate
    if dq > abs(x_jq - o_q):
        dq = abs(x_jq - o_q)
        dp = dq * rate
    gains = s_ip * dp - s_iq * dq, s_jq * dq - s_jp * dp
    ends = {
        (i, q): x_iq + dq / share_q * (1 if x_jq > x_iq else -1),
        (j, p): x_jp + dp / share_p * (1 if x_ip > x_jp else -1),
    }
    return Trade(ends, {p: dp, q: dq}, gains[0], gains, s_ip * s_jq == s_jp * s_iq)


def _weight(table: StanceMatrix, issue: str) -> Fraction:
    return sum((stand.weight for (_, on), stand in table.stands.items() if on == issue), Fraction())


def renamed(table: StanceMatrix, actors: Mapping[str, str], issues: Mapping[str, str]) -> StanceMatrix:
    return StanceMatrix({(actors[actor], issues[issue]): stand for (actor, issue), stand in table.stands.items()})


def near(one: float, other: Fraction | float, most: float) -> bool:
    return abs(Fraction(one) - Fraction(other)) <= Fraction(most)


def shuffled(words: Iterable[str], seed: int) -> dict[str, str]:
    """The same words in another order, by word."""
    words = list(words)
    others = random.Random(seed).sample(words, len(words))
    return dict(zip(words, others, strict=True))

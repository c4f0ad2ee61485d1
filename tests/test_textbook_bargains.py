"""
Bargains as textbooks on negotiation analysis have them, solved by the test itself, in fractions.

Parties score issues additively and want their ends. Of two, an efficient settlement gives each issue whole to who cares more for
it, in the order of the ratios of their scores, and splits one at most (Raiffa 1982). Of three, the best is at a corner of what is
feasible, and all corners are gone through.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.package_frontier import pair_frontier, pair_solution, without_loss
from linkage.graph.leverage.package_points import package_point
from linkage.graph.leverage.packages import PackageProblem, package_problem
from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand

Gains = tuple[Fraction, ...]
Row = tuple[tuple[Fraction, ...], Fraction]
"""Factors of what is chosen, and what they add up to at least."""


@dataclass(frozen=True)
class Contract:
    """What buyer and seller score each issue, 0 being the buyer's end and 100 the seller's, and where it is without a deal."""

    buyer: Mapping[str, int]
    seller: Mapping[str, int]
    fallback: Mapping[str, int]

    @property
    def corners(self) -> list[Gains]:
        """From all to the buyer to all to the seller, issue by issue, first what costs the buyer least for what it gives."""
        ranked = sorted(self.buyer, key=lambda issue: Fraction(self.seller[issue], self.buyer[issue]), reverse=True)
        gains = [self.gains(dict.fromkeys(self.buyer, Fraction()))]
        for issue in ranked:
            buyer, seller = gains[-1]
            gains.append((buyer - self.buyer[issue], seller + self.seller[issue]))
        return gains

    def gains(self, outcome: Mapping[str, Fraction]) -> Gains:
        """In scores over no deal."""
        moves = {issue: (outcome[issue] - self.fallback[issue]) / 100 for issue in self.buyer}
        return (
            -sum((self.buyer[issue] * move for issue, move in moves.items()), Fraction()),
            sum((self.seller[issue] * move for issue, move in moves.items()), Fraction()),
        )

    @property
    def problem(self) -> PackageProblem:
        """The same as stances: salience is the score of a hundred, so that gains are the same figures."""
        cells = {
            (party, issue): Stand(Fraction(end), Fraction(score, 100), Fraction(1))
            for party, end, scores in (("buyer", 0, self.buyer), ("seller", 100, self.seller))
            for issue, score in scores.items()
        }
        points = {issue: Fraction(point) for issue, point in self.fallback.items()}
        return package_problem(StanceMatrix(cells), ("buyer", "seller"), tuple(self.buyer), no_agreement=points)


SUPPLY = Contract(
    buyer={"price": 38, "warranty": 22, "volume": 18, "delivery": 12, "training": 10},
    seller={"price": 15, "warranty": 10, "volume": 20, "delivery": 30, "training": 25},
    fallback={"price": 60, "warranty": 50, "volume": 70, "delivery": 40, "training": 30},
)


def _drawn_contract(seed: int) -> Contract:
    dice = random.Random(seed)
    issues = [f"issue {number}" for number in range(dice.randint(2, 7))]
    scores = ({issue: dice.randint(1, 60) for issue in issues} for _ in range(2))
    return Contract(*scores, {issue: dice.randint(0, 100) for issue in issues})


CONTRACTS = [
    pytest.param(SUPPLY, id="supply"),
    *(pytest.param(_drawn_contract(seed), id=f"{seed}") for seed in range(40)),
]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_frontier_of_two_is_the_order_of_the_ratios_of_their_scores(contract: Contract) -> None:
    frontier = [corner.gains for corner in pair_frontier(contract.problem)]

    assert set(frontier) <= set(contract.corners)
    assert _turns(frontier) == _turns(contract.corners)


@pytest.mark.parametrize("contract", CONTRACTS)
@pytest.mark.parametrize("rule", BargainingRule)
def test_two_settle_where_the_path_along_the_ratios_says(rule: BargainingRule, contract: Contract) -> None:
    path = _rational(contract.corners)
    point = pair_solution(contract.problem, rule)

    assert point.gains == contract.gains(point.outcome)
    assert point.gains == (_settled(rule, path) if path else (0, 0))


def test_the_supply_contract_settles_at_four_points_that_are_told_apart() -> None:
    path = _rational(SUPPLY.corners)

    assert [corner.gains for corner in without_loss(pair_frontier(SUPPLY.problem))] == path
    assert len({_settled(rule, path) for rule in BargainingRule}) == 4


def _turns(corners: Sequence[Gains]) -> list[Gains]:
    """The corners at which the direction changes; issues of one ratio make one line."""
    inner = [
        here
        for before, here, after in zip(corners, corners[1:], corners[2:], strict=False)
        if (here[0] - before[0]) * (after[1] - here[1]) != (here[1] - before[1]) * (after[0] - here[0])
    ]
    return [corners[0], *inner, corners[-1]]


def _rational(corners: Sequence[Gains]) -> list[Gains]:
    """The part of the path on which nobody loses."""
    points: list[Gains] = []
    for start, end in pairwise(corners):
        zeros = [start[side] / (start[side] - end[side]) for side in (0, 1)]
        for part in sorted({Fraction(), Fraction(1), *(zero for zero in zeros if 0 < zero < 1)}):
            point = _between(start, end, part)
            if min(point) >= 0 and point not in points:
                points.append(point)
    return points


def _between(start: Gains, end: Gains, part: Fraction) -> Gains:
    return tuple(low + part * (high - low) for low, high in zip(start, end, strict=True))


def _settled(rule: BargainingRule, path: Sequence[Gains]) -> Gains:
    match rule:
        case BargainingRule.EQUAL_GAIN:
            return _on_ray(path, (Fraction(1), Fraction(1)))
        case BargainingRule.KALAI_SMORODINSKY:
            return _on_ray(path, (path[0][0], path[-1][1]))
        case BargainingRule.WELFARE:
            # Of equal sums the most even one.
            return max(_evened(path), key=lambda gains: (sum(gains), min(gains)))
        case BargainingRule.NASH:
            return max(
                (_peak(start, end) for start, end in pairwise([*path, path[-1]])), key=lambda gains: gains[0] * gains[1]
            )


def _on_ray(path: Sequence[Gains], ray: tuple[Fraction, Fraction]) -> Gains:
    """Where the path meets the ray from no deal; its nearer end where it does not."""
    off = [gains[0] * ray[1] - gains[1] * ray[0] for gains in path]
    for (start, end), (before, after) in zip(pairwise(path), pairwise(off), strict=True):
        if before >= 0 >= after:
            return _between(start, end, before / (before - after)) if before != after else start
    return path[0] if off[0] < 0 else path[-1]


def _evened(path: Sequence[Gains]) -> Iterator[Gains]:
    yield from path
    for start, end in pairwise(path):
        if sum(start) == sum(end) and (start[0] - start[1]) * (end[0] - end[1]) < 0:
            yield (sum(start) / 2, sum(start) / 2)


def _peak(start: Gains, end: Gains) -> Gains:
    """Where the product of gains is largest between two points: its slope is linear in the part of the way."""
    slopes = tuple(high - low for low, high in zip(start, end, strict=True))
    bend = -2 * slopes[0] * slopes[1]
    part = (start[0] * slopes[1] + start[1] * slopes[0]) / bend if bend else Fraction()
    return _between(start, end, min(max(part, Fraction()), Fraction(1)))


COAST = {
    "ferry": {"harbour": (100, 50), "quota": (0, 20), "levy": (0, 30)},
    "fleet": {"harbour": (0, 25), "quota": (100, 60), "levy": (0, 15)},
    "town": {"harbour": (100, 10), "quota": (0, 30), "levy": (100, 60)},
}
"""What each of three wants of three issues, an end of the scale, and its score of a hundred."""
WITHOUT_DEAL = {"harbour": 40, "quota": 30, "levy": 45}


def _coast() -> PackageProblem:
    cells = {
        (actor, issue): Stand(Fraction(end), Fraction(score, 100), Fraction(1))
        for actor, wants in COAST.items()
        for issue, (end, score) in wants.items()
    }
    points = {issue: Fraction(point) for issue, point in WITHOUT_DEAL.items()}
    return package_problem(StanceMatrix(cells), tuple(COAST), tuple(WITHOUT_DEAL), no_agreement=points)


def _gain_row(actor: str, less: Fraction = Fraction()) -> Row:
    """That an actor gains at least *less* times the last variable."""
    factors = [Fraction(score, 100) * (1 if end else -1) for end, score in COAST[actor].values()]
    without = sum(factor * point for factor, point in zip(factors, WITHOUT_DEAL.values(), strict=True))
    return (*factors, -less), Fraction(without)


def _corners(rows: Sequence[Row], size: int) -> Iterator[tuple[Fraction, ...]]:
    """All corners of what meets the rows."""
    for chosen in combinations(rows, size):
        corner = _solved([[*factors[:size], least] for factors, least in chosen])
        if corner and all(
            sum(factor * value for factor, value in zip(factors[:size], corner, strict=True)) >= least
            for factors, least in rows
        ):
            yield corner


def _solved(matrix: list[list[Fraction]]) -> tuple[Fraction, ...] | None:
    """By Gauss and Jordan; None where there is no one solution."""
    for place in range(len(matrix)):
        pivot = next((row for row in range(place, len(matrix)) if matrix[row][place]), None)
        if pivot is None:
            return None
        matrix[place], matrix[pivot] = matrix[pivot], matrix[place]
        matrix[place] = [value / matrix[place][place] for value in matrix[place]]
        for row, values in enumerate(matrix):
            if row != place:
                matrix[row] = [
                    value - values[place] * above for value, above in zip(values, matrix[place], strict=True)
                ]
    return tuple(row[-1] for row in matrix)


def _box() -> Iterator[Row]:
    for place in range(3):
        unit = tuple(Fraction(int(place == column)) for column in range(4))
        yield unit, Fraction()
        yield tuple(-value for value in unit), Fraction(-100)


NOBODY_LOSES = [*_box(), *(_gain_row(actor) for actor in COAST)]


def _worths(outcome: Sequence[Fraction]) -> Gains:
    rows = (_gain_row(actor) for actor in COAST)
    return tuple(sum(f * x for f, x in zip(factors[:3], outcome, strict=True)) - without for factors, without in rows)


def _most_shared(parts: Sequence[Fraction]) -> Fraction:
    """The largest figure of which each of the three gains its part."""
    rows = [*NOBODY_LOSES, *(_gain_row(actor, part) for actor, part in zip(COAST, parts, strict=True))]
    return max(corner[3] for corner in _corners(rows, 4))


def test_three_settle_at_the_corners_of_what_is_feasible() -> None:
    feasible = [_worths(corner) for corner in _corners(NOBODY_LOSES, 3)]
    ideal = tuple(max(gains[place] for gains in feasible) for place in range(3))
    points = {rule: package_point(_coast(), rule) for rule in BargainingRule}
    gains = {rule: [float(gain) for gain in point.gains.values()] for rule, point in points.items()}

    alike, share = _most_shared([Fraction(1)] * 3), _most_shared(ideal)
    assert alike > 1 and min(ideal) > 0
    assert gains[BargainingRule.EQUAL_GAIN] == pytest.approx([float(alike)] * 3, rel=1e-5)
    assert gains[BargainingRule.KALAI_SMORODINSKY] == pytest.approx([float(share * each) for each in ideal], rel=1e-5)
    assert sum(gains[BargainingRule.WELFARE]) == pytest.approx(float(max(map(sum, feasible))), rel=1e-5)
    assert all(_worths(list(point.outcome.values())) == tuple(point.gains.values()) for point in points.values())


def test_no_corner_of_what_is_feasible_is_beyond_the_plane_through_the_nash_point_of_three() -> None:
    """Gains are at the largest product if and only if those of no other outcome, each by its own, add up to more than three."""
    gains = package_point(_coast(), BargainingRule.NASH).gains.values()

    sums = [
        sum(other / gain for other, gain in zip(_worths(corner), gains, strict=True))
        for corner in _corners(NOBODY_LOSES, 3)
    ]

    assert min(gains) > 1
    assert max(map(float, sums)) == pytest.approx(3, rel=1e-3)

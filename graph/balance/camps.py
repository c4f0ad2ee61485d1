"""
Camps: how few ties have to be left out so that the actors fall into k camps, + inside and − across.

Without such ties a graph is balanced (Harary 1953, Cartwright and Harary 1956), with more than two camps k-balanced
(Doreian and Mrvar 1996). Their number is the frustration index, exact here: the split comes with the proof that none
is less frustrated.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, inf, lcm

from linkage.graph.balance import components
from linkage.graph.balance.backbone import Backbone, find_backbone
from linkage.graph.errors import CampsError

FINE = 10**6
"""Splits that differ by less than this part of all weight count as equal: the solver sees no finer."""


HEAVIEST = 1e12
"""The largest weight of one tie."""
_EMPTY = -1
"""A camp that nobody is in."""


@dataclass(frozen=True, slots=True, order=True)
class SignedTie:
    """Two actors are with (1) or against (−1) each other; 0 is a channel and no sign. A weight is above 0, HEAVIEST at most."""

    source: str
    target: str
    sign: int
    weight: float = 1.0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """
    The best split into at most *k* camps.

    Actors stand sorted within a camp and camps by their first actor. *bound* is what every split
    costs at least; where *exact*, that is *index*. *unique* is None where it was not asked for, or
    the time was up. What has no tie to the rest can join any camp: then no split is unique. Each actor *either_way*
    can be moved alone to another camp, the rest as it is, and the split is as good.
    """

    k: int
    index: float
    camps: tuple[tuple[str, ...], ...]
    frustrated: tuple[SignedTie, ...]
    unique: bool | None
    bound: float
    exact: bool
    either_way: tuple[str, ...] = ()
    backbone: Backbone | None = None


def split_camps(
    ties: Iterable[SignedTie], k: int, *, seconds: float | None = None, unique: bool = True, backbone: bool = False
) -> Split:
    """
    Split the actors of *ties* so that the least weight is frustrated, and prove that it is the least.

    After *seconds* it is the best split found so far with the bound proven so far. Without *unique*
    the search for another best split, which can take as long again, is left out. With *backbone* what all best
    splits into two camps have in common is looked for, up to *seconds* more. CampsError names the tie that cannot
    be split, or says that *k* is below 2 or too many actors hang together.
    """
    deadline = _deadline(seconds)
    ordered = sorted(tie for tie in ties if tie.sign)
    _check_ties(ordered, k)
    names = sorted({name for tie in ordered for name in (tie.source, tie.target)})
    net = _net_weights(ordered)
    unit = _common_unit(net.values())
    solved = components.solve_blocks(components.find_blocks(net, unit), k, deadline)
    camp = components.join_camps(names, solved)
    frustrated = tuple(tie for tie in ordered if (camp[tie.source] == camp[tie.target]) != (tie.sign > 0))
    index = sum(map(_exact_weight, frustrated), Fraction())
    exact = all(block.solution.exact for block in solved)
    forced = (sum(map(_exact_weight, ordered), Fraction()) - sum(map(abs, net.values()), Fraction())) / 2
    proven = forced + unit * sum((block.proven for block in solved), Fraction())
    only = components.is_unique(len(names), solved, k, deadline) if unique and exact else None
    return Split(
        k=k,
        index=float(index),
        camps=_sorted_camps(camp),
        frustrated=frustrated,
        unique=only,
        bound=float(index if exact else min(index, proven)),
        exact=exact,
        either_way=tuple(_either_way(net, camp, k)),
        backbone=find_backbone(names, solved, _deadline(seconds)) if backbone and k == 2 else None,
    )


def _deadline(seconds: float | None) -> float:
    return inf if seconds is None else time.monotonic() + seconds


def _check_ties(ties: Iterable[SignedTie], k: int) -> None:
    if k < 2:
        raise CampsError(f"actors cannot be split into {k} camps; ask for 2 or more")
    for tie in ties:
        if tie.sign not in (-1, 1):
            raise CampsError(f"the tie of {tie.source} and {tie.target} has the sign {tie.sign}; give -1, 0 or 1")
        if not 0 < tie.weight <= HEAVIEST:
            raise CampsError(
                f"the tie of {tie.source} and {tie.target} has the weight {tie.weight}; "
                f"give a number above 0 and up to {HEAVIEST:.0e}"
            )
        if tie.source == tie.target:
            raise CampsError(f"{tie.source} has a tie with itself, which no split can tell apart; leave it out")


def _exact_weight(tie: SignedTie) -> Fraction:
    """The weight as it is written: 0.1 is a tenth, so that sums of weights can be equal."""
    return Fraction(repr(tie.weight))


def _net_weights(ties: Iterable[SignedTie]) -> dict[tuple[str, str], Fraction]:
    """
    What pairs are to each other on balance.

    Of a + and a − between the same two, one is frustrated whatever the split, so that only the
    difference decides; where there is none, the two are free of each other.
    """
    net: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for tie in ties:
        source, target = sorted((tie.source, tie.target))
        net[source, target] += tie.sign * _exact_weight(tie)
    return {pair: weight for pair, weight in sorted(net.items()) if weight}


def _common_unit(weights: Iterable[Fraction]) -> Fraction:
    """The largest weight of which all others are multiples, as long as the solver can tell it from none."""
    sizes = [abs(weight) for weight in weights]
    if not sizes:
        return Fraction(1)
    common = Fraction(gcd(*(size.numerator for size in sizes)), lcm(*(size.denominator for size in sizes)))
    return max(common, sum(sizes, Fraction()) / FINE)


def _either_way(net: Mapping[tuple[str, str], Fraction], camp: Mapping[str, int], k: int) -> Iterator[str]:
    """Whom another camp would suit as well as its own; one that is alone does not move to an empty camp."""
    sizes = Counter(camp.values())
    pull: defaultdict[str, defaultdict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for pair, weight in net.items():
        for actor, neighbour in (pair, pair[::-1]):
            pull[actor][camp[neighbour]] += weight
    for actor, own in sorted(camp.items()):
        others = {other for other in sizes if other != own}
        if len(sizes) < k and sizes[own] > 1:
            others.add(_EMPTY)
        if any(pull[actor][other] == pull[actor][own] for other in others):
            yield actor


def _sorted_camps(camp: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    camps: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(camp):
        camps[camp[name]].append(name)
    return tuple(tuple(names) for names in camps.values())

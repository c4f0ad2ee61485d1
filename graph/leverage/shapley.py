"""
Shapley effects: the variance of a figure shared out over groups of independent inputs, adding up to the whole.

A group's share is what it adds to the variance that the groups before it explain, over all orders alike (Owen 2014,
*SIAM/ASA Journal on Uncertainty Quantification* 2; Song, Nelson and Staum 2016, in the same journal 4). What a set of
groups explains, its closed effect, is the covariance of two runs that have them in common and nothing else: pick-freeze (Sobol' 1993).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial, sqrt

import numpy as np

from linkage.graph.leverage.exchange import Floats


@dataclass(frozen=True, slots=True)
class ShapleyEffect:
    """A part of the variance, of all of it, with its standard error; by chance a small one may come out below 0."""

    share: float
    error: float


def shapley_effects(runs: Sequence[Floats], groups: int) -> list[ShapleyEffect] | None:
    """
    The effect of each group; they add up to 1. None where nothing varies.

    `runs[mask]` is the figure where group *g* is as in the first run if bit *g* of *mask* is 1, else drawn anew; there
    are 2 ** groups of them. Every two runs whose masks agree on the same groups tell of these.
    """
    agreeing = [_agreeing(runs, common) for common in range(len(runs))]
    parts = [_added(agreeing, 1 << group, groups) for group in range(groups)]
    total = np.sum(parts, axis=0)
    variance = float(total.mean())
    if variance <= 0 or not np.ptp(runs):
        return None
    effects = []
    for part in parts:
        share = float(part.mean()) / variance
        effects.append(ShapleyEffect(share, float((part - share * total).std()) / sqrt(len(total)) / variance))
    return effects


def _agreeing(runs: Sequence[Floats], common: int) -> Floats:
    """The products of runs that have just the groups *common* in common, per draw: their mean less the squared mean is the closed effect."""
    differing = len(runs) - 1 - common
    products: Floats = np.mean([run * runs[mask ^ differing] for mask, run in enumerate(runs)], axis=0)
    return products


def _added(agreeing: Sequence[Floats], group: int, groups: int) -> Floats:
    """What a group adds to every set without it, each weighed by how many orders have it there."""
    added = np.zeros_like(agreeing[0])
    for before in range(len(agreeing)):
        if not before & group:
            size = before.bit_count()
            weight = factorial(size) * factorial(groups - size - 1) / factorial(groups)
            added += weight * (agreeing[before | group] - agreeing[before])
    return added

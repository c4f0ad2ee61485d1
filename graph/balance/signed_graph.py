"""A connected graph of positive and negative ties, as arrays."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Cut(NamedTuple):
    """Positions of ties, of which at least so many are frustrated in every split."""

    ties: frozenset[int]
    least: int = 1


@dataclass(frozen=True, slots=True)
class SignedGraph:
    """A connected graph without parallel ties: tie i joins u[i] and v[i], is + or −, and costs weight[i]."""

    size: int
    u: Integers
    v: Integers
    positive: npt.NDArray[np.bool_]
    weight: Floats

    def frustrated(self, labels: Integers) -> npt.NDArray[np.bool_]:
        """Which ties are + between camps or − within one."""
        mistaken: npt.NDArray[np.bool_] = (labels[self.u] == labels[self.v]) != self.positive
        return mistaken

    def cost(self, labels: Integers) -> float:
        return float(self.weight[self.frustrated(labels)].sum())

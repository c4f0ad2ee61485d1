"""The claims that speak most for the likelier direction of a pair, and most against it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linkage.visualizations.client.answers import Value

SHOWN = 3
LEAST_SWING = 0.005


@dataclass(frozen=True, slots=True)
class Reason:
    """A claim by its key with its swing, and how many others hold in the same draws and say nothing more of it."""

    claim: str
    swing: float
    alike: int


def reasons(carrying: Sequence[Value], sign: int) -> list[Reason]:
    """
    The strongest claims for a direction (*sign* 1) or against it (−1), at most `SHOWN`, the strongest first.

    Claims that fail together have the same swing and hold in as many draws: they are one reason, told by the first.
    A swing that rounds to none is no reason.
    """
    ranked = sorted(carrying, key=lambda carried: -sign * carried.swing)
    return list(_told_apart(carried for carried in ranked if sign * carried.swing >= LEAST_SWING))[:SHOWN]


def _told_apart(ranked: Iterable[Value]) -> Iterator[Reason]:
    together: dict[tuple[float, float], list[str]] = {}
    for carried in ranked:
        together.setdefault((carried.swing, carried.held), []).append(carried.claim)
    for (swing, _), claims in together.items():
        yield Reason(claims[0], swing, len(claims) - 1)

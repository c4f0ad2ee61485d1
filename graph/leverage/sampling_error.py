"""How far a share of random draws may lie from the share that all draws together would give."""

from math import ceil, sqrt

NINETEEN_OF_TWENTY = 1.96
_NONE_SEEN = 3


def standard_error(share: float, draws: int) -> float:
    """How far a share of independent draws lies from the true one, typically: √(s(1 − s) / n)."""
    return sqrt(share * (1 - share) / draws)


def sampling_error(share: float, draws: int) -> float:
    """
    The half-width of the interval that holds the true share nineteen times of twenty, rounded up to hundredths.

    The normal approximation, and where no draw or every draw has it the rule of three (Hanley and Lippman-Hand 1983).
    From 0.01 to 1; *draws* are 1 or more.
    """
    spread = NINETEEN_OF_TWENTY * standard_error(share, draws) if 0 < share < 1 else _NONE_SEEN / draws
    return min(ceil(100 * spread) / 100, 1.0)

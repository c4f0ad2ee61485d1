"""The rules by which a package is settled: a closed list, spelt as they are asked for."""

from enum import StrEnum


class BargainingRule(StrEnum):
    """What settles a package, among those by which nobody loses over no agreement."""

    EQUAL_GAIN = "equal-gain"
    """The largest gain that all have, then as much as can be for the others (Kalai 1977, egalitarian)."""
    NASH = "nash"
    """The largest product of gains (Nash 1950)."""
    KALAI_SMORODINSKY = "ks"
    """The largest share that all have of the most each could gain (Kalai and Smorodinsky 1975)."""
    WELFARE = "welfare"
    """The largest sum of gains, of equals that with the most even gains; takes saliences of all as of one measure."""

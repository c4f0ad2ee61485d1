"""How far a headline carries: what turns it, why the draws differ, what moves it most, and what to read next."""

from dataclasses import dataclass

from linkage.graph.leverage.analysis import LeverageAnalysis
from linkage.graph.leverage.left_out import LeftOut, leave_one_out
from linkage.graph.leverage.levers import Lever, NextReading, levers, next_readings
from linkage.graph.leverage.monte_carlo import Draws
from linkage.graph.leverage.pair_scan import DirectionShares, Headline, PairScan
from linkage.graph.leverage.sampling_error import standard_error
from linkage.graph.leverage.spread import SpreadShare, spread_shares
from linkage.graph.leverage.streams import SharedStreams

MOST_DRAWS = 2_000
"""Draws that are made again with a change: the first of those of the analysis."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """
    What becomes of the likelier direction of the first pair of an analysis, `draws` times.

    `giver1` gives in `theatre1`, `giver2` in `theatre2`. `left_out` has what hurts the headline most first.
    """

    giver1: str
    theatre1: str
    giver2: str
    theatre2: str
    draws: int
    shares: DirectionShares
    left_out: tuple[LeftOut, ...]
    spread: tuple[SpreadShare, ...]
    levers: tuple[Lever, ...]
    next_readings: tuple[NextReading, ...]

    @property
    def error(self) -> float:
        """The standard error of the headline's share."""
        return standard_error(self.shares.share, self.draws)


def robustness(analysis: LeverageAnalysis) -> Robustness | None:
    """How far the headline of an analysis carries; None without draws, or where no two actors have a trade in any."""
    if not analysis.pairs or not analysis.pairs[0].directions[0].share.share:
        return None
    headline, direction = Headline.of(analysis.pairs[0]), analysis.pairs[0].directions[0]
    streams = SharedStreams(min(analysis.draws, MOST_DRAWS), analysis.seed)
    dossier = headline.narrowed(analysis.dossier)
    scan = PairScan(headline, Draws(dossier, streams.number, streams.seed, streams))
    return Robustness(
        giver1=direction.giver1,
        theatre1=direction.theatre1,
        giver2=direction.giver2,
        theatre2=direction.theatre2,
        draws=streams.number,
        shares=scan.shares,
        left_out=tuple(leave_one_out(scan)),
        spread=spread_shares(scan, streams),
        levers=levers(scan),
        next_readings=next_readings(scan, streams),
    )

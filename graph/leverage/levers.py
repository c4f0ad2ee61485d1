"""What moves a headline's share most, of all that the draws leave open, and what it would be worth most to read next."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from linkage.graph.leverage.drift import SCALES
from linkage.graph.leverage.exchange import Bools, Floats
from linkage.graph.leverage.inputs import StanceReading
from linkage.graph.leverage.left_out import carrying_claims
from linkage.graph.leverage.missing_cells import drawn_anywhere, uncoded_cells, unknown_readings
from linkage.graph.leverage.monte_carlo import DrawnCell
from linkage.graph.leverage.pair_scan import ChangedDraws, PairScan
from linkage.graph.leverage.sampling_error import standard_error
from linkage.graph.leverage.stance_matrix import Cell
from linkage.graph.leverage.streams import Streams

LISTED = 6
"""Levers and next readings that are told."""
CHANCE = 3
"""Standard errors within which a difference between two groups of draws may be chance."""
BINS = {1: 8, 2: 3, 3: 2}
"""For how many figures of a cell are open, into how many parts each scale is cut: some eight bins in all."""


@dataclass(frozen=True, slots=True)
class Lever:
    """
    An open input: a claim, or a figure of an actor on an issue.

    `swing` is the share of the headline's direction in the draws where the claim held, less that where it failed; for a figure in
    the upper half of its draws, less that in the lower. `error` is its standard error.
    """

    cell: Cell | None
    figure: str | None
    claim: str | None
    swing: float
    error: float

    @property
    def real(self) -> bool:
        """Whether the difference is more than may be chance."""
        return abs(self.swing) > CHANCE * self.error


@dataclass(frozen=True, slots=True)
class NextReading:
    """A cell that is unknown, or a claim that is unsure, with the expected change of the share if it were known."""

    cell: Cell | None
    lacking: tuple[str, ...]
    claim: str | None
    worth: float


def levers(scan: PairScan) -> tuple[Lever, ...]:
    """The largest first; those that may be chance are left out."""
    real = (lever for lever in (*_claim_levers(scan), *_figure_levers(scan)) if lever.real)
    return tuple(
        sorted(real, key=lambda lever: (-abs(lever.swing), lever.claim or "", lever.cell or (), lever.figure or ""))[
            :LISTED
        ]
    )


def next_readings(scan: PairScan, streams: Streams) -> tuple[NextReading, ...]:
    """The worthiest first; what would change nothing, or may do so by chance, is left out."""
    worths = [each for each in (*_claim_worths(scan), *_cell_worths(scan, streams)) if each.worth > 0]
    return tuple(sorted(worths, key=lambda each: (-each.worth, each.claim or "", each.cell or ()))[:LISTED])


def _claim_levers(scan: PairScan) -> Iterator[Lever]:
    for key in carrying_claims(scan):
        held = scan.draws.held[key]
        if held.any() and not held.all():
            yield Lever(None, None, key, *_difference(scan.towards, held, ~held))


def _figure_levers(scan: PairScan) -> Iterator[Lever]:
    towards = scan.towards
    for cell, drawn in scan.draws.cells.items():
        if cell[1] in scan.issues:
            for figure in SCALES:
                values = getattr(drawn, figure)[drawn.known]
                if len(values) and np.ptp(values):
                    upper = _upper_half(values)
                    yield Lever(cell, figure, None, *_difference(towards[drawn.known], upper, ~upper))


def _upper_half(values: Floats) -> Bools:
    """Whether each value is above the median, or, where none is, at it; there are others."""
    middle = np.median(values)
    above: Bools = values > middle
    return above if above.any() else values >= middle


def _difference(towards: Bools, upper: Bools, lower: Bools) -> tuple[float, float]:
    """The share in some draws less that in others, and its standard error."""
    (high, high_error), (low, low_error) = (_share(towards[rows]) for rows in (upper, lower))
    return high - low, float(np.hypot(high_error, low_error))


def _share(towards: Bools) -> tuple[float, float]:
    share = float(towards.mean())
    return share, standard_error(share, len(towards))


def _claim_worths(scan: PairScan) -> Iterator[NextReading]:
    """Per claim p·|s₁ − s| + (1 − p)·|s₀ − s|: the share if it held and if it failed, each by its chance."""
    share = scan.shares.share
    for lever in _claim_levers(scan):
        if lever.claim and lever.real:
            held = scan.draws.held[lever.claim]
            worth = sum(rows.mean() * abs(scan.towards[rows].mean() - share) for rows in (held, ~held))
            yield NextReading(None, (), lever.claim, float(worth))


def _cell_worths(scan: PairScan, streams: Streams) -> Iterator[NextReading]:
    nothing_said = (StanceReading("", *cell) for cell in uncoded_cells(scan))
    for reading in (*unknown_readings(scan), *nothing_said):
        if reading.lacking:
            drawn = drawn_anywhere(reading, streams)
            changed = scan.changed(ChangedDraws.of(scan.draws, learned={reading.cell: drawn}))
            change = changed.towards.astype(float) - scan.towards
            yield NextReading(reading.cell, reading.lacking, None, _expected_change(change, drawn, reading.lacking))


def _expected_change(change: Floats, drawn: DrawnCell, lacking: tuple[str, ...]) -> float:
    """
    The mean over bins of the open figures of how far the share moves there, by the same draws with the cell and without.

    A bin in which it may have moved by chance counts as none.
    """
    parts, bins = BINS[len(lacking)], np.zeros(len(change), dtype=int)
    for figure in lacking:
        bins = bins * parts + np.minimum(getattr(drawn, figure) / SCALES[figure] * parts, parts - 1).astype(int)
    expected = 0.0
    for place in range(parts ** len(lacking)):
        moves = change[bins == place]
        if len(moves) and abs(moves.mean()) > CHANCE * moves.std() / np.sqrt(len(moves)):
            expected += abs(float(moves.sum())) / len(change)
    return expected

"""Cells that nobody could fill, as they might be: figures that are coded in their ranges, all others anywhere on their scales."""

from dataclasses import replace
from itertools import product

import numpy as np

from linkage.graph.leverage.drift import SCALES
from linkage.graph.leverage.inputs import StanceReading
from linkage.graph.leverage.monte_carlo import DrawnCell
from linkage.graph.leverage.pair_scan import PairScan
from linkage.graph.leverage.stance_matrix import Cell
from linkage.graph.leverage.streams import Streams
from linkage.graph.records import Range


def unknown_readings(scan: PairScan) -> list[StanceReading]:
    """For each cell that somebody has looked at in vain, the reading that lacks least."""
    dossier = scan.draws.dossier
    return [
        min((each for each in dossier.readings if each.cell == cell), key=lambda each: (len(each.lacking), each.key))
        for cell, _ in dossier.unknown
    ]


def uncoded_cells(scan: PairScan) -> list[Cell]:
    """Where nobody has looked for one of the two, on issues on which the other has been coded in full."""
    dossier, headline = scan.draws.dossier, scan.headline
    looked_at = {reading.cell for reading in dossier.readings}
    return sorted(set(product(headline.traders, dossier.table.issues)) - looked_at)


def drawn_anywhere(reading: StanceReading, streams: Streams) -> DrawnCell:
    """The cell as known in every draw."""
    figures = []
    for name, most in SCALES.items():
        bounds: Range = getattr(reading, name) or Range(low=0, high=most)
        figures.append(bounds.low + (bounds.high - bounds.low) * streams.uniform("gap", name, *reading.cell))
    return DrawnCell(np.ones(streams.number, dtype=bool), *figures)


def drawn_in_half(reading: StanceReading, streams: Streams) -> DrawnCell:
    """The cell as known in half of the draws, and without weight in the others."""
    cell, known = drawn_anywhere(reading, streams), streams.uniform("gap", "known", *reading.cell) < 1 / 2
    return replace(
        cell, known=known, position=cell.position * known, salience=cell.salience * known,
        capability=cell.capability * known,
    )  # fmt: skip

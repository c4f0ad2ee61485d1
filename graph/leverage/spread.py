"""
How far the draws of a headline differ for which reason: Shapley effects of five groups of inputs.

Figures, claims and sources have the chances that readings and claims give them. Gaps and the model have none: for want of
better their alternatives are counted alike, so that their shares say what the answer hangs on and not how likely it is wrong.
"""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from linkage.graph.leverage.exchange import Floats, IssuePair, Rows, smallest_of, trade_sizes
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.missing_cells import drawn_in_half, unknown_readings
from linkage.graph.leverage.monte_carlo import DrawnCell, Draws, drawn_parties
from linkage.graph.leverage.pair_scan import ChangedDraws, PairScan
from linkage.graph.leverage.shapley import ShapleyEffect, shapley_effects
from linkage.graph.leverage.streams import FrozenStreams, Key, Streams
from linkage.graph.records import Support


class InputGroup(StrEnum):
    """Inputs of the draws that vary for one reason."""

    FIGURES = "figures"
    """Where figures lie in their ranges, and which of rival readings that hold is the one."""
    CLAIMS = "claims"
    """Whether claims hold that are alone in going back to their origin."""
    SOURCES = "sources"
    """Whether origins hold that several claims go back to, which fail together."""
    GAPS = "gaps"
    """Whether cells that nobody could fill have no weight, or lie anywhere on their scales: each in half of the draws."""
    MODEL = "model"
    """Whether readings need all of their claims or hold as coded; and whether gains count as equal, by sum or by product."""


GROUPS = tuple(InputGroup)
MEASURES = 3
"""Equal gain, the sum and the product of gains."""


@dataclass(frozen=True, slots=True)
class SpreadShare:
    """What a group of inputs has of the variance of the direction: +1 for the headline's, −1 for the opposite, else 0."""

    group: InputGroup
    effect: ShapleyEffect


def spread_shares(scan: PairScan, streams: Streams) -> tuple[SpreadShare, ...]:
    """The share of each group; they add up to 1. Empty where all draws say the same."""
    effects = shapley_effects(_Worlds(scan, streams).runs, len(GROUPS))
    return tuple(map(SpreadShare, GROUPS, effects or ()))


@dataclass(frozen=True)
class _Worlds:
    """The direction in all draws, for each set of groups that are as in the first run."""

    scan: PairScan
    streams: Streams

    @cached_property
    def runs(self) -> list[Floats]:
        """By mask, see `shapley_effects`; the model, the last group, only chooses among what the others make."""
        below = [self._alternatives(mask) for mask in range(1 << len(GROUPS) - 1)]
        return [self._chosen(outcomes, mask) for mask, outcomes in enumerate([*below, *below])]

    @cached_property
    def strict(self) -> Dossier:
        """The dossier in which readings need all of their claims."""
        dossier = self.scan.draws.dossier
        return replace(dossier, readings=tuple(each.needing(Support.ALL) for each in dossier.readings))

    @cached_property
    def shared(self) -> frozenset[str]:
        """The origins of several claims."""
        counts = Counter(claim.origin for claim in self.scan.draws.dossier.witnesses.values())
        return frozenset(origin for origin, count in counts.items() if count > 1)

    def _group(self, key: Key) -> InputGroup:
        match key[0]:
            case "origin":
                return InputGroup.SOURCES if key[1] in self.shared else InputGroup.CLAIMS
            case "gap":
                return InputGroup.GAPS
            case "model":
                return InputGroup.MODEL
            case _:
                return InputGroup.FIGURES

    def _frozen(self, mask: int) -> FrozenStreams:
        first = {group for place, group in enumerate(GROUPS) if mask >> place & 1}
        number, seed = self.streams.number, self.streams.seed
        return FrozenStreams(number, seed, self.streams, lambda key: self._group(key) in first)

    def _alternatives(self, mask: int) -> Floats:
        """The direction by each model, one below the other: as coded by three measures, then by all claims."""
        streams = self._frozen(mask)
        learned = {each.cell: drawn_in_half(each, streams) for each in unknown_readings(self.scan)}
        signs = []
        for dossier in (self.scan.draws.dossier, self.strict):
            draws = ChangedDraws.of(Draws(dossier, streams.number, streams.seed, streams), learned=learned)
            signs.append(_signs(PairScan(self.scan.headline, draws)))
        return np.concatenate(signs)

    def _chosen(self, outcomes: Floats, mask: int) -> Floats:
        streams = self._frozen(mask)
        strict = streams.uniform("model", "support") < 1 / 2
        measure = np.floor(streams.uniform("model", "measure") * MEASURES).astype(int)
        chosen: Floats = outcomes[strict * MEASURES + measure, np.arange(streams.number)]
        return chosen


def _signs(scan: PairScan) -> Floats:
    """The direction in each draw where the best trade is the one with most gain for each, with most sum, and with most product."""
    forth, back = np.zeros((2, MEASURES, scan.draws.number))
    for (p, q), gains in scan.gains.items():
        for best, gain, issues in ((forth, gains.gain, (p, q)), (back, gains.reverse, (q, p))):
            rows = np.flatnonzero(gain)
            if len(rows):
                worths = _worths(scan, issues, gain[rows], rows)
                best[:, rows] = np.maximum(best[:, rows], worths)
    signs: Floats = np.sign(forth - back)
    return signs if scan.headline.forth else -signs


def _worths(scan: PairScan, issues: IssuePair, gain: Floats, rows: Rows) -> Floats:
    """
    Of a trade in some draws the equal gain, and the sum and product of gains at its corner.

    The first of the two gives on the first of the issues. At the corner both give as much as they can; where one of
    them would lose by that, the equal gains are taken.
    """
    (one, two), (p, q) = scan.headline.traders, issues
    p1, q1, q2, p2 = (_taken(scan.draws.cells[cell], rows) for cell in ((one, p), (one, q), (two, q), (two, p)))
    giver1, giver2 = drawn_parties(p1, q1, q2, p2)
    (centre1, weight1), (centre2, weight2) = (
        (centre[rows], weight[rows]) for centre, weight in (scan.draws.centres[issue] for issue in issues)
    )
    sizes = trade_sizes(giver1, giver2, centre1, centre2, weight1, weight2, smallest_of)
    move1, move2, reach1, reach2 = sizes.bounds
    shift1 = np.minimum(move1, reach1) * sizes.shift1 / sizes.shift2
    shift2 = np.minimum(move2, reach2)
    gain1 = giver1.s_other * shift2 - giver1.s_own * shift1
    gain2 = giver2.s_other * shift1 - giver2.s_own * shift2
    paid = (gain1 > 0) & (gain2 > 0)
    return np.stack([gain, np.where(paid, gain1 + gain2, 2 * gain), np.where(paid, gain1 * gain2, gain * gain)])


def _taken(cell: DrawnCell, rows: Rows) -> DrawnCell:
    """The cell in these draws alone."""
    return DrawnCell(cell.known[rows], cell.position[rows], cell.salience[rows], cell.capability[rows])

"""The draws of two actors over all issues of two theatres, and what becomes of them where a few cells change."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from itertools import product
from typing import Self

import numpy as np

from linkage.graph.leverage.analysis import TraderPair
from linkage.graph.leverage.exchange import Bools, Floats, IssuePair
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.monte_carlo import DrawnCell, Draws, Gains, better_directions
from linkage.graph.leverage.stance_matrix import Cell


@dataclass(frozen=True, slots=True)
class Headline:
    """Two actors by name, two theatres, and whether the direction asked about is that `one` gives in the first."""

    one: str
    two: str
    theatres: tuple[str, str]
    forth: bool

    @classmethod
    def of(cls, pair: TraderPair) -> Self:
        """The likelier direction of a pair."""
        return cls(pair.one, pair.two, pair.theatres, pair.directions[0].giver1 == pair.one)

    @property
    def traders(self) -> tuple[str, str]:
        return self.one, self.two

    def issue_pairs(self, dossier: Dossier, cells: AbstractSet[Cell]) -> list[IssuePair]:
        """Every issue of the one theatre with every issue of the other where all four *cells* are known in some draw."""
        common = sorted({issue for actor, issue in cells if actor == self.one and (self.two, issue) in cells})
        return [(p, q) for p, q in product(common, common) if (dossier.issues[p], dossier.issues[q]) == self.theatres]

    def narrowed(self, dossier: Dossier) -> Dossier:
        """What of a dossier bears on the two: issues of their theatres on which one of them has been coded in full."""
        issues = {
            issue for actor, issue in dossier.rivals if actor in self.traders and dossier.issues[issue] in self.theatres
        }
        readings = tuple(reading for reading in dossier.readings if reading.issue in issues)
        weighed = {key for reading in readings for key in reading.weighed}
        return replace(
            dossier,
            readings=readings,
            witnesses={key: claim for key, claim in dossier.witnesses.items() if key in weighed},
        )


@dataclass(frozen=True, kw_only=True)
class ChangedDraws(Draws):
    """The draws of *base* with some claims *struck*, as if nobody had made them, and some cells *learned*."""

    base: Draws
    struck: frozenset[str] = frozenset()
    learned: Mapping[Cell, DrawnCell] = field(default_factory=dict)

    @classmethod
    def of(cls, base: Draws, struck: Iterable[str] = (), learned: Mapping[Cell, DrawnCell] | None = None) -> Self:
        return cls(
            base.dossier, base.number, base.seed, base.streams,
            base=base, struck=frozenset(struck), learned=learned or {},
        )  # fmt: skip

    @cached_property
    def changed(self) -> frozenset[Cell]:
        """The cells that are not those of the base: all others, and the centres of their issues, are taken over."""
        leaning = self.dossier.leaning
        return frozenset(self.learned).union(*(leaning.get(claim, frozenset()) for claim in self.struck))

    @cached_property
    def held(self) -> Mapping[str, Bools]:
        return {**self.base.held, **{key: np.zeros(self.number, dtype=bool) for key in self.struck}}

    @cached_property
    def cells(self) -> Mapping[Cell, DrawnCell]:
        again = {cell: self._drawn(cell, self.dossier.rivals[cell]) for cell in self.changed - self.learned.keys()}
        return {**self.base.cells, **again, **self.learned}

    @cached_property
    def centres(self) -> Mapping[str, tuple[Floats, Floats]]:
        return {**self.base.centres, **{issue: self._centre(issue) for issue in {issue for _, issue in self.changed}}}


class Likeliest(Enum):
    """What a headline says of two actors."""

    DIRECTION = auto()
    OPPOSITE = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class DirectionShares:
    """The share of the headline's direction, of the opposite one, and of no trade, from 0 to 1."""

    share: float
    opposite: float
    none: float

    @property
    def likeliest(self) -> Likeliest:
        """No trade where it is likelier than either direction, else the likelier direction."""
        if self.none > max(self.share, self.opposite):
            return Likeliest.NONE
        return Likeliest.OPPOSITE if self.opposite > self.share else Likeliest.DIRECTION


@dataclass(frozen=True)
class PairScan:
    """What the draws give the two of a headline: in each, their best trade decides."""

    headline: Headline
    draws: Draws

    @cached_property
    def gains(self) -> Mapping[IssuePair, Gains]:
        return self._gains(self.headline.issue_pairs(self.draws.dossier, self.draws.cells.keys()))

    def _gains(self, pairs: Iterable[IssuePair]) -> dict[IssuePair, Gains]:
        return {pair: self.draws.gains(self.headline.one, self.headline.two, *pair) for pair in pairs}

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """On which both are known in some draw, and for which there is another to trade for."""
        return tuple(sorted({issue for pair in self.gains for issue in pair}))

    @cached_property
    def best(self) -> tuple[Floats, Floats]:
        """The best gain in the headline's direction and in the opposite one, 0 where there is no trade."""
        return self._best(self.gains)

    def _best(self, gains: Mapping[IssuePair, Gains]) -> tuple[Floats, Floats]:
        forth, back = np.zeros((2, self.draws.number))
        for pair in gains.values():
            np.maximum(forth, pair.gain, out=forth)
            np.maximum(back, pair.reverse, out=back)
        return (forth, back) if self.headline.forth else (back, forth)

    @property
    def towards(self) -> Bools:
        """In which draws the headline's direction is the better one."""
        return better_directions(*self.best)[0]

    @cached_property
    def shares(self) -> DirectionShares:
        return _shares(*self.best)

    def changed(self, draws: ChangedDraws) -> "PairScan":
        """The scan of changed draws; only trades on issues that changed are worked out again."""
        issues = {issue for _, issue in draws.changed}
        scan = PairScan(self.headline, draws)
        pairs = self.headline.issue_pairs(draws.dossier, draws.cells.keys())
        again = scan._gains(pair for pair in pairs if pair not in self.gains or issues & {*pair})
        scan.__dict__["gains"] = {**self.gains, **again}
        return scan

    def without_issue(self, issue: str) -> DirectionShares:
        """The shares as if nobody had coded the issue."""
        return _shares(*self._best({pair: gains for pair, gains in self.gains.items() if issue not in pair}))


def _shares(best: Floats, reverse: Floats) -> DirectionShares:
    share, opposite = better_directions(best, reverse)
    none = ~((best > 0) | (reverse > 0))
    return DirectionShares(float(share.mean()), float(opposite.mean()), float(none.mean()))

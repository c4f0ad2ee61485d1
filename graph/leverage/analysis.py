"""
The answer to "what could be traded for what": trades with their shares, who gains and loses, and what carries them.

It says which trades would pay on the stances as they are coded. It is no forecast.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

import numpy as np

from linkage.graph.balance.bonds import LensRelation
from linkage.graph.balance.patterns import Channel, shortest_channel
from linkage.graph.errors import LeverageError
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.exchange import Bools, Exchange, IssuePair, exchanges, externalities
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.monte_carlo import (
    ClaimSwing,
    Draws,
    Gains,
    TradeKey,
    TradeShare,
    better_directions,
    claim_swings,
    trade_share,
    trader_pairs,
)
from linkage.graph.leverage.patronage import backing_relations
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.leverage.sequence import Step, greedy_sequence
from linkage.graph.leverage.stance_matrix import StanceMatrix
from linkage.graph.leverage.thresholds import TradeThreshold, thresholds
from linkage.graph.leverage.trade_solutions import (
    MOST_COMPARED,
    RuleLeader,
    TradeSolution,
    rule_leaders,
    trade_solution,
    trade_solutions,
)
from linkage.graph.wording import caveats
from linkage.graph.wording import solutions as wording

STEPS = 50
"""Steps of the greedy round that are told."""
MOST_DRAWS = 100_000
MOST_WORK = 40_000_000
"""Draws times pairs of actors times pairs of issues: some ten seconds."""


@dataclass(frozen=True, slots=True)
class TradeOutcome:
    """What a trade is worth to an actor; `backed_by` are traders that back a loser, `vetoes` claims that it can block."""

    actor: str
    amount: float
    backed_by: tuple[LensRelation, ...]
    vetoes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TradeAnalysis:
    """
    One trade: who gives on what. `point` is its size at the best figures, None where there it is no trade.

    `share` and `swings` come from the draws; None and empty without draws. `ratios` are how much giver 1 and giver 2
    care about issue 1 by how much about issue 2: who has the smaller one gives on issue 1.
    """

    key: TradeKey
    point: Exchange | None
    share: TradeShare | None
    swings: tuple[ClaimSwing, ...]
    outcomes: tuple[TradeOutcome, ...]
    thresholds: tuple[TradeThreshold, ...]
    ratios: tuple[float | None, float | None]
    claims: tuple[str, ...]
    """Claims that the four figures of the two lean on: the trade needs them."""
    solutions: tuple[TradeSolution, ...] = ()
    """The trade at the best figures by each rule; none where there it is no trade."""


@dataclass(frozen=True, slots=True)
class TradeDirection:
    """That one actor gives in the first theatre of two, on whatever issues pay most, and the other in the second."""

    giver1: str
    theatre1: str
    giver2: str
    theatre2: str
    share: TradeShare
    swings: tuple[ClaimSwing, ...]


@dataclass(frozen=True, slots=True)
class TraderPair:
    """
    Two actors: both directions of their best trade, how often there is none, and how they can talk.

    In each draw the best trade of the two decides. `even` is how often both directions pay alike, `none` how often
    neither pays; with the shares of the two directions they add up to 1.
    """

    one: str
    two: str
    theatres: tuple[str, str]
    even: float
    none: float
    directions: tuple[TradeDirection, ...]
    channel: Channel


@dataclass(frozen=True, slots=True)
class LeverageAnalysis:
    """
    All trades between theatres (or within them), the likeliest first, then the largest; see `TradeAnalysis`.

    Where another `rule` than equal gain was asked for, the largest by its measure at the best figures come first.

    `trades` and `pairs` are the first of them, `total` counts all trades, `points` has those at the best figures.
    """

    dossier: Dossier
    draws: int
    seed: int
    trades: tuple[TradeAnalysis, ...]
    total: int
    pairs: tuple[TraderPair, ...]
    round: tuple[Step, ...]
    points: frozenset[TradeKey]
    claims: tuple[str, ...]
    reason: str | None
    rule: BargainingRule = BargainingRule.EQUAL_GAIN
    round_rule: RoundRule = RoundRule.CENTRES
    leaders: tuple[RuleLeader, ...] = ()
    """The trade that each rule puts first at the best figures, where that was asked for."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of these figures, in sentences."""
        general = caveats.notes(
            stances=len(self.dossier.rivals),
            claims=len(self.claims),
            origins=self.dossier.origins(self.claims),
            unknown=len(self.dossier.unknown),
            rivals=sum(len(readings) > 1 for readings in self.dossier.rivals.values()),
            draws=self.draws,
            seed=self.seed,
        )
        by_rule = wording.notes(self.rule, self.round_rule, draws=self.draws, steps=len(self.round))
        return *general, *by_rule, *self.dossier.unsourced, *self.dossier.notes


def analyse(
    dossier: Dossier,
    *,
    actors: Iterable[str] = (),
    within: bool = False,
    draws: int = 0,
    seed: int = 0,
    first: int = 10,
    steps: int = STEPS,
    rule: BargainingRule = BargainingRule.EQUAL_GAIN,
    round_rule: RoundRule = RoundRule.CENTRES,
    compare: bool = False,
) -> LeverageAnalysis:
    """
    Work out the *first* trades and pairs, and *steps* of the round; only *actors* trade where any are named, but all have their weight.

    The *rule* orders the trades at the best figures and says who gains and loses by them; to *compare* is to say which
    trade each rule puts first.

    A dossier without any trade gets an empty answer with the reason; LeverageError where too much is asked.
    """
    pairs = dossier.pairs + (dossier.pairs_within if within else ())
    named = set(actors)
    _check_size(dossier, pairs, named, draws)
    points = _points(dossier, pairs, named)
    drawn = _Scan(Draws(dossier, draws, seed), pairs, named) if draws else None
    likely = drawn.likely if drawn else {}
    keys = sorted({*points, *likely}, key=_order(dossier.table, points, likely, rule))
    return LeverageAnalysis(
        dossier=dossier,
        draws=draws,
        seed=seed,
        trades=tuple(_trade(dossier, drawn, key, points.get(key), rule) for key in keys[:first]),
        total=len(keys),
        pairs=tuple(drawn.between()[:first]) if drawn else (),
        round=tuple(islice(greedy_sequence(dossier.table, pairs, round_rule), steps)) if not named else (),
        points=frozenset(points),
        claims=dossier.claims(dossier.rivals),
        reason=None if keys else _reason(dossier, pairs, named),
        rule=rule,
        round_rule=round_rule,
        leaders=rule_leaders(dossier.table, points.values()) if compare else (),
    )


def _check_size(dossier: Dossier, pairs: Sequence[IssuePair], named: AbstractSet[str], draws: int) -> None:
    if not 0 <= draws <= MOST_DRAWS:
        raise LeverageError(f"draws run from 0 to {MOST_DRAWS:,}, not {draws:,}")
    count = draws * sum(len(trader_pairs(dossier, *pair, named)) for pair in pairs)
    if count > MOST_WORK:
        raise LeverageError(
            f"{draws:,} draws of these stances are {count / MOST_WORK:.0f} times too much at once: "
            "ask for fewer draws, or name the actors that may trade"
        )


def _points(dossier: Dossier, pairs: Sequence[IssuePair], named: AbstractSet[str]) -> dict[TradeKey, Exchange]:
    """The trades at the best figures, turned so that issue 1 comes first in its pair."""
    firsts = set(pairs)
    points = {}
    for trade in exchanges(dossier.table, pairs):
        if trade.valid and (not named or named >= {trade.giver1, trade.giver2}):
            turned = trade if (trade.issue1, trade.issue2) in firsts else trade.turned
            points[turned.key] = turned
    return points


def _order(
    table: StanceMatrix,
    points: Mapping[TradeKey, Exchange],
    likely: Mapping[TradeKey, TradeShare],
    rule: BargainingRule,
) -> Callable[[TradeKey], tuple[float, float, TradeKey]]:
    """The likeliest first, then the largest; by another rule than equal gain, which draws know, the largest first."""

    def chance(key: TradeKey) -> float:
        return -likely[key].share if key in likely else 0.0

    if rule is BargainingRule.EQUAL_GAIN:
        return lambda key: (chance(key), -points[key].gain if key in points else 0.0, key)
    if len(points) > MOST_COMPARED:
        raise LeverageError(wording.too_many(len(points), MOST_COMPARED, rule))
    measures = {key: float(trade_solution(table, trade, rule).measure) for key, trade in points.items()}
    return lambda key: (-measures.get(key, 0.0), chance(key), key)


def _reason(dossier: Dossier, pairs: Sequence[IssuePair], named: AbstractSet[str]) -> str:
    empty = [theatre for theatre in dossier.theatres if theatre not in map(dossier.issues.get, dossier.table.issues)]
    if empty:
        return caveats.nothing_known(dossier.names.get(key, key) for key in empty)
    if len(named) == 1:
        return caveats.only_one(*(dossier.names.get(key, key) for key in named))
    return caveats.nobody_trades(any(trader_pairs(dossier, *pair, named) for pair in pairs))


def _trade(
    dossier: Dossier, drawn: "_Scan | None", key: TradeKey, point: Exchange | None, rule: BargainingRule
) -> TradeAnalysis:
    giver1, issue1, giver2, issue2 = key
    table, cells = dossier.table, tuple(product((giver1, giver2), (issue1, issue2)))
    claims = dossier.claims(cells)
    solutions = trade_solutions(table, point) if point else ()
    return TradeAnalysis(
        key=key,
        point=point,
        share=drawn.likely.get(key) if drawn else None,
        swings=tuple(claim_swings(drawn.draws, drawn.traded(key), claims)) if drawn else (),
        outcomes=tuple(_outcomes(dossier, _sized_by(rule, point, solutions))) if point else (),
        thresholds=tuple(thresholds(table, point)) if point else (),
        ratios=(_ratio(table, giver1, issue1, issue2), _ratio(table, giver2, issue1, issue2)),
        claims=claims,
        solutions=solutions,
    )


def _sized_by(rule: BargainingRule, point: Exchange, solutions: Iterable[TradeSolution]) -> Exchange:
    """The trade with the shifts of a rule."""
    if rule is BargainingRule.EQUAL_GAIN:
        return point
    solution = next(solution for solution in solutions if solution.rule is rule)
    return point._replace(shift1=float(solution.shift1), shift2=float(solution.shift2))


def _ratio(table: StanceMatrix, actor: str, issue: str, by: str) -> float | None:
    divisor = table.stands[actor, by].salience
    return float(table.stands[actor, issue].salience / divisor) if divisor else None


def _outcomes(dossier: Dossier, trade: Exchange) -> Iterator[TradeOutcome]:
    """Everybody with a stance on either issue, the largest loss first."""
    traders_ = {trade.giver1, trade.giver2}
    amounts = externalities(dossier.table, trade)
    for actor, amount in sorted(amounts.items(), key=lambda item: (item[1], item[0])):
        vetoes = {key for issue in (trade.issue1, trade.issue2) for key in dossier.vetoes.get(issue, {}).get(actor, ())}
        loses = amount < 0 and actor not in traders_
        backed_by = backing_relations(dossier, traders_, actor) if loses else ()
        yield TradeOutcome(actor, amount, backed_by, tuple(sorted(vetoes)))


class _Scan:
    """The draws of every two actors on every two issues."""

    def __init__(self, draws: Draws, pairs: Sequence[IssuePair], named: AbstractSet[str]) -> None:
        self.draws = draws
        self._gains: dict[tuple[str, str, str, str], Gains] = {
            (actor1, actor2, *pair): draws.gains(actor1, actor2, *pair)
            for pair in pairs
            for actor1, actor2 in trader_pairs(draws.dossier, *pair, named)
        }

    @cached_property
    def likely(self) -> dict[TradeKey, TradeShare]:
        """The shares of every trade that there is in some draw."""
        shares: dict[TradeKey, TradeShare] = {}
        for (actor1, actor2, p, q), gains in self._gains.items():
            forth, back = gains.gain > 0, gains.reverse > 0
            if forth.any():
                shares[actor1, p, actor2, q] = trade_share(gains.known, forth, back, gains.gain)
            if back.any():
                shares[actor2, p, actor1, q] = trade_share(gains.known, back, forth, gains.reverse)
        return shares

    def traded(self, key: TradeKey) -> Bools:
        """In which draws there is this trade."""
        giver1, p, giver2, q = key
        gains = self._gains.get((giver1, giver2, p, q))
        if gains is not None:
            return gains.gain > 0
        return self._gains[giver2, giver1, p, q].reverse > 0

    def between(self) -> list[TraderPair]:
        """Every two actors over all issues of two theatres, those that trade in most draws first."""
        theatre = self.draws.dossier.issues
        among: dict[tuple[str, str, str, str], list[IssuePair]] = defaultdict(list)
        for actor1, actor2, p, q in self._gains:
            if theatre[p] != theatre[q]:
                among[actor1, actor2, theatre[p], theatre[q]].append((p, q))
        pairs = [self._between(*key, issues) for key, issues in among.items()]
        return sorted(pairs, key=lambda pair: (pair.none, pair.one, pair.two, pair.theatres))

    def _between(self, actor1: str, actor2: str, theatre1: str, theatre2: str, issues: list[IssuePair]) -> TraderPair:
        gains = [self._gains[actor1, actor2, *pair] for pair in issues]
        known = np.any([pair.known for pair in gains], axis=0)
        best = np.max([pair.gain for pair in gains], axis=0)
        reverse = np.max([pair.reverse for pair in gains], axis=0)
        forth, back = better_directions(best, reverse)
        claims = self.draws.dossier.claims(product((actor1, actor2), {issue for pair in issues for issue in pair}))
        directions = [
            TradeDirection(giver1, theatre1, giver2, theatre2, share, tuple(claim_swings(self.draws, trade, claims)))
            for giver1, giver2, trade, share in (
                (actor1, actor2, forth, trade_share(known, forth, back, best)),
                (actor2, actor1, back, trade_share(known, back, forth, reverse)),
            )
        ]
        directions.sort(key=lambda direction: (-direction.share.share, direction.giver1))
        paid = (best > 0) | (reverse > 0)
        return TraderPair(
            one=actor1,
            two=actor2,
            theatres=(theatre1, theatre2),
            even=int((paid & ~forth & ~back).sum()) / self.draws.number,
            none=int((~paid).sum()) / self.draws.number,
            directions=tuple(directions),
            channel=shortest_channel(self.draws.dossier.links, actor1, actor2),
        )

"""Trades on invented tables and draws on an invented dossier, without a database: what they cost one core."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

from benchmarks.figures import Figure
from linkage.graph.leverage.analysis import LeverageAnalysis, analyse
from linkage.graph.leverage.exchange import exchanges
from linkage.graph.leverage.grounds import Grounds
from linkage.graph.leverage.inputs import Dossier, StanceClaim, StanceReading
from linkage.graph.leverage.left_out import EvidenceKind, leave_one_out
from linkage.graph.leverage.monte_carlo import Draws
from linkage.graph.leverage.pair_scan import Headline, PairScan
from linkage.graph.leverage.robustness import robustness
from linkage.graph.leverage.stance_matrix import StanceMatrix, Stand
from linkage.graph.leverage.streams import SharedStreams
from linkage.graph.records import Range
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

TABLES = {(15, 13): 0.05, (30, 20): 1.0, (60, 40): 5.0}
"""Actors and issues, every cell filled, with the seconds that all candidates may take."""
TIMES = 5
THEATRES = ("coast", "valley")
ORIGINS = 60
DRAWS = 4_000


def run(connection: Connection, settings: Settings, folder: Path) -> Iterator[Figure]:
    """All candidates of three tables, how that grows, the answer over 4,000 draws, and how far its headline carries."""
    each: dict[tuple[int, int], float] = {}
    for (actors, issues), bound in TABLES.items():
        seconds, count = _candidates(actors, issues)
        each[actors, issues] = seconds / count
        detail = f"{count:,} candidates, {seconds / count * 1e6:.1f} µs each"
        yield Figure(f"candidates of {actors} actors × {issues} issues", seconds, bound, "s of one core", detail=detail)
    small, *_, large = each.values()
    yield Figure(
        "a candidate of the largest table against one of the smallest",
        large / small,
        2,
        detail="pairs of actors times pairs of issues set how many there are, and each costs alike but for the sorting",
    )
    dossier = drawn()
    started = time.process_time()
    found = analyse(dossier, draws=DRAWS, seed=1)
    seconds = time.process_time() - started
    detail = f"{len(dossier.rivals)} stances, {len(dossier.witnesses)} claims, {found.total:,} trades"
    yield Figure(f"{DRAWS:,} draws, everything of the answer", seconds, 2, "s of one core", detail=detail)
    analysis = _headline()
    yield _left_out(analysis)
    yield _carried(analysis)


def _headline() -> LeverageAnalysis:
    """A headline whose every claim has an origin of its own."""
    found = drawn(issues=30)
    alone = {
        key: replace(claim, origin=key, document=f"document {place % 40}")
        for place, (key, claim) in enumerate(found.witnesses.items())
    }
    return analyse(replace(found, witnesses=alone), actors=("actor-1", "actor-2"), draws=DRAWS, seed=1)


def _left_out(analysis: LeverageAnalysis) -> Figure:
    """Each issue, article and claim left out of all draws."""
    headline = Headline.of(analysis.pairs[0])
    streams = SharedStreams(DRAWS, analysis.seed)
    started = time.process_time()
    rows = leave_one_out(PairScan(headline, Draws(headline.narrowed(analysis.dossier), DRAWS, analysis.seed, streams)))
    seconds = time.process_time() - started
    claims = sum(row.kind is EvidenceKind.CLAIM for row in rows)
    detail = f"{len(rows) - claims} issues and articles left out as well, {DRAWS:,} draws"
    return Figure(f"{claims} claims left out one by one", seconds, 10, "s of one core", detail=detail)


def _carried(analysis: LeverageAnalysis) -> Figure:
    """All that is told of how far a headline carries, in as many draws as it is told for."""
    started = time.process_time()
    result = robustness(analysis)
    seconds = time.process_time() - started
    assert result is not None
    detail = f"{len(result.left_out)} issues, articles and claims left out, {result.draws:,} draws"
    return Figure("how far the headline carries", seconds, 10, "s of one core", detail=detail)


def _candidates(actors: int, issues: int) -> tuple[float, int]:
    """The shortest of several times for fresh tables, as a table keeps what it has worked out; and the count."""
    best, count = float("inf"), 0
    for seed in range(TIMES):
        table = filled(actors, issues, seed)
        started = time.process_time()
        count = len(exchanges(table))
        best = min(best, time.process_time() - started)
    return best, count


def filled(actors: int, issues: int, seed: int) -> StanceMatrix:
    """A table without an empty cell."""
    dice = random.Random(seed)
    return StanceMatrix(
        {
            (f"actor-{actor:02}", f"issue-{issue:02}"): Stand(
                Fraction(dice.randint(0, 1_000), 10),
                Fraction(dice.randint(1, 100), 100),
                Fraction(dice.randint(1, 100), 100),
            )
            for actor, issue in product(range(actors), range(issues))
        }
    )


def drawn(actors: int = 15, issues: int = 8, seed: int = 0) -> Dossier:
    """A dossier of the shipped size: four claims to a stance, a rival to every fourth, ranges to all figures."""
    dice = random.Random(seed)
    readings, witnesses = [], {}
    for actor, issue in product(range(actors), range(issues)):
        for letter in "ab" if dice.random() < 0.25 else "a":
            key = f"{actor}-{issue}-{letter}"
            claims = [f"{key}-{number}" for number in range(4)]
            for claim in claims:
                origin = f"origin {dice.randrange(ORIGINS)}"
                witnesses[claim] = StanceClaim(claim, dice.uniform(0.2, 0.9), origin)
            figures = (_range(dice, 100), _range(dice, 1), _range(dice, 1))
            readings.append(StanceReading(key, f"actor-{actor}", f"issue-{issue}", *figures, Grounds(tuple(claims))))
    homes = {f"issue-{issue}": THEATRES[issue % 2] for issue in range(issues)}
    return Dossier(THEATRES, homes, tuple(readings), witnesses)


def _range(dice: random.Random, most: float) -> Range:
    low, high = sorted((dice.uniform(0, most), dice.uniform(0, most)))
    return Range(low=low, high=high)

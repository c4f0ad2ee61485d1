"""What becomes of trades from month to month, and through which readings and claims."""

from dataclasses import dataclass
from datetime import date, timedelta

from linkage.graph.balance.patterns import DividedPair, MirrorPair, Triad
from linkage.graph.balance.theatre_camps import TheatreCamps
from linkage.graph.errors import LeverageError
from linkage.graph.leverage.analysis import LeverageAnalysis
from linkage.graph.leverage.monte_carlo import Way

MOST = 24
"""Months that can be looked at in one go."""


@dataclass(frozen=True, slots=True)
class TradeTurn:
    """
    A trade that came or went, the readings that did so too, and the claims that these lean on.

    The readings are those of the two who trade; where none of theirs changed, those of others on the two issues.
    """

    way: Way
    readings: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeverageMonth:
    """
    One month, looked at from its last day, and what changed since the last month in which stances were known.

    A month for which nobody has coded stances tells nothing: no trade entered or left.
    """

    as_of: date
    answer: LeverageAnalysis
    entered: tuple[TradeTurn, ...]
    left: tuple[TradeTurn, ...]
    camps: TheatreCamps
    divided: tuple[DividedPair, ...]
    mirrors: tuple[MirrorPair, ...]
    triads: tuple[Triad, ...]


def last_days(start: str, end: str) -> list[date]:
    """The last day of every month from *start* to *end* (`YYYY-MM`), both included."""
    first, last = _month(start), _month(end)
    if first > last:
        raise LeverageError(f"the month {start} comes after {end}: turn them round")
    if last - first >= MOST:
        raise LeverageError(f"from {start} to {end} are more than {MOST} months: ask for fewer")
    return [date(month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(first + 1, last + 2)]


def turns(
    before: LeverageAnalysis, after: LeverageAnalysis
) -> tuple[tuple[TradeTurn, ...], tuple[TradeTurn, ...]]:
    """The trades at the best figures that entered, and those that left."""
    return (
        tuple(_turn(way, before, after) for way in sorted(after.points - before.points)),
        tuple(_turn(way, before, after) for way in sorted(before.points - after.points)),
    )


def _turn(way: Way, before: LeverageAnalysis, after: LeverageAnalysis) -> TradeTurn:
    givers, issues = {way[0], way[2]}, {way[1], way[3]}
    here, there = (
        {reading.key: reading for reading in answer.dossier.readings if reading.issue in issues}
        for answer in (before, after)
    )
    others = [(here | there)[key] for key in sorted(here.keys() ^ there.keys())]
    changed = [reading for reading in others if reading.actor in givers] or others
    claims = {key for reading in changed for key in reading.claims}
    return TradeTurn(way, tuple(reading.key for reading in changed), tuple(sorted(claims)))


def _month(text: str) -> int:
    year, _, month = text.partition("-")
    if not (
        len(text) == 7 and year.isascii() and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12
    ):
        raise LeverageError(f"{text!r} is no month: write YYYY-MM")
    return int(year) * 12 + int(month) - 1

"""What becomes of trades from month to month, and through which readings and claims."""

from dataclasses import dataclass
from datetime import date, timedelta

from linkage.graph.balance.patterns import DividedPair, MirrorPair, Triad
from linkage.graph.balance.theatre_camps import TheatreCamps
from linkage.graph.dates import PartialDate
from linkage.graph.errors import LeverageError
from linkage.graph.leverage.analysis import LeverageAnalysis
from linkage.graph.leverage.monte_carlo import TradeKey

MOST = 24
"""Months that can be looked at in one go."""


@dataclass(frozen=True, slots=True)
class TradeTurn:
    """
    A trade that came or went, the readings that did so too, and the claims that these lean on.

    The readings are those of the two who trade; where none of theirs changed, those of others on the two issues.
    """

    key: TradeKey
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
    """
    The last day of every month from *start* to *end* (`YYYY-MM`), both included.

    LeverageError where one is no month, they are the wrong way round, or they span more than MOST months.
    """
    first, final = _parse_month(start), _parse_month(end)
    if first.first > final.first:
        raise LeverageError(f"the month {start} comes after {end}: turn them round")
    days = [first.last]
    while days[-1] < final.last:
        if len(days) == MOST:
            raise LeverageError(f"from {start} to {end} are more than {MOST} months: ask for fewer")
        following = days[-1] + timedelta(days=1)
        days.append(PartialDate(following.year, following.month).last)
    return days


def trade_turns(
    before: LeverageAnalysis, after: LeverageAnalysis
) -> tuple[tuple[TradeTurn, ...], tuple[TradeTurn, ...]]:
    """The trades at the best figures that entered, and those that left."""
    came, went = after.points - before.points, before.points - after.points
    entered, left = (tuple(_trade_turn(key, before, after) for key in sorted(keys)) for keys in (came, went))
    return entered, left


def _trade_turn(key: TradeKey, before: LeverageAnalysis, after: LeverageAnalysis) -> TradeTurn:
    givers, issues = {key[0], key[2]}, {key[1], key[3]}
    earlier, later = (
        {reading.key: reading for reading in answer.dossier.readings if reading.issue in issues}
        for answer in (before, after)
    )
    readings = [(earlier | later)[key] for key in sorted(earlier.keys() ^ later.keys())]
    changed = [reading for reading in readings if reading.actor in givers] or readings
    claims = {claim for reading in changed for claim in reading.weighed}
    return TradeTurn(key, tuple(reading.key for reading in changed), tuple(sorted(claims)))


def _parse_month(text: str) -> PartialDate:
    try:
        month = PartialDate.parse(text)
    except ValueError:
        month = None
    if month is None or month.month is None or month.day or month.about:
        raise LeverageError(f"{text!r} is no month: write YYYY-MM")
    return month

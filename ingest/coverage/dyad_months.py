"""Dyads by months: whether what two are to each other is attested, carried, has ended, or nobody speaks of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from linkage.graph.relations.derivation import RelationStatus, Span
from linkage.graph.relations.dyads import Tie, dyad_name
from linkage.graph.relations.standing import Ending, StandingBasis, Stretch


class Attestation(StrEnum):
    """How a dyad stands in one month: by whichever of its ties is told best, and by the last of them where none stands."""

    ATTESTED = "attested"
    """A claim covers a day of the month."""
    CARRIED = "carried"
    """No claim does, but one before, or one before and one after, testifies for it still."""
    ENDED = "ended"
    """It stood before, and a claim has said since that it ended or that the opposite held."""
    SILENT = "silent"
    """Nobody speaks of it, and no report testifies any longer."""


Month = tuple[int, int]
"""Year and month."""


@dataclass(frozen=True, slots=True)
class DyadRow:
    """Two actors in one theatre, in none where None, month by month."""

    actors: tuple[str, str]
    theatre: str | None
    claims: tuple[str, ...]
    months: tuple[Attestation, ...]

    def count(self, attestation: Attestation) -> int:
        """In how many months it stands so."""
        return self.months.count(attestation)

    @property
    def longest_gap(self) -> tuple[int, int]:
        """The first month and the number of months of the longest time without a report between two reports."""
        reported = [place for place, month in enumerate(self.months) if month is Attestation.ATTESTED]
        gaps = [(later - earlier - 1, earlier + 1) for earlier, later in pairwise(reported)]
        length, first = max(gaps, key=lambda gap: (gap[0], -gap[1]), default=(0, 0))
        return first, length


def dyad_rows(ties: Iterable[tuple[Tie, Sequence[Stretch]]], months: Sequence[Month]) -> list[DyadRow]:
    """A row for each two actors in each theatre, those with most claims first."""
    dyads: dict[tuple[str, str | None], list[Sequence[Stretch]]] = {}
    for (pair, theatre), stretches in ties:
        dyads.setdefault((dyad_name(pair), theatre), []).append(stretches)
    rows = [_row(name, theatre, lines, months) for (name, theatre), lines in dyads.items()]
    return sorted(rows, key=lambda row: (-len(row.claims), row.actors, row.theatre or ""))


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from one to another, both included."""
    numbers = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return [(number // 12, number % 12 + 1) for number in numbers]


def usual_months(days: Iterable[date]) -> list[Month]:
    """The months in which what is told began, without the first and the last twentieth; none where nothing is told."""
    ordered = sorted(days)
    if not ordered:
        return []
    edge = len(ordered) // 20
    first, last = ordered[edge], ordered[-1 - edge]
    return months_between((first.year, first.month), (last.year, last.month))


def _row(name: str, theatre: str | None, lines: list[Sequence[Stretch]], months: Sequence[Month]) -> DyadRow:
    left, _, right = name.partition("|")
    claims = Counter(claim for line in lines for stretch in line for claim in stretch.finding.claims)
    stretches = [stretch for line in lines for stretch in line]
    standing = [stretch for stretch in stretches if stretch.finding.status is not RelationStatus.DENIED]
    return DyadRow((left, right), theatre, tuple(sorted(claims)), tuple(_in_month(standing, month) for month in months))


def _in_month(standing: Sequence[Stretch], month: Month) -> Attestation:
    days = _days(month)
    bases = {stretch.basis for stretch in standing if stretch.days[0] < days[1] and days[0] < stretch.days[1]}
    if StandingBasis.ATTESTED in bases:
        return Attestation.ATTESTED
    if bases:
        return Attestation.CARRIED
    before = max((stretch for stretch in standing if stretch.days[1] <= days[0]), key=_until, default=None)
    ended = before is not None and before.ending in (Ending.ENDED, Ending.CUT)
    return Attestation.ENDED if ended else Attestation.SILENT


def _until(stretch: Stretch) -> int:
    return stretch.days[1]


def _days(month: Month) -> Span:
    year, number = month
    following = (year + 1, 1) if number == 12 else (year, number + 1)
    return date(year, number, 1).toordinal(), date(*following, 1).toordinal()


def month_names(months: Iterable[Month]) -> Iterator[str]:
    """`2020-03` for each month."""
    return (f"{year}-{number:02}" for year, number in months)

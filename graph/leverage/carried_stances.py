"""Stances on a day for which nobody coded them: the last coding of a cell counts until the next one, with wider bounds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from linkage.graph.leverage.drift import LONGEST, SCALES, Coding, Drift, months_between
from linkage.graph.leverage.stance_matrix import Cell, best_value
from linkage.graph.records import Range


@dataclass(frozen=True, slots=True)
class StandingCoding:
    """
    A coding that counts on a day: the last day that it was coded for, None where that is the day, and for each figure that it
    lacks the earlier codings that tell it.
    """

    last: date | None
    filled: Mapping[str, tuple[Coding, ...]] = field(default_factory=dict)


def standing_codings(codings: Iterable[Coding], day: date) -> dict[str, StandingCoding]:
    """
    The codings that count on a day, by key.

    Where a cell was coded for the day only that counts, else whatever was coded for the last day before, rivals beside
    each other, for LONGEST months. A figure that it lacks is that of the last coding before that has it, within the same time: one
    that found a part of the figures leaves the others as they were. Nothing is carried backwards, and a look that found nothing at all
    ends nothing: it counts only where there is nothing else.
    """
    cells: dict[Cell, list[Coding]] = defaultdict(list)
    for coding in codings:
        cells[coding.cell].append(coding)
    return {
        key: StandingCoding(last, _filled(group, key, last or day, day))
        for group in cells.values()
        for key, last in (
            _standing([coding for coding in group if not coding.empty], day) or _standing(group, day)
        ).items()
    }


def _filled(group: Sequence[Coding], key: str, last: date, day: date) -> dict[str, tuple[Coding, ...]]:
    """The codings before that one which tell the figures that it lacks, if it has any."""
    coding = next(coding for coding in group if coding.key == key)
    lacking = [] if coding.empty else [figure for figure in SCALES if getattr(coding, figure) is None]
    earlier = {
        figure: _latest([other for other in group if getattr(other, figure) is not None], last, day)
        for figure in lacking
    }
    return {figure: codings for figure, codings in earlier.items() if codings}


def _latest(codings: Sequence[Coding], before: date, day: date) -> tuple[Coding, ...]:
    """Those for the last day before another, no more than LONGEST months from the day looked at; rivals beside each other."""
    ends = [coding.last for coding in codings if coding.last and coding.last < before]
    if not ends or months_between(max(ends), day) > LONGEST:
        return ()
    return tuple(coding for coding in codings if coding.last == max(ends))


def _standing(group: Sequence[Coding], day: date) -> dict[str, date | None]:
    if covering := {coding.key: None for coding in group if coding.covers(day)}:
        return dict(covering)
    return {coding.key: coding.last for coding in _latest(group, day, day)}


def carried_figure(figure: str, bounds: Range, last: date, day: date, drifts: Iterable[Drift]) -> Range:
    """A figure as it counts on a later day: the best value as it was coded, its bounds wider by the months since."""
    rate = next(drift.rate for drift in drifts if drift.figure == figure)
    return widened(bounds, rate * months_between(last, day), SCALES[figure])


def span(several: Sequence[Range]) -> Range:
    """What rivals have between them, from the least bound to the greatest; of one alone itself."""
    if len(several) == 1:
        return several[0]
    return Range(low=min(bounds.low for bounds in several), high=max(bounds.high for bounds in several))


def widened(bounds: Range, by: float, most: float) -> Range:
    """The bounds wider by so much to either side, within 0 and *most*; the best figure stays."""
    return Range(
        low=round(max(0.0, bounds.low - by), 6),
        high=round(min(most, bounds.high + by), 6),
        value=float(best_value(bounds)),
    )

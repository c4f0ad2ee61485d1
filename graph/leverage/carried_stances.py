"""Stances on a day for which nobody coded them: the last coding of a cell counts until the next one, with wider bounds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from linkage.graph.leverage.drift import LONGEST, SCALES, Coding, Drift, months_between
from linkage.graph.leverage.inputs import StanceReading
from linkage.graph.leverage.stance_matrix import Cell, best_value
from linkage.graph.records import Range


def standing_codings(codings: Iterable[Coding], day: date) -> dict[str, date | None]:
    """
    The keys of the codings that count on a day, each with the last day that it was coded for, None where that is the day.

    Where a cell was coded for the day only that counts, else whatever was coded for the last day before, rivals beside
    each other, for LONGEST months. Nothing is carried backwards, and a look that found nothing at all ends nothing: it counts
    only where there is nothing else.
    """
    cells: dict[Cell, list[Coding]] = defaultdict(list)
    for coding in codings:
        cells[coding.cell].append(coding)
    return {
        key: last
        for group in cells.values()
        for key, last in (
            _standing([coding for coding in group if not coding.empty], day) or _standing(group, day)
        ).items()
    }


def _standing(group: Sequence[Coding], day: date) -> dict[str, date | None]:
    if covering := {coding.key: None for coding in group if coding.covers(day)}:
        return dict(covering)
    latest = max((coding.last for coding in group if coding.last and coding.last < day), default=None)
    if latest is None or months_between(latest, day) > LONGEST:
        return {}
    return {coding.key: latest for coding in group if coding.last == latest}


def carried_reading(reading: StanceReading, last: date, day: date, drifts: Iterable[Drift]) -> StanceReading:
    """The reading as it counts on a later day: each best figure as it was coded, its bounds wider by the months since."""
    months = months_between(last, day)
    rates = {drift.figure: drift.rate for drift in drifts}

    def wider(figure: str, bounds: Range | None) -> Range | None:
        return bounds and widened(bounds, rates[figure] * months, SCALES[figure])

    return replace(
        reading,
        carried_from=last,
        position=wider("position", reading.position),
        salience=wider("salience", reading.salience),
        capability=wider("capability", reading.capability),
    )


def widened(bounds: Range, by: float, most: float) -> Range:
    """The bounds wider by so much to either side, within 0 and *most*; the best figure stays."""
    return Range(
        low=round(max(0.0, bounds.low - by), 6),
        high=round(min(most, bounds.high + by), 6),
        value=float(best_value(bounds)),
    )

"""Days, months, years and the time between two of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.wording.language import locale


def spell(day: date | PartialDate) -> str:
    """A day, month or year in words: `16 September 2020`, `September 2020`, `about 2020`."""
    from babel.dates import format_date

    about = "about " if isinstance(day, PartialDate) and day.about else ""
    skeletons = locale().datetime_skeletons
    pattern = "long" if day.day else skeletons["yMMMM" if day.month else "y"].pattern
    return about + format_date(date(day.year, day.month or 1, day.day or 1), pattern, locale())


def period(start: PartialDate | None, end: PartialDate | None) -> str:
    """`since September 2020`, `5 to 18 March 2020`, `September 2020`, `no date given`."""
    if start is None and end is None:
        return "no date given"
    if start is None or end is None:
        return f"since {spell(start)}" if start else f"until {spell(end)}" if end else ""
    unit = next((unit for unit in _units(start) if (unit.first, unit.last) == (start.first, end.last)), None)
    if unit:
        return spell(unit)
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {spell(end)}"
    return f"{spell(start)} to {spell(end)}"


def between(start: date, end: date) -> str:
    """`between 8 and 20 January 2020`, `between 2 March and 9 June 2020`, `between 2 December 2019 and 9 June 2020`."""
    from babel.dates import format_skeleton

    opening = spell(start) if start.year != end.year else format_skeleton("MMMMd", start, locale=locale())
    if (start.year, start.month) == (end.year, end.month):
        opening = str(start.day)
    return f"between {opening} and {spell(end)}"


def short(day: date, year: int | None) -> str:
    """A day as it stands on a line: `4 Jul`, and `4 Jul 2019` where the *year* is another one or not known."""
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMd" if day.year == year else "yMMMd", day, locale=locale()))


def _units(start: PartialDate) -> Iterator[PartialDate]:
    """The date itself, its month and its year."""
    yield start
    yield replace(start, day=None)
    yield replace(start, day=None, month=None)


def span(published: str) -> str:
    """A day, month or span in EDTF as a period; as it is where it cannot be read."""
    try:
        interval = Interval.parse(published)
    except ValueError:
        return published
    return period(interval.start, interval.end)


def known_by(day: date | None) -> str:
    """What a lens adds to a sentence where it looks back to a day: `, going by what had been said by …`."""
    return f", going by what had been said by {spell(day)}" if day else ""

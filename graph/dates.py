"""
Dates as sources give them: a day, a month or a year, perhaps only about.

Written as a small part of EDTF (ISO 8601-2:2019): `2020`, `2020-09`, `2020-09-16`, each with `~` for
about; an interval is one date or two parted by `/`, with `..` for an end that stays open.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<about>~)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PATTERN = r"\d{4}(-\d\d(-\d\d)?)?~?"


def parse_day(text: str) -> date:
    """Read `YYYY-MM-DD`; ValueError for anything else, also for other ways in which ISO 8601 writes a day."""
    if not _DAY.fullmatch(text):
        raise ValueError("a day is written YYYY-MM-DD")
    return date.fromisoformat(text)


class _Text:
    """A value that is validated from its text form and written back as that text."""

    __slots__ = ()
    pattern = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        raise NotImplementedError

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        # YAML reads a bare year as a number.
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise ValueError(f"is not a date: {value!r}")
        return cls.parse(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            json_schema_input_schema=core_schema.union_schema(
                [core_schema.str_schema(pattern=f"^{cls.pattern}$"), core_schema.int_schema(ge=1000, le=9999)]
            ),
            serialization=core_schema.to_string_ser_schema(),
        )


@dataclass(frozen=True, slots=True)
class PartialDate(_Text):
    """A day, month or year; `first` and `last` are the days that it may mean, both included."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    pattern = _PATTERN

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, with `~` for about; ValueError for anything else."""
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD (with ~ for about)")
        year, month, day = (int(digits) if digits else None for digits in match.group("year", "month", "day"))
        try:
            date(year or 0, 1 if month is None else month, 1 if day is None else day)
        except ValueError as error:
            raise ValueError(f"{text!r} is not in the calendar") from error
        assert year is not None
        return cls(year, month, day, bool(match["about"]))

    @property
    def first(self) -> date:
        """The earliest day meant."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day meant."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        below = [f"-{number:02}" for number in (self.month, self.day) if number is not None]
        return f"{self.year:04}{''.join(below)}{'~' * self.about}"


@dataclass(frozen=True, slots=True)
class Interval(_Text):
    """
    From one partial date to another; None is an end that stays open.

    A partial date covers every day that it may mean: `2020-09` covers 1 to 30 September, `2020-09/..`
    starts on the first. About (`~`) marks the doubt and widens nothing, for near dates are never folded.
    """

    start: PartialDate | None
    end: PartialDate | None

    pattern = rf"({_PATTERN}|({_PATTERN}|\.\.)/({_PATTERN}|\.\.))"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one date or two parted by `/`; ValueError where it ends before it starts."""
        head, slash, tail = text.partition("/")
        start = None if head == ".." else PartialDate.parse(head)
        end = (None if tail == ".." else PartialDate.parse(tail)) if slash else start
        if start is None and end is None:
            raise ValueError("an interval needs one end; leave it out where no date is known")
        if start is not None and end is not None and end.last < start.first:
            raise ValueError(f"{text!r} ends before it starts")
        return cls(start, end)

    @property
    def first(self) -> date | None:
        """The first day covered, None where it is open."""
        return self.start.first if self.start else None

    @property
    def last(self) -> date | None:
        """The last day covered, None where it is open."""
        return self.end.last if self.end else None

    def __str__(self) -> str:
        if self.start == self.end:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"

"""The scalars of the schema: days, and dates as sources give them. What is read of them is read strictly."""

import datetime
import json
from collections.abc import Callable
from typing import Any, NewType

import strawberry
from graphql import GraphQLError

from linkage.graph import dates

PartialDate = NewType("PartialDate", str)
Interval = NewType("Interval", str)

_LOCAL_DATE = "https://scalars.graphql.org/andimarek/local-date"
_DATE_TIME = "https://scalars.graphql.org/andimarek/date-time"
_EDTF = "https://www.loc.gov/standards/datetime/"


def _scalar(name: str, description: str, specified_by: str, read: Callable[[str], object]) -> Any:
    """A scalar that is written as text, and refused where *read* raises ValueError."""

    def parse(value: object) -> object:
        if not isinstance(value, str):
            raise _refusal(name, value, description)
        try:
            return read(value)
        except ValueError as error:
            raise _refusal(name, value, description) from error

    return strawberry.scalar(
        name=name, description=description, specified_by_url=specified_by, serialize=str, parse_value=parse
    )


def _refusal(name: str, value: object, description: str) -> GraphQLError:
    return GraphQLError(f"{name} cannot be {json.dumps(value)}: {description}")


SCALARS: dict[object, Any] = {
    datetime.date: _scalar("Date", "A day, written YYYY-MM-DD.", _LOCAL_DATE, dates.parse_day),
    datetime.datetime: _scalar(
        "DateTime",
        "A moment, with its distance from UTC: 2020-09-16T10:15:00.25Z.",
        _DATE_TIME,
        datetime.datetime.fromisoformat,
    ),
    PartialDate: _scalar(
        "PartialDate",
        "A day, month or year as the source gives it: 2020-09-16, 2020-09, 2020; ~ is about.",
        _EDTF,
        dates.PartialDate.parse,
    ),
    Interval: _scalar(
        "Interval",
        "A day, month or year, or from one to another: 2020-09, 2020-03/2020-09-16; .. is an end that stays open, ~ about.",
        _EDTF,
        dates.Interval.parse,
    ),
}
"""What stands for each class in the schema."""

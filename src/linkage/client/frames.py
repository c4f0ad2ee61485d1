"""Values of answers as data frames."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.errors import LinkageError
from linkage.visualizations.client.answers import Value

if TYPE_CHECKING:
    from pandas import DataFrame


def to_pandas(values: Iterable[Value]) -> "DataFrame":
    """
    A row for each value and a column for each field, those of inner objects after theirs: `subject.key`.

    Days stay dates, lists tuples; what may be less than a day is text, as it was written. LinkageError where pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise LinkageError(
            "pandas is not installed, which data frames need: pip install 'linkage-graph[formats]'"
        ) from error
    return pandas.DataFrame([dict(_cells(value, "")) for value in values])


def _cells(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        cell, name = getattr(value, field.name), f"{place}{field.name}"
        if isinstance(cell, PartialDate | Interval):
            yield name, str(cell)
        elif is_dataclass(cell):
            yield from _cells(cell, f"{name}.")
        else:
            yield name, cell

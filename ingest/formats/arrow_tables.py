"""
Records as Arrow tables: columns follow from the fields of the model, lists stay lists, and dates have their days beside them.

A date stands as it was written (`2020-09`) and, under `…_first` and `…_last`, as the days that it may mean.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkage.graph.fields import Form, table
from linkage.graph.records import Name, Record
from linkage.ingest.formats.columns import Column, columns
from linkage.ingest.formats.extras import required
from linkage.ingest.text.writer import replacing

if TYPE_CHECKING:
    import pyarrow

BATCH = 10_000
"""Records that are in memory at a time, and a row group of a file."""
_DATES = (Form.TEXT, Form.SPAN)
_SCALARS = {bool: "bool_", int: "int64", float: "float64"}
Get = Callable[[Any], Any]


def write_parquet(path: Path, kind: type[Record], records: Iterable[Any], description: str) -> int:
    """Write the records of a kind, a row group at a time; return how many there are."""
    parquet = required("pyarrow.parquet", "formats")
    count = 0
    with replacing(path) as file:
        schema = arrow_schema(kind).with_metadata({"description": description})
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            for batch in arrow_batches(kind, records):
                writer.write_batch(batch.replace_schema_metadata(schema.metadata))
                count += batch.num_rows
    return count


def arrow_table(kind: type[Record], records: Iterable[Any]) -> "pyarrow.Table":
    """All records of a kind as one table."""
    arrow = required("pyarrow", "formats")
    return arrow.Table.from_batches(arrow_batches(kind, records), schema=arrow_schema(kind))


def arrow_batches(kind: type[Record], records: Iterable[Any]) -> Iterator["pyarrow.RecordBatch"]:
    """The records of a kind, some thousands at a time."""
    arrow = required("pyarrow", "formats")
    schema = arrow_schema(kind)
    getters = [get for column in columns(kind) for _, _, get in _arrow_columns(column)]
    rest = iter(records)
    while batch := list(islice(rest, BATCH)):
        arrays = [
            arrow.array([get(record) for record in batch], field.type)
            for get, field in zip(getters, schema, strict=True)
        ]
        yield arrow.RecordBatch.from_arrays(arrays, schema=schema)


def arrow_schema(kind: type[Record]) -> "pyarrow.Schema":
    """Names and types of the columns of a kind; what stands below a field in the model describes its column."""
    arrow = required("pyarrow", "formats")
    return arrow.schema(
        arrow.field(name, arrow_type, metadata={"description": column.field.description})
        for column in columns(kind)
        for name, arrow_type, _ in _arrow_columns(column)
    )


def _arrow_columns(column: Column) -> Iterator[tuple[str, "pyarrow.DataType", Get]]:
    """Name and type of what a column of a sheet comes to, with the way to its value in a record."""
    arrow = required("pyarrow", "formats")
    text = arrow.string()
    get = _getter(column.path)
    match column.field.form:
        case form if form in _DATES:
            yield column.name, text, _then(get, str)
            yield f"{column.name}_first", arrow.date32(), _then(get, _first)
            yield f"{column.name}_last", arrow.date32(), _then(get, _last)
        case Form.NUMBERS:
            yield column.name, arrow.map_(text, arrow.float64()), _then(get, lambda figures: list(figures.items()))
        case Form.NAMES:
            name_type = arrow.struct([(field.name, text) for field in table(Name)])
            yield column.name, arrow.list_(name_type), _then(get, _names)
        case _ if column.field.many:
            yield column.name, arrow.list_(text), _then(get, lambda values: [str(value) for value in values])
        case _:
            kind = _SCALARS.get(column.field.type)
            yield column.name, getattr(arrow, kind)() if kind else text, get if kind else _then(get, _text)


def _getter(path: tuple[str, ...]) -> Get:
    def get(record: Any) -> Any:
        value = getattr(record, path[0])
        return value if len(path) == 1 or value is None else getattr(value, path[1])

    return get


def _then(get: Get, change: Get) -> Get:
    def changed(record: Any) -> Any:
        value = get(record)
        return None if value is None else change(value)

    return changed


def _first(value: Any) -> date | None:
    day: date | None = value.first
    return day


def _last(value: Any) -> date | None:
    day: date | None = value.last
    return day


def _text(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def _names(names: Iterable[Name]) -> list[dict[str, str | None]]:
    fields = [field.name for field in table(Name)]
    values = [[getattr(name, field) for field in fields] for name in names]
    return [
        {field: None if value is None else _text(value) for field, value in zip(fields, row, strict=True)}
        for row in values
    ]

"""JSON Schemas of the files of a data set, so that an editor completes and checks a record while it is typed."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from itertools import chain
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from linkage.graph import records
from linkage.graph.fields import table
from linkage.graph.records import KINDS, REFERENCE_KINDS
from linkage.ingest.text.dataset import HEAD, DataSet, Located
from linkage.ingest.text.used import in_order

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(dataset: DataSet | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """
    Name and schema for each kind of file, `claims` and so on, and for the head, `dataset`.

    With a data set its keys are offered wherever a field refers to one; a new key is no error.
    """
    keys = _keys(dataset) if dataset else {}
    yield HEAD.removesuffix(".yaml"), _schema(records.Head, keys)
    for name, kind in KINDS.items():
        yield name, _schema(list[kind], keys)  # type: ignore[valid-type]  # a class, as a value


def _schema(kind: Any, keys: dict[str, list[str]]) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema(schema_generator=_Generator)
    for definition in (schema, *schema.get("$defs", {}).values()):
        _describe(definition, keys)
    return {"$schema": DIALECT, **schema}


def _keys(dataset: DataSet) -> dict[str, list[str]]:
    """
    The keys of the records that others refer to, of the data set and of those it uses, by what fields call these.

    Claims are too many to be offered.
    """
    texts = in_order([dataset])
    keys = {
        kind.__name__: [
            entry.record.key for text in texts for entry in text.records(kind) if isinstance(entry, Located)
        ]
        for kind in KINDS.values()
        if kind not in (records.Claim, records.Stance, records.IssuePoint)
    }
    named = (
        [str(records.Reference(name, key)) for key in keys[kind.__name__]]  # type: ignore[arg-type]
        for name, kind in REFERENCE_KINDS.items()
    )
    return {**keys, "Record": list(chain(*named)), "Coder": list(dataset.coders)}


class _Generator(GenerateJsonSchema):
    """Without titles that repeat a field's name, and without null, which no canonical text holds."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        described = super().default_schema(schema)
        return {name: value for name, value in described.items() if name != "default" or value}


def _describe(definition: dict[str, Any], keys: dict[str, list[str]]) -> None:
    """Put what the model says of a class and of its fields into its schema, and the keys that a field may name."""
    kind: Any = getattr(records, definition.pop("title", ""), None)
    if not is_dataclass(kind):
        return
    definition["description"] = " ".join((kind.__doc__ or "").split())
    for field in table(kind):  # type: ignore[arg-type]  # a class, not a value
        described = definition["properties"][field.name]
        offered = keys.get(field.refers.to) if field.refers else None
        if offered:
            item = described.get("items", described)
            item["anyOf"] = [{"enum": offered}, {"pattern": item.pop("pattern")}]
        # Beside a reference, older validators see nothing else.
        if "$ref" in described:
            described["allOf"] = [{"$ref": described.pop("$ref")}]
        described["description"] = field.description

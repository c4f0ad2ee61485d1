"""JSON Schemas of the files of a data set, so that an editor completes and checks a record while it is typed."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from linkage.graph import records
from linkage.graph.records import KINDS, REFERENCE_KINDS
from linkage.ingest.text.dataset import HEAD, DataSet, Located

DIALECT = "https://json-schema.org/draft/2020-12/schema"


# What fields of this name refer to, in whichever kind of record they stand.
_REFER = {
    "actor": "actors", "subject": "actors", "speakers": "actors", "parties": "actors", "part_of": "actors",
    "publisher": "actors", "left": "actors", "right": "actors", "theatre": "theatres", "theatres": "theatres",
    "place": "places", "places": "places", "issue": "issues", "event": "events", "document": "documents",
    "origin": "documents", "coder": "coders", "object": "objects",
}  # fmt: skip
_REFER_IN = {
    ("Claim", "kind"): "kinds",
    ("Assertion", "kind"): "kinds",
    ("Place", "within"): "places",
    ("Theatre", "within"): "theatres",
}


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
    found = TypeAdapter(kind).json_schema(schema_generator=_Generator)
    for definition in (found, *found.get("$defs", {}).values()):
        _describe(definition, keys)
    return {"$schema": DIALECT, **found}


def _keys(dataset: DataSet) -> dict[str, list[str]]:
    """The keys of the records that others refer to, by kind of file; claims are too many to be offered."""
    keys = {
        name: [entry.record.key for entry in dataset.records(kind) if isinstance(entry, Located)]
        for name, kind in KINDS.items()
        if kind not in (records.Claim, records.Stance)
    }
    named = {
        name: [f"{name}/{key}" for key in keys[f"{name}s"]] for name in REFERENCE_KINDS if name != "actor"
    }
    return {**keys, "objects": [*keys["actors"], *chain(*named.values())], "coders": list(dataset.coders)}


class _Generator(GenerateJsonSchema):
    """Without titles that repeat a field's name, and without null, which no canonical text holds."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        found = super().default_schema(schema)
        return {name: value for name, value in found.items() if name != "default" or value}


def _describe(definition: dict[str, Any], keys: dict[str, list[str]]) -> None:
    """Put what the model says of a class and of its fields into its schema, and the keys that a field may name."""
    title = definition.pop("title", "")
    kind: Any = getattr(records, title, None)
    if not is_dataclass(kind):
        return
    definition["description"] = " ".join((kind.__doc__ or "").split())
    for field in fields(kind):
        described = definition["properties"][field.name]
        offered = keys.get(_REFER_IN.get((title, field.name)) or _REFER.get(field.name, ""))
        if offered:
            of = described.get("items", described)
            of["anyOf"] = [{"enum": offered}, {"pattern": of.pop("pattern")}]
        # Beside a reference, older validators see nothing else.
        if "$ref" in described:
            described["allOf"] = [{"$ref": described.pop("$ref")}]
        described["description"] = _descriptions()[title, field.name]


@cache
def _descriptions() -> dict[tuple[str, str], str]:
    """What stands below each field of each class of the model, those above it included."""
    found: dict[tuple[str, str], str] = {}
    for node in ast.parse(inspect.getsource(records)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for base in node.bases:
            above = ast.unparse(base)
            found |= {(node.name, field): text for (name, field), text in found.items() if name == above}
        for field, below in zip(node.body, node.body[1:], strict=False):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[node.name, name] = " ".join(text.split())
    return found

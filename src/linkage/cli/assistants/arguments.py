"""What each tool takes: arguments of its own, and the fields of the lens where it looks at claims and relations."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from linkage.graph.errors import LinkageError, reason
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.lens_fields import LensField
from linkage.graph.wording import assistants as wording

Json = dict[str, Any]
Key = Annotated[str, Field(min_length=1, max_length=80)]
FamilyName = Annotated[Family, BeforeValidator(lambda name: name.lower() if isinstance(name, str) else name)]
After = Annotated[str | None, Field(description="The cursor that the list goes on behind, from an earlier answer.")]
LENS = {field.variable: field for field in Lens.fields()}
"""The fields of the lens as tools and GraphQL spell them."""


class ArgumentError(LinkageError):
    """A tool was called in a way that it cannot answer; the text says what to do."""


class Arguments(BaseModel):
    """The arguments of a tool."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SearchArguments(Arguments):
    text: str = Field(description="A name or a part of one, in any script.", min_length=1, max_length=200)
    first: int = Field(10, ge=1, le=20, description="How many hits at most.")


class RelationsArguments(Arguments):
    subject: Key | None = Field(None, description="The key of the actor who does it: who backs, opposes, negotiates.")
    object: Key | None = Field(None, description="The key of the actor to whom it is done.")
    actor: Key | None = Field(None, description="The key of the actor at either end.")
    family: FamilyName | None = Field(None, description="What the relations are; all where left out.")
    first: int = Field(8, ge=1, le=25, description="How many relations at most, the most certain first.")
    after: After = None
    claims: int = Field(3, ge=1, le=10, description="How many claims at most for each, against it and in denial of it.")


class EvidenceArguments(Arguments):
    claim: Key | None = Field(None, description="The key of a claim.")
    relation: str | None = Field(None, description="The id of a relation, from the answer of another tool.")
    claims: int = Field(25, ge=1, le=50, description="How many claims at most for it, against it and in denial of it.")


class PathsArguments(Arguments):
    start: Key = Field(alias="from", description="The key of the actor at one end.")
    end: Key = Field(alias="to", description="The key of the actor at the other end.")
    families: list[FamilyName] = Field([], description="Relations of these families only; all where left out.")
    max: int = Field(3, ge=1, le=4, description="Hops of the longest path.")
    k: int = Field(3, ge=1, le=5, description="How many paths at most.")
    hubs: bool = Field(True, description="Whether paths may pass through actors with more than 20 relations.")
    claims: int = Field(2, ge=1, le=5, description="How many claims at most for each step, against it and in denial.")


class LeverageArguments(Arguments):
    actors: list[Key] = Field(
        [], description="The keys of the actors that may trade; all where left out.", max_length=20
    )
    draws: int = Field(2_000, ge=0, le=20_000, description="How many draws; 0 gives the best figures alone, at once.")
    first: int = Field(3, ge=1, le=10, description="How many trades at most, the likeliest first.")


class CoverageArguments(Arguments):
    actor: Key | None = Field(None, description="The key of an actor; all that is coded where left out.")
    other: Key | None = Field(None, description="The key of another: how much is coded between the two.")


A = TypeVar("A", bound=Arguments)


def schema_of(kind: type[Arguments], lens: bool) -> Json:
    """The JSON Schema of what a tool takes, without references."""
    schema = kind.model_json_schema()
    own = {name: _inlined(value, schema.get("$defs", {})) for name, value in schema["properties"].items()}
    looked_at = {name: _lens_schema(field) for name, field in LENS.items()} if lens else {}
    return {
        "type": "object",
        "properties": own | looked_at,
        "required": schema.get("required", []),
        "additionalProperties": False,
    }


def read_arguments(tool: str, kind: type[A], lens: bool, values: Mapping[str, object]) -> tuple[A, Lens]:
    """The arguments of a call and its lens; ArgumentError or LensError says in a sentence what to write instead."""
    looked_at = {name: value for name, value in values.items() if lens and name in LENS}
    own = {name: value for name, value in values.items() if name not in looked_at}
    try:
        return kind.model_validate(own), Lens.from_variables(looked_at)
    except ValidationError as error:
        problem = error.errors()[0]
        name = str(problem["loc"][0])
        properties = schema_of(kind, lens)["properties"]
        if problem["type"] == "extra_forbidden":
            raise ArgumentError(wording.unknown_argument(tool, name, properties)) from error
        if problem["type"] == "missing":
            raise ArgumentError(wording.missing_argument(tool, name, properties[name]["description"])) from error
        raise ArgumentError(f"{name} cannot be {problem['input']!r}: {reason(problem)}") from error


def _inlined(value: Json, definitions: Mapping[str, Json]) -> Json:
    """The schema of one argument: what it may be, what it is without it, what it means."""
    kept = {name: part for name, part in value.items() if name not in ("anyOf", "$ref", "title") and part is not None}
    if "$ref" in value:
        return {**_inlined(definitions[value["$ref"].rpartition("/")[2]], {}), **kept}
    if "anyOf" in value:  # None is the same as leaving it out
        (only,) = (option for option in value["anyOf"] if option.get("type") != "null")
        return {**_inlined(only, definitions), **kept}
    return {**kept, "items": _inlined(value["items"], definitions)} if "items" in value else kept


def _lens_schema(field: LensField) -> Json:
    if issubclass(field.type, StrEnum):
        item: Json = {"type": "string", "enum": [choice.value for choice in field.type]}
    elif field.type is date:
        item = {"type": "string", "format": "date"}
    else:
        item = {"type": {float: "number", int: "integer", bool: "boolean"}.get(field.type, "string")}
        item |= {"minimum": field.least} if field.least is not None else {}
        item |= {"maximum": field.most} if field.most is not None else {}
    schema: Json = {"type": "array", "items": item} if field.many else item
    return {**schema, "description": field.description}

"""The GraphQL inputs: the lens, filters, orders."""

import datetime
from enum import Enum
from types import GenericAlias
from typing import TypeVar

import strawberry
from strawberry import UNSET

from linkage.api.schema import enums  # noqa: F401 - the choices are told to strawberry before inputs use them
from linkage.graph import families, lens, records
from linkage.graph.relations import derivation

Input = TypeVar("Input")


@strawberry.enum(description="Actors by name or key.")
class ActorOrder(Enum):
    NAME_ASC = "NAME_ASC"
    NAME_DESC = "NAME_DESC"
    KEY_ASC = "KEY_ASC"


@strawberry.enum(description="Relations by their ends, their time or their support.")
class RelationOrder(Enum):
    PAIR_ASC = "PAIR_ASC"
    VALID_FROM_ASC = "VALID_FROM_ASC"
    VALID_FROM_DESC = "VALID_FROM_DESC"
    CERTAINTY_DESC = "CERTAINTY_DESC"
    ORIGINS_DESC = "ORIGINS_DESC"


@strawberry.enum(description="Claims by the day they became known, their time, certainty or key.")
class ClaimOrder(Enum):
    KNOWN_FROM_ASC = "KNOWN_FROM_ASC"
    KNOWN_FROM_DESC = "KNOWN_FROM_DESC"
    VALID_FROM_ASC = "VALID_FROM_ASC"
    CERTAINTY_DESC = "CERTAINTY_DESC"
    KEY_ASC = "KEY_ASC"


@strawberry.enum(description="Documents by the day they were out, or by key.")
class DocumentOrder(Enum):
    PUBLISHED_DESC = "PUBLISHED_DESC"
    PUBLISHED_ASC = "PUBLISHED_ASC"
    KEY_ASC = "KEY_ASC"


def _with_lens_fields(input_type: type[Input]) -> type[Input]:
    """Give a class every field of the lens, with its type and its sentence; all may be left out."""
    for field in lens.Lens.fields():
        value = GenericAlias(list, field.type) if field.many else field.type
        input_type.__annotations__[field.name] = value | None
        setattr(input_type, field.name, strawberry.field(default=UNSET, description=field.description))
    return input_type


@strawberry.input(
    description="What is looked at: what held on a day (asOf), as had been said by a day (knownBy). "
    "What is left out does not narrow."
)
@_with_lens_fields
class LensInput:
    """The fields are those of `linkage.graph.lens.Lens`."""


@strawberry.input(description="Text: eq and in are exact, the others ignore case.")
class StringFilter:
    eq: str | None = UNSET
    in_: list[str] | None = strawberry.field(name="in", default=UNSET)
    contains: str | None = UNSET
    starts_with: str | None = UNSET
    ends_with: str | None = UNSET


@strawberry.input
class NumberFilter:
    eq: float | None = UNSET
    lt: float | None = UNSET
    lte: float | None = UNSET
    gt: float | None = UNSET
    gte: float | None = UNSET


@strawberry.input
class DateFilter:
    eq: datetime.date | None = UNSET
    lt: datetime.date | None = UNSET
    lte: datetime.date | None = UNSET
    gt: datetime.date | None = UNSET
    gte: datetime.date | None = UNSET


@strawberry.input
class ActorKindFilter:
    eq: records.ActorKind | None = UNSET
    in_: list[records.ActorKind] | None = strawberry.field(name="in", default=UNSET)


@strawberry.input
class FamilyFilter:
    eq: families.Family | None = UNSET
    in_: list[families.Family] | None = strawberry.field(name="in", default=UNSET)


@strawberry.input
class StatusFilter:
    eq: derivation.RelationStatus | None = UNSET
    in_: list[derivation.RelationStatus] | None = strawberry.field(name="in", default=UNSET)


@strawberry.input
class HedgeFilter:
    eq: records.Hedge | None = UNSET
    in_: list[records.Hedge] | None = strawberry.field(name="in", default=UNSET)


@strawberry.input
class ActorFilter:
    key: StringFilter | None = UNSET
    name: StringFilter | None = strawberry.field(
        default=UNSET, description="The name shown or any other name."
    )
    kind: ActorKindFilter | None = UNSET
    all: list["ActorFilter"] | None = strawberry.field(name="AND", default=UNSET)
    any: list["ActorFilter"] | None = strawberry.field(name="OR", default=UNSET)
    no: "ActorFilter | None" = strawberry.field(name="NOT", default=UNSET)


@strawberry.input
class RelationFilter:
    family: FamilyFilter | None = UNSET
    status: StatusFilter | None = UNSET
    certainty: NumberFilter | None = UNSET
    origins: NumberFilter | None = UNSET
    theatre: StringFilter | None = strawberry.field(default=UNSET, description="The theatre's key.")
    subject: StringFilter | None = strawberry.field(default=UNSET, description="The subject's key.")
    object: StringFilter | None = strawberry.field(default=UNSET, description="The object's key.")
    actor: StringFilter | None = strawberry.field(default=UNSET, description="The key of either end.")
    all: list["RelationFilter"] | None = strawberry.field(name="AND", default=UNSET)
    any: list["RelationFilter"] | None = strawberry.field(name="OR", default=UNSET)
    no: "RelationFilter | None" = strawberry.field(name="NOT", default=UNSET)


@strawberry.input
class ClaimFilter:
    key: StringFilter | None = UNSET
    kind: StringFilter | None = strawberry.field(default=UNSET, description="The relation kind's key.")
    family: FamilyFilter | None = UNSET
    hedge: HedgeFilter | None = UNSET
    certainty: NumberFilter | None = UNSET
    known_from: DateFilter | None = UNSET
    subject: StringFilter | None = strawberry.field(default=UNSET, description="The subject's key.")
    object: StringFilter | None = strawberry.field(
        default=UNSET, description="The object's key, whatever it is."
    )
    speaker: StringFilter | None = strawberry.field(default=UNSET, description="The key of any speaker.")
    document: StringFilter | None = strawberry.field(default=UNSET, description="The document's key.")
    theatre: StringFilter | None = strawberry.field(
        default=UNSET, description="The key of any theatre of it."
    )
    issue: StringFilter | None = strawberry.field(default=UNSET, description="The issue's key.")
    summary: StringFilter | None = UNSET
    all: list["ClaimFilter"] | None = strawberry.field(name="AND", default=UNSET)
    any: list["ClaimFilter"] | None = strawberry.field(name="OR", default=UNSET)
    no: "ClaimFilter | None" = strawberry.field(name="NOT", default=UNSET)


@strawberry.input
class DocumentFilter:
    key: StringFilter | None = UNSET
    title: StringFilter | None = UNSET
    publisher: StringFilter | None = strawberry.field(default=UNSET, description="The publisher's key.")
    language: StringFilter | None = UNSET
    published_by: DateFilter | None = strawberry.field(
        default=UNSET, description="The day by which it was out."
    )
    all: list["DocumentFilter"] | None = strawberry.field(name="AND", default=UNSET)
    any: list["DocumentFilter"] | None = strawberry.field(name="OR", default=UNSET)
    no: "DocumentFilter | None" = strawberry.field(name="NOT", default=UNSET)

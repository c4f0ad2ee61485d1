"""The choices of the model, as GraphQL spells them."""

from enum import Enum
from typing import NewType

import strawberry

from linkage.graph import families, lens, records
from linkage.graph.names import matching
from linkage.graph.relations import derivation

PartialDate = NewType("PartialDate", str)

ActorKind = strawberry.enum(records.ActorKind, description="What an actor is.")
NameKind = strawberry.enum(records.NameKind, description="How a name stands to its bearer.")
Family = strawberry.enum(
    families.Family,
    name="RelationFamily",
    description="What claims about a pair add up to, with sign 1, -1 or 0.",
)
Status = strawberry.enum(
    derivation.RelationStatus,
    name="RelationStatus",
    description="How the claims behind a relation stand to each other.",
)
Hedge = strawberry.enum(records.Hedge, description="How a claim is put.")
Basis = strawberry.enum(records.Basis, description="Where a date comes from.")
NameRule = strawberry.enum(
    matching.NameRule, description="What a text and the name that it finds have in common, the surest first."
)
Verdict = strawberry.enum(records.Verdict, description="Whether two actors are one.")
Disputed = strawberry.enum(lens.Disputed, description="What becomes of what some claims dispute or deny.")


@strawberry.enum(description="Who or what bears a name.")
class Bearer(Enum):
    ACTOR = "Actor"
    PLACE = "Place"

"""The choices of the model, as GraphQL spells them."""

import inspect
from enum import Enum
from typing import Any, TypeVar

import strawberry

from linkage.graph import lens, records
from linkage.graph.families import Family
from linkage.graph.fields import descriptions
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.names.matching import NameRule
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import Ending, StandingBasis
from linkage.graph.store.changes import RecordTransition

Choice = TypeVar("Choice", bound=type[Enum])


def summary(kind: type) -> str:
    """The first paragraph of what stands below a class."""
    return " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split())


def choice(kind: Choice, name: str | None = None, members: dict[str, str] | None = None) -> Choice:
    """
    Tell strawberry of an enum, described by its docstring and by what stands below each member.

    `members` has the descriptions of one whose members are made from something else.
    """
    strawberry.enum(kind, name=name, description=summary(kind))
    definition: Any = kind.__dict__["__strawberry_definition__"]
    for value in definition.values:
        value.description = (members or descriptions(kind))[value.name]
    return kind


def _described(family: Family) -> str:
    direction = "from subject to object" if family.directed else "the same both ways"
    return f"“{family.verb}”, {direction}; sign {family.sign}."


for _kind in (
    records.ActorKind,
    records.SpeakerSide,
    records.NameKind,
    records.Hedge,
    records.Basis,
    records.Aspect,
    records.Force,
    records.Course,
    records.Support,
    records.Footing,
    records.Verdict,
    lens.Disputed,
    StandingBasis,
    Ending,
    BargainingRule,
    RoundRule,
    RecordTransition,
):
    choice(_kind)
choice(NameRule)
choice(RelationStatus)
choice(Family, "RelationFamily", {family.name: _described(family) for family in Family})


@choice
class Bearer(Enum):
    """Who or what bears a name."""

    ACTOR = "Actor"
    """Somebody."""
    PLACE = "Place"
    """A spot or an area."""

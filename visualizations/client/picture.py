"""The answer to the picture's query, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict

from linkage.graph.dates import PartialDate
from linkage.graph.families import Family
from linkage.graph.records import ActorKind, NameKind
from linkage.visualizations.client.evidence import ANSWER, SMALL, ByKey, Evidence


class Status(StrEnum):
    """How a relation stands: by several origins, by one, against other claims, by denials only."""

    AGREED = "agreed"
    SINGLE_SOURCE = "single_source"
    DISPUTED = "disputed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """A conflict file, perhaps within a larger one."""

    key: str
    name: str
    within: ByKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A text that an actor is called by."""

    text: str
    language: str
    script: str
    kind: Annotated[NameKind, SMALL]


def by_language(names: Iterable[Name]) -> dict[tuple[str, str], list[Name]]:
    """The names under language and script, in the order they come in."""
    groups: dict[tuple[str, str], list[Name]] = {}
    for name in names:
        groups.setdefault((name.language, name.script), []).append(name)
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone who stands with or against another; `name` is the neutral one, `names` are all others."""

    key: str
    name: str
    kind: Annotated[ActorKind, SMALL]
    note: str | None = None
    names: tuple[Name, ...] = ()

    @property
    def by_language(self) -> dict[tuple[str, str], list[Name]]:
        return by_language(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What claims about a pair, a family and a theatre add up to over an interval."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    id: str
    family: Annotated[Family, SMALL]
    status: Annotated[Status, SMALL]
    certainty: float
    origins: int
    subject: ByKey
    object: ByKey
    claims: Evidence
    theatre: ByKey | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None

    @property
    def ends(self) -> tuple[str, str]:
        return self.subject, self.object

    @property
    def mutual(self) -> bool:
        """Whether it has no direction: every claim is of a kind that reads the same both ways."""
        kinds = [claim.kind for claim in self.claims.nodes]
        return not self.family.directed or (bool(kinds) and all(kind.symmetric for kind in kinds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgraph:
    """The actors and relations that a lens keeps; `total_count` and `undated` tell what is not among them."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    total_count: int
    undated: int
    actors: tuple[Actor, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that the picture's query asks for."""

    theatres: tuple[Theatre, ...]
    subgraph: Subgraph

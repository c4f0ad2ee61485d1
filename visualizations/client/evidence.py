"""The claims behind a relation, as plain values read from a GraphQL answer."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from linkage.graph.dates import PartialDate
from linkage.graph.records import Basis, Hedge, Locator

ANSWER = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="ignore")


def picked(field: str) -> BeforeValidator:
    """Read an object of the answer as one of its fields."""
    return BeforeValidator(lambda value: value.get(field) if isinstance(value, dict) else value)


# GraphQL spells enums in capitals, the model in small letters.
SMALL = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
ByKey = Annotated[str, picked("key")]
ByName = Annotated[str, picked("name")]
ByTitle = Annotated[str, picked("title")]
ByQuestion = Annotated[str, picked("question")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The document that another was syndicated from."""

    title: str
    publisher: ByName


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was published, by whom and when."""

    title: str
    publisher: ByName
    published: str
    language: str
    address: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of claim, by its verb from subject to object."""

    verb: str
    symmetric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A claim that disputes another."""

    summary: str
    speakers: tuple[ByName, ...]
    document: ByTitle


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The day from which a claim no longer counts, and why."""

    on: PartialDate
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source's statement, with the chain of speakers from the innermost to the publisher."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    key: str
    kind: Kind
    summary: str
    speakers: tuple[ByName, ...]
    hedge: Annotated[Hedge, SMALL]
    certainty: float
    locator: Locator
    document: Document
    coder: str
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    basis: Annotated[Basis, SMALL] | None = None
    said_on: PartialDate | None = None
    note: str | None = None
    issue: ByQuestion | None = None
    disputed_by: tuple[Objection, ...] = ()
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The claims that a relation rests on; `total_count` tells whether some are left out."""

    __pydantic_config__: ClassVar[ConfigDict] = ANSWER

    total_count: int
    nodes: tuple[Claim, ...]

    @property
    def supports(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.nodes if claim.hedge is not Hedge.DENIED)

    @property
    def denials(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.nodes if claim.hedge is Hedge.DENIED)

    @property
    def left_out(self) -> int:
        return self.total_count - len(self.nodes)

"""
The words of the domain as frozen values, exactly as a data set spells them.

A key is a readable slug, unique among the records of one kind. Whatever a record refers to, it names by
key. See `docs/model.md` for what each word means and `docs/data-format.md` for how it is written.
"""

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from linkage.graph.dates import Interval, PartialDate

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
# Controls, zero-width characters and marks of direction can make two names look alike or hide text.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def _plain(text: str) -> str:
    hidden = _HIDDEN.search(text)
    if hidden:
        raise ValueError(f"holds the hidden character U+{ord(hidden[0]):04X}")
    if text != text.strip() or not text:
        raise ValueError("is empty or has space at an end")
    return text


def _eight_words(text: str) -> str:
    if len(text.split()) > 8:
        raise ValueError("has more than eight words; a locator points, it does not quote")
    return text


Key = Annotated[str, Field(pattern=f"^{_SLUG}$", max_length=80)]
Text = Annotated[str, AfterValidator(_plain)]
Address = Annotated[Text, Field(pattern=r"^https?://\S+$")]
Unit = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    GOVERNMENT = "government"
    ARMED_FORCE = "armed_force"
    ARMED_GROUP = "armed_group"
    COALITION = "coalition"
    ORGANISATION = "organisation"
    OFFICE = "office"
    PERSON = "person"
    DELEGATION = "delegation"
    MEDIUM = "medium"
    POPULATION = "population"
    UNNAMED_SOURCE = "unnamed_source"
    UNIDENTIFIED = "unidentified"


class NameKind(StrEnum):
    """How a name stands to its actor."""

    OFFICIAL = "official"
    COMMON = "common"
    SHORT = "short"
    METONYM = "metonym"
    PARTISAN = "partisan"
    FORMER = "former"


class Hedge(StrEnum):
    """How a claim is put: in the document's own voice, as somebody's word, as a denial, as a guess."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    DENIED = "denied"
    SPECULATED = "speculated"


class Basis(StrEnum):
    """Where a date comes from: the words of the source, or the coder's reading of them."""

    STATED = "stated"
    YEAR_INFERRED = "year_inferred"
    INFERRED = "inferred"


class Family(StrEnum):
    """What a kind of relation adds up to between two actors; its sign is 1, -1 or 0."""

    BACKS = "backs"
    OPPOSES = "opposes"
    NEGOTIATES_WITH = "negotiates_with"

    @property
    def sign(self) -> int:
        return {Family.BACKS: 1, Family.OPPOSES: -1, Family.NEGOTIATES_WITH: 0}[self]


ReferenceKind = Literal["actor", "place", "agreement", "issue", "event"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a claim is about: written `turkey` for an actor, `place/idlib` and so on for anything else."""

    kind: ReferenceKind
    key: str

    pattern: ClassVar[str] = rf"^((place|agreement|issue|event)/)?{_SLUG}$"

    @classmethod
    def parse(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str) or not re.match(cls.pattern, value):
            raise ValueError(
                "is not the key of an actor, or place/…, agreement/…, issue/…, event/… and a key"
            )
        kind, slash, key = value.rpartition("/")
        return cls(kind if slash else "actor", key)  # type: ignore[arg-type]  # the pattern allows these only

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            json_schema_input_schema=core_schema.str_schema(pattern=cls.pattern),
            serialization=core_schema.to_string_ser_schema(),
        )

    def __str__(self) -> str:
        return self.key if self.kind == "actor" else f"{self.kind}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Anything that a data set holds; `key` is unique within its kind."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A text that an actor is called by; several actors may share one."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    text: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    script: Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")]
    kind: NameKind
    used: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """Someone who can stand with or against another, or who speaks; `name` is the neutral one we show."""

    kind: ActorKind
    name: Text
    names: tuple[Name, ...] = ()
    part_of: Key | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre(Record):
    """A conflict file, perhaps within a larger one."""

    name: Text
    within: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A spot or an area, perhaps within a larger one, in a theatre or in none."""

    name: Text
    names: tuple[Name, ...] = ()
    within: Key | None = None
    theatre: Key | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Record):
    """A question inside one theatre, on a scale from 0 (`low`) to 100 (`high`)."""

    theatre: Key
    question: Text
    low: Text
    high: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """A text that actors are, or would be, party to."""

    name: Text
    theatre: Key | None = None
    signed: PartialDate | None = None
    basis: Basis = Basis.STATED
    parties: tuple[Key, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something dated that actors took part in, or that is spoken of as possible (`hypothetical`)."""

    name: Text
    theatre: Key | None = None
    held: Interval | None = None
    basis: Basis = Basis.STATED
    places: tuple[Key, ...] = ()
    parties: tuple[Key, ...] = ()
    hypothetical: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """What was published, by whom and when; `origin` is the document that it was syndicated from."""

    title: Text
    publisher: Key
    published: Interval
    basis: Basis = Basis.STATED
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    address: Address | None = None
    origin: Key | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKind(Record):
    """
    One kind of claim; adding one is a change of data.

    `verb` reads from subject to object ("backs"), `inverse` back ("is backed by"). `family` is what claims
    of this kind add up to between two actors, None where they add up to nothing. `objects` lists what a
    claim of this kind may be about; `none` allows a claim with no object.
    """

    verb: Text
    inverse: Text
    family: Family | None = None
    symmetric: bool = False
    objects: tuple[ReferenceKind | Literal["none"], ...] = ("actor",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where in its document a claim stands: a paragraph counted from 0, its first words, eight at most."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    paragraph: Annotated[int, Field(ge=0, strict=True)] | None = None
    words: Annotated[Text, AfterValidator(_eight_words)] | None = None

    def __post_init__(self) -> None:
        if self.paragraph is None and self.words is None:
            raise ValueError("a locator needs a paragraph or words")

    def __str__(self) -> str:
        paragraph = None if self.paragraph is None else f"paragraph {self.paragraph}"
        words = None if self.words is None else f"“{self.words}…”"
        return ", ".join(part for part in (paragraph, words) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The day from which a claim no longer counts, and why."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    on: PartialDate
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """
    One source's statement that a relation or a state of things held.

    `held` is when it held (None: the source gives no time), `said` when the innermost speaker said it
    (None: on the day of the document). `speakers` starts with the innermost and ends with the publisher.
    `certainty` is the chance that the claim is right, never a weight. `summary` is in the coder's words.
    """

    kind: Key
    subject: Key
    object: Reference | None = None
    matter: Text | None = None
    role: Text | None = None
    theatres: tuple[Key, ...] = ()
    issue: Key | None = None
    place: Key | None = None
    event: Key | None = None
    held: Interval | None = None
    basis: Basis | None = None
    said: PartialDate | None = None
    document: Key
    locator: Locator
    speakers: Annotated[tuple[Key, ...], Field(min_length=1)]
    hedge: Hedge
    certainty: Unit
    summary: Text
    figures: dict[Key, Annotated[float, Field(allow_inf_nan=False)]] = field(default_factory=dict)
    disputes: tuple[Key, ...] = ()
    supports: tuple[Key, ...] = ()
    coder: Key
    note: Text | None = None
    withdrawn: Withdrawal | None = None

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits from what identifies a claim: who is said to do what, where and when."""
        parts = (
            self.document, self.locator, ",".join(self.speakers), self.kind, self.subject, self.object,
            ",".join(self.theatres), self.issue, self.held, self.said, self.matter, self.role, self.hedge,
        )  # fmt: skip
        text = "\x1f".join("" if part is None else str(part) for part in parts)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A coded figure with the bounds that it may lie in; `value` is left out where only bounds are coded."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    low: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    high: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    value: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None

    def __post_init__(self) -> None:
        if self.low > self.high or (self.value is not None and not self.low <= self.value <= self.high):
            raise ValueError("needs low ≤ value ≤ high")


def _at_most(limit: float, what: str) -> AfterValidator:
    def check(value: "Range") -> "Range":
        if value.high > limit:
            raise ValueError(f"{what} runs from 0 to {limit:g}")
        return value

    return AfterValidator(check)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Record):
    """
    A coded judgement of where an actor stands on an issue; None is unknown, which is not zero.

    Rival readings of one cell carry different `alternative` letters: take one, never the mean.
    """

    issue: Key
    actor: Key
    alternative: Annotated[str, Field(pattern="^[a-z]$")] | None = None
    held: Interval
    basis: Basis = Basis.INFERRED
    position: Annotated[Range, _at_most(100, "a position")] | None = None
    salience: Annotated[Range, _at_most(1, "a salience")] | None = None
    capability: Annotated[Range, _at_most(1, "a capability")] | None = None
    claims: tuple[Key, ...] = ()
    hedge: Hedge | None = None
    reasoning: Text
    coder: Key
    confirmed: bool = False

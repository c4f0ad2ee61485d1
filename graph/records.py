"""
The words of the domain as frozen values, exactly as a data set spells them.

A key is a readable slug, unique among the records of one kind. Whatever a record refers to, it names by
key. What stands below a field describes it in the editor of whoever writes one. See `docs/model.md` for what
each word means and `docs/data-format.md` for how it is written.
"""

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.families import Family
from linkage.graph.fields import Bare, Filtered, Refers, Shown, Span, Stored
from linkage.graph.spelling import plain_text, read_number, script_fault

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


def _eight_words(text: str) -> str:
    if len(text.split()) > 8:
        raise ValueError("has more than eight words; a locator points, it does not quote")
    return text


_EIGHT_WORDS = Field(json_schema_extra={"pattern": r"^\S+( +\S+){0,7}$"})

Key = Annotated[str, Field(pattern=f"^{_SLUG}$", max_length=80)]
Text = Annotated[str, Field(max_length=10_000), AfterValidator(plain_text)]
Address = Annotated[Text, Field(pattern=r"^https?://\S+$")]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Unit = Annotated[Number, Field(ge=0, le=1)]
WrittenUnit = Annotated[Unit, BeforeValidator(read_number)]
"""A unit where all values are texts: in an address, in a form."""
Days = Annotated[Number, Field(gt=0)]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Held = Annotated[Interval, Span("valid")]
Coder = Annotated[Key, Refers("Coder")]


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    """A state as a whole."""
    GOVERNMENT = "government"
    """A government or an authority that acts as one."""
    ARMED_FORCE = "armed_force"
    """The army or the police of a state or of an authority."""
    ARMED_GROUP = "armed_group"
    """Armed people outside the forces of a state."""
    COALITION = "coalition"
    """Several actors that act as one."""
    ORGANISATION = "organisation"
    """An organisation, company or party."""
    OFFICE = "office"
    """A post, whoever holds it."""
    PERSON = "person"
    """One human being."""
    DELEGATION = "delegation"
    """Who is sent to speak for an actor."""
    MEDIUM = "medium"
    """Who publishes: a paper, an agency, a channel."""
    POPULATION = "population"
    """People of a place or a group, who do not act as one."""
    UNNAMED_SOURCE = "unnamed_source"
    """Somebody who speaks without a name."""
    UNIDENTIFIED = "unidentified"
    """Somebody who acts, and nobody says who."""


class SpeakerSide(StrEnum):
    """On which side of a conflict somebody stands who publishes or speaks."""

    STATE_RUN = "state_run"
    """Owned or steered by a state."""
    PARTY = "party"
    """A party to the conflict, or what speaks for one."""
    OPPOSITION = "opposition"
    """Of those who stand against the government it reports on, or near to them."""
    INDEPENDENT = "independent"
    """Steered by no state and no party."""
    UNKNOWN = "unknown"
    """Somebody has looked and could not tell."""


class NameKind(StrEnum):
    """How a name stands to its actor."""

    OFFICIAL = "official"
    """The name that the bearer gives itself."""
    COMMON = "common"
    """What most call it."""
    SHORT = "short"
    """An abbreviation or a shorter form."""
    METONYM = "metonym"
    """A place or a house that stands for it."""
    PARTISAN = "partisan"
    """A word that one side uses."""
    FORMER = "former"
    """A name that it no longer has."""


class Hedge(StrEnum):
    """How a claim is put: in the document's own voice, as somebody's word, as a denial, as a guess."""

    ASSERTED = "asserted"
    """In the document's own voice."""
    REPORTED = "reported"
    """As somebody's word."""
    DENIED = "denied"
    """As a denial: the claim speaks against what it states."""
    SPECULATED = "speculated"
    """As a guess or a possibility."""


class Basis(StrEnum):
    """Where a date comes from: the words of the source, or the coder's reading of them."""

    STATED = "stated"
    """The source gives the date."""
    YEAR_INFERRED = "year_inferred"
    """The source gives day and month, the coder the year."""
    INFERRED = "inferred"
    """The coder works the date out."""


class Aspect(StrEnum):
    """Whether claims of a kind tell of a state of affairs or of a single act."""

    STATE = "state"
    """What goes on until something ends it: backs, is allied with, keeps troops in, holds an office."""
    EVENT = "event"
    """What happens and is over: strikes, meets, votes, accuses, announces."""


class Force(StrEnum):
    """Whether claims of a kind tell of deeds or of words, as event data part them."""

    DEEDS = "deeds"
    """Something is done: arms, fights, sends troops, signs."""
    WORDS = "words"
    """Something is said: supports, rejects, accuses, demands."""


class Course(StrEnum):
    """How a claim stands to the life of what it tells: its onset, its middle, its end, all of it."""

    BEGINS = "begins"
    """It began on the first of these days; before, it did not hold."""
    GOES_ON = "goes-on"
    """It held on these days; what was before and after is not told."""
    ENDS = "ends"
    """It held on these days, and not after."""
    WHOLE = "whole"
    """It held on these days, neither before nor after."""


class Support(StrEnum):
    """How many of the claims that a judgement leans on have to be right for it to hold."""

    ANY = "any"
    """One is enough."""
    ALL = "all"
    """Each of them."""


class Footing(StrEnum):
    """On what an issue stands where it does: on facts alone, or on a text that somebody signed."""

    ON_THE_GROUND = "on_the_ground"
    """What held on these days, whatever anybody had agreed to."""
    AGREED = "agreed"
    """What an agreement says is to hold from the day on which it was signed, carried out or not."""


class Verdict(StrEnum):
    """Whether two actors are one."""

    SAME = "same"
    """They are one; the right one is read under the key of the left one."""
    NOT_SAME = "not_same"
    """They are two, however alike."""
    UNSURE = "unsure"
    """Nobody can say yet."""
    PART_OF = "part_of"
    """The left one belongs to the right one."""


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
        if not isinstance(value, str) or not re.fullmatch(cls.pattern, value):
            raise ValueError("is not the key of an actor, or place/…, agreement/…, issue/…, event/… and a key")
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

    key: Annotated[Key, Filtered()]
    """A readable slug, unique among the records of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A text that an actor is called by; several actors may share one."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    text: Text
    """The name as it is written, in its own script."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    """ISO 639 code of the language: `en`, `ar`, `tr`, `ru`."""
    script: Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")]
    """ISO 15924 code of the script: `Latn`, `Arab`, `Cyrl`."""
    kind: NameKind
    """`partisan` for a word that one side uses: it is found, never shown as ours."""
    used: Interval | None = None
    """When the name was in use, left out where always: `../2022-06`."""

    def __post_init__(self) -> None:
        fault = script_fault(self.text, self.script)
        if fault:
            raise ValueError(fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """Someone who can stand with or against another, or who speaks; `name` is the neutral one we show."""

    kind: Annotated[ActorKind, Filtered()]
    """What the actor is."""
    name: Text
    """The neutral English name that is shown."""
    names: tuple[Name, ...] = ()
    """What else the actor is called, in any language and script."""
    part_of: Annotated[Key, Refers("Actor", "PART_OF")] | None = None
    """The actor that this delegation, army or office is an organ of."""
    side: Annotated[SpeakerSide, Filtered()] | None = None
    """On which side it stands when it publishes or speaks; left out where nobody has looked."""
    side_source: Annotated[Text, Field(pattern=rf"^(https?://\S+|{_SLUG})$")] | None = None
    """Who says so: an address, or the key of a document; needed for any side but *unknown*."""
    ended: PartialDate | None = None
    """When it died, was dissolved or became another; left out where it is there, or nobody says."""
    note: Text | None = None
    """What a reader should know: doubts, whose word it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition(Record):
    """What a data set adds to an actor of another one that it uses: names and a note, never anything else."""

    actor: Annotated[Key, Refers("Actor", "ADDS_TO")]
    """The actor, of a data set that this one uses."""
    names: tuple[Name, ...] = ()
    """What the actor is called besides, in any language and script."""
    note: Text | None = None
    """What a reader of this data set should know of the actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """
    Somebody's judgement whether two actors are one, which can be taken back by deleting it.

    *Same*: `right` is read under the key of `left`. *Part of*: `left` belongs to `right`. *Not same* and
    *unsure* change nothing but are there to be seen.
    """

    left: Annotated[Key, Refers("Actor", "LEFT")]
    """The actor whose key stays, or that is part of the other."""
    right: Annotated[Key, Refers("Actor", "RIGHT")]
    """The actor that is read under the key of `left`, or that `left` is part of."""
    verdict: Annotated[Verdict, Filtered()]
    """What was judged."""
    reason: Text
    """Why, in a sentence that somebody else can check."""
    coder: Coder
    """Who judged; one of the coders of `dataset.yaml`."""
    on: PartialDate
    """The day of the judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre(Record):
    """A conflict file, perhaps within a larger one."""

    name: Annotated[Text, Filtered()]
    """The name that is shown."""
    within: Annotated[Key, Refers("Theatre", "WITHIN")] | None = None
    """The larger theatre that this one lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A spot or an area, perhaps within a larger one, in a theatre or in none."""

    name: Annotated[Text, Filtered()]
    """The neutral English name that is shown."""
    names: tuple[Name, ...] = ()
    """What else the place is called, in any language and script."""
    within: Annotated[Key, Refers("Place", "WITHIN")] | None = None
    """The larger place that this one lies in."""
    theatre: Annotated[Key, Refers("Theatre", "IN_THEATRE")] | None = None
    """The theatre that the place lies in."""
    note: Text | None = None
    """What a reader should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Record):
    """A question inside one theatre, on a scale from 0 (`low`) to 100 (`high`)."""

    theatre: Annotated[Key, Refers("Theatre", "IN_THEATRE")]
    """The theatre that the question belongs to."""
    question: Annotated[Text, Filtered()]
    """The question in neutral words."""
    low: Text
    """What 0 on the scale stands for, in words."""
    high: Text
    """What 100 on the scale stands for, in words."""
    opens: PartialDate | None = None
    """From when the question was open; left out where no source says so."""
    closes: PartialDate | None = None
    """When it was settled; left out while it is open."""
    outcome: Annotated[Number, Field(ge=0, le=100)] | None = None
    """Where on its scale it was settled, from 0 to 100."""
    outcome_claims: Annotated[tuple[Key, ...], Refers("Claim", "SETTLED_BY")] = ()
    """The claims that say how it was settled."""
    part_of: Annotated[Key, Refers("Issue", "PART_OF_ISSUE")] | None = None
    """The wider issue that it is a part of: what is settled there is settled here, in part."""
    overlaps: Annotated[tuple[Key, ...], Refers("Issue", "OVERLAPS")] = ()
    """Issues that ask the same in part, such as one point of two texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """A text that actors are, or would be, party to."""

    name: Annotated[Text, Filtered()]
    """The name that is shown."""
    theatre: Annotated[Key, Refers("Theatre", "IN_THEATRE")] | None = None
    """The theatre that it belongs to."""
    signed: PartialDate | None = None
    """When it was signed; left out for a text that nobody has signed."""
    basis: Basis = Basis.STATED
    """Where the date comes from; *stated* where left out."""
    parties: Annotated[tuple[Key, ...], Refers("Actor", "PARTY")] = ()
    """The actors that are, or would be, party to it."""
    note: Text | None = None
    """What a reader should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something dated that actors took part in, or that is spoken of as possible (`hypothetical`)."""

    name: Annotated[Text, Filtered()]
    """The name that is shown."""
    theatre: Annotated[Key, Refers("Theatre", "IN_THEATRE")] | None = None
    """The theatre that it belongs to."""
    held: Held | None = None
    """When it took place, as precisely as the sources have it."""
    basis: Basis = Basis.STATED
    """Where the date comes from; *stated* where left out."""
    places: Annotated[tuple[Key, ...], Refers("Place", "AT")] = ()
    """Where it took place."""
    parties: Annotated[tuple[Key, ...], Refers("Actor", "PARTY")] = ()
    """The actors that took part."""
    hypothetical: Flag = False
    """`true` where it is only spoken of as possible."""
    note: Text | None = None
    """What a reader should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """What was published, by whom and when; `origin` is the document that it was syndicated from."""

    title: Annotated[Text, Filtered()]
    """The title as printed."""
    publisher: Annotated[Key, Refers("Actor", "PUBLISHER"), Filtered()]
    """The actor that published it; the last speaker of each of its claims."""
    published: Interval
    """When it came out; an interval with an end where that can only be narrowed down."""
    basis: Basis = Basis.STATED
    """Where the date comes from; *stated* where left out."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$"), Filtered()]
    """ISO 639 code of the language it was read in: `en`, `ar`."""
    address: Address | None = None
    """Where it can be read."""
    origin: Annotated[Key, Refers("Document", "ORIGIN")] | None = None
    """The document that this one reprints: reprints of one report are one witness."""
    note: Text | None = None
    """What a reader should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKind(Record):
    """
    One kind of claim; adding one is a change of data.

    `verb` reads from subject to object ("backs"), `inverse` back ("is backed by"). `family` is what claims
    of this kind add up to between two actors, None where they add up to nothing. `objects` lists what a
    claim of this kind may be about; `none` allows a claim with no object. A `membership` says that the
    subject acts for the object, as who holds an office does; a `veto` that it keeps the object from coming
    about, or could.
    """

    verb: Text
    """The verb from subject to object: *backs*."""
    inverse: Text
    """The verb from object to subject: *is backed by*."""
    family: Annotated[Family, Filtered()] | None = None
    """What claims of this kind add up to between two actors; left out where to nothing."""
    aspect: Annotated[Aspect, Filtered()]
    """Whether claims of this kind tell of a state of affairs or of a single act."""
    force: Annotated[Force, Filtered()]
    """Whether they tell of deeds or of words."""
    ends: Family | None = None
    """The family whose tie between the two a claim of this kind says to be over; *stops backing* ends *backs*."""
    symmetric: Flag = False
    """`true` where subject and object may change places; for kinds of *negotiates_with* only."""
    membership: Flag = False
    """`true` where the subject acts for the object, as who holds an office does."""
    veto: Flag = False
    """`true` where the subject keeps the object from coming about, or could."""
    objects: tuple[ReferenceKind | Literal["none"], ...] = ("actor",)
    """What a claim of this kind may be about; *none* allows no object."""

    @property
    def sides_only(self) -> bool:
        """Whether claims of this kind tell that two stand together, or talk, and of no single deed that costs either anything."""
        deed = self.force is Force.DEEDS and self.aspect is Aspect.EVENT
        return self.family in (Family.BACKS, Family.NEGOTIATES_WITH) and not deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where in its document a claim stands: a paragraph counted from 0, its first words, eight at most."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    paragraph: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = None
    """The paragraph, counted from 0 in the text with its captions and headings."""
    words: Annotated[Text, AfterValidator(_eight_words), _EIGHT_WORDS] | None = None
    """The first words as printed, eight at most."""

    def __post_init__(self) -> None:
        if self.paragraph is None and self.words is None:
            raise ValueError("a locator needs a paragraph or words")

    def __str__(self) -> str:
        paragraph = None if self.paragraph is None else f"paragraph {self.paragraph}"
        # Words that begin so are the coder's, for only an excerpt was seen; they quote nothing.
        own = self.words is not None and self.words.startswith("stored excerpt: ")
        words = self.words if self.words is None or own else f"“{self.words}…”"
        return ", ".join(part for part in (paragraph, words) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The day from which a claim no longer counts, and why."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    on: Annotated[PartialDate, Stored("text")]
    """The first day on which the claim no longer counts."""
    reason: Text
    """Why, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """
    One source's statement that a relation or a state of things held.

    `held` is when it held (None: the source gives no time), `said` when the innermost speaker said it
    (None: on the day of the document). `speakers` starts with the innermost and ends with the publisher.
    `certainty` is the chance that the claim is right, never a weight. `summary` is in the coder's words.
    """

    kind: Annotated[Key, Refers("RelationKind"), Filtered()]
    """The kind of claim, a key of `kinds.yaml`."""
    subject: Annotated[Key, Refers("Actor", "SUBJECT"), Filtered()]
    """The actor who does it."""
    object: Annotated[Reference, Refers("Record", "OBJECT"), Filtered()] | None = None
    """What it is done to: the key of an actor, or `place/…`, `agreement/…`, `issue/…`, `event/…`."""
    matter: Text | None = None
    """What it is about, in free words."""
    role: Text | None = None
    """The office, for claims that somebody holds one."""
    theatres: Annotated[tuple[Key, ...], Refers("Theatre"), Filtered("theatre")] = ()
    """Where the statement matters; two where it ties two theatres together."""
    issue: Annotated[Key, Refers("Issue"), Filtered()] | None = None
    """The issue that the statement is about."""
    place: Annotated[Key, Refers("Place")] | None = None
    """The place that the text ties the statement to."""
    event: Annotated[Key, Refers("Event")] | None = None
    """The event that the text ties the statement to."""
    held: Held | None = None
    """When it held, no more precise than the source; left out where the source gives no time."""
    basis: Basis | None = None
    """Where the date of `held` comes from."""
    course: Course | None = None
    """What it tells of the days before and after; left out where *goes-on* for a state, *whole* for an event."""
    said: Annotated[PartialDate, Stored("saidOn")] | None = None
    """When the innermost speaker said it; left out where on the day of the document."""
    document: Annotated[Key, Refers("Document", "DOCUMENT"), Filtered()]
    """The document that has the statement."""
    locator: Annotated[Locator, Bare()]
    """Where in the document it stands."""
    speakers: Annotated[tuple[Key, ...], Field(min_length=1), Refers("Actor", "SPEAKER"), Filtered("speaker")]
    """Who says so: the innermost first, the publisher of the document last."""
    hedge: Annotated[Hedge, Filtered()]
    """*asserted* in the document's own voice, *reported*, *denied* or *speculated*."""
    certainty: Annotated[Unit, Filtered()]
    """The chance that the claim is right, between 0 and 1; never a weight."""
    summary: Annotated[Text, Filtered()]
    """The statement in the coder's own neutral words."""
    figures: dict[Key, Number] = field(default_factory=dict)
    """Numbers that the statement gives, by name."""
    disputes: Annotated[tuple[Key, ...], Refers("Claim", "DISPUTES")] = ()
    """Claims that this one contradicts."""
    supports: Annotated[tuple[Key, ...], Refers("Claim", "SUPPORTS")] = ()
    """Claims that this one confirms."""
    coder: Coder
    """Who coded it; one of the coders of `dataset.yaml`."""
    note: Annotated[Text, Shown("Note")] | None = None
    """Doubts that the figure of certainty rests on, other readings."""
    withdrawn: Withdrawal | None = None
    """Set to take the claim back; it stays known for the time before."""

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

    low: Annotated[Number, Field(ge=0)]
    """The lowest that it may be."""
    high: Annotated[Number, Field(ge=0)]
    """The highest that it may be."""
    value: Annotated[Number, Field(ge=0)] | None = None
    """The best reading; left out where only the bounds are coded."""

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
    A coded judgement of where an actor stands on an issue; what is left out is unknown, which is not zero.

    Rival readings of one cell carry different `alternative` letters: take one, never the mean.
    """

    issue: Annotated[Key, Refers("Issue", "ON")]
    """The issue that the stance is on."""
    actor: Annotated[Key, Refers("Actor", "HELD_BY")]
    """Whose stance it is."""
    alternative: Annotated[str, Field(pattern="^[a-z]$")] | None = None
    """A letter for each rival reading of one actor on one issue at one time."""
    held: Held
    """When the actor stood there."""
    basis: Basis = Basis.INFERRED
    """Where the date comes from; *inferred* where left out."""
    position: Annotated[Range, _at_most(100, "a position")] | None = None
    """What the actor wants, on the scale of the issue from 0 to 100."""
    salience: Annotated[Range, _at_most(1, "a salience")] | None = None
    """How much the issue matters to the actor, from 0 to 1."""
    capability: Annotated[Range, _at_most(1, "a capability")] | None = None
    """What the actor can bring to bear on this issue, from 0 to 1."""
    claims: Annotated[tuple[Key, ...], Refers("Claim", "LEANS_ON")] = ()
    """The claims that the position leans on."""
    needs: Support = Support.ANY
    """Whether one of these claims is enough or all are needed; *any* where left out."""
    against: Annotated[tuple[Key, ...], Refers("Claim", "FALLS_WITH")] = ()
    """Claims that speak against the position: where one of them is right, it does not hold."""
    salience_claims: Annotated[tuple[Key, ...], Refers("Claim", "SALIENCE_LEANS_ON")] = ()
    """The claims that the salience leans on; without any it is the coder's word."""
    salience_needs: Support = Support.ANY
    """Whether one of these claims is enough or all are needed; *any* where left out."""
    salience_against: Annotated[tuple[Key, ...], Refers("Claim", "SALIENCE_FALLS_WITH")] = ()
    """Claims that speak against the salience."""
    capability_claims: Annotated[tuple[Key, ...], Refers("Claim", "CAPABILITY_LEANS_ON")] = ()
    """The claims that the capability leans on; without any it is the coder's word."""
    capability_needs: Support = Support.ANY
    """Whether one of these claims is enough or all are needed; *any* where left out."""
    capability_against: Annotated[tuple[Key, ...], Refers("Claim", "CAPABILITY_FALLS_WITH")] = ()
    """Claims that speak against the capability."""
    hedge: Hedge | None = None
    """How the claims it leans on are put."""
    reasoning: Text
    """Why these figures, in a sentence or two."""
    coder: Coder
    """Who judged; one of the coders of `dataset.yaml`."""
    confirmed: Flag = False
    """`true` once a person has agreed with the judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePoint(Record):
    """
    A coded judgement of where an issue stood on its scale: on the ground, or by what an agreement says.

    What stood on the ground counts until the next such point of the issue. An agreed one begins on the day of signing.
    """

    issue: Annotated[Key, Refers("Issue", "POINT_OF")]
    """The issue that stood there."""
    position: Annotated[Range, _at_most(100, "a position")]
    """Where it stood, on its scale from 0 to 100."""
    footing: Annotated[Footing, Filtered()]
    """*on_the_ground* for what held, *agreed* for what an agreement says is to hold."""
    agreement: Annotated[Key, Refers("Agreement", "AGREED_IN")] | None = None
    """The signed agreement that says so; for an *agreed* point, and for no other."""
    held: Held
    """When it stood there; from the day of signing where it is *agreed*."""
    basis: Basis = Basis.INFERRED
    """Where the date comes from; *inferred* where left out."""
    claims: Annotated[tuple[Key, ...], Field(min_length=1), Refers("Claim", "TOLD_BY")]
    """The claims that say so."""
    reasoning: Text
    """Why there, in a sentence or two."""
    coder: Coder
    """Who judged; one of the coders of `dataset.yaml`."""
    confirmed: Flag = False
    """`true` once a person has agreed with the judgement."""

    def __post_init__(self) -> None:
        if self.footing is Footing.AGREED and self.agreement is None:
            raise ValueError("an agreed point needs the agreement that says so")
        if self.footing is Footing.ON_THE_GROUND and self.agreement is not None:
            raise ValueError("what stood on the ground names no agreement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """How many records of a kind, or claims of a family, kind and theatre, the text is to hold."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    records: Key = "claims"
    """What is counted: the records of a file, such as `actors`; `claims` where left out."""
    family: Family | None = None
    """Count only claims whose kind adds up to this family."""
    kind: Annotated[Key, Refers("RelationKind")] | None = None
    """Count only claims of this kind."""
    theatre: Annotated[Key, Refers("Theatre")] | None = None
    """Count only claims that matter in this theatre itself."""
    minimum: Count | None = None
    """Fewer than this is an error, and nothing is written."""
    maximum: Count | None = None
    """More than this is a warning."""

    def __post_init__(self) -> None:
        if self.minimum is None and self.maximum is None:
            raise ValueError("an assertion needs a minimum or a maximum")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError("needs minimum ≤ maximum")
        if self.records != "claims" and (self.family or self.kind or self.theatre):
            raise ValueError("only claims have a family, a kind or a theatre to count by")


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfLives:
    """In how many days the certainty of a tie halves after its last report, by what the report tells of and how."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    state_deeds: Days
    """After a report of a state of affairs that shows in deeds."""
    state_words: Days
    """After a report of a state of affairs that shows in words."""
    event_deeds: Days
    """After a report of a single deed."""
    event_words: Days
    """After a report of single words."""
    source: Text
    """Where the figures come from."""

    def after(self, aspect: Aspect, force: Force) -> float:
        """The half-life in days after a report of this kind."""
        days: float = getattr(self, f"{aspect}_{force}")
        return days


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What `dataset.yaml` says of a data set."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: Annotated[Key, Stored("key")]
    """The name that commands call it by."""
    title: Text
    """What it is about, in a line."""
    description: Text | None = None
    """What it is about, for a reader who meets it first."""
    licence: Text | None = None
    """Under what the data may be used, by its SPDX name: `CC-BY-4.0`; left out, nobody has said so."""
    uses: tuple[Key, ...] = ()
    """The data sets whose records this one may name, with all that these use."""
    coders: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Everybody whose name may stand in the field `coder` of a record."""
    partisan_words: tuple[Text, ...] = ()
    """Words that only one side uses, which summaries in our own words should not."""
    half_lives: HalfLives | None = None
    """
    How long a report goes on testifying; left out, as long as the data sets say that this one uses, the first of them
    first. Where none does, no tie is carried past the days that claims cover.
    """
    assertions: tuple[Assertion, ...] = ()
    """What the text is to hold, checked before anything is written."""


KINDS: dict[str, type[Record]] = {
    "kinds": RelationKind,
    "theatres": Theatre,
    "places": Place,
    "actors": Actor,
    "additions": Addition,
    "judgements": Judgement,
    "issues": Issue,
    "agreements": Agreement,
    "events": Event,
    "documents": Document,
    "claims": Claim,
    "stances": Stance,
    "points": IssuePoint,
}
"""The kinds of record by the file they stand in, in the order of writing: what is referred to comes first."""

REFERENCE_KINDS: dict[str, type[Record]] = {
    "actor": Actor,
    "place": Place,
    "agreement": Agreement,
    "issue": Issue,
    "event": Event,
}
"""What a claim may be about, by the word before the key."""

"""
The lens: the one value that says which relations are looked at.

The same lens is the argument of a query, the options of a command, the address and the form of a page and the
caption of a picture. A field of `Lens` says all of that once, in its annotation and in the sentence below it;
what it narrows stands in `linkage.api.storage.filters`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from linkage.graph.dates import parse_day
from linkage.graph.errors import LensError, reason
from linkage.graph.fields import Refers
from linkage.graph.lens_fields import Asked, LensField, Phrase, Sentence, lens_fields, spelt
from linkage.graph.records import Key, SpeakerSide, WrittenUnit
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.wording.coverage import side
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import listed


class Disputed(StrEnum):
    """What becomes of relations that some claims dispute."""

    INCLUDE = "include"
    """Disputed relations are shown like any other."""
    EXCLUDE = "exclude"
    """Disputed relations are left out."""
    ONLY = "only"
    """Only disputed relations."""


def _whole_day(value: object) -> object:
    """Keep pydantic from reading `2020` as a count of seconds."""
    return parse_day(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_whole_day)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """
    Two clocks and what to keep: `as_of` is when it held, `known_by` when it had been said.

    Whatever is left out does not narrow: no theatre is all theatres, no day is every day.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    theatres: Annotated[
        tuple[Key, ...],
        Refers("Theatre"),
        Asked("Theatres", word="theatre", help="A theatre's key; all where none is named."),
        Phrase(" in {}"),
    ] = ()
    """Keys of theatres, each with all that lies within it; all theatres where none is named."""
    issues: Annotated[
        tuple[Key, ...],
        Refers("Issue"),
        Asked(word="issue", help="An issue's key."),
        Sentence("Only on: {}."),
    ] = ()
    """Keys of issues; without any, what is on no issue counts too."""
    datasets: Annotated[
        tuple[Key, ...],
        Refers("DataSet"),
        Asked(word="dataset", help="A data set's name."),
        Sentence("Only what these data sets say: {}."),
    ] = ()
    """Names of data sets: what rests on no claim of theirs is left out; all data sets where none is named."""
    sides: Annotated[
        tuple[SpeakerSide, ...],
        Asked(word="side", help="A side of those who publish."),
        Sentence("Only what is published on these sides: {}."),
    ] = ()
    """Sides of those who publish: what rests on no document of theirs is left out; all sides where none is named."""
    as_of: Annotated[Day | None, Asked("Held on"), Phrase(" that held on {}", " that held at any time")] = None
    """The day it held on."""
    known_by: Annotated[Day | None, Asked("Said by"), Phrase(", going by what had been said by {}")] = None
    """The day by which it had been said."""
    standing: Annotated[
        StandingBasis,
        Asked(
            "Standing",
            hint="On what a tie stands on the day: a report of it, reports on both sides, or one before",
            help="The weakest basis that counts: a report of the day, reports on both sides, or one before.",
        ),
        Sentence(
            "Only what is reported of {}.",
            {
                StandingBasis.ATTESTED: "the day itself: nothing is carried over from other days",
                StandingBasis.BRIDGED: "the day, or both before and after it: nothing is carried past its last report",
            },
        ),
    ] = StandingBasis.CARRIED
    """The weakest basis on which a tie counts as standing on the day; without a day, ties count where attested."""
    min_certainty: Annotated[
        WrittenUnit | None,
        Asked("Certainty from", help="The least certainty shown.", step=0.05),
        Sentence("Only with a certainty of {} or more."),
    ] = None
    """The least certainty, from 0 to 1."""
    disputed: Annotated[Disputed, Asked("Disputed"), Sentence("{}")] = Disputed.INCLUDE
    """What becomes of disputed relations."""
    roll_up: Annotated[
        bool,
        Asked(
            "Rolled up",
            hint="A minister's act counts for the state, a delegation's for who sent it",
            help="Count a minister's act for the state.",
        ),
        Sentence("Acts count for those on whose behalf they were done."),
    ] = False
    """Whether acts count for those on whose behalf they were done: a minister's for the state."""

    @property
    def without_hindsight(self) -> Self:
        """The same, which goes by what had been said by its own day where it does not say by which."""
        return self if self.known_by else replace(self, known_by=self.as_of)

    @staticmethod
    def fields() -> tuple[LensField, ...]:
        """What each field says of itself, in the order of addresses, options and captions."""
        return lens_fields(Lens)

    @classmethod
    def from_address(cls, query: str) -> Self:
        """Read the part of a page address after the question mark; an empty value narrows nothing."""
        return cls._read(_gather(parse_qsl(query)), {field.name: field.word for field in cls.fields()})

    @classmethod
    def from_variables(cls, variables: Mapping[str, object]) -> Self:
        """Read a GraphQL `LensInput`, in which None narrows nothing; LensError names what cannot be used."""
        values = {name: value for name, value in variables.items() if value is not None}
        for field in cls.fields():
            choice = values.get(field.variable)
            if issubclass(field.type, StrEnum) and isinstance(choice, str | list):
                values[field.variable] = (
                    choice.lower() if isinstance(choice, str) else [str(one).lower() for one in choice]
                )
        return cls._read(values, {field.name: field.variable for field in cls.fields()})

    @classmethod
    def _read(cls, values: Mapping[str, object], spelling: Mapping[str, str]) -> Self:
        names = {word: name for name, word in spelling.items()}
        unknown = sorted(set(values) - set(names))
        if unknown:
            raise LensError(f"a lens has no {unknown[0]!r}; it has {', '.join(spelling.values())}")
        try:
            return TypeAdapter(cls).validate_python({names[word]: value for word, value in values.items()})
        except ValidationError as error:
            problem = error.errors()[0]
            word = spelling[str(problem["loc"][0])]
            value = values[word] if isinstance(values[word], str) else problem["input"]
            raise LensError(f"{word} cannot be {value!r}: {reason(problem)}") from error

    def address(self) -> str:
        """The lens after the question mark of a page address, always in the same order."""
        return urlencode([(field.word, text) for field in self.fields() for text in field.texts(self)])

    def variables(self) -> dict[str, object]:
        """The lens as a GraphQL `LensInput`, without what does not narrow."""
        return {field.variable: field.json(self) for field in self.fields() if field.narrows(self)}

    def caption(self, names: Mapping[str, str] | None = None) -> str:
        """One or two sentences that say what is looked at; `names` words the keys of theatres and issues."""
        opening, sentences = "Relations", []
        for field in self.fields():
            value = self._worded(field, names or {}) if field.narrows(self) else None
            match field.caption:
                case Phrase() as phrase:
                    opening += phrase.otherwise if value is None else phrase.text.format(value)
                case Sentence() as sentence if value is not None:
                    sentences.append(sentence.text.format(value))
        return " ".join([f"{opening}.", *sentences])

    def _worded(self, field: LensField, names: Mapping[str, str]) -> str:
        match getattr(self, field.name):
            case tuple() as keys:
                labels = [side(key) if isinstance(key, StrEnum) else names.get(key, key) for key in keys]
                return listed(labels) if labels and isinstance(field.caption, Phrase) else "; ".join(labels)
            case date() as day:
                return spell(day)
            case StrEnum() as choice if isinstance(field.caption, Sentence):
                return field.caption.worded(choice)
            case value:
                return spelt(value)


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Collect a page address; a field that takes one value refuses two."""
    repeated = {field.word for field in Lens.fields() if field.many}
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in repeated:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise LensError(f"{name} is given twice; give it once")
        else:
            values[name] = value
    return values

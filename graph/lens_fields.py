"""How a field of the lens is spelt, asked for and worded: the marks of its declaration, and what is read off them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_type_hints

from pydantic.fields import FieldInfo

from linkage.graph.fields import Field, Refers, descriptions, marked, table, unwrapped

_CONTROLS: dict[type, str] = {date: "date", float: "number", int: "number", bool: "checkbox"}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    How a person is asked for a field.

    `label` stands beside it in a form, `hint` explains it there; without a label forms carry the value along
    unseen. `word` spells it in addresses and as an option, where that is not its name with hyphens; `help`
    explains the option, where that is not the sentence below the field. `step` is that of a number.
    """

    label: str | None = None
    hint: str = ""
    word: str = ""
    help: str = ""
    step: float = 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the first sentence of a caption says of the value `{}`, or `otherwise` where it narrows nothing."""

    text: str
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    A sentence that a caption ends with where the field narrows; `{}` is the value.

    One of a few values is put into words by `choices`, without them by the sentence below it.
    """

    text: str
    choices: Mapping[str, str] | None = None

    def worded(self, choice: StrEnum) -> str:
        """One of a few values in words."""
        return self.choices[choice] if self.choices else descriptions(type(choice))[choice.name]


@dataclass(frozen=True, slots=True, kw_only=True)
class LensField:
    """
    One field of the lens.

    `type` is the class of its value, of one item where there are `many`; `least` and `most` bound a number. `word`
    spells it in addresses and as an option, `variable` in GraphQL; `description` and `help` explain the two.
    """

    name: str
    type: type
    many: bool
    default: Any
    refers: Refers | None
    word: str
    variable: str
    description: str
    help: str
    label: str | None
    hint: str
    caption: Phrase | Sentence
    least: float | None
    most: float | None
    step: float

    @property
    def control(self) -> str:
        """What a form asks for it with: the type of an HTML input, or `select`."""
        if self.label is None:
            return "hidden"
        return "checkbox" if self.many else _CONTROLS.get(self.type, "select")

    def narrows(self, lens: object) -> bool:
        return bool(getattr(lens, self.name) != self.default)

    def texts(self, lens: object) -> tuple[str, ...]:
        """The values in a lens as an address spells them, none where the field does not narrow."""
        value = getattr(lens, self.name)
        values = value if self.many else (value,) if self.narrows(lens) else ()
        return tuple(map(spelt, values))

    def json(self, lens: object) -> object:
        """The value in a lens as JSON of a GraphQL variable."""
        match getattr(lens, self.name):
            case tuple() as keys:
                return [key.name if isinstance(key, StrEnum) else key for key in keys]
            case date() as day:
                return str(day)
            case StrEnum() as choice:
                return choice.name
            case value:
                return value


@cache
def lens_fields(kind: type) -> tuple[LensField, ...]:
    """The fields of the class of lenses; TypeError where one does not say how it is asked for and worded."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_field(field, unwrapped(hints[field.name])[0]) for field in table(kind))


def spelt(value: object) -> str:
    """A value as an address and a caption spell it."""
    match value:
        case True:
            return "yes"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _field(field: Field, marks: list[Any]) -> LensField:
    question, caption = marked(marks, Asked), marked(marks, Phrase) or marked(marks, Sentence)
    if question is None or caption is None:
        raise TypeError(f"{field.name} needs a mark Asked, and Phrase or Sentence")
    return LensField(
        name=field.name, type=field.type, many=field.many, default=field.default, refers=field.refers,
        word=question.word or field.name.replace("_", "-"), variable=field.stored,
        description=field.description, help=question.help or field.description,
        label=question.label, hint=question.hint, caption=caption,
        least=_bound(marks, "ge"), most=_bound(marks, "le"), step=question.step,
    )  # fmt: skip


def _bound(marks: Iterable[object], side: str) -> float | None:
    """The bound that pydantic holds a number to, `ge` or `le`."""
    limits = (limit for mark in marks if isinstance(mark, FieldInfo) for limit in mark.metadata)
    return next((getattr(limit, side) for limit in limits if hasattr(limit, side)), None)

"""
The fields of a class as a table: what each holds, refers to, is stored as and is shown as.

A class of `linkage.graph.records` says all of it once, in the annotation of the field and in the sentence below it.
Checks, rows, export, JSON Schema, GraphQL and pages read this table; none keeps a list of fields of its own.
"""

import ast
import dataclasses
import inspect
import sys
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic.alias_generators import to_camel

from linkage.graph.dates import Interval, PartialDate


@dataclass(frozen=True, slots=True)
class Refers:
    """
    The field names records of the class `to` by key, `Coder` for one of the coders in the head of a data set.

    With `link` that is stored as links of this type, without as the keys themselves.
    """

    to: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The name of the property in the store and of the field in GraphQL, where it is not the field's own."""

    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """An interval that lenses compare with: `validFrom` and `validTo` for the prefix `valid`."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Bare:
    """The parts of the value are stored under their own names, without that of the field before them."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """Lists can be narrowed by the field, under `name` where that is not the field's own."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Wherever a record is told in full the field is told too, after `label`."""

    label: str


class Form(StrEnum):
    """How a field stands in the store."""

    VALUE = "value"
    """A text, a number or a truth value, as it is."""
    VALUES = "values"
    """A list of texts."""
    TEXT = "text"
    """A date or an interval, as it was written."""
    CHOICE = "choice"
    """The name of a member of an enum."""
    SPAN = "span"
    """An interval: its first and last day, and both ends as they were written."""
    PARTS = "parts"
    """The parts of a nested value, as properties of the record itself."""
    NUMBERS = "numbers"
    """Numbers by name, as two lists of one length."""
    NAMES = "names"
    """Records of their own, which lead to this one."""
    KEY = "key"
    """The key of another record."""
    LINK = "link"
    """A link to another record."""


@dataclass(frozen=True, slots=True)
class Field:
    """
    One field of a class.

    `type` is the class of its value, of one item where there are `many`; `optional` says that it may be None.
    `stored` is the property in the store and the field in GraphQL. `parts` are the fields of a nested value, each
    stored under its full name.
    """

    name: str
    type: Any
    form: Form
    many: bool
    optional: bool
    default: Any
    stored: str
    description: str
    refers: Refers | None = None
    span: Span | None = None
    filtered: Filtered | None = None
    shown: Shown | None = None
    parts: tuple["Field", ...] = ()


Mark = TypeVar("Mark")


def table(kind: type) -> tuple[Field, ...]:
    """The fields of a dataclass of records, in the order in which they are written."""
    return _table(kind)


@cache
def _table(kind: Any) -> tuple[Field, ...]:
    hints, told = get_type_hints(kind, include_extras=True), descriptions(kind)
    return tuple(_field(field, hints[field.name], told.get(field.name, "")) for field in dataclasses.fields(kind))


@cache
def descriptions(kind: type) -> dict[str, str]:
    """What stands below each field of a class, or below each member of an enum, those it inherits included."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("linkage."):
            found |= _source(base.__module__).get(base.__qualname__, {})
    return found


@cache
def _source(module: str) -> dict[str, dict[str, str]]:
    """The sentences below the fields of each class of a module."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: dict(_below(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _below(node: ast.ClassDef) -> list[tuple[str, str]]:
    sentences = []
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                (ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)])),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                sentences.append((name, " ".join(text.split())))
    return sentences


def _field(field: dataclasses.Field[Any], hint: Any, description: str) -> Field:
    marks, kind, optional, many = unwrapped(hint)
    refers, span = marked(marks, Refers), marked(marks, Span)
    stored = marked(marks, Stored)
    name = stored.name if stored else to_camel(field.name)
    form = _form(kind, many, refers, span)
    prefix = "" if marked(marks, Bare) else name
    return Field(
        name=field.name,
        type=kind,
        form=form,
        many=many,
        optional=optional,
        default=field.default_factory() if callable(field.default_factory) else field.default,
        stored=name,
        description=description,
        refers=refers,
        span=span,
        filtered=marked(marks, Filtered),
        shown=marked(marks, Shown),
        parts=tuple(_part(part, prefix) for part in table(kind)) if form is Form.PARTS else (),
    )


def _part(part: Field, prefix: str) -> Field:
    stored = f"{prefix}{part.stored[0].upper()}{part.stored[1:]}" if prefix else part.stored
    return dataclasses.replace(part, stored=stored)


def _form(kind: Any, many: bool, refers: Refers | None, span: Span | None) -> Form:
    if refers and refers.to != "Coder":
        return Form.LINK if refers.link else Form.KEY
    if span:
        return Form.SPAN
    if kind is dict:
        return Form.NUMBERS
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Form.CHOICE
    if kind in (PartialDate, Interval):
        return Form.TEXT
    if dataclasses.is_dataclass(kind):
        return Form.NAMES if many else Form.PARTS
    return Form.VALUES if many else Form.VALUE


def unwrapped(hint: Any) -> tuple[list[Any], Any, bool, bool]:
    """The marks of a type, the class within it, whether it may be None, and whether it is a tuple of such."""
    marks: list[Any] = []
    optional = many = False
    while True:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            hint, *more = arguments
            marks += more
        elif origin in (Union, UnionType) and NoneType in arguments:
            optional = True
            (hint,) = (argument for argument in arguments if argument is not NoneType)
        elif origin is tuple:
            many, hint = True, arguments[0]
        elif origin in (Literal, Union, UnionType):
            return marks, str, optional, many
        else:
            return marks, origin or hint, optional, many


def marked(marks: list[Any], kind: type[Mark]) -> Mark | None:
    return next((mark for mark in marks if isinstance(mark, kind)), None)

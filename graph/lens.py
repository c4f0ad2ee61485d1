"""
The lens: the one value that says which relations are looked at.

The same lens is the argument of a query, the flags of a command, the address of a page and the caption of
a picture; this module writes and reads the first three, and `wording.lens` words the fourth.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from linkage.graph.errors import LensError, reason
from linkage.graph.records import Key, Unit
from linkage.graph.wording import lens as wording

_MANY = ("theatres", "issues")
# How each field is spelt in a page address and in GraphQL's LensInput.
_ADDRESS = {
    "theatres": "theatre",
    "issues": "issue",
    "as_of": "as-of",
    "known_by": "known-by",
    "min_certainty": "min-certainty",
    "disputed": "disputed",
    "roll_up": "roll-up",
}
_VARIABLE = {
    "theatres": "theatres",
    "issues": "issues",
    "as_of": "asOf",
    "known_by": "knownBy",
    "min_certainty": "minCertainty",
    "disputed": "disputed",
    "roll_up": "rollUp",
}


class Disputed(StrEnum):
    """What becomes of relations that some claims dispute."""

    INCLUDE = "include"
    """They are shown with all others."""
    EXCLUDE = "exclude"
    """They are left out."""
    ONLY = "only"
    """Nothing else is shown."""


def _whole_day(value: object) -> object:
    """Keep pydantic from reading `2020` as a count of seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_whole_day)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """
    Two clocks and what to keep: `as_of` is when it held, `known_by` when it had been said.

    Whatever is left out does not narrow: no theatre is all theatres, no day is every day.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    theatres: tuple[Key, ...] = ()
    issues: tuple[Key, ...] = ()
    as_of: Day | None = None
    known_by: Day | None = None
    min_certainty: Unit | None = None
    disputed: Disputed = Disputed.INCLUDE
    roll_up: bool = False

    @classmethod
    def from_address(cls, query: str) -> Self:
        """Read the part of a page address after the question mark; an empty value narrows nothing."""
        return cls._read(_gather(parse_qsl(query)), _ADDRESS)

    @classmethod
    def from_variables(cls, variables: Mapping[str, object]) -> Self:
        """Read a GraphQL `LensInput`."""
        given = {name: value for name, value in variables.items() if value is not None}
        if isinstance(given.get("disputed"), str):
            given["disputed"] = str(given["disputed"]).lower()
        return cls._read(given, _VARIABLE)

    @classmethod
    def _read(cls, values: Mapping[str, object], spelling: Mapping[str, str]) -> Self:
        fields = {spelt: name for name, spelt in spelling.items()}
        unknown = sorted(set(values) - set(fields))
        if unknown:
            raise LensError(f"a lens has no {unknown[0]!r}; it has {', '.join(spelling.values())}")
        try:
            return TypeAdapter(cls).validate_python({fields[name]: value for name, value in values.items()})
        except ValidationError as error:
            first = error.errors()[0]
            name = spelling[str(first["loc"][0])]
            raise LensError(f"{name} cannot be {first['input']!r}: {reason(first)}") from error

    def address(self) -> str:
        """The lens after the question mark of a page address, always in the same order."""
        return urlencode([(_ADDRESS[name], value) for name, value in self._pairs()])

    def variables(self) -> dict[str, object]:
        """The lens as a GraphQL `LensInput`, without what does not narrow."""
        given: dict[str, Any] = {}
        for name, value in self._pairs():
            if name in _MANY:
                given.setdefault(_VARIABLE[name], []).append(value)
            else:
                given[_VARIABLE[name]] = value
        if self.min_certainty is not None:
            given["minCertainty"] = self.min_certainty
        if self.disputed is not Disputed.INCLUDE:
            given["disputed"] = self.disputed.name
        if self.roll_up:
            given["rollUp"] = True
        return given

    def _pairs(self) -> Iterable[tuple[str, str]]:
        for name in _ADDRESS:
            value = getattr(self, name)
            if name in _MANY:
                yield from ((name, item) for item in value)
            elif value is True:
                yield name, "yes"
            elif isinstance(value, float):
                yield name, f"{value:g}"
            elif value not in (None, False, Disputed.INCLUDE):
                yield name, str(value)

    def caption(self, names: Mapping[str, str] | None = None) -> str:
        """One or two sentences that say what is looked at; `names` words the keys of theatres and issues."""
        called = names or {}
        return wording.caption(
            theatres=[called.get(key, key) for key in self.theatres],
            issues=[called.get(key, key) for key in self.issues],
            as_of=self.as_of, known_by=self.known_by, min_certainty=self.min_certainty,
            disputed=self.disputed, roll_up=self.roll_up,
        )  # fmt: skip


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Collect a page address; a field that takes one value refuses two."""
    repeated = {_ADDRESS[name] for name in _MANY}
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in repeated:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise LensError(f"{name} is given twice; give it once")
        else:
            values[name] = value
    return values

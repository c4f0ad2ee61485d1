"""What a lesson is asked: two theatres, two actors and some days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from linkage.graph.errors import LensError, reason
from linkage.graph.lens import Day as WholeDay
from linkage.graph.lens import Lens
from linkage.graph.records import Key
from linkage.visualizations.pages.leverage.request import DRAWS, Inquiry

DAYS = (date(2020, 1, 16), date(2020, 3, 16), date(2020, 9, 16))
MOST_DAYS = 6
_SEVERAL = ("theatre", "actor", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRequest:
    """What a lesson is about: two theatres, two actors, and two days or more in their order."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    theatre: tuple[Key, ...] = ("libya", "syria")
    actor: tuple[Key, ...] = ("turkey", "russia")
    day: tuple[WholeDay, ...] = DAYS
    known_by: WholeDay | None = None
    draws: Annotated[int, Field(ge=1, le=100_000)] = DRAWS
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1

    @classmethod
    def from_address(cls, query: str) -> Self:
        """Read what follows the question mark; LensError says what to write instead."""
        texts: dict[str, list[str]] = defaultdict(list)
        for name, text in parse_qsl(query):
            texts[name].append(text)
        unknown = sorted(set(texts) - set(_NAMES))
        if unknown:
            raise LensError(f"a lesson has no {unknown[0]!r}; it has {', '.join(_NAMES)}")
        values = {_NAMES[name]: _value(name, several) for name, several in texts.items()}
        try:
            return TypeAdapter(cls).validate_python(values)._checked()
        except ValidationError as error:
            fault = error.errors()[0]
            name = str(fault["loc"][0]).replace("_", "-")
            raise LensError(f"{name} cannot be {fault['input']!r}: {reason(fault)}") from error

    def _checked(self) -> Self:
        for name, plural in (("theatre", "theatres"), ("actor", "actors")):
            if len(getattr(self, name)) != 2:
                raise LensError(f"a lesson is about a trade between two {plural}: give {name} twice")
        if not 2 <= len(self.day) <= MOST_DAYS:
            raise LensError(
                f"a lesson compares 2 to {MOST_DAYS} different days, not {len(self.day)}: "
                f"write day={DAYS[0]}&day={DAYS[1]}"
            )
        return self

    def address(self) -> str:
        """The same after the question mark."""
        pairs = [(name, str(value)) for name in _SEVERAL for value in getattr(self, name)]
        known = [("known-by", str(self.known_by))] if self.known_by else []
        return urlencode([*pairs, *known, ("draws", self.draws), ("seed", self.seed)])

    def inquiry(self, day: date, issues: Iterable[str] = ()) -> Inquiry:
        """What the page of trades is asked for one of the days."""
        lens = Lens(theatres=self.theatre, issues=tuple(issues), as_of=day, known_by=self.known_by)
        return Inquiry(lens=lens, actor=self.actor, draws=self.draws, seed=self.seed)


_NAMES = {field.name.replace("_", "-"): field.name for field in fields(LessonRequest)}


def _value(name: str, texts: list[str]) -> object:
    if name == "day":
        return tuple(sorted(set(texts)))
    if name in _SEVERAL:
        return tuple(dict.fromkeys(texts))
    if len(texts) > 1:
        raise LensError(f"{name} is given twice; give it once")
    return texts[0]

"""How much of a view is drawn: a setting of the page beside the lens, which says what is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from linkage.graph.errors import LensError, reason
from linkage.graph.records import Key

ALL = "all"
MOST_ACTORS = 16
"""Actors of the first picture: as many as names and words of lines find room for."""
OFFERED = (MOST_ACTORS, 24, 80, None)
"""What the form offers."""


def _limit(value: object) -> object:
    return None if value == ALL else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """
    The actors that are drawn: so many of the most prominent, and others beside them.

    `Focus()` is the first picture, `EVERYBODY` all of it. Addresses and commands spell the fields `actors` and `with`.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    actors: Annotated[Annotated[int, Field(ge=2)] | None, BeforeValidator(_limit)] = MOST_ACTORS
    """How many actors are drawn at most, or “all”: those that carry the finding, by rank."""
    beside: tuple[Key, ...] = ()
    """The key of an actor that is drawn in any case, with all its lines to others that are."""

    @classmethod
    def from_texts(cls, texts: Mapping[str, Sequence[str]]) -> Self:
        """Read the texts of an address or a command by word; LensError names the one that cannot be used."""
        values: dict[str, Any] = {"beside": tuple(dict.fromkeys(texts.get("with", ())))}
        if limits := texts.get("actors"):
            if len(limits) > 1:
                raise LensError("actors is given twice; give it once")
            values["actors"] = limits[0]
        try:
            return TypeAdapter(cls).validate_python(values)
        except ValidationError as error:
            fault = error.errors()[0]
            if fault["loc"][0] == "beside":
                raise LensError(f"with cannot be {fault['input']!r}: {reason(fault)}") from error
            raise LensError(f"actors cannot be {values['actors']!r}: a number from 2, or {ALL!r}") from error

    def address(self) -> str:
        """What stands in an address behind the lens; nothing for the first picture."""
        limit = [("actors", self.limit)] if self.actors != MOST_ACTORS else []
        return urlencode([*limit, *(("with", key) for key in self.beside)])

    @property
    def limit(self) -> str:
        """How many actors, as an address spells it."""
        return ALL if self.actors is None else str(self.actors)

    @property
    def first(self) -> int:
        """How many actors are drawn where nothing is asked for."""
        return MOST_ACTORS

    def spelt(self, size: int | None) -> str:
        """A size as the form sends it: nothing for the first picture."""
        return "" if size == MOST_ACTORS else self.sized(size).limit

    @property
    def sizes(self) -> tuple[int | None, ...]:
        """What a form offers, the present size among it."""
        sizes = {size for size in (*OFFERED, self.actors) if size is not None}
        return *sorted(sizes), None

    def sized(self, actors: int | None) -> Self:
        """The same with so many actors."""
        return replace(self, actors=actors)

    def joined(self, *keys: str) -> Self:
        """The same with these actors as well."""
        return replace(self, beside=tuple(dict.fromkeys((*self.beside, *keys))))

    def parted(self, key: str) -> Self:
        """The same without an actor that was drawn in any case."""
        return replace(self, beside=tuple(present for present in self.beside if present != key))


FIRST, EVERYBODY = Focus(), Focus(actors=None)


def part_focus(query: str) -> tuple[str, Focus]:
    """The address of a picture without what says how much is drawn, and that."""
    texts: dict[str, list[str]] = {"actors": [], "with": []}
    rest = []
    for word, text in parse_qsl(query):
        if word in texts:
            texts[word].append(text)
        else:
            rest.append((word, text))
    return urlencode(rest, safe=":"), Focus.from_texts(texts)


def joined_address(address: str, focus: Focus) -> str:
    """The address of a picture, of which so much is drawn."""
    return "&".join(filter(None, (address, focus.address())))

"""What the page of trades is asked: a lens over theatres, who may trade, which trade is looked at, and what if."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Annotated, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from linkage.graph.errors import LensError, reason
from linkage.graph.lens import Lens
from linkage.graph.records import Key, Unit
from linkage.graph.spelling import read_number

DRAWS = 4_000
_SEVERAL = ("actor",)
_PARTED = ("trade", "suppose")  # their keys are parted by colons in an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """
    A lens over two theatres or more.

    `actor` are the actors that may trade, anybody where none is named; `trade` is who gives on what for what, the
    likeliest one where it is left out; `suppose` is the actor and the issue whose salience is supposed to be
    `salience`. The address and the form of the page spell them so.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    lens: Lens
    actor: tuple[Key, ...] = ()
    trade: tuple[Key, Key, Key, Key] | None = None
    suppose: tuple[Key, Key] | None = None
    salience: Annotated[Unit, BeforeValidator(read_number)] | None = None
    draws: Annotated[int, Field(ge=1, le=100_000)] = DRAWS
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1

    @classmethod
    def from_address(cls, query: str, opening: Lens) -> Self:
        """Read what follows the question mark; theatres or a day that it does not name are those of *opening*."""
        texts: dict[str, list[str]] = defaultdict(list)
        rest: list[tuple[str, str]] = []
        for name, value in parse_qsl(query):
            if name in _NAMES:
                texts[name].append(value)
            else:
                rest.append((name, value))
        lens = Lens.from_address(urlencode(rest)) if rest else opening
        lens = replace(lens, theatres=lens.theatres or opening.theatres, as_of=lens.as_of or opening.as_of)
        try:
            return TypeAdapter(cls).validate_python(
                {"lens": lens} | {name: _value(name, values) for name, values in texts.items()}
            )
        except ValidationError as error:
            fault = error.errors()[0]
            name = str(fault["loc"][0])
            raise LensError(f"{name} cannot be {':'.join(texts[name])!r}: {reason(fault)}") from error

    @property
    def supposing(self) -> bool:
        """Whether something other than what is coded is asked for."""
        return self.suppose is not None and self.salience is not None

    def address(self, **changes: object) -> str:
        """The same inquiry, or one with *changes*, after the question mark; None leaves something out."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [("actor", key) for key in changed.actor]
        pairs += [(name, ":".join(value)) for name in _PARTED if (value := getattr(changed, name))]
        if changed.supposing:
            pairs.append(("salience", f"{changed.salience:g}"))
        pairs += [
            (name, str(value)) for name in ("draws", "seed") if (value := getattr(changed, name)) != _DEFAULTS[name]
        ]
        return "&".join(filter(None, (changed.lens.address(), urlencode(pairs, safe=":"))))

    def variables(self, actors: Sequence[str], limit: int, suppose: bool = False) -> dict[str, object]:
        """The variables of a query, with or without what is supposed."""
        supposed = None
        if suppose and self.suppose is not None:
            actor, issue = self.suppose
            supposed = [{"actor": actor, "issue": issue, "salience": self.salience}]
        return {
            "theatres": list(self.lens.theatres),
            "lens": {name: value for name, value in self.lens.variables().items() if name != "theatres"},
            "actors": list(actors) or None,
            "draws": self.draws,
            "seed": self.seed,
            "first": limit,
            "suppose": supposed,
        }


_NAMES = tuple(field.name for field in fields(Inquiry) if field.name != "lens")
_DEFAULTS: Mapping[str, object] = {field.name: field.default for field in fields(Inquiry)}


def _value(name: str, texts: Sequence[str]) -> object:
    if name in _SEVERAL:
        return tuple(dict.fromkeys(texts))
    if len(texts) > 1:
        raise LensError(f"{name} is given twice; give it once")
    return tuple(texts[0].split(":")) if name in _PARTED else texts[0]

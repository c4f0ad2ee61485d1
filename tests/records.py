"""Records of any kind, drawn by hypothesis from the types of their fields."""

import dataclasses
import types
from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import assume
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.records import Locator, Range, Reference, Text

# What YAML may take for something else, what folds, and what is written from right to left.
TROUBLE = [
    "null", "true", "2019", "0x1f", "1e3", ".inf", "~", "- a", "a: b", "a #b", "#a", "a:", "[a", "a, b]", "{", "'", '"',
    'say "no"', "it's", "\\n", "a  b", "%", "@a", "`", "&a", "*a", "!a", "|", ">-", "---", "...", "?", "? a", "=", "<<",
    ":a", "?a", "a:?b",
    "حكومة الوفاق", "Сирия", "a\xa0b", "2020-09-16", "http://a.b/?c=d#e", "long " * 40 + "end", "x" * 200, "- " * 90 + "-",
]  # fmt: skip


def _parses(check: Callable[[str], object]) -> Callable[[str], bool]:
    def valid(text: str) -> bool:
        try:
            check(text)
        except ValueError:
            return False
        return True

    return valid


TEXTS = st.one_of(
    st.sampled_from(TROUBLE),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=300),
    st.lists(st.sampled_from([*"ab:#-,'\"[]{}&*!|>%@`\\?=", "ab", "سور"]), min_size=1, max_size=90).map(" ".join),
).filter(_parses(TypeAdapter(Text).validate_python))
DAYS = st.dates().map(lambda day: f"{day:%Y-%m-%d}".rjust(10, "0"))
DATES = st.tuples(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~"])).map(lambda d: d[0][: d[1]] + d[2])
INTERVALS = st.one_of(
    DATES,
    st.tuples(DATES, DATES).map(sorted).map("/".join).filter(_parses(Interval.parse)),
    DATES.map("../{}".format),
    DATES.map("{}/..".format),
)
SLUGS = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True)


def records(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Valid values of a class of the model."""
    adapter = TypeAdapter(kind)

    @st.composite
    def draw_one(draw: st.DrawFn) -> Any:
        try:
            return adapter.validate_python(draw(_fields(kind)))
        except ValidationError:
            assume(False)

    return draw_one()


@st.composite
def _fields(draw: st.DrawFn, kind: type[Any]) -> dict[str, Any]:
    if kind is Range:
        low, value, high = sorted(draw(st.lists(st.floats(0, 1), min_size=3, max_size=3)))
        return {"low": low, "high": high} | draw(st.sampled_from([{}, {"value": value}]))
    if kind is Locator:
        words = st.one_of(st.sampled_from(["null", "a: b", "'", "# a"]), TEXTS.map(lambda text: text.split()[0]))
        return draw(st.fixed_dictionaries({"words": words}, optional={"paragraph": st.integers(0, 10**6)}))
    hints = get_type_hints(kind, include_extras=True)
    required, optional = {}, {}
    for field in dataclasses.fields(kind):
        given = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        (required if given else optional)[field.name] = _values(hints[field.name])
    return draw(st.fixed_dictionaries(required, optional=optional))


def _values(hint: Any, pattern: str | None = None, least: int = 0) -> st.SearchStrategy[Any]:
    """Values that a field of this type may be given, as text spells them."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        found = [item.pattern for info in parts[1:] for item in _metadata(info, "pattern")]
        least = max((item.min_length for info in parts[1:] for item in _metadata(info, "min_length")), default=0)
        return _values(parts[0], found[0] if found else pattern, least)
    if origin in (Union, types.UnionType):
        return st.one_of(*(_values(part) for part in parts))
    if origin is Literal:
        return st.sampled_from(parts)
    if origin is tuple:
        return st.lists(_values(parts[0]), min_size=least, max_size=6)
    if origin is dict:
        numbers = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-9, 10**6).map(float))
        return st.dictionaries(st.one_of(SLUGS, st.sampled_from(["null", "2019", "true"])), numbers, max_size=4)
    if dataclasses.is_dataclass(hint) and hint not in (PartialDate, Interval, Reference):
        return _fields(hint)  # type: ignore[arg-type]  # a class, not a value
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if hint is str:
        return _matching(pattern)
    return {
        type(None): st.none(),
        bool: st.booleans(),
        int: st.integers(0, 10**6),
        float: st.floats(0, 1),
        PartialDate: DATES,
        Interval: INTERVALS,
        Reference: st.tuples(st.sampled_from(["", "place/", "event/"]), SLUGS).map("".join),
    }[hint]


def _metadata(info: Any, name: str) -> list[Any]:
    return [item for item in info.metadata if hasattr(item, name)] if isinstance(info, FieldInfo) else []


def _matching(pattern: str | None) -> st.SearchStrategy[str]:
    if pattern is None:
        return TEXTS
    if "-[a-z0-9]" in pattern:
        return SLUGS
    if "http" in pattern:
        return st.sampled_from(["https://example.org/a?b=c#d", "http://example.org/" + "e" * 120])
    return st.from_regex(pattern.removeprefix("^").removesuffix("$"), fullmatch=True)

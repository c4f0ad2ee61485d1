"""Words in a row."""

from collections.abc import Iterable, Sequence

from linkage.graph.wording.language import locale
from linkage.graph.wording.numbers import count

FEW = 3


def listed(names: Iterable[str]) -> str:
    """`Syria`, `Syria and Libya`, `Syria, Libya and Sudan`; nothing where there is none."""
    from babel.lists import format_list

    return format_list(list(names), locale=locale())


def any_of(names: Iterable[str]) -> str:
    """`Syria`, `Syria or Libya`, `Syria, Libya or 3 more`."""
    *former, last = names
    return f"{', '.join(former)} or {last}" if former else last


def few(names: Iterable[str]) -> str:
    """The first names, each once, and how many more there are: `Ann, Bob, Cleo and 2 more`."""
    names = list(dict.fromkeys(names))
    more = len(names) - FEW
    return listed([*names[:FEW], *([f"{count(more)} more"] if more > 0 else [])])


def first_keys(keys: Sequence[str], most: int) -> str:
    """The first keys and how many there are beyond, so that each can be copied: `eb-1, eb-2 and 3 more`."""
    more = f" and {count(len(keys) - most)} more" if len(keys) > most else ""
    return f"{', '.join(keys[:most])}{more}" if keys else "none"


def opening(text: str) -> str:
    """The text as a sentence starts."""
    return text[:1].upper() + text[1:]


def constant(name: str) -> str:
    """A constant of GraphQL or of a rule as plain words: `single source`."""
    return name.lower().replace("_", " ")

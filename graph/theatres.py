"""Theatres within theatres."""

from collections.abc import Mapping


def chain(theatre: str, within: Mapping[str, str | None]) -> list[str]:
    """A theatre and those that it lies in, from the inside out; *within* tells the next one around each."""
    found = [theatre]
    while (outer := within.get(found[-1])) is not None and outer not in found:
        found.append(outer)
    return found

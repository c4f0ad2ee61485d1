"""Theatres within theatres, and under which of those asked for each is told."""

from collections.abc import Collection, Mapping

Within = Mapping[str, str | None]
"""For each theatre the next one around it, None where there is none."""


def enclosing_theatres(theatre: str, within: Within) -> list[str]:
    """A theatre and those that it lies in, from the inside out."""
    enclosing = [theatre]
    while (outer := within.get(enclosing[-1])) is not None and outer not in enclosing:
        enclosing.append(outer)
    return enclosing


def asked_around(theatre: str, within: Within, asked: Collection[str]) -> list[str]:
    """Those of *asked* that a theatre is or lies in, from the inside out."""
    return [outer for outer in enclosing_theatres(theatre, within) if outer in asked]


def home_theatres(within: Within, asked: Collection[str]) -> dict[str, str]:
    """
    For each theatre of *within* that is or lies in one of *asked*, the outermost of these: its home.

    What is said of a part so counts once, for the largest theatre that was asked for; a theatre outside all of
    them has no home.
    """
    around = {theatre: asked_around(theatre, within, asked) for theatre in within}
    return {theatre: outers[-1] for theatre, outers in around.items() if outers}

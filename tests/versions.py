"""Versions of a tie as they are read."""

from datetime import date

from linkage.graph.relations.versions import Version


def seen(versions: list[Version], held: date, known: date) -> list[Version]:
    """The versions that a lens on these two days reads: two range filters and nothing else."""
    return [
        version
        for version in versions
        if version.dated
        and (version.valid_from or held) <= held <= (version.valid_to or held)
        and version.known_from <= known <= (version.known_to or known)
    ]

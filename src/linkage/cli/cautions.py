"""Warnings on standard error: by what they are about, the first few of each kind and how many there are."""

import sys
from collections.abc import Iterable, Iterator

from linkage.graph.wording.numbers import count
from linkage.ingest.text.reader import Problem

FEW = 3
"""Warnings of a kind that are told where not all are asked for."""


def tell_warnings(warnings: Iterable[Problem], *, everything: bool = False) -> None:
    """Print them kind by kind, the first few of each unless *everything* is asked for."""
    for line in warning_lines(warnings, everything=everything):
        print(line, file=sys.stderr)


def warning_lines(warnings: Iterable[Problem], *, everything: bool = False) -> Iterator[str]:
    """A line for each warning that is told, and one for those of its kind that are not."""
    kinds: dict[str | None, list[Problem]] = {}
    totals: dict[str | None, int] = {}
    for warning in warnings:
        told = kinds.setdefault(warning.caution, [])
        totals[warning.caution] = totals.get(warning.caution, 0) + 1
        if everything or len(told) < FEW:
            told.append(warning)
    for kind, told in kinds.items():
        yield from (f"warning: {warning}" for warning in told)
        if more := totals[kind] - len(told):
            about = f": {kind}" if kind else ""
            yield f"warning: {count(more)} more like these{about}; `linkage check text … --all` has all"

"""The lens as options of a command: the same ones wherever relations are looked at."""

from datetime import date, datetime
from typing import Annotated

import typer

from linkage.graph.lens import Disputed, Lens

DAY = ["%Y-%m-%d"]

Theatres = Annotated[
    list[str] | None, typer.Option("--theatre", help="A theatre's key; all where none is named.")
]
Issues = Annotated[list[str] | None, typer.Option("--issue", help="An issue's key.")]
AsOf = Annotated[datetime | None, typer.Option(formats=DAY, help="The day it held on.")]
KnownBy = Annotated[datetime | None, typer.Option(formats=DAY, help="The day by which it had been said.")]
MinCertainty = Annotated[float | None, typer.Option(min=0, max=1, help="The least certainty shown.")]
WhatIsDisputed = Annotated[Disputed, typer.Option("--disputed", help="What becomes of disputed relations.")]
RollUp = Annotated[bool, typer.Option("--roll-up", help="Count a minister's act for the state.")]


def lens(
    theatres: list[str] | None,
    issues: list[str] | None,
    as_of: datetime | None,
    known_by: datetime | None,
    min_certainty: float | None,
    disputed: Disputed,
    roll_up: bool,
) -> Lens:
    """The lens that the options of a command make."""
    return Lens(
        theatres=tuple(theatres or ()),
        issues=tuple(issues or ()),
        as_of=day(as_of),
        known_by=day(known_by),
        min_certainty=min_certainty,
        disputed=disputed,
        roll_up=roll_up,
    )


def day(moment: datetime | None) -> date | None:
    """The day of what typer reads as a moment."""
    return moment.date() if moment else None

"""How far a headline carries, in lines: what turns it, why draws differ, what moves it most, what to read next."""

from collections.abc import Iterator
from typing import Any

from linkage.graph.wording.lists import constant, few
from linkage.graph.wording.numbers import fixed, number, share, with_sign

STEADY = "No single issue, article, speaker or claim turns it."
TOLD = 8
"""Of what turns it, how much is told."""


def robustness_lines(carries: Any) -> Iterator[str]:
    """The lines of an answer to `robustness`."""
    error = fixed(carries["error"], 3)
    yield f"Share      {share(carries['shares']['share'])} ± {error} (standard error, {number(carries['draws'], 'draw')})"
    changing = [row for row in carries["leftOut"] if row["change"] != "STAYS"]
    without = "; ".join(map(_left_out, changing[:TOLD]))
    more = f"; and {len(changing) - TOLD} more" if len(changing) > TOLD else ""
    yield f"Turns without: {without}{more}" if changing else STEADY
    if carries["spread"]:
        parts = (f"{constant(part['group'])} {fixed(part['share'])}" for part in carries["spread"])
        yield f"Spread: {', '.join(parts)}"
    if carries["levers"]:
        swings = (f"{_input(each)} {with_sign(each['swing'])}" for each in carries["levers"])
        yield f"Levers: {'; '.join(swings)}"
    if carries["nextReadings"]:
        worths = (f"{_input(each)} ±{fixed(each['worth'])}" for each in carries["nextReadings"])
        yield f"Worth reading next: {'; '.join(worths)}"


def _left_out(row: Any) -> str:
    kind = constant(row["kind"])
    shares = row["shares"]
    return (
        f"{kind} {row[kind]['key']} ({constant(row['change'])}: {share(shares['share'])}, opposite "
        f"{share(shares['opposite'])}, none {share(shares['none'])})"
    )


def _input(each: Any) -> str:
    if each["claim"]:
        return f"claim {each['claim']['key']}"
    figure = each["figure"] if "figure" in each else few(each["lacking"])
    return f"{figure} of {each['actor']['name']} on {each['issue']['key']}"

"""How far a headline carries, in lines: what turns it, why draws differ, what moves it most, what to read next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, TypeAlias

from linkage.graph.wording.lists import any_of, constant, few, opening
from linkage.graph.wording.numbers import count, fixed, number, share, with_sign

Answer: TypeAlias = Any
STEADY = "No single issue, article, speaker or claim turns it."
TOLD = 8
"""Of what turns it, how much is told."""
NAMED, NAME_LENGTH = 3, 70
"""How many things the short form tells that change the headline, the last a count of more; how long their names may be."""
ALONE = "Looked at for these two alone: without something, two others may trade in more draws."
LEVERS = (
    "The share where the claim held, less that where it failed; for a figure, in the upper half of its draws, less that in the "
    "lower."
)
NEXT = "How far the share would be expected to move, up or down, if that were known."
_CHANGES = {
    "turns": "the other way round is likeliest",
    "falls": "no trade is likeliest",
    "rises": "that way is likeliest",
}
_LIKELIEST = {"stays": "the same", "turns": "the other way", "falls": "no trade", "rises": "this way"}
_CALLED = {
    "issue": "the issue “{}”",
    "article": "the article “{}”",
    "speaker": "what {} said",
    "claim": "the claim “{}”",
}
_NAMES = {"issue": "question", "article": "title", "speaker": "name", "claim": "summary"}
_WHOLE = ("issue", "article")
GROUPS = {
    "figures": "The ranges of figures",
    "claims": "Claims alone in their origin",
    "sources": "Sources of several claims, which fail together",
    "gaps": "What nobody has coded",
    "model": "How readings hold, and what the best trade is",
}
"""The groups of inputs that the spread is split into, as a page names them."""


def changes(changing: int, left_out: int) -> str:
    """`none of 143 things`."""
    return f"{count(changing) if changing else 'none'} of {number(left_out, 'thing')}"


def drawn(draws: int, error: float) -> str:
    """In how many draws that was looked at, and how far its shares may be out by chance."""
    return f"Each was left out in the first {number(draws, 'draw')}, in which the standard error of the share is {fixed(error, 3)}."


def others(left_out: int) -> str:
    """How many things are not listed, as they change the headline less."""
    return f"Without any of the {count(left_out)} others it says the same, too."


@dataclass(frozen=True, slots=True)
class Omission:
    """What a headline becomes without one issue, article, speaker or claim; *shares* are its own, opposite and none."""

    kind: str
    key: str
    name: str
    change: str
    shares: tuple[float, float, float]

    @property
    def called(self) -> str:
        """`the issue “Who holds the quay?”`."""
        return _CALLED[self.kind].format(shorten(self.name, NAME_LENGTH, placeholder=" …"))

    @property
    def likeliest(self) -> str:
        """What the headline says without it."""
        return _LIKELIEST[self.change]


def omissions_of(rows: Iterable[Answer]) -> list[Omission]:
    """What is left out, as pages read it, by its attributes."""
    return [
        Omission(
            row.kind,
            getattr(row, row.kind).key,
            getattr(getattr(row, row.kind), _NAMES[row.kind]),
            row.change,
            (row.shares.share, row.shares.opposite, row.shares.none),
        )
        for row in rows
    ]


def omissions_in(rows: Iterable[Answer]) -> list[Omission]:
    """What is left out, as the command line has it, by its fields."""
    return [
        Omission(
            constant(row["kind"]),
            row[constant(row["kind"])]["key"],
            row[constant(row["kind"])][_NAMES[constant(row["kind"])]],
            constant(row["change"]),
            (row["shares"]["share"], row["shares"]["opposite"], row["shares"]["none"]),
        )
        for row in rows
    ]


def turning(omissions: Sequence[Omission]) -> str:
    """
    What changes the headline, in short: `Without the issue “…” or the article “…” the other way round is likeliest.`

    Every issue and article that does is named or counted; a speaker or a claim where no issue or article has its shares.
    Where nothing does, it names what comes nearest to it.
    """
    clauses = []
    for change, effect in _CHANGES.items():
        called = [omission.called for omission in told_apart(omissions) if omission.change == change]
        if len(called) > NAMED:
            called[NAMED - 1 :] = [f"any of {count(len(called) - NAMED + 1)} more"]
        if called:
            clauses.append(f"without {any_of(called)} {effect}")
    if clauses:
        return f"{opening('; '.join(clauses))}."
    return STEADY.replace(".", f"; {_closest(omissions)}.") if omissions else STEADY


def _closest(omissions: Sequence[Omission]) -> str:
    """What the headline hangs on most where nothing changes it, so that all have the same of the three likeliest."""
    place = omissions[0].shares.index(max(omissions[0].shares))

    def split(omission: Omission) -> tuple[float, float]:
        return omission.shares[place], max(omission.shares[:place] + omission.shares[place + 1 :])

    least = min(omissions, key=lambda omission: split(omission)[0] - split(omission)[1])
    likeliest, next_likeliest = split(least)
    return f"without {least.called} it is closest, {share(likeliest)} against {share(next_likeliest)}"


def told_apart(omissions: Iterable[Omission]) -> list[Omission]:
    """Those that change the headline, without speakers and claims that are told by an issue or an article."""
    changing = [omission for omission in omissions if omission.change in _CHANGES]
    whole = {(omission.change, omission.shares) for omission in changing if omission.kind in _WHOLE}
    return [
        omission
        for kind in _CALLED
        for omission in changing
        if omission.kind == kind and (kind in _WHOLE or (omission.change, omission.shares) not in whole)
    ]


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

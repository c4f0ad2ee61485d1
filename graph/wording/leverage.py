"""Trades: who would give where for what, how often, and what keeps one from being larger or undoes it."""

from collections.abc import Iterable, Sequence
from math import inf, isfinite

from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import decimal, figure, fixed, number, ratio, share

SCALE = "salience × scale points"
NOBODY_ELSE = "nobody else whose stance is known"
SHOWN_AMOUNT = 0.005
"""An amount that is nearer to 0 than this rounds to none, and is no loss and no gain worth telling."""
_EFFECTS = {
    "void": ("falls away", "the trade would fall away"),
    "reverse": ("turns round", "the two would change roles"),
}


def title(theatres: Iterable[str]) -> str:
    return f"What could be traded for what: {listed(theatres)}"


def gives(giver: str, theatre: str) -> str:
    """`Turkey gives in Libya`."""
    return f"{giver} gives in {theatre}"


def direction(giver1: str, theatre1: str, giver2: str, theatre2: str) -> str:
    """`Turkey gives in Libya, Russia in Syria`."""
    return f"{gives(giver1, theatre1)}, {giver2} in {theatre2}"


def headline(giver1: str, theatre1: str, giver2: str, theatre2: str) -> str:
    return f"{giver1} would give in {theatre1}, {giver2} in {theatre2}"


def given(giver: str, taker: str, theatre: str) -> str:
    return f"{giver} would give to {taker} in {theatre}"


def trade(giver1: str, question1: str, giver2: str, question2: str) -> str:
    return f"{giver1}: {question1} · {giver2}: {question2}"


def way(start: float, end: float) -> str:
    """From one position to another: `35 → 85`."""
    return f"{decimal(start)} → {decimal(end)}"


def move(giver: str, start: float, end: float, towards: str) -> str:
    """`Russia: 35 → 85, towards “all posts stay”`."""
    return f"{giver}: {way(start, end)}, towards “{towards}”"


def centre(before: float, after: float) -> str:
    return f"weighted centre {way(before, after)}"


def arrow(theatre: str, start: float, end: float) -> str:
    """The words on an arrow of the picture."""
    return f"gives in {theatre}: {way(start, end)}"


def step(giver: str, issue: str, start: float, end: float) -> str:
    """One half of a trade in a line of text, by the key of its issue: `Russia m4 35 → 85`."""
    return f"{giver} {issue} {fixed(start, 0)} → {fixed(end, 0)}"


def over(moves: Iterable[tuple[str, str]], missing: Sequence[str]) -> str:
    """What is drawn over a picture: each move with the question it is on, and whom the picture does not show."""
    sentences = "; ".join(f"{sentence} on “{question}”" for sentence, question in moves)
    rest = f" Not in this picture: {listed(missing)}." if missing else ""
    return f"Drawn over it, a trade that would pay on the stances as coded, no forecast: {sentences}.{rest}"


def product(needed: float, given_them: float, traded: float) -> str:
    """`needed claims hold 0.38 × a trade given that 0.84 = 0.32`."""
    return f"needed claims hold {share(needed)} × a trade given that {share(given_them)} = {share(traded)}"


def factors(needed: float, given_them: float) -> str:
    """The same in brief, without the result."""
    return f"needed claims {share(needed)} × given them {share(given_them)}"


def why(question1: str, question2: str, giver1: str, ratio1: float | None, giver2: str, ratio2: float | None) -> str:
    """The salience ratios, and what follows from them; see `unbounded`."""
    left, right = unbounded(ratio1), unbounded(ratio2)
    rest = ""
    if left < right:
        rest = f" Whoever cares less about the first, compared with the second, gives there: here {giver1}."
    elif left == right and isfinite(left):
        rest = " They care alike, so that the direction means nothing."
    return (
        f"Salience of “{question1}” by salience of “{question2}”: {giver1} {ratio(left)} and {giver2} {ratio(right)}."
        f"{rest}"
    )


def ratios(issue1: str, issue2: str, giver1: str, ratio1: float | None, giver2: str, ratio2: float | None) -> str:
    """The same in brief, by the keys of the issues."""
    return (
        f"salience of {issue1} by that of {issue2}: {giver1} {ratio(unbounded(ratio1))}, {giver2} "
        f"{ratio(unbounded(ratio2))}; who has less gives there"
    )


def unbounded(value: float | None) -> float:
    """
    The ratio of a trade in an answer, which can hold no infinity.

    Whoever is in a trade has both saliences coded, so that None there is what was divided by a coded 0.
    """
    return inf if value is None else value


def limit(kind: str, giver: str, taker: str, question: str) -> str:
    """What keeps the trade from being larger: a `move…` that is over, or a `centre…` that has come where it was meant to."""
    if kind.startswith("move"):
        return f"No larger: {giver} would then stand where {taker} does on “{question}”."
    return f"No larger: the centre of “{question}” would then be where {taker} stands."


def limit_reached(kind: str, giver: str, taker: str, issue: str) -> str:
    """The same in brief, by the key of the issue."""
    return f"{giver} is where {taker} stands" if kind.startswith("move") else f"the centre of {issue} reaches {taker}"


def threshold(figure_: str, actor: str, question: str, value: float, bound: float) -> str:
    """`Salience of Turkey on “…”: from 0.85 down to 0.41`."""
    written = fixed if figure_ == "salience" else decimal
    turn = "up" if bound > value else "down"
    return f"{figure_.capitalize()} of {actor} on “{question}”: from {written(value)} {turn} to {written(bound)}"


def effect(kind: str) -> str:
    """What becomes of a trade beyond a threshold: `void` or `reverse`."""
    return _EFFECTS[kind][1]


def undone(kind: str, figure_: str, actor: str, issue: str, value: float, bound: float) -> str:
    """A threshold with its effect in brief, by the key of the issue."""
    return f"{_EFFECTS[kind][0]} where the {figure_} of {actor} on {issue} is {fixed(bound)} instead of {fixed(value)}"


def client(backers: Iterable[str]) -> str:
    return f"client of {listed(dict.fromkeys(backers))}"


def channel(direct: bool, actors: Sequence[str]) -> str:
    """How the two ends of a chain of actors can talk."""
    if direct:
        return "They talk: by relations of their own at this lens."
    if len(actors) < 2:
        return "No relation is known at this lens by which they could talk."
    through = f"through {listed(actors[1:-1])}" if len(actors) > 2 else "through a relation that is no talk"
    return f"No talks of their own are known at this lens; they are linked {through}."


def indirect_channel(actors: Sequence[str]) -> str:
    """The same in brief, where the two have no talks of their own."""
    if not actors:
        return "none known: no negotiation between the two, and no way over others"
    return f"through others: {' – '.join(actors)}"


def talks(
    subject: str,
    object_: str,
    theatre: str | None,
    start: str | None,
    end: str | None,
    origins: int,
    standing: str,
) -> str:
    """A relation by which two talk, in brief."""
    place = f" in {theatre}" if theatre else ""
    return f"{subject} and {object_} negotiate{place}, {start or '…'} to {end or '…'} ({origins} origins, {standing})"


def drawn(draws: int, seed: int) -> str:
    """`4,000 draws, seed 11`."""
    return f"{number(draws, 'draw')}, seed {seed}"


def counts(claims: int, origins: int, draws: int, seed: int) -> str:
    """What the answer rests on and how it was drawn."""
    return f"{number(claims, 'claim')} of {number(origins, 'independent origin')}, {drawn(draws, seed)}"


def heading(
    theatres: Iterable[str],
    as_of: str,
    known_by: str | None,
    draws: int,
    seed: int,
    claims: int,
    origins: int,
) -> str:
    """The first line of an answer in text; days as they are typed."""
    known = f", known by {known_by}" if known_by else ""
    figures = drawn(draws, seed) if draws else "best figures, no draws"
    return (
        f"{listed(theatres)} as of {as_of}{known} · {figures} · {number(claims, 'stance claim')} of "
        f"{number(origins, 'origin')}"
    )


def supposed(actor: str, question: str, salience: float, coded: float) -> str:
    return f"Supposed: salience {fixed(salience)} of {actor} on “{question}”, coded as {fixed(coded)}"


def range_told(low: float, high: float, bound: float) -> str:
    """Whether a figure is one that has been coded."""
    inside = "within" if low <= bound <= high else "outside"
    return f"The coded range is {figure(low)} to {figure(high)}: {fixed(bound)} is {inside} it."

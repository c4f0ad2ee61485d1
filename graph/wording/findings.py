"""The finding of an answer on trades in one sentence: the same at the top of the page and on the command line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from linkage.graph.leverage.sampling_error import sampling_error
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import fixed, form, number, share, signed

Answer: TypeAlias = Any
FEW_CELLS = 2
"""Unknown stances that are named in the line about them; of the rest it says how many."""
RULES = {
    "equal_gain": "equal gain",
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "welfare": "welfare",
}
"""The rules by which a package is settled, as a picture names them, in the order in which it does."""
NO_AGREEMENT, TRADE, APART = "no agreement", "best two-issue trade", "theatres apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """The two who trade in most draws, who gives where in the likelier direction, and shares of the draws."""

    actors: tuple[str, str]
    givers: tuple[str, str]
    theatres: tuple[str, str]
    share: float
    opposite: float
    none: float


def leaning_of(pair: Answer) -> Leaning:
    """The leaning of a pair as pages read it, by its attributes."""
    way = pair.directions[0]
    return Leaning(
        actors=(pair.one.name, pair.two.name),
        givers=(way.giver1.name, way.giver2.name),
        theatres=(way.theatre1.name, way.theatre2.name),
        share=way.share.share,
        opposite=way.share.opposite,
        none=pair.none,
    )


def leaning_in(pair: Answer) -> Leaning:
    """The leaning of a pair as the command line has it, by its fields."""
    way = pair["directions"][0]
    return Leaning(
        actors=(pair["one"]["name"], pair["two"]["name"]),
        givers=(way["giver1"]["name"], way["giver2"]["name"]),
        theatres=(way["theatre1"]["name"], way["theatre2"]["name"]),
        share=way["share"]["share"],
        opposite=way["share"]["opposite"],
        none=pair["none"],
    )


def finding(leaning: Leaning | None, *, reason: str | None, draws: int, as_of: date, known_by: date) -> str:
    """Who would give where, how often and how sure that is, for which day and with how much hindsight."""
    when = f"for {spell(as_of)}, {knowledge(as_of, known_by)}"
    if leaning is None or not draws:
        return f"No trade {when}: {reason}" if reason else f"Trades at the best figures alone, without draws, {when}."
    if leaning.none > max(leaning.share, leaning.opposite):
        return (
            f"No trade between {listed(leaning.actors)} in {_drawn(leaning.none, draws)} {when}; in {share(leaning.share)} "
            f"{_gifts(leaning)}, in {share(leaning.opposite)} the other way round."
        )
    return (
        f"{_gifts(leaning)} in {_drawn(leaning.share, draws)} {when}; the other way round in {share(leaning.opposite)}."
    )


def _gifts(leaning: Leaning) -> str:
    (giver, taker), (here, there) = leaning.givers, leaning.theatres
    return f"{giver} would give in {here} and {taker} in {there}"


def _drawn(value: float, draws: int) -> str:
    """`0.64 ± 0.02 of the draws`."""
    return f"{share(value)} ± {fixed(sampling_error(value, draws))} of the draws"


def knowledge(as_of: date, known_by: date) -> str:
    """By when it was known what an answer rests on, and how much of that is hindsight."""
    if known_by > as_of:
        return f"as it was known by {spell(known_by)}, which is hindsight by {number((known_by - as_of).days, 'day')}"
    if known_by == as_of:
        return "as it was known by that day"
    return f"as it was known by {spell(known_by)}"


def unknown(cells: Sequence[tuple[str, str]], actors: Iterable[str], left_out: int) -> str:
    """Of how many issues the stances of the two are not known, *cells* naming an actor and a question each."""
    if not cells and not left_out:
        return f"Every stance of {listed(actors)} that was looked at is known in full."
    named = [f"{actor} on “{question}”" for actor, question in cells[:FEW_CELLS]]
    more = len(cells) - len(named)
    names = f": {listed([*named, f'{more} more'] if more else named)}" if named else ""
    issues = (
        f"; {number(left_out, 'open issue')} {form(left_out, 'is', 'are')} left out of the picture" if left_out else ""
    )
    stances = (
        f"{number(len(cells), 'stance')} of {listed(actors)} {form(len(cells), 'was', 'were')} looked for and not found"
    )
    return f"{stances}{names}{issues}. Unknown is not zero."


def undrawn(actors: Iterable[str]) -> str:
    """Why there is no picture of gains."""
    return (
        f"No picture of what {listed(actors)} could gain: that takes two open issues or more on which the stances of both "
        "are known in full, and something that both can gain."
    )


def chart_title(actors: Sequence[str], issues: int) -> str:
    return f"What {listed(actors)} could gain by one package over {number(issues, 'issue')}"


def chart_axis(actor: str) -> str:
    return f"{actor} gains"


def chart_point(label: str, actors: Sequence[str], gains: Sequence[float]) -> str:
    """`Nash: Turkey +13.52, Russia +11.59.`"""
    return f"{label}: {', '.join(f'{actor} {signed(gain)}' for actor, gain in zip(actors, gains, strict=True))}."


def chart_note(scale: str) -> str:
    """What the reader of the picture has to know."""
    return (
        f"Each in its own {scale}, over no agreement. The line is the frontier: beyond it one gains only what the other "
        "loses. Best figures, as coded; no draws."
    )

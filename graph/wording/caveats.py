"""What has to be known of figures: that trades are no forecast, and that unknown is not zero."""

from collections.abc import Iterable

from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import count, form, number

NO_FORECAST = "No forecast."
NOT_ZERO = "Unknown is not zero, and not over: whoever is unknown is left out of the centres."


def forecast(trades: str) -> str:
    """`No forecast: these trades would pay on the stances as they are coded.`"""
    return f"{NO_FORECAST[:-1]}: these trades {trades}."


def notes(
    *, stances: int, claims: int, origins: int, unknown: int, rivals: int, draws: int, seed: int
) -> tuple[str, str, str, str]:
    """What a reader has to know of trades between theatres, in sentences."""
    coded = (
        f"People have coded {number(stances, 'stance')} in full, from {number(claims, 'claim')} of "
        f"{number(origins, 'independent origin')}."
    )
    left_out = (
        f"{number(unknown, 'stance')} {form(unknown, 'is', 'are')} unknown and left out, which is not zero. "
        f"{count(rivals)} {form(rivals, 'has', 'have')} rival readings, of which the best supported one makes the best "
        "figures."
    )
    return forecast("would pay on the stances as they are coded"), coded, left_out, drawn(draws, seed)


def drawn(draws: int, seed: int) -> str:
    """What draws vary, or that there are none."""
    if not draws:
        return "Without draws: the best figures alone, as if every claim held."
    return (
        f"{number(draws, 'draw')} with seed {seed}: which claims hold, one of the rival readings, figures between their "
        "bounds. Claims of one origin fail together."
    )


def unknown_cells(unknown: int, cells: int) -> str:
    """How much of a table of stances is not known."""
    if unknown:
        return (
            f"{count(unknown)} of {number(cells, 'cell')} {form(unknown, 'is', 'are')} unknown, which is not zero: "
            f"{form(unknown, 'it takes', 'they take')} no part."
        )
    return f"None of the {number(cells, 'cell')} is unknown."


def nothing_known(theatres: Iterable[str]) -> str:
    """Why there is no trade: in some theatres nothing is known."""
    return f"At this lens no stance is known in full on any issue of {listed(theatres)}."


def nobody_trades(known: bool) -> str:
    """Why there is no trade though something is known in each theatre, of two actors or not."""
    if known:
        return (
            "No two actors stand on opposite sides of the centre of an issue in each theatre, and care unlike for them."
        )
    return "No two actors have stances that are known in full on an issue of each theatre."

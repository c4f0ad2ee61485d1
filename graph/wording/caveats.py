"""What has to be known of figures: that trades are no forecast, and that unknown is not zero."""

from collections.abc import Iterable
from datetime import date

from linkage.graph.dates import PartialDate
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import count, figure, form, number

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


def hindsight(day: date | None, known_by: date | None) -> str | None:
    """
    That more was known than on the day itself; None where it was not.

    `Hindsight: it goes by what had been said by 20 September 2020, 4 days after the day looked at.`
    """
    if day is None or known_by is None or known_by <= day:
        return None
    later = number((known_by - day).days, "day")
    return f"Hindsight: it goes by what had been said by {spell(known_by)}, {later} after the day looked at."


def known_on(day: str, known_by: str) -> str:
    """`, as known then`, or by which other day; days as they are typed."""
    if known_by == day:
        return ", as known then"
    return f", known by {known_by}" + (" (hindsight)" if known_by > day else "")


def standing(*, relations: int, bridged: int, carried: int, oldest: date | None) -> str | None:
    """
    Of how many relations nobody speaks on the day; None where somebody speaks of each.

    `Of 47 relations 15 are attested on the day, 5 lie between two reports, 27 are carried from their last report; the
    oldest of these reports is of 24 May 2020.`
    """
    if not bridged + carried:
        return None
    attested = relations - bridged - carried
    groups = (
        (attested, f"{count(attested)} {form(attested, 'is', 'are')} attested on the day"),
        (bridged, f"{count(bridged)} {form(bridged, 'lies', 'lie')} between two reports"),
        (
            carried,
            f"{count(carried)} {form(carried, 'is', 'are')} carried from {form(carried, 'its', 'their')} last report",
        ),
    )
    since = f"; the oldest of these reports is of {spell(oldest)}" if oldest else ""
    return f"Of {number(relations, 'relation')} {', '.join(text for amount, text in groups if amount)}{since}."


def last_report(basis: str, day: date | None) -> str | None:
    """What a relation stands on where nobody speaks of it on the day: `carried, last said of 24 May 2020`."""
    return f"{basis}, last said of {spell(day)}" if day else None


def carried_stances(
    carried: int, stances: int, oldest: date | None, drifts: Iterable[tuple[str, float, int, bool]]
) -> str | None:
    """
    Which stances were coded for an earlier month, and how much wider their bounds are; None where none was.

    Of each figure *drifts* tell its name, the rate in a month, how many codings it is estimated from, and whether these
    are enough.
    """
    if oldest is None:
        return None
    rates = listed(f"{name} {figure(rate)} ({_drift_source(cases, enough)})" for name, rate, cases, enough in drifts)
    return (
        f"{count(carried)} of {number(stances, 'stance')} {form(carried, 'is', 'are')} carried from an earlier month, the "
        f"oldest from {month(oldest)}; every month their bounds widen on either side by: {rates}."
    )


def rolled_up(members: Iterable[tuple[str, str, str]]) -> str | None:
    """
    Whose stances count for others; None where nobody's do. Each has who acts, for whom, and the issue.

    `Rolled up: 1 stance counts for whoever its actor acts for: Ann for the Guild on port.`
    """
    members = list(members)
    if not members:
        return None
    counted = form(len(members), "counts for whoever its actor acts for", "count for whoever their actors act for")
    return f"Rolled up: {number(len(members), 'stance')} {counted}: {_acting(members)}."


def set_aside(members: Iterable[tuple[str, str, str]]) -> str | None:
    """Whose stances count for nobody, since those for whom they would are known without them; None where nobody's are."""
    members = list(members)
    if not members:
        return None
    own = form(len(members), "is set aside, as whoever its actor acts", "are set aside, as whoever their actors act")
    return (
        f"Rolled up: {number(len(members), 'stance')} {own} for has a full one of its own on the issue, or another member "
        f"a later one: {_acting(members)}."
    )


def taken_for(acting: Iterable[tuple[str, str]]) -> str | None:
    """As whom actors are looked at that were asked for by name and act for others; None where none does."""
    pairs = listed(f"{principal} in place of {actor}" for actor, principal in acting)
    return f"Rolled up: {pairs}, for that is whom it acts for." if pairs else None


def _acting(members: Iterable[tuple[str, str, str]]) -> str:
    """`Ann for the Guild on port and toll; Bob for the Guild on toll`."""
    issues: dict[tuple[str, str], list[str]] = {}
    for actor, principal, issue in members:
        issues.setdefault((actor, principal), []).append(issue)
    return "; ".join(f"{actor} for {principal} on {listed(several)}" for (actor, principal), several in issues.items())


def coders_word(figures: int, unsourced: int) -> str | None:
    """How many figures rest on no claim; None where each rests on one: `Of 30 figures 11 rest on the coder's word.`"""
    if not unsourced:
        return None
    return (
        f"Of {number(figures, 'figure')} of these stances {count(unsourced)} {form(unsourced, 'rests', 'rest')} on no claim: "
        "they are the coder’s word, and held for sure."
    )


def _drift_source(cases: int, enough: bool) -> str:
    if enough:
        return f"from {number(cases, 'stance')} that were coded again"
    return "by convention, for too few stances were coded again"


def month(day: date) -> str:
    """`September 2020`."""
    return spell(PartialDate(day.year, day.month))


def settled(question: str, closes: PartialDate, outcome: float | None, claims: Iterable[str]) -> str:
    """`“Who holds the mill?” was settled by June 2020, at 85 of 100 (claims c1 and c2), and is not traded.`"""
    keys = list(claims)
    at = "" if outcome is None else f", at {figure(outcome)} of 100"
    sources = f" ({form(len(keys), 'claim', 'claims')} {listed(keys)})" if keys else ""
    return f"“{question}” was settled by {spell(closes)}{at}{sources}, and is not traded."


def unopened(question: str, opens: PartialDate) -> str:
    """`“Who holds the mill?” is open only from June 2020, and is not traded.`"""
    return f"“{question}” is open only from {spell(opens)}, and is not traded."


def drawn(draws: int, seed: int) -> str:
    """What draws vary, or that there are none."""
    if not draws:
        return "Without draws: the best figures alone, as if every claim held."
    return (
        f"{number(draws, 'draw')} with seed {seed}: which claims hold, one of the rival readings, figures between their "
        "bounds. Claims of one origin fail together. The seed is one of many and nothing special."
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


def only_one(actor: str) -> str:
    """Why there is no trade: one actor alone may make any."""
    return f"Only {actor} is named, and a trade takes two actors."


def nobody_trades(known: bool) -> str:
    """Why there is no trade though something is known in each theatre, of two actors or not."""
    if known:
        return (
            "No two actors stand on opposite sides of the centre of an issue in each theatre, and care unlike for them."
        )
    return "No two actors have stances that are known in full on an issue of each theatre."

"""How two actors are connected: a sentence for each step, and why there is no way."""

from collections.abc import Iterable, Sequence
from datetime import date

from linkage.graph.dates import PartialDate
from linkage.graph.families import Family
from linkage.graph.wording.dates import period, spell
from linkage.graph.wording.lists import few, listed
from linkage.graph.wording.numbers import form, number

SIGNS = {
    1: "net sign +",
    -1: "net sign −",
    None: "no net sign: one step is a channel",
}
Testimony = tuple[str, bool, str, str]
"""Of a claim the verb, whether it reads the same both ways, the hedge and the source."""


def hop(
    subject: str,
    object_: str,
    family: str,
    theatre: str | None,
    start: str | None,
    end: str | None,
    status: str,
    last: str | None,
    following: str | None,
    claims: Sequence[Testimony],
) -> str:
    """
    `Turkey backs Government of National Accord in Libya (September 2020; Enab Baladi)`; see `Testimony`.

    *last* is the day of the last report where none is of the days from *start* to *end*, *following* that of the next.
    """
    place = f" in {theatre}" if theatre else ""
    when = period(*(PartialDate.parse(day) if day else None for day in (start, end)))
    aside = [_reports(last, following) if last else when, few(source for *_, source in claims)]
    if all(hedge == "SPECULATED" for _, _, hedge, _ in claims):
        aside.append("speculated")
    if status == "DISPUTED":
        aside.append("disputed")
    return f"{subject} {_verb(Family[family], claims)} {object_}{place} ({'; '.join(aside)})"


def _reports(last: str, following: str | None) -> str:
    """`last said of 4 July 2020`, `said of 2 March 2020 and of 9 June 2020, not in between`."""
    first = date.fromisoformat(last)
    if following is None:
        return f"last said of {spell(first)}"
    return f"said of {spell(first)} and of {spell(date.fromisoformat(following))}, not in between"


def _verb(family: Family, claims: Iterable[Testimony]) -> str:
    """The verb that all claims share, or the family's; a channel is told by a verb that has no direction."""
    verbs = {verb if symmetric or family.directed else None for verb, symmetric, *_ in claims}
    return (verbs.pop() if len(verbs) == 1 else None) or family.verb


def no_path(
    start: str, end: str, paths: int, most: int, linked: bool, reached: bool, hubs: Sequence[str]
) -> str | None:
    """
    Why there is no path of *most* hops, and what to change; None where there are *paths*.

    *linked* and *reached* tell whether the start and the end have any relation at all, *hubs* which actors were not
    walked through.
    """
    if paths:
        return None
    if start == end:
        return f"{start} and the other are judged to be one actor; ask for two"
    reason = f"no path within {number(most, 'hop')} between {start} and {end} under this lens"
    lonely = [name for name, relations in ((start, linked), (end, reached)) if not relations]
    if lonely:
        return f"{reason}: {listed(lonely)} {form(len(lonely), 'has', 'have')} no relation in it"
    if hubs:
        return f"{reason} that avoids {few(hubs)}: let it pass through hubs"
    return reason

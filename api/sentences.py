"""Sentences of an answer: what a hop of a path says, and why there is no path."""

from typing import Any

from linkage.graph.dates import PartialDate
from linkage.graph.families import Family
from linkage.graph.lens import listed
from linkage.visualizations.wording import number, period

_FEW = 3


def hop(parts: list[Any]) -> str:
    """`Turkey backs Government of National Accord in Libya (September 2020; Enab Baladi)`."""
    subject, object_, family, theatre, first, last, status, told = parts
    place = f" in {theatre}" if theatre else ""
    when = period(first and PartialDate.parse(first), last and PartialDate.parse(last))
    aside = [when, _few([source for *_, source in told])]
    if all(hedge == "SPECULATED" for _, _, hedge, _ in told):
        aside.append("speculated")
    if status == "DISPUTED":
        aside.append("disputed")
    return f"{subject} {_verb(family, told)} {object_}{place} ({'; '.join(aside)})"


def _verb(family: str, told: list[list[Any]]) -> str:
    """The verb that all claims share, or the family's; a channel is told by a verb that has no direction."""
    verbs = {verb if symmetric or Family[family].directed else None for verb, symmetric, *_ in told}
    return (verbs.pop() if len(verbs) == 1 else None) or Family[family].verb


def _few(names: list[str]) -> str:
    """The first names, each once, and how many more there are."""
    names = list(dict.fromkeys(names))
    more = len(names) - _FEW
    return listed([*names[:_FEW], *([f"{more} more"] if more > 0 else [])])


def no_path(facts: list[Any]) -> str | None:
    """Why there is no path, and what to change; None where there is one."""
    start, end, count, most, linked, reached, hubs = facts
    if count:
        return None
    if start == end:
        return f"{start} and the other are judged to be one actor; ask for two"
    reason = f"no path within {number(most, 'hop')} between {start} and {end} under this lens"
    lonely = [name for name, has in ((start, linked), (end, reached)) if not has]
    if lonely:
        return f"{reason}: {listed(lonely)} {'has' if len(lonely) == 1 else 'have'} no relation in it"
    if hubs:
        return f"{reason} that avoids {_few(hubs)}: let it pass through hubs"
    return reason

"""Relations: who stands how to whom, when, and on how many origins that rests."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from linkage.graph.families import Family
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.wording.dates import between, spell
from linkage.graph.wording.lists import constant, few
from linkage.graph.wording.numbers import certainty as worded_certainty
from linkage.graph.wording.numbers import fixed, number

STANDINGS: Mapping[str, str] = {
    RelationStatus.AGREED: "several independent origins",
    RelationStatus.SINGLE_SOURCE: "one origin only",
    RelationStatus.DISPUTED: "disputed",
    RelationStatus.DENIED: "denied, nobody affirms it",
}
_RESERVES: Mapping[str, str] = {
    RelationStatus.DENIED: " (denied)",
    RelationStatus.DISPUTED: " (disputed)",
}
CHANGES: Mapping[str, str] = {
    "begun": "begun",
    "attested": "reported since",
    "ended": "ended",
    "cut": "cut by the opposite",
    "faded": "no longer reported",
    "flipped": "turned round",
    "disputed": "newly disputed",
}
"""What became of a relation from one day to another, by the field of GraphQL."""
GONE = ("ended", "cut", "faded")
"""Those of them after which it does not stand."""


def pair(subject: str, family: Family, object_: str) -> str:
    """`Turkey backs Government of National Accord`."""
    return f"{subject} {family.verb} {object_}"


def reserved(subject: str, family: Family, object_: str, status: str, change: str | None = None) -> str:
    """The same; what is disputed or denied is never said without that, nor what changed without how."""
    sentence = f"{pair(subject, family, object_)}{_RESERVES.get(status, '')}"
    return f"{sentence} ({change})" if change else sentence


def placed(theatre: str | None, sentence: str) -> str:
    """`In Libya: Turkey backs Government of National Accord`."""
    return f"In {theatre}: {sentence}" if theatre else sentence


def standing(relation: Any) -> str:
    """
    `3 independent origins, certainty 0.9`, `one origin only, last on 4 July 2020, certainty 0.6` and so on.

    What is carried or bridged is never said to stand as it was reported without the days of its reports.
    """
    support = [STANDINGS[relation.status]]
    if relation.origins > 1:
        several = number(relation.origins, "independent origin")
        support = [several] if relation.status == RelationStatus.AGREED else [*support, several]
    reports = reported(relation.last_attested, relation.next_attested)
    return ", ".join([*support, *reports, worded_certainty(relation.certainty)])


def reported(last: date | None, following: date | None) -> list[str]:
    """`last on 4 July 2020`, `between 2 March and 9 June 2020`; nothing where it is attested on the day itself."""
    if last is None:
        return []
    return [between(last, following) if following else f"last on {spell(last)}"]


def contested(acts: Iterable[str]) -> list[str]:
    """`acts of the opposite sign since: They fought at the mill.`; nothing where there are none."""
    acts = list(acts)
    return [f"acts of the opposite sign since: {few(acts)}"] if acts else []


def spoken(sentence: str, status: str, periods: Sequence[str], standing_: str) -> str:
    """One sentence for a screen reader, a tooltip or the title of a line."""
    if len(periods) > 1:
        return f"{sentence}, {number(len(periods), 'period')}; {STANDINGS[status]}"
    return f"{sentence}, {periods[0]}; {standing_}"


def brief(status: str, certainty: float, last: date | None = None, following: date | None = None) -> str:
    """How a relation stands, in a cell of a table: `single source, 0.70`, `agreed, last on 4 July 2020, 0.43`."""
    return ", ".join([constant(status), *reported(last, following), fixed(certainty)])


def lapsed(before: str, last: date | None) -> str:
    """How a relation stood that does not any more, and the last day of which it was reported, where that tells more."""
    return f"{before} before" + (f"; last reported of {spell(last)}" if last else "")


def changed(after: str, before: str, family: Family | None = None) -> str:
    """How a relation stands and how it stood before, where it was of another *family* with that."""
    return f"{family.verb} before ({before}); {after}" if family else f"{before} before; {after}"

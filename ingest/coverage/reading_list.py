"""What to read next: what rests on little, and how much rests on it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from linkage.graph.records import Claim, Locator
from linkage.graph.wording.numbers import number
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.coverage.dyad_months import DyadRow, Month, month_names
from linkage.ingest.coverage.witnesses import Imbalance, side_of

EACH = 5
"""Entries of one kind at the most: a list that says one thing a hundred times says nothing else."""

Named = Callable[[str], str]
"""From the key of an actor to its name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read or to look up, and how many claims, stances or relations it would bear on."""

    weight: int
    what: str
    kind: str


def reading_list(
    imbalances: Sequence[Imbalance],
    rows: Sequence[DyadRow],
    months: Sequence[Month],
    alone: Counter[str],
    unconfirmed: Counter[str],
    unsided: Counter[str],
    pointless: Counter[str],
    named: Named,
) -> list[Reading]:
    """What bears on most first, at most five of a kind."""
    readings = [
        *_few(_speakers(imbalances, named)),
        *_few(_gaps(rows, months, named)),
        *_few(Reading(size, f"a second document for {key}, on which {number(size, 'relation')} rest alone", "document") for key, size in alone.items()),
        *_few(Reading(size, f"a person's word on {number(size, 'stance')} on {key}", "stance") for key, size in unconfirmed.items()),
        *_few(Reading(size, f"on which side {named(key)} stands, who publishes {number(size, 'claim')}", "side") for key, size in unsided.items()),
        *_few(Reading(size, f"{key} again: {number(size, 'claim')} without a paragraph or printed words", "locator") for key, size in pointless.items()),
    ]  # fmt: skip
    return sorted(readings, key=lambda reading: (-reading.weight, reading.what))


def pointless(locator: Locator) -> bool:
    """Whether a locator leads to no place in the document: neither a paragraph nor words that are printed there."""
    return locator.paragraph is None and (locator.words or "").startswith("stored excerpt: ")


def unsided_outlets(claims: Iterable[Claim], catalogue: Catalogue) -> Counter[str]:
    """Outlets whose side nobody has looked up, by how many claims they publish."""
    published = Counter(catalogue.identity.key(claim.speakers[-1]) for claim in claims)
    return Counter({key: size for key, size in published.items() if side_of(key, catalogue) is None})


def _few(readings: Iterable[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (-reading.weight, reading.what))[:EACH]


def _speakers(imbalances: Iterable[Imbalance], named: Named) -> Iterator[Reading]:
    for it in imbalances:
        who = f"; unheard so far: {', '.join(map(named, it.missing))}" if it.missing else ""
        heard = f"{it.opposing} heard against {it.speakers} of {named(it.principal)}"
        what = f"speakers of {named(it.opponent)} in {it.theatre}, {heard}{who}"
        yield Reading(it.speakers - it.opposing, what, "speakers")


def _gaps(rows: Iterable[DyadRow], months: Sequence[Month], named: Named) -> Iterator[Reading]:
    names = list(month_names(months))
    for row in rows:
        first, length = row.longest_gap
        if length > 1:
            left, right = map(named, row.actors)
            when = f"{names[first]} to {names[first + length - 1]}"
            what = f"{left} and {right} in {row.theatre or 'no theatre'}, {when}: {length} months without a report"
            yield Reading(len(row.claims) * length // len(names), what, "gap")

"""Who speaks: outlets and speakers by side, languages, and how many speak for each principal and its opponents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from linkage.graph.families import Family
from linkage.graph.records import Actor, Claim, Document
from linkage.graph.relations.affiliation import affiliations
from linkage.graph.relations.dyads import Tie
from linkage.ingest.catalogue import Catalogue

FEWEST = 3
"""Claims of opposition from which on two principals count as opponents in a theatre."""
MOST_TIMES = 2
"""How many times the speakers of its opponent a principal may have before somebody is missing."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """How much comes from outlets and from first speakers of one side; `side` is None where nobody has looked."""

    side: str | None
    outlets: int
    published: int
    speakers: int
    spoken: int


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A principal with more than twice the speakers of its opponent in a theatre, and who of the latter never speaks."""

    theatre: str
    principal: str
    speakers: int
    opponent: str
    opposing: int
    missing: tuple[str, ...]


def sides(claims: Iterable[Claim], catalogue: Catalogue) -> list[SideRow]:
    """Claims by the side of the outlet that has them, and by that of whoever said it first."""
    published: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for claim in claims:
        published[catalogue.identity.key(claim.speakers[-1])] += 1
        if len(claim.speakers) > 1:
            spoken[catalogue.identity.key(claim.speakers[0])] += 1
    found = {side_of(key, catalogue) for key in [*published, *spoken]}
    return [
        SideRow(side, *_counted(published, side, catalogue), *_counted(spoken, side, catalogue))
        for side in sorted(found, key=lambda side: (side is None, side))
    ]


def side_of(actor: str, catalogue: Catalogue) -> str | None:
    """The side of an actor by the key that it is read under."""
    side = catalogue.get(Actor, actor).side
    return side.value if side else None


def languages(catalogue: Catalogue) -> Counter[str]:
    """Documents by the language they were read in."""
    return Counter(entry.record.language for entry in catalogue.entries[Document].values())


def speakers_by_principal(claims: Iterable[Claim], catalogue: Catalogue) -> dict[str, dict[str, set[str]]]:
    """For each theatre, the first speakers by whom they spoke for when they did; the outlets themselves are left out."""
    speakers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if len(claim.speakers) > 1:
            speaker, day = catalogue.identity.key(claim.speakers[0]), catalogue.known_from(claim)
            for standing in affiliations(speaker, (day, day), catalogue.memberships):
                for theatre in claim.theatres:
                    speakers[theatre][standing.principal].add(speaker)
    return speakers


def imbalances(claims: Iterable[Claim], ties: Mapping[Tie, Iterable[str]], catalogue: Catalogue) -> list[Imbalance]:
    """Opponents of whom one has more than twice the speakers of the other, the widest apart first; *ties* with claims."""
    claims = list(claims)
    speakers = speakers_by_principal(claims, catalogue)
    silent = _silent(claims, catalogue)
    found = set()
    for theatre, one, other in _opponents(ties):
        many, few = (len(speakers[theatre].get(key, ())) for key in (one, other))
        if many > MOST_TIMES * max(few, 1):
            missing = tuple(silent.get((theatre, other), ()))[:5]
            found.add(Imbalance(theatre, one, many, other, few, missing))
    return sorted(found, key=lambda it: (it.opposing - it.speakers, it.theatre, it.principal, it.opponent))


def _opponents(ties: Mapping[Tie, Iterable[str]]) -> Iterator[tuple[str, str, str]]:
    """Theatre and both ends of each opposition, in both orders."""
    for (pair, theatre), claims in ties.items():
        family, subject, object_ = pair.split("|")
        if theatre and family == Family.OPPOSES.name and len(set(claims)) >= FEWEST:
            yield theatre, subject, object_
            yield theatre, object_, subject


def _silent(claims: Iterable[Claim], catalogue: Catalogue) -> dict[tuple[str, str], list[str]]:
    """By theatre and principal, whoever acts for it there and is never heard, the busiest first."""
    acts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    heard: set[str] = set()
    for claim in claims:
        heard.add(catalogue.identity.key(claim.speakers[0]))
        subject, day = catalogue.identity.key(claim.subject), catalogue.known_from(claim)
        for standing in affiliations(subject, (day, day), catalogue.memberships):
            for theatre in claim.theatres:
                acts[theatre, standing.principal][subject] += 1
    return {place: [key for key, _ in counts.most_common() if key not in heard] for place, counts in acts.items()}


def _counted(claims: Counter[str], side: str | None, catalogue: Catalogue) -> tuple[int, int]:
    """How many actors of a side there are among these, and how many claims they have."""
    numbers = [number for key, number in claims.items() if side_of(key, catalogue) == side]
    return len(numbers), sum(numbers)

"""Claims whose place, or whose denial, leads nowhere: worth a second look."""

from collections.abc import Iterator

from linkage.graph.records import Claim, Hedge, Place, Theatre
from linkage.graph.theatres import enclosing_theatres
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.cautions import Caution
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem


def idle_denial(entry: Located) -> Iterator[Problem]:
    """A warning for a denial that disputes no claim: it answers somebody who is not there."""
    claim: Claim = entry.record
    if claim.hedge is Hedge.DENIED and not claim.disputes:
        rule = "disputes no claim: name what it answers in disputes, or code what was denied"
        yield entry.warning(Caution.IDLE_DENIAL, "hedge", claim.hedge.value, rule)


def elsewhere(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """A warning for each place that lies in a theatre apart from all theatres of the claim."""
    claim: Claim = entry.record
    places = [("place", claim.place)] if claim.place else []
    places += [("object", claim.object.key)] if claim.object and claim.object.kind == "place" else []
    for field, key in places if claim.theatres else ():
        theatre = _theatre(key, catalogue)
        if theatre and not any(_nested(theatre, asked, catalogue) for asked in claim.theatres):
            rule = f"lies in {theatre}, the claim in {' and '.join(claim.theatres)}"
            yield entry.warning(Caution.ELSEWHERE, field, key, rule)


def _theatre(place: str, catalogue: Catalogue) -> str | None:
    """The theatre that a place, or the nearest place around it that says so, lies in."""
    passed: set[str] = set()
    key: str | None = place
    while key and key not in passed and catalogue.has(Place, key):
        passed.add(key)
        record: Place = catalogue.get(Place, key)
        if record.theatre:
            return record.theatre
        key = record.within
    return None


def _nested(theatre: str, other: str, catalogue: Catalogue) -> bool:
    """Whether one of two theatres is or lies in the other."""
    within = {key: entry.record.within for key, entry in catalogue.entries.get(Theatre, {}).items()}
    return other in enclosing_theatres(theatre, within) or theatre in enclosing_theatres(other, within)

"""Offices: who holds one after a claim had it end, though nobody says that it was taken up again."""

from collections.abc import Iterator

from linkage.graph.records import Claim, Course, Hedge, RelationKind
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.cautions import Caution
from linkage.ingest.spill import Spool
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem

Office = tuple[str, str, str]
"""Who holds it, on whose behalf, and as what."""


class Offices:
    """The claims of a data set that somebody held an office, as they come by."""

    def __init__(self) -> None:
        self._claims: Spool[Located] = Spool()

    def note(self, entry: Located, kind: RelationKind) -> None:
        """Keep a valid claim that tells of an office."""
        claim: Claim = entry.record
        about_actor = claim.object is not None and claim.object.kind == "actor"
        if kind.membership and about_actor and claim.held and claim.hedge in (Hedge.ASSERTED, Hedge.REPORTED):
            self._claims.append(entry)

    def warnings(self, catalogue: Catalogue) -> Iterator[Problem]:
        """A warning for each claim that has somebody in an office after another claim had it end."""
        offices: dict[Office, list[Claim]] = {}
        for entry in self._claims:
            offices.setdefault(_office(entry.record, catalogue), []).append(entry.record)
        for entry in self._claims:
            end = _last_end(entry.record, offices[_office(entry.record, catalogue)])
            if end:
                rule = (
                    f"is after the office ended by {end.key}, {end.held}; if it was taken up again, a claim begins it"
                )
                yield entry.warning(Caution.AFTER_OFFICE, "held", str(entry.record.held), rule)


def _office(claim: Claim, catalogue: Catalogue) -> Office:
    assert claim.object is not None
    ends = catalogue.identity.key(claim.subject), catalogue.identity.key(claim.object.key)
    return *ends, (claim.role or "").casefold()


def _last_end(claim: Claim, told: list[Claim]) -> Claim | None:
    """The claim of the same office that had it end before *claim*, unless one has it begin again since."""
    first = claim.held and claim.held.first
    if not first or claim.course in (Course.BEGINS, Course.WHOLE):
        return None
    ends = [(other.held.last, other) for other in told if _ends(other) and other.held and other.held.last]
    before = [(day, other) for day, other in ends if day < first]
    if not before:
        return None
    last, end = max(before, key=lambda pair: pair[0])
    begun = (other.held.first for other in told if other.course in (Course.BEGINS, Course.WHOLE) and other.held)
    return None if any(day and last < day <= first for day in begun) else end


def _ends(claim: Claim) -> bool:
    return claim.course in (Course.ENDS, Course.WHOLE)

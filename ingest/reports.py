"""The claims of a data set as reports of ties, from which half-lives are estimated."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from linkage.graph.families import Family
from linkage.graph.records import Aspect, Claim, Course, Hedge, RelationKind
from linkage.graph.relations.half_lives import Report, Tie
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.shares import pair_name


def tie_reports(claims: Iterable[Claim], catalogue: Catalogue) -> Iterator[Report]:
    """
    What the claims report of ties between actors, and of their ends, each theatre by itself.

    Merged actors are one, and a channel has no direction. Denied, undated and withdrawn claims report nothing. An end
    that stays open counts as the day from which the claim is known: the tie went on until then at least. That a
    course *ends* is a report of the end on the day after, that it *begins* one on the day before, and of a state the
    *whole* course is both.
    """
    for claim in claims:
        if claim.held and claim.hedge is not Hedge.DENIED and not claim.withdrawn:
            yield from _reports(claim, catalogue)


def _reports(claim: Claim, catalogue: Catalogue) -> Iterator[Report]:
    kind: RelationKind = catalogue.get(RelationKind, claim.kind)
    first, last = _days(claim, catalogue)
    if kind.family:
        for tie in _ties(kind.family, claim, catalogue):
            report = Report(tie, first.toordinal(), last.toordinal(), kind.family.sign, (kind.aspect, kind.force))
            yield from _course(report, claim, kind)
    if kind.ends:
        for tie in _ties(kind.ends, claim, catalogue, both_ways=kind.symmetric):
            day = first.toordinal()
            yield Report(tie, day, day, kind.ends.sign, (kind.aspect, kind.force), ends=True)


def _course(report: Report, claim: Claim, kind: RelationKind) -> Iterator[Report]:
    """The report, between its onset and its end where the claim tells them."""
    assert claim.held is not None
    entire = claim.course is Course.WHOLE and kind.aspect is Aspect.STATE
    if claim.held.first and (entire or claim.course is Course.BEGINS):
        yield replace(report, first=report.first - 1, last=report.first - 1, ends=True)
    if claim.held.last and (entire or claim.course is Course.ENDS):
        # Its own days are left out: that they were followed by the end was never hidden.
        yield replace(report, first=report.last + 1, last=report.last + 1, ends=True)
    else:
        yield report


def _days(claim: Claim, catalogue: Catalogue) -> tuple[date, date]:
    assert claim.held is not None
    known = catalogue.known_from(claim)
    first, last = claim.held.first, claim.held.last
    return first or min(known, last or known), last or max(known, first or known)


def _ties(family: Family, claim: Claim, catalogue: Catalogue, *, both_ways: bool = False) -> list[Tie]:
    if claim.object is None or claim.object.kind != "actor":
        return []
    ends = catalogue.identity.key(claim.subject), catalogue.identity.key(claim.object.key)
    pairs = {pair_name(family, *ends)} | ({pair_name(family, *reversed(ends))} if both_ways else set())
    names = sorted(name.split("|") for name in pairs if name)
    return [(name, left, right, theatre) for name, left, right in names for theatre in claim.theatres or ("",)]

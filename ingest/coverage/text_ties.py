"""The ties of a data set by its text alone, derived by the rule by which they are stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from linkage.graph.records import Claim
from linkage.graph.relations.dyads import Contribution, Layer, Tie, derive_ties
from linkage.graph.relations.standing import Stretch
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.contributions import Counted, contribution
from linkage.ingest.rows import RecordRow, record_rows


def text_ties(claims: Iterable[Claim], catalogue: Catalogue) -> Iterator[tuple[Tie, list[Stretch]]]:
    """
    Each tie as it stands by all that is known at the end, with acts counted for those on whose behalf they were done.

    The claims behind a stretch are told by their keys.
    """
    claims = list(claims)
    disputed = _disputed(claims, catalogue)
    dyads: dict[str, list[Contribution]] = defaultdict(list)
    for claim in claims:
        row, *shares = record_rows(claim, catalogue)
        if "dyad" in row.properties:
            for counted, layers in _counted(row, shares):
                properties = row.properties | {"id": claim.key, "dated": claim.held is not None} | counted
                said = contribution(properties, layers, disputed.get(claim.key, ()))
                dyads[str(properties["dyad"])].append(said)
    for contributions in dyads.values():
        for tie, versions in derive_ties(contributions):
            stretches = [
                version.stretch
                for version, layer in versions
                if version.known_to is None and version.dated and layer != "DIRECT"
            ]
            if stretches:
                yield tie, stretches


def _counted(row: RecordRow, shares: Iterable[RecordRow]) -> Iterator[tuple[dict[str, object], list[Layer]]]:
    """What a claim counts for: itself on both layers, or as its shares where it counts for others."""
    rolled = row.properties.get("rolled")
    yield {}, ["DIRECT"] if rolled else ["DIRECT", "ROLLED"]
    for share in shares:
        # A share of a claim without a date, or open at an end, has none of the days of the claim.
        yield {"validFrom": None, "validTo": None, "withdrawnOn": None, **share.properties}, ["ROLLED"]


def _disputed(claims: Iterable[Claim], catalogue: Catalogue) -> dict[str, list[Counted]]:
    """For each claim that others dispute, when these count."""
    times: dict[str, list[Counted]] = defaultdict(list)
    for claim in claims:
        for key in claim.disputes:
            until = claim.withdrawn.on.first if claim.withdrawn else None
            times[key].append((catalogue.known_from(claim), until))
    return times

"""What is stored of the ties that follow from the claims about two actors."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from linkage.graph.families import Family
from linkage.graph.ids import global_id
from linkage.graph.records import Actor
from linkage.graph.relations.dyads import Contribution, Layer, Tie, derive_ties
from linkage.graph.relations.versions import Version


def stored_ties(name: str, contributions: Sequence[Contribution]) -> dict[str, Any]:
    """All ties of the dyad *name* with their versions, as the statement that stores them takes them."""
    left, _, _ = name.partition("|")
    return {
        "dyad": name,
        **actor_ids(name),
        "ties": [_tie(tie, versions, left) for tie, versions in derive_ties(contributions) if versions],
    }


def actor_ids(dyad: str) -> dict[str, str]:
    """The ids of the two actors of a dyad, the `left` and the `right` one."""
    left, _, right = dyad.partition("|")
    return {"left": global_id(Actor.__name__, left), "right": global_id(Actor.__name__, right)}


def _tie(tie: Tie, versions: list[tuple[Version, Layer]], left: str) -> dict[str, Any]:
    family, subject, _ = tie[0].split("|")
    stored = [_version_properties(tie, version, layer) for version, layer in versions]
    return {"family": family, "forward": subject == left, "versions": stored}


def _version_properties(tie: Tie, version: Version, layer: Layer) -> dict[str, Any]:
    """A version as it is stored; what it has no value for is None."""
    pair, theatre = tie
    family, subject, object_ = pair.split("|")
    start = version.valid_from if version.dated else "undated"
    stretch, finding = version.stretch, version.finding
    return {
        "id": global_id(
            "Relation", subject, family, object_, theatre or "", str(start), str(version.known_from), layer
        ),
        "pair": pair,
        "layer": layer,
        "sign": Family[family].sign,
        "theatre": theatre,
        "validFrom": version.valid_from,
        "validTo": version.valid_to,
        "dated": version.dated,
        "knownFrom": version.known_from,
        "knownTo": version.known_to,
        "basis": stretch.basis.name,
        "lastAttested": stretch.last and date.fromordinal(stretch.last),
        "nextAttested": stretch.following and date.fromordinal(stretch.following),
        "nextCertainty": stretch.following_certainty if stretch.following else None,
        "halfLife": stretch.half_life if stretch.last else None,
        "ending": stretch.ending and stretch.ending.name,
        "endedBy": stretch.ended_by,
        "status": finding.status.name,
        "certainty": finding.certainty,
        "origins": finding.origins,
        "claims": list(finding.claims),
        "contested": list(stretch.contested) or None,
        "issues": list(finding.issues),
    }

"""Relations told without a database or the loader: the claims of a village, derived pair by pair."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.versions import Version, derive

Records = Mapping[str, list[dict[str, Any]]]
Key = tuple[str, str, str, str]
"""Family, subject, object, theatre."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One version; its claims are named by their keys."""

    key: Key
    version: Version

    @property
    def sign(self) -> int:
        return {"BACKS": 1, "OPPOSES": -1, "NEGOTIATES_WITH": 0}[self.key[0]]

    @property
    def status(self) -> str:
        return self.version.finding.status.name

    def shown(self, as_of: date | None, known_by: date | None) -> bool:
        """Whether a lens with these two days shows it."""
        version = self.version
        held = as_of is None or (
            version.dated and (version.valid_from or as_of) <= as_of <= (version.valid_to or as_of)
        )
        if known_by is None:
            return held and version.known_to is None
        return held and version.known_from <= known_by <= (version.known_to or known_by)


def relations(records: Records) -> list[Relation]:
    """Every version of every relation, whatever the lens."""
    families = {kind["key"]: kind.get("family", "").upper() for kind in records["kinds"]}
    told: list[tuple[Key, dict[str, Any]]] = []
    for claim in records["claims"]:
        if (family := families[claim["kind"]]) and "object" in claim:
            ends = [claim["subject"], claim["object"]]
            if family == "NEGOTIATES_WITH":
                ends.sort()
            told.append(((family, *ends, claim["theatres"][0]), claim))
    told.sort(key=lambda entry: entry[0])
    return [
        Relation(key, version)
        for key, group in groupby(told, key=lambda entry: entry[0])
        for version in derive([_evidence(claim, records) for _, claim in group])
    ]


def counts(claim: dict[str, Any], known_by: date | None) -> bool:
    """Whether a claim counts by a day, or to the end."""
    known, withdrawn = _known(claim)
    if known_by is None:
        return withdrawn is None
    return known <= known_by and (withdrawn is None or known_by < withdrawn)


def _evidence(claim: dict[str, Any], records: Records) -> Evidence:
    held = Interval.parse(claim["held"]) if "held" in claim else None
    known, withdrawn = _known(claim)
    return Evidence(
        id=claim["key"],
        roots=frozenset([claim["speakers"][0], f"document/{claim['document']}"]),
        certainty=claim["certainty"],
        known_from=known,
        withdrawn_on=withdrawn,
        valid_from=held and held.first,
        valid_to=held and held.last,
        dated=held is not None,
        denies=claim["hedge"] == "denied",
        disputed=tuple(_known(other) for other in records["claims"] if claim["key"] in other.get("disputes", ())),
    )


def _known(claim: dict[str, Any]) -> tuple[date, date | None]:
    withdrawn = claim.get("withdrawn")
    return PartialDate.parse(claim["said"]).last, withdrawn and PartialDate.parse(withdrawn["on"]).first


def shown(found: Iterable[Relation], as_of: date | None, known_by: date | None) -> list[Relation]:
    return [relation for relation in found if relation.shown(as_of, known_by)]

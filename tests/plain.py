"""Relations told without a database or the loader: the claims of a village, derived pair by pair."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.ids import global_id
from linkage.graph.records import Claim, Course
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.relations.versions import Version, derive

Records = Mapping[str, list[dict[str, Any]]]
Key = tuple[str, str, str, str]
"""Family, subject, object, theatre."""
_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)


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
        held = version.basis is StandingBasis.ATTESTED if as_of is None else self.holds(as_of)
        return held and self.known(known_by)

    def holds(self, day: date) -> bool:
        """Whether its days cover one."""
        version = self.version
        return version.dated and (version.valid_from or day) <= day <= (version.valid_to or day)

    def known(self, known_by: date | None) -> bool:
        """Whether it was known by a day, or is still."""
        if known_by is None:
            return self.version.known_to is None
        return self.version.known_from <= known_by <= (self.version.known_to or known_by)


def relations(records: Records, half_lives: Mapping[str, float] | None = None) -> list[Relation]:
    """Every version of every relation, whatever the lens."""
    told: dict[Key, list[Evidence]] = {}
    keys = {_id(claim): claim["key"] for claim in records["claims"]}
    for claim in records["claims"]:
        for key, evidence in _told(claim, records, half_lives or {}):
            told.setdefault(key, []).append(evidence)
    return [
        Relation(key, _named(version, keys))
        for key, evidence in sorted(told.items())
        for version in derive(
            evidence, [claim for other in _opposites(key) for claim in told.get(other, ()) if not claim.ends]
        )
    ]


def _id(claim: dict[str, Any]) -> str:
    """The id that the claim has in the store: where two claims weigh the same, it settles which is named."""
    return global_id("Claim", _CLAIM.validate_python(claim).id)


def _named(version: Version, keys: Mapping[str, str]) -> Version:
    stretch = version.stretch
    finding = replace(stretch.finding, claims=tuple(keys[claim] for claim in stretch.finding.claims))
    contested = tuple(keys[claim] for claim in stretch.contested)
    ended_by = keys[stretch.ended_by] if stretch.ended_by else None
    return replace(version, stretch=replace(stretch, finding=finding, contested=contested, ended_by=ended_by))


def _told(claim: dict[str, Any], records: Records, half_lives: Mapping[str, float]) -> Iterator[tuple[Key, Evidence]]:
    """What a claim contributes to the tie that it tells of, and to those that it ends."""
    if "object" not in claim:
        return
    kind = kind_of(claim, records)
    evidence = _evidence(claim, records, half_lives)
    ends = claim["subject"], claim["object"]
    theatre = claim["theatres"][0]
    if family := kind.get("family", "").upper():
        subject, object_ = sorted(ends) if family == "NEGOTIATES_WITH" else ends
        yield (family, subject, object_, theatre), evidence
    if kind.get("ends") and not evidence.denies:
        for subject, object_ in (ends, ends[::-1]) if kind.get("symmetric") else (ends,):
            yield (kind["ends"].upper(), subject, object_, theatre), replace(evidence, ends=True)


def _opposites(key: Key) -> Iterator[Key]:
    family, subject, object_, theatre = key
    if other := {"BACKS": "OPPOSES", "OPPOSES": "BACKS"}.get(family):
        yield other, subject, object_, theatre
        yield other, object_, subject, theatre


def kind_of(claim: dict[str, Any], records: Records) -> dict[str, Any]:
    return next(kind for kind in records["kinds"] if kind["key"] == claim["kind"])


def counts(claim: dict[str, Any], known_by: date | None) -> bool:
    """Whether a claim counts by a day, or to the end."""
    known, withdrawn = _known(claim)
    if known_by is None:
        return withdrawn is None
    return known <= known_by and (withdrawn is None or known_by < withdrawn)


def _evidence(claim: dict[str, Any], records: Records, half_lives: Mapping[str, float]) -> Evidence:
    kind = kind_of(claim, records)
    state = kind["aspect"] == "state"
    held = Interval.parse(claim["held"]) if "held" in claim else None
    known, withdrawn = _known(claim)
    return Evidence(
        id=_id(claim),
        roots=frozenset([claim["speakers"][0], f"document/{claim['document']}"]),
        certainty=claim["certainty"],
        known_from=known,
        withdrawn_on=withdrawn,
        valid_from=held and held.first,
        valid_to=held and held.last,
        dated=held is not None,
        denies=claim["hedge"] == "denied",
        disputed=tuple(_known(other) for other in records["claims"] if claim["key"] in other.get("disputes", ())),
        course=Course(claim.get("course", "goes-on" if state else "whole")),
        state=state,
        half_life=half_lives.get(f"{kind['aspect']}_{kind['force']}", 0.0),
        lasting=held is None and claim.get("course") == "goes-on",
    )


def _known(claim: dict[str, Any]) -> tuple[date, date | None]:
    withdrawn = claim.get("withdrawn")
    return PartialDate.parse(claim["said"]).last, withdrawn and PartialDate.parse(withdrawn["on"]).first


def shown(found: Iterable[Relation], as_of: date | None, known_by: date | None) -> list[Relation]:
    return [relation for relation in found if relation.shown(as_of, known_by)]

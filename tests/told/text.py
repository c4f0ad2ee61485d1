"""What the text of a data set says, read without a database: who is one, what counts for which pair, and when."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from linkage.graph import families, records
from linkage.graph.ids import global_id
from linkage.graph.records import KINDS
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.versions import Version, derive
from linkage.ingest.text.dataset import Located, find
from tests.told import acting


class Text:
    """The records of the data set in *folder* by kind and key, and what follows from them."""

    def __init__(self, folder: Path | str) -> None:
        self.dataset = find(str(folder))
        self.records: dict[type[records.Record], dict[str, Any]] = {
            kind: {entry.record.key: entry.record for entry in self.dataset.records(kind) if isinstance(entry, Located)}
            for kind in KINDS.values()
        }

    def record(self, kind: str, key: str) -> Any:
        return self.records[getattr(records, kind)][key]

    @property
    def claims(self) -> Iterable[records.Claim]:
        return self.records[records.Claim].values()

    # Who is one, and part of what

    @cached_property
    def stays(self) -> dict[str, str]:
        """The key that each actor is read under."""
        judgements = self.records[records.Judgement].values()
        same = [(one.left, one.right) for one in judgements if one.verdict is records.Verdict.SAME]
        merged = {right for _, right in same}
        clusters = {key: {key} for key in self.records[records.Actor]}
        for left, right in same:
            joined = clusters[left] | clusters[right]
            clusters.update(dict.fromkeys(joined, joined))
        return {key: min(cluster - merged or cluster) for key, cluster in clusters.items()}

    def cluster(self, key: str) -> set[str]:
        """The keys that are read under this one, itself included."""
        return {key} | {other for other, stays in self.stays.items() if stays == key}

    def wholes(self, key: str) -> list[str]:
        """What an actor is part of: by its own record, then as is judged of any that is read under its key."""
        own = self.records[records.Actor][key].part_of
        found = [self.stays[own]] if own else []
        if self.stays[key] != key:
            return found
        judged = [
            (one.left, one.right)
            for one in self.records[records.Judgement].values()
            if one.verdict is records.Verdict.PART_OF
        ]
        judged += [(one.key, one.part_of) for one in self.records[records.Actor].values() if one.part_of]
        others = {self.stays[right] for left, right in judged if self.stays[left] == key}
        return found + sorted(others - set(found))

    # When things were known, and by whom

    def evidence(self, claim: records.Claim) -> Evidence:
        held = claim.held
        return Evidence(
            id=global_id("Claim", claim.id),
            origin=self.origin(claim),
            certainty=claim.certainty,
            known_from=self.known_from(claim),
            withdrawn_on=claim.withdrawn.on.first if claim.withdrawn else None,
            valid_from=held.first if held else None,
            valid_to=held.last if held else None,
            dated=held is not None,
            denies=claim.hedge is records.Hedge.DENIED,
            issue=claim.issue,
            disputed=tuple(
                (self.known_from(other), other.withdrawn.on.first if other.withdrawn else None)
                for other in self.claims
                if claim.key in other.disputes
            ),
        )

    def known_from(self, claim: records.Claim) -> date:
        published = self.records[records.Document][claim.document].published
        day = claim.said.last if claim.said else published.last
        assert day is not None
        return day

    def origin(self, claim: records.Claim) -> str:
        if len(claim.speakers) > 1:
            return claim.speakers[0]
        document = self.records[records.Document][claim.document]
        while document.origin:
            document = self.records[records.Document][document.origin]
        publisher: str = document.publisher
        return publisher

    # What claims add up to

    @cached_property
    def versions(self) -> list[tuple[str, str, Version, str]]:
        """Every version of every relation with its pair, theatre and layer, derived theatre by theatre."""
        groups: dict[tuple[str, str, str], list[Evidence]] = {}
        for claim in self.claims:
            for pair, layer, evidence in self._counted(claim):
                for theatre in claim.theatres or [""]:
                    groups.setdefault((pair, theatre, layer), []).append(evidence)
        found: dict[tuple[str, str, Version], list[str]] = {}
        for (pair, theatre, layer), claims in groups.items():
            for version in derive(claims).versions:
                found.setdefault((pair, theatre, version), []).append(layer)
        return [(*key, layers[0] if len(layers) == 1 else "BOTH") for key, layers in found.items()]

    def pair(self, claim: records.Claim) -> str | None:
        """What the claim speaks of, None where it adds up to no relation."""
        ends = self._ends(claim)
        return self._between(claim, *ends) if ends else None

    def _ends(self, claim: records.Claim) -> tuple[str, str] | None:
        if claim.object is None or claim.object.kind != "actor":
            return None
        return self.stays[claim.subject], self.stays[claim.object.key]

    def _between(self, claim: records.Claim, subject: str, about: str) -> str | None:
        family = self.records[records.RelationKind][claim.kind].family
        ends = [subject, about]
        if family is families.Family.NEGOTIATES_WITH:
            ends.sort()
        return "|".join([family.name, *ends]) if family and subject != about else None

    def _counted(self, claim: records.Claim) -> Iterator[tuple[str, str, Evidence]]:
        """The pairs that a claim counts for, in which layer, with which days."""
        ends, pair = self._ends(claim), self.pair(claim)
        if ends is None or pair is None:
            return
        evidence = self.evidence(claim)
        yield pair, "DIRECT", evidence
        for subject, about, cut in acting.counted(evidence, *ends, self.steps):
            if rolled := self._between(claim, subject, about):
                yield rolled, "ROLLED", cut

    @cached_property
    def steps(self) -> list[acting.Step]:
        return list(acting.steps(self))

    # Theatres within theatres

    def inner(self, theatres: Iterable[str]) -> set[str]:
        """The keys of theatres and of all that lies within them."""
        found = set(theatres)
        for theatre in self.records[records.Theatre].values():
            above: str | None = theatre.key
            while above is not None:
                if above in theatres:
                    found.add(theatre.key)
                above = self.record("Theatre", above).within
        return found

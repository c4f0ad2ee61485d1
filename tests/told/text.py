"""What the text of a data set says, read without a database: who is one, what counts for which pair, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from linkage.graph import families, records
from linkage.graph.ids import global_id
from linkage.graph.records import KINDS
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.versions import Version, derive
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find, in_order
from tests.told import acting


class Text:
    """The records of the data set in *folder* by kind and key, and what follows from them."""

    def __init__(self, folder: Path | str) -> None:
        self.dataset = find(str(folder))
        self.held_by: dict[tuple[type[records.Record], str], str] = {}
        """The data set that holds a record, by its kind and key."""
        self.records: dict[type[records.Record], dict[str, Any]] = {kind: {} for kind in KINDS.values()}
        for text in in_order([self.dataset]):
            for kind, found in self.records.items():
                for entry in text.records(kind):
                    if isinstance(entry, Located):
                        found[entry.record.key] = entry.record
                        self.held_by[kind, entry.record.key] = text.name

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
        return replace(self.counted(claim), roots=self.roots(claim))

    def counted(self, claim: records.Claim) -> Evidence:
        """What a claim contributes, but for whom it goes back to."""
        held, kind = claim.held, self.records[records.RelationKind][claim.kind]
        state = kind.aspect is records.Aspect.STATE
        return Evidence(
            id=global_id("Claim", claim.id),
            roots=frozenset(),
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
                for other in self.disputing.get(claim.key, ())
            ),
            course=claim.course or (records.Course.GOES_ON if state else records.Course.WHOLE),
            state=state,
            half_life=self.half_life(claim),
            lasting=held is None and claim.course is records.Course.GOES_ON,
        )

    @cached_property
    def disputing(self) -> dict[str, list[records.Claim]]:
        """The claims that dispute another, by its key."""
        found: dict[str, list[records.Claim]] = {}
        for claim in self.claims:
            for key in claim.disputes:
                found.setdefault(key, []).append(claim)
        return found

    def half_life(self, claim: records.Claim) -> float:
        lives, kind = self.dataset.head.half_lives, self.records[records.RelationKind][claim.kind]
        return {
            ("state", "deeds"): lives.state_deeds,
            ("state", "words"): lives.state_words,
            ("event", "deeds"): lives.event_deeds,
            ("event", "words"): lives.event_words,
        }[kind.aspect.value, kind.force.value] if lives else 0.0  # fmt: skip

    def carried(self, claim: records.Claim, days: range) -> range:
        """The days of an office, which goes on after the last report for three half-lives."""
        if claim.course in (records.Course.ENDS, records.Course.WHOLE):
            return days
        return range(days.start, min(days.stop + int(3 * self.half_life(claim)), date.max.toordinal() + 1))

    def known_from(self, claim: records.Claim) -> date:
        published = self.records[records.Document][claim.document].published
        day = claim.said.last if claim.said else published.last
        assert day is not None
        return day

    def publisher(self, claim: records.Claim) -> records.Actor:
        """The publisher of its document, as whom it is read."""
        key = self.stays[self.records[records.Document][claim.document].publisher]
        actor: records.Actor = self.records[records.Actor][key]
        return actor

    def origin(self, claim: records.Claim) -> str:
        if len(claim.speakers) > 1:
            return self.stays[claim.speakers[0]]
        document = self.records[records.Document][claim.document]
        while document.origin:
            document = self.records[records.Document][document.origin]
        publisher: str = self.stays[document.publisher]
        return publisher

    def voice(self, claim: records.Claim) -> str:
        """For whom its origin spoke on the day, the first by key; itself where it spoke for nobody else."""
        origin, said = self.origin(claim), self.known_from(claim).toordinal()
        lasting = [step for step in self.steps if said in step.days and step.known.stop == acting.ALWAYS.stop]
        return min(acting.principals(origin, lasting))

    def roots(self, claim: records.Claim) -> frozenset[str]:
        """What two claims must not share to be independent: origins, those they speak for, documents."""
        origin, said = self.origin(claim), self.known_from(claim).toordinal()
        document = claim.document
        while self.records[records.Document][document].origin:
            document = self.records[records.Document][document].origin
        point = [step for step in self.steps if said in step.days]
        principals = acting.principals(origin, point)
        return frozenset({origin, f"document/{document}"} | principals)

    # What claims add up to

    @cached_property
    def versions(self) -> list[tuple[str, str, Version, str]]:
        """Every version of every relation with its pair, theatre and layer, derived theatre by theatre."""
        groups: dict[tuple[str, str, str], list[Evidence]] = {}
        everywhere: dict[tuple[str, str], list[Evidence]] = {}
        for claim in self.claims:
            for pair, layer, evidence in self._told(claim):
                for theatre in claim.theatres or [""]:
                    groups.setdefault((pair, theatre, layer), []).append(evidence)
                if evidence.ends and not claim.theatres:
                    everywhere.setdefault((pair, layer), []).append(evidence)
        for (pair, theatre, layer), claims in groups.items():
            # An end without a theatre is an end in all of them.
            claims += everywhere.get((pair, layer), ()) if theatre else ()
        found: dict[tuple[str, str, Version], list[str]] = {}
        for (pair, theatre, layer), claims in groups.items():
            opposing = [
                claim
                for other in _opposites(pair)
                for claim in groups.get((other, theatre, layer), ())
                if not claim.ends
            ]
            for version in derive(claims, opposing):
                found.setdefault((pair, theatre, version), []).append(layer)
        return [(*key, layers[0] if len(layers) == 1 else "BOTH") for key, layers in found.items()]

    def _told(self, claim: records.Claim) -> Iterator[tuple[str, str, Evidence]]:
        """The pairs that a claim tells of, and those that it says to be over."""
        kind = self.records[records.RelationKind][claim.kind]
        for pair, layer, evidence in self._counted(claim):
            _, subject, about = pair.split("|")
            if kind.family:
                yield pair, layer, evidence
            if kind.ends and not evidence.denies:
                ended = replace(evidence, ends=True)
                yield f"{kind.ends.name}|{subject}|{about}", layer, ended
                if kind.symmetric or kind.ends is families.Family.NEGOTIATES_WITH:
                    yield f"{kind.ends.name}|{about}|{subject}", layer, ended

    def pair(self, claim: records.Claim) -> str | None:
        """What the claim tells of, None where it adds up to no relation."""
        return self.bears_on(claim) if self.records[records.RelationKind][claim.kind].family else None

    def bears_on(self, claim: records.Claim) -> str | None:
        """What the claim tells of or says to be over, None where it bears on no relation."""
        ends = self._ends(claim)
        return self._between(claim, *ends) if ends else None

    def _ends(self, claim: records.Claim) -> tuple[str, str] | None:
        if claim.object is None or claim.object.kind != "actor":
            return None
        return self.stays[claim.subject], self.stays[claim.object.key]

    def _between(self, claim: records.Claim, subject: str, about: str) -> str | None:
        kind = self.records[records.RelationKind][claim.kind]
        family = kind.family or kind.ends
        ends = [subject, about]
        if family is families.Family.NEGOTIATES_WITH:
            ends.sort()
        return "|".join([family.name, *ends]) if family and subject != about else None

    def _counted(self, claim: records.Claim) -> Iterator[tuple[str, str, Evidence]]:
        """The pairs that a claim counts for, in which layer, with which days."""
        ends, pair = self._ends(claim), self.bears_on(claim)
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


def _opposites(pair: str) -> list[str]:
    family, subject, about = pair.split("|")
    other = {"BACKS": "OPPOSES", "OPPOSES": "BACKS"}.get(family)
    return ["|".join([other, *ends]) for ends in ((subject, about), (about, subject))] if other else []

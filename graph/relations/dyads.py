"""
Everything between two actors: what each claim says of which tie, and what they add up to, tie by tie.

A tie is a pair, `family|subject|object`, in one theatre. One that claims tell of is derived together with what ends it
and with the ties of the opposite sign between the same two, so a dyad is derived as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from linkage.graph.families import Family
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.versions import Version, derive

Layer = Literal["DIRECT", "ROLLED", "BOTH"]
"""Whether claims count for the actors they name, for those on whose behalf these act, or the same for both."""

Tie = tuple[str, str | None]
"""`family|subject|object`, and the theatre."""

_Layers = dict[Layer, list[Evidence]]


def dyad_name(pair: str) -> str:
    """The two actors of a pair, `family|subject|object`, in the order of the alphabet."""
    _, subject, object_ = pair.split("|")
    return "|".join(sorted([subject, object_]))


@dataclass(frozen=True, slots=True)
class Contribution:
    """
    What one claim, or a share of it, says of two actors in some theatres, in none where it names none.

    `family` is what it tells of, `ends` what it says to be over, from subject to object or `both_ways`.
    """

    subject: str
    object: str
    theatres: tuple[str, ...]
    layers: tuple[Layer, ...]
    evidence: Evidence
    family: Family | None = None
    ends: Family | None = None
    both_ways: bool = False

    def contributed(self) -> Iterator[tuple[str, Evidence]]:
        """The pairs that it bears on, each with what it contributes."""
        if self.family:
            yield f"{self.family.name}|{self.subject}|{self.object}", self.evidence
        if self.ends and not self.evidence.denies:
            ending = replace(self.evidence, ends=True)
            yield f"{self.ends.name}|{self.subject}|{self.object}", ending
            if self.both_ways:
                yield f"{self.ends.name}|{self.object}|{self.subject}", ending


def derive_ties(contributions: Iterable[Contribution]) -> Iterator[tuple[Tie, list[tuple[Version, Layer]]]]:
    """The versions of every tie of one dyad, in the order of pairs and theatres; ties that are only ended have none."""
    evidence = _by_tie(contributions)
    for tie in sorted(evidence, key=lambda tie: (tie[0], tie[1] or "")):
        versions: dict[Version, Layer] = {}
        for layer, claims in _layers(tie, evidence).items():
            for version in derive(*claims):
                versions[version] = "BOTH" if version in versions else layer
        yield tie, list(versions.items())


def _by_tie(contributions: Iterable[Contribution]) -> dict[Tie, _Layers]:
    evidence: dict[Tie, _Layers] = {}
    everywhere: list[tuple[str, Layer, Evidence]] = []
    for contribution in contributions:
        for pair, claim in contribution.contributed():
            for layer in contribution.layers:
                if claim.ends and not contribution.theatres:
                    everywhere.append((pair, layer, claim))
                for theatre in contribution.theatres or (None,):
                    evidence.setdefault((pair, theatre), {}).setdefault(layer, []).append(claim)
    for pair, layer, claim in everywhere:
        for (name, theatre), layers in evidence.items():
            if name == pair and theatre is not None:
                layers.setdefault(layer, []).append(claim)
    return evidence


def _layers(tie: Tie, evidence: Mapping[Tie, _Layers]) -> dict[Layer, tuple[list[Evidence], list[Evidence]]]:
    """What speaks of a tie and what opposes it, once where the claims are the same on both layers."""
    pair, theatre = tie
    layers = evidence[tie]
    against = [evidence[name, theatre] for name in _opposites(pair) if (name, theatre) in evidence]
    sides = {
        layer: (claims, [claim for other in against for claim in other.get(layer, ()) if not claim.ends])
        for layer, claims in layers.items()
    }
    if "DIRECT" in sides and sides["DIRECT"] == sides.get("ROLLED"):
        return {"BOTH": sides["DIRECT"]}
    return sides


def _opposites(pair: str) -> Iterator[str]:
    """The pairs of the opposite sign between the same two, in both directions."""
    name, subject, object_ = pair.split("|")
    sign = Family[name].sign
    for family in Family:
        if sign and family.sign == -sign:
            yield f"{family.name}|{subject}|{object_}"
            yield f"{family.name}|{object_}|{subject}"

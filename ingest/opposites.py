"""Backing and opposition of one pair on the same days, of which no claim disputes the other."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from linkage.graph.records import Claim, Hedge, RelationKind
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.cautions import Caution
from linkage.ingest.shares import tie
from linkage.ingest.spill import Spool
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem

_SLOTS = 1 << 22
"""Bytes that remember which pairs have claims of which sign: two of one slot are told apart when they are compared."""

Ends = tuple[str, str, str]
"""Subject, object and theatre."""


class SignedSpan(NamedTuple):
    """The days on which one claim has one actor back another, or oppose it, and where the claim stands."""

    ends: Ends
    sign: int
    first: int
    last: int
    key: str
    file: str
    line: int
    disputes: tuple[str, ...]

    def meets(self, other: "SignedSpan") -> bool:
        """Whether both speak of one day and neither disputes the other."""
        apart = self.first > other.last or other.first > self.last
        return not apart and other.key not in self.disputes and self.key not in other.disputes


class Opposites:
    """The signed claims of a data set as they come by; how many there are makes no difference to memory."""

    def __init__(self) -> None:
        self._spans: Spool[SignedSpan] = Spool()
        self._signs = bytearray(_SLOTS)

    def note(self, entry: Located, kind: RelationKind, catalogue: Catalogue) -> None:
        """Keep a valid claim that has one actor back or oppose another on days that it gives."""
        claim: Claim = entry.record
        if not kind.family or not kind.family.sign or claim.held is None or claim.withdrawn:
            return
        name = tie(claim, kind.family, catalogue) if claim.hedge in (Hedge.ASSERTED, Hedge.REPORTED) else None
        if name:
            _, subject, object_ = name.split("|")
            first, last = claim.held.first or date.min, claim.held.last or date.max
            for theatre in claim.theatres:
                ends, sign = (subject, object_, theatre), kind.family.sign
                self._signs[_slot(ends)] |= 1 if sign > 0 else 2
                days = first.toordinal(), last.toordinal()
                self._spans.append(SignedSpan(ends, sign, *days, claim.key, entry.file, entry.line, claim.disputes))

    def warnings(self) -> Iterator[Problem]:
        """A warning for each claim of opposition on a day on which another has the pair back each other."""
        pairs: dict[Ends, list[SignedSpan]] = {}
        for span in self._spans:
            if self._signs[_slot(span.ends)] == 3:
                pairs.setdefault(span.ends, []).append(span)
        for spans in pairs.values():
            yield from _contradicted(spans)


def _slot(ends: Ends) -> int:
    return hash(ends) % _SLOTS


def _contradicted(spans: Iterable[SignedSpan]) -> Iterator[Problem]:
    backing = [span for span in spans if span.sign > 0]
    for span in (span for span in spans if span.sign < 0) if backing else ():
        other = next((other for other in backing if span.meets(other)), None)
        if other:
            subject, object_, theatre = span.ends
            rule = (
                f"has {subject} oppose {object_} in {theatre} on days on which {other.key} has it back it, undisputed"
            )
            yield Problem(span.file, rule, span.line, f"claim {span.key}", caution=Caution.OPPOSITE)

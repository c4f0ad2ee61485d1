"""Claims and documents: who said it, when it held and what was published."""

from collections.abc import Iterable
from typing import Any

from linkage.graph.records import Basis, SpeakerSide
from linkage.graph.wording.dates import period, span

_BASES = {Basis.STATED: "", Basis.YEAR_INFERRED: " (year inferred)", Basis.INFERRED: " (date inferred)"}

SIDES = {
    SpeakerSide.STATE_RUN: "state-run",
    SpeakerSide.PARTY: "party to the conflict",
    SpeakerSide.OPPOSITION: "opposition",
    SpeakerSide.INDEPENDENT: "independent",
    SpeakerSide.UNKNOWN: "side unknown",
}
"""What is said of the side of a publisher or a speaker."""


def unknown_claim(key: str) -> str:
    """That a key leads to no claim."""
    return f"there is no claim {key!r}"


def voice(name: str, side: SpeakerSide | None) -> str:
    """A speaker or a publisher with its side, where anybody has looked: `Gazette (state-run)`."""
    return f"{name} ({SIDES[side]})" if side else name


def voices(speakers: Iterable[Any]) -> str:
    """The chain of the speakers of an answer, each with its side."""
    return chain(voice(speaker.name, speaker.side) for speaker in speakers)


def chain(speakers: Iterable[str]) -> str:
    """
    Who said it to whom, from the innermost to the publisher: `an unnamed source → a paper → the publisher`.

    The arrow runs the way the words went, reads the same in a table and in a sentence, and does not say what "A for
    B" would: that one spoke on behalf of the other.
    """
    return " → ".join(speakers)


def held(claim: Any) -> str:
    """When a claim of an answer says that it held, and whether that date is inferred."""
    inferred = _BASES[claim.basis] if claim.basis and (claim.valid_from or claim.valid_to) else ""
    return f"{period(claim.valid_from, claim.valid_to)}{inferred}"


def published(document: Any) -> str:
    """The publisher of a document of an answer, and the day, month or span of publication."""
    return f"{voice(document.publisher.name, document.publisher.side)}, {span(document.published)}"

"""Claims and documents: who said it, when it held and what was published."""

from collections.abc import Iterable

from linkage.graph.dates import PartialDate
from linkage.graph.records import Basis
from linkage.graph.wording.dates import period, span

_BASES = {Basis.STATED: "", Basis.YEAR_INFERRED: " (year inferred)", Basis.INFERRED: " (date inferred)"}


def chain(speakers: Iterable[str]) -> str:
    """
    Who said it to whom, from the innermost to the publisher: `an unnamed source → a paper → the publisher`.

    The arrow runs the way the words went, reads the same in a table and in a sentence, and does not say what "A for
    B" would: that one spoke on behalf of the other.
    """
    return " → ".join(speakers)


def held(start: PartialDate | None, end: PartialDate | None, basis: Basis | None) -> str:
    """When a claim says that it held, and whether that date is inferred."""
    return f"{period(start, end)}{_BASES[basis] if basis and (start or end) else ''}"


def published(publisher: str, published: str) -> str:
    """The publisher and the day, month or span of publication."""
    return f"{publisher}, {span(published)}"

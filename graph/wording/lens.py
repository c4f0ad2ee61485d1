"""What a lens shows, in a caption."""

from datetime import date

from linkage.graph.wording.caveats import NO_FORECAST
from linkage.graph.wording.dates import known_by as _known_by
from linkage.graph.wording.dates import spell
from linkage.graph.wording.numbers import figure


def least(certainty: float | None, claims: bool = False) -> str:
    """The sentence on what certainty is asked for, of relations or of *claims*; nothing where none is."""
    if certainty is None:
        return ""
    return f"Only {'claims ' if claims else ''}with a certainty of {figure(certainty)} or more."


def stances(as_of: date | None, known_by: date | None, min_certainty: float | None) -> str:
    """What a page of trades looks at."""
    day = f" for {spell(as_of)}" if as_of else ""
    sentence = f"Stances as they are coded{day}{_known_by(known_by)}."
    return " ".join(filter(None, [sentence, least(min_certainty, claims=True), NO_FORECAST]))


def compared(caption: str, as_of: date | None, known_by: date | None) -> str:
    """A caption with what is looked at compared with an earlier lens."""
    when = f" as they were on {spell(as_of)}" if as_of else ""
    return (
        f"{caption} Compared with relations{when}{_known_by(known_by)}: changed lines say so, and what ended is faint."
    )

"""Days that cannot be meant: those that contradict each other are refused, those that are only odd are warned of."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.fields import table
from linkage.graph.records import Claim, Document, Hedge, Judgement, Record
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem

_EARLIEST_YEAR = 1000
_FORESIGHT = timedelta(days=31)
"""How long after print a thing may begin that a document asserts: what is agreed today comes into force next week."""
_PAST_FIELDS = {(Document, "published"), (Claim, "said"), (Judgement, "on")}
"""Fields that tell of something that has happened once it can be written down."""


def withdrawn_too_early(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """A problem where a claim is taken back before anybody had made it."""
    claim: Claim = entry.record
    if claim.withdrawn and catalogue.has(Document, claim.document):
        document: Document = catalogue.get(Document, claim.document)
        made = claim.said or document.published
        if made.first and claim.withdrawn.on.last < made.first:
            yield entry.problem("withdrawn.on", str(claim.withdrawn.on), f"is before it was said, {made}")


def reprinted_too_early(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """A problem where a document reprints one that came out after it."""
    document: Document = entry.record
    if document.origin and catalogue.has(Document, document.origin):
        origin: Document = catalogue.get(Document, document.origin)
        if origin.published.first and document.published.last and origin.published.first > document.published.last:
            rule = f"was published {origin.published}, after its reprint of {document.published}"
            yield entry.problem("origin", document.origin, rule)


def odd_days(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """A warning for each date of a valid record that is more likely a slip than meant."""
    record: Record = entry.record
    for name, past in _dated(type(record)):  # type: ignore[arg-type]  # a class, not a value
        value: PartialDate | Interval | None = getattr(record, name)
        earliest = (value.start or value.end) if isinstance(value, Interval) else value
        if earliest and earliest.year < _EARLIEST_YEAR:
            yield entry.problem(name, str(value), f"is in the year {earliest.year}: is it the right century?")
        elif past and earliest and earliest.year >= date.today().year and earliest.first > date.today():
            yield entry.problem(name, str(value), "is in the future")
    if isinstance(record, Claim) and record.hedge is Hedge.ASSERTED:
        yield from _foretold(entry, catalogue)


def _foretold(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    claim: Claim = entry.record
    if claim.held and claim.held.start and catalogue.has(Document, claim.document):
        begins, out = claim.held.start, catalogue.get(Document, claim.document).published.end
        # Days are made only where years and months leave a doubt, for every claim comes by here.
        later = out and (begins.year, begins.month or 1) > (out.year, out.month or 12)
        if later and begins.first - out.last > _FORESIGHT:
            yield entry.problem("held", str(claim.held), f"begins long after {claim.document} was out, yet is asserted")


@cache
def _dated(kind: type[Record]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind that are dates, and which of them tell of the past."""
    names = [field.name for field in table(kind) if field.type in (PartialDate, Interval)]
    return tuple((name, (kind, name) in _PAST_FIELDS) for name in names)

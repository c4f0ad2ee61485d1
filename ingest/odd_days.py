"""Days that cannot be meant: those that contradict each other are refused, those that are only odd are warned of."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.fields import table
from linkage.graph.records import Actor, Claim, Document, Event, Hedge, Judgement, Record
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.cautions import Caution
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem

_EARLIEST_YEAR = 1000
_FORESIGHT = timedelta(days=31)
"""How long after print a thing may begin that a document tells: what is agreed today comes into force next week."""
_PAST_FIELDS = {(Document, "published"), (Claim, "said"), (Judgement, "on"), (Actor, "ended")}
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
            yield entry.warning(
                Caution.CENTURY, name, str(value), f"is in the year {earliest.year}: is it the right century?"
            )
        elif past and earliest and earliest.year >= date.today().year and earliest.first > date.today():
            yield entry.warning(Caution.FUTURE, name, str(value), "is in the future")
    if isinstance(record, Claim):
        if record.hedge is not Hedge.SPECULATED:
            yield from _foretold(entry, catalogue)
        if catalogue.ended:
            yield from _after_its_end(entry, catalogue)


def _foretold(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    claim: Claim = entry.record
    if claim.held and claim.held.start and catalogue.has(Document, claim.document):
        begins, out = claim.held.start, catalogue.get(Document, claim.document).published.end
        # Days are made only where years and months leave a doubt, for every claim comes by here.
        later = out and (begins.year, begins.month or 1) > (out.year, out.month or 12)
        if later and begins.first - out.last > _FORESIGHT and not _intended(claim, catalogue):
            rule = f"begins long after {claim.document} was out, yet is {claim.hedge.value}"
            yield entry.warning(Caution.FORETOLD, "held", str(claim.held), rule)


def _intended(claim: Claim, catalogue: Catalogue) -> bool:
    """Whether a claim is about the terms of a text, or about an event that is only spoken of as possible."""
    about = [claim.event] if claim.event else []
    about += [claim.object.key] if claim.object and claim.object.kind == "event" else []
    planned = any(catalogue.has(Event, key) and catalogue.get(Event, key).hypothetical for key in about)
    return planned or (claim.object is not None and claim.object.kind == "agreement")


def _after_its_end(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """A warning where somebody acts, or speaks first, after it had died or was dissolved."""
    claim: Claim = entry.record
    if claim.hedge is Hedge.SPECULATED:
        return
    subject = catalogue.ended.get(catalogue.identity.key(claim.subject))
    if subject and claim.held and claim.held.first and claim.held.first > subject.last:
        rule = f"is after {claim.subject} had ended, {subject}"
        yield entry.warning(Caution.AFTER_ITS_END, "held", str(claim.held), rule)
    speaker = catalogue.ended.get(catalogue.identity.key(claim.speakers[0]))
    if speaker and claim.said and claim.said.first > speaker.last:
        rule = f"is after {claim.speakers[0]} had ended, {speaker}"
        yield entry.warning(Caution.AFTER_ITS_END, "said", str(claim.said), rule)


@cache
def _dated(kind: type[Record]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind that are dates, and which of them tell of the past."""
    names = [field.name for field in table(kind) if field.type in (PartialDate, Interval)]
    return tuple((name, (kind, name) in _PAST_FIELDS) for name in names)

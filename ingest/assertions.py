"""What the head of a data set says that its text holds, at the least and at the most."""

from collections.abc import Iterator

from linkage.graph.records import KINDS, Assertion, Claim, Head, RelationKind, Theatre
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.cautions import Caution
from linkage.ingest.text.dataset import HEAD
from linkage.ingest.text.reader import Problem


def verify(head: Head, catalogue: Catalogue) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings: too few is an error, for something was lost; too many asks for a second look."""
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for number, assertion in enumerate(head.assertions, 1):
        title = f"assertion {number} ({_words(assertion)})"
        unknown = [Problem(HEAD, rule, None, title, name, key) for name, key, rule in _unknown(assertion, catalogue)]
        errors += unknown
        if unknown:
            continue
        count = _count(assertion, catalogue)
        rule = f"the text has {count:,}"
        if assertion.minimum is not None and count < assertion.minimum:
            errors.append(Problem(HEAD, rule, None, title, "minimum", assertion.minimum))
        if assertion.maximum is not None and count > assertion.maximum:
            warnings.append(Problem(HEAD, rule, None, title, "maximum", assertion.maximum, caution=Caution.SURPLUS))
    return errors, warnings


def _words(assertion: Assertion) -> str:
    """What is counted: `claims of family backs in libya`."""
    family = f" of family {assertion.family}" if assertion.family else ""
    kind = f" of kind {assertion.kind}" if assertion.kind else ""
    theatre = f" in {assertion.theatre}" if assertion.theatre else ""
    return f"{assertion.records}{family}{kind}{theatre}"


def _unknown(assertion: Assertion, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    if assertion.records not in KINDS:
        yield "records", assertion.records, f"is none of {', '.join(KINDS)}"
    if assertion.kind and not catalogue.has(RelationKind, assertion.kind):
        yield "kind", assertion.kind, "no relationkind has this key"
    if assertion.theatre and not catalogue.has(Theatre, assertion.theatre):
        yield "theatre", assertion.theatre, "no theatre has this key"


def _count(assertion: Assertion, catalogue: Catalogue) -> int:
    kind = KINDS[assertion.records]
    if kind is not Claim:
        return catalogue.counts[kind]
    return sum(
        count
        for (key, theatre), count in catalogue.tally.items()
        if theatre == assertion.theatre
        and assertion.kind in (None, key)
        and assertion.family in (None, catalogue.get(RelationKind, key).family)
    )

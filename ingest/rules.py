"""What is special to a kind of record: rules that its fields, or its records together, have to keep."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from linkage.graph.dates import Interval
from linkage.graph.fields import table
from linkage.graph.records import (
    Actor,
    Addition,
    Agreement,
    Aspect,
    Basis,
    Claim,
    Document,
    Event,
    Hedge,
    Issue,
    IssuePoint,
    Judgement,
    Place,
    Record,
    RelationKind,
    SpeakerSide,
    Stance,
    Verdict,
)
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.circles import rings
from linkage.ingest.odd_days import reprinted_too_early, withdrawn_too_early
from linkage.ingest.references import (
    REFERENCES,
    Check,
    unknown_claims,
    unknown_coders,
    unknown_keys,
    unknown_objects,
)
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem


def _symmetry(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    kind: RelationKind = entry.record
    if kind.symmetric and kind.family and kind.family.directed:
        yield entry.problem("symmetric", True, f"{kind.family} has a direction")


def _one_meaning(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    kind: RelationKind = entry.record
    if kind.ends and kind.family:
        yield entry.problem(
            "ends", kind.ends.value, f"stands beside family {kind.family}: a claim adds up to a tie or ends one"
        )


def _repeated_names(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    texts = [(name.text, name.language) for name in entry.record.names]
    for text, language in sorted({pair for pair in texts if texts.count(pair) > 1}):
        yield entry.problem("names", text, f"stands twice for language {language}")


def _borrowed_actor(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    addition: Addition = entry.record
    if catalogue.has(Actor, addition.actor) and addition.actor not in catalogue.borrowed[Actor]:
        yield entry.problem("actor", addition.actor, "is an actor of this data set: write it there")
    if not addition.names and addition.note is None:
        yield entry.problem("names", None, "has neither names nor a note, so it adds nothing")


def _sided(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    """A side is somebody's judgement, so it names who says so, unless nobody could tell."""
    actor: Actor = entry.record
    if actor.side and actor.side is not SpeakerSide.UNKNOWN and actor.side_source is None:
        yield entry.problem("side", actor.side.value, "needs a side_source: the address or the document that says so")
    if actor.side_source and actor.side is None:
        yield entry.problem("side_source", actor.side_source, "there is no side that it could be the source of")


def _basis(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    """A basis speaks of the date before it, and where only the year is inferred the source states a month."""
    name = _based(type(entry.record))  # type: ignore[arg-type]  # a class, not a value
    day, basis = getattr(entry.record, name), entry.record.basis
    if day is None and isinstance(entry.record, Claim) and basis is not None:
        yield entry.problem("basis", basis.value, f"there is no {name} that it could be the basis of")
    if day is not None and basis is Basis.YEAR_INFERRED:
        ends = (day.start, day.end) if isinstance(day, Interval) else (day,)
        if not any(end and end.month for end in ends):
            rule = "has no month that the source could state: its basis is inferred"
            yield entry.problem(name, str(day), rule)


@cache
def _based(kind: Any) -> str:
    """The field of a kind that stands before its basis."""
    names = [field.name for field in table(kind)]
    return names[names.index("basis") - 1]


def _scale(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    if entry.record.low == entry.record.high:
        yield entry.problem("high", entry.record.high, "is the same as the other end of the scale")


def _settlement(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    issue: Issue = entry.record
    if issue.opens and issue.closes and issue.closes.last < issue.opens.first:
        yield entry.problem("closes", str(issue.closes), f"is before it opens, {issue.opens}")
    if issue.outcome is not None and issue.closes is None:
        yield entry.problem("outcome", issue.outcome, "needs a day in closes: an open issue has no outcome")
    if issue.outcome_claims and issue.outcome is None:
        yield entry.problem("outcome_claims", list(issue.outcome_claims), "there is no outcome that they could tell")


def _publication(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    published = entry.record.published
    if published.last is None:
        yield entry.problem("published", str(published), "needs an end: by when was it out?")


def _one_side(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """What of the claims of a figure stands on both sides of it, contradicts itself, or is of a figure that is not coded."""
    for figure, prefix in (("position", ""), ("salience", "salience_"), ("capability", "capability_")):
        claims, against = (getattr(entry.record, f"{prefix}{side}") for side in ("claims", "against"))
        if prefix and (claims or against) and getattr(entry.record, figure) is None:
            side = "claims" if claims else "against"
            yield entry.problem(
                f"{prefix}{side}", list(claims or against), f"there is no {figure} that they could tell"
            )
        for key in sorted({*claims} & {*against}):
            yield entry.problem(f"{prefix}against", key, f"is a claim that the {figure} leans on, too")
        for key in claims:
            for other in catalogue.disputes.get(key, ()):
                if other in claims:
                    rule = f"contradicts {other}: one of the two speaks against the {figure}"
                    yield entry.problem(f"{prefix}claims", key, rule)


def _how_much_it_matters(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """Claims of a salience that tell who stands or speaks with whom, which says nothing of how much an issue matters."""
    for key in entry.record.salience_claims:
        kind = catalogue.sides_only.get(key)
        if kind:
            rule = f"tells who stands or speaks with whom ({kind}), not how much it matters: leave it to the position"
            yield entry.problem("salience_claims", key, rule)


def _other_issues(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    issue: Issue = entry.record
    if issue.key in issue.overlaps:
        yield entry.problem("overlaps", issue.key, "is the issue itself")


def _signed(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """What is agreed holds from the day on which the agreement was signed, on an issue that was open then."""
    point: IssuePoint = entry.record
    if point.agreement is None or not catalogue.has(Agreement, point.agreement):
        return
    signed = catalogue.get(Agreement, point.agreement).signed
    if signed is None:
        yield entry.problem("agreement", point.agreement, "is signed by nobody: it has no day from which it could hold")
        return
    if point.held.first is None or not signed.first <= point.held.first <= signed.last:
        yield entry.problem(
            "held", str(point.held), f"begins on another day than {point.agreement} was signed, {signed}"
        )
    if catalogue.has(Issue, point.issue):
        issue: Issue = catalogue.get(Issue, point.issue)
        if issue.closes and issue.closes.last < signed.first:
            yield entry.problem(
                "issue", issue.key, f"was closed, {issue.closes}, when {point.agreement} was signed, {signed}"
            )
        if issue.opens and issue.opens.first > signed.last:
            rule = f"was not open yet, {issue.opens}, when {point.agreement} was signed, {signed}"
            yield entry.problem("issue", issue.key, rule)


def _two_actors(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    if entry.record.left == entry.record.right:
        yield entry.problem("right", entry.record.right, "is the actor itself")


def _allowed_object(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    claim: Claim = entry.record
    if catalogue.has(RelationKind, claim.kind):
        allowed = catalogue.get(RelationKind, claim.kind).objects
        about = claim.object.kind if claim.object else "none"
        if about not in allowed:
            rule = f"a claim of kind {claim.kind} is about {' or '.join(allowed)}, not {about}"
            yield entry.problem("object", claim.object and str(claim.object), rule)


def _closed_event(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """A single act has both ends: what goes on until something ends it is a state."""
    claim: Claim = entry.record
    if claim.held and None in (claim.held.first, claim.held.last) and catalogue.has(RelationKind, claim.kind):
        kind: RelationKind = catalogue.get(RelationKind, claim.kind)
        if kind.aspect is Aspect.EVENT:
            rule = f"has an open end, and kind {kind.key} tells of single acts: give both days"
            yield entry.problem("held", str(claim.held), rule)


def _other_object(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    claim: Claim = entry.record
    if claim.object and claim.object.kind == "actor" and claim.object.key == claim.subject:
        yield entry.problem("object", claim.object.key, "is the subject itself")


def _repeated_claim(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """Two claims with one key, or that say the same; what the claim says is noted on the way."""
    key, identifier = entry.record.key, entry.record.id
    if not catalogue.claim_ids.add(key, identifier):
        yield entry.problem("key", key, "is given to two claims")
        catalogue.claim_keys[identifier] = key
    elif not catalogue.claim_keys.add(identifier, key):
        yield entry.problem("key", key, f"says the same as claim {catalogue.claim_keys[identifier]}")
        catalogue.claim_keys[identifier] = key


def _somebody_said(entry: Located, _catalogue: Catalogue) -> Iterator[Problem]:
    """What is reported is somebody's word; what a document says in its own voice it asserts."""
    claim: Claim = entry.record
    if claim.hedge is Hedge.REPORTED and len(claim.speakers) == 1:
        rule = "needs a speaker before the publisher, whose word it is; in its own voice a document asserts"
        yield entry.problem("hedge", claim.hedge.value, rule)


def _said_and_published(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    claim: Claim = entry.record
    if catalogue.has(Document, claim.document):
        document: Document = catalogue.get(Document, claim.document)
        if claim.speakers[-1] != document.publisher:
            rule = f"must end with the publisher of the document, {document.publisher}"
            yield entry.problem("speakers", claim.speakers[-1], rule)
        out = document.published.last
        if claim.said and out and claim.said.first > out:
            yield entry.problem("said", str(claim.said), f"is after {document.key} was published")


_CHECKS: dict[type[Record], tuple[Check, ...]] = {
    RelationKind: (*REFERENCES, _symmetry, _one_meaning),
    Place: (*REFERENCES, _repeated_names),
    Actor: (*REFERENCES, _repeated_names, _sided),
    Addition: (*REFERENCES, _repeated_names, _borrowed_actor),
    Judgement: (unknown_keys, _two_actors, unknown_coders),
    Issue: (unknown_keys, _scale, _settlement, _other_issues),
    Agreement: (*REFERENCES, _basis),
    Event: (*REFERENCES, _basis),
    Document: (*REFERENCES, _basis, _publication, reprinted_too_early),
    Claim: (
        unknown_keys,
        _basis,
        unknown_coders,
        _allowed_object,
        unknown_objects,
        _other_object,
        _closed_event,
        _repeated_claim,
        _said_and_published,
        _somebody_said,
        withdrawn_too_early,
    ),
    Stance: (unknown_keys, unknown_coders, _basis, unknown_claims, _one_side, _how_much_it_matters),
    IssuePoint: (unknown_keys, unknown_coders, _basis, unknown_claims, _signed),
}
"""The checks of single records in the order in which they are told; claims that claims name come last of all."""


def check_record(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """Everything that is wrong with one record, held against all that is read before its kind."""
    for check in _CHECKS.get(type(entry.record), REFERENCES):
        yield from check(entry, catalogue)


def _contradictions(entries: Iterable[Located], catalogue: Catalogue) -> Iterator[Problem]:
    """Judgements that cannot all be right: one actor that is part of itself, or not the same as itself."""
    above = {part: {principal} for part, principal in catalogue.parents().items()}
    judged: list[tuple[str, str, Located]] = []
    for entry in entries:
        judgement: Judgement = entry.record
        if judgement.left == judgement.right:
            continue  # refused by itself
        left, right = catalogue.identity.key(judgement.left), catalogue.identity.key(judgement.right)
        if judgement.verdict is Verdict.NOT_SAME and left == right:
            yield entry.problem("verdict", judgement.verdict.value, "other judgements make the two the same")
        if judgement.verdict is Verdict.PART_OF:
            above.setdefault(left, set()).add(right)
            judged.append((left, right, entry))
    yield from _circular(judged, rings(above))


def _circular(judged: Iterable[tuple[str, str, Located]], circles: Iterable[set[str]]) -> Iterator[Problem]:
    """The last judgement within each circle: the one without which it might be none."""
    circle_of = {key: number for number, keys in enumerate(circles) for key in keys}
    closing: dict[int, Located] = {}
    for left, right, entry in judged:
        number = circle_of.get(left)
        if number is not None and number == circle_of.get(right):
            closing[number] = entry
    for entry in closing.values():
        yield entry.problem("right", entry.record.right, "closes a circle of parts")


def _overlaps(entries: Iterable[Located], _catalogue: Catalogue) -> Iterator[Problem]:
    """Stances of one actor on one issue with days in common, unless they are rival readings."""
    cells: dict[tuple[str, str], list[Stance]] = {}
    for entry in entries:
        stance: Stance = entry.record
        cell = cells.setdefault((stance.issue, stance.actor), [])
        for earlier in cell:
            rivals = None not in (stance.alternative, earlier.alternative)
            if overlap(stance.held, earlier.held) and not (rivals and stance.alternative != earlier.alternative):
                rule = f"overlaps {earlier.key}; rival readings carry different alternatives"
                yield entry.problem("held", str(stance.held), rule)
        cell.append(stance)


def _two_at_once(entries: Iterable[Located], _catalogue: Catalogue) -> Iterator[Problem]:
    """Points of one issue with days in common: on the ground it stands at one, and so does an agreement put it."""
    known: dict[tuple[str, str | None], list[IssuePoint]] = {}
    for entry in entries:
        point: IssuePoint = entry.record
        earlier = known.setdefault((point.issue, point.agreement), [])
        for rival in earlier:
            if overlap(point.held, rival.held):
                yield entry.problem(
                    "held", str(point.held), f"overlaps {rival.key}: an issue stands at one point at a time"
                )
        earlier.append(point)


def idle_disputes(entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
    """A problem for each claim that is disputed though the two speak of other days; without a date they may meet."""
    claim: Claim = entry.record
    if claim.held is None:
        return
    for key in claim.disputes:
        days = catalogue.dated.get(key)
        if days and not overlap(claim.held, Interval.parse(days)):
            rule = f"speaks of other days, {days}, than {claim.held}: give the span that is disputed, or no dispute"
            yield entry.problem("disputes", key, rule)


def overlap(left: Interval, right: Interval) -> bool:
    """Whether two intervals have a day in common."""
    starts = [day for day in (left.first, right.first) if day]
    ends = [day for day in (left.last, right.last) if day]
    return not starts or not ends or max(starts) <= min(ends)


def _side_documents(_entries: Iterable[Located], catalogue: Catalogue) -> Iterator[Problem]:
    """Sides of actors by documents that are not there; actors are read before documents."""
    for entry in catalogue.entries[Actor].values():
        source: str | None = entry.record.side_source
        if source and "://" not in source and not catalogue.knows(Document, source):
            yield entry.problem("side_source", source, "no document has this key")


CHECKS_OF_ALL: dict[type[Record], Callable[[Iterable[Located], Catalogue], Iterator[Problem]]] = {
    Judgement: _contradictions,
    Document: _side_documents,
    Stance: _overlaps,
    IssuePoint: _two_at_once,
}
"""What all records of a kind together have to keep."""

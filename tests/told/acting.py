"""For whom actors act, told point by point: on one day, as was known by another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, product
from typing import TYPE_CHECKING

from linkage.graph import records
from linkage.graph.relations.derivation import Evidence

if TYPE_CHECKING:
    from tests.told.text import Text

ALWAYS = range(date.min.toordinal(), date.max.toordinal() + 1)


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody acts for somebody on these days, by what is known on those."""

    actor: str
    principal: str
    days: range = ALWAYS
    known: range = ALWAYS


def steps(text: "Text") -> Iterator[Step]:
    """Who acts for whom by records and judgements, which hold always, and by claims of a membership."""
    stays = text.stays
    for actor in text.records[records.Actor].values():
        if actor.part_of:
            yield Step(stays[actor.key], stays[actor.part_of])
    for judgement in text.records[records.Judgement].values():
        if judgement.verdict is records.Verdict.PART_OF:
            yield Step(stays[judgement.left], stays[judgement.right])
    for claim in text.claims:
        kind = text.records[records.RelationKind][claim.kind]
        about = claim.object if claim.object and claim.object.kind == "actor" else None
        if kind.membership and about and claim.held and claim.hedge is not records.Hedge.DENIED:
            counted = text.counted(claim)
            days = text.carried(claim, _days(counted))
            yield Step(stays[claim.subject], stays[about.key], days, _known(counted))


def counted(
    evidence: Evidence, subject: str, about: str, known_steps: Iterable[Step]
) -> Iterator[tuple[str, str, Evidence]]:
    """Between whom a claim counts once acts are rolled up: both ends, and the claim cut to when it does so."""
    # A claim without a date rolls up along what holds always, so that any day tells.
    along = [step for step in known_steps if evidence.dated or step.days == ALWAYS]
    along = list(_above({subject, about}, along))
    for days in _cut(_days(evidence), [step.days for step in along]):
        for known in _cut(_known(evidence), [step.known for step in along]):
            point = [step for step in along if days.start in step.days and known.start in step.known]
            for ends in product(principals(subject, point), principals(about, point)):
                yield *ends, _within(evidence, days, known)


def _above(keys: set[str], along: list[Step]) -> Iterator[Step]:
    """The steps that lead on from these actors, however far."""
    reached = set(keys)
    while further := {step.principal for step in along if step.actor in reached} - reached:
        reached |= further
    yield from (step for step in along if step.actor in reached)


def principals(actor: str, point: list[Step], below: frozenset[str] = frozenset()) -> set[str]:
    """The ends of all chains up from an actor, itself where there is none; a circle ends before it closes."""
    above = {step.principal for step in point if step.actor == actor} - below
    return {end for key in above for end in principals(key, point, below | {actor})} or {actor}


def _cut(span: range, spans: list[range]) -> Iterator[range]:
    """The pieces of a span between which one of the others begins or ends; an empty span has none."""
    borders = {border for other in spans for border in (other.start, other.stop) if border in span}
    for start, stop in pairwise(sorted({*borders, span.start, span.stop}) if span else ()):
        yield range(start, stop)


def _days(evidence: Evidence) -> range:
    start, end = evidence.valid_from or date.min, evidence.valid_to or date.max
    return range(start.toordinal(), end.toordinal() + 1)


def _known(evidence: Evidence) -> range:
    until = evidence.withdrawn_on.toordinal() if evidence.withdrawn_on else ALWAYS.stop
    return range(evidence.known_from.toordinal(), until)


def _within(evidence: Evidence, days: range, known: range) -> Evidence:
    return replace(
        evidence,
        valid_from=None if days.start == ALWAYS.start else date.fromordinal(days.start),
        valid_to=None if days.stop == ALWAYS.stop else date.fromordinal(days.stop - 1),
        known_from=date.fromordinal(known.start),
        withdrawn_on=None if known.stop == ALWAYS.stop else date.fromordinal(known.stop),
    )

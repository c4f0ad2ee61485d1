"""Claims, relations and trades of an answer in lines that can be read and quoted."""

from collections.abc import Iterable, Iterator
from typing import Any

from linkage.cli.assistants.arguments import Json
from linkage.graph.fields import descriptions
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.wording import assistants as wording
from linkage.graph.wording import leverage as leverage_wording
from linkage.graph.wording.claims import held, published, voices
from linkage.graph.wording.dates import period
from linkage.graph.wording.findings import finding, leaning_in
from linkage.graph.wording.lists import constant
from linkage.graph.wording.numbers import certainty, fixed, with_sign
from linkage.graph.wording.relations import placed, reserved, standing

SIDES = {"supports": "For it", "disputes": "Disputed by", "denials": "Denied by"}
"""How claims stand to a relation."""


def claim_lines(claim: Any) -> Iterator[str]:
    """What a claim says, who says so, when it held, and where that was published."""
    yield f"- [{claim.key}] {claim.summary} ({constant(claim.hedge)}, {certainty(claim.certainty)})"
    yield f"  said by {voices(claim.speakers)}; held {held(claim)}; known from {claim.known_from}"
    document = claim.document
    reprint = f", from “{document.origin}”" if document.origin else ""
    yield f"  in “{document.title}” ({published(document)}{reprint}), {claim.locator}, {document.address or 'no address'}"
    if claim.withdrawn:
        yield f"  withdrawn {claim.withdrawn.on}: {claim.withdrawn.reason}"


def relation_lines(relation: Any) -> Iterator[str]:
    """How a relation stands, on what, and the claims for it and against it, with how many more there are."""
    sentence = reserved(relation.subject.name, relation.family, relation.object.name, relation.status)
    place = relation.theatre.name if relation.theatre else None
    yield f"{placed(place, sentence)}, {period(relation.valid_from, relation.valid_to)}; {standing(relation)}"
    if relation.basis is not StandingBasis.ATTESTED:
        yield f"{relation.basis.value.capitalize()}: {descriptions(StandingBasis)[relation.basis.name]}"
    for name, title in SIDES.items():
        claims, keys = getattr(relation.claims, name), getattr(relation.all, name)
        if claims:
            yield from (f"{title}:", *several(claims))
        if len(keys) > len(claims):
            yield f"  {wording.more_claims(len(keys) - len(claims))}"
    if relation.contested:
        yield from ("Acts of the opposite sign since:", *several(relation.contested))
    if len(relation.opposite) > len(relation.contested):
        yield f"  {wording.more_claims(len(relation.opposite) - len(relation.contested))}"
    yield f"Relation id: {relation.id}"


def several(claims: Iterable[Any]) -> Iterator[str]:
    """The lines of some claims."""
    for claim in claims:
        yield from claim_lines(claim)


def trade_lines(fields: Json, answer: Any) -> Iterator[str]:
    """The finding on trades, and each trade with the claims that it hangs on."""
    pairs = fields["traders"]
    yield finding(
        leaning_in(pairs[0]) if pairs else None,
        reason=answer.reason,
        draws=answer.draws,
        as_of=answer.as_of,
        known_by=answer.known_by,
    )
    yield f"{leverage_wording.heading(fields)}. {wording.trades(len(answer.trades), answer.trade_count)}"
    for written, trade in zip(fields["trades"], answer.trades, strict=True):
        point = trade.point
        yield ""
        if point:
            steps = (
                leverage_wording.step(trade.giver1.name, trade.issue1.key, point.from1, point.to1),
                leverage_wording.step(trade.giver2.name, trade.issue2.key, point.from2, point.to2),
            )
            yield f"{'; '.join(steps)}; gain {fixed(point.gain)} each ({leverage_wording.SCALE})"
        for issue in (trade.issue1, trade.issue2):
            yield f"  {issue.key}: {issue.question} 0: {issue.low}; 100: {issue.high}"
        if trade.share:
            yield f"  share {fixed(trade.share.share)} ({leverage_wording.factors(trade.share.needed, trade.share.given)})"
        yield f"  {leverage_wording.ratios(written)}"
        for carried in trade.carrying:
            yield f"Hangs on, by {with_sign(carried.swing)} of the draws:"
            yield from claim_lines(carried.claim)
            if carried.against:
                yield from ("Against it:", *several(carried.against))
        if written["leftOut"]["carrying"]:
            yield f"  {wording.more_carrying(written['leftOut']['carrying'])}"
    yield from ("", *answer.notes)

"""Claims and relations of an answer in lines that can be read and quoted."""

from collections.abc import Iterable, Iterator
from typing import Any

from linkage.graph.fields import descriptions
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.wording import assistants as wording
from linkage.graph.wording.claims import held, published, voices
from linkage.graph.wording.dates import period
from linkage.graph.wording.lists import constant
from linkage.graph.wording.numbers import certainty
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

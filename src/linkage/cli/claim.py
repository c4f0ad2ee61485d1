"""`linkage claim`: what a claim says, who says so, and where."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from linkage.cli.answers import fetch_whole
from linkage.graph.errors import LinkageError
from linkage.graph.fields import table
from linkage.graph.records import Claim, Locator, SpeakerSide
from linkage.graph.wording.claims import chain, unknown_claim, voice
from linkage.graph.wording.lists import constant
from linkage.graph.wording.numbers import fixed

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute

SHOWN = [(field.stored, field.shown.label) for field in table(Claim) if field.shown]
"""What the model marks as shown: the field in GraphQL and its label."""
DOCUMENT = (
    """query Claim($key: String!) {
  claim(key: $key) {
    key summary hedge certainty origin validFrom validTo saidOn knownFrom coder ...shown
    kind { verb } subject { name } matter
    object { ... on Actor { name } ... on Place { name } ... on Agreement { name } ... on Issue { name: question } ... on Event { name } }
    theatres { name } issue { question }
    speakers { name side }
    document { title published address publisher { name side } origin { title } }
    locator { paragraph words }
    disputes { ...other } disputedBy { ...other } supports { ...other } supportedBy { ...other }
    withdrawn { on reason }
  }
}
fragment other on Claim { key summary }
"""
    + f"fragment shown on Claim {{ key {' '.join(name for name, _ in SHOWN)} }}"
)


def claim(
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Keys of claims.")],
) -> None:
    """
    Open claims: who says what, in which document and where in it, and what speaks against it.

    Example: linkage claim eb-038 f113-s100
    """
    claims, _ = fetch_whole(lambda execute: [open_claim(execute, key) for key in keys])
    print("\n\n".join("\n".join(lines(claim)) for claim in claims))


def open_claim(execute: "Execute", key: str) -> Any:
    """The claim with this key, with all that is shown of it; LinkageError where there is none."""
    claim = execute(DOCUMENT, {"key": key})["claim"]
    if claim is None:
        raise LinkageError(unknown_claim(key))
    return claim


def lines(claim: Any) -> Iterator[str]:
    """One claim with all that the query asks of it."""
    document, days = claim["document"], [day for day in (claim["validFrom"], claim["validTo"]) if day]
    theatres = [theatre["name"] for theatre in claim["theatres"]]
    yield f"{claim['key']}  {claim['summary']}"
    about = (claim["object"] or {}).get("name") or claim["matter"] or ""
    yield f"  what       {claim['subject']['name']} {claim['kind']['verb']} {about}".rstrip()
    yield f"  held       {' to '.join(dict.fromkeys(days)) or 'no date'}"
    yield f"  where      {', '.join(theatres) or 'no theatre'}"
    yield f"  said by    {chain(map(_voice, claim['speakers']))}, {claim['saidOn'] or claim['knownFrom']}"
    yield f"  hedge      {constant(claim['hedge'])}, certainty {fixed(claim['certainty'])}; goes back to {claim['origin']}"
    yield f"  document   {document['title']} ({_voice(document['publisher'])}, {document['published']}) {document['address'] or ''}".rstrip()
    yield f"  locator    {Locator(**claim['locator'])}"
    for title, name in (
        ("disputes", "disputes"),
        ("against it", "disputedBy"),
        ("supports", "supports"),
        ("for it", "supportedBy"),
    ):
        for rival in claim[name]:
            yield f"  {title:<10} {rival['key']}  {rival['summary']}"
    if claim["withdrawn"]:
        yield f"  withdrawn  {claim['withdrawn']['on']}: {claim['withdrawn']['reason']}"
    yield from (f"  {label.lower():<10} {claim[name]}" for name, label in SHOWN if claim[name] is not None)
    yield f"  coder      {claim['coder']}"


def _voice(actor: Any) -> str:
    return voice(actor["name"], SpeakerSide[actor["side"]] if actor["side"] else None)

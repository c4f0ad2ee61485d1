"""`linkage claim`: what a claim says, who says so, and where."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from linkage.cli.answers import executor
from linkage.graph.records import Locator

DOCUMENT = """query Claim($key: String!) {
  claim(key: $key) {
    key summary hedge certainty origin validFrom validTo saidOn knownFrom coder note
    kind { verb } subject { name } matter
    object { ... on Actor { name } ... on Place { name } ... on Agreement { name } ... on Issue { name: question } ... on Event { name } }
    theatres { name } issue { question }
    speakers { name }
    document { title published address publisher { name } origin { title } }
    locator { paragraph words }
    disputes { ...other } disputedBy { ...other } supports { ...other } supportedBy { ...other }
    withdrawn { on reason }
  }
}
fragment other on Claim { key summary }"""


def claim(
    keys: Annotated[list[str], typer.Argument(metavar="KEY...", help="Keys of claims.")],
) -> None:
    """
    Open claims: who says what, in which document and where in it, and what speaks against it.

    Example: linkage claim eb-038 f113-s100
    """
    execute = executor()
    claims = [execute(DOCUMENT, {"key": key})["claim"] for key in keys]
    print("\n\n".join("\n".join(_lines(record)) for record in claims))


def _lines(claim: Any) -> Iterator[str]:
    document, held = claim["document"], [day for day in (claim["validFrom"], claim["validTo"]) if day]
    yield f"{claim['key']}  {claim['summary']}"
    about = (claim["object"] or {}).get("name") or claim["matter"] or ""
    yield f"  what       {claim['subject']['name']} {claim['kind']['verb']} {about}".rstrip()
    yield f"  held       {' to '.join(dict.fromkeys(held)) or 'no date'}"
    yield f"  where      {', '.join(one['name'] for one in claim['theatres']) or 'no theatre'}"
    yield f"  said by    {' for '.join(one['name'] for one in claim['speakers'])}, {claim['saidOn'] or claim['knownFrom']}"
    yield f"  hedge      {claim['hedge'].lower()}, certainty {claim['certainty']:.2f}; goes back to {claim['origin']}"
    yield f"  document   {document['title']} ({document['publisher']['name']}, {document['published']}) {document['address'] or ''}".rstrip()
    yield f"  locator    {Locator(**claim['locator'])}"
    for title, name in (
        ("disputes", "disputes"),
        ("against it", "disputedBy"),
        ("supports", "supports"),
        ("for it", "supportedBy"),
    ):
        for other in claim[name]:
            yield f"  {title:<10} {other['key']}  {other['summary']}"
    if claim["withdrawn"]:
        yield f"  withdrawn  {claim['withdrawn']['on']}: {claim['withdrawn']['reason']}"
    if claim["note"]:
        yield f"  note       {claim['note']}"
    yield f"  coder      {claim['coder']}"

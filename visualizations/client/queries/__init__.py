"""The documents that pictures and pages ask, one per file, and the fragments that several of them share."""

import re
from collections.abc import Iterable
from importlib.resources import files

from linkage.graph.fields import Field, table
from linkage.graph.records import Claim

CLAIM_FIELDS = table(Claim)
_FRAGMENTS = ("Shares", "Claim")


def query(name: str, claim_fields: Iterable[Field] = CLAIM_FIELDS) -> str:
    """
    The text of `name.graphql` with the fragments that it mentions.

    Claims are asked for with whatever *claim_fields* mark as shown, besides what `Claim.graphql` names.
    """
    text = _read(name)
    for fragment in _FRAGMENTS:
        if re.search(rf"\.\.\.{fragment}\b", text):
            text += "\n" + _read(f"fragments/{fragment}")
    if "...ShownOfClaim" in text:
        names = " ".join(field.stored for field in claim_fields if field.shown)
        text += f"\nfragment ShownOfClaim on Claim {{ key {names} }}\n"
    return text


def _read(name: str) -> str:
    return files(__name__).joinpath(f"{name}.graphql").read_text(encoding="utf-8")

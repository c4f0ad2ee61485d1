"""The documents that pictures and pages ask, one per file, and the fragments that several of them share."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from linkage.graph.fields import Field, table
from linkage.graph.records import Claim

CLAIM_FIELDS = table(Claim)
FRAGMENTS = {name: files(__name__).joinpath("fragments", f"{name}.graphql") for name in ("Shares", "Claim")}


def query(name: str, claim_fields: Iterable[Field] = CLAIM_FIELDS) -> str:
    """
    The text of `name.graphql` with the fragments that it mentions.

    Claims are asked for with whatever *claim_fields* mark as shown, besides what `Claim.graphql` names.
    """
    text = with_fragments(files(__name__).joinpath(f"{name}.graphql"), FRAGMENTS)
    if "...ShownOfClaim" in text:
        names = " ".join(field.stored for field in claim_fields if field.shown)
        text += f"\nfragment ShownOfClaim on Claim {{ key {names} }}\n"
    return text


def with_fragments(file: Traversable, fragments: Mapping[str, Traversable]) -> str:
    """The text of a document with those of the fragments that it mentions, or one before them does."""
    text = file.read_text(encoding="utf-8")
    for name, fragment in fragments.items():
        if re.search(rf"\.\.\.{name}\b", text):
            text += "\n" + fragment.read_text(encoding="utf-8")
    return text

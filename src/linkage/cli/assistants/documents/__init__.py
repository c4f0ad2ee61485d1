"""What tools ask of GraphQL, a document per file, and the fragments that several of them share."""

from functools import cache
from importlib.resources import files

from linkage.visualizations.client.queries import FRAGMENTS, with_fragments

_FILES = files(__name__)
_FRAGMENTS = {name: _FILES.joinpath(f"{name}.graphql") for name in ("Standing", "Evidence")} | FRAGMENTS


@cache
def document(name: str) -> str:
    """The text of `name.graphql` with the fragments that it mentions."""
    return with_fragments(_FILES.joinpath(f"{name}.graphql"), _FRAGMENTS)

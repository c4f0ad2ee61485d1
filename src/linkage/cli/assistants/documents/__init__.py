"""What tools ask of GraphQL, a document per file, and the fragments that several of them share."""

from functools import cache
from importlib.resources import files

_FRAGMENTS = ("Standing", "Evidence")


@cache
def document(name: str) -> str:
    """The text of `name.graphql` with the fragments that it mentions."""
    text = _read(name)
    for fragment in _FRAGMENTS:
        if f"...{fragment}" in text:
            text += "\n" + _read(fragment)
    return text


def _read(name: str) -> str:
    return files(__name__).joinpath(f"{name}.graphql").read_text(encoding="utf-8")

"""Questions that show what can be asked: one GraphQL document per file, which begins with the question in words."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words, and the document that asks it; all of its variables have defaults."""

    words: str
    document: str


@cache
def questions() -> tuple[Question, ...]:
    """All questions in the order of the cookbook."""
    texts = sorted(
        (file.name, file.read_text(encoding="utf-8"))
        for file in files(__name__).iterdir()
        if file.name.endswith(".graphql")
    )
    parts = (text.partition("\n") for _, text in texts)
    return tuple(Question(words.removeprefix("# "), document) for words, _, document in parts)

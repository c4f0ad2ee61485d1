"""Words that should not stand where they stand: partisan ones in our own summaries, and those of mixed alphabets."""

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from linkage.graph.fields import table
from linkage.graph.records import Claim, Record
from linkage.ingest.cautions import Caution
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem

_OWN_TEXTS = ("name", "title", "question", "summary")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_ALPHABETS = [regex.compile(rf"\p{{{script}}}") for script in ("Latin", "Cyrillic", "Greek", "Armenian")]
"""Alphabets some of whose letters look alike."""


class PartisanWords:
    """Words and phrases that one side uses, in any case; an ending may follow, for *terrorist* stands in *terrorists*."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
        self._pattern = regex.compile(rf"(?<!\w)(?:{listed})(?:e?s)?(?!\w)", regex.IGNORECASE) if listed else None

    def warnings(self, entry: Located) -> Iterator[Problem]:
        """A warning for each such word in the summary of a claim, but for words in quotes."""
        claim: Claim = entry.record
        if self._pattern and (match := self._pattern.search(_unquoted(claim.summary))):
            rule = f"has {match[0]!r}, a word of one side: say it neutrally, or put it in quotes"
            yield entry.warning(Caution.PARTISAN, "summary", claim.summary, rule)


def mixed_scripts(entry: Located) -> Iterator[Problem]:
    """A warning for each text of ours in which one word has letters of two alphabets."""
    record: Record = entry.record
    for field in _own_texts(type(record)):  # type: ignore[arg-type]  # a class, not a value
        text: str = getattr(record, field)
        if not text.isascii():
            for word in _WORD.findall(text):
                if not word.isascii() and sum(bool(letters.search(word)) for letters in _ALPHABETS) > 1:
                    rule = f"mixes two alphabets in the word {word!r}"
                    yield entry.warning(Caution.MIXED_SCRIPT, field, text, rule)


@cache
def _own_texts(kind: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in table(kind) if field.name in _OWN_TEXTS)


def _unquoted(text: str) -> str:
    plain: str = regex.sub('“[^”]*”|"[^"]*"', " ", text)
    return plain

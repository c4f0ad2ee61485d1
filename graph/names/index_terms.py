"""
What the fulltext index holds of a name, and what it is asked for.

The index only has to bring the right names among others, whatever script they are in; which of them is meant
is settled by matching. Terms are made of letters, marks and digits alone, so that nothing a user types is ever
read as the index's own syntax.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from linkage.graph.names.matching import allowed_slips
from linkage.graph.names.normalization import Word, merge_words, spelling
from linkage.graph.names.phonetics import word_sounds

LONGEST, MOST_WORDS = 200, 12
"""Letters and words of a text that can be searched for."""

_LEAST_BEGINNING = 2
_MOST_PAIRED = 3
_MOST_KEYS = 32
"""For each word; Lucene takes 1,024 terms in one query."""


def stored_forms(text: str) -> dict[str, str]:
    """The stored forms of a name: its words without case, marks and article, and how they sound."""
    name_words = [*spelling(text).words, *_pairs(text)]
    return {"folded": " ".join(_folded(name_words)), "sounds": " ".join(_keys(name_words))}


def search_queries(text: str) -> list[str]:
    """
    What to ask the index for: names spelt so or beginning so, names sounding so, names that come near.

    They are asked apart, for there are thousands of names that begin with an a. Empty where the text has no word.
    """
    name_words, pairs = spelling(text).words, _pairs(text)
    spelt = [f"folded:{form}{end}" for word in name_words for form in _folded([word]) for end in ("^8", "*")]
    spelt += [f"folded:{form}^8" for form in _folded(pairs)]
    sounding = [f"sounds:{key}" for key in _keys([*name_words, *pairs])]
    near = [f"sounds:{key}*" for key in _keys(name_words) if len(key) >= _LEAST_BEGINNING]
    near += [f"folded:{word.bare}~{allowed}" for word in name_words if (allowed := allowed_slips(len(word.bare)))]
    return [" ".join(dict.fromkeys(terms)) for terms in (spelt, sounding, near) if terms]


def _folded(name_words: Iterable[Word]) -> list[str]:
    return list(dict.fromkeys(form for word in name_words for form in (word.letters, word.bare)))


def _pairs(text: str) -> list[Word]:
    """Neighbouring words written as one; a longer name has other words to be found by."""
    count = len(spelling(text).words)
    if count > _MOST_PAIRED:
        return []
    return [merge_words(text, start, start + 2).words[start] for start in range(count - 1)]


def _keys(name_words: Iterable[Word]) -> list[str]:
    """How words sound; of a word that can be read in very many ways, the first of them."""
    return list(dict.fromkeys(key for word in name_words for key in islice(_sounding(word), _MOST_KEYS)))


def _sounding(word: Word) -> Iterator[str]:
    for spoken in dict.fromkeys((word.spoken, word.caseless)):
        for sound in chain(word_sounds(spoken), word_sounds(spoken, across=True)):
            yield from sorted(filter(None, sound.keys))

"""
Whether a text means a name, by which rule, and how well: the ranking of a search.

Rules go from the surest to the weakest; a match is as sure as the weakest step that it needs.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from rapidfuzz.distance import OSA

from linkage.graph.names.normalization import Spelling, Word, merged, spelling
from linkage.graph.names.phonetics import LIMIT, Sound, distance, sounds


class NameRule(StrEnum):
    """What a text and the name that it finds have in common, the surest first."""

    EXACT = "exact"
    """They are the same, letter by letter."""
    CASE = "case"
    """They differ in capitals only."""
    DIACRITICS = "diacritics"
    """They differ in marks on letters."""
    ARABIC_LETTERS = "arabic_letters"
    """They differ in letters of Arabic script that stand for each other."""
    ARTICLE = "article"
    """One has an article that the other has not."""
    TRANSLITERATION = "transliteration"
    """They sound alike, in one script or in two."""
    WORDS = "words"
    """They share words, not all of them or not in one order."""
    PREFIX = "prefix"
    """The text is the beginning of a word of the name."""
    TYPO = "typo"
    """They differ by a slip or two."""


_ORDER = {rule: position for position, rule in enumerate(NameRule)}
_SCORES = {
    NameRule.EXACT: 1.0,
    NameRule.CASE: 0.98,
    NameRule.DIACRITICS: 0.96,
    NameRule.ARABIC_LETTERS: 0.94,
    NameRule.ARTICLE: 0.92,
    NameRule.TRANSLITERATION: 0.9,
    NameRule.WORDS: 0.8,
    NameRule.TYPO: 0.6,
}
_PREFIX = 0.5, 0.75
"""The score of a word of which almost nothing has been typed, and almost all."""
_PART = 0.5
"""What is left of the score where almost nothing of a name was asked for."""
_LEAST_SHARE = 0.3
"""Of a text, so much at least is to be in the name: "Field Marshal Haftar" in "Haftar"."""
_TYPO_FROM, _TWO_TYPOS_FROM = 6, 10
_SHORT = 3
"""Up to this many letters a word is as likely an abbreviation, in which every letter counts."""


@dataclass(frozen=True, slots=True)
class Match:
    """A text means a name: by this rule, this well from 0 to 1; `whole` where it is a spelling of all of it."""

    rule: NameRule
    score: float
    whole: bool = False


def match(text: str, name: str) -> Match | None:
    """How *text* means *name*; None where it does not."""
    asked, found = spelling(text), spelling(name)
    best = _by_words(asked, found)
    if best is None or not best.whole:
        tried = [best, *(_by_words(*pair) for pair in _rewritten(asked, found))]
        best = max(tried, key=lambda each: (each.whole, each.score) if each else (False, 0.0))
    return best


def _rewritten(asked: Spelling, found: Spelling) -> Iterator[tuple[Spelling, Spelling]]:
    """Both names with words written as one, for what is one word in one language may be two in another."""
    mine, theirs = len(asked.words), len(found.words)
    if mine + 1 == theirs:
        yield from ((asked, merged(found.text, start, start + 2)) for start in range(mine))
    if theirs + 1 == mine:
        yield from ((merged(asked.text, start, start + 2), found) for start in range(theirs))
    if mine and theirs and mine + theirs > 3:
        yield merged(asked.text, 0, mine), merged(found.text, 0, theirs)


def _by_words(asked: Spelling, found: Spelling) -> Match | None:
    """How the words of a text mean those of a name; None where they mean too little of the text."""
    paired = _paired(asked.words, found.words)
    mine, theirs = _share(asked, paired.keys()), _share(found, [other for other, _ in paired.values()])
    if mine < _LEAST_SHARE:
        return None
    lengths = {ours: len(asked.words[ours].bare) for ours in paired}
    score = sum(lengths[ours] * each.score for ours, (_, each) in paired.items()) / sum(lengths.values())
    rule = _weakest(each.rule for _, each in paired.values())
    if mine == theirs == 1:
        least = _least(asked.text, found.text, [other for _, (other, _) in sorted(paired.items())])
        whole = all(each.whole for _, each in paired.values())
        return Match(_weakest([rule, least]), round(min(score, _SCORES[least]), 3), whole)
    return Match(_weakest([rule, NameRule.WORDS]), round(score * mine * (_PART + (1 - _PART) * theirs), 3))


def _paired(asked: Iterable[Word], found: Iterable[Word]) -> dict[int, tuple[int, Match]]:
    """Each asked word, by its place, with the place of the word that it means, the best pairs first."""
    pairs = [
        (made.score, -ours, -theirs, made)
        for (ours, mine), (theirs, other) in product(enumerate(asked), enumerate(found))
        if (made := match_word(mine, other))
    ]
    paired: dict[int, tuple[int, Match]] = {}
    for _, ours, theirs, made in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if -ours not in paired and all(other != -theirs for other, _ in paired.values()):
            paired[-ours] = -theirs, made
    return paired


def _share(name: Spelling, places: Collection[int]) -> float:
    """The share of a name's letters that are in the words at these places."""
    if len(places) == len(name.words):
        return 1.0 if places else 0.0
    return sum(len(name.words[place].bare) for place in places) / sum(len(word.bare) for word in name.words)


def _least(text: str, name: str, order: list[int]) -> NameRule:
    """All words agree, but the texts may still differ in their order or in what is no word, as a hyphen."""
    if order != sorted(order):
        return NameRule.WORDS
    if text == name:
        return NameRule.EXACT
    return NameRule.CASE if text.casefold() == name.casefold() else NameRule.DIACRITICS


def _weakest(rules: Iterable[NameRule]) -> NameRule:
    return max(rules, key=_ORDER.__getitem__)


def match_word(asked: Word, found: Word) -> Match | None:
    """How one word means another."""
    for rule, mine, other in _spellings(asked, found):
        if mine == other:
            return Match(rule, _SCORES[rule], True)
    apart = _apart(asked, found)
    if apart is not None:
        return Match(NameRule.TRANSLITERATION, _SCORES[NameRule.TRANSLITERATION] - apart, True)
    typed = _typed(asked, found)
    if typed:
        least, most = _PREFIX
        return Match(NameRule.PREFIX, least + (most - least) * typed)
    return Match(NameRule.TYPO, _SCORES[NameRule.TYPO]) if _slip(asked.bare, found.bare) else None


def _spellings(asked: Word, found: Word) -> Iterator[tuple[NameRule, str, str]]:
    yield NameRule.EXACT, asked.written, found.written
    yield NameRule.CASE, asked.caseless, found.caseless
    yield NameRule.DIACRITICS, asked.plain, found.plain
    yield NameRule.ARABIC_LETTERS, asked.letters, found.letters
    yield NameRule.ARTICLE, asked.bare, found.bare


def _apart(asked: Word, found: Word) -> float | None:
    """How far two words sound apart, None where too far."""
    short = min(len(asked.bare), len(found.bare)) <= _SHORT
    return min(
        (
            apart
            for mine, other in _sounds(asked, found)
            if (apart := distance(mine, other)) is not None
            and apart <= (0 if short and mine.vowelled and other.vowelled else LIMIT)
        ),
        default=None,
    )


def _sounds(asked: Word, found: Word) -> Iterator[tuple[Sound, Sound]]:
    """Readings to compare; what looks like an article may be none where the other word has none (إلهام)."""
    yield from product(sounds(asked.spoken), sounds(found.spoken))
    if asked.has_article != found.has_article:
        yield from product(sounds(asked.caseless), sounds(found.caseless))


def _typed(asked: Word, found: Word) -> float:
    """The share of *found* that has been typed, 0 where *asked* does not begin it."""
    for mine, other in ((asked.letters, found.letters), (asked.bare, found.bare)):
        if other.startswith(mine):
            return len(mine) / len(other)
    for begun, other_sound in _sounds(asked, found):
        count = len(begun.consonants)
        if 2 <= count < len(other_sound.consonants) and not begun.vowels[-1]:
            apart = distance(begun, other_sound.start(count))
            if apart is not None and apart <= LIMIT:
                return count / (len(other_sound.consonants) + 1)
    return 0


def _slip(asked: str, found: str) -> bool:
    """A letter left out, put in, taken for another or swapped; an added ending makes another word."""
    allowed = slips(min(len(asked), len(found)))
    if not allowed or asked[0] != found[0] or asked.startswith(found):
        return False
    return OSA.distance(asked, found, score_cutoff=allowed) <= allowed


def slips(letters: int) -> int:
    """How many slips a word of so many letters may hold and still be known again."""
    return (letters >= _TYPO_FROM) + (letters >= _TWO_TYPOS_FROM)

"""
Whether a text means a name, by which rule, and how well: the ranking of a search.

Rules go from the surest to the weakest; a match is as sure as the weakest step that it needs.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from rapidfuzz.distance import OSA

from linkage.graph.names.normalization import Spelling, Word, merge_words, script, spelling
from linkage.graph.names.phonetics import LIMIT, Sound, sound_distance, word_sounds


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
    """A text means a name: by this rule, this well from 0 to 1; `complete` where it is a spelling of all of it."""

    rule: NameRule
    score: float
    complete: bool = False


def match_name(text: str, name: str) -> Match | None:
    """How *text* means *name*; None where it does not."""
    text_spelling, name_spelling = spelling(text), spelling(name)
    best = _match_by_words(text_spelling, name_spelling)
    if best is None or not best.complete:
        rewritten = _rewritten_spellings(text_spelling, name_spelling)
        tried = [best, *(_match_by_words(*pair) for pair in rewritten)]
        best = max(tried, key=lambda match: (match.complete, match.score) if match else (False, 0.0))
    return best


def _rewritten_spellings(text: Spelling, name: Spelling) -> Iterator[tuple[Spelling, Spelling]]:
    """Both names with words written as one, for what is one word in one language may be two in another."""
    text_count, name_count = len(text.words), len(name.words)
    if text_count + 1 == name_count:
        yield from ((text, merge_words(name.text, start, start + 2)) for start in range(text_count))
    if name_count + 1 == text_count:
        yield from ((merge_words(text.text, start, start + 2), name) for start in range(name_count))
    if text_count and name_count and text_count + name_count > 3:
        yield merge_words(text.text, 0, text_count), merge_words(name.text, 0, name_count)


def _match_by_words(text: Spelling, name: Spelling) -> Match | None:
    """How the words of a text mean those of a name; None where they mean too little of the text."""
    paired = _pair_words(text.words, name.words)
    text_share = _letter_share(text, paired.keys())
    name_share = _letter_share(name, [place for place, _ in paired.values()])
    if text_share < _LEAST_SHARE:
        return None
    lengths = {place: len(text.words[place].bare) for place in paired}
    weighted = sum(lengths[place] * match.score for place, (_, match) in paired.items())
    score = weighted / sum(lengths.values())
    rule = _weakest(match.rule for _, match in paired.values())
    if text_share == name_share == 1:
        least = _least_rule(text.text, name.text, [place for _, (place, _) in sorted(paired.items())])
        complete = all(match.complete for _, match in paired.values())
        return Match(_weakest([rule, least]), round(min(score, _SCORES[least]), 3), complete)
    share = _PART + (1 - _PART) * name_share
    return Match(_weakest([rule, NameRule.WORDS]), round(score * text_share * share, 3))


def _pair_words(text_words: Sequence[Word], name_words: Sequence[Word]) -> dict[int, tuple[int, Match]]:
    """Each word of the text, by its place, with the place of the word that it means, the best pairs first."""
    pairs = [
        (match.score, -text_place, -name_place, match)
        for text_place, text_word in enumerate(text_words)
        for name_place, name_word in enumerate(name_words)
        if (match := match_word(text_word, name_word))
    ]
    paired: dict[int, tuple[int, Match]] = {}
    for _, text_place, name_place, match in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if -text_place not in paired and all(place != -name_place for place, _ in paired.values()):
            paired[-text_place] = -name_place, match
    return paired


def _letter_share(name: Spelling, places: Collection[int]) -> float:
    """The share of a name's letters that are in the words at these places."""
    if len(places) == len(name.words):
        return 1.0 if places else 0.0
    return sum(len(name.words[place].bare) for place in places) / sum(len(word.bare) for word in name.words)


def _least_rule(text: str, name: str, order: list[int]) -> NameRule:
    """All words agree, but the texts may still differ in their order or in what is no word, as a hyphen."""
    if order != sorted(order):
        return NameRule.WORDS
    if text == name:
        return NameRule.EXACT
    return NameRule.CASE if text.casefold() == name.casefold() else NameRule.DIACRITICS


def _weakest(rules: Iterable[NameRule]) -> NameRule:
    return max(rules, key=_ORDER.__getitem__)


def match_word(typed_word: Word, name_word: Word) -> Match | None:
    """How one word means another."""
    for rule, typed, spelt in _spellings(typed_word, name_word):
        if typed == spelt:
            return Match(rule, _SCORES[rule], True)
    apart = _sound_apart(typed_word, name_word)
    if apart is not None:
        return Match(NameRule.TRANSLITERATION, _SCORES[NameRule.TRANSLITERATION] - apart, True)
    share = _typed_share(typed_word, name_word)
    if share:
        least, most = _PREFIX
        return Match(NameRule.PREFIX, least + (most - least) * share)
    return Match(NameRule.TYPO, _SCORES[NameRule.TYPO]) if _is_slip(typed_word.bare, name_word.bare) else None


def _spellings(typed: Word, name: Word) -> Iterator[tuple[NameRule, str, str]]:
    yield NameRule.EXACT, typed.written, name.written
    yield NameRule.CASE, typed.caseless, name.caseless
    yield NameRule.DIACRITICS, typed.plain, name.plain
    yield NameRule.ARABIC_LETTERS, typed.letters, name.letters
    yield NameRule.ARTICLE, typed.bare, name.bare


def _sound_apart(typed: Word, name: Word) -> float | None:
    """How far two words sound apart, None where too far."""
    short = min(len(typed.bare), len(name.bare)) <= _SHORT
    return min(
        (
            apart
            for sound, name_sound in _sound_pairs(typed, name)
            if (apart := sound_distance(sound, name_sound)) is not None
            and apart <= (0 if short and sound.vowelled and name_sound.vowelled else LIMIT)
        ),
        default=None,
    )


def _sound_pairs(typed: Word, name: Word) -> Iterator[tuple[Sound, Sound]]:
    """Readings to compare; what looks like an article may be none where the other word has none (إلهام)."""
    across = script(typed.caseless) != script(name.caseless)
    yield from product(word_sounds(typed.spoken, across), word_sounds(name.spoken, across))
    if typed.has_article != name.has_article:
        yield from product(word_sounds(typed.caseless, across), word_sounds(name.caseless, across))


def _typed_share(typed: Word, name: Word) -> float:
    """The share of *name* that has been typed, 0 where *typed* does not begin it."""
    for begun_letters, letters in ((typed.letters, name.letters), (typed.bare, name.bare)):
        if letters.startswith(begun_letters):
            return len(begun_letters) / len(letters)
    for begun, name_sound in _sound_pairs(typed, name):
        count = len(begun.consonants)
        if 2 <= count < len(name_sound.consonants) and not begun.vowels[-1]:
            apart = sound_distance(begun, name_sound.start(count))
            if apart is not None and apart <= LIMIT:
                return count / (len(name_sound.consonants) + 1)
    return 0


def _is_slip(typed: str, name: str) -> bool:
    """A letter left out, put in, taken for another or swapped; an added ending makes another word."""
    allowed = allowed_slips(min(len(typed), len(name)))
    if not allowed or typed[0] != name[0] or typed.startswith(name):
        return False
    return OSA.distance(typed, name, score_cutoff=allowed) <= allowed


def allowed_slips(letters: int) -> int:
    """How many slips a word of so many letters may hold and still be known again."""
    return (letters >= _TYPO_FROM) + (letters >= _TWO_TYPOS_FROM)

"""
A name as words, each spelt in ever plainer ways.

A word is kept as it was written, without case, without marks, with one form for each Arabic letter, and
without its article. Two words that first agree in one of these spellings differ in what that step took away.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

# Tatweel only stretches a line; the others join or part letters without being letters.
_UNSEEN = re.compile("[\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_APOSTROPHES = frozenset("'’‘`´ʼʻʿʾ′")
_HAMZAS = frozenset("\u0653\u0654\u0655")
_ARABIC_FORMS = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ء": ""})

# An article that a hyphen ties to the word behind it; those of the second set need no hyphen.
_TIED = frozenset((
    "al", "el", "ul", "as", "es", "eş", "ash", "esh", "ad", "ed", "ar", "er", "an", "en", "at", "et", "az", "ez",
    "аль", "эль", "ал", "ас", "аш", "ад", "ар", "ан", "ат", "аз",
))  # fmt: skip
_LOOSE = frozenset(["al", "el", "аль", "эль", "the"])
_ARABIC_ARTICLE = "ال"
_LATIN_ARTICLE = re.compile("[ae]l[^aeiouyk-m]")
_GOD = "الله"

_SCRIPTS = {"LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr",
            "ARMENIAN": "Armn", "GEORGIAN": "Geor", "CJK": "Hani", "HIRAGANA": "Hira", "KATAKANA": "Kana",
            "HANGUL": "Hang", "DEVANAGARI": "Deva", "SYRIAC": "Syrc", "ETHIOPIC": "Ethi"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """
    One word in its spellings; equal `bare` spellings differ in the article alone.

    `plain` has neither case nor marks, `letters` no variants of Arabic letters either. `spoken` is the
    caseless word without its article, and with the marks that tell how it sounds.
    """

    written: str
    caseless: str
    plain: str
    letters: str
    bare: str
    spoken: str

    @property
    def has_article(self) -> bool:
        return self.spoken != self.caseless


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as its words; `text` is the name itself."""

    text: str
    words: tuple[Word, ...]


@lru_cache(maxsize=20_000)
def spelling(text: str) -> Spelling:
    """The words of a name, articles tied to the words that they belong to."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    terms: list[Word] = []
    article = ""
    pieces = _pieces(text)
    for position, (piece, tied) in enumerate(pieces):
        key = piece.casefold()
        if position + 1 < len(pieces) and (key in _LOOSE or (tied and key in _TIED)):
            article += piece
            continue
        terms.append(_spell_word(article + piece, _without_article(key)))
        article = ""
    return Spelling(text, tuple(word for word in terms if word.bare))


@lru_cache(maxsize=20_000)
def merge_words(text: str, start: int, stop: int) -> Spelling:
    """A name with some neighbouring words written as one."""
    name = spelling(text)
    joined = name.words[start:stop]
    spoken = joined[0].spoken + "".join(word.caseless for word in joined[1:])
    merged = _spell_word("".join(word.written for word in joined), spoken)
    return Spelling(name.text, (*name.words[:start], merged, *name.words[stop:]))


def script(text: str) -> str:
    """The ISO 15924 code of the script of a name's first letter, Zyyy where that tells nothing."""
    for character in text:
        if character.isalpha():
            return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "Zyyy")
    return "Zyyy"


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Runs of letters, marks and digits, and whether a hyphen follows; an apostrophe within a run is dropped."""
    pieces: list[tuple[str, bool]] = []
    run = ""
    for character in text + " ":
        if unicodedata.category(character)[0] in "LMN" and character not in _APOSTROPHES:
            run += character
        elif character not in _APOSTROPHES and run:
            pieces.append((run, character in "-‐‑–"))
            run = ""
    return pieces


def _spell_word(written: str, spoken: str) -> Word:
    caseless = written.casefold()
    plain = _plain_form(caseless)
    return Word(written, caseless, plain, _letter_form(plain), _letter_form(_plain_form(spoken)), spoken)


def _plain_form(caseless: str) -> str:
    """Without accents and short vowels; a hamza stays, for it makes another letter."""
    letters = "".join(
        character
        for character in unicodedata.normalize("NFD", caseless)
        if character in _HAMZAS or not unicodedata.combining(character)
    )
    return "".join(map(_plain_character, unicodedata.normalize("NFC", letters)))


def _plain_character(character: str) -> str:
    if character.isascii() or script(character) not in ("Latn", "Zyyy"):
        return character
    return "".join(filter(str.isalnum, anyascii(character).casefold()))


def _letter_form(plain: str) -> str:
    decomposed = unicodedata.normalize("NFD", plain.translate(_ARABIC_FORMS))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _HAMZAS))


def _without_article(caseless: str) -> str:
    """An Arabic word, or a Latin one that holds its article (alsarraj), without it."""
    if _LATIN_ARTICLE.match(caseless) and len(caseless) > 5:
        return caseless[2:]
    if caseless.startswith(_ARABIC_ARTICLE) and len(caseless) > 4 and caseless != _GOD:
        return caseless.removeprefix(_ARABIC_ARTICLE)
    return caseless

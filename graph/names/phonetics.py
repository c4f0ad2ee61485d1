"""
How a word sounds, as far as its letters tell: consonants, and the vowels between them.

The same name is spelt Haftar, Hifter, حفتر and Хафтар: its consonants agree, as far as a script can tell them
apart, while vowels waver, and Arabic leaves the short ones out. So a letter stands for every consonant that
it may be heard as, and vowels count little. Arabic letters are read here, for the libraries that romanise
drop its long vowels; anyascii brings every other script to Latin letters, which are then read alike. Across
alphabets the letters of the others are read as what any convention of transcription may mean by them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product

from anyascii import anyascii

from linkage.graph.names.normalization import script
from linkage.graph.names.transcription import Choice, Unit, transcribed

LIMIT = 0.09
"""Words that differ by more than this share of their consonants sound different."""

# Consonants that are easily taken for each other are of one class, named by its first.
_CLASSES = ("kqg", "hx", "tdþðţ", "szšžśź", "cj", "bp", "fvw", "l", "m", "n", "r")
_CLASS = {consonant: consonants[0] for consonants in _CLASSES for consonant in consonants}
_NEAR_CONSONANT, _DOUBLED = 0.3, 0.05

# What it costs to take one vowel for another. á í ú are those that Arabic writes, so they were meant.
_VOWELS = {
    "aá": 0, "ií": 0, "uú": 0, "ae": 0.1, "ei": 0.1, "eí": 0.1, "ou": 0.1, "oú": 0.1, "iu": 0.2, "iú": 0.25,
    "uí": 0.25, "ai": 0.25,
}  # fmt: skip
_NEAR_VOWEL, _OTHER, _OTHER_LONG, _OTHER_AT_THE_END = 0.1, 0.3, 0.4, 0.5
_MORE, _MISSING, _MISSING_AT_AN_END, _ANOTHER_GENDER = 0.05, 0.3, 0.5, 1.0
_SHORT = str.maketrans("áíú", "aiu")
_ANY = "*"
"""A vowel of which only the place is written."""

# What each run of Latin letters may be heard as. c is a Turkish j and a ç without its cedilla; þ and ð are
# the two sounds of English th, which most languages take for t, d, s or z; c and j in the values are the
# sounds that open "chair" and "jam", x the one that ends "loch".
_LATIN = {
    "dzh": "j", "dsch": "j", "dj": "j", "j": "jžg", "tsch": "c", "tch": "c", "tsh": "c", "ch": "cšx",
    "shch": "š", "schtsch": "š", "szcz": "š", "sch": "š", "sz": "šs", "cz": "c", "sh": "š", "zh": "žj", "kh": "xhk", "gh": "g", "th": "þts", "dh": "ðdz",
    "ph": "f", "ck": "k", "q": "qkg", "c": "kcjs", "ts": "s", "tz": "s", "w": "wv", "ff": "fv",
    "k": "kq", "g": "gq",
    **{letter: letter for letter in "htdszbpfvlmnr"},
}  # fmt: skip
_LATIN_UNIT = re.compile("|".join(sorted([*_LATIN, "x", "[aeiouy]"], key=len, reverse=True)))
_MARKED = str.maketrans({"ç": "ch", "č": "ch", "ć": "ch", "ş": "sh", "š": "sh", "ș": "sh", "ž": "zh", "ğ": "g",
                         "ə": "a", "đ": "dj", "ь": "", "ъ": ""})  # fmt: skip
_CYRILLIC = {"v": "vw", "g": "gh"}
"""Letters that Cyrillic uses for more than the Latin letter that they are brought to."""

_ARABIC = {
    "ب": "bp", "پ": "p", "ت": "t", "ث": "þts", "ج": "jžgc", "چ": "c", "ح": "h", "خ": "xhk", "د": "d",
    "ذ": "ðdz", "ر": "r", "ز": "z", "ژ": "ž", "س": "s", "ش": "š", "ص": "s", "ض": "dz", "ط": "t", "ظ": "zdð",
    "غ": "gq", "ف": "fv", "ڤ": "v", "ق": "qkg", "ك": "kg", "ک": "kg", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "ہ": "h", "ھ": "h", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n",
}  # fmt: skip
_ARABIC_VOWELS = {"ا": "á", "أ": "á", "إ": "í", "آ": "á", "ٱ": "á", "ى": "aí", "ي": "í", "ی": "í", "ے": "í", "ئ": "í"}
_MOST_READINGS = 16


@dataclass(frozen=True, slots=True)
class Sound:
    """
    One way to read a word: n consonants, each as all that it may be, and n + 1 gaps for vowels.

    `doubled` tells which consonants were written twice. `vowelled` is false where the script leaves out
    short vowels, and doubling with them.
    """

    consonants: tuple[str, ...]
    doubled: tuple[bool, ...]
    vowels: tuple[str, ...]
    vowelled: bool

    @property
    def keys(self) -> set[str]:
        """One letter per consonant; sounds that can be the same share a key."""
        choices = (sorted(_classes(heard)) for heard in self.consonants)
        return {"".join(choice) for _, choice in zip(range(_MOST_READINGS), product(*choices), strict=False)}

    def start(self, count: int) -> "Sound":
        """The sound up to its consonant number *count*."""
        return Sound(self.consonants[:count], self.doubled[:count], (*self.vowels[:count], ""), self.vowelled)


def sound_distance(left: Sound, right: Sound) -> float | None:
    """How far two sounds are apart, per consonant; None where they have different consonants."""
    if len(left.consonants) != len(right.consonants) or not left.consonants:
        return None
    cost = 0.0
    if left.vowelled and right.vowelled:
        cost += _DOUBLED * sum(
            left_part != right_part for left_part, right_part in zip(left.doubled, right.doubled, strict=True)
        )
    for left_part, right_part in zip(left.consonants, right.consonants, strict=True):
        if set(left_part) & set(right_part):
            continue
        if not (left.vowelled or right.vowelled) or _classes(left_part).isdisjoint(_classes(right_part)):
            return None  # letters of one alphabet were written with care
        cost += _NEAR_CONSONANT
    final = len(left.vowels) - 1
    for place, (left_part, right_part) in enumerate(zip(left.vowels, right.vowels, strict=True)):
        if left_part == right_part:
            continue
        if not (left.vowelled or right.vowelled):
            cost += _OTHER_LONG if left_part.translate(_SHORT) != right_part.translate(_SHORT) else 0
        elif not left_part or not right_part:
            unwritten = not (left_part or left.vowelled) or not (right_part or right.vowelled)
            cost += _missing_cost(left_part or right_part, place, final, unwritten)
        else:
            cost += _vowels_cost(left_part, right_part, place == final)
    return cost / len(left.consonants)


def _missing_cost(vowels: str, place: int, final: int, unwritten: bool) -> float:
    if 0 < place < final:
        return 0 if unwritten and len(vowels) == 1 else _MISSING  # a diphthong is written in any script
    if place == final and "a" in vowels:
        return _ANOTHER_GENDER
    return _MORE if vowels == "e" else _MISSING_AT_AN_END


def _vowels_cost(vowels1: str, vowels2: str, final: bool) -> float:
    if _ANY in vowels1 + vowels2:
        return 0
    if final and _ends_of_two_genders(vowels1, vowels2):
        return _ANOTHER_GENDER
    more = _MORE if len(vowels1) > 1 or len(vowels2) > 1 else 0
    return more + min(_vowel_cost(a, b, final) for a, b in product(vowels1, vowels2))


def _ends_of_two_genders(vowels1: str, vowels2: str) -> bool:
    """Only one of them ends on an a, as Островская beside Ostrovsky."""
    heard1, heard2 = set(vowels1), set(vowels2)
    return ("a" in heard1 and heard2.isdisjoint("aáe")) or ("a" in heard2 and heard1.isdisjoint("aáe"))


def _vowel_cost(vowel1: str, vowel2: str, final: bool) -> float:
    if vowel1 == vowel2:
        return 0
    long = set("íú") & {vowel1, vowel2}
    cost = _VOWELS.get(min(vowel1, vowel2) + max(vowel1, vowel2), _OTHER_LONG if long else _OTHER)
    return _OTHER_AT_THE_END if final and cost > _NEAR_VOWEL else cost


def _classes(heard: str) -> set[str]:
    return {_CLASS[sound] for sound in heard}


@lru_cache(maxsize=20_000)
def word_sounds(text: str, across: bool = False) -> tuple[Sound, ...]:
    """Every way to read one word that has no capitals; *across* alphabets, as what another may have written so."""
    written = script(text)
    vowelled = written != "Arab"
    choices = list(_choices(text, written, across))
    readings = (
        _join_units(list(chain.from_iterable(units)), vowelled)
        for _, units in zip(range(_MOST_READINGS), product(*choices), strict=False)
    )
    return tuple(dict.fromkeys(readings))


def _choices(text: str, written: str, across: bool) -> Iterator[Choice]:
    if written == "Arab":
        return _arabic(text.replace("لل", "ل").replace("تش", "چ"))
    return transcribed(text, written == "Cyrl") if across else _latin(text)


def _join_units(units: list[Unit], vowelled: bool) -> Sound:
    consonants: list[str] = []
    doubled: list[bool] = []
    gaps = [""]
    for heard, vowel in units:
        if not heard:
            gaps[-1] += vowel
        elif vowelled and consonants and consonants[-1] == heard and not gaps[-1]:
            doubled[-1] = True
        else:
            consonants.append(heard)
            doubled.append(False)
            gaps.append("")
    vowels = tuple("".join(sorted(set(gap))) for gap in gaps)
    return Sound(tuple(consonants), tuple(doubled), vowels, vowelled)


def _vowel(vowel: str) -> list[Unit]:
    return [("", vowel)]


def _consonant(*heard: str) -> list[Unit]:
    return [(sound, "") for sound in heard]


def _latin(text: str) -> Iterator[Choice]:
    """A text in any script but Arabic, run by run."""
    special = _CYRILLIC if script(text) == "Cyrl" else {}
    latin = anyascii(text.translate(_MARKED)).casefold()
    units = [match[0] for match in _LATIN_UNIT.finditer(latin)]
    for position, unit in enumerate(units):
        following = units[position + 1] if position + 1 < len(units) else ""
        before_vowel = following != "" and following in "aeiouy"
        match unit:
            case "u" if position == 0 and before_vowel:
                yield [_vowel("u"), _consonant("wv")]  # Уильямс
            case "a" | "e" | "i" | "o" | "u":
                yield [_vowel(unit)]
            case "y":
                yield [_vowel("i")]
            case "w" if position and units[position - 1] in "aeiouy" and following and not before_vowel:
                yield [_vowel("u")]
            case "j" if special or (position and units[position - 1] in "aeiouy" and following and not before_vowel):
                yield [_vowel("i"), _consonant(_LATIN[unit])]  # Јован, Wojciech
            case "x":
                yield [_consonant("kq", "s")]
            case "th":
                yield [_consonant("þts"), _consonant("t", "h")]  # Othman, Fathi
            case "h" if position and (not following or (following == "n" and units[position - 1] == "o")):
                yield [_consonant("h"), []]  # Johnson
            case "t" | "p" if not following and units[position - 1 : position] != [unit]:
                yield [_consonant({"t": "td", "p": "pb"}[unit])]  # Ahmet, Recep
            case _:
                yield [_consonant(special.get(unit, _LATIN[unit]))]


def _arabic(text: str) -> Iterator[Choice]:
    """An Arabic text, letter by letter: و may be a vowel or not, a final ة or ه heard or not."""
    letters = [letter for letter in text if letter in _ARABIC or letter in _ARABIC_VOWELS or letter in "عةو"]
    for position, letter in enumerate(letters):
        at_start, at_end = position == 0, position == len(letters) - 1
        match letter:
            case "ا" | "أ" | "إ" | "آ" | "ٱ" | "ع" if at_start:
                yield [_vowel(_ANY)]
            case "و":
                yield [_consonant("wv")] if at_start else [_vowel("ú"), _consonant("wv")]
            case "ة":
                yield [_vowel("a"), _consonant("t")]
            case "ه" if at_end and not at_start:
                yield [_consonant("h"), _vowel("a")]
            case "ع":
                yield [_vowel(_ANY), []]  # Muammar, Saad
            case _ if letter in _ARABIC_VOWELS:
                yield [_vowel(_ARABIC_VOWELS[letter])]
            case _:
                yield [_consonant(_ARABIC[letter])]

"""
How text may be spelt: composed, without hidden marks, in the script that it says.

The one gate for text that a person writes, whether it comes in a data set, a table or an argument.
"""

import unicodedata
from functools import cache

import regex

# Joiners are part of Persian and Indic spelling, between two letters of such a script; nowhere else.
_JOINED = r"[\u0600-\u08FF\u0900-\u0DFF\u1000-\u109F\u1780-\u17FF]"
# Controls, marks of direction and whatever has no width can make two names look alike or hide text.
HIDDEN = regex.compile(
    r"(?V1)[[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]"
    r"&&[\0-\uFFFF\U000E0000-\U000E0FFF]--[\u200C\u200D]]"
    rf"|(?<!{_JOINED})[\u200C\u200D]|[\u200C\u200D](?!{_JOINED})"
)
_NUMBER = regex.compile(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_OF_SEVERAL = {
    "Hans": ("Hani", "Bopo"),
    "Hant": ("Hani", "Bopo"),
    "Hrkt": ("Hira", "Kana"),
    "Jpan": ("Hani", "Hira", "Kana"),
    "Kore": ("Hang", "Hani"),
    "Hanb": ("Hani", "Bopo"),
}
"""Codes of ISO 15924 for what Unicode counts as several scripts."""


def plain_text(text: str) -> str:
    """*text* as it is; ValueError where it hides a character, is not composed (NFC), is empty or has space at an end."""
    hidden = HIDDEN.search(text)
    if hidden:
        raise ValueError(f"holds the hidden character U+{ord(hidden[0]):04X}")
    if text != text.strip() or not text:
        raise ValueError("is empty or has space at an end")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"is not in composed form (NFC): write {_decomposed(text)}")
    return text


def read_number(value: object) -> object:
    """The number that a text of an address stands for, written as in JSON; anything else as it is."""
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def script_fault(text: str, script: str) -> str | None:
    """Why *text* is not in the script of this ISO 15924 code: no word is, or one mixes it with another."""
    letters = _letters(script)
    if letters is None:
        return f"{script} is no code of a script that Unicode knows"
    words = [(word, letters.sub("", word)) for word in _WORD.findall(text)]
    for word, strays in words:
        if strays and strays != word:
            return f"{word!r} mixes {script} with {_named(strays[0])}"
    if words and all(strays for _, strays in words):
        return f"is not in the script {script}: it has {_named(words[0][1][0])}"
    return None


def _decomposed(text: str) -> str:
    """The first letters that composing changes, as they should stand."""
    composed = unicodedata.normalize("NFC", text)
    start = next((at for at, (old, new) in enumerate(zip(text, composed, strict=False)) if old != new), len(composed))
    sign = composed[start : start + 1]
    return f"{sign!r} as U+{ord(sign):04X}" if sign else repr(composed)


def _named(letter: str) -> str:
    return f"{letter!r}, {unicodedata.name(letter, f'U+{ord(letter):04X}')}"


@cache
def _letters(script: str) -> "regex.Pattern[str] | None":
    """What letters of the script, and of no script of their own, match; None for a code that is none."""
    codes = _OF_SEVERAL.get(script, (script,))
    try:
        return regex.compile("|".join([*(rf"\p{{scx={code}}}" for code in codes), r"\p{Zyyy}|\p{Zinh}"]))
    except regex.error:
        return None

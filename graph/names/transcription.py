"""
How names are carried from one alphabet into another.

Within an alphabet a name is mostly spelt with care; across alphabets its letters follow the conventions of
whoever carried it over: the same name is Chruschtschow, Khrushchev and Хрущёв, Джонсон is Johnson, and Japanese
shi is си. So across alphabets a letter may be heard as all that some convention writes with it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

Unit = tuple[str, str]
"""The consonants that a run of letters may stand for, none if it is a vowel, and its vowels."""
Choice = list[list[Unit]]
"""All that a run of letters can be read as."""

# A rule is a run of letters, with what has to stand beside it, and its readings with | between them: consonants
# apart from each other by blanks, each as all that it may be, a vowel behind a hyphen. Where two rules fit, the
# first is taken. ţ ś ź are the sounds that Japanese has before i, which Cyrillic writes т с дз and Latin ch sh j.
_LATIN_RULES = """
^mc(?!h)[ck]?           m -a kq
mm                      m|n m
ll                      l|-i
{doubled}
schtsch|szcz|shch|šč    š|š c
dzh|dsch|dž|dż|dź       jź
dj|đ                    j|d -i
tsch|tch|tsh|cz|č|ć|ç   c
cs                      c|kq s
zs                      ž|z s
sch                     š|s xkq
sz                      šs
sh|ş|š|ș                šś
ś                       sšś
zh|ž|ż                  žjz
ź                       zžź
rz                      žš|r zž
ř                       r|r žš
kh                      xhkq|k h
gh(?![aeiouy])          |gq
gh                      gq|g h
th                      þtsfd|t h
dh                      ðdz|d h
ph                      f
cch                     kq
ch                      cšxkqţ
ck                      kq|s kq
cc(?=[eiy])             c
sc(?=[eiy])             š|s
c(?=[eiy])              sckj|t s
c                       kqcjs
qu(?=[aeioy])           kq|kq wv
q                       qkgcs
(?<=u)x$                |kq s|xhšs
x                       kqg sz|xhšs
tz|ts|ţ|ț               s|t sz
zz|z(?=i)|z$|(?<=[lnr])z sz|t s
dz                      zźj|d z
wh                      wv|h
^w(?=r)                 |wv
(?<=[aeiouyöü])w(?![aeiouy]) -u|wvf
w                       wv
ng(?![aeiouyh])          n|n gkq
gn                      n|gq n
ñ|ň|ņ|ń                 n
dg(?=[eiy])             j|d j
g(?=[eiyöü])            gqjžx
ğ                       gq|
g                       gq
lj                      l|l -i
lh                      l|l h
j                       -i|jžgxź
^h|h$|(?<=[aeiouyäöü])h(?=[lmnr])|(?<=[ou])h(?![aeiouy]) h|
h                       h
u(?=[bcdfgklmnprst][bcdfgklmnprst]) -u|-a
oo                      -ou
ea(?!u)|ee              -aei
ã|õ                     -ao|-a n
eau                     -o
au(?![aeiouy])          -au|-o|-a v
(?<=e)u(?![aeiouy])     -u|v
(?<=[aeiou])t$|(?<=[nr])t$ td|
(?<=[aeiou])d$|(?<=[nr])d$ d|
(?<=[eiu])[sz]$         sz|
(?<=ie)r$               r|
t$                      td
p$                      pb
^s(?=[pt])               sšz
s(?=i)                  szś
s|z                     sz
v                       vfw
ff                      fv
k                       kq
ą                       -o nm|-oa
ę                       -e nm|-e
å                       -a|-o
ä                       -a
ö|ø|œ|ő                 -o|-e
ü|ű                     -u|-i
ə                       -a
ó                       -o
m(?=[bp])               mn
[tdbpfvlmnr]            =
[aeiou]                 -=
y                       -i
"""
_CYRILLIC_RULES = r"""
{doubled}
дж|џ|ҷ|ҹ|җ              jž
дз|ѕ                    zźj|d z
чж                      žj
цз                      zjs
тц|тс                   s|t s
тш|тч                   c
шч|щ                    š|š c
ч|ћ                     cţ
ш                       šś
ж                       žj
ц(?=у)                  st
ц                       s
с(?=[иіёюяьея])         sś
з                       zź
т(?=[иіёюяь])           tţ
х                       xhkq
г                       gqh
ґ|ғ                     gq
һ|ҳ                     h
қ|ҡ|ҝ                   qk
ҙ                       ðz
ҫ                       þs
к                       kq
ң|ҥ|ӊ|ӈ                 n|n g
ђ                       j|d -i
љ                       l
њ                       n
ѓ                       gqj
ќ                       kqc
в                       vw
ф(?=у)                  fh
ф                       f
б                       b
п                       p
д                       d
т                       t
с                       s
л                       l
м                       m
н                       n
р                       r
у(?=[аеёиоуыэюяієї])|ў  -u|wv
ъ(?=[бвгджзклмнпрстфхцчшщ]) -a
ь|ъ
й|ј|и|і|ї|ы             -i
а                       -a
е|э                     -e
ё                       -io|-e
є                       -ie
о                       -o
ө                       -o
у|ү|ұ                   -u
ю                       -iu
я                       -ia
ә                       -a
"""


@dataclass(frozen=True, slots=True)
class _Rules:
    """A table of rules as one pattern, whose groups are the rules in their order, and what each is read as."""

    pattern: re.Pattern[str]
    readings: tuple[str, ...]

    @classmethod
    def parse(cls, table: str, consonants: str) -> "_Rules":
        table = table.format(doubled="|".join(f"{letter}(?={letter})" for letter in consonants))
        rows = [line.split(maxsplit=1) for line in table.strip().splitlines()]
        pattern = "|".join(f"({row[0]})" for row in rows)
        return cls(re.compile(pattern), tuple(row[1] if len(row) > 1 else "" for row in rows))

    def read(self, text: str) -> Iterator[Choice]:
        for match in self.pattern.finditer(text):
            yield _choice(self.readings[match.lastindex - 1] if match.lastindex else "", match[0])


@lru_cache(maxsize=1_000)
def _choice(readings: str, letters: str) -> Choice:
    return [
        [("", unit[1:]) if unit.startswith("-") else (unit, "") for unit in reading.replace("=", letters).split()]
        for reading in readings.split("|")
    ]


_LATIN, _CYRILLIC = _Rules.parse(_LATIN_RULES, "bdfgkmnprstvz"), _Rules.parse(_CYRILLIC_RULES, "бвгджзклмнпрстфхцчш")


def transcribed(text: str, cyrillic: bool) -> Iterator[Choice]:
    """All that the letters of a word without capitals, in any script but Arabic, stand for in another alphabet."""
    composed = unicodedata.normalize("NFC", text)
    if cyrillic:
        return _CYRILLIC.read("".join(c if _CYRILLIC.pattern.match(c) else _unmarked(c) for c in composed))
    return _LATIN.read(
        "".join(c if c.isascii() or _LATIN.pattern.match(c) else anyascii(c).casefold() for c in composed)
    )


def _unmarked(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]

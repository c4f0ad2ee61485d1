"""
`python -m benchmarks.names FILE`: how well names are known again across alphabets, on a public list; no database.

The list is `rigour/data/names/persons.txt` of the package rigour 1.3.5 (MIT; names of persons from Wikidata, CC0):
a line holds the spellings of one name in many scripts, with its id. Half of the lines, drawn by their ids, were there
to tune on; what is measured here are the others, and no single pair of them is shown.
"""

import hashlib
import math
import random
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from benchmarks.figures import Figure
from linkage.graph.names.matching import match_name

SEED, DRAWN, LEAST_LETTERS = 20, 4_000, 3
SCRIPTS = {"LATIN": "Latin", "CYRILLIC": "Cyrillic", "ARABIC": "Arabic"}
SCRIPT_PAIRS = (("Latin", "Cyrillic"), ("Latin", "Arabic"), ("Cyrillic", "Arabic"))
TURKISH = frozenset("çğışö")
RECALL, PRECISION = 0.88, 0.98

Forms = dict[str, list[str]]
"""The spellings of one name by script."""
Pair = tuple[str, str]


def run(file: Path) -> Iterator[Figure | str]:
    """Recall and precision for each two scripts, with counts and 95 % intervals."""
    names = held_out(file.read_text(encoding="utf-8").splitlines())
    for left, right in SCRIPT_PAIRS:
        chance = random.Random(SEED)
        drawn = [forms for forms in names if left in forms and right in forms]
        chance.shuffle(drawn)
        words = drawn[:DRAWN]
        pairs = [(chance.choice(forms[left]), chance.choice(forms[right])) for forms in words]
        yield from _measure(f"{left} and {right}", pairs, _neighbours(pairs, words, right))


def held_out(lines: Iterable[str]) -> list[Forms]:
    """The spellings of each name whose id falls to the half that nobody tuned on."""
    split = (line.rsplit(" => ", 1) for line in lines)
    return [
        _by_script(spellings.split(", "))
        for spellings, identifier in split
        if hashlib.sha256(f"linkage {identifier}".encode()).digest()[0] % 2
    ]


def _by_script(spellings: list[str]) -> Forms:
    """Those of a few letters at least that are written in one script."""
    forms: Forms = {}
    for text in spellings:
        scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
        script = SCRIPTS.get(scripts.pop(), "") if len(scripts) == 1 else ""
        if script and len(text) >= LEAST_LETTERS:
            forms.setdefault(script, []).append(text)
    return forms


def _measure(scripts: str, pairs: list[Pair], neighbours: list[Pair]) -> Iterator[Figure | str]:
    others = pairs[1:] + pairs[:1]
    full = [(f"{a} {b}", f"{c} {d}") for (a, c), (b, d) in zip(pairs, others, strict=True)]
    crossed = [(left, right) for (left, _), (_, right) in zip(pairs, others, strict=True)]
    relatives = [
        (f"{a} {b}", f"{c} {d}") for (a, _), (b, d), (_, c) in zip(pairs, others, others[1:] + others[:1], strict=True)
    ]
    known, known_full = _matched(pairs), _matched(full)
    yield _share(f"{scripts}, recall, words", known, len(pairs), RECALL)
    yield _share(f"{scripts}, precision, words against others at random", known, known + _matched(crossed), PRECISION)
    yield _share(f"{scripts}, recall, two words", known_full, len(full))
    mistaken = _matched(relatives)
    yield _share(f"{scripts}, precision, two words that share one", known_full, known_full + mistaken, PRECISION)
    yield _share(f"{scripts}, words taken for the nearest other name", _matched(neighbours), len(neighbours))
    turkish = [pair for pair in pairs if TURKISH & set(pair[0])]
    if turkish:
        yield _share(f"{scripts}, recall, words with Turkish letters", _matched(turkish), len(turkish))


def _neighbours(pairs: list[Pair], words: list[Forms], script: str) -> list[Pair]:
    """Each name with the name of another line that is spelt nearest to it, where no spelling is common to both."""
    spelt = [anyascii(right).casefold() for _, right in pairs]
    neighbours = []
    for (text, _), forms in zip(pairs, words, strict=True):
        nearest = process.extract(anyascii(text).casefold(), spelt, scorer=Levenshtein.normalized_similarity, limit=10)
        places = (place for _, _, place in nearest if words[place] is not forms)
        apart = (place for place in places if set(forms[script]).isdisjoint(words[place][script]))
        neighbours += [(text, pairs[place][1]) for place in list(apart)[:1]]
    return neighbours


def _matched(pairs: list[Pair]) -> int:
    return sum(_is_spelling(left, right) or _is_spelling(right, left) for left, right in pairs)


def _is_spelling(text: str, name: str) -> bool:
    match = match_name(text, name)
    return match is not None and match.complete


def _share(name: str, count: int, total: int, bound: float = 0) -> Figure | str:
    low, high = interval(count, total)
    detail = f"{count:,} of {total:,}, 95 % from {low:.4f} to {high:.4f}"
    if not bound:
        return f"{name}: {count / total:.2f} ({detail})"
    return Figure(name, count / total, bound, unit="", least=True, detail=detail)


def interval(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z, share = 1.96, count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    width = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - width, middle + width


if __name__ == "__main__":
    for figure in run(Path(sys.argv[1])):
        print(figure)

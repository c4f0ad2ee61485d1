"""
How far two who coded the same passages agree: kappa by kind, hedge, date and theatre, and where they differ.

Codings are paired within a passage by whom they are about and then by their order, never by what is compared.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeAlias

from pydantic import ConfigDict, TypeAdapter, ValidationError

from linkage.graph.dates import Interval
from linkage.graph.errors import InvalidDataSetError, LinkageError, reason
from linkage.graph.fields import table
from linkage.graph.records import Claim, Hedge, Key, Locator, Reference
from linkage.ingest.text.folder import ENDINGS
from linkage.ingest.text.reader import Problem, Raw, raw_text, read_records

Passage: TypeAlias = tuple[str, str]
"""A document, and where in it: the paragraph, where that is not told the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindCoding:
    """What one coder made of a passage; the fields are those of a claim, of which only these are compared."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    document: Key
    locator: Locator
    kind: Key
    hedge: Hedge
    held: Interval | None = None
    theatres: tuple[Key, ...] = ()
    subject: Key | None = None
    object: Reference | None = None
    key: Key | None = None

    @classmethod
    def of(cls, claim: Claim) -> "BlindCoding":
        """The same of a claim."""
        return cls(
            document=claim.document, locator=claim.locator, kind=claim.kind, hedge=claim.hedge, held=claim.held,
            theatres=claim.theatres, subject=claim.subject, object=claim.object, key=claim.key,
        )  # fmt: skip

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        place = self.locator.paragraph
        return self.document, (self.locator.words or "").casefold() if place is None else str(place)


Pair: TypeAlias = tuple[BlindCoding, BlindCoding]
"""Ours and theirs of one statement."""

ITEMS: dict[str, Callable[[BlindCoding], str]] = {
    "kind": lambda coding: coding.kind,
    "hedge": lambda coding: coding.hedge.value,
    "date": lambda coding: str(coding.held) if coding.held else "no date",
    "theatre": lambda coding: " and ".join(sorted(coding.theatres)) or "no theatre",
}
"""What is compared, each as one of a number of categories."""


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """How far two agree on one item, over `cases` of which `agreed` are the same; `kappa` is None where it has none."""

    item: str
    cases: int
    agreed: int
    expected: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class CoderAgreement:
    """Both codings side by side: the pairs, and what one has and the other has not in passages that both read."""

    pairs: tuple[Pair, ...]
    ours_alone: tuple[BlindCoding, ...]
    theirs_alone: tuple[BlindCoding, ...]
    items: tuple[ItemAgreement, ...]

    def differences(self) -> Iterator[tuple[str, Pair, str, str]]:
        """Each item that a pair differs in, with what either has."""
        for pair in self.pairs:
            for item, category in ITEMS.items():
                ours, theirs = map(category, pair)
                if ours != theirs:
                    yield item, pair, ours, theirs


def compare_codings(ours: Iterable[BlindCoding], theirs: Iterable[BlindCoding]) -> CoderAgreement:
    """Pair both codings passage by passage, in the order of theirs; passages that they did not read do not count."""
    mine: dict[Passage, list[BlindCoding]] = {}
    for coding in ours:
        for passage in _passages(coding):
            mine.setdefault(passage, []).append(coding)
    read: dict[Passage, list[BlindCoding]] = {}
    for coding in theirs:
        read.setdefault(_common(coding, mine), []).append(coding)
    pairs, ours_alone, theirs_alone = [], [], []
    for passage, codings in read.items():
        matched, left, right = _paired(mine.get(passage, []), codings)
        pairs += matched
        ours_alone += left
        theirs_alone += right
    items = tuple(item_agreement(item, [(of(one), of(other)) for one, other in pairs]) for item, of in ITEMS.items())
    return CoderAgreement(tuple(pairs), tuple(ours_alone), tuple(theirs_alone), items)


def item_agreement(item: str, cases: Sequence[tuple[str, str]]) -> ItemAgreement:
    """
    Agreement beyond chance on one item: κ = (pₒ − pₑ) / (1 − pₑ) (Cohen 1960).

    pₒ is the share of cases in which both chose the same, pₑ the share that they would agree on by chance, each
    choosing as often as it does. Without a case, or where both choose one category alone, there is no kappa.
    """
    total, agreed = len(cases), sum(one == other for one, other in cases)
    left, right = Counter(one for one, _ in cases), Counter(other for _, other in cases)
    by_chance = sum(times * right[category] for category, times in left.items())  # in pairs of total²
    if not total or by_chance == total**2:
        return ItemAgreement(item, total, agreed, 1.0 if total else 0.0, None)
    expected = by_chance / total**2
    return ItemAgreement(item, total, agreed, expected, (agreed * total - by_chance) / (total**2 - by_chance))


def read_codings(path: Path) -> list[BlindCoding]:
    """The codings of a file of claims, YAML or JSON Lines; InvalidDataSetError has every record that is none."""
    if path.suffix not in ENDINGS:
        raise LinkageError(f"{path} is no coding: it ends in none of {', '.join(ENDINGS)}")
    if not path.is_file():
        raise LinkageError(f"there is no file {path}")
    found = [_coding(raw, path.name) for raw in read_records(path, path.name)]
    problems = [problem for coding in found if isinstance(coding, list) for problem in coding]
    if problems:
        raise InvalidDataSetError(path.name, problems)
    return [coding for coding in found if isinstance(coding, BlindCoding)]


_ADAPTER = TypeAdapter(BlindCoding)
_FIELDS = {field.name for field in table(Claim)}


def _coding(raw: Raw | Problem, file: str) -> BlindCoding | list[Problem]:
    if isinstance(raw, Problem):
        return [raw]
    title = f"coding {raw_text(raw, 'key') or '(without a key)'}"
    unknown = [name for name in raw.value if name not in _FIELDS]
    if unknown:
        return [Problem(file, "is not a field of a claim", raw.line, title, name) for name in unknown]
    try:
        return _ADAPTER.validate_python(raw.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return [Problem(file, reason(it), raw.line, title, ".".join(map(str, it["loc"]))) for it in details]


def _passages(coding: BlindCoding) -> Iterator[Passage]:
    """The passages that others may name for a coding: its paragraph, and its words where it has both."""
    yield coding.passage
    if coding.locator.paragraph is not None and coding.locator.words:
        yield coding.document, coding.locator.words.casefold()


def _common(coding: BlindCoding, mine: dict[Passage, list[BlindCoding]]) -> Passage:
    """The first passage of theirs that is one of ours, so that words and a paragraph may meet."""
    return next((passage for passage in _passages(coding) if passage in mine), coding.passage)


def _paired(
    ours: Sequence[BlindCoding], theirs: Sequence[BlindCoding]
) -> tuple[list[Pair], list[BlindCoding], list[BlindCoding]]:
    """Pairs of one passage, those about the same actors first, and what is left of either."""
    likeness = sorted(
        (-_likeness(one, other), place, number) for number, one in enumerate(ours) for place, other in enumerate(theirs)
    )
    partners: dict[int, int] = {}
    for _, place, number in likeness:
        if place not in partners and number not in partners.values():
            partners[place] = number
    pairs = [(ours[number], theirs[place]) for place, number in sorted(partners.items())]
    left = [one for number, one in enumerate(ours) if number not in partners.values()]
    return pairs, left, [other for place, other in enumerate(theirs) if place not in partners]


def _likeness(one: BlindCoding, other: BlindCoding) -> int:
    same_subject = one.subject is not None and one.subject == other.subject
    return same_subject + (one.object is not None and one.object == other.object)

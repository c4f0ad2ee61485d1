"""Names of two actors that differ by case alone, or by letters of another alphabet that look the same."""

from collections.abc import Iterable, Iterator, Mapping

from linkage.graph.records import Judgement
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.cautions import Caution
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem

_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухԁɡԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
    "ABESIJKMHOPCTYXaesijkopcyxdgqwABEZHIKMNOPTYXovp",
)
"""Letters of Cyrillic and Greek that look like Latin ones (Unicode TS 39, confusables), in the common fonts."""


def look_alikes(actors: Mapping[str, Located], catalogue: Catalogue) -> Iterator[Problem]:
    """
    A warning for each name that looks like one of another actor and is not the same, naming both.

    The same name of two is no slip, and what somebody has judged, whichever way, needs no second look.
    """
    judged = set(_judged(entry.record for entry in catalogue.entries[Judgement].values()))
    bearers: dict[str, list[tuple[str, str]]] = {}
    for key, entry in actors.items():
        for text in dict.fromkeys([entry.record.name, *(name.text for name in entry.record.names)]):
            for other, name in bearers.setdefault(_looks(text), []):
                if other != key and name != text and frozenset((key, other)) not in judged:
                    rule = f"looks like {name!r} of {other}, which is another: is it one actor, or one spelling?"
                    yield entry.warning(Caution.ALIKE, "name", text, rule)
            bearers[_looks(text)].append((key, text))


def _looks(text: str) -> str:
    """What a reader sees: letters that look the same as one, whatever their case."""
    return text.translate(_TWINS).casefold()


def _judged(judgements: Iterable[Judgement]) -> Iterator[frozenset[str]]:
    for judgement in judgements:
        yield frozenset((judgement.left, judgement.right))

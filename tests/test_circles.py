"""Circles are found, no more and no fewer, and a deep chain costs a step for each of its records."""

from collections.abc import Iterator, Mapping
from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.dates import Interval
from linkage.graph.records import Document
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.circles import encircled, rings
from linkage.ingest.text.dataset import Located

DEPTH = 5_000
KEYS = st.sampled_from("abcdefgh")


class Counted(Mapping[str, Located]):
    """Records by key, and how often one was looked up."""

    def __init__(self, records: dict[str, Located]) -> None:
        self.records = records
        self.steps = 0

    def __getitem__(self, key: str) -> Located:
        self.steps += 1
        return self.records[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


@given(st.dictionaries(KEYS, KEYS))
def test_a_key_is_encircled_that_lies_above_itself(above: dict[str, str]) -> None:
    graph = nx.DiGraph(above.items())
    expected = {key for keys in nx.simple_cycles(graph) for key in keys}

    assert sorted(encircled(above, above.get)) == sorted(expected)


@given(st.dictionaries(KEYS, st.sets(KEYS)))
def test_a_ring_is_all_that_lies_above_each_other(above: dict[str, set[str]]) -> None:
    graph = nx.DiGraph((key, parent) for key, parents in above.items() for parent in parents)
    components = nx.strongly_connected_components(graph)
    expected = [keys for keys in components if len(keys) > 1 or graph.has_edge(*[*keys] * 2)]

    assert sorted(map(sorted, rings(above))) == sorted(map(sorted, expected))


@pytest.mark.parametrize("end", [None, 0], ids=["open", "a circle"])
@pytest.mark.parametrize("step", [1, -1], ids=["from below", "from above"])
def test_a_deep_chain_is_climbed_once(end: int | None, step: int) -> None:
    above = {str(number): str(number + 1) for number in range(DEPTH)}
    if end is not None:
        above[str(DEPTH)] = str(end)
    asked: list[str] = []

    def parent(key: str) -> str | None:
        asked.append(key)
        return above.get(key)

    circle = list(encircled(list(above)[::step], parent))

    assert len(asked) <= 2 * DEPTH + 2
    assert len(circle) == (0 if end is None else DEPTH + 1)
    assert len(rings({key: {parent} for key, parent in above.items()})) == (end is not None)


@pytest.mark.parametrize("step", [1, -1], ids=["from below", "from above"])
def test_a_deep_chain_of_reprints_is_climbed_once(step: int) -> None:
    day = Interval.parse(str(date(2020, 9, 20)))
    documents = {
        str(number): Located(
            "documents.jsonl",
            number,
            number,
            Document(
                key=str(number),
                title="T",
                publisher="gazette",
                published=day,
                language="en",
                origin=str(number + 1) if number < DEPTH else None,
            ),
        )
        for number in range(DEPTH + 1)
    }
    counted = Counted(documents)
    catalogue = Catalogue(entries={Document: counted})

    roots = {catalogue.root(key).key for key in list(documents)[::step]}

    assert roots == {str(DEPTH)}
    assert counted.steps <= 4 * DEPTH

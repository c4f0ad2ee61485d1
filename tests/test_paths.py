"""The shortest paths between two actors, against answers worked out by hand and against networkx."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import prod
from typing import Any

import networkx
import pytest
from benchmarks.environment import server_variables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkage.graph.relations.paths import HUB, MOST_HOPS
from linkage.graph.store.connection import Connection
from linkage.graph.wording.paths import Testimony, hop, no_path
from tests import plain
from tests.asking import Ask, asking
from tests.feud import RECORDS, say
from tests.test_cli import linkage
from tests.village import write

PATHS = """query (
  $from: String!, $to: String!, $lens: LensInput, $families: [RelationFamily!], $max: Int! = 4, $k: Int! = 3, $hubs: Boolean! = true
) {
  paths(from: $from, to: $to, lens: $lens, families: $families, max: $max, k: $k, throughHubs: $hubs) {
    from { key } to { key } reason hubs { key }
    paths { length sign hops { from { key } to { key } forward others sentence relation { family spell { validFrom validTo } } } }
  }
}"""
CROWD = [f"w{number}" for number in range(HUB - 1)]
PEOPLE = ["fay", "gus", "hal", "ivy", "joe", "kim", "lea", "moe", "ned", "oda", "pia", "una", *CROWD]

VILLAGE: dict[str, list[dict[str, Any]]] = {
    **RECORDS,
    "actors": [*RECORDS["actors"], *({"key": key, "kind": "person", "name": key.title()} for key in PEOPLE)],
    "claims": [
        # fay – gus – hal, with two more relations between fay and gus, and one that is only denied.
        say("one", "backs", "fay", "gus", "2020-01", certainty=0.6),
        say("two", "opposes", "gus", "fay", "2020-01", certainty=0.9, hedge="reported", speakers=["ann", "gazette"]),
        say("three", "meets", "fay", "gus", "2020-01", theatres=["mill"], certainty=0.3),
        say("four", "opposes", "gus", "hal", "2020-01-05/2020-01-20"),
        say("no", "backs", "fay", "hal", "2020-01", hedge="denied"),
        # fay – ivy – hal, worse supported; fay – ivy is only speculated.
        say("five", "backs", "fay", "ivy", "2020-01", hedge="speculated", certainty=0.2),
        say("six", "backs", "ivy", "hal", "2020-01"),
        # joe – kim – lea – moe – ned: four hops; ned – oda makes five.
        say("j", "backs", "joe", "kim", "2020-01"),
        say("k", "meets", "kim", "lea", "2020-01"),
        say("l", "opposes", "lea", "moe", "2020-01"),
        say("m", "opposes", "moe", "ned", "2020-01"),
        say("n", "opposes", "ned", "oda", "2020-01"),
        # pia – una – dan, and una knows the whole crowd.
        say("p", "backs", "pia", "una", "2020-01"),
        say("u", "backs", "una", "dan", "2020-01"),
        *(say(f"c-{key}", "opposes", "una", key, "2020-01") for key in CROWD),
    ],
}
DAY = {"asOf": "2020-01-10"}


@pytest.fixture(scope="module")
def ask(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(database, write(tmp_path_factory.mktemp("paths"), VILLAGE)) as asked:
        yield asked


def paths(ask: Ask, start: str, end: str, **variables: object) -> dict[str, Any]:
    answer = ask(PATHS, **{"from": start, "to": end, "lens": DAY, **variables})
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["paths"]
    return found


def walked(found: dict[str, Any]) -> list[list[str]]:
    """The actors of each path."""
    return [[path["hops"][0]["from"]["key"], *(each["to"]["key"] for each in path["hops"])] for path in found["paths"]]


def test_the_shortest_come_first_and_of_those_the_best_supported(ask: Ask) -> None:
    found = paths(ask, "fay", "hal")

    assert walked(found) == [["fay", "gus", "hal"], ["fay", "ivy", "hal"]]
    assert [path["length"] for path in found["paths"]] == [2, 2] and found["reason"] is None
    assert walked(paths(ask, "fay", "hal", k=1)) == [["fay", "gus", "hal"]]


def test_a_hop_is_the_best_supported_of_parallel_relations_and_counts_the_others(ask: Ask) -> None:
    first, second = paths(ask, "fay", "hal")["paths"][0]["hops"]

    assert second["relation"]["spell"] == {"validFrom": "2020-01-05", "validTo": "2020-01-20"}
    assert (first["relation"]["family"], first["forward"], first["others"]) == ("OPPOSES", False, 2)
    assert (second["relation"]["family"], second["forward"], second["others"]) == ("OPPOSES", True, 0)


def test_a_hop_says_who_does_what_where_when_and_who_tells_it(ask: Ask) -> None:
    sentences = [[each["sentence"] for each in path["hops"]] for path in paths(ask, "fay", "hal")["paths"]]

    assert sentences == [
        ["Gus opposes Fay in Valley (January 2020; Gazette)", "Gus opposes Hal in Valley (5 to 20 January 2020; Gazette)"],
        ["Fay backs Ivy in Valley (January 2020; Gazette; speculated)", "Ivy backs Hal in Valley (January 2020; Gazette)"],
    ]  # fmt: skip


def test_signs_multiply_and_a_channel_has_none(ask: Ask) -> None:
    assert [path["sign"] for path in paths(ask, "fay", "hal")["paths"]] == [1, 1]
    assert [path["sign"] for path in paths(ask, "ivy", "gus")["paths"]] == [-1, -1]
    assert [path["sign"] for path in paths(ask, "joe", "ned")["paths"]] == [None]
    assert [path["sign"] for path in paths(ask, "lea", "oda")["paths"]] == [-1]


def test_what_is_only_denied_is_not_walked(ask: Ask) -> None:
    assert ["fay", "hal"] not in walked(paths(ask, "fay", "hal"))


def test_families_and_lenses_narrow(ask: Ask) -> None:
    assert walked(paths(ask, "fay", "hal", families=["BACKS"])) == [["fay", "ivy", "hal"]]
    assert walked(paths(ask, "fay", "hal", lens={"asOf": "2020-01-25"})) == [["fay", "ivy", "hal"]]
    assert walked(paths(ask, "fay", "gus", lens={**DAY, "theatres": ["mill"]})) == [["fay", "gus"]]


def test_a_path_that_is_too_long_is_not_there_and_the_answer_says_so(ask: Ask) -> None:
    assert walked(paths(ask, "joe", "ned")) == [["joe", "kim", "lea", "moe", "ned"]]
    assert paths(ask, "joe", "ned", max=3)["reason"] == "no path within 3 hops between Joe and Ned under this lens"
    assert paths(ask, "joe", "oda")["reason"] == "no path within 4 hops between Joe and Oda under this lens"


def test_an_actor_without_relations_is_told(ask: Ask) -> None:
    assert paths(ask, "joe", "eli")["reason"] == (
        "no path within 4 hops between Joe and Eli under this lens: Eli has no relation in it"
    )
    assert paths(ask, "joe", "kim", lens={"asOf": "2021-01-01"})["reason"].endswith(
        "Joe and Kim have no relation in it"
    )


def test_hubs_are_passed_over_on_demand_and_named(ask: Ask) -> None:
    avoiding = paths(ask, "pia", "dan", hubs=False)

    assert walked(paths(ask, "pia", "dan")) == [["pia", "una", "dan"]]
    assert avoiding["hubs"] == [{"key": "una"}] and avoiding["paths"] == []
    assert avoiding["reason"] == (
        "no path within 4 hops between Pia and Dan under this lens that avoids Una: let it pass through hubs"
    )
    assert walked(paths(ask, "pia", "una", hubs=False)) == [["pia", "una"]]
    assert paths(ask, "fay", "hal", hubs=False)["hubs"] == []


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        pytest.param({"to": "nobody"}, "NOT_FOUND", "actor nobody", id="an unknown actor"),
        pytest.param({"to": "fay"}, "BAD_USER_INPUT", "one actor", id="one actor"),
        pytest.param({"max": 5}, "BAD_USER_INPUT", "max runs from 1 to 4", id="too many hops"),
        pytest.param({"max": 0}, "BAD_USER_INPUT", "max runs from 1 to 4", id="no hop"),
        pytest.param({"k": 21}, "BAD_USER_INPUT", "k runs from 1 to 20", id="too many paths"),
        pytest.param({"lens": {"theatres": ["moon"]}}, "NOT_FOUND", "theatre moon", id="an unknown theatre"),
    ],
)
def test_what_cannot_be_searched_is_told(ask: Ask, given: dict[str, Any], code: str, told: str) -> None:
    (error,) = ask(PATHS, **{"from": "fay", "to": "hal", **given})["errors"]

    assert error["extensions"]["code"] == code and told in error["message"]


def test_the_command_prints_paths_or_why_there_is_none(ask: Ask, database: Connection) -> None:
    there = server_variables(database)
    found = linkage("path", "fay", "hal", "--as-of", "2020-01-10", **there)
    nothing = linkage("path", "pia", "dan", "--as-of", "2020-01-10", "--no-hubs", **there)
    surely = linkage("path", "fay", "hal", "--as-of", "2020-01-10", "--min-certainty", "1", **there)

    assert found.stdout.startswith("1. Fay – Gus – Hal (net sign +)\n   Gus opposes Fay"), found.stderr
    assert "and 2 more between the two" in found.stdout
    assert "Fay and Hal have no relation in it" in surely.stdout, surely.stderr
    assert nothing.returncode == 0 and nothing.stdout.startswith("no path within 4 hops"), nothing.stderr


# Sentences by themselves


def told(*names: str, verb: str = "arms", symmetric: bool = False, hedge: str = "ASSERTED") -> list[Testimony]:
    return [(verb, symmetric, hedge, name) for name in names]


def test_claims_of_several_kinds_are_told_by_the_family() -> None:
    parts = ["A", "B", "BACKS", None, None, None, "DISPUTED", None, None]

    assert hop(*parts, told("X")) == "A arms B (no date given; X; disputed)"
    assert hop(*parts, told("X") + told("X", verb="funds")) == "A backs B (no date given; X; disputed)"


def test_a_channel_is_told_by_a_verb_only_if_it_reads_both_ways() -> None:
    parts = ["A", "B", "NEGOTIATES_WITH", None, "2020-01-01", None, "AGREED", None, None]

    assert hop(*parts, told("X", verb="meets", symmetric=True)) == "A meets B (since 1 January 2020; X)"
    assert hop(*parts, told("X", verb="calls")) == "A negotiates with B (since 1 January 2020; X)"


def test_a_step_of_which_nobody_speaks_on_the_day_says_of_which_days_somebody_did() -> None:
    parts = ["A", "B", "BACKS", "Valley", "2020-03-03", "2020-06-08", "AGREED", "2020-03-02"]

    assert hop(*parts, None, told("X")) == "A arms B in Valley (last said of 2 March 2020; X)"
    assert hop(*parts, "2020-06-09", told("X")) == (
        "A arms B in Valley (said of 2 March 2020 and of 9 June 2020, not in between; X)"
    )


def test_many_sources_and_hubs_are_counted_and_each_is_named_once() -> None:
    parts = ["A", "B", "BACKS", None, None, None, "AGREED", None, None]

    assert hop(*parts, told("X", "Y", "X", "Z")).endswith("; X, Y and Z)")
    assert hop(*parts, told("V", "W", "X", "Y", "Z")).endswith("; V, W, X and 2 more)")
    assert "avoids V, W, X and 2 more" in str(no_path("A", "B", 0, 4, True, True, list("VWXYZ")))


# By chance, against networkx

START = date(2020, 1, 1)
SOME = [f"x{number}" for number in range(9)]


def invented(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Nine actors and a hundred claims, each of a few days: on every day another graph."""
    chance = random.Random(seed)
    claims = []
    for number in range(100):
        subject, object_ = chance.sample(SOME, 2)
        first = START + timedelta(days=chance.randrange(30))
        claims.append(
            say(f"c{number}", chance.choice(["backs", "opposes", "meets"]), subject, object_,
                f"{first}/{first + timedelta(days=chance.randrange(6))}", certainty=chance.choice([0.2, 0.5, 0.8]),
                hedge=chance.choice(["asserted", "speculated", "denied"]), theatres=[chance.choice(["valley", "mill"])])
        )  # fmt: skip
    actors = [*RECORDS["actors"], *({"key": key, "kind": "person", "name": key} for key in SOME)]
    return {**RECORDS, "actors": actors, "claims": claims}


CHANCE = invented(4)
HALF_LIVES = {"state_deeds": 2, "state_words": 1, "event_deeds": 1, "event_words": 1}
TOLD = plain.relations(CHANCE, HALF_LIVES)


@pytest.fixture(scope="module")
def ask_by_chance(ask: Ask, database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(database, write(tmp_path_factory.mktemp("chance"), CHANCE, half_lives=HALF_LIVES)) as asked:
        yield asked


def graph(day: date, families: list[str]) -> networkx.Graph:
    """Who is linked to whom on a day, with the certainty of the best supported relation."""
    made = networkx.Graph()
    made.add_nodes_from(SOME)
    for relation in plain.shown(TOLD, day, None):
        family, subject, object_, _ = relation.key
        if relation.status != "DENIED" and (not families or family in families):
            best = made.get_edge_data(subject, object_, {"certainty": 0})["certainty"]
            certainty = round(relation.version.stretch.certainty(day.toordinal()), 6)
            made.add_edge(subject, object_, certainty=max(best, certainty))
    return made


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=st.integers(0, 34).map(lambda number: START + timedelta(days=number)),
    ends=st.lists(st.sampled_from(SOME), min_size=2, max_size=2, unique=True),
    families=st.sampled_from([[], ["BACKS"], ["BACKS", "OPPOSES"]]),
    most=st.integers(1, MOST_HOPS),
    count=st.integers(1, 20),
)
def test_on_any_graph_paths_are_the_simple_paths_in_order(
    ask_by_chance: Ask, day: date, ends: list[str], families: list[str], most: int, count: int
) -> None:
    links = graph(day, families)
    simple = networkx.all_simple_paths(links, *ends, cutoff=most)
    expected = sorted(simple, key=lambda path: (len(path), -_support(links, path), path))[:count]

    found = paths(ask_by_chance, *ends, lens={"asOf": str(day)}, families=families, max=most, k=count)

    assert walked(found) == expected
    assert (found["reason"] is None) is bool(expected)
    if expected:
        assert found["paths"][0]["length"] == networkx.shortest_path_length(links, *ends)


def _support(links: networkx.Graph, path: list[str]) -> float:
    return prod(links.edges[step]["certainty"] for step in pairwise(path))

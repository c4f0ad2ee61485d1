"""The search for paths over a list of relations, without a database: by hand and against networkx."""

from itertools import pairwise
from math import prod

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.relations.paths import MOST_HOPS, Link, LinkMap, Path, paths_of, sign

ACTORS = "abcdefg"


def link(ends: str, certainty: float = 0.5, sign_: int = 1, origins: int = 1, id_: str = "") -> Link:
    """`ab` backs with the sign 1, from a to b."""
    id_ = id_ or f"{ends}{sign_}"
    return Link(f"at {id_}", id_, ends[0], ends[1], sign_, certainty, origins)


def walked(paths: list[Path]) -> list[str]:
    return ["".join([path[0].start, *(hop.end for hop in path)]) for path in paths]


def test_a_path_leads_along_relations_in_either_direction() -> None:
    (path,) = paths_of(LinkMap.of([link("ba"), link("bc"), link("cd")]), ("a", "c"), 2, 9)

    assert walked([path]) == ["abc"]
    assert [hop.forward for hop in path] == [False, True]


def test_a_channel_leads_both_ways_and_takes_the_sign_away() -> None:
    (path,) = paths_of(LinkMap.of([link("ba", sign_=0), link("bc", sign_=-1)]), ("a", "c"), 2, 9)

    assert [hop.forward for hop in path] == [True, True] and sign(path) is None
    (path,) = paths_of(LinkMap.of([link("ab", sign_=-1), link("bc", sign_=-1)]), ("a", "c"), 2, 9)
    assert sign(path) == 1


def test_of_parallel_relations_the_surest_is_walked_then_that_of_most_origins_then_the_first() -> None:
    links = LinkMap.of([
        link("ab", 0.5, 1, 9, "sure"),
        link("ab", 0.9, -1, 1, "z"),
        link("ba", 0.9, 0, 2, "y"),
        link("ba", 0.9, 1, 2, "x"),
    ])  # fmt: skip

    ((hop,),) = paths_of(links, ("a", "b"), 1, 9)

    assert (hop.link.id, hop.others, hop.forward) == ("x", 3, False)


def test_what_comes_twice_counts_once() -> None:
    links = LinkMap.of([link("ab")])

    links.add([link("ab"), link("bc")])

    assert links.hop("a", "b").others == 0 and set(links.neighbours("b")) == {"a", "c"}
    assert list(links.neighbours("nobody")) == []


def test_nobody_is_passed_twice_and_no_end_is_passed_through() -> None:
    links = LinkMap.of([link("ab"), link("bc"), link("cd"), link("bd")])

    assert walked(paths_of(links, ("a", "c"), 2, 9)) == ["abc"]
    assert walked(paths_of(links, ("a", "c"), 3, 9)) == ["abdc"]
    assert walked(paths_of(links, ("a", "c"), 4, 9)) == []
    assert walked(paths_of(links, ("a", "a"), 2, 9)) == []


def test_who_is_avoided_may_be_an_end_and_nothing_else() -> None:
    links = LinkMap.of([link("ab"), link("bc"), link("ad"), link("dc")])

    assert walked(paths_of(links, ("a", "c"), 2, 9, "ab")) == ["adc"]


networks = st.lists(
    st.builds(
        lambda ends, certainty, sign_: link("".join(ends), certainty, sign_),
        st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2, unique=True),
        st.sampled_from([0.2, 0.3, 0.6, 1.0]),
        st.sampled_from([1, 0, -1]),
    ),
    max_size=20,
    unique_by=lambda relation: relation.id,
)


@settings(max_examples=300)
@given(
    relations=networks,
    ends=st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2, unique=True),
    count=st.integers(1, 20),
    avoiding=st.sets(st.sampled_from(ACTORS), max_size=2),
)
def test_on_any_network_they_are_the_simple_paths_in_order(
    relations: list[Link], ends: list[str], count: int, avoiding: set[str]
) -> None:
    graph = networkx.Graph()
    graph.add_nodes_from(set(ACTORS) - avoiding | set(ends))
    for relation in sorted(relations, key=lambda relation: relation.certainty):
        if {relation.subject, relation.object} <= set(graph):
            graph.add_edge(relation.subject, relation.object, certainty=relation.certainty)
    simple = [list(path) for path in networkx.all_simple_paths(graph, *ends, cutoff=MOST_HOPS)]

    for hops in range(1, MOST_HOPS + 1):
        of_length = [path for path in simple if len(path) == hops + 1]
        expected = sorted(of_length, key=lambda path: (-_support(graph, path), path))[:count]
        paths = paths_of(LinkMap.of(relations), (ends[0], ends[1]), hops, count, avoiding)
        assert walked(paths) == ["".join(path) for path in expected]


def _support(graph: networkx.Graph, path: list[str]) -> float:
    return prod((graph.edges[step]["certainty"] for step in pairwise(path)), start=1.0)
